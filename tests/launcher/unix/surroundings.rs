//! What a daemon is started with, as a script sees it.

use outfitter_daemon::{LaunchError, LaunchOutcome};

use crate::place::{Place, start};

#[tokio::test]
async fn it_gets_the_arguments_the_environment_and_the_directory_that_were_chosen() {
    let place = Place::new();
    let script = place.script("show", "echo \"args: $*\" >&2; pwd >&2; env >&2; exit 3");
    let launcher = place
        .launcher()
        .program(&script)
        .args(["run", "--", "two words"])
        .env("CHOSEN", "yes")
        .env_remove("HOME")
        .keep_env("CARGO_MANIFEST_DIR")
        .current_dir(place.beside(""))
        .log(place.beside("its.log"));
    let error = start(&launcher).await.unwrap_err();
    let LaunchError::Died { log, log_tail, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*log, place.beside("its.log"));
    let lines: Vec<&str> = log_tail.lines().collect();
    let here = place.beside("");
    assert_eq!(lines[0], "args: run -- two words");
    assert_eq!(lines[1], here.to_str().unwrap().trim_end_matches('/'));
    assert!(lines.contains(&"CHOSEN=yes"), "{log_tail}");
    let has = |variable: &str| lines.iter().any(|line| line.starts_with(variable));
    assert!(has("CARGO_MANIFEST_DIR=") && has("PATH="), "{log_tail}");
    assert!(!has("HOME=") && !has("CARGO_PKG_NAME="), "{log_tail}");
}

#[tokio::test]
async fn a_script_around_it_may_say_what_it_likes() {
    let place = Place::new();
    let service = env!("CARGO_BIN_EXE_service");
    let script = place.script(
        "around",
        &format!("echo starting; echo '{{}}'; exec '{service}' \"$@\""),
    );
    let launched = start(&place.launcher().program(script)).await.unwrap();
    assert_eq!(launched.outcome, LaunchOutcome::Started);
    place.stop().await;
}
