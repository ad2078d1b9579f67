//! What is said of a pipe's access, in Windows's own words. Whether it is held to, Wine cannot show.
#![expect(unsafe_code, reason = "neither std nor tokio knows access control")]

use std::ffi::OsString;
use std::io;
use std::os::windows::ffi::OsStringExt;
use std::os::windows::io::{AsHandle, AsRawHandle, BorrowedHandle};
use std::ptr::null_mut;

use tokio::net::windows::named_pipe::ClientOptions;
use windows_sys::Win32::Foundation::{ERROR_SUCCESS, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertSecurityDescriptorToStringSecurityDescriptorW, GetSecurityInfo, SDDL_REVISION_1, SE_KERNEL_OBJECT,
};
use windows_sys::Win32::Security::{
    DACL_SECURITY_INFORMATION, OWNER_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR,
};

use super::security::{OwnerOnly, own_user};
use crate::fixtures::{socket_in, temp_dir};
use crate::ipc::transport::{Access, bind};

const WHAT: u32 = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;

/// # Safety
///
/// `descriptor` must lead to a valid one.
unsafe fn text_of(descriptor: PSECURITY_DESCRIPTOR) -> String {
    let (mut text, mut length) = (null_mut(), 0);
    // SAFETY: the caller's promise; what is given back outlives the call.
    let converted = unsafe {
        ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor,
            SDDL_REVISION_1,
            WHAT,
            &raw mut text,
            &raw mut length,
        )
    };
    super::check(converted).unwrap();
    // SAFETY: Windows made it, as long as it says, its zero included.
    let letters = unsafe { std::slice::from_raw_parts(text, length as usize) };
    let told = OsString::from_wide(letters).into_string().unwrap();
    // SAFETY: Windows allocated it for us, and nobody else has it.
    unsafe { LocalFree(text.cast()) };
    told.trim_end_matches('\0').to_owned()
}

/// Owner and access of a pipe, as it is now.
fn access_of(object: BorrowedHandle<'_>) -> io::Result<String> {
    let mut descriptor = null_mut();
    // SAFETY: the handle is open, and what is not asked for by itself may be null.
    let code = unsafe {
        GetSecurityInfo(
            object.as_raw_handle(),
            SE_KERNEL_OBJECT,
            WHAT,
            null_mut(),
            null_mut(),
            null_mut(),
            null_mut(),
            &raw mut descriptor,
        )
    };
    if code != ERROR_SUCCESS {
        return Err(io::Error::from_raw_os_error(code.cast_signed()));
    }
    // SAFETY: Windows has just made it.
    let text = unsafe { text_of(descriptor) };
    // SAFETY: Windows allocated it for us, and nobody else has it.
    unsafe { LocalFree(descriptor) };
    Ok(text)
}

#[test]
fn what_is_asked_for_names_the_owner_and_nobody_else() {
    let (owner, user) = (OwnerOnly::new().unwrap(), own_user().unwrap());
    // SAFETY: it is valid as long as `owner` is.
    let text = unsafe { text_of(owner.attributes().lpSecurityDescriptor) };
    assert_eq!(text, format!("O:{user}D:P(A;;GA;;;{user})"));
}

#[tokio::test]
async fn every_instance_of_a_servers_pipe_is_its_owners_alone() {
    let (folder, user) = (temp_dir(), own_user().unwrap());
    let name = socket_in(folder.path());
    let (mut listener, _file) = bind(&name, &Access::default()).unwrap();
    for _ in 0..3 {
        let client = ClientOptions::new().open(&name).unwrap();
        let _server = listener.accept().await.unwrap();
        let access = access_of(client.as_handle()).unwrap();
        let (owner, rules) = access.split_once("D:").unwrap();
        assert_eq!(owner, format!("O:{user}"));
        // One rule, protected from what it would inherit; how Windows tells its rights is its own business.
        assert!(
            rules.starts_with("P(A;;") && rules.ends_with(&format!(";;;{user})")),
            "{access}"
        );
        assert_eq!(rules.matches('(').count(), 1, "{access}");
    }
}
