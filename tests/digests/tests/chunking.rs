//! A message in parts has the digest that it has as a whole.

use digests::Digest;
use digests_tests::{NAMES, hash, hash_parts, hmac, shake};
use proptest::prelude::*;

/// `data` in parts that end at `ends`, in whatever order these come.
fn parts<'a>(data: &'a [u8], ends: &[usize]) -> Vec<&'a [u8]> {
    let mut ends: Vec<usize> = ends.iter().map(|end| end % (data.len() + 1)).collect();
    ends.push(data.len());
    ends.sort_unstable();
    let mut start = 0;
    let part = |end| &data[std::mem::replace(&mut start, end)..end];
    ends.into_iter().map(part).collect()
}

proptest! {
    #[test]
    fn parts_are_as_the_whole(
        data in proptest::collection::vec(any::<u8>(), 0..1000),
        ends in proptest::collection::vec(any::<usize>(), 0..8),
    ) {
        for name in NAMES {
            prop_assert_eq!(hash_parts(name, &parts(&data, &ends)), hash(name, &data));
        }
    }

    #[test]
    fn codes_are_made_as_rfc_2104_says(
        key in proptest::collection::vec(any::<u8>(), 0..300),
        message in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        for name in NAMES {
            prop_assert_eq!(hmac(name, &key, &message), naive_hmac(name, &key, &message));
        }
    }

    #[test]
    fn a_shorter_shake_begins_a_longer_one(
        data in proptest::collection::vec(any::<u8>(), 0..500),
        len in 0_usize..600,
    ) {
        for name in ["shake_128", "shake_256"] {
            prop_assert_eq!(&shake(name, &data, 600)[..len], shake(name, &data, len));
        }
    }
}

/// RFC 2104 section 2 by the letter.
fn naive_hmac(name: &str, key: &[u8], message: &[u8]) -> Vec<u8> {
    let block = match name {
        "sha384" | "sha512" | "blake2b" => 128,
        "sha3_224" => 144,
        "sha3_256" => 136,
        "sha3_384" => 104,
        "sha3_512" => 72,
        _ => 64,
    };
    let mut key = if key.len() > block {
        hash(name, key)
    } else {
        key.to_vec()
    };
    key.resize(block, 0);
    let padded = |with: u8| key.iter().map(|byte| byte ^ with).collect::<Vec<u8>>();
    let inner = hash(name, &[&padded(0x36), message].concat());
    hash(name, &[padded(0x5c), inner].concat())
}

#[test]
fn every_pair_of_short_parts() {
    let data: Vec<u8> = (0..300).map(|at| (at * 7 % 251) as u8).collect();
    for name in NAMES {
        for len in 0..data.len() {
            let expected = hash(name, &data[..len]);
            for end in [
                0,
                1,
                55,
                56,
                63,
                64,
                65,
                72,
                111,
                112,
                127,
                128,
                129,
                136,
                144,
                len / 2,
            ] {
                let (first, second) = data[..len].split_at(end.min(len));
                assert_eq!(
                    hash_parts(name, &[first, second]),
                    expected,
                    "{name} {len} {end}"
                );
            }
        }
    }
}

#[test]
fn sizes_are_those_of_the_standards() {
    fn sizes<D: Digest>() -> (usize, usize) {
        assert_eq!(D::new().finish().as_ref().len(), D::DIGEST_SIZE);
        (D::BLOCK_SIZE, D::DIGEST_SIZE)
    }
    assert_eq!(sizes::<digests::Md5>(), (64, 16));
    assert_eq!(sizes::<digests::Sha1>(), (64, 20));
    assert_eq!(sizes::<digests::Sha224>(), (64, 28));
    assert_eq!(sizes::<digests::Sha256>(), (64, 32));
    assert_eq!(sizes::<digests::Sha384>(), (128, 48));
    assert_eq!(sizes::<digests::Sha512>(), (128, 64));
    assert_eq!(sizes::<digests::Sha3_224>(), (144, 28));
    assert_eq!(sizes::<digests::Sha3_256>(), (136, 32));
    assert_eq!(sizes::<digests::Sha3_384>(), (104, 48));
    assert_eq!(sizes::<digests::Sha3_512>(), (72, 64));
    assert_eq!(sizes::<digests::Blake2b512>(), (128, 64));
    assert_eq!(sizes::<digests::Blake2s256>(), (64, 32));
    assert_eq!(
        (digests::Shake128::BLOCK_SIZE, digests::Shake256::BLOCK_SIZE),
        (168, 136)
    );
}
