//! Padding of block ciphers' messages: how much of it there is, without telling by the time whether it is right.
//!
//! A function that takes different times for right and wrong padding decrypts messages for an attacker (Vaudenay's padding
//! oracle). So these look at every byte that could be padding, branch on none, and read nothing at places that depend on one.

use core::hint::black_box;

/// What a padding check found, not yet looked at.
#[derive(Clone, Copy, Debug)]
#[must_use = "nothing is known of the padding before this is looked at"]
pub struct Unpadded {
    /// Without the padding if that is right, with all of it if not.
    length: usize,
    /// All ones if it is, else zero.
    right: usize,
}

impl Unpadded {
    /// The length of the message without its padding, or `None` if the padding is wrong.
    ///
    /// What the caller does with it takes the time it takes: whether the padding was right should not show before the message
    /// has been authenticated.
    #[must_use]
    #[inline]
    pub fn reveal(self) -> Option<usize> {
        (self.right != 0).then_some(self.length)
    }

    /// The length of the message without its padding if that is right, else with all of it, and a mask: all ones if it is right,
    /// else zero. For code that goes on without branches.
    #[must_use]
    #[inline]
    pub fn masked(self) -> (usize, usize) {
        (self.length, self.right)
    }
}

/// PKCS#7 (RFC 5652 section 6.3): `n` bytes of the value `n`, from 1 to the size of a block.
///
/// `None` if `message` is not of whole blocks, or of none; that depends on its length alone.
#[inline]
pub fn pkcs7(message: &[u8], block_size: u8) -> Option<Unpadded> {
    let (filling, last) = last_block(message, block_size)?;
    Some(check(message.len(), filling, last, last))
}

/// ANSI X9.23: bytes of zero, then the length of the padding with itself, from 1 to the size of a block.
///
/// `None` if `message` is not of whole blocks, or of none; that depends on its length alone.
#[inline]
pub fn ansi_x923(message: &[u8], block_size: u8) -> Option<Unpadded> {
    let (filling, last) = last_block(message, block_size)?;
    Some(check(message.len(), filling, 0, last))
}

/// The last block, apart into its last byte and those before it.
#[inline]
fn last_block(message: &[u8], block_size: u8) -> Option<(&[u8], u8)> {
    let size = usize::from(block_size);
    if size == 0 || message.len() % size != 0 {
        return None;
    }
    let (last, filling) = message
        .get(message.len().checked_sub(size)?..)?
        .split_last()?;
    Some((filling, *last))
}

/// Whether `filling` ends with as many bytes `filler` as it takes to have `count` bytes with the one behind it.
#[inline(never)]
fn check(length: usize, filling: &[u8], filler: u8, count: u8) -> Unpadded {
    let (filler, count) = (u32::from(filler), black_box(u32::from(count)));
    let size = filling.len() as u32 + 1;
    // Bits are set where something is wrong.
    let mut wrong = negative(count.wrapping_sub(1)) | negative(size.wrapping_sub(count));
    for (byte, to_end) in filling.iter().rev().zip(2_u32..) {
        // Left to itself, the compiler sees two cases here, and might one day make a branch of them.
        let padding = black_box(!negative(count.wrapping_sub(to_end)));
        wrong |= padding & (u32::from(*byte) ^ filler);
    }
    // Of a number and its negative, one has the highest bit, unless it is zero.
    let wrong = black_box(wrong);
    let right = black_box(!negative(wrong | wrong.wrapping_neg()) as i32 as isize as usize);
    Unpadded {
        length: length.wrapping_sub(count as usize & right),
        right,
    }
}

/// All ones if a number between −2³¹ and 2³¹ is negative, else zero.
#[inline]
const fn negative(number: u32) -> u32 {
    (number as i32 >> 31) as u32
}
