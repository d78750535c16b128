//! `der` beside the naive reader, and what it has read written again.

use der::{
    BitString, DateTime, Element, Enumerated, GeneralizedTime, Integer, Null, ObjectIdentifier,
    OctetString, RelativeOid, Rules, StringKind, Tag, UtcTime, Writer, validate,
};

use crate::naive::{self, Failure, Node, Value};

/// Checks all that must hold for any data, and gives what it is strictly read.
pub fn agreed(data: &[u8]) -> Result<Node, Failure> {
    let strict = same_as_naive(data, Rules::Strict);
    let lenient = same_as_naive(data, Rules::Lenient);
    if let Ok(strict) = &strict {
        assert_eq!(lenient.as_ref(), Ok(strict), "leniently as strictly");
        let element = validate(data, Rules::Strict).expect("read before");
        assert_eq!(rewritten(&element), data, "written as read");
    }
    strict
}

fn same_as_naive(data: &[u8], rules: Rules) -> Result<Node, Failure> {
    let ours = read(data, rules);
    let naive = naive::read_all(data, rules.is_strict());
    assert_eq!(ours, naive, "{rules:?} {data:02x?}");
    if let Err((_, offset)) = &ours {
        assert!(*offset <= data.len());
    }
    ours
}

/// What `der` makes of the data.
pub fn read(data: &[u8], rules: Rules) -> Result<Node, Failure> {
    match validate(data, rules) {
        Ok(element) => Ok(node(&element)),
        Err(error) => {
            assert!(error.path().is_empty());
            let message = error.kind().to_string();
            assert_eq!(
                error.to_string(),
                format!("{message}, at byte {}", error.offset())
            );
            Err((message, error.offset()))
        }
    }
}

/// The element with all that is in it. No reading fails, since all is validated.
fn node(element: &Element<'_>) -> Node {
    let Tag {
        class,
        constructed,
        number,
    } = element.tag();
    assert!(element.encoded()[element.header_len()..].starts_with(element.content()));
    assert_eq!(
        element.content_offset(),
        element.offset() + element.header_len()
    );
    let value = if constructed {
        Value::Children(children(element).iter().map(node).collect())
    } else if class == der::Class::Universal {
        value(element)
    } else {
        Value::Bytes(element.content().to_vec())
    };
    Node {
        class: class as u8,
        constructed,
        number: u64::from(number),
        offset: element.offset(),
        header_len: element.header_len(),
        content: element.content().to_vec(),
        encoded: element.encoded().to_vec(),
        value,
    }
}

fn children<'a>(element: &Element<'a>) -> Vec<Element<'a>> {
    let mut reader = element.elements().expect("validated");
    let mut children = Vec::new();
    while !reader.is_at_end() {
        children.push(reader.read_element().expect("validated"));
    }
    children
}

fn value(element: &Element<'_>) -> Value {
    fn read<'a, T: der::Primitive<'a>>(element: &Element<'a>) -> T {
        element.value().expect("validated")
    }
    let time = |time: DateTime| {
        let [year, microsecond] = [u32::from(time.year()), time.microsecond()];
        let rest = [
            time.month(),
            time.day(),
            time.hour(),
            time.minute(),
            time.second(),
        ];
        let [month, day, hour, minute, second] = rest.map(u32::from);
        Value::Time([year, month, day, hour, minute, second, microsecond])
    };
    match element.tag() {
        Tag::BOOLEAN => Value::Boolean(read(element)),
        Tag::INTEGER => Value::Integer(read::<Integer>(element).bytes().to_vec()),
        Tag::ENUMERATED => Value::Integer(read::<Enumerated>(element).0.bytes().to_vec()),
        Tag::BIT_STRING => {
            let bits: BitString = read(element);
            let mut bytes = bits.bytes().to_vec();
            if let (Some(last), Some(cleared)) = (bytes.last_mut(), bits.last_byte()) {
                *last = cleared;
            }
            for (number, byte) in (0..bytes.len() * 8).map(|number| (number, bytes[number / 8])) {
                assert_eq!(bits.bit(number), byte << (number % 8) & 0x80 != 0);
            }
            assert!(!bits.bit(bytes.len() * 8));
            Value::Bits(bytes, bits.unused_bits())
        }
        Tag::NULL => {
            let Null = read(element);
            Value::Null
        }
        Tag::OBJECT_IDENTIFIER => Value::Identifier(read::<ObjectIdentifier>(element).to_string()),
        Tag::RELATIVE_OID => Value::Identifier(read::<RelativeOid>(element).to_string()),
        Tag::OCTET_STRING => Value::Bytes(read::<OctetString>(element).0.to_vec()),
        Tag::UTC_TIME => time(read::<UtcTime>(element).date_time()),
        Tag::GENERALIZED_TIME => time(read::<GeneralizedTime>(element).date_time()),
        tag => match StringKind::of(tag) {
            Some(kind) => Value::Text(text(element, kind)),
            None => Value::Bytes(element.content().to_vec()),
        },
    }
}

fn text(element: &Element<'_>, kind: StringKind) -> String {
    let string = element.string(kind).expect("validated");
    let text = string.to_string();
    if let Some(borrowed) = string.as_str() {
        assert_eq!(borrowed, text);
    }
    text
}

/// The same element, written from the values that were read of it.
fn rewritten(element: &Element<'_>) -> Vec<u8> {
    let len = Writer::length_of(|writer| rewrite(writer, element));
    let mut buffer = vec![0xaa; len + 3];
    let mut writer = Writer::new(&mut buffer);
    rewrite(&mut writer, element);
    let written = writer.finish().expect("room enough").to_vec();
    assert_eq!(written.len(), len, "the length was exact");
    assert_eq!(buffer[..3], [0xaa; 3], "nothing before it was touched");
    written
}

fn rewrite(writer: &mut Writer<'_>, element: &Element<'_>) {
    let tag = element.tag();
    if tag.constructed {
        return writer.constructed(tag, |writer| {
            children(element)
                .iter()
                .rev()
                .for_each(|child| rewrite(writer, child));
        });
    }
    fn write<'a, T: der::Primitive<'a>>(writer: &mut Writer<'_>, element: &Element<'a>) {
        writer.write(&element.value::<T>().expect("validated"));
    }
    let text = || String::from_utf8_lossy(element.content()).into_owned();
    match tag {
        Tag::BOOLEAN => write::<bool>(writer, element),
        Tag::INTEGER => match element.value::<Integer>().expect("validated").to_i128() {
            Some(number) => writer.write_int(number),
            None => write::<Integer>(writer, element),
        },
        Tag::ENUMERATED => write::<Enumerated>(writer, element),
        Tag::BIT_STRING => write::<BitString>(writer, element),
        Tag::NULL => write::<Null>(writer, element),
        Tag::OCTET_STRING => write::<OctetString>(writer, element),
        Tag::OBJECT_IDENTIFIER => {
            let text = element
                .value::<ObjectIdentifier>()
                .expect("validated")
                .to_string();
            writer
                .write_object_identifier(&text)
                .expect("an identifier");
        }
        Tag::RELATIVE_OID => {
            let text = element
                .value::<RelativeOid>()
                .expect("validated")
                .to_string();
            writer.write_relative_oid(&text).expect("an identifier");
        }
        Tag::UTC_TIME => write::<UtcTime>(writer, element),
        // Not what is beyond microseconds.
        Tag::GENERALIZED_TIME if text().len() > "20010101000000.123456Z".len() => {
            writer.element(tag, |writer| writer.write_bytes(element.content()));
        }
        Tag::GENERALIZED_TIME => write::<GeneralizedTime>(writer, element),
        _ => match StringKind::of(tag) {
            Some(kind) => {
                let string = element.string(kind).expect("validated");
                let chars: Vec<char> = string.chars().collect();
                writer
                    .write_string(kind, chars.into_iter())
                    .expect("characters of the type");
            }
            None => writer.element(tag, |writer| writer.write_bytes(element.content())),
        },
    }
}

/// Reads the data as each of the types. What is read strictly is read leniently; an error is in the data.
pub fn as_each_type(data: &[u8]) {
    fn read<'a, T: der::Primitive<'a> + PartialEq + std::fmt::Debug>(data: &'a [u8]) {
        let [strict, lenient] = [Rules::Strict, Rules::Lenient].map(|rules| {
            let read = der::Reader::read_all(data, rules, der::Reader::read::<T>);
            let offset = read.as_ref().err().map(der::Error::offset);
            assert!(offset.is_none_or(|offset| offset <= data.len()));
            read
        });
        if let Ok(strict) = strict {
            assert_eq!(lenient, Ok(strict));
        }
    }
    read::<bool>(data);
    read::<Integer>(data);
    read::<Enumerated>(data);
    read::<BitString>(data);
    read::<OctetString>(data);
    read::<Null>(data);
    read::<ObjectIdentifier>(data);
    read::<RelativeOid>(data);
    read::<UtcTime>(data);
    read::<GeneralizedTime>(data);
    read::<der::Utf8String>(data);
    read::<der::NumericString>(data);
    read::<der::PrintableString>(data);
    read::<der::TeletexString>(data);
    read::<der::VideotexString>(data);
    read::<der::Ia5String>(data);
    read::<der::GraphicString>(data);
    read::<der::VisibleString>(data);
    read::<der::GeneralString>(data);
    read::<der::UniversalString>(data);
    read::<der::BmpString>(data);
}
