//! Health checks: run side by side, each on its own, into one report.

mod check;
mod checker;
mod report;

pub use check::{HealthCheck, Verdict};
pub use checker::{DuplicateCheck, HealthChecker};
pub use report::{HealthCheckResult, HealthStatus, Readiness};
