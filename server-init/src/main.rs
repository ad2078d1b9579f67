//! Starts an HTTP server once, however many processes ask for it at the same time, and waits until its health
//! says `ok`. See the README.

mod arguments;
mod health;
mod holder;
mod lock_file;
mod platform;
mod sequence;
mod settings;
mod spawn;
mod speak;
mod wait;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use settings::Settings;

fn main() -> ExitCode {
    if let Some(code) = platform::become_server() {
        return code;
    }
    match Settings::of(Arguments::parse(), std::env::var_os) {
        Ok(settings) => sequence::run(settings),
        Err(error) => {
            speak::error(&format!("ERROR: {error}"));
            ExitCode::FAILURE
        }
    }
}
