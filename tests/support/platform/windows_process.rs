//! Processes that are stopped in the midst of everything, thread by thread.
#![expect(unsafe_code, reason = "std knows only how to end its own children")]

use std::mem::size_of;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};

use windows_sys::Win32::Foundation::{INVALID_HANDLE_VALUE, WAIT_TIMEOUT};
use windows_sys::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, TH32CS_SNAPTHREAD, THREADENTRY32, Thread32First, Thread32Next,
};
use windows_sys::Win32::System::Threading::{
    OpenProcess, OpenThread, PROCESS_SYNCHRONIZE, ResumeThread, SuspendThread, THREAD_SUSPEND_RESUME,
    WaitForSingleObject,
};

/// Stops the process in the midst of everything.
///
/// # Panics
///
/// If it is gone.
pub fn pause(pid: i64) {
    for thread in threads_of(pid) {
        // SAFETY: the handle is open, and the thread is none of ours.
        assert_ne!(unsafe { SuspendThread(thread.as_raw_handle()) }, u32::MAX);
    }
}

/// Lets it go on.
///
/// # Panics
///
/// If it is gone.
pub fn go_on(pid: i64) {
    for thread in threads_of(pid) {
        // SAFETY: the handle is open.
        assert_ne!(unsafe { ResumeThread(thread.as_raw_handle()) }, u32::MAX);
    }
}

/// Whether there is such a process, and it has not ended.
pub fn is_alive(pid: i64) -> bool {
    let Ok(pid) = u32::try_from(pid) else {
        return false;
    };
    // SAFETY: it takes numbers only.
    let handle = unsafe { OpenProcess(PROCESS_SYNCHRONIZE, 0, pid) };
    if handle.is_null() {
        return false;
    }
    // SAFETY: it was opened a moment ago, and nobody else knows it.
    let process = unsafe { OwnedHandle::from_raw_handle(handle) };
    // SAFETY: the handle is open; there is no waiting.
    unsafe { WaitForSingleObject(process.as_raw_handle(), 0) == WAIT_TIMEOUT }
}

fn threads_of(pid: i64) -> Vec<OwnedHandle> {
    // SAFETY: it takes numbers only.
    let list = unsafe { CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0) };
    assert_ne!(list, INVALID_HANDLE_VALUE, "a list");
    // SAFETY: it was opened a moment ago, and nobody else knows it.
    let list = unsafe { OwnedHandle::from_raw_handle(list) };
    let mut entry = THREADENTRY32 {
        dwSize: u32::try_from(size_of::<THREADENTRY32>()).expect("small"),
        ..THREADENTRY32::default()
    };
    let mut threads = Vec::new();
    // SAFETY: the handle is open, and the entry says how large it is.
    let mut more = unsafe { Thread32First(list.as_raw_handle(), &raw mut entry) } != 0;
    while more {
        if i64::from(entry.th32OwnerProcessID) == pid {
            // SAFETY: it takes numbers only.
            let thread = unsafe { OpenThread(THREAD_SUSPEND_RESUME, 0, entry.th32ThreadID) };
            assert!(!thread.is_null(), "a thread of a process of ours");
            // SAFETY: it was opened a moment ago, and nobody else knows it.
            threads.push(unsafe { OwnedHandle::from_raw_handle(thread) });
        }
        // SAFETY: as above.
        more = unsafe { Thread32Next(list.as_raw_handle(), &raw mut entry) } != 0;
    }
    assert!(!threads.is_empty(), "a process");
    threads
}
