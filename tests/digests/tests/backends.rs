//! Our own cores against those of RustCrypto, from any state on.

use std::io::{self, Write as _};

use digests::{
    Backend, Digest, Md5, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Sha384, Sha512, cores,
    faster_than_openssl,
};
use digests_tests::shake;
use proptest::prelude::*;

/// The backends that this machine can run. What it cannot is named, so that nobody takes it for tested.
fn backends() -> Vec<Backend> {
    let (available, missing): (Vec<_>, Vec<_>) =
        Backend::ALL.into_iter().partition(|b| b.is_available());
    for backend in missing {
        // Not eprintln!, whose text the harness keeps to itself when a test passes; and all at once, as tests run side by side.
        let line = format!("SKIPPED: {backend:?} cannot be run here\n");
        _ = io::stderr().write_all(line.as_bytes());
    }
    available
}

/// FIPS 202 sections 4 and 6 by the letter, with the portable permutation. `domain` is the bits behind the message with the first
/// of the padding.
fn naive_sponge(rate: usize, domain: u8, data: &[u8], len: usize) -> Vec<u8> {
    let mut padded = data.to_vec();
    padded.push(domain);
    padded.resize(padded.len().next_multiple_of(rate), 0);
    *padded.last_mut().expect("a block") |= 0x80;
    let mut lanes = [0; 25];
    for block in padded.chunks(rate) {
        for (lane, word) in lanes.iter_mut().zip(block.chunks(8)) {
            *lane ^= u64::from_le_bytes(word.try_into().expect("eight bytes"));
        }
        cores::keccak_f1600(&mut lanes, Backend::Portable);
    }
    let mut output = Vec::new();
    while output.len() < len {
        output.extend(lanes[..rate / 8].iter().flat_map(|lane| lane.to_le_bytes()));
        cores::keccak_f1600(&mut lanes, Backend::Portable);
    }
    output.truncate(len);
    output
}

/// What follows a message of `length` bytes (RFC 1321 sections 3.1 and 3.2, FIPS 180-4 section 5.1.2, but for the byte order).
fn padding(length: usize, block: usize, count: &[u8]) -> Vec<u8> {
    let mut padding = vec![0x80];
    while (length + padding.len() + count.len()) % block != 0 {
        padding.push(0);
    }
    [&padding, count].concat()
}

proptest! {
    #[test]
    fn sha512(
        chain in any::<[u64; 8]>(),
        blocks in proptest::collection::vec(proptest::array::uniform32(any::<u32>()), 0..8),
    ) {
        let block = |words: &[u32; 32]| {
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
            <[u8; 128]>::try_from(bytes).expect("128 bytes")
        };
        let blocks: Vec<[u8; 128]> = blocks.iter().map(block).collect();
        let mut expected = chain;
        sha2::block_api::compress512(&mut expected, &blocks);
        for backend in backends() {
            let mut found = chain;
            cores::sha512(&mut found, &blocks, backend);
            prop_assert_eq!(found, expected, "{:?}", backend);
        }
    }

    #[test]
    fn sha512_behind_any_chain(
        chain in any::<[u64; 8]>(),
        data in proptest::collection::vec(any::<u8>(), 0..1000),
    ) {
        let length = 128 + data.len();
        let count = (8 * length as u128).to_be_bytes();
        let padded = [&data[..], &padding(length, 128, &count)].concat();
        let blocks: Vec<[u8; 128]> = padded
            .chunks(128)
            .map(|block| block.try_into().expect("a whole block"))
            .collect();
        let mut expected = chain;
        sha2::block_api::compress512(&mut expected, &blocks);
        let expected: Vec<u8> = expected.iter().flat_map(|word| word.to_be_bytes()).collect();
        prop_assert_eq!(&Sha512::hash_behind(&chain, &data)[..], &expected[..]);
        prop_assert_eq!(&Sha384::hash_behind(&chain, &data)[..], &expected[..48]);
    }

    #[test]
    fn md5_behind_any_chain(
        chain in any::<[u32; 4]>(),
        data in proptest::collection::vec(any::<u8>(), 0..500),
    ) {
        let length = 64 + data.len();
        let padded = [&data[..], &padding(length, 64, &(8 * length as u64).to_le_bytes())].concat();
        let blocks: Vec<[u8; 64]> = padded
            .chunks(64)
            .map(|block| block.try_into().expect("a whole block"))
            .collect();
        let mut expected = chain;
        md5::block_api::compress(&mut expected, &blocks);
        let expected: Vec<u8> = expected.iter().flat_map(|word| word.to_le_bytes()).collect();
        prop_assert_eq!(&Md5::hash_behind(&chain, &data)[..], &expected[..]);
    }

    #[test]
    fn keccak(lanes in proptest::collection::vec(any::<u64>(), 25)) {
        let lanes = <[u64; 25]>::try_from(lanes).expect("25 lanes");
        let mut expected = lanes;
        keccak::Keccak::new().with_f1600(|permutation| permutation(&mut expected));
        for backend in backends() {
            let mut found = lanes;
            cores::keccak_f1600(&mut found, backend);
            prop_assert_eq!(found, expected, "{:?}", backend);
        }
    }

    #[test]
    fn keccak_takes_up_blocks(
        lanes in proptest::collection::vec(any::<u64>(), 25),
        data in proptest::collection::vec(any::<u8>(), 0..700),
    ) {
        fn check<const RATE: usize>(lanes: [u64; 25], data: &[u8]) {
            let mut expected = lanes;
            for block in data.chunks_exact(RATE) {
                for (lane, word) in expected.iter_mut().zip(block.chunks_exact(8)) {
                    *lane ^= u64::from_le_bytes(word.try_into().expect("eight bytes"));
                }
                cores::keccak_f1600(&mut expected, Backend::Portable);
            }
            for backend in backends() {
                let mut found = lanes;
                cores::keccak_absorb::<RATE>(&mut found, data, backend);
                assert_eq!(found, expected, "{RATE} {backend:?}");
            }
        }
        let lanes = <[u64; 25]>::try_from(lanes).expect("25 lanes");
        check::<72>(lanes, &data);
        check::<104>(lanes, &data);
        check::<136>(lanes, &data);
        check::<144>(lanes, &data);
        check::<168>(lanes, &data);
    }

    #[test]
    fn sponges(data in proptest::collection::vec(any::<u8>(), 0..1000), len in 0_usize..500) {
        prop_assert_eq!(&Sha3_224::hash(&data)[..], naive_sponge(144, 0x06, &data, 28));
        prop_assert_eq!(&Sha3_256::hash(&data)[..], naive_sponge(136, 0x06, &data, 32));
        prop_assert_eq!(&Sha3_384::hash(&data)[..], naive_sponge(104, 0x06, &data, 48));
        prop_assert_eq!(&Sha3_512::hash(&data)[..], naive_sponge(72, 0x06, &data, 64));
        prop_assert_eq!(shake("shake_128", &data, len), naive_sponge(168, 0x1f, &data, len));
        prop_assert_eq!(shake("shake_256", &data, len), naive_sponge(136, 0x1f, &data, len));
    }
}

#[test]
fn preferences_follow_the_backend() {
    let has_kernels = Backend::best() == Backend::Avx512;
    assert_eq!(faster_than_openssl::sha512(), has_kernels);
    assert_eq!(faster_than_openssl::sha3(), has_kernels);
    // The same instructions.
    assert_eq!(faster_than_openssl::sha1(), faster_than_openssl::sha256());
    assert!(faster_than_openssl::md5() || cfg!(not(target_arch = "x86_64")));
}
