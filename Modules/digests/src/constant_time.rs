//! Comparison whose time tells nothing of what is compared.

use core::hint::black_box;

/// Bytes that are compared together: a few vector registers of any processor.
const CHUNK: usize = 64;

/// Bytes that are compared together where there is less than a chunk.
const WORD: usize = 8;

/// Whether two byte strings of one length are equal, in a time that depends on their length alone.
///
/// Strings of different lengths are not, which takes no time to tell: whoever must not show that compares something else.
#[must_use]
#[inline]
pub fn equal(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && difference(left, right) == 0
}

/// Zero if two byte strings of one length are equal, else bits in which bytes of theirs differ.
#[inline(never)]
fn difference(left: &[u8], right: &[u8]) -> u64 {
    // What the compiler does not see through it cannot leave early for.
    black_box(if left.len() >= CHUNK {
        by_chunks(left, right)
    } else if left.len() >= WORD {
        by_words(left, right)
    } else {
        left.iter()
            .zip(right)
            .fold(0, |sum, (left, right)| sum | u64::from(left ^ right))
    })
}

/// Of at least a chunk. The end is a chunk too, part of which is looked at twice.
#[inline]
fn by_chunks(left: &[u8], right: &[u8]) -> u64 {
    // A sum for each place in a chunk, so that nothing has to be moved within a vector.
    let mut sums = [0; CHUNK];
    let mut gather = |left: &[u8], right: &[u8]| {
        for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
            *sum |= left ^ right;
        }
    };
    for (left, right) in left.chunks_exact(CHUNK).zip(right.chunks_exact(CHUNK)) {
        gather(left, right);
    }
    gather(&left[left.len() - CHUNK..], &right[right.len() - CHUNK..]);
    by_words(&sums, &[0; CHUNK])
}

/// Of at least a word. The end is a word too, part of which is looked at twice.
#[inline]
fn by_words(left: &[u8], right: &[u8]) -> u64 {
    let difference = |left: &[u8], right: &[u8]| {
        let word = |bytes: &[u8]| u64::from_ne_bytes(bytes.try_into().expect("eight bytes"));
        word(left) ^ word(right)
    };
    let words = left.chunks_exact(WORD).zip(right.chunks_exact(WORD));
    let last = difference(&left[left.len() - WORD..], &right[right.len() - WORD..]);
    words.fold(last, |sum, (left, right)| sum | difference(left, right))
}
