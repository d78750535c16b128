//! Checking a tree whose types are those that its universal tags say.

use crate::bit_string::BitString;
use crate::content::Primitive;
use crate::element::Element;
use crate::error::{ErrorKind, Result};
use crate::integer::{Enumerated, Integer};
use crate::object_identifier::{ObjectIdentifier, RelativeOid};
use crate::reader::Reader;
use crate::rules::Rules;
use crate::simple::Null;
use crate::strings::{CharacterString, StringKind};
use crate::tag::{Class, Tag};
use crate::time::{GeneralizedTime, UtcTime};

/// Checks that the data is one element, and in it every element: its form, the value of every primitive universal type that this
/// crate reads, and the order in every SET. Other primitive elements may have any contents.
///
/// Without a schema nobody knows a SET from a SET OF, so two neighbours are in order if their encodings ascend (X.690
/// section 11.6) or their tags do (section 10.3). Leniently read, their order is free, and strings may be in parts, that is
/// constructed.
///
/// # Errors
/// The first error in the order of the data; an element's place in a SET is wrong before its contents are.
pub fn validate(data: &[u8], rules: Rules) -> Result<Element<'_>> {
    Reader::read_all(data, rules, |reader| {
        let element = reader.read_element()?;
        check(&element)?;
        Ok(element)
    })
}

pub(crate) fn check(element: &Element<'_>) -> Result<()> {
    if element.tag.class == Class::Universal {
        return check_universal(element);
    }
    if element.tag.constructed {
        check_elements(element)
    } else {
        Ok(())
    }
}

fn check_universal(element: &Element<'_>) -> Result<()> {
    let found = element.tag;
    match (form(found.number), found.constructed) {
        (Form::Constructed, false) => Err(element.error(ErrorKind::NotConstructed { found })),
        (Form::Primitive, true) => Err(element.error(ErrorKind::NotPrimitive { found })),
        (Form::InParts, true) if element.rules().is_strict() => {
            Err(element.error(ErrorKind::NotPrimitive { found }))
        }
        (_, true) if found.number == Tag::SET.number && element.rules().is_strict() => {
            check_ascending(element)
        }
        (_, true) => check_elements(element),
        (_, false) => check_value(element),
    }
}

fn check_elements(element: &Element<'_>) -> Result<()> {
    let mut elements = element.elements()?;
    while !elements.is_at_end() {
        check(&elements.read_element()?)?;
    }
    Ok(())
}

fn check_ascending(set: &Element<'_>) -> Result<()> {
    let mut elements = set.elements()?;
    let mut last: Option<Element<'_>> = None;
    while !elements.is_at_end() {
        let next = elements.read_element()?;
        if last.is_some_and(|last| !ascend(&last, &next)) {
            return Err(next.error(ErrorKind::SetOrder));
        }
        check(&next)?;
        last = Some(next);
    }
    Ok(())
}

fn ascend(first: &Element<'_>, second: &Element<'_>) -> bool {
    first.encoded <= second.encoded || first.tag.rank() < second.tag.rank()
}

/// The form of a universal type.
enum Form {
    Primitive,
    Constructed,
    /// Primitive, or, where the rules are not the distinguished ones, constructed of parts.
    InParts,
    Unknown,
}

#[inline]
const fn form(number: u32) -> Form {
    match number {
        1 | 2 | 5 | 6 | 9 | 10 | 13 | 14 | 31..=36 => Form::Primitive,
        8 | 11 | 16 | 17 | 29 => Form::Constructed,
        3 | 4 | 7 | 12 | 18..=28 | 30 => Form::InParts,
        _ => Form::Unknown,
    }
}

fn check_value(element: &Element<'_>) -> Result<()> {
    fn of<'a, T: Primitive<'a>>(element: &Element<'a>) -> Result<()> {
        T::from_content(element.raw_content()).map(|_| ())
    }
    match element.tag.number {
        1 => of::<bool>(element),
        2 => of::<Integer>(element),
        3 => of::<BitString>(element),
        5 => of::<Null>(element),
        6 => of::<ObjectIdentifier>(element),
        10 => of::<Enumerated>(element),
        13 => of::<RelativeOid>(element),
        23 => of::<UtcTime>(element),
        24 => of::<GeneralizedTime>(element),
        _ => match StringKind::of(element.tag) {
            Some(kind) => CharacterString::read(kind, element.raw_content()).map(|_| ()),
            None => Ok(()),
        },
    }
}
