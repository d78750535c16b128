//! OBJECT IDENTIFIER and RELATIVE-OID (X.690 sections 8.19 and 8.20).

use core::fmt;

use crate::content::{Content, Primitive};
use crate::error::{ErrorKind, Result};
use crate::tag::Tag;
use crate::writer::Writer;

/// How many octets of seven bits hold 128 bits, and what the first of them may hold.
const LONGEST_ARC: usize = 19;
const LONGEST_ARC_TOP: u8 = 0x03;

/// An OBJECT IDENTIFIER. Displayed as `1.2.840.113549`. Equal identifiers are equal octets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectIdentifier<'a> {
    bytes: &'a [u8],
}

/// A RELATIVE-OID: arcs below an OBJECT IDENTIFIER that is known from elsewhere. Displayed as `8571.3.2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelativeOid<'a> {
    bytes: &'a [u8],
}

impl<'a> ObjectIdentifier<'a> {
    /// The contents octets.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The arcs, of which there are at least two.
    #[inline]
    pub fn arcs(&self) -> Arcs<'a> {
        // The first octets have the first two arcs, as 40 times the one and the other.
        Arcs {
            rest: self.bytes,
            state: First::Both,
        }
    }
}

impl<'a> RelativeOid<'a> {
    /// The contents octets.
    #[inline]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The arcs, of which there is at least one.
    #[inline]
    pub fn arcs(&self) -> Arcs<'a> {
        Arcs {
            rest: self.bytes,
            state: First::Done,
        }
    }
}

/// The numbers of an identifier.
#[derive(Clone, Debug)]
pub struct Arcs<'a> {
    rest: &'a [u8],
    state: First,
}

#[derive(Clone, Debug)]
enum First {
    Both,
    Second(u128),
    Done,
}

impl Iterator for Arcs<'_> {
    type Item = u128;

    fn next(&mut self) -> Option<u128> {
        if let First::Second(arc) = self.state {
            self.state = First::Done;
            return Some(arc);
        }
        let (&first, mut rest) = self.rest.split_first()?;
        let mut value = u128::from(first & 0x7f);
        let mut octet = first;
        while octet & 0x80 != 0 {
            let (&next, after) = rest.split_first()?;
            (octet, rest) = (next, after);
            value = value << 7 | u128::from(octet & 0x7f);
        }
        self.rest = rest;
        if let First::Both = self.state {
            let first = (value / 40).min(2);
            self.state = First::Second(value - first * 40);
            return Some(first);
        }
        Some(value)
    }
}

/// Checks that the octets are whole arcs, none of them with leading zeros or too large.
#[inline]
fn check(content: Content<'_>, of: Tag) -> Result<()> {
    let bytes = content.bytes;
    let Some(&last) = bytes.last() else {
        return Err(content.error(ErrorKind::WithoutContent { of }));
    };
    // Most are too short for an arc that is too large.
    if bytes.len() < LONGEST_ARC && last & 0x80 == 0 {
        // An octet of 0x80 is wrong at the start of an arc only.
        if !bytes.contains(&0x80) {
            return Ok(());
        }
    }
    check_each_arc(content, of)
}

#[inline(never)]
fn check_each_arc(content: Content<'_>, of: Tag) -> Result<()> {
    let bytes = content.bytes;
    let mut start = 0;
    for (index, &octet) in bytes.iter().enumerate() {
        if index == start && octet == 0x80 {
            return Err(content.error_at(start, ErrorKind::NonMinimalArc { of }));
        }
        let len = index - start + 1;
        if len > LONGEST_ARC || (len == LONGEST_ARC && bytes[start] & 0x7f > LONGEST_ARC_TOP) {
            return Err(content.error_at(start, ErrorKind::ArcTooLarge { of }));
        }
        if octet & 0x80 == 0 {
            start = index + 1;
        }
    }
    if start != bytes.len() {
        return Err(content.error_at(bytes.len(), ErrorKind::TruncatedArc { of }));
    }
    Ok(())
}

fn display(arcs: Arcs<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, arc) in arcs.enumerate() {
        if index > 0 {
            f.write_str(".")?;
        }
        // 128-bit divisions are slow, and hardly ever needed.
        match u64::try_from(arc) {
            Ok(arc) => fmt::Display::fmt(&arc, f)?,
            Err(_) => fmt::Display::fmt(&arc, f)?,
        }
    }
    Ok(())
}

macro_rules! identifier {
    ($name:ident, $tag:expr) => {
        impl<'a> Primitive<'a> for $name<'a> {
            const TAG: Tag = $tag;

            #[inline]
            fn from_content(content: Content<'a>) -> Result<Self> {
                check(content, Self::TAG)?;
                Ok($name {
                    bytes: content.bytes,
                })
            }

            #[inline]
            fn write_content(&self, writer: &mut Writer<'_>) {
                writer.write_bytes(self.bytes);
            }
        }

        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                display(self.arcs(), f)
            }
        }
    };
}

identifier!(ObjectIdentifier, Tag::OBJECT_IDENTIFIER);
identifier!(RelativeOid, Tag::RELATIVE_OID);
