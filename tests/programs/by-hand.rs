//! A daemon without attributes that behaves like one with them.

use std::process::ExitCode;

use outfitter_daemon::ipc::{CallContext, Router};
use outfitter_daemon::{HealthCheck, Program};
use outfitter_daemon_tests::protocol::{Division, NotDivisible};
use serde::Deserialize;

#[derive(Deserialize)]
struct Divide {
    a: i64,
    b: i64,
}

async fn divide(Divide { a, b }: Divide, _: CallContext) -> Result<Division, NotDivisible> {
    if b == 0 {
        Err(NotDivisible::ByZero { a })
    } else {
        Ok(Division {
            quotient: a / b,
            rest: a % b,
        })
    }
}

fn main() -> ExitCode {
    Program::new("by-hand")
        .router(Router::new().on("divide", divide))
        .check(HealthCheck::new("always", || async {}))
        .run(|_| async {})
}
