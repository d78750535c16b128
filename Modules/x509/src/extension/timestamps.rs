//! When logs have seen a certificate (RFC 6962 section 3.3).
//!
//! In an OCTET STRING is a list in the notation of TLS: lengths of two bytes, no tags.

use der::{Error, ErrorKind, OctetString, Primitive, Reader, Result};

use crate::list::Decode;
use crate::rules;

/// Timestamps of one or more logs, all known to be whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedCertificateTimestamps<'a> {
    list: Bytes<'a>,
}

impl<'a> SignedCertificateTimestamps<'a> {
    /// The timestamps.
    pub fn iter(&self) -> impl Iterator<Item = SignedCertificateTimestamp<'a>> + Clone + use<'a> {
        let mut list = self.list;
        core::iter::from_fn(move || {
            // All were read before, so there is no error.
            if list.rest.is_empty() {
                None
            } else {
                SignedCertificateTimestamp::read(list.vector().ok()?).ok()
            }
        })
    }
}

impl<'a> Decode<'a> for SignedCertificateTimestamps<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(OctetString::TAG)?;
        let mut bytes = Bytes {
            rest: element.content(),
            offset: element.content_offset(),
        };
        let list = bytes.vector()?;
        bytes.finish()?;
        let (mut unread, mut index) = (list, 0);
        while !unread.rest.is_empty() {
            let timestamp = unread.vector().and_then(SignedCertificateTimestamp::read);
            timestamp.map_err(|error| error.in_index(index))?;
            index += 1;
        }
        Ok(SignedCertificateTimestamps { list })
    }
}

/// A log's promise to make a certificate public. Algorithms are numbered as in RFC 5246 section 7.4.1.4.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedCertificateTimestamp<'a> {
    /// The hash of the log's key.
    pub log_id: &'a [u8; 32],
    /// Milliseconds since the beginning of 1970, UTC.
    pub timestamp: u64,
    /// Unused.
    pub extensions: &'a [u8],
    /// With what hash it is signed.
    pub hash_algorithm: u8,
    /// With what kind of key it is signed.
    pub signature_algorithm: u8,
    /// The signature.
    pub signature: &'a [u8],
    /// All of it, as it is in the list.
    pub encoded: &'a [u8],
}

impl<'a> SignedCertificateTimestamp<'a> {
    fn read(mut bytes: Bytes<'a>) -> Result<Self> {
        let encoded = bytes.rest;
        let version_offset = bytes.offset;
        let [version] = *bytes.take()?;
        if version != 0 {
            return Err(Error::new(rules::TIMESTAMP_VERSION, version_offset));
        }
        let log_id = bytes.take()?;
        let timestamp = u64::from_be_bytes(*bytes.take()?);
        let extensions = bytes.vector()?.rest;
        let [hash_algorithm, signature_algorithm] = *bytes.take()?;
        let signature = bytes.vector()?.rest;
        bytes.finish()?;
        Ok(SignedCertificateTimestamp {
            log_id,
            timestamp,
            extensions,
            hash_algorithm,
            signature_algorithm,
            signature,
            encoded,
        })
    }
}

/// Bytes of the input, and where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bytes<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Bytes<'a> {
    fn take<const LEN: usize>(&mut self) -> Result<&'a [u8; LEN]> {
        let (taken, rest) = self
            .rest
            .split_first_chunk()
            .ok_or_else(|| self.cut_short())?;
        self.rest = rest;
        self.offset += LEN;
        Ok(taken)
    }

    /// Bytes behind their length.
    fn vector(&mut self) -> Result<Bytes<'a>> {
        let length_offset = self.offset;
        let len = usize::from(u16::from_be_bytes(*self.take()?));
        let Some((inside, rest)) = self.rest.split_at_checked(len) else {
            let kind = ErrorKind::LengthExceedsData {
                length: len as u64,
                left: self.rest.len(),
            };
            return Err(Error::new(kind, length_offset));
        };
        let inside = Bytes {
            rest: inside,
            offset: self.offset,
        };
        self.rest = rest;
        self.offset += len;
        Ok(inside)
    }

    fn finish(&self) -> Result<()> {
        match self.rest.len() {
            0 => Ok(()),
            left => Err(Error::new(ErrorKind::TrailingData { left }, self.offset)),
        }
    }

    #[cold]
    fn cut_short(&self) -> Error {
        Error::new(rules::TIMESTAMP_ENDS, self.offset + self.rest.len())
    }
}
