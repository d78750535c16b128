//! `der`, strictly, against two other readers of DER, crates.io's `asn1` and `der`: what is accepted, and as which values.
//!
//! Both read types that the caller names; here the universal tags name them. The table says where they differ and why: where it does not
//! say whose limit it is, the others are wrong by X.690.

use der_crate::{Decode, Reader};
use der_tests::naive::{Node, Value};
use der_tests::{compare, trees};
use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

mod strategies;

/// An accepted element: its tag, its value if the library reads its type, and what is in it.
#[derive(Debug, PartialEq)]
struct Other {
    class: u8,
    constructed: bool,
    number: u64,
    value: Option<Value>,
    children: Vec<Other>,
}

/// How the two differ.
#[derive(Debug)]
enum Difference {
    /// Only we refuse: why, and the data from the place that our error points to.
    Ours(String, Vec<u8>),
    /// Only they refuse.
    Theirs(Refused),
    /// Both accept, and read something else.
    Values { ours: Other, theirs: Other },
}

/// Where they stopped: in a header at the start of this data, or with the contents of a universal type.
#[derive(Debug)]
enum Refused {
    Header(Vec<u8>),
    Contents(u64, Vec<u8>),
}

/// Whether a class of differences holds this one.
enum Class {
    /// Our message has these words, and the data from the place of the error is like that.
    Ours(&'static str, fn(&[u8]) -> bool),
    Header(fn(&[u8]) -> bool),
    Contents(u64, fn(&[u8]) -> bool),
    Values(fn(&Other, &Other) -> bool),
}

use Class::{Contents, Header, Ours, Values};

impl Class {
    fn holds(&self, difference: &Difference) -> bool {
        match (self, difference) {
            (Ours(words, like), Difference::Ours(message, data)) => {
                message.contains(words) && like(data)
            }
            (Header(like), Difference::Theirs(Refused::Header(data))) => like(data),
            (Contents(number, like), Difference::Theirs(Refused::Contents(found, content))) => {
                number == found && like(content)
            }
            (Values(like), Difference::Values { ours, theirs }) => like(ours, theirs),
            _ => false,
        }
    }
}

const ASN1: &str = "asn1";
const DER: &str = "der";

/// Which library, which difference, and why. The first class that holds a difference is its class.
const CLASSES: &[(&str, Class, &str)] = &[
    (
        ASN1,
        Ours("must be", any),
        "its types have the right form, but a tag that nobody named may have either",
    ),
    (
        ASN1,
        Ours("universal tag 0 is reserved", any),
        "it reads any tag; this one is no type's (X.690 8.1.5)",
    ),
    (
        ASN1,
        Ours("nested deeper", any),
        "it stops nowhere; its callers' types do",
    ),
    (
        ASN1,
        Ours("BMPString holds a surrogate", any),
        "it reads UTF-16, but a BMPString has one cell for a character (X.680 41.15)",
    ),
    (
        ASN1,
        Ours("GeneralizedTime has no such", |data| {
            data.starts_with(b"0000")
        }),
        "it has a year 0, Python's datetime has none",
    ),
    (
        ASN1,
        Ours("NumericString", any),
        "it does not have the type",
    ),
    (ASN1, Ours("RELATIVE-OID", any), "it does not have the type"),
    (
        ASN1,
        Contents(6, |content| content.len() > 63),
        "it keeps an OBJECT IDENTIFIER in 63 bytes",
    ),
    (
        ASN1,
        Contents(10, not_u32),
        "its ENUMERATED is an unsigned number of 32 bits",
    ),
    (
        ASN1,
        Contents(17, any),
        "it reads a SET OF, whose encodings ascend; we cannot know it from a SET, whose tags do",
    ),
    (
        ASN1,
        Contents(24, |content| {
            content.len() > "20010101000000.123456789Z".len()
        }),
        "its fractions end with nanoseconds",
    ),
    (
        DER,
        Header(|data| data[0] < 0x40 && !DER_TYPES.contains(&(data[0] & 0x1f))),
        "it knows these universal types only",
    ),
    (
        DER,
        Ours("nested deeper", any),
        "it stops nowhere; its callers' types do",
    ),
    (
        DER,
        Ours("ENUMERATED", any),
        "its ENUMERATED are enums of the caller's",
    ),
    (
        DER,
        Ours("NumericString", any),
        "it has the tag, but no type",
    ),
    (
        DER,
        Ours("VisibleString", any),
        "it has the tag, but no type",
    ),
    (
        DER,
        Ours("RELATIVE-OID", any),
        "it has the tag, but no type",
    ),
    (
        DER,
        Ours("elements of SET are not", any),
        "it puts the elements in order itself",
    ),
    (
        DER,
        Ours("unused bits of BIT STRING", any),
        "it does not look at them (X.690 11.2.1)",
    ),
    (
        DER,
        Ours("OBJECT IDENTIFIER arc is not minimal", any),
        "it does not look for leading zeros (X.690 8.19.2)",
    ),
    (
        DER,
        Contents(6, |content| content[0] > 119),
        "its first octet has both first arcs, so that 2.40 and above do not fit",
    ),
    (
        DER,
        Contents(6, |content| content.len() > 39),
        "it keeps an OBJECT IDENTIFIER in 39 bytes",
    ),
    (
        DER,
        Contents(6, |content| {
            content
                .windows(4)
                .any(|octets| octets.iter().all(|octet| *octet >= 0x80))
        }),
        "its arcs have 32 bits",
    ),
    (
        DER,
        Values(|ours, theirs| ours.number == 6 && theirs.number == 6),
        "its arcs have 32 bits, and in five octets lose what is above them",
    ),
    (
        DER,
        Contents(20, |content| !content.is_ascii()),
        "its TeletexString has the lower half only",
    ),
    (
        DER,
        Contents(21, |content| !content.is_ascii()),
        "its VideotexString has the lower half only",
    ),
    (
        DER,
        Contents(23, |content| matches!(content[..2], [b'5' | b'6', _])),
        "its times begin with 1970",
    ),
    (
        DER,
        Contents(24, |content| content.contains(&b'.')),
        "its GeneralizedTime is RFC 5280's, which has no fraction",
    ),
    (
        DER,
        Contents(24, |content| content < b"1970"),
        "its times begin with 1970",
    ),
];

const DER_TYPES: [u8; 21] = [
    1, 2, 3, 4, 5, 6, 9, 10, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 27,
];

fn any(_: &[u8]) -> bool {
    true
}

fn not_u32(content: &[u8]) -> bool {
    content[0] >= 0x80 || content.len() > 5 || (content.len() == 5 && content[0] != 0)
}

trait Library {
    /// Class, form, number; length of the header and of the element.
    fn split(data: &[u8]) -> Option<((u8, bool, u64), usize, usize)>;

    /// None if the library does not have the type; then whether it accepts, and what it makes of it.
    fn value(number: u64, element: &[u8]) -> Option<Option<Value>>;

    fn is_set(element: &[u8]) -> bool;
}

struct Asn1;
struct DerCrate;

fn text(text: Option<&str>) -> Option<Value> {
    text.map(|text| Value::Text(text.to_owned()))
}

impl Library for Asn1 {
    fn split(data: &[u8]) -> Option<((u8, bool, u64), usize, usize)> {
        let (tlv, _) = asn1::strip_tlv(data).ok()?;
        let whole = tlv.full_data();
        let header = whole.len() - tlv.data().len();
        let number = match data[0] & 31 {
            31 => data[1..]
                .iter()
                .scan(true, |more, octet| {
                    std::mem::replace(more, octet & 128 != 0).then_some(octet & 127)
                })
                .fold(0, |number, septet| number << 7 | u64::from(septet)),
            number => u64::from(number),
        };
        Some((
            (data[0] >> 6, data[0] & 32 != 0, number),
            header,
            whole.len(),
        ))
    }

    fn value(number: u64, element: &[u8]) -> Option<Option<Value>> {
        fn read<'a, T: asn1::Asn1Readable<'a>>(element: &'a [u8]) -> Option<T> {
            asn1::parse_single(element).ok()
        }
        let time = |time: &asn1::DateTime, nanoseconds: u32| {
            let rest = [
                time.month(),
                time.day(),
                time.hour(),
                time.minute(),
                time.second(),
            ];
            let [month, day, hour, minute, second] = rest.map(u32::from);
            let year = u32::from(time.year());
            Value::Time([year, month, day, hour, minute, second, nanoseconds / 1000])
        };
        Some(match number {
            1 => read(element).map(Value::Boolean),
            2 => read(element)
                .map(|integer: asn1::BigInt| Value::Integer(integer.as_bytes().to_vec())),
            3 => read(element).map(|bits: asn1::BitString| {
                Value::Bits(bits.as_bytes().to_vec(), bits.padding_bits())
            }),
            4 => read(element).map(|bytes: &[u8]| Value::Bytes(bytes.to_vec())),
            5 => read(element).map(|()| Value::Null),
            6 => {
                read(element).map(|oid: asn1::ObjectIdentifier| Value::Identifier(oid.to_string()))
            }
            10 => read(element).map(|number: asn1::Enumerated| {
                let bytes = i64::from(number.value()).to_be_bytes();
                Value::Integer(der::Integer::of_be_bytes(&bytes).unwrap().bytes().to_vec())
            }),
            12 => text(read(element).map(|string: asn1::Utf8String| string.as_str())),
            19 => text(read(element).map(|string: asn1::PrintableString| string.as_str())),
            22 => text(read(element).map(|string: asn1::IA5String| string.as_str())),
            26 => text(read(element).map(|string: asn1::VisibleString| string.as_str())),
            28 => read(element).map(|string: asn1::UniversalString| {
                let units = string.as_utf32_be_bytes().chunks(4);
                let units = units.map(|unit| u32::from_be_bytes(unit.try_into().unwrap()));
                Value::Text(units.map(|unit| char::from_u32(unit).unwrap()).collect())
            }),
            30 => read(element).map(|string: asn1::BMPString| {
                let units = string.as_utf16_be_bytes().chunks(2);
                let units = units.map(|unit| u16::from_be_bytes(unit.try_into().unwrap()));
                Value::Text(String::from_utf16(&units.collect::<Vec<_>>()).unwrap())
            }),
            23 => read(element).map(|utc: asn1::UtcTime| time(utc.as_datetime(), 0)),
            24 => read(element).map(|generalized: asn1::GeneralizedTime| {
                time(
                    generalized.as_datetime(),
                    generalized.nanoseconds().unwrap_or(0),
                )
            }),
            _ => return None,
        })
    }

    fn is_set(element: &[u8]) -> bool {
        asn1::parse_single::<asn1::SetOf<'_, asn1::Tlv<'_>>>(element).is_ok()
    }
}

impl Library for DerCrate {
    fn split(data: &[u8]) -> Option<((u8, bool, u64), usize, usize)> {
        let mut reader = der_crate::SliceReader::new(data).ok()?;
        let header = der_crate::Header::decode(&mut reader).ok()?;
        let header_len = u32::from(reader.position()) as usize;
        reader.read_slice(header.length()).ok()?;
        let tag = header.tag();
        let number = u64::from(tag.number().value());
        let len = u32::from(reader.position()) as usize;
        Some((
            (tag.class() as u8 >> 6, tag.is_constructed(), number),
            header_len,
            len,
        ))
    }

    fn value(number: u64, element: &[u8]) -> Option<Option<Value>> {
        use der_crate::asn1::*;
        fn read<'a, T: Decode<'a>>(element: &'a [u8]) -> Option<T> {
            T::from_der(element).ok()
        }
        let time = |time: der_crate::DateTime| {
            let rest = [
                time.month(),
                time.day(),
                time.hour(),
                time.minutes(),
                time.seconds(),
            ];
            let [month, day, hour, minute, second] = rest.map(u32::from);
            Value::Time([u32::from(time.year()), month, day, hour, minute, second, 0])
        };
        Some(match number {
            1 => read(element).map(Value::Boolean),
            2 => read(element).map(|integer: IntRef| Value::Integer(integer.as_bytes().to_vec())),
            3 => read(element).map(|bits: BitStringRef| {
                Value::Bits(bits.raw_bytes().to_vec(), bits.unused_bits())
            }),
            4 => {
                read(element).map(|bytes: &OctetStringRef| Value::Bytes(bytes.as_bytes().to_vec()))
            }
            5 => read(element).map(|Null| Value::Null),
            6 => read(element).map(|oid: ObjectIdentifier| Value::Identifier(oid.to_string())),
            12 => text(read::<Utf8StringRef>(element).as_ref().map(AsRef::as_ref)),
            19 => text(
                read::<PrintableStringRef>(element)
                    .as_ref()
                    .map(AsRef::as_ref),
            ),
            20 => text(
                read::<TeletexStringRef>(element)
                    .as_ref()
                    .map(AsRef::as_ref),
            ),
            21 => text(
                read::<VideotexStringRef>(element)
                    .as_ref()
                    .map(AsRef::as_ref),
            ),
            22 => text(read::<Ia5StringRef>(element).as_ref().map(AsRef::as_ref)),
            30 => read(element).map(|string: BmpString| Value::Text(string.chars().collect())),
            23 => read(element).map(|utc: UtcTime| time(utc.to_date_time())),
            24 => {
                read(element).map(|generalized: GeneralizedTime| time(generalized.to_date_time()))
            }
            _ => return None,
        })
    }

    fn is_set(element: &[u8]) -> bool {
        der_crate::asn1::SetOfVec::<der_crate::asn1::AnyRef<'_>>::from_der(element).is_ok()
    }
}

/// The first element of the data and its length, read and checked as the table's other libraries do it.
fn read<L: Library>(data: &[u8]) -> Result<(Other, usize), Refused> {
    let Some(((class, constructed, number), header_len, len)) = L::split(data) else {
        return Err(Refused::Header(data.to_vec()));
    };
    let element = &data[..len];
    let content = &element[header_len..];
    let refused = || Refused::Contents(number, content.to_vec());
    let mut other = Other {
        class,
        constructed,
        number,
        value: None,
        children: Vec::new(),
    };
    if constructed {
        let mut rest = content;
        while !rest.is_empty() {
            let (child, len) = read::<L>(rest)?;
            other.children.push(child);
            rest = &rest[len..];
        }
        if class == 0 && number == 17 && !L::is_set(element) {
            return Err(refused());
        }
    } else if class == 0 {
        if let Some(value) = L::value(number, element) {
            other.value = Some(value.ok_or_else(refused)?);
        }
    }
    Ok((other, len))
}

/// What is ours, as far as theirs says something.
fn ours(node: &Node, other: &Other) -> Other {
    let no_children = Vec::new();
    let children = match &node.value {
        Value::Children(children) => children,
        _ => &no_children,
    };
    assert_eq!(children.len(), other.children.len());
    Other {
        class: node.class,
        constructed: node.constructed,
        number: node.number,
        value: other.value.as_ref().map(|_| node.value.clone()),
        children: children
            .iter()
            .zip(&other.children)
            .map(|(node, other)| ours(node, other))
            .collect(),
    }
}

fn difference<L: Library>(data: &[u8]) -> Option<Difference> {
    let theirs = match read::<L>(data) {
        Ok((other, len)) if len == data.len() => Ok(other),
        Ok((_, len)) => Err(Refused::Header(data[len..].to_vec())),
        Err(refused) => Err(refused),
    };
    match (compare::read(data, der::Rules::Strict), theirs) {
        (Ok(node), Ok(theirs)) => first_difference(ours(&node, &theirs), theirs),
        (Err(_), Err(_)) => None,
        (Err((message, offset)), Ok(_)) => Some(Difference::Ours(message, data[offset..].to_vec())),
        (Ok(_), Err(refused)) => Some(Difference::Theirs(refused)),
    }
}

/// The innermost elements that differ.
fn first_difference(ours: Other, theirs: Other) -> Option<Difference> {
    if ours == theirs {
        return None;
    }
    if (ours.class, ours.constructed, ours.number, &ours.value)
        != (
            theirs.class,
            theirs.constructed,
            theirs.number,
            &theirs.value,
        )
    {
        return Some(Difference::Values { ours, theirs });
    }
    let mut pairs = ours.children.into_iter().zip(theirs.children);
    pairs.find_map(|(ours, theirs)| first_difference(ours, theirs))
}

/// The places in the table of the differences in this data.
fn classes(data: &[u8]) -> Vec<usize> {
    let differences = [
        (ASN1, difference::<Asn1>(data)),
        (DER, difference::<DerCrate>(data)),
    ];
    let found = differences
        .into_iter()
        .filter_map(|(library, found)| found.map(|found| (library, found)));
    found
        .map(|(library, found)| {
            let class = CLASSES
                .iter()
                .position(|(of, class, _)| *of == library && class.holds(&found));
            class.unwrap_or_else(|| panic!("not in the table: {library} {found:?} of {data:02x?}"))
        })
        .collect()
}

/// What differs only in data that is hardly made up.
fn rare() -> Vec<Vec<u8>> {
    let deep = (0..65).fold(Vec::new(), |inner, _| trees::element(0, true, 16, &inner));
    let of = trees::primitive;
    vec![
        deep,
        of(6, &[0x2a, 0x80, 1]),
        of(6, &[0x2a, 0x9f, 0xff, 0xff, 0xff, 0x7f]),
        of(6, &[0x2a; 40]),
        of(6, &[0x2a; 64]),
        of(24, b"20010101000000.1234567891Z"),
        of(24, b"19691231235959Z"),
        of(23, b"691231235959Z"),
        of(24, b"00000101000000Z"),
        of(10, &[0x80]),
        of(20, &[0x80]),
        of(21, &[0x80]),
        of(30, &[0xd8, 0, 0xdc, 0]),
        trees::element(0, true, 17, &[0x30, 0, 5, 0]),
    ]
}

#[test]
fn every_difference_is_in_the_table_and_every_line_of_it_is_met() {
    let mut met = vec![0; CLASSES.len()];
    rare()
        .iter()
        .for_each(|data| classes(data).into_iter().for_each(|class| met[class] += 1));
    let mut runner = TestRunner::deterministic();
    let strategy = (strategies::tree(), vec(strategies::damage(), 0..4));
    for round in 0..40_000 {
        let (mut data, damages) = strategy.new_tree(&mut runner).expect("always").current();
        if round % 8 == 0 {
            data = strategies::CERTIFICATES[round / 8 % 2].to_vec();
        }
        damages
            .into_iter()
            .for_each(|damage| damage.apply(&mut data));
        classes(&data).into_iter().for_each(|class| met[class] += 1);
    }
    for ((library, _, why), count) in CLASSES.iter().zip(met) {
        println!("{count:6} {library}: {why}");
        assert!(count > 0, "never met: {library}: {why}");
    }
}
