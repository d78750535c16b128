//! Private keys (RFC 5958 section 2, which is PKCS #8 and a little more).

use der::{BitString, ObjectIdentifier, OctetString, Reader, Result, Rules, Tag};

use crate::algorithm::AlgorithmIdentifier;
use crate::certificate::check_version;
use crate::list::{Decode, SequenceOf, Size};
use crate::rules;
use crate::text::Any;

/// A private key and the algorithm that it is for: a PrivateKeyInfo, or a OneAsymmetricKey, which may have the public key too.
#[derive(Clone, Debug)]
pub struct PrivateKeyInfo<'a> {
    /// 1 or 2: one more than what is encoded. Leniently read, any number.
    pub version: i64,
    /// The algorithm.
    pub private_key_algorithm: AlgorithmIdentifier<'a>,
    /// The key, in a form that depends on the algorithm.
    pub private_key: &'a [u8],
    /// More about the key.
    pub attributes: Option<SequenceOf<'a, Attribute<'a>>>,
    /// The public key.
    pub public_key: Option<BitString<'a>>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> PrivateKeyInfo<'a> {
    /// Reads data that is a PrivateKeyInfo and nothing else.
    ///
    /// # Errors
    /// What is wrong with it, and trailing data.
    pub fn from_der(data: &'a [u8], rules: Rules) -> Result<Self> {
        Reader::read_all(data, rules, Self::decode)
    }
}

impl<'a> Decode<'a> for PrivateKeyInfo<'a> {
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let version = inside.field(&"version", |reader| {
            check_version(reader, 0..=1, rules::PRIVATE_KEY_VERSION)
        })? + 1;
        let private_key_algorithm =
            inside.field(&"privateKeyAlgorithm", AlgorithmIdentifier::decode)?;
        let OctetString(private_key) = inside.field(&"privateKey", Reader::read)?;
        let attributes = inside.field(&"attributes", |reader| {
            let attributes = reader.read_optional_tagged(Tag::context(0))?;
            attributes
                .map(|attributes| SequenceOf::checked_set(attributes, Size::Any))
                .transpose()
        })?;
        let public_key = inside.field(&"publicKey", |reader| {
            if reader.rules().is_strict() && version != 2 && reader.is_next(Tag::context(1)) {
                return Err(reader.error(rules::PUBLIC_KEY_VERSION));
            }
            reader.read_optional_implicit(1)
        })?;
        inside.finish()?;
        let encoded = element.encoded();
        Ok(PrivateKeyInfo {
            version,
            private_key_algorithm,
            private_key,
            attributes,
            public_key,
            encoded,
        })
    }
}

/// An attribute with any number of values.
#[derive(Clone, Debug)]
pub struct Attribute<'a> {
    /// What it is.
    pub oid: ObjectIdentifier<'a>,
    /// The values, of a type that depends on the attribute.
    pub values: SequenceOf<'a, Value<'a>>,
    /// The encoding.
    pub encoded: &'a [u8],
}

impl<'a> Decode<'a> for Attribute<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        let element = reader.read_tagged(Tag::SEQUENCE)?;
        let mut inside = element.elements()?;
        let oid = inside.field(&"type", Reader::read)?;
        let values = inside.field(&"values", |reader| {
            SequenceOf::read_set(reader, Size::AtLeastOne)
        })?;
        inside.finish()?;
        Ok(Attribute {
            oid,
            values,
            encoded: element.encoded(),
        })
    }
}

/// The encoding of a value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a>(pub &'a [u8]);

impl<'a> Decode<'a> for Value<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        Any::decode(reader).map(|Any(element)| Value(element.encoded()))
    }
}
