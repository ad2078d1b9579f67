//! What a report shows, and what it costs to ask for one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{Barrier, Notify};
use tokio::time::Instant;

use super::*;

fn healthy(name: &str) -> HealthCheck {
    HealthCheck::new(name, || async {})
}

fn failing(name: &str) -> HealthCheck {
    HealthCheck::new(name, || async { Err::<(), _>("connection refused") })
}

fn hanging(name: &str) -> HealthCheck {
    HealthCheck::new(name, std::future::pending::<()>)
}

/// A check that counts how often it has run.
fn counting(name: &str) -> (HealthCheck, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let check = HealthCheck::new(name, {
        let runs = Arc::clone(&runs);
        move || {
            runs.fetch_add(1, Ordering::SeqCst);
            async {}
        }
    });
    (check, runs)
}

fn panic_now() {
    panic!("oh no")
}

async fn report(checks: impl IntoIterator<Item = HealthCheck>) -> HealthStatus {
    HealthChecker::new(checks).unwrap().check().await
}

fn message<'a>(status: &'a HealthStatus, check: &str) -> &'a str {
    status.checks[check].message.as_deref().unwrap_or("")
}

#[tokio::test]
async fn without_checks_all_is_well() {
    let status = HealthChecker::default().check().await;
    assert!(status.healthy && status.checks.is_empty());
}

#[tokio::test(start_paused = true)]
async fn reports_every_check_and_the_message_of_the_failing_one() {
    let slow = HealthCheck::new("queue", || tokio::time::sleep(Duration::from_millis(20))).critical(false);
    let status = report([healthy("database"), failing("cache"), slow]).await;
    assert_eq!(
        serde_json::to_value(&status).unwrap(),
        serde_json::json!({
            "healthy": false,
            "status": "unhealthy",
            "checks": {
                "database": { "healthy": true, "duration_ms": 0, "age_ms": 20 },
                "cache": { "healthy": false, "message": "connection refused", "duration_ms": 0, "age_ms": 20 },
                "queue": { "healthy": true, "critical": false, "duration_ms": 20, "age_ms": 0 },
            },
            "uptime": 0,
        })
    );
}

#[tokio::test]
async fn runs_the_checks_side_by_side() {
    let barrier = Arc::new(Barrier::new(3));
    let waits = |name: &str| {
        let barrier = Arc::clone(&barrier);
        HealthCheck::new(name, move || {
            let barrier = Arc::clone(&barrier);
            async move {
                barrier.wait().await;
            }
        })
    };
    // Each waits for the two others, so one after the other would never end.
    assert!(report([waits("a"), waits("b"), waits("c")]).await.healthy);
}

#[tokio::test]
async fn a_panic_is_a_failure_of_that_check_alone() {
    let panics = HealthCheck::new("bad", || async { panic_now() });
    let at_once = HealthCheck::new("worse", || {
        panic_now();
        async {}
    });
    let status = report([panics, at_once, healthy("good")]).await;
    assert_eq!(message(&status, "bad"), "the check panicked: oh no");
    assert_eq!(message(&status, "worse"), "the check panicked: oh no");
    assert!(status.checks["good"].healthy);
}

#[tokio::test(start_paused = true)]
async fn a_check_that_never_answers_does_not_hold_up_the_report() {
    let before = Instant::now();
    let status = report([hanging("hangs").timeout(Duration::from_secs(3)), healthy("good")]).await;
    assert_eq!(before.elapsed().as_secs(), 3);
    assert_eq!(message(&status, "hangs"), "the check did not answer within 3s");
    assert_eq!((status.uptime, status.checks["hangs"].duration_ms), (3, 3000));
    assert!(status.checks["good"].healthy);
}

#[tokio::test(start_paused = true)]
async fn the_whole_report_is_bounded_whatever_its_checks_may_take() {
    let hour = Duration::from_hours(1);
    let checks = [
        hanging("a").timeout(hour),
        healthy("b").after("a"),
        hanging("c").every(hour).timeout(hour),
        healthy("good"),
    ];
    let checker = HealthChecker::new(checks).unwrap();
    checker.set_report_timeout(Duration::from_secs(7));
    let before = Instant::now();
    let status = checker.check().await;
    assert_eq!(before.elapsed().as_secs(), 7);
    for name in ["a", "b", "c"] {
        assert_eq!(
            message(&status, name),
            "the check was not done after 7s, when the report was due"
        );
    }
    assert!(status.checks["good"].healthy);
}

#[tokio::test]
async fn takes_new_checks_at_any_time_but_only_what_fits() {
    let checker = HealthChecker::new([healthy("a")]).unwrap();
    assert_eq!(checker.check().await.checks.len(), 1);
    checker.register(healthy("b").after("a")).unwrap();
    assert!(matches!(
        checker.register(healthy("a")),
        Err(CheckError::Duplicate { .. })
    ));
    assert!(matches!(
        checker.register(healthy("c").after("d")),
        Err(CheckError::Unknown { .. })
    ));
    assert_eq!(checker.check().await.checks.len(), 2);
    let twice = HealthChecker::new([healthy("a"), healthy("a")])
        .unwrap_err()
        .to_string();
    assert!(twice.contains("health/tests.rs:"), "{twice}");
}

#[tokio::test]
async fn a_check_runs_after_the_others_that_it_needs() {
    let opened = Arc::new(Notify::new());
    let database = HealthCheck::new("database", {
        let opened = Arc::clone(&opened);
        move || {
            let opened = Arc::clone(&opened);
            async move {
                tokio::task::yield_now().await;
                opened.notify_one();
            }
        }
    });
    let table = HealthCheck::new("table", move || {
        let opened = Arc::clone(&opened);
        // There is nothing to wait for if the other has not been there before.
        async move { tokio::time::timeout(Duration::ZERO, opened.notified()).await }
    });
    assert!(report([table.after("database"), database]).await.healthy);
}

#[tokio::test]
async fn a_check_is_not_run_if_one_before_it_fails() {
    let (table, runs) = counting("table");
    let rows = healthy("rows").after("table");
    let status = report([
        rows,
        table.after("database"),
        failing("database"),
        healthy("other"),
    ])
    .await;
    for name in ["table", "rows"] {
        assert_eq!(message(&status, name), "not run, because `database` failed");
        assert_eq!(status.checks[name].caused_by.as_deref(), Some("database"));
    }
    assert!(status.checks["other"].healthy);
    assert_eq!(runs.load(Ordering::SeqCst), 0);
}

#[tokio::test(start_paused = true)]
async fn one_with_an_interval_runs_in_the_background_and_is_shown_with_its_age() {
    let (check, runs) = counting("disk");
    let checker = HealthChecker::new([check.every(Duration::from_secs(30))]).unwrap();
    assert!(checker.check().await.healthy, "the first result is waited for");
    tokio::time::sleep(Duration::from_secs(10)).await;
    for _ in 0..5 {
        assert_eq!(checker.check().await.checks["disk"].age_ms, 10_000);
    }
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    tokio::time::sleep(Duration::from_secs(25)).await;
    assert_eq!(checker.check().await.checks["disk"].age_ms, 5_000);
    assert_eq!(runs.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn one_with_an_interval_runs_what_it_comes_after_as_well() {
    let (first, first_runs) = counting("first");
    let (then, runs) = counting("then");
    let checks = [then.after("first").every(Duration::from_secs(30)), first];
    let checker = HealthChecker::new(checks).unwrap();
    checker.start_background();
    tokio::time::sleep(Duration::from_secs(40)).await;
    assert_eq!(
        (first_runs.load(Ordering::SeqCst), runs.load(Ordering::SeqCst)),
        (2, 2)
    );
    checker.stop_background();
    tokio::time::sleep(Duration::from_secs(100)).await;
    assert_eq!(runs.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_report_does_not_wait_for_background_checks_that_were_ended() {
    let checker = HealthChecker::new([hanging("hangs").every(Duration::from_secs(30))]).unwrap();
    let asked = tokio::spawn({
        let checker = checker.clone();
        async move { checker.check().await }
    });
    tokio::time::sleep(Duration::from_millis(1)).await;
    let before = Instant::now();
    checker.stop_background();
    assert_eq!(message(&asked.await.unwrap(), "hangs"), "the check was cut off");
    assert_eq!(before.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn many_callers_at_once_share_one_run() {
    let (check, runs) = counting("database");
    let slow = HealthCheck::new("slow", || tokio::time::sleep(Duration::from_secs(1)));
    let checker = HealthChecker::new([check, slow]).unwrap();
    let callers = (0..100).map(|_| {
        let checker = checker.clone();
        tokio::spawn(async move { checker.check().await })
    });
    for caller in callers.collect::<Vec<_>>() {
        assert!(caller.await.unwrap().healthy);
    }
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    assert!(checker.check().await.healthy);
    assert_eq!(runs.load(Ordering::SeqCst), 2, "who comes later gets a new one");
}

/// Says when it is dropped.
struct Tell(Arc<Notify>);

impl Drop for Tell {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test]
async fn checks_that_nobody_waits_for_any_more_are_cancelled() {
    let gone = Arc::new(Notify::new());
    let check = HealthCheck::new("hangs", {
        let gone = Arc::clone(&gone);
        move || {
            let tell = Tell(Arc::clone(&gone));
            async move {
                let _tell = tell;
                std::future::pending::<()>().await;
            }
        }
    });
    let checker = HealthChecker::new([check.timeout(Duration::from_hours(1))]).unwrap();
    let first = tokio::time::timeout(Duration::from_millis(20), checker.check());
    assert!(first.await.is_err());
    tokio::time::timeout(Duration::from_secs(10), gone.notified())
        .await
        .unwrap();
}
