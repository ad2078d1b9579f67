//! What users test their programs with: mocks, daemons in memory, transcripts, compatibility, schemas.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in its helpers"
)]

mod compatibility;
mod daemon;
mod mock;
mod protocol;
mod routes;
mod transcript;
