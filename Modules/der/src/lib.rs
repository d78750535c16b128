//! ASN.1 in the distinguished encoding rules (X.690): a reader and a writer that copy and allocate nothing.
//!
//! A [`Reader`] goes through an encoding element by element; what it gives out borrows from the input. [`validate`] checks
//! a whole tree without knowing its types. A [`Writer`] fills a buffer from its end, so that each length is known when
//! it is written. An [`Error`] says what is wrong, at which byte, and in which field.
//!
//! Nothing here panics on bad input, nesting ends at [`MAX_DEPTH`], and time is linear in the input's length.
//!
//! ```
//! use der::{Integer, Reader, Rules};
//!
//! // SEQUENCE { version INTEGER, critical BOOLEAN }
//! let mut reader = Reader::new(b"\x30\x06\x02\x01\x02\x01\x01\xfe", Rules::Strict);
//! let error = reader
//!     .sequence(|reader| {
//!         let version = reader.field(&"version", Reader::read::<Integer>)?;
//!         let critical = reader.field(&"critical", Reader::read::<bool>)?;
//!         Ok((version.to_i64(), critical))
//!     })
//!     .unwrap_err();
//! assert_eq!(error.to_string(), "critical: BOOLEAN 0xfe is neither 0x00 nor 0xff, at byte 7");
//! ```

#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

mod bit_string;
mod content;
mod date_time;
mod element;
mod error;
mod header;
mod integer;
mod object_identifier;
mod path;
mod reader;
mod rules;
mod simple;
mod strings;
mod tag;
mod time;
mod validate;
mod writer;

pub use bit_string::BitString;
pub use content::{Content, Primitive};
pub use date_time::DateTime;
pub use element::Element;
pub use error::{Error, ErrorKind, Result};
pub use integer::{Enumerated, Integer};
pub use object_identifier::{Arcs, ObjectIdentifier, RelativeOid};
pub use path::{Name, Path};
pub use reader::Reader;
pub use rules::{MAX_DEPTH, Rules};
pub use simple::{Null, OctetString};
pub use strings::{
    BmpString, CharacterString, Chars, GeneralString, GraphicString, Ia5String, NumericString,
    PrintableString, StringKind, TeletexString, UniversalString, Utf8String, VideotexString,
    VisibleString,
};
pub use tag::{Class, Tag};
pub use time::{GeneralizedTime, UtcTime};
pub use validate::validate;
pub use writer::{BufferTooSmall, ForbiddenCharacter, NotAnObjectIdentifier, Writer};
