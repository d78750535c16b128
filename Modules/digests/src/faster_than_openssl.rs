//! Which hash functions are, on this processor, at least as fast as those of OpenSSL 3, for messages of every length.
//!
//! Measured through Python, in one process, against `_hashlib` of CPython 3.15 with OpenSSL 3.0.19, for messages of 16 bytes to
//! 1 MiB, on an AMD EPYC with Zen 4 cores. Short messages are faster everywhere, as less surrounds a block here; what decides is long
//! ones, for which OpenSSL has assembly. Where nothing was measured, which is on every other architecture, nothing is claimed.

use crate::Backend;

/// MD5, on x86-64: 2.2 times as fast for 16 bytes, 1.05 times from 64 KiB on. It takes no special instructions.
#[must_use]
#[inline]
pub fn md5() -> bool {
    cfg!(target_arch = "x86_64")
}

/// SHA-1, with the SHA extensions: 2.6 times as fast for 16 bytes, the same from 64 KiB on.
#[must_use]
#[inline]
pub fn sha1() -> bool {
    has_sha_extensions()
}

/// SHA-224 and SHA-256, with the SHA extensions: 2.4 times as fast for 16 bytes, the same from 64 KiB on.
#[must_use]
#[inline]
pub fn sha256() -> bool {
    has_sha_extensions()
}

/// SHA-384 and SHA-512, with AVX-512: 1.7 times as fast for 16 bytes, 1.1 times from 64 KiB on. Without, long messages are at 0.7.
#[must_use]
#[inline]
pub fn sha512() -> bool {
    Backend::best() == Backend::Avx512
}

/// SHA-3 and SHAKE, with AVX-512: 1.9 times as fast for 16 bytes, 1.2 times from 64 KiB on. Without, long messages are at 0.8.
#[must_use]
#[inline]
pub fn sha3() -> bool {
    Backend::best() == Backend::Avx512
}

/// Whether the crates that SHA-1 and SHA-256 come from use the SHA extensions: what they ask the processor for.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fn has_sha_extensions() -> bool {
    extern crate std;
    std::is_x86_feature_detected!("sha")
        && std::is_x86_feature_detected!("ssse3")
        && std::is_x86_feature_detected!("sse4.1")
}

#[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
fn has_sha_extensions() -> bool {
    false
}
