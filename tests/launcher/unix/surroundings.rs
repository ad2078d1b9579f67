//! What a daemon is started with, as a script sees it.

use outfitter_daemon::LaunchOutcome;

use crate::place::{Place, start};

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
