//! How base64-simd is called.
//!
//! It chooses among AVX2, SSSE3, NEON, wasm SIMD and scalar code by itself: what [`Backend::Simd`](super::Backend) means.

use core::mem::MaybeUninit;

use base64_simd::{AsOut, Base64, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

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
