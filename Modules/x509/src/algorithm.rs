//! Algorithms and public keys (RFC 5280 sections 4.1.1.2 and 4.1.2.7).

use der::{BitString, ObjectIdentifier, Reader, Result, Rules, Tag};

use crate::list::Decode;
use crate::text::Any;

/// Which algorithm, and with which parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlgorithmIdentifier<'a> {
    /// The algorithm.
    pub oid: ObjectIdentifier<'a>,
    /// The encoding of its parameters, whose type depends on the algorithm.
    pub parameters: Option<&'a [u8]>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Decode<'a> for AlgorithmIdentifier<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let oid = inside.field(&"algorithm", Reader::read)?;
        let parameters = if inside.is_at_end() {
            None
        } else {
            Some(inside.field(&"parameters", Any::decode)?.0.encoded())
        };
        inside.finish()?;
        Ok(AlgorithmIdentifier {
            oid,
            parameters,
            encoded: element.encoded(),
        })
    }
}

/// A public key and the algorithm that it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectPublicKeyInfo<'a> {
    /// The algorithm.
    pub algorithm: AlgorithmIdentifier<'a>,
    /// The key, in a form that depends on the algorithm.
    pub subject_public_key: BitString<'a>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> SubjectPublicKeyInfo<'a> {
    /// Reads data that is a SubjectPublicKeyInfo and nothing else.
    ///
    /// # Errors
    /// What is wrong with it, and trailing data.
    pub fn from_der(data: &'a [u8], rules: Rules) -> Result<Self> {
        Reader::read_all(data, rules, Self::decode)
    }
}

impl<'a> Decode<'a> for SubjectPublicKeyInfo<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let algorithm = inside.field(&"algorithm", AlgorithmIdentifier::decode)?;
        let subject_public_key = inside.field(&"subjectPublicKey", Reader::read)?;
        inside.finish()?;
        Ok(SubjectPublicKeyInfo {
            algorithm,
            subject_public_key,
            encoded: element.encoded(),
        })
    }
}
