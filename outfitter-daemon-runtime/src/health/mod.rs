//! Health checks: run side by side, each on its own, into one report.
//!
//! A report runs every check, except those that are to run in the background ([`HealthCheck::every`]), whose last
//! result it shows. A check that comes after others ([`HealthCheck::after`]) waits for them and is left out if
//! one of them failed. Whoever asks while a report is being made gets that one: many callers cost one run.

mod background;
mod check;
mod checker;
mod problem;
mod report;
mod result;
mod round;
#[cfg(test)]
mod tests;

pub use check::{HealthCheck, Verdict};
pub use checker::HealthChecker;
pub use problem::CheckError;
pub(crate) use problem::{Outline, problems};
pub use report::{HealthCheckResult, HealthStatus, Readiness};
