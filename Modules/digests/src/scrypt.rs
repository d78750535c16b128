//! scrypt (RFC 7914), in memory that the caller gives.

use core::fmt;
use core::num::NonZero;

use crate::Sha256;
use crate::pbkdf2::pbkdf2_hmac;
use crate::salsa20::{Diagonals, ORDER, salsa20_8};
use crate::wipe::wipe_bytes;

/// Bytes of a block of Salsa20.
const SALSA_BLOCK: usize = 64;

/// How much time and memory a key costs (RFC 7914 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    n: usize,
    r: usize,
    p: usize,
}

/// What is wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScryptError {
    /// `n` is not a power of two above 1, or not less than 2 to the power of `16 r`.
    N,
    /// `r` or `p` is 0, or `r p` is 2³⁰ or more.
    BlockOrParallelism,
    /// What it takes cannot be addressed on this machine.
    Memory,
    /// The key that was asked for is longer than 2³² − 1 digests of 32 bytes.
    TooLong,
}

impl fmt::Display for ScryptError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::N => "n is not a power of two above 1 and below 2 ** (16 * r)",
            Self::BlockOrParallelism => "r or p is zero, or their product is too large",
            Self::Memory => "more memory than there can be",
            Self::TooLong => "the key is too long",
        })
    }
}

impl core::error::Error for ScryptError {}

impl Cost {
    /// `n`: how often; `r`: blocks of 128 bytes at a time; `p`: how many times, one after the other.
    ///
    /// # Errors
    /// If RFC 7914 does not allow the values, or the memory cannot be addressed.
    pub fn new(n: u64, r: u32, p: u32) -> Result<Self, ScryptError> {
        if r == 0 || p == 0 || u64::from(r) * u64::from(p) >= 1 << 30 {
            return Err(ScryptError::BlockOrParallelism);
        }
        let too_large = r < 4 && n >> (16 * r) != 0;
        if n < 2 || !n.is_power_of_two() || too_large {
            return Err(ScryptError::N);
        }
        let [n, r, p] = [n, r.into(), p.into()].map(|value: u64| usize::try_from(value).ok());
        let cost = Self {
            n: n.ok_or(ScryptError::Memory)?,
            r: r.ok_or(ScryptError::Memory)?,
            p: p.ok_or(ScryptError::Memory)?,
        };
        cost.checked_memory().ok_or(ScryptError::Memory)?;
        Ok(cost)
    }

    /// Bytes of memory that [`scrypt`] needs: `128 r (n + p + 2)`.
    #[must_use]
    pub fn memory(self) -> usize {
        self.checked_memory().expect("looked at in new()")
    }

    fn checked_memory(self) -> Option<usize> {
        let blocks = self.n.checked_add(self.p)?.checked_add(2)?;
        blocks.checked_mul(self.r.checked_mul(2 * SALSA_BLOCK)?)
    }
}

/// Fills `output` with a key derived from a password and a salt, whose lengths are free. What was in `memory` does not matter;
/// afterwards it is zero.
///
/// # Errors
/// If `output` is longer than 2³² − 1 digests.
///
/// # Panics
/// If `memory` does not have [`Cost::memory`] bytes.
pub fn scrypt(
    password: &[u8],
    salt: &[u8],
    cost: Cost,
    memory: &mut [u8],
    output: &mut [u8],
) -> Result<(), ScryptError> {
    assert_eq!(
        memory.len(),
        cost.memory(),
        "scrypt works in as much memory as the cost says"
    );
    let once = NonZero::<u64>::MIN;
    let block = 2 * SALSA_BLOCK * cost.r;
    let (blocks, scratch) = memory.split_at_mut(block * cost.p);
    let too_long = |_| ScryptError::TooLong;
    pbkdf2_hmac::<Sha256>(password, salt, once, blocks).map_err(too_long)?;
    for block in blocks.chunks_exact_mut(block) {
        mix(block, scratch);
    }
    let derived = pbkdf2_hmac::<Sha256>(password, blocks, once, output).map_err(too_long);
    wipe_bytes(memory);
    derived
}

/// scryptROMix (RFC 7914 section 5): `scratch` is two blocks and the table.
///
/// In the scratch memory, words stand in the order of [`Diagonals`].
fn mix(block: &mut [u8], scratch: &mut [u8]) {
    let size = block.len();
    let (current, scratch) = scratch.split_at_mut(size);
    let (next, table) = scratch.split_at_mut(size);
    for (from, to) in block
        .chunks_exact(SALSA_BLOCK)
        .zip(table.chunks_exact_mut(SALSA_BLOCK))
    {
        for (at, word) in ORDER.iter().flatten().zip(to.chunks_exact_mut(4)) {
            word.copy_from_slice(&from[4 * at..][..4]);
        }
    }
    for at in (0..table.len() - size).step_by(size) {
        let (done, rest) = table.split_at_mut(at + size);
        mix_block(&done[at..], None, &mut rest[..size]);
    }
    mix_block(&table[table.len() - size..], None, current);
    let n = table.len() / size;
    let (mut current, mut next) = (current, next);
    for _ in 0..n {
        let at = size * (integerify(current) & (n - 1));
        mix_block(current, Some(&table[at..at + size]), next);
        core::mem::swap(&mut current, &mut next);
    }
    for (from, to) in current
        .chunks_exact(SALSA_BLOCK)
        .zip(block.chunks_exact_mut(SALSA_BLOCK))
    {
        for (at, word) in ORDER.iter().flatten().zip(from.chunks_exact(4)) {
            to[4 * at..][..4].copy_from_slice(word);
        }
    }
}

/// scryptBlockMix (RFC 7914 section 4) of `input`, to which `added` is added modulo two.
#[inline]
fn mix_block(input: &[u8], added: Option<&[u8]>, output: &mut [u8]) {
    let half = output.len() / 2;
    let (even, odd) = output.split_at_mut(half);
    let outputs = even
        .chunks_exact_mut(SALSA_BLOCK)
        .zip(odd.chunks_exact_mut(SALSA_BLOCK));
    let last = input.len() - SALSA_BLOCK;
    let mut state = load(&input[last..]);
    if let Some(added) = added {
        add(&mut state, &added[last..]);
    }
    let mut at = 0;
    for (even, odd) in outputs {
        for output in [even, odd] {
            add(&mut state, &input[at..at + SALSA_BLOCK]);
            if let Some(added) = added {
                add(&mut state, &added[at..at + SALSA_BLOCK]);
            }
            salsa20_8(&mut state);
            store(&state, output);
            at += SALSA_BLOCK;
        }
    }
}

/// The low end of the number that the last 64 bytes of a block are: its first two words.
fn integerify(block: &[u8]) -> usize {
    let last = load(&block[block.len() - SALSA_BLOCK..]);
    let number = u64::from(last[0][0]) | u64::from(last[3][1]) << 32;
    // A table has no more entries than there are addresses, so what is cut off here is masked off anyway.
    number as usize
}

#[inline(always)]
fn load(bytes: &[u8]) -> Diagonals {
    let mut state = [[0; 4]; 4];
    add(&mut state, bytes);
    state
}

#[inline(always)]
fn add(state: &mut Diagonals, bytes: &[u8]) {
    for (word, bytes) in state
        .as_flattened_mut()
        .iter_mut()
        .zip(bytes.chunks_exact(4))
    {
        *word ^= u32::from_le_bytes(bytes.try_into().expect("four bytes"));
    }
}

#[inline(always)]
fn store(state: &Diagonals, bytes: &mut [u8]) {
    for (word, bytes) in state.as_flattened().iter().zip(bytes.chunks_exact_mut(4)) {
        bytes.copy_from_slice(&word.to_le_bytes());
    }
}
