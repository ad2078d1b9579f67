#![no_implicit_prelude]
#![deny(missing_docs, warnings)]
#![forbid(unsafe_code)]
//! Names that the expansion must not meet.

/// Not the usual one.
pub struct Result;
/// Not the usual one.
pub struct Option;
/// Not the usual one.
pub struct String;
/// Not the usual one.
pub struct Ok;
/// Not the usual one.
pub struct Err;
/// Not the usual one.
pub struct Some;
/// Not the usual one.
pub struct None;
/// Not the usual one.
pub struct Box;
/// Not the usual one.
pub struct Vec;
/// Not the usual one.
pub trait Send {}
/// Not the usual one.
pub trait From {}
/// Not the usual one.
pub mod inventory {}
/// Not the usual one.
pub mod serde {}
/// Not the usual one.
pub mod std {}
/// Not the usual one.
pub mod core {}
/// Not the usual one.
pub mod outfitter_daemon {}

/// Sent.
#[derive(::serde::Serialize, ::serde::Deserialize)]
pub struct Colour;

/// A protocol.
#[::outfitter_daemon::ipc_protocol]
pub enum Request {
    /// With a field.
    #[ipc(returns = u8)]
    Type {
        /// Its name is a keyword.
        r#for: u8,
        /// Asked about.
        colour: Colour,
    },
    /// Without.
    #[ipc(stream = u8)]
    Many,
}

#[::outfitter_daemon::ipc_handler(timeout = "1s")]
async fn r#type(request::Type { r#for, colour: _ }: request::Type) -> u8 {
    r#for
}

#[::outfitter_daemon::ipc_handler]
async fn many(_: request::Many, mut items: ::outfitter_daemon::Events<u8>) {
    let _ = items.send(1).await;
}

#[::outfitter_daemon::health_check]
async fn fine() {}

// In a module, since these programs are run, and a daemon would not end.
mod program {
    #[::outfitter_daemon::daemon(name = "x")]
    async fn main() {}

    const _: fn() -> ::std::process::ExitCode = main;
}

fn main() {}
