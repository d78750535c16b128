//! Hexadecimal digits (Base16: RFC 4648 section 8), in either case, with separators and characters to skip.

mod decode;
mod encode;

pub use decode::{DecodeError, Decoder};
pub use encode::{Case, CountedFrom, Encoder, Separator};
