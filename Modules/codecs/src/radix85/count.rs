//! How much of a text is abbreviated.

use super::{ABBREVIATED_SPACES, ABBREVIATED_ZEROS};
use crate::Backend;
#[cfg(avx512)]
use crate::arch::Avx512;

/// How many characters stand for a whole word; those of spaces only count if `spaces`.
#[inline]
pub(crate) fn count_abbreviations(text: &[u8], spaces: bool, backend: Backend) -> usize {
    let characters = [
        ABBREVIATED_ZEROS,
        if spaces {
            ABBREVIATED_SPACES
        } else {
            ABBREVIATED_ZEROS
        },
    ];
    #[cfg(avx512)]
    if let Some(proof) = Avx512::of(backend) {
        return super::avx512::count(proof, characters, text);
    }
    // One portable version is enough for the others.
    let _ = backend;
    let [first, second] = characters;
    // Chunks so short that a byte counts what is in one: to check that would cost the vector code.
    let count = |chunk: &[u8]| {
        chunk.iter().fold(0_u8, |count, &character| {
            count.wrapping_add(u8::from(character == first || character == second))
        })
    };
    text.chunks(255)
        .map(|chunk| usize::from(count(chunk)))
        .sum()
}
