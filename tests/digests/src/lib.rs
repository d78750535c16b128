//! What the tests of `digests` share.

use digests::blake2::{Blake2b, Blake2s, Parameters};
use digests::{
    Blake2b512, Blake2s256, Digest, Md5, Sha1, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Sha224,
    Sha256, Sha384, Sha512, Shake128, Shake256, hmac, pbkdf2,
};

/// Calls a function that is generic in the digest with the one that Python calls `name`.
macro_rules! for_digest {
    ($name:expr, $function:ident($($argument:expr),*)) => {
        match $name {
            "md5" => $function::<Md5>($($argument),*),
            "sha1" => $function::<Sha1>($($argument),*),
            "sha224" => $function::<Sha224>($($argument),*),
            "sha256" => $function::<Sha256>($($argument),*),
            "sha384" => $function::<Sha384>($($argument),*),
            "sha512" => $function::<Sha512>($($argument),*),
            "sha3_224" => $function::<Sha3_224>($($argument),*),
            "sha3_256" => $function::<Sha3_256>($($argument),*),
            "sha3_384" => $function::<Sha3_384>($($argument),*),
            "sha3_512" => $function::<Sha3_512>($($argument),*),
            "blake2b" => $function::<Blake2b512>($($argument),*),
            "blake2s" => $function::<Blake2s256>($($argument),*),
            other => panic!("no digest is called {other}"),
        }
    };
}

/// The digests of one length, by Python's names.
pub const NAMES: [&str; 12] = [
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384",
    "sha3_512", "blake2b", "blake2s",
];

/// The digest of `data`.
pub fn hash(name: &str, data: &[u8]) -> Vec<u8> {
    fn hash<D: Digest>(data: &[u8]) -> Vec<u8> {
        D::hash(data).as_ref().to_vec()
    }
    for_digest!(name, hash(data))
}

/// The digest of `parts` one behind the other; in between, the state is cloned, and asked for a digest.
pub fn hash_parts(name: &str, parts: &[&[u8]]) -> Vec<u8> {
    fn hash<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        let mut state = D::new();
        for (index, part) in parts.iter().enumerate() {
            let before = parts[..index].concat();
            assert_eq!(
                state.finish().as_ref(),
                D::hash(&before).as_ref(),
                "behind {index} parts"
            );
            let mut other = state.clone();
            other.update(b"what the clone takes up is not in the original");
            state.update(part);
        }
        state.finish().as_ref().to_vec()
    }
    for_digest!(name, hash(parts))
}

/// The digest of `data` in pieces of `len` bytes.
pub fn hash_in_pieces(name: &str, data: &[u8], len: usize) -> Vec<u8> {
    fn hash<D: Digest>(data: &[u8], len: usize) -> Vec<u8> {
        let mut state = D::new();
        data.chunks(len).for_each(|piece| state.update(piece));
        state.finish().as_ref().to_vec()
    }
    for_digest!(name, hash(data, len))
}

/// The code of `message`, in each of the ways in which there is one.
pub fn hmac(name: &str, key: &[u8], message: &[u8]) -> Vec<u8> {
    fn code<D: Digest>(key: &[u8], message: &[u8]) -> Vec<u8> {
        let whole = hmac::hmac::<D>(key, message);
        let key = hmac::Key::<D>::new(key);
        let mut state = hmac::Hmac::new(key.clone());
        for part in message.chunks(message.len() / 3 + 1) {
            state.update(part);
        }
        assert_eq!(state.finish().as_ref(), whole.as_ref());
        assert!(key.verify(message, whole.as_ref()) && state.verify(whole.as_ref()));
        for wrong in 0..D::DIGEST_SIZE {
            let mut code = whole;
            code.as_mut()[wrong] ^= 1 << (wrong % 8);
            assert!(!key.verify(message, code.as_ref()) && !state.verify(code.as_ref()));
        }
        let shorter = &whole.as_ref()[1..];
        assert!(!key.verify(message, shorter) && !state.verify(shorter));
        whole.as_ref().to_vec()
    }
    for_digest!(name, code(key, message))
}

/// A key of `len` bytes.
pub fn pbkdf2(name: &str, password: &[u8], salt: &[u8], iterations: u64, len: usize) -> Vec<u8> {
    fn derive<D: Digest>(password: &[u8], salt: &[u8], iterations: u64, key: &mut [u8]) {
        let iterations = iterations.try_into().expect("at least one iteration");
        pbkdf2::pbkdf2_hmac::<D>(password, salt, iterations, key).expect("a short key");
    }
    let mut key = vec![0; len];
    for_digest!(name, derive(password, salt, iterations, &mut key));
    key
}

/// A key of `len` bytes. The memory is not clean before, and must be afterwards.
pub fn scrypt(password: &[u8], salt: &[u8], cost: [u64; 3], len: usize) -> Vec<u8> {
    let [n, r, p] = cost;
    let cost = digests::scrypt::Cost::new(n, r as u32, p as u32).expect("an allowed cost");
    let mut memory = vec![0xa5; cost.memory()];
    let mut key = vec![0; len];
    digests::scrypt::scrypt(password, salt, cost, &mut memory, &mut key).expect("a short key");
    assert!(memory.iter().all(|byte| *byte == 0));
    key
}

/// `len` bytes of SHAKE; in parts, which makes no difference.
pub fn shake(name: &str, data: &[u8], len: usize) -> Vec<u8> {
    let (mut whole, mut parted) = (vec![0; len], vec![0; len]);
    macro_rules! both {
        ($shake:ty) => {{
            <$shake>::hash(data, &mut whole);
            let mut state = <$shake>::new();
            for part in data.chunks(data.len() / 3 + 1) {
                state.update(part);
                state.clone().update(b"not in the original");
            }
            state.finish(&mut parted);
        }};
    }
    match name {
        "shake_128" => both!(Shake128),
        "shake_256" => both!(Shake256),
        other => panic!("no function is called {other}"),
    }
    assert_eq!(whole, parted);
    whole
}

/// BLAKE2 with parameters; in parts, which makes no difference.
pub fn blake2(name: &str, parameters: &Parameters<'_>, data: &[u8]) -> Vec<u8> {
    macro_rules! digest {
        ($blake2:ty) => {{
            let mut state = <$blake2>::new(parameters);
            for part in data.chunks(data.len() / 3 + 1) {
                state.update(part);
            }
            let mut digest = vec![0; state.digest_size()];
            state.finish(&mut digest);
            digest
        }};
    }
    match name {
        "blake2b" => digest!(Blake2b),
        "blake2s" => digest!(Blake2s),
        other => panic!("no function is called {other}"),
    }
}

/// Bytes from hexadecimal digits.
pub fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len() % 2 == 0, "{text}");
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("two hexadecimal digits");
    (0..text.len()).step_by(2).map(byte).collect()
}

/// Hexadecimal digits of bytes.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The 100 results of the Monte Carlo test of SHA-1 and SHA-2 (SHAVS section 6.4; three digests are one message), or of SHA-3
/// (SHA3VS section 6.2.3; one digest is).
pub fn monte_carlo(hash: impl Fn(&[u8]) -> Vec<u8>, seed: &[u8], three: bool) -> Vec<Vec<u8>> {
    let mut seed = seed.to_vec();
    let mut results = Vec::new();
    for _ in 0..100 {
        let mut last = [seed.clone(), seed.clone(), seed];
        for _ in 0..1000 {
            let next = if three {
                hash(&last.concat())
            } else {
                hash(&last[2])
            };
            last.rotate_left(1);
            last[2] = next;
        }
        [_, _, seed] = last;
        results.push(seed.clone());
    }
    results
}
