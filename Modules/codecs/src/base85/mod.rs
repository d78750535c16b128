//! Base85 with the alphabet of RFC 1924, as Mercurial and Git use it for bytes, that of ZeroMQ's Z85 (RFC 32 of ZeroMQ), or any
//! other.

mod alphabet;
mod decode;
mod encode;

pub use crate::radix85::LoneDigit;
pub use alphabet::{DecodeTable, EncodeAlphabet};
pub use decode::{DecodeError, Decoder};
pub use encode::Encoder;
