//! The backends: which there are, which one this machine takes, and how base64-simd is called.
//!
//! base64-simd chooses among AVX2, SSSE3, NEON, wasm SIMD and scalar code by itself; here it is one backend.

use core::mem::MaybeUninit;

use base64_simd::{AsOut, Base64, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// How the bulk of the data is processed. The results are the same; tests force each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// Table look-ups, one character at a time: runs everywhere.
    Scalar,
    /// The base64-simd crate, which takes the best instruction set that it finds at run time.
    Simd,
}

impl Backend {
    /// Every backend, for tests.
    pub const ALL: [Backend; 2] = [Backend::Scalar, Backend::Simd];

    /// The backend's name and the instruction set it uses here, for reports.
    pub fn describe(self) -> &'static str {
        match self {
            Backend::Scalar => "scalar",
            Backend::Simd => instruction_set(),
        }
    }
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fn instruction_set() -> &'static str {
    extern crate std;
    // The order in which base64-simd asks.
    if std::is_x86_feature_detected!("avx2") {
        "base64-simd (AVX2)"
    } else if std::is_x86_feature_detected!("ssse3") {
        "base64-simd (SSSE3)"
    } else {
        "base64-simd (portable)"
    }
}

#[cfg(target_arch = "aarch64")]
fn instruction_set() -> &'static str {
    "base64-simd (NEON)"
}

#[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
fn instruction_set() -> &'static str {
    "base64-simd (portable)"
}

/// An alphabet that base64-simd knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownAlphabet {
    /// `+` and `/` (RFC 4648 section 4).
    Standard,
    /// `-` and `_` (RFC 4648 section 5).
    UrlSafe,
}

impl KnownAlphabet {
    fn codec(self) -> &'static Base64 {
        match self {
            KnownAlphabet::Standard => &STANDARD_NO_PAD,
            KnownAlphabet::UrlSafe => &URL_SAFE_NO_PAD,
        }
    }
}

/// Encodes `input` without padding into the start of `window`.
///
/// # Panics
/// If `window` is too short.
#[inline]
pub fn encode<'b>(
    alphabet: KnownAlphabet,
    input: &[u8],
    window: &'b mut [MaybeUninit<u8>],
) -> &'b mut [u8] {
    alphabet.codec().encode(input, window.as_out())
}

/// Decodes whole quads of alphabet characters into the start of `window`; `None` if any other character is among them.
///
/// # Panics
/// If `window` is too short.
#[inline]
pub fn decode<'b>(
    alphabet: KnownAlphabet,
    quads: &[u8],
    window: &'b mut [MaybeUninit<u8>],
) -> Option<&'b mut [u8]> {
    alphabet.codec().decode(quads, window.as_out()).ok()
}
