//! BLAKE2 against what its authors published, and its limits.

use digests::blake2::{Blake2b, Blake2s, Parameters};
use digests_tests::{blake2, hash, hex};

/// Bytes 0, 1, 2 …
fn counted(len: usize) -> Vec<u8> {
    (0..len).map(|byte| byte as u8).collect()
}

#[test]
fn keyed_reference_vectors() {
    // blake2b-kat.txt and blake2s-kat.txt of the reference implementation, as they come with the crate blake2 0.11.0 in
    // tests/data/*_mac_kat.blb. Here is SHA-256 of their 256 digests one behind the other.
    for (name, key_size, digests) in [
        (
            "blake2b",
            64,
            "1ea7031a5a7e30868be784ec976e5b9677f27f22079303b158623d277187d4b0",
        ),
        (
            "blake2s",
            32,
            "8ae17a963349019d1c56c0b7834abbbb1639980ef84b6a0438326402db47f02f",
        ),
    ] {
        let key = counted(key_size);
        let parameters = Parameters {
            key: &key,
            ..Parameters::default()
        };
        let all: Vec<u8> = (0..256)
            .flat_map(|len| blake2(name, &parameters, &counted(len)))
            .collect();
        assert_eq!(hex(&hash("sha256", &all)), digests, "{name}");
    }
}

#[test]
fn without_parameters() {
    let message = counted(300);
    for len in [0, 1, 64, 65, 128, 129, 300] {
        let mut digests = [[0; 64]; 2];
        for (digest, mut state) in digests
            .iter_mut()
            .zip([Blake2b::unkeyed(), Blake2b::new(&Parameters::default())])
        {
            state.update(&message[..len]);
            state.finish(digest);
        }
        assert_eq!(digests[0], digests[1], "BLAKE2b of {len} bytes");
        let mut digests = [[0; 32]; 2];
        for (digest, mut state) in digests
            .iter_mut()
            .zip([Blake2s::unkeyed(), Blake2s::new(&Parameters::default())])
        {
            state.update(&message[..len]);
            state.finish(digest);
        }
        assert_eq!(digests[0], digests[1], "BLAKE2s of {len} bytes");
    }
}

#[test]
fn rfc_7693_self_test() {
    // Appendix E: digests of many sizes, with and without keys, hashed together.
    for (name, digest_sizes, lens, expected) in [
        (
            "blake2b",
            [20, 32, 48, 64],
            [0, 3, 128, 129, 255, 1024],
            "c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475",
        ),
        (
            "blake2s",
            [16, 20, 28, 32],
            [0, 3, 64, 65, 255, 1024],
            "6a411f08ce25adcdfb02aba641451cec53c598b24f4fc787fbdc88797f4c1dfe",
        ),
    ] {
        let mut all = Vec::new();
        for size in digest_sizes {
            for len in lens {
                let (data, key) = (fibonacci(len), fibonacci(size));
                for key in [&[], &key[..]] {
                    let parameters = Parameters {
                        digest_size: Some(size),
                        key,
                        ..Parameters::default()
                    };
                    all.extend(blake2(name, &parameters, &data));
                }
            }
        }
        let parameters = Parameters {
            digest_size: Some(32),
            ..Parameters::default()
        };
        assert_eq!(hex(&blake2(name, &parameters, &all)), expected, "{name}");
    }
}

/// The deterministic sequence of appendix E, whose seed is its length.
fn fibonacci(len: usize) -> Vec<u8> {
    let (mut a, mut b) = (0xdead_4bad_u32.wrapping_mul(len as u32), 1_u32);
    let next = |_| {
        (a, b) = (b, a.wrapping_add(b));
        (b >> 24) as u8
    };
    (0..len).map(next).collect()
}

#[test]
fn parameters_that_there_is_no_room_for() {
    let long = [0; 256];
    macro_rules! panics {
        ($blake2:ident, $($field:ident: $largest:expr, $too_large:expr;)*) => {$({
            let with = |value| $blake2::new(&Parameters { $field: value, ..Parameters::default() });
            let _ = with($largest);
            assert!(std::panic::catch_unwind(|| with($too_large)).is_err(), stringify!($field));
        })*};
    }
    panics! {
        Blake2b,
        digest_size: Some(64), Some(65);
        digest_size: Some(1), Some(0);
        key: &long[..64], &long[..65];
        salt: &long[..16], &long[..17];
        person: &long[..16], &long[..17];
        inner_size: 64, 65;
    }
    panics! {
        Blake2s,
        digest_size: Some(32), Some(33);
        digest_size: Some(1), Some(0);
        key: &long[..32], &long[..33];
        salt: &long[..8], &long[..9];
        person: &long[..8], &long[..9];
        inner_size: 32, 33;
        node_offset: Blake2s::MAX_NODE_OFFSET, 1 << 48;
    }
    let _ = Blake2b::new(&Parameters {
        node_offset: u64::MAX,
        ..Parameters::default()
    });
}

#[test]
fn sizes() {
    assert_eq!(
        [
            Blake2b::BLOCK_SIZE,
            Blake2b::MAX_DIGEST_SIZE,
            Blake2b::MAX_KEY_SIZE
        ],
        [128, 64, 64]
    );
    assert_eq!(
        [
            Blake2s::BLOCK_SIZE,
            Blake2s::MAX_DIGEST_SIZE,
            Blake2s::MAX_KEY_SIZE
        ],
        [64, 32, 32]
    );
    assert_eq!([Blake2b::SALT_SIZE, Blake2b::PERSON_SIZE], [16, 16]);
    assert_eq!([Blake2s::SALT_SIZE, Blake2s::PERSON_SIZE], [8, 8]);
}
