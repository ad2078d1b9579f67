//! Pipes whose owner can be seen: Wine gives none to those for which nobody says it.
#![expect(unsafe_code, reason = "neither std nor tokio knows owners")]

use std::ffi::{OsStr, c_void};
use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::ptr::null_mut;

use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
use windows_sys::Win32::Security::{
    GetTokenInformation, InitializeSecurityDescriptor, SECURITY_ATTRIBUTES, SECURITY_DESCRIPTOR,
    SetSecurityDescriptorOwner, TOKEN_QUERY, TOKEN_USER, TokenUser,
};
use windows_sys::Win32::System::SystemServices::SECURITY_DESCRIPTOR_REVISION;
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};
use windows_sys::core::BOOL;

/// Makes an instance of the pipe `name`, owned by the user of this process.
pub(super) fn create(name: &OsStr, first: bool) -> io::Result<NamedPipeServer> {
    let user = own_user()?;
    let mut descriptor = SECURITY_DESCRIPTOR::default();
    let place = (&raw mut descriptor).cast();
    // SAFETY: it is as large as that revision is.
    check(unsafe { InitializeSecurityDescriptor(place, SECURITY_DESCRIPTOR_REVISION) })?;
    // SAFETY: Windows has filled the buffer with this structure, whose pointer leads into the buffer; both outlive
    // the descriptor.
    check(unsafe { SetSecurityDescriptorOwner(place, (*user.as_ptr().cast::<TOKEN_USER>()).User.Sid, 0) })?;
    let mut attributes = SECURITY_ATTRIBUTES {
        nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default(),
        lpSecurityDescriptor: place.cast::<c_void>(),
        bInheritHandle: 0,
    };
    let mut options = ServerOptions::new();
    options.first_pipe_instance(first);
    // SAFETY: it is the structure that is asked for, and outlives the call, as does what it leads to.
    unsafe { options.create_with_security_attributes_raw(name, (&raw mut attributes).cast()) }
}

/// The entry of this process's user, larger than any, and aligned as it has to be.
fn own_user() -> io::Result<Box<[u64; 32]>> {
    let mut token = null_mut();
    // SAFETY: the process's own handle is always good, and `token` outlives the call.
    check(unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) })?;
    // SAFETY: it was opened a moment ago, and nobody else knows it.
    let token = unsafe { OwnedHandle::from_raw_handle(token) };
    // Where it stays, since it leads into itself.
    let (mut buffer, mut length) = (Box::new([0_u64; 32]), 0);
    let size = u32::try_from(size_of_val(&*buffer)).unwrap_or_default();
    // SAFETY: the handle is open, and the size is the buffer's.
    check(unsafe {
        GetTokenInformation(
            token.as_raw_handle(),
            TokenUser,
            buffer.as_mut_ptr().cast(),
            size,
            &raw mut length,
        )
    })?;
    Ok(buffer)
}

fn check(succeeded: BOOL) -> io::Result<()> {
    if succeeded == 0 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    }
}
