//! Which hash functions are, on this processor, at least as fast as those of OpenSSL 3, for messages of every length.
//!
//! Measured through Python, in one process, against `_hashlib` of CPython 3.15 with OpenSSL 3.0.19, for messages of 16 bytes to
//! 1 MiB, on an AMD EPYC with Zen 4 cores. Where nothing was measured, which is on every other architecture, nothing is claimed.
//! Short messages are faster everywhere, as less surrounds a block here; what decides is long ones, for which OpenSSL has
//! assembly.

/// MD5.
#[must_use]
pub fn md5() -> bool {
    false
}

/// SHA-1: with the SHA extensions long messages take the same time, and short ones less than half.
#[must_use]
#[inline]
pub fn sha1() -> bool {
    has_sha_extensions()
}

/// SHA-224 and SHA-256: with the SHA extensions long messages take the same time, and short ones less than half.
#[must_use]
#[inline]
pub fn sha256() -> bool {
    has_sha_extensions()
}

/// SHA-384 and SHA-512.
#[must_use]
pub fn sha512() -> bool {
    false
}

/// SHA-3 and SHAKE.
#[must_use]
pub fn sha3() -> bool {
    false
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
