//! The one thing that a new process inherits: the null device.
#![expect(unsafe_code, reason = "std has no stable way to say what a child inherits")]

use std::fs::File;
use std::io;
use std::marker::PhantomData;
use std::os::windows::io::{AsRawHandle, RawHandle};
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{HANDLE_FLAG_INHERIT, SetHandleInformation};
use windows_sys::Win32::System::Threading::{
    DeleteProcThreadAttributeList, InitializeProcThreadAttributeList, LPPROC_THREAD_ATTRIBUTE_LIST,
    PROC_THREAD_ATTRIBUTE_HANDLE_LIST, UpdateProcThreadAttribute,
};

use crate::windows::check;

/// The null device, such that a child can inherit it.
#[derive(Debug)]
pub(super) struct Null {
    _file: File,
    handles: [RawHandle; 1],
}

impl Null {
    pub(super) fn open() -> io::Result<Self> {
        let file = File::options().read(true).write(true).open("NUL")?;
        // SAFETY: the handle is open. Another child that is started meanwhile gets it too, which does no harm.
        check(unsafe {
            SetHandleInformation(file.as_raw_handle(), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)
        })?;
        Ok(Self {
            handles: [file.as_raw_handle()],
            _file: file,
        })
    }

    pub(super) fn handle(&self) -> RawHandle {
        self.handles[0]
    }
}

/// The instruction that a new process inherits this and nothing else that could be inherited.
#[derive(Debug)]
pub(super) struct OnlyThis<'a> {
    /// Where Windows keeps it; of numbers, so that it begins where it has to.
    memory: Vec<usize>,
    what: PhantomData<&'a Null>,
}

impl<'a> OnlyThis<'a> {
    pub(super) fn new(what: &'a Null) -> io::Result<Self> {
        let mut size = 0;
        // It fails by design, and says how much memory it needs.
        // SAFETY: it may be asked without memory, and `size` outlives the call.
        unsafe { InitializeProcThreadAttributeList(null_mut(), 1, 0, &raw mut size) };
        let mut memory = vec![0; size.div_ceil(size_of::<usize>())];
        // SAFETY: there is as much memory as it has asked for.
        check(unsafe { InitializeProcThreadAttributeList(memory.as_mut_ptr().cast(), 1, 0, &raw mut size) })?;
        // From now on it is to be given back.
        let mut list = Self {
            memory,
            what: PhantomData,
        };
        // SAFETY: the list was made above; what it is to keep lives as long as `'a`, and so longer than the list.
        check(unsafe {
            UpdateProcThreadAttribute(
                list.as_mut_ptr(),
                0,
                PROC_THREAD_ATTRIBUTE_HANDLE_LIST as usize,
                what.handles.as_ptr().cast(),
                size_of_val(&what.handles),
                null_mut(),
                null(),
            )
        })?;
        Ok(list)
    }

    /// As it is handed over; good as long as `self` is.
    pub(super) fn as_mut_ptr(&mut self) -> LPPROC_THREAD_ATTRIBUTE_LIST {
        self.memory.as_mut_ptr().cast()
    }
}

impl Drop for OnlyThis<'_> {
    fn drop(&mut self) {
        // SAFETY: it was made by `new`, and nobody uses it any more.
        unsafe { DeleteProcThreadAttributeList(self.as_mut_ptr()) };
    }
}
