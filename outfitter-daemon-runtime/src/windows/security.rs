//! Whose a thing is, and that nobody else may use it.
#![expect(unsafe_code, reason = "neither std nor tokio knows access control")]

use std::ffi::c_void;
use std::io;
use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle, FromRawHandle, OwnedHandle};
use std::ptr::null_mut;

use windows_sys::Win32::Foundation::{ERROR_SUCCESS, HANDLE, HLOCAL, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSidToStringSidW, ConvertStringSecurityDescriptorToSecurityDescriptorW, GetSecurityInfo,
    SDDL_REVISION_1, SE_KERNEL_OBJECT,
};
use windows_sys::Win32::Security::{
    GetTokenInformation, OWNER_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR, PSID, SECURITY_ATTRIBUTES,
    TOKEN_QUERY, TOKEN_USER, TokenUser,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

use super::process::{Found, Process};
use super::{check, wide};

/// Memory that Windows gave us, to be given back.
struct Local(HLOCAL);

impl Drop for Local {
    fn drop(&mut self) {
        // SAFETY: Windows allocated it for us, and this is the only owner.
        unsafe { LocalFree(self.0) };
    }
}

/// The user of this process, as text: `S-1-5-21-…`.
pub(crate) fn own_user() -> io::Result<String> {
    // SAFETY: it takes nothing, and what it gives is always good.
    user(unsafe { GetCurrentProcess() })
}

/// The user that the process `pid` runs as; none if it does not let us ask.
pub(crate) fn user_of(pid: u32) -> Option<String> {
    match Process::find(pid) {
        Found::Process(process) => user(process.as_handle().as_raw_handle()).ok(),
        Found::Closed | Found::Nobody => None,
    }
}

fn user(process: HANDLE) -> io::Result<String> {
    let mut token = null_mut();
    // SAFETY: the callers' handles are open, and `token` outlives the call.
    check(unsafe { OpenProcessToken(process, TOKEN_QUERY, &raw mut token) })?;
    // SAFETY: it was opened a moment ago, and nobody else knows it.
    let token = unsafe { OwnedHandle::from_raw_handle(token) };
    // Larger than any user's entry (a header and at most 68 bytes), and aligned as it has to be.
    let mut buffer = [0_u64; 32];
    let mut length = 0;
    // SAFETY: the handle is open, and the size is the buffer's.
    check(unsafe {
        GetTokenInformation(
            token.as_raw_handle(),
            TokenUser,
            buffer.as_mut_ptr().cast(),
            u32::try_from(size_of_val(&buffer)).unwrap_or_default(),
            &raw mut length,
        )
    })?;
    // SAFETY: Windows has filled the buffer with this structure, whose pointer leads into the buffer.
    let user = unsafe { &*buffer.as_ptr().cast::<TOKEN_USER>() };
    // SAFETY: as above.
    unsafe { text_of(user.User.Sid) }
}

/// The owner of a kernel object, such as a pipe, as text.
pub(crate) fn owner_of(object: BorrowedHandle<'_>) -> io::Result<String> {
    let (mut owner, mut descriptor): (PSID, PSECURITY_DESCRIPTOR) = (null_mut(), null_mut());
    // SAFETY: the handle is open, and what is not asked for may be null.
    let code = unsafe {
        GetSecurityInfo(
            object.as_raw_handle(),
            SE_KERNEL_OBJECT,
            OWNER_SECURITY_INFORMATION,
            &raw mut owner,
            null_mut(),
            null_mut(),
            null_mut(),
            &raw mut descriptor,
        )
    };
    if code != ERROR_SUCCESS {
        return Err(io::Error::from_raw_os_error(code.cast_signed()));
    }
    let _descriptor = Local(descriptor);
    // SAFETY: it leads into the descriptor, which is still there.
    unsafe { text_of(owner) }
}

/// # Safety
///
/// `sid` must lead to a valid identifier.
unsafe fn text_of(sid: PSID) -> io::Result<String> {
    let mut text = null_mut();
    // SAFETY: the caller's promise; `text` outlives the call.
    check(unsafe { ConvertSidToStringSidW(sid, &raw mut text) })?;
    let _text = Local(text.cast());
    // SAFETY: Windows made it, with a zero at the end.
    let letters = (0..)
        .map(|at| unsafe { *text.add(at) })
        .take_while(|letter| *letter != 0);
    Ok(char::decode_utf16(letters)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect())
}

/// What makes a new object this user's, and nobody else's to use.
pub(crate) struct OwnerOnly(Local);

// SAFETY: it is memory that is only read, whichever thread it belongs to.
unsafe impl Send for OwnerOnly {}
// SAFETY: as above.
unsafe impl Sync for OwnerOnly {}

impl OwnerOnly {
    /// For the user of this process.
    pub(crate) fn new() -> io::Result<Self> {
        let user = own_user()?;
        // Owner; protected from what it would inherit; all access for that one.
        Self::parse(&format!("O:{user}D:P(A;;GA;;;{user})"))
    }

    /// From Windows's notation.
    fn parse(text: &str) -> io::Result<Self> {
        let text = wide(text);
        let mut descriptor = null_mut();
        // SAFETY: the text ends with a zero, and `descriptor` outlives the call.
        check(unsafe {
            ConvertStringSecurityDescriptorToSecurityDescriptorW(
                text.as_ptr(),
                SDDL_REVISION_1,
                &raw mut descriptor,
                null_mut(),
            )
        })?;
        Ok(Self(Local(descriptor)))
    }

    /// What makes it another's, for everybody to use. Wine lets us do that; Windows only lets the system.
    #[cfg(test)]
    pub(crate) fn a_strangers(user: &str) -> io::Result<Self> {
        Self::parse(&format!("O:{user}D:P(A;;GA;;;WD)"))
    }

    /// The form in which it is handed over; good as long as `self` is.
    pub(super) fn attributes(&self) -> SECURITY_ATTRIBUTES {
        SECURITY_ATTRIBUTES {
            nLength: u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default(),
            lpSecurityDescriptor: self.0.0.cast::<c_void>(),
            bInheritHandle: 0,
        }
    }
}

impl std::fmt::Debug for OwnerOnly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnerOnly")
    }
}
