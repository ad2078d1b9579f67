//! The same operations without a command line, for a daemon that has none.

use outfitter_daemon::PathOverrides;
use outfitter_daemon::control::{Control, ControlError, Force, Means, ServiceState, Stopped};
use outfitter_daemon_tests::controlled::Controlled;

#[tokio::test]
async fn starts_asks_and_stops_a_program_without_commands() {
    let program = Controlled::new(env!("CARGO_BIN_EXE_own-parser"));
    let folder = program.folder().join("here");
    let service = Control::new("own-parser")
        .unwrap()
        .program(env!("CARGO_BIN_EXE_own-parser"))
        .paths(PathOverrides::default().dir(&folder));
    assert_eq!(service.status().await.unwrap().state, ServiceState::NotRunning);
    assert!(matches!(
        service.health().await,
        Err(ControlError::NotRunning { .. })
    ));
    let launched = service.start(&[]).await.unwrap();
    let status = service.status().await.unwrap();
    assert_eq!(status.state, ServiceState::Running);
    assert_eq!(status.pid, launched.pid.map(i64::from));
    assert_eq!(service.health().await.unwrap()["healthy"], true);
    assert!(service.routes().await.unwrap().is_empty());
    let mut pong = service
        .call("daemon.ping", serde_json::Value::Null)
        .await
        .unwrap();
    assert!(pong.next().await.unwrap().unwrap().get().contains("running"));
    assert!(pong.next().await.is_none());
    let lines = service.log().unwrap().tail(10).unwrap();
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with('{') && line.contains("through a subscriber of its own")),
        "{lines:?}"
    );
    let stopped = service.stop(Force::No).await.unwrap();
    assert!(
        matches!(
            stopped,
            Stopped::WasRunning {
                by: Means::Request,
                ..
            }
        ),
        "{stopped:?}"
    );
    assert_eq!(service.stop(Force::No).await.unwrap(), Stopped::NotRunning);
}

#[test]
fn a_program_with_a_parser_of_its_own_has_run_alone() {
    let program = Controlled::new(env!("CARGO_BIN_EXE_own-parser"));
    let refused = program.run(&["start"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("unexpected argument `start`"),
        "{refused:?}"
    );
}
