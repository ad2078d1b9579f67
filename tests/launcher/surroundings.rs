//! What a daemon is started with.

use std::sync::{Arc, Mutex};

use outfitter_daemon::ipc::BlockingClient;
use outfitter_daemon::{LaunchError, LaunchEvent, LaunchOutcome, PathOverrides};
use outfitter_daemon_tests::protocol::{Request, RequestClient, request};

use crate::place::{Place, start};

#[tokio::test]
async fn the_first_starts_it_and_tells_the_steps_the_second_finds_it() {
    let place = Place::new();
    let events = Arc::new(Mutex::new(Vec::new()));
    let launcher = place.launcher().on_event({
        let events = Arc::clone(&events);
        move |event| events.lock().unwrap().push(event.clone())
    });
    let first = start(&launcher).await.unwrap();
    assert_eq!(first.outcome, LaunchOutcome::Started);
    assert_eq!(first.socket, place.socket());
    let spawned = LaunchEvent::Spawned {
        program: env!("CARGO_BIN_EXE_service").into(),
        pid: first.pid.unwrap(),
    };
    assert_eq!(std::mem::take(&mut *events.lock().unwrap()), [spawned]);

    let second = start(&launcher).await.unwrap();
    assert_eq!(second.outcome, LaunchOutcome::AlreadyRunning);
    assert_eq!((second.pid, second.socket), (first.pid, first.socket));
    assert!(events.lock().unwrap().is_empty());

    let client = RequestClient::new(
        outfitter_daemon::ipc::Client::connect_with(&launcher)
            .await
            .unwrap(),
    );
    assert_eq!(client.who().await.unwrap().0, Some(std::process::id()));
    place.stop().await;
}

#[test]
fn a_program_without_a_runtime_can_do_the_same() {
    let place = Place::new();
    let launched = place.launcher().start_blocking().unwrap();
    assert_eq!(launched.outcome, LaunchOutcome::Started);
    let mut client = BlockingClient::<Request>::connect_with(&place.launcher()).unwrap();
    assert_eq!(client.call(request::Who).unwrap().0, Some(std::process::id()));
}

#[tokio::test]
async fn it_is_told_where_its_files_are_to_be() {
    let place = Place::new();
    let elsewhere = place.beside("elsewhere");
    let launcher = place.launcher().paths(PathOverrides::default().dir(&elsewhere));
    start(&launcher).await.unwrap();
    assert!(elsewhere.join("daemon.lock").exists());
    assert!(!place.file("daemon.lock").exists());
    let again = start(&launcher).await.unwrap();
    assert_eq!(again.outcome, LaunchOutcome::AlreadyRunning);
    let client = launcher.connect_or_start().await.unwrap();
    let stop = serde_json::json!({ "type": "daemon.stop" });
    client.send::<serde_json::Value>(stop).await.unwrap();
}

#[tokio::test]
async fn it_gets_the_arguments_the_environment_and_the_directory_that_were_chosen() {
    let place = Place::new();
    let launcher = place
        .launcher()
        .program(env!("CARGO_BIN_EXE_pretender"))
        .env("PRETENDER_SHOWS", place.beside("shown"))
        .args(["run", "--", "two words"])
        .env("CHOSEN", "yes")
        .env_remove("HOME")
        .keep_env("CARGO_MANIFEST_DIR")
        .current_dir(place.beside(""))
        .log(place.beside("its.log"));
    let error = start(&launcher).await.unwrap_err();
    let LaunchError::Died { log, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(*log, place.beside("its.log"));
    let shown = std::fs::read_to_string(place.beside("shown")).unwrap();
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[0], r#"["run", "--", "two words"]"#);
    assert_eq!(std::path::Path::new(lines[1]), place.beside(""));
    assert!(lines.contains(&"CHOSEN=yes"), "{shown}");
    let has = |variable: &str| lines.iter().any(|line| line.starts_with(variable));
    assert!(has("CARGO_MANIFEST_DIR=") && has("PATH="), "{shown}");
    assert!(!has("HOME=") && !has("CARGO_PKG_NAME="), "{shown}");
}
