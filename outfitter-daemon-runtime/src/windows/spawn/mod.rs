//! Starting a process that has nothing of ours but, as its standard streams, the null device.
#![expect(unsafe_code, reason = "std lets every child inherit what can be inherited")]

mod inherited;
mod text;

use std::ffi::OsString;
use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::os::windows::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;
use std::ptr::null;

use windows_sys::Win32::Foundation::ERROR_ACCESS_DENIED;
use windows_sys::Win32::System::Threading::{
    CREATE_BREAKAWAY_FROM_JOB, CREATE_NEW_PROCESS_GROUP, CREATE_UNICODE_ENVIRONMENT, CreateProcessW,
    DETACHED_PROCESS, EXTENDED_STARTUPINFO_PRESENT, GetExitCodeProcess, GetProcessId, INFINITE,
    PROCESS_CREATION_FLAGS, PROCESS_INFORMATION, STARTF_USESTDHANDLES, STARTUPINFOEXW, STARTUPINFOW,
    WaitForSingleObject,
};

use self::inherited::{Null, OnlyThis};
use self::text::{command_line, environment_block};
use super::program::refuse_script;
use super::{check, wide};

/// A process that was started.
#[derive(Debug)]
pub(crate) struct Started(OwnedHandle);

/// Starts `program` with `arguments` in `directory`: without a console, in a process group of its own, and without
/// any handle of ours; its standard streams are the null device. It outlives our job if that allows it. A script of
/// `cmd.exe` is refused.
pub(crate) fn detached(
    program: &Path,
    arguments: &[OsString],
    environment: impl Iterator<Item = (OsString, OsString)>,
    directory: &Path,
) -> io::Result<Started> {
    refuse_script(program)?;
    let line = command_line(program.as_os_str(), arguments)?;
    let block = environment_block(environment)?;
    let (program, directory) = (wide(program), wide(directory));
    let flags = DETACHED_PROCESS
        | CREATE_NEW_PROCESS_GROUP
        | CREATE_UNICODE_ENVIRONMENT
        | EXTENDED_STARTUPINFO_PRESENT;
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
    let null_device = Null::open()?;
    let mut only_that = OnlyThis::new(&null_device)?;
    let startup = STARTUPINFOEXW {
        StartupInfo: STARTUPINFOW {
            cb: u32::try_from(size_of::<STARTUPINFOEXW>()).unwrap_or_default(),
            dwFlags: STARTF_USESTDHANDLES,
            hStdInput: null_device.handle(),
            hStdOutput: null_device.handle(),
            hStdError: null_device.handle(),
            ..STARTUPINFOW::default()
        },
        lpAttributeList: only_that.as_mut_ptr(),
    };
    let mut created = PROCESS_INFORMATION::default();
    // SAFETY: the texts end with zeros and outlive the call, as do the structures and what they lead to; the line may
    // be written to.
    check(unsafe {
        CreateProcessW(
            program.as_ptr(),
            line.as_mut_ptr(),
            null(),
            null(),
            // Only what is on the list.
            1,
            flags,
            environment.as_ptr().cast(),
            directory.as_ptr(),
            (&raw const startup).cast(),
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
