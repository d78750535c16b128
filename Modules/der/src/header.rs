//! Identifier and length octets (X.690 sections 8.1.2, 8.1.3 and 10.1).

use crate::error::{Error, ErrorKind, Result};
use crate::rules::{MAX_DEPTH, Rules};
use crate::tag::{Class, Tag};

/// The length octets that say that the contents end with two zero octets.
const INDEFINITE: u8 = 0x80;
const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// A tag of so many octets is read, which may be leading zeros for the most part. With the longest length, they are 255.
const MAX_TAG_LEN: usize = 127;

/// What is before an element's contents, and where these end.
pub(crate) struct Header {
    pub tag: Tag,
    pub len: u8,
    pub content_len: usize,
    /// How many octets after the contents belong to the element: two with an indefinite length, else none.
    pub end_len: u8,
}

/// An element, cut up, and what is behind it.
pub(crate) struct Parts<'a> {
    pub header_len: u8,
    pub encoded: &'a [u8],
    pub content: &'a [u8],
    pub rest: &'a [u8],
}

/// The next element, if it begins as most do: with one identifier octet, and a length that is as short as can be. Other elements, and
/// what is wrong, are for [`read`].
#[inline(always)]
pub(crate) fn common(data: &[u8]) -> Option<(Tag, Parts<'_>)> {
    let &leading = data.first()?;
    let number = leading & 0x1f;
    if number == 31 || leading & 0xdf == 0 {
        return None;
    }
    let class = Class::of_leading_octet(leading);
    let tag = Tag {
        class,
        constructed: leading & 0x20 != 0,
        number: u32::from(number),
    };
    common_parts(data).map(|parts| (tag, parts))
}

/// The next element, if it has a length that is as short as can be behind one identifier octet.
#[inline(always)]
pub(crate) fn common_parts(data: &[u8]) -> Option<Parts<'_>> {
    let (header_len, content_len) = match *data {
        [_, length @ 0..=0x7f, ..] => (2, usize::from(length)),
        [_, 0x81, length @ 0x80..=0xff, ..] => (3, usize::from(length)),
        [_, 0x82, high @ 1..=0xff, low, ..] => (4, usize::from(u16::from_be_bytes([high, low]))),
        _ => return None,
    };
    let (encoded, rest) = data.split_at_checked(usize::from(header_len) + content_len)?;
    let content = encoded.get(usize::from(header_len)..)?;
    Some(Parts {
        header_len,
        encoded,
        content,
        rest,
    })
}

enum Length {
    Definite(usize),
    Indefinite,
}

/// The tag at the start of the data, and how many octets it takes.
#[inline]
pub(crate) fn read_tag(data: &[u8], offset: usize, rules: Rules) -> Result<(Tag, u8)> {
    let Some(&leading) = data.first() else {
        return Err(Error::new(ErrorKind::TruncatedTag, offset));
    };
    let class = Class::of_leading_octet(leading);
    let constructed = leading & 0x20 != 0;
    let number = u32::from(leading & 0x1f);
    if number == 31 {
        return read_high_tag(data, class, constructed, offset, rules);
    }
    if leading & 0xdf == 0 {
        return Err(Error::new(ErrorKind::ReservedTag, offset));
    }
    Ok((
        Tag {
            class,
            constructed,
            number,
        },
        1,
    ))
}

#[cold]
fn read_high_tag(
    data: &[u8],
    class: Class,
    constructed: bool,
    offset: usize,
    rules: Rules,
) -> Result<(Tag, u8)> {
    let error = |kind| Err(Error::new(kind, offset));
    let mut number: u32 = 0;
    for (index, &octet) in data.iter().enumerate().skip(1) {
        if octet == 0x80 && index == 1 && rules.is_strict() {
            return error(ErrorKind::NonMinimalTag);
        }
        // Each octet adds seven bits.
        if number >> 25 != 0 {
            return error(ErrorKind::TagTooLarge);
        }
        number = number << 7 | u32::from(octet & 0x7f);
        if octet & 0x80 == 0 {
            if number < 31 && rules.is_strict() {
                return error(ErrorKind::NonMinimalTag);
            }
            if number == 0 && class == Class::Universal {
                return error(ErrorKind::ReservedTag);
            }
            if index >= MAX_TAG_LEN {
                return error(ErrorKind::TagTooLarge);
            }
            let tag = Tag {
                class,
                constructed,
                number,
            };
            return Ok((tag, index as u8 + 1));
        }
    }
    Err(Error::new(ErrorKind::TruncatedTag, offset + data.len()))
}

/// The header at the start of the data, whose contents are known to be there.
///
/// `depth` is in how many elements the one that is read lies.
pub(crate) fn read(data: &[u8], offset: usize, rules: Rules, depth: u8) -> Result<Header> {
    let (tag, tag_len) = read_tag(data, offset, rules)?;
    let (length, len) = read_length(data, tag_len, offset, rules)?;
    let (content_len, end_len) = match length {
        Length::Definite(content_len) => (content_len, 0),
        Length::Indefinite if tag.constructed => {
            let content = data.get(usize::from(len)..).unwrap_or_default();
            let end = find_end(content, offset + usize::from(len), rules, depth + 1)?;
            (end, END_OF_CONTENTS.len() as u8)
        }
        Length::Indefinite => return Err(Error::new(ErrorKind::IndefiniteLength, offset)),
    };
    Ok(Header {
        tag,
        len,
        content_len,
        end_len,
    })
}

/// The length after a tag, and how many octets the tag and the length take.
#[inline]
fn read_length(data: &[u8], tag_len: u8, offset: usize, rules: Rules) -> Result<(Length, u8)> {
    let after_tag = data.get(usize::from(tag_len)..).unwrap_or_default();
    let Some((&first, after)) = after_tag.split_first() else {
        return Err(Error::new(ErrorKind::TruncatedLength, offset + data.len()));
    };
    let (length, octets) = if first < 0x80 {
        (u64::from(first), 0)
    } else if first == INDEFINITE {
        if rules.is_strict() {
            return Err(Error::new(ErrorKind::IndefiniteLength, offset));
        }
        return Ok((Length::Indefinite, tag_len + 1));
    } else {
        let octets = first & 0x7f;
        let Some(long) = after.get(..usize::from(octets)) else {
            return Err(Error::new(ErrorKind::TruncatedLength, offset + data.len()));
        };
        (read_long_length(long, offset, rules)?, octets)
    };
    let left = after.len() - usize::from(octets);
    match usize::try_from(length) {
        Ok(length) if length <= left => Ok((Length::Definite(length), tag_len + 1 + octets)),
        _ => Err(Error::new(
            ErrorKind::LengthExceedsData { length, left },
            offset,
        )),
    }
}

#[inline]
fn read_long_length(octets: &[u8], offset: usize, rules: Rules) -> Result<u64> {
    let mut significant = octets;
    while let [0, rest @ ..] = significant {
        significant = rest;
    }
    let minimal = significant.len() == octets.len();
    if rules.is_strict() && !minimal {
        return Err(Error::new(ErrorKind::NonMinimalLength, offset));
    }
    if significant.len() > 8 {
        let octets = significant.len() as u8;
        return Err(Error::new(ErrorKind::LengthTooLarge { octets }, offset));
    }
    let length = significant
        .iter()
        .fold(0, |length, &octet| length << 8 | u64::from(octet));
    if rules.is_strict() && length < 0x80 {
        return Err(Error::new(ErrorKind::NonMinimalLength, offset));
    }
    Ok(length)
}

/// How long the contents are that end with two zero octets.
///
/// Elements of definite length are passed over as a whole, so that an octet is looked at once for each element of
/// indefinite length that it lies in, which are at most [`MAX_DEPTH`].
#[cold]
fn find_end(content: &[u8], offset: usize, rules: Rules, depth: u8) -> Result<usize> {
    let mut at = 0;
    let mut open = 1;
    loop {
        let rest = content.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return Err(Error::new(ErrorKind::MissingEndOfContents, offset + at));
        }
        if rest.starts_with(&END_OF_CONTENTS) {
            open -= 1;
            if open == 0 {
                return Ok(at);
            }
            at += END_OF_CONTENTS.len();
            continue;
        }
        if depth + (open - 1) >= MAX_DEPTH {
            return Err(Error::new(ErrorKind::TooDeep, offset + at));
        }
        let (tag, tag_len) = read_tag(rest, offset + at, rules)?;
        let (length, len) = read_length(rest, tag_len, offset + at, rules)?;
        at += usize::from(len);
        match length {
            Length::Definite(length) => at += length,
            Length::Indefinite if tag.constructed => open += 1,
            Length::Indefinite => {
                let offset = offset + at - usize::from(len);
                return Err(Error::new(ErrorKind::IndefiniteLength, offset));
            }
        }
    }
}
