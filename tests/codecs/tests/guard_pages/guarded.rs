//! Memory between two pages that must not be touched.

use std::mem::MaybeUninit;
use std::ptr;

/// Some pages of memory; a read or write just before or behind them ends the process.
pub struct Guarded {
    mapping: *mut libc::c_void,
    page: usize,
    len: usize,
}

impl Guarded {
    /// At least `len` bytes.
    pub fn new(len: usize) -> Self {
        // SAFETY: sysconf takes any number.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let page = usize::try_from(page).expect("a page size");
        let len = len.next_multiple_of(page);
        let (nowhere, flags) = (ptr::null_mut(), libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        // SAFETY: a new mapping at an address of the system's choice replaces nothing.
        let mapping = unsafe { libc::mmap(nowhere, len + 2 * page, libc::PROT_NONE, flags, -1, 0) };
        assert_ne!(mapping, libc::MAP_FAILED, "no memory");
        // SAFETY: the pages between the first and the last of the mapping are part of it, and nobody uses it yet.
        let opened = unsafe {
            libc::mprotect(
                mapping.byte_add(page),
                len,
                libc::PROT_READ | libc::PROT_WRITE,
            )
        };
        assert_eq!(opened, 0, "the pages cannot be opened");
        Guarded { mapping, page, len }
    }

    /// The first `len` bytes, which begin where the page before ends.
    pub fn first(&mut self, len: usize) -> &mut [MaybeUninit<u8>] {
        &mut self.all()[..len]
    }

    /// The last `len` bytes, which end where the page behind begins.
    pub fn last(&mut self, len: usize) -> &mut [MaybeUninit<u8>] {
        let start = self.len - len;
        &mut self.all()[start..]
    }

    /// Whether a process that writes just behind the last byte, or just before the first, lives on.
    pub fn is_open(&mut self, behind: bool) -> bool {
        let bytes = self.all().as_mut_ptr_range();
        let outside = if behind {
            bytes.end
        } else {
            bytes.start.wrapping_sub(1)
        };
        // SAFETY: the child does nothing but write a byte to the mapping, which is its own copy, and end.
        let child = unsafe { libc::fork() };
        assert_ne!(child, -1, "no process");
        if child == 0 {
            // SAFETY: the address is in the mapping; that the write fails is the purpose. _exit() runs none of what the parent
            // will run. Nor does the child report a failure, as AddressSanitizer's handler would.
            unsafe {
                libc::signal(libc::SIGSEGV, libc::SIG_DFL);
                libc::signal(libc::SIGBUS, libc::SIG_DFL);
                outside.cast::<u8>().write_volatile(1);
                libc::_exit(0);
            }
        }
        let mut status = 1;
        // SAFETY: the child was just started, and the status has room.
        let ended = unsafe { libc::waitpid(child, &mut status, 0) };
        assert_eq!(ended, child, "the child is gone");
        status == 0
    }

    fn all(&mut self) -> &mut [MaybeUninit<u8>] {
        // SAFETY: new() made `len` bytes from the second page on readable and writable, and they stay so until drop; the borrow
        // of self makes this the only slice over them. MaybeUninit needs no initialisation.
        unsafe { std::slice::from_raw_parts_mut(self.mapping.byte_add(self.page).cast(), self.len) }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the mapping is as new() made it, and whoever had a slice of it had borrowed self.
        unsafe { libc::munmap(self.mapping, self.len + 2 * self.page) };
    }
}
