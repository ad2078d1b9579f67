//! A daemon of an older build makes room only when somebody asks for it.

use std::sync::{Arc, Mutex};

use outfitter_daemon::{LaunchEvent, LaunchOutcome, Replace};

use crate::place::{Place, start};

#[tokio::test]
async fn one_that_is_older_is_stopped_and_started_anew_when_asked_for() {
    let place = Place::new();
    let first = start(&place.launcher()).await.unwrap();
    let events = Arc::new(Mutex::new(Vec::new()));
    let newer = Replace::OlderThan("99.0.0".into());
    let launcher = place.launcher().replace(newer).on_event({
        let events = Arc::clone(&events);
        move |event| events.lock().unwrap().push(event.clone())
    });
    let second = start(&launcher).await.unwrap();
    assert_eq!(second.outcome, LaunchOutcome::Replaced);
    assert_ne!(first.pid, second.pid);
    assert!(!outfitter_daemon::is_process_alive(first.pid.unwrap().into()));
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    let stopping = LaunchEvent::Stopping { version };
    assert_eq!(events.lock().unwrap()[0], stopping);
    place.stop().await;
}

#[tokio::test]
async fn one_that_is_as_new_or_newer_stays() {
    let place = Place::new();
    let first = start(&place.launcher()).await.unwrap();
    for version in [env!("CARGO_PKG_VERSION"), "0.0.1", "no version"] {
        let launcher = place.launcher().replace(Replace::OlderThan(version.into()));
        let again = start(&launcher).await.unwrap();
        assert_eq!(
            (again.outcome, again.pid),
            (LaunchOutcome::AlreadyRunning, first.pid),
            "{version}"
        );
    }
    place.stop().await;
}
