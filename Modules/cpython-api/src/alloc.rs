//! Rust's heap: CPython's raw memory domain, so that tracemalloc counts it and tests can make it fail.
//!
//! C header: Include/cpython/pymem.h
//!
//! Modules take memory from Python objects or with `try_reserve`, where failing is an error. What is left is the standard
//! library's own, in a panic above all: it must not fail, for that ends the process. So a thread that panics gets memory
//! from a reserve when CPython has none.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::UnsafeCell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use cpython_sys as ffi;

/// A box, or `None` if there is no memory for it, where `Box::new` would end the process.
pub fn try_box<T>(value: T) -> Option<Box<T>> {
    const { assert!(size_of::<T>() != 0, "nothing to allocate") };
    // SAFETY: the layout is not empty, as just asserted; what comes back is null or a block for a T, which is written before
    // the box is made.
    unsafe {
        let block = NonNull::new(std::alloc::alloc(Layout::new::<T>()).cast::<T>())?;
        block.write(value);
        Some(Box::from_raw(block.as_ptr()))
    }
}

/// So many zeros, or `None` if there is no memory for them, where `vec![0; len]` would end the process.
pub fn try_zeroed(len: usize) -> Option<Box<[u8]>> {
    let layout = Layout::array::<u8>(len).ok()?;
    if len == 0 {
        return Some(Box::default());
    }
    // SAFETY: the layout is not empty; what comes back is null or a block of so many zeros, which nobody else has.
    unsafe {
        let block = NonNull::new(std::alloc::alloc_zeroed(layout))?;
        Some(Box::from_raw(ptr::slice_from_raw_parts_mut(
            block.as_ptr(),
            len,
        )))
    }
}

/// The alignment that malloc promises for blocks that are as large.
const ALIGNMENT: usize = 2 * size_of::<usize>();

/// The allocator; `staticlib` declares it as the global one.
pub struct PyRawAllocator;

// SAFETY: PyMem_Raw* behave as malloc's family, from any thread, attached or not. Blocks of a larger alignment are found
// again through the pointer stored in front of them, and those of the reserve by their address.
unsafe impl GlobalAlloc for PyRawAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > ALIGNMENT {
            // SAFETY: passed on.
            return unsafe { aligned_alloc(layout) };
        }
        // SAFETY: any size will do. Blocks smaller than their alignment need not be aligned to it.
        let block = unsafe { ffi::PyMem_RawMalloc(layout.size().max(layout.align())) };
        if block.is_null() && thread::panicking() {
            return RESERVE.take(layout.size());
        }
        block.cast()
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if layout.align() <= ALIGNMENT {
            // SAFETY: as in `alloc`. The system has large blocks of zeros, which need not be written.
            let block = unsafe { ffi::PyMem_RawCalloc(1, layout.size().max(layout.align())) };
            if !block.is_null() {
                return block.cast();
            }
        }
        // SAFETY: passed on; the block is as large as the layout says.
        unsafe {
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block came from `alloc` with this layout, by the caller's promise.
        unsafe {
            if layout.align() > ALIGNMENT {
                ffi::PyMem_RawFree(*block.cast::<*mut core::ffi::c_void>().sub(1));
            } else if RESERVE.owns(block) {
                RESERVE.give_back();
            } else {
                ffi::PyMem_RawFree(block.cast());
            }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if layout.align() <= ALIGNMENT && !RESERVE.owns(block) {
            // SAFETY: the block is PyMem_RawMalloc's.
            let moved = unsafe { ffi::PyMem_RawRealloc(block.cast(), size.max(layout.align())) };
            if !moved.is_null() || !thread::panicking() {
                return moved.cast();
            }
        }
        // SAFETY: the alignment is the old one's and the caller keeps the size within limits; old and new do not overlap.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !moved.is_null() {
                ptr::copy_nonoverlapping(block, moved, layout.size().min(size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

/// # Safety
/// The alignment must be larger than [`ALIGNMENT`].
unsafe fn aligned_alloc(layout: Layout) -> *mut u8 {
    let Some(size) = layout.size().checked_add(layout.align()) else {
        return ptr::null_mut();
    };
    // SAFETY: any size will do.
    let block = unsafe { ffi::PyMem_RawMalloc(size) }.cast::<u8>();
    if block.is_null() {
        return block;
    }
    // SAFETY: the block begins at a multiple of ALIGNMENT, so that the next multiple of the larger alignment is at least
    // ALIGNMENT further, enough for a pointer in front of it, and at most `align`, for which there is room.
    unsafe {
        let aligned = block.add(layout.align() - block as usize % layout.align());
        aligned.cast::<*mut u8>().sub(1).write(block);
        aligned
    }
}

const RESERVE_SIZE: usize = 32 * 1024;

static RESERVE: Reserve = Reserve {
    memory: UnsafeCell::new([0; RESERVE_SIZE / 16]),
    state: AtomicUsize::new(0),
};

/// Memory handed out from its start on, and all over again once every block has come back.
struct Reserve {
    // Of a type that is aligned as malloc's blocks are.
    memory: UnsafeCell<[u128; RESERVE_SIZE / 16]>,
    // The number of blocks handed out times IN_USE, plus the number of bytes: one word, so that both change at once.
    state: AtomicUsize,
}

// More than the reserve has bytes, and so few that the count of all its smallest blocks fits into 32 bits.
const IN_USE: usize = 1 << 16;

// SAFETY: no two blocks overlap while both are in use, because `state` changes atomically.
unsafe impl Sync for Reserve {}

impl Reserve {
    fn take(&self, size: usize) -> *mut u8 {
        let Some(size) = size.checked_next_multiple_of(ALIGNMENT) else {
            return ptr::null_mut();
        };
        let taken = self
            .state
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, |state| {
                (size <= RESERVE_SIZE - state % IN_USE).then(|| state + IN_USE + size)
            });
        match taken {
            // SAFETY: inside the reserve, as was just checked.
            Ok(state) => unsafe { self.memory.get().cast::<u8>().add(state % IN_USE) },
            Err(_) => ptr::null_mut(),
        }
    }

    fn owns(&self, block: *mut u8) -> bool {
        let start = self.memory.get() as usize;
        (start..start + RESERVE_SIZE).contains(&(block as usize))
    }

    fn give_back(&self) {
        let update = |state: usize| {
            let left = state - IN_USE;
            Some(if left < IN_USE { 0 } else { left })
        };
        // The update never refuses.
        let _ = self
            .state
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, update);
    }
}

#[cfg(test)]
mod tests {
    use super::{IN_USE, RESERVE, RESERVE_SIZE};

    #[test]
    fn the_reserve_starts_over() {
        let first = RESERVE.take(1);
        let second = RESERVE.take(100);
        assert!(RESERVE.owns(first) && RESERVE.owns(second));
        assert_eq!(second as usize - first as usize, 2 * size_of::<usize>());
        assert!(RESERVE.take(RESERVE_SIZE).is_null());
        RESERVE.give_back();
        assert!(RESERVE.state.load(super::Ordering::Relaxed) > IN_USE);
        RESERVE.give_back();
        assert_eq!(RESERVE.take(RESERVE_SIZE), first);
        RESERVE.give_back();
    }
}
