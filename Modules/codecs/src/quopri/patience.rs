//! When to call a kernel again that had to stop.

/// A kernel took longer than it saved if it got less far than this many bytes.
const WORTHWHILE: usize = 32;

/// How many bytes to go without it then, at first and at most.
const FIRST: usize = 8;
const MOST: usize = 256;

/// How long to go on byte by byte before the kernel is called again: longer and longer if it does not get far time after time.
pub(super) struct Patience {
    least: usize,
    bytes: usize,
}

impl Patience {
    /// So many bytes as long as the kernel gets far.
    pub(super) fn new(least: usize) -> Self {
        Patience {
            least,
            bytes: least,
        }
    }

    /// How many bytes to go on without the kernel, which got `done` bytes far.
    #[inline(always)]
    pub(super) fn after(&mut self, done: usize) -> usize {
        self.bytes = if done < WORTHWHILE {
            (2 * self.bytes).clamp(FIRST, MOST)
        } else {
            self.least
        };
        self.bytes
    }
}
