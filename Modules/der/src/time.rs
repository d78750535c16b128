//! UTCTime and GeneralizedTime (X.680 sections 46 and 47, X.690 sections 11.7 and 11.8).

use crate::content::{Content, Primitive};
use crate::date_time::DateTime;
use crate::error::{ErrorKind, Result};
use crate::tag::Tag;
use crate::writer::Writer;

/// A time with a year of two digits, which are of the years 1950 to 2049 (RFC 5280 section 4.1.2.5.1): `991231235959Z`.
///
/// Leniently read, the seconds may be missing, and for `Z` may stand how far a local time is ahead of UTC: `+0100`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UtcTime(DateTime);

impl UtcTime {
    /// None if the year is before 1950 or after 2049.
    pub const fn new(date_time: DateTime) -> Option<UtcTime> {
        if matches!(date_time.year(), 1950..=2049) {
            Some(UtcTime(date_time))
        } else {
            None
        }
    }

    /// The moment.
    #[inline]
    pub const fn date_time(self) -> DateTime {
        self.0
    }
}

/// A time with a year of four digits: `20501231235959.5Z`. What a fraction has beyond microseconds is cut off.
///
/// Leniently read, the seconds may be missing, and for `Z` may stand how far a local time is ahead of UTC: `+0100`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GeneralizedTime(DateTime);

impl GeneralizedTime {
    /// Every moment has one.
    pub const fn new(date_time: DateTime) -> GeneralizedTime {
        GeneralizedTime(date_time)
    }

    /// The moment.
    #[inline]
    pub const fn date_time(self) -> DateTime {
        self.0
    }
}

impl<'a> Primitive<'a> for UtcTime {
    const TAG: Tag = Tag::UTC_TIME;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        let mut text = Text {
            rest: content.bytes,
        };
        let fields = text.pair().and_then(|year| {
            let century = if year < 50 { 2000 } else { 1900 };
            text.fields(
                century + u16::from(year),
                Fraction::Forbidden,
                content.rules.is_strict(),
            )
        });
        finish(content, fields, Self::TAG, ErrorKind::UtcTimeFormat).map(UtcTime)
    }

    fn write_content(&self, writer: &mut Writer<'_>) {
        writer.write_bytes(b"Z");
        write_fields(writer, &self.0);
    }
}

impl<'a> Primitive<'a> for GeneralizedTime {
    const TAG: Tag = Tag::GENERALIZED_TIME;

    #[inline]
    fn from_content(content: Content<'a>) -> Result<Self> {
        let mut text = Text {
            rest: content.bytes,
        };
        let fields = text.pair().zip(text.pair()).and_then(|(century, year)| {
            let year = u16::from(century) * 100 + u16::from(year);
            text.fields(year, Fraction::Optional, content.rules.is_strict())
        });
        finish(content, fields, Self::TAG, ErrorKind::GeneralizedTimeFormat).map(GeneralizedTime)
    }

    fn write_content(&self, writer: &mut Writer<'_>) {
        let Self(date_time) = self;
        writer.write_bytes(b"Z");
        write_fraction(writer, date_time.microsecond());
        write_fields(writer, date_time);
        write_pair(writer, (date_time.year() / 100) as u8);
    }
}

/// What a time says, whether or not there is such a time.
struct Fields {
    year: u16,
    month_to_second: [u8; 5],
    microsecond: u32,
    /// How far its clock is ahead of UTC: hours and minutes.
    zone: Option<(bool, u8, u8)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fraction {
    Forbidden,
    Optional,
}

#[inline]
fn finish(
    content: Content<'_>,
    fields: Option<Fields>,
    of: Tag,
    format: ErrorKind,
) -> Result<DateTime> {
    let Some(fields) = fields else {
        return Err(content.error(format));
    };
    fields
        .date_time()
        .ok_or_else(|| content.error(ErrorKind::NoSuchTime { of }))
}

impl Fields {
    #[inline]
    fn date_time(self) -> Option<DateTime> {
        let local = DateTime::new(self.year, self.month_to_second, self.microsecond)?;
        match self.zone {
            None => Some(local),
            Some((ahead, hours @ 0..=12, minutes @ 0..=59)) => {
                let minutes = i16::from(hours) * 60 + i16::from(minutes);
                local.minus_minutes(if ahead { minutes } else { -minutes })
            }
            Some(_) => None,
        }
    }
}

struct Text<'a> {
    rest: &'a [u8],
}

impl Text<'_> {
    /// Two digits.
    #[inline]
    fn pair(&mut self) -> Option<u8> {
        let [tens @ b'0'..=b'9', units @ b'0'..=b'9', rest @ ..] = self.rest else {
            return None;
        };
        self.rest = rest;
        Some((tens - b'0') * 10 + (units - b'0'))
    }

    /// What comes behind the year, up to the end.
    #[inline]
    fn fields(&mut self, year: u16, fraction: Fraction, strict: bool) -> Option<Fields> {
        let (month, day) = (self.pair()?, self.pair()?);
        let (hour, minute) = (self.pair()?, self.pair()?);
        let second = match self.pair() {
            Some(second) => Some(second),
            None if strict => return None,
            None => None,
        };
        let microsecond = match self.rest {
            [b'.', ..] if fraction == Fraction::Optional && second.is_some() => {
                self.fraction(strict)?
            }
            _ => 0,
        };
        let zone = self.zone(strict)?;
        let month_to_second = [month, day, hour, minute, second.unwrap_or(0)];
        Some(Fields {
            year,
            month_to_second,
            microsecond,
            zone,
        })
    }

    /// A point and digits, the last of which is not zero.
    fn fraction(&mut self, strict: bool) -> Option<u32> {
        let digits = self.rest.get(1..)?;
        let len = digits
            .iter()
            .take_while(|digit| digit.is_ascii_digit())
            .count();
        let (digits, rest) = digits.split_at(len);
        self.rest = rest;
        if strict && *digits.last()? == b'0' || digits.is_empty() {
            return None;
        }
        let padded = digits
            .iter()
            .copied()
            .chain(core::iter::repeat(b'0'))
            .take(6);
        Some(padded.fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    #[inline]
    fn zone(&mut self, strict: bool) -> Option<Option<(bool, u8, u8)>> {
        match self.rest {
            [b'Z'] => Some(None),
            [sign @ (b'+' | b'-'), rest @ ..] if !strict => {
                self.rest = rest;
                let zone = (*sign == b'+', self.pair()?, self.pair()?);
                self.rest.is_empty().then_some(Some(zone))
            }
            _ => None,
        }
    }
}

/// From the second back to the last two digits of the year.
fn write_fields(writer: &mut Writer<'_>, date_time: &DateTime) {
    let year = (date_time.year() % 100) as u8;
    let fields = [
        date_time.second(),
        date_time.minute(),
        date_time.hour(),
        date_time.day(),
        date_time.month(),
        year,
    ];
    for field in fields {
        write_pair(writer, field);
    }
}

fn write_pair(writer: &mut Writer<'_>, number: u8) {
    writer.write_bytes(&[b'0' + number / 10, b'0' + number % 10]);
}

/// A point and the digits up to the last that is not zero, or nothing.
fn write_fraction(writer: &mut Writer<'_>, microsecond: u32) {
    let mut number = microsecond;
    let mut last = false;
    for _ in 0..6 {
        let digit = (number % 10) as u8;
        number /= 10;
        last |= digit != 0;
        if last {
            writer.write_bytes(&[b'0' + digit]);
        }
    }
    if last {
        writer.write_bytes(b".");
    }
}
