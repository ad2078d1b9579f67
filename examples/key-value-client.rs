//! The client of `key-value`: one call with an error of its own, and a stream.
//!
//!     cargo run --example key-value                              # in one terminal
//!     cargo run --example key-value-client set greeting hello    # in another
//!     cargo run --example key-value-client get greeting
//!     cargo run --example key-value-client keys

#![expect(clippy::print_stdout, reason = "a program for a terminal")]

use outfitter_daemon::CallError;
use outfitter_daemon_examples::key_value::{StoreClient, StoreError};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let store = StoreClient::connect("key-value").await?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["set", key, value] => match store.set(key.into(), value.into()).await? {
            Some(before) => println!("was {before}"),
            None => println!("is new"),
        },
        ["get", key] => match store.get(key.into()).await {
            Ok(value) => println!("{value}"),
            Err(CallError::Failed(StoreError::NotFound { key })) => println!("{key} is not there"),
            Err(other) => return Err(other.into()),
        },
        ["keys"] => {
            let mut keys = store.keys(String::new()).await?;
            while let Some(key) = keys.next().await {
                println!("{}", key?);
            }
        }
        _ => println!("usage: set KEY VALUE | get KEY | keys"),
    }
    Ok(())
}
