//! A program that is no daemon, although it was started as one. It counts its starts in the file `PRETENDER_COUNT`, shows
//! in the file `PRETENDER_SHOWS` what it was started with, says `PRETENDER_SAYS` (else that it is no daemon) and ends with 3.

#![allow(clippy::print_stderr, reason = "its log")]

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(count) = std::env::var_os("PRETENDER_COUNT") {
        let file = std::fs::File::options().create(true).append(true).open(count);
        file.and_then(|mut file| writeln!(file, "x")).expect("a count");
    }
    if let Some(shown) = std::env::var_os("PRETENDER_SHOWS") {
        std::fs::write(shown, surroundings()).expect("a file");
    }
    let says = std::env::var("PRETENDER_SAYS");
    eprintln!("{}", says.as_deref().unwrap_or("I am no daemon"));
    ExitCode::from(3)
}

/// Arguments, directory and environment, each in lines of its own.
fn surroundings() -> String {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let directory = std::env::current_dir().expect("a directory");
    // Windows does not tell large letters from small ones there.
    let variables =
        std::env::vars().map(|(variable, value)| format!("{}={value}\n", variable.to_uppercase()));
    let variables: String = variables.collect();
    format!("{arguments:?}\n{}\n{variables}", directory.display())
}
