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

use std::ffi::OsStr;
use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use settings::Settings;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    // This program, started by itself to become the server.
    if arguments.next().as_deref() == Some(OsStr::new(spawn::BECOME)) {
        return platform::become_server(arguments);
    }
    match Settings::of(Arguments::parse(), std::env::var_os) {
        Ok(settings) => sequence::run(settings),
        Err(error) => {
            speak::error(&format!("ERROR: {error}"));
            ExitCode::FAILURE
        }
    }
}
