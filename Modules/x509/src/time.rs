//! Times (RFC 5280 section 4.1.2.5).

use der::{
    DateTime, Element, Error, ErrorKind, GeneralizedTime, Primitive, Reader, Result, Tag, UtcTime,
};

use crate::list::Decode;
use crate::rules;

/// A UTCTime or a GeneralizedTime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time<'a> {
    /// The moment, in UTC.
    pub date_time: DateTime,
    /// The contents octets: `260102030405Z`.
    pub content: &'a [u8],
}

impl<'a> Time<'a> {
    /// `Time OPTIONAL`
    #[inline]
    pub(crate) fn decode_optional(reader: &mut Reader<'a>) -> Result<Option<Time<'a>>> {
        let is_next = reader.is_next(UtcTime::TAG) || reader.is_next(GeneralizedTime::TAG);
        if is_next {
            Self::decode(reader).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A GeneralizedTime in a place where no other time is allowed, such as those of OCSP.
    #[inline]
    pub(crate) fn read_generalized(reader: &mut Reader<'a>) -> Result<Time<'a>> {
        generalized(reader.read_tagged(Tag::GENERALIZED_TIME)?)
    }

    /// `[number] IMPLICIT GeneralizedTime OPTIONAL`
    #[inline]
    pub(crate) fn read_optional_implicit(
        reader: &mut Reader<'a>,
        number: u32,
    ) -> Result<Option<Time<'a>>> {
        reader
            .read_optional_tagged(Tag::context_primitive(number))?
            .map(generalized)
            .transpose()
    }
}

/// A GeneralizedTime: strictly read, one of whole seconds.
#[inline]
fn generalized(element: Element<'_>) -> Result<Time<'_>> {
    let date_time = element.value::<GeneralizedTime>()?.date_time();
    match element.content().iter().position(|&byte| byte == b'.') {
        Some(point) if element.rules().is_strict() => Err(Error::new(
            rules::FRACTION_OF_SECOND,
            element.content_offset() + point,
        )),
        _ => Ok(Time {
            date_time,
            content: element.content(),
        }),
    }
}

impl<'a> Decode<'a> for Time<'a> {
    #[inline]
    fn decode(reader: &mut Reader<'a>) -> Result<Self> {
        if reader.is_next(UtcTime::TAG) {
            let element = reader.read_tagged(UtcTime::TAG)?;
            let date_time = element.value::<UtcTime>()?.date_time();
            return Ok(Time {
                date_time,
                content: element.content(),
            });
        }
        if !reader.is_next(GeneralizedTime::TAG) {
            return Err(expected_time(reader));
        }
        Self::read_generalized(reader)
    }
}

#[cold]
fn expected_time(reader: &Reader<'_>) -> Error {
    let expected = "Time";
    match reader.peek_tag() {
        Err(error) => error,
        Ok(None) => reader.error(ErrorKind::MissingAlternative { expected }),
        Ok(Some(found)) => reader.error(ErrorKind::UnexpectedAlternative { expected, found }),
    }
}
