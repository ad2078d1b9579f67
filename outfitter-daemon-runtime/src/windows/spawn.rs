//! Starting a process that has nothing of ours.
#![expect(unsafe_code, reason = "std lets every child inherit what can be inherited")]

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::os::windows::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;
use std::ptr::null;

use windows_sys::Win32::Foundation::ERROR_ACCESS_DENIED;
use windows_sys::Win32::System::Threading::{
    CREATE_BREAKAWAY_FROM_JOB, CREATE_NEW_PROCESS_GROUP, CREATE_UNICODE_ENVIRONMENT, CreateProcessW,
    DETACHED_PROCESS, GetExitCodeProcess, GetProcessId, INFINITE, PROCESS_CREATION_FLAGS,
    PROCESS_INFORMATION, STARTUPINFOW, WaitForSingleObject,
};

use super::{check, wide};

/// A process that was started.
#[derive(Debug)]
pub(crate) struct Started(OwnedHandle);

/// Starts `program` with `arguments` in `directory`: without a console, in a process group of its own, and without
/// any handle of ours, standard ones included. It outlives our job if that allows it.
pub(crate) fn detached(
    program: &Path,
    arguments: &[OsString],
    environment: impl Iterator<Item = (OsString, OsString)>,
    directory: &Path,
) -> io::Result<Started> {
    let line = command_line(program.as_os_str(), arguments)?;
    let block = environment_block(environment)?;
    let (program, directory) = (wide(program), wide(directory));
    let flags = DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP | CREATE_UNICODE_ENVIRONMENT;
    let start = |flags| create(&program, line.clone(), &block, &directory, flags);
    match start(flags | CREATE_BREAKAWAY_FROM_JOB) {
        Err(error) if error.raw_os_error() == Some(ERROR_ACCESS_DENIED.cast_signed()) => start(flags),
        started => started,
    }
}

fn create(
    program: &[u16],
    mut line: Vec<u16>,
    environment: &[u16],
    directory: &[u16],
    flags: PROCESS_CREATION_FLAGS,
) -> io::Result<Started> {
    let startup = STARTUPINFOW {
        cb: u32::try_from(size_of::<STARTUPINFOW>()).unwrap_or_default(),
        ..STARTUPINFOW::default()
    };
    let mut created = PROCESS_INFORMATION::default();
    // SAFETY: the texts end with zeros and outlive the call, as do the structures; the line may be written to.
    check(unsafe {
        CreateProcessW(
            program.as_ptr(),
            line.as_mut_ptr(),
            null(),
            null(),
            0,
            flags,
            environment.as_ptr().cast(),
            directory.as_ptr(),
            &raw const startup,
            &raw mut created,
        )
    })?;
    // SAFETY: both were opened a moment ago, and nobody else knows them.
    let (process, _thread) = unsafe {
        (
            OwnedHandle::from_raw_handle(created.hProcess),
            OwnedHandle::from_raw_handle(created.hThread),
        )
    };
    Ok(Started(process))
}

impl Started {
    /// Its number.
    pub(crate) fn pid(&self) -> u32 {
        // SAFETY: the handle is open.
        unsafe { GetProcessId(self.0.as_raw_handle()) }
    }

    /// Waits for its end, however long that takes.
    pub(crate) fn wait(&self) -> io::Result<ExitStatus> {
        let mut code = 0;
        // SAFETY: the handle is open, and `code` outlives the call.
        check(unsafe {
            WaitForSingleObject(self.0.as_raw_handle(), INFINITE);
            GetExitCodeProcess(self.0.as_raw_handle(), &raw mut code)
        })?;
        Ok(ExitStatus::from_raw(code))
    }
}

/// The one text that a process gets instead of arguments, such that the usual rules take it apart again.
fn command_line(program: &OsStr, arguments: &[OsString]) -> io::Result<Vec<u16>> {
    let mut line = Vec::new();
    // The program's own name knows no escapes.
    line.push(u16::from(b'"'));
    line.extend(program.encode_wide());
    line.push(u16::from(b'"'));
    for argument in arguments {
        line.push(u16::from(b' '));
        quote(&mut line, argument);
    }
    refuse_zeros(&line)?;
    line.push(0);
    Ok(line)
}

/// Backslashes mean themselves, unless a quotation mark follows.
fn quote(line: &mut Vec<u16>, argument: &OsStr) {
    const QUOTE: u16 = b'"' as u16;
    const BACKSLASH: u16 = b'\\' as u16;
    line.push(QUOTE);
    let mut backslashes = 0;
    for unit in argument.encode_wide() {
        if unit == QUOTE {
            line.extend(std::iter::repeat_n(BACKSLASH, backslashes + 1));
        }
        backslashes = if unit == BACKSLASH { backslashes + 1 } else { 0 };
        line.push(unit);
    }
    line.extend(std::iter::repeat_n(BACKSLASH, backslashes));
    line.push(QUOTE);
}

/// `NAME=value` and a zero, for each, and one more zero.
fn environment_block(variables: impl Iterator<Item = (OsString, OsString)>) -> io::Result<Vec<u16>> {
    let mut variables: Vec<_> = variables.collect();
    // Windows wants them in this order.
    variables.sort_by_key(|(variable, _)| variable.to_ascii_uppercase());
    let mut block = Vec::new();
    for (variable, value) in variables {
        let begin = block.len();
        block.extend(variable.encode_wide());
        block.push(u16::from(b'='));
        block.extend(value.encode_wide());
        refuse_zeros(&block[begin..])?;
        block.push(0);
    }
    if block.is_empty() {
        block.push(0);
    }
    block.push(0);
    Ok(block)
}

fn refuse_zeros(text: &[u16]) -> io::Result<()> {
    if text.contains(&0) {
        let why = "an argument or a variable has a zero in it";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_quoted_as_they_are_taken_apart() {
        let line = |arguments: &[&str]| {
            let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
            let line = command_line(OsStr::new(r"C:\a b\c.exe"), &arguments).unwrap();
            String::from_utf16(&line[..line.len() - 1]).unwrap()
        };
        assert_eq!(line(&["run"]), r#""C:\a b\c.exe" "run""#);
        assert_eq!(
            line(&["", r#"a"b"#, r"c\", r#"d\"e"#, r"f\g"]),
            concat!(r#""C:\a b\c.exe" "" "a\"b" "c\\" "d\\\"e" "f\g""#)
        );
        assert!(command_line(OsStr::new("a\0b"), &[]).is_err());
    }

    #[test]
    fn an_environment_is_sorted_and_ends_with_a_zero() {
        let block = |variables: &[(&str, &str)]| {
            let variables = variables
                .iter()
                .map(|(variable, value)| (variable.into(), value.into()));
            String::from_utf16(&environment_block(variables).unwrap()).unwrap()
        };
        assert_eq!(block(&[("b", "2"), ("A", "1")]), "A=1\0b=2\0\0");
        assert_eq!(block(&[]), "\0\0");
    }
}
