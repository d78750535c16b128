//! What is looked at: functions of a public length and secret bytes, and a twin of each that leaks.

use std::hint::black_box;

use digests::blake2::{Blake2s, Parameters};
use digests::constant_time::equal;
use digests::padding::{Unpadded, ansi_x923, pkcs7};
use digests::{Blake2b512, Digest, Md5, Sha3_256, Sha256, Sha512, hmac};

/// The block size of the padding checks, which the compiler does not get to know: it would make of them what is nowhere else.
pub const BLOCK: u8 = 16;

/// A function of two byte strings, of which each is secret, whose result is as good as a `bool`.
pub type Function = fn(&[u8], &[u8]) -> u8;

/// A subject and its twin.
pub struct Subject {
    pub name: &'static str,
    pub function: Function,
    pub leaky: Function,
    /// Public lengths of the two strings.
    pub lengths: fn(usize) -> (usize, usize),
    /// Given the first string, the second one for which the function returns 1.
    pub right: fn(&[u8]) -> Vec<u8>,
}

pub const SUBJECTS: [Subject; 9] = [
    Subject {
        name: "compare",
        function: compare,
        leaky: leaky_compare,
        lengths: |size| (size, size),
        right: <[u8]>::to_vec,
    },
    Subject {
        name: "hmac-md5",
        function: verify::<Md5>,
        leaky: leaky_verify::<Md5>,
        lengths: |size| (size, Md5::DIGEST_SIZE),
        right: code::<Md5>,
    },
    Subject {
        name: "hmac-sha256",
        function: verify::<Sha256>,
        leaky: leaky_verify::<Sha256>,
        lengths: |size| (size, Sha256::DIGEST_SIZE),
        right: code::<Sha256>,
    },
    Subject {
        name: "hmac-sha512",
        function: verify::<Sha512>,
        leaky: leaky_verify::<Sha512>,
        lengths: |size| (size, Sha512::DIGEST_SIZE),
        right: code::<Sha512>,
    },
    Subject {
        name: "hmac-sha3-256",
        function: verify::<Sha3_256>,
        leaky: leaky_verify::<Sha3_256>,
        lengths: |size| (size, Sha3_256::DIGEST_SIZE),
        right: code::<Sha3_256>,
    },
    Subject {
        name: "hmac-blake2b",
        function: verify::<Blake2b512>,
        leaky: leaky_verify::<Blake2b512>,
        lengths: |size| (size, Blake2b512::DIGEST_SIZE),
        right: code::<Blake2b512>,
    },
    Subject {
        name: "keyed-blake2s",
        function: verify_keyed,
        leaky: leaky_verify_keyed,
        lengths: |size| (size.min(Blake2s::MAX_KEY_SIZE), Blake2s::MAX_DIGEST_SIZE),
        right: |key| keyed(key).to_vec(),
    },
    Subject {
        name: "pkcs7",
        function: unpad_pkcs7,
        leaky: leaky_pkcs7,
        lengths: |_| (0, usize::from(BLOCK)),
        right: |_| vec![BLOCK; BLOCK.into()],
    },
    Subject {
        name: "ansi-x9.23",
        function: unpad_ansi_x923,
        leaky: leaky_ansi_x923,
        lengths: |_| (0, usize::from(BLOCK)),
        right: |_| {
            (0..BLOCK)
                .map(|at| if at == BLOCK - 1 { BLOCK } else { 0 })
                .collect()
        },
    },
];

/// The subject that is called so, or its twin if `leaky-` stands in front.
#[must_use]
pub fn find(name: &str) -> Option<(&'static Subject, Function)> {
    let plain = name.strip_prefix("leaky-");
    let subject = SUBJECTS
        .iter()
        .find(|subject| subject.name == plain.unwrap_or(name))?;
    Some((
        subject,
        if plain.is_some() {
            subject.leaky
        } else {
            subject.function
        },
    ))
}

const MESSAGE: &[u8] = b"The message is known to everybody.";

#[inline(never)]
fn compare(left: &[u8], right: &[u8]) -> u8 {
    u8::from(equal(left, right))
}

fn code<D: Digest>(key: &[u8]) -> Vec<u8> {
    hmac::hmac::<D>(key, MESSAGE).as_ref().to_vec()
}

#[inline(never)]
fn verify<D: Digest>(key: &[u8], code: &[u8]) -> u8 {
    u8::from(hmac::Key::<D>::new(key).verify(MESSAGE, code))
}

fn keyed(key: &[u8]) -> [u8; Blake2s::MAX_DIGEST_SIZE] {
    let mut code = [0; Blake2s::MAX_DIGEST_SIZE];
    let mut hash = Blake2s::new(&Parameters {
        key,
        ..Parameters::default()
    });
    hash.update(MESSAGE);
    hash.finish(&mut code);
    code
}

#[inline(never)]
fn verify_keyed(key: &[u8], code: &[u8]) -> u8 {
    u8::from(equal(&keyed(key), code))
}

/// The mask and the length are both secret: neither is branched on here.
fn folded(unpadded: Option<Unpadded>) -> u8 {
    let (length, right) = unpadded.expect("one block").masked();
    (right & 1) as u8 | (length as u8 & 0x80)
}

#[inline(never)]
fn unpad_pkcs7(_: &[u8], message: &[u8]) -> u8 {
    folded(pkcs7(message, black_box(BLOCK)))
}

#[inline(never)]
fn unpad_ansi_x923(_: &[u8], message: &[u8]) -> u8 {
    folded(ansi_x923(message, black_box(BLOCK)))
}

/// Stops at the first difference, one byte at a time.
#[inline(never)]
pub fn leaky_compare(left: &[u8], right: &[u8]) -> u8 {
    if left.len() != right.len() {
        return 0;
    }
    for (left, right) in left.iter().zip(right) {
        if left != right {
            return 0;
        }
    }
    1
}

#[inline(never)]
fn leaky_verify<D: Digest>(key: &[u8], code: &[u8]) -> u8 {
    leaky_compare(hmac::hmac::<D>(key, MESSAGE).as_ref(), code)
}

#[inline(never)]
fn leaky_verify_keyed(key: &[u8], code: &[u8]) -> u8 {
    leaky_compare(&keyed(key), code)
}

/// Looks at no more than the padding, and stops at the first wrong byte.
#[inline(never)]
fn leaky_pkcs7(_: &[u8], message: &[u8]) -> u8 {
    let count = message[message.len() - 1];
    if count == 0 || count > BLOCK {
        return 0;
    }
    u8::from(
        message[message.len() - usize::from(count)..]
            .iter()
            .all(|byte| *byte == count),
    )
}

/// Looks at no more than the padding, and stops at the first wrong byte.
#[inline(never)]
fn leaky_ansi_x923(_: &[u8], message: &[u8]) -> u8 {
    let count = message[message.len() - 1];
    if count == 0 || count > BLOCK {
        return 0;
    }
    u8::from(
        message[message.len() - usize::from(count)..message.len() - 1]
            .iter()
            .all(|byte| *byte == 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_agree() {
        for subject in &SUBJECTS {
            let (first, second) = (subject.lengths)(40);
            let first = vec![0x11; first];
            let mut right = (subject.right)(&first);
            assert_eq!(right.len(), second, "{}", subject.name);
            assert_eq!(
                [
                    (subject.function)(&first, &right),
                    (subject.leaky)(&first, &right)
                ],
                [1, 1]
            );
            right[5] ^= 0x40;
            assert_eq!(
                [
                    (subject.function)(&first, &right),
                    (subject.leaky)(&first, &right)
                ],
                [0, 0]
            );
        }
    }
}
