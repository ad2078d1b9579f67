//! HTTP beside the wire: health, readiness, metrics and shutdown, for curl, probes and scrapers.
//!
//! With the feature `http`, a daemon answers on its own socket, where the first bytes tell: a whole method and a
//! space make a connection HTTP, anything else is the wire. With an [address](crate::Program::http) it answers on
//! a loopback port too, from the moment its socket is bound until its last shutdown handler is done.
//!
//! | request | answer |
//! | --- | --- |
//! | `GET /health` | the report of the health checks as JSON, with `status`, `uptime` and `version`; 503 when it is unhealthy or stopping, 200 otherwise, also while it is initializing |
//! | `GET /livez` | 200 as long as the daemon can answer at all |
//! | `GET /readyz` | 200 if it serves and is healthy, which a degraded daemon is; else 503: also while it starts and stops |
//! | `GET /metrics` | counters in the text format of Prometheus |
//! | `POST /shutdown` | 202; it stops, in good order |
//!
//! `?verbose` makes `/livez` and `/readyz` list the checks, and `/health` readable. `HEAD` works where `GET` does.
//! One request is answered for each connection. A connection of the socket counts as use of a daemon that has an idle
//! timeout; one of the port does not, so that a probe keeps nothing alive.
//!
//! # Who may ask
//!
//! On the socket the kernel says who asks: users whom the daemon [allows](crate::Program::allow_user) to connect may
//! see how it is, and only its own may stop it, or read why a check fails. A port has no such guard: every user of the
//! machine can reach it, and so can every web page in a browser. Therefore, on the port,
//!
//! * a request whose `Host` is not `localhost` or a loopback address is refused, since a foreign name may have been
//!   made to point here,
//! * so is every request with an `Origin`, or that says by `Sec-Fetch-Site` that a page made it,
//! * only who knows the token may `POST /shutdown`, and read why a check fails: `Authorization: Bearer <token>`. It is
//!   the content of `daemon.http-token` beside the lock file, which only the daemon's user can read and which is new
//!   with each start, or what `<NAME>_HTTP_TOKEN` holds.

mod access;
mod address;
mod answer;
mod error;
#[cfg(test)]
mod error_tests;
mod exposition;
mod metrics;
mod report;
mod serve;
mod token;
mod web;

pub(crate) use address::Settings;
pub use error::HttpError;
pub(crate) use serve::{Serving, serve_socket};
pub(crate) use web::{Bound, Web};
