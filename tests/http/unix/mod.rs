//! Whole programs, asked over Unix sockets and TCP.

mod ask;
mod first_bytes;
mod life;
mod metrics;
mod pages;
mod port;
mod start;
