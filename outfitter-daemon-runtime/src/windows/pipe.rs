//! Named pipes: made for one user alone, and who is at the other end.
#![expect(unsafe_code, reason = "tokio's pipes have no safe way to set or ask this")]

use std::ffi::OsStr;
use std::io;
use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle};
use std::ptr::null_mut;

use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
use windows_sys::Win32::Foundation::{ERROR_BROKEN_PIPE, ERROR_PIPE_NOT_CONNECTED};
use windows_sys::Win32::System::Pipes::{
    GetNamedPipeClientProcessId, GetNamedPipeServerProcessId, PeekNamedPipe,
};

use super::check;
use super::security::OwnerOnly;

/// Makes an instance of the pipe `name`, which only its owner may open.
///
/// Without this everybody may read from a pipe, and programs that run as its user at a lower trust level write.
pub(crate) fn create(
    options: &ServerOptions,
    name: &OsStr,
    owner: &OwnerOnly,
) -> io::Result<NamedPipeServer> {
    let mut attributes = owner.attributes();
    // SAFETY: it is the structure that is asked for, and outlives the call, as does what it leads to.
    unsafe { options.create_with_security_attributes_raw(name, (&raw mut attributes).cast()) }
}

/// The process that has opened this server's end of a pipe.
pub(crate) fn client_of(pipe: &impl AsHandle) -> Option<u32> {
    let mut pid = 0;
    // SAFETY: the handle is open, and `pid` outlives the call.
    let asked = unsafe { GetNamedPipeClientProcessId(pipe.as_handle().as_raw_handle(), &raw mut pid) };
    check(asked).ok().map(|()| pid).filter(|pid| *pid != 0)
}

/// The process that serves the pipe that this is a client's end of.
pub(crate) fn server_of(pipe: &impl AsHandle) -> Option<u32> {
    let mut pid = 0;
    // SAFETY: as above.
    let asked = unsafe { GetNamedPipeServerProcessId(pipe.as_handle().as_raw_handle(), &raw mut pid) };
    check(asked).ok().map(|()| pid).filter(|pid| *pid != 0)
}

/// Whether the other end is closed and has left nothing to read.
pub(crate) fn is_broken(pipe: BorrowedHandle<'_>) -> bool {
    // SAFETY: the handle is open; nothing is asked for but whether it works.
    let peeked = unsafe {
        PeekNamedPipe(
            pipe.as_raw_handle(),
            null_mut(),
            0,
            null_mut(),
            null_mut(),
            null_mut(),
        )
    };
    let code = check(peeked).err().and_then(|error| error.raw_os_error());
    code.and_then(|code| u32::try_from(code).ok())
        .is_some_and(|code| [ERROR_BROKEN_PIPE, ERROR_PIPE_NOT_CONNECTED].contains(&code))
}
