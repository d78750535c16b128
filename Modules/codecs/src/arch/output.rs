//! Memory that is being filled: the part before the cursor is initialised, the rest is not.

use core::mem::MaybeUninit;

/// Memory to be filled.
pub(crate) type Window<'w> = &'w mut [MaybeUninit<u8>];

/// A caller's uninitialised buffer, filled from its start.
///
/// Codecs write through it so that a result goes straight into its final place, a new `bytes` object for one, without
/// being zeroed first. [`Output::finish`] gives back the initialised part, which is the caller's proof of what was written.
pub struct Output<'o> {
    // INVARIANT: buffer[..filled] is initialised, and filled <= buffer.len().
    buffer: &'o mut [MaybeUninit<u8>],
    filled: usize,
}

impl<'o> Output<'o> {
    /// Starts at the beginning of `buffer`.
    pub fn new(buffer: &'o mut [MaybeUninit<u8>]) -> Self {
        Output { buffer, filled: 0 }
    }

    /// The number of bytes written so far.
    pub fn len(&self) -> usize {
        self.filled
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// The number of bytes that still fit.
    pub fn remaining(&self) -> usize {
        self.buffer.len() - self.filled
    }

    /// Appends one byte.
    ///
    /// # Panics
    /// If the buffer is full.
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        self.buffer[self.filled].write(byte);
        self.filled += 1;
    }

    /// Appends a few bytes at once, with one bounds check.
    ///
    /// # Panics
    /// If they do not fit.
    #[inline(always)]
    pub fn extend<const N: usize>(&mut self, bytes: [u8; N]) {
        let end = self.filled + N;
        let room = &mut self.buffer[self.filled..end];
        for (slot, byte) in room.iter_mut().zip(bytes) {
            slot.write(byte);
        }
        self.filled = end;
    }

    /// Appends `bytes`.
    ///
    /// # Panics
    /// If they do not fit.
    #[inline(always)]
    pub fn extend_from_slice(&mut self, bytes: &[u8]) {
        let room = &mut self.buffer[self.filled..self.filled + bytes.len()];
        // SAFETY: MaybeUninit<u8> has u8's layout, and initialised bytes are possibly uninitialised ones.
        room.copy_from_slice(unsafe {
            core::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len())
        });
        self.filled += bytes.len();
    }

    /// Converts `input` in groups of `IN` bytes to groups of `OUT`, until `convert` gives none, less than a group is left, or
    /// no other group fits. Returns how many bytes were converted.
    #[inline(always)]
    pub fn extend_while<const IN: usize, const OUT: usize>(
        &mut self,
        input: &[u8],
        mut convert: impl FnMut([u8; IN]) -> Option<[u8; OUT]>,
    ) -> usize {
        let mut groups = 0;
        let rooms = self.buffer[self.filled..].chunks_exact_mut(OUT);
        for (group, room) in input.chunks_exact(IN).zip(rooms) {
            let mut taken = [0; IN];
            taken.copy_from_slice(group);
            let Some(converted) = convert(taken) else {
                break;
            };
            for (slot, byte) in room.iter_mut().zip(converted) {
                slot.write(byte);
            }
            groups += 1;
        }
        self.filled += groups * OUT;
        groups * IN
    }

    /// Converts `input` in blocks of `IN` bytes to blocks of `OUT`, which `convert` writes in their place over zeros, until less than
    /// a block is left, or no other block fits. Returns how many bytes were converted.
    #[inline(always)]
    pub fn extend_by_blocks<const IN: usize, const OUT: usize>(
        &mut self,
        input: &[u8],
        mut convert: impl FnMut(&[u8; IN], &mut [u8; OUT]),
    ) -> usize {
        let mut blocks = 0;
        let rooms = self.buffer[self.filled..].chunks_exact_mut(OUT);
        for (block, room) in input.chunks_exact(IN).zip(rooms) {
            let (Some(block), Some(room)) = (block.first_chunk(), room.first_chunk_mut::<OUT>())
            else {
                break;
            };
            *room = [MaybeUninit::new(0); OUT];
            // SAFETY: all of it has just been initialised, and MaybeUninit<u8> has u8's layout; the exclusive borrow of the room passes on.
            let room = unsafe { &mut *room.as_mut_ptr().cast::<[u8; OUT]>() };
            convert(block, room);
            blocks += 1;
        }
        self.filled += blocks * OUT;
        blocks * IN
    }

    /// Lets `write` fill memory just behind the cursor, and moves the cursor behind what it returned.
    ///
    /// `write` gets the next `room` bytes and returns the initialised part, which begins where the memory begins; `None`
    /// says that it could not, and then nothing counts as written.
    ///
    /// # Panics
    /// If fewer than `room` bytes are left, or `write` returned memory that does not begin where its own begins.
    #[inline(always)]
    pub fn extend_with<F>(&mut self, room: usize, write: F) -> Option<usize>
    where
        F: for<'b> FnOnce(&'b mut [MaybeUninit<u8>]) -> Option<&'b mut [u8]>,
    {
        let window = &mut self.buffer[self.filled..self.filled + room];
        let start = window.as_ptr().cast::<u8>();
        let written = write(window)?;
        // The lifetime ties what comes back to the window or to static memory; the address tells the two apart. An empty window
        // may have the address of something else.
        let count = written.len();
        assert!(
            count == 0 || count <= room && core::ptr::eq(written.as_ptr(), start),
            "written elsewhere"
        );
        self.filled += count;
        Some(count)
    }

    /// Lets `kernel` fill the room that is left, and moves the cursor behind what it wrote. It returns how many bytes that is, from
    /// the start of its window on, and whatever else it has to say.
    ///
    /// # Panics
    /// If it is more than there is room for.
    ///
    /// # Safety
    /// `kernel` must have initialised so many bytes when it returns.
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    #[inline(always)]
    pub(crate) unsafe fn fill<R>(&mut self, kernel: impl FnOnce(Window<'_>) -> (usize, R)) -> R {
        let (written, returned) = kernel(&mut self.buffer[self.filled..]);
        assert!(written <= self.remaining(), "more than there is room for");
        self.filled += written;
        returned
    }

    /// The bytes from position `start` to the cursor, to be changed.
    ///
    /// # Panics
    /// If `start` is behind the cursor.
    pub fn written_from(&mut self, start: usize) -> &mut [u8] {
        // SAFETY: by the invariant everything before the cursor is initialised.
        unsafe { initialised(&mut self.buffer[start..self.filled]) }
    }

    /// The initialised part.
    pub fn finish(self) -> &'o mut [u8] {
        // SAFETY: as in written_from.
        unsafe { initialised(&mut self.buffer[..self.filled]) }
    }
}

/// Memory that has been filled.
///
/// # Safety
/// Each byte must be initialised.
#[inline(always)]
pub(crate) unsafe fn initialised(window: Window<'_>) -> &mut [u8] {
    // SAFETY: the caller vouches for it; MaybeUninit<u8> has u8's layout, and the exclusive borrow passes on to the result.
    unsafe { core::slice::from_raw_parts_mut(window.as_mut_ptr().cast(), window.len()) }
}
