//! Where to find out more (RFC 5280 section 4.2.2).

use der::{ObjectIdentifier, Reader, Result};

use crate::general_name::GeneralName;
use crate::list::{Decode, SequenceOf, Size};

/// A way to information about the issuer or the subject.
#[derive(Clone, Debug)]
pub struct AccessDescription<'a> {
    /// What is found there, and how it is asked for.
    pub access_method: ObjectIdentifier<'a>,
    /// Where it is.
    pub access_location: GeneralName<'a>,
}

impl<'a> Decode<'a> for AccessDescription<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        reader.sequence(|reader| {
            Ok(AccessDescription {
                access_method: reader.field(&"accessMethod", Reader::read)?,
                access_location: reader.field(&"accessLocation", GeneralName::decode)?,
            })
        })
    }
}

pub(super) fn read_access_descriptions<'a>(
    reader: &mut Reader<'a>,
) -> Result<SequenceOf<'a, AccessDescription<'a>>> {
    SequenceOf::read(reader, Size::AtLeastOne)
}
