//! A console with a daemon in it: `console PROGRAM`.
//!
//! It has the program's standard error and exit code. Whenever there is a file `interrupt` in the folder `TEMP`, it
//! takes the file away and presses Ctrl-C.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix::main as run;
#[cfg(windows)]
use windows::main as run;

fn main() -> std::process::ExitCode {
    run()
}
