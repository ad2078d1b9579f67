//! Safe forms of the calls to Windows that neither the standard library nor tokio has, one file for each kind of
//! thing. This is where the crate is not safe on Windows; whoever uses it is.

pub(crate) mod console;
pub(crate) mod file;
#[cfg(feature = "client")]
pub(crate) mod pipe;
pub(crate) mod process;
pub(crate) mod program;
#[cfg(feature = "client")]
pub(crate) mod security;
#[cfg(all(feature = "daemon", test))]
mod security_tests;
pub(crate) mod spawn;
#[cfg(feature = "daemon")]
pub(crate) mod streams;

use std::ffi::OsStr;
use std::io;
use std::os::windows::ffi::OsStrExt;

use windows_sys::core::BOOL;

/// Text as Windows takes it: UTF-16 with a zero at the end.
fn wide(text: impl AsRef<OsStr>) -> Vec<u16> {
    text.as_ref().encode_wide().chain([0]).collect()
}

/// What a call that returns a truth value says, with the reason if it failed.
fn check(succeeded: BOOL) -> io::Result<()> {
    if succeeded == 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
