//! The program of the tests: everything that the attributes can do, in two modules.

use std::path::PathBuf;

use outfitter_daemon::prelude::*;
use outfitter_daemon_tests::protocol::{Division, NotDivisible, Request, request};

mod more;

/// What the handlers share.
#[derive(Debug)]
struct App {
    log: PathBuf,
}

impl App {
    fn note(&self, line: &str) -> std::io::Result<()> {
        use std::io::Write;
        writeln!(
            std::fs::File::options()
                .create(true)
                .append(true)
                .open(&self.log)?,
            "{line}"
        )
    }
}

/// A handler of a request that is answered at once.
#[ipc_handler]
async fn divide(
    request::Divide { a, b }: request::Divide,
    State(app): State<App>,
) -> Result<Division, NotDivisible> {
    app.note("divide").map_err(|_| NotDivisible::NoLog)?;
    if b == 0 {
        return Err(NotDivisible::ByZero { a });
    }
    Ok(Division {
        quotient: a / b,
        rest: a % b,
    })
}

/// A file in the daemon's directory.
fn beside_lock(daemon: &Daemon, file: &str) -> Option<PathBuf> {
    daemon.status().lock.map(|lock| lock.with_file_name(file))
}

/// What `main` may do.
fn wanted(what: &str) -> bool {
    std::env::var("SERVICE_MAIN").is_ok_and(|wanted| wanted == what)
}

#[daemon(name = "service", protocol = Request, shutdown_timeout = "1s")]
async fn main(daemon: Daemon) -> Result<App, String> {
    let log = beside_lock(&daemon, "service.log").ok_or("no lock")?;
    let app = App { log };
    daemon.on_shutdown({
        let log = app.log.clone();
        async move || {
            std::fs::remove_file(log).or_else(|error| match error.kind() {
                std::io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })
        }
    });
    if wanted("hang") {
        std::future::pending::<()>().await;
    }
    if wanted("block") {
        let mark = std::env::var("SERVICE_MARK").map_err(|error| error.to_string())?;
        std::fs::write(mark, "").map_err(|error| error.to_string())?;
        std::thread::sleep(std::time::Duration::from_hours(1));
    }
    if wanted("wait at the gate") {
        // A pipe: until somebody opens its other end.
        let gate = std::env::var("SERVICE_GATE").map_err(|error| error.to_string())?;
        std::fs::read(gate).map_err(|error| error.to_string())?;
    }
    if wanted("fail") {
        return Err("the database is locked".into());
    }
    assert!(!wanted("panic"), "the roof is on fire");
    if wanted("stuck handler") {
        daemon.on_shutdown(std::future::pending::<()>);
    }
    if wanted("failing handler") {
        daemon.on_shutdown(async || Err::<(), _>("cannot flush"));
    }
    Ok(app)
}
