//! Comparison and padding checks: that they are right. That their time tells nothing, `tests/constant_time` shows.

use digests::constant_time::equal;
use digests::padding::{Unpadded, ansi_x923, pkcs7};

#[test]
fn every_pair_of_bytes() {
    for left in 0..=255_u8 {
        for right in 0..=255_u8 {
            assert_eq!(equal(&[left], &[right]), left == right);
        }
    }
}

#[test]
fn every_pair_of_bytes_in_a_chunk_a_word_and_the_rest() {
    for (len, at) in [(3, 1), (8, 7), (21, 10), (64, 30), (150, 20), (150, 149)] {
        let (mut left, mut right) = (vec![0x5a; len], vec![0x5a; len]);
        for byte in 0..=255_u8 {
            left[at] = byte;
            for other in 0..=255_u8 {
                right[at] = other;
                assert_eq!(equal(&left, &right), byte == other, "{len} {at}");
            }
        }
    }
}

#[test]
fn every_bit_of_every_length() {
    for len in 0..300 {
        let left: Vec<u8> = (0..len).map(|at| (at * 31) as u8).collect();
        let mut right = left.clone();
        assert!(equal(&left, &right));
        assert!(!equal(&left, &[&right[..], b"\0"].concat()));
        for at in 0..len {
            for bit in 0..8 {
                right[at] ^= 1 << bit;
                assert!(!equal(&left, &right), "{len} {at} {bit}");
                right[at] ^= 1 << bit;
            }
        }
    }
}

/// Both standards by the letter, as far as the last byte is the count.
fn naive(message: &[u8], block_size: u8, right: impl Fn(&[u8], u8) -> bool) -> Option<usize> {
    let count = *message.last()?;
    if count == 0 || count > block_size {
        return None;
    }
    let (rest, padding) = message.split_at(message.len() - usize::from(count));
    right(&padding[..padding.len() - 1], count).then_some(rest.len())
}

fn check_both(message: &[u8], block_size: u8) {
    type Unpad = fn(&[u8], u8) -> Option<Unpadded>;
    let both: [(Unpad, _); 2] = [
        (
            pkcs7,
            naive(message, block_size, |filling, count| {
                filling.iter().all(|byte| *byte == count)
            }),
        ),
        (
            ansi_x923,
            naive(message, block_size, |filling, _| {
                filling.iter().all(|byte| *byte == 0)
            }),
        ),
    ];
    for (unpad, expected) in both {
        let unpadded = unpad(message, block_size).expect("whole blocks");
        assert_eq!(unpadded.reveal(), expected, "{message:?}");
        let masked = expected.map_or((message.len(), 0), |len| (len, usize::MAX));
        assert_eq!(unpadded.masked(), masked, "{message:?}");
    }
}

#[test]
fn padding_of_every_block_of_up_to_three_bytes() {
    for a in 0..=255_u8 {
        check_both(&[a], 1);
        for b in 0..=255_u8 {
            check_both(&[a, b], 2);
            // All that can matter of a third byte, so that debug builds are through in a moment.
            for c in [0, 1, 2, 3, 4, 127, 128, 254, 255, a, b] {
                check_both(&[c, a, b], 3);
            }
        }
    }
}

#[test]
fn padding_of_one_block_with_one_byte_wrong() {
    for block_size in [8_u8, 16, 32] {
        for count in 0..=255_u8 {
            for filler in [0, count] {
                for place in 0..usize::from(block_size) {
                    for byte in 0..=255_u8 {
                        // The bytes in front of the padding look like the padding too.
                        let mut message = vec![filler; 2 * usize::from(block_size)];
                        *message.last_mut().expect("two blocks") = count;
                        message[usize::from(block_size) + place] = byte;
                        check_both(&message, block_size);
                    }
                }
            }
        }
    }
}

#[test]
fn padding_of_every_block_size() {
    for block_size in 1..=255_u8 {
        for count in 0..=255_u8 {
            for filler in [0, count] {
                let mut message = vec![0xee; 2 * usize::from(block_size)];
                let padded = message.len() - usize::from(count).min(message.len());
                message[padded..].fill(filler);
                *message.last_mut().expect("two blocks") = count;
                check_both(&message, block_size);
            }
        }
    }
}

#[test]
fn what_is_not_of_whole_blocks_has_no_padding() {
    for unpad in [pkcs7, ansi_x923] {
        assert!(unpad(b"", 16).is_none());
        assert!(unpad(&[1; 15], 16).is_none());
        assert!(unpad(&[1; 17], 16).is_none());
        assert!(unpad(&[1; 16], 0).is_none());
        assert!(unpad(b"", 0).is_none());
    }
}
