//! What X.690 prints, and each error with its place.

use der::{
    BitString, Class, GeneralizedTime, Integer, Null, ObjectIdentifier, Reader, RelativeOid, Rules,
    Tag, UtcTime, VisibleString, validate,
};
use der_tests::naive::Value;
use der_tests::{compare, trees};

fn strict<'a, T>(data: &'a [u8], read: impl FnOnce(&mut Reader<'a>) -> der::Result<T>) -> T {
    Reader::read_all(data, Rules::Strict, read).unwrap()
}

fn message(data: &[u8], rules: Rules) -> String {
    validate(data, rules).map_or_else(|error| error.to_string(), |_| "fine".to_owned())
}

/// X.690 sections 8.2.2, 8.6.4.2, 8.8.2, 8.9.3, 8.14, 8.19.5, 8.20.5.
#[test]
fn the_examples_of_x690() {
    assert!(strict(b"\x01\x01\xff", Reader::read::<bool>));

    let bits = strict(
        b"\x03\x07\x04\x0a\x3b\x5f\x29\x1c\xd0",
        Reader::read::<BitString>,
    );
    assert_eq!(
        (bits.bytes(), bits.unused_bits()),
        (&b"\x0a\x3b\x5f\x29\x1c\xd0"[..], 4)
    );
    let in_parts = b"\x23\x80\x03\x03\x00\x0a\x3b\x03\x05\x04\x5f\x29\x1c\xd0\x00\x00";
    assert_eq!(
        message(in_parts, Rules::Strict),
        "length is indefinite, at byte 0"
    );
    let Ok(in_parts) = compare::read(in_parts, Rules::Lenient) else {
        panic!()
    };
    let Value::Children(parts) = in_parts.value else {
        panic!()
    };
    assert_eq!(parts[0].value, Value::Bits(b"\x0a\x3b".to_vec(), 0));
    assert_eq!(parts[1].value, Value::Bits(b"\x5f\x29\x1c\xd0".to_vec(), 4));

    assert_eq!(strict(b"\x05\x00", Reader::read::<Null>), Null);

    let (name, ok) = strict(b"\x30\x0a\x16\x05Smith\x01\x01\xff", |reader| {
        reader.sequence(|reader| Ok((reader.read::<der::Ia5String>()?, reader.read::<bool>()?)))
    });
    assert_eq!((name.as_str(), ok), (Some("Smith"), true));

    let tagged: [(&[u8], &[Tag]); 5] = [
        (b"\x1a\x05Jones", &[]),
        (
            b"\x43\x05Jones",
            &[Tag {
                class: Class::Application,
                constructed: false,
                number: 3,
            }],
        ),
        (
            b"\xa2\x07\x43\x05Jones",
            &[
                Tag::context(2),
                Tag {
                    class: Class::Application,
                    constructed: false,
                    number: 3,
                },
            ],
        ),
        (
            b"\x67\x07\x43\x05Jones",
            &[
                Tag {
                    class: Class::Application,
                    constructed: true,
                    number: 7,
                },
                Tag {
                    class: Class::Application,
                    constructed: false,
                    number: 3,
                },
            ],
        ),
        (b"\x82\x05Jones", &[Tag::context_primitive(2)]),
    ];
    for (data, tags) in tagged {
        let mut reader = Reader::new(data, Rules::Strict);
        let mut element = None;
        for &tag in tags {
            let outer: der::Element<'_> = reader.read_tagged(tag).unwrap();
            assert!(reader.is_at_end());
            if tag.constructed {
                reader = outer.elements().unwrap();
            }
            element = Some(outer);
        }
        let element = element.unwrap_or_else(|| reader.read_tagged(Tag::VISIBLE_STRING).unwrap());
        assert_eq!(
            element.value::<VisibleString>().unwrap().to_string(),
            "Jones"
        );
    }

    let oid = strict(b"\x06\x03\x81\x34\x03", Reader::read::<ObjectIdentifier>);
    assert_eq!(
        (oid.to_string().as_str(), oid.arcs().collect()),
        ("2.100.3", vec![2, 100, 3])
    );
    let relative = strict(b"\x0d\x04\xc2\x7b\x03\x02", Reader::read::<RelativeOid>);
    assert_eq!(relative.to_string(), "8571.3.2");
}

/// X.690 sections 11.7.5 and 11.8.4.
#[test]
fn the_times_of_x690() {
    let generalized = |text: &[u8]| {
        let data = trees::primitive(24, text);
        Reader::read_all(&data, Rules::Strict, Reader::read::<GeneralizedTime>)
            .map(|time| time.date_time().to_string())
            .map_err(|error| error.to_string())
    };
    let format = Err("GeneralizedTime is not YYYYMMDDHHMMSS[.f]Z, at byte 2".to_owned());
    assert_eq!(
        generalized(b"19920521000000Z").unwrap(),
        "1992-05-21T00:00:00Z"
    );
    assert_eq!(
        generalized(b"19920622123421Z").unwrap(),
        "1992-06-22T12:34:21Z"
    );
    assert_eq!(
        generalized(b"19920722132100.3Z").unwrap(),
        "1992-07-22T13:21:00.300000Z"
    );
    let midnight = "GeneralizedTime has no such date or time, at byte 2";
    assert_eq!(generalized(b"19920520240000Z").unwrap_err(), midnight);
    assert_eq!(generalized(b"19920622123421.0Z"), format);
    assert_eq!(generalized(b"19920722132100.30Z"), format);

    let utc = |text: &[u8]| {
        let data = trees::primitive(23, text);
        Reader::read_all(&data, Rules::Strict, Reader::read::<UtcTime>)
            .map(|time| time.date_time().to_string())
            .map_err(|error| error.to_string())
    };
    assert_eq!(utc(b"920521000000Z").unwrap(), "1992-05-21T00:00:00Z");
    assert_eq!(utc(b"920622123421Z").unwrap(), "1992-06-22T12:34:21Z");
    assert_eq!(utc(b"490722132100Z").unwrap(), "2049-07-22T13:21:00Z");
    assert_eq!(utc(b"500722132100Z").unwrap(), "1950-07-22T13:21:00Z");
    let midnight = "UTCTime has no such date or time, at byte 2";
    assert_eq!(utc(b"920520240000Z").unwrap_err(), midnight);
    assert_eq!(
        utc(b"9207221321Z").unwrap_err(),
        "UTCTime is not YYMMDDHHMMSSZ, at byte 2"
    );
}

/// X.690 annex A: a personnel record.
#[test]
fn the_record_of_x690() {
    let name = |given: &str, initial: &str, family: &str| {
        let part = |text: &str| trees::primitive(26, text.as_bytes());
        trees::element(
            1,
            true,
            1,
            &[part(given), part(initial), part(family)].concat(),
        )
    };
    let date = |number, text: &str| {
        trees::element(
            2,
            true,
            number,
            &trees::element(1, false, 3, text.as_bytes()),
        )
    };
    let child = |name: Vec<u8>, born| trees::element(0, true, 17, &[name, date(0, born)].concat());
    let children = [
        child(name("Ralph", "T", "Smith"), "19571111"),
        child(name("Susan", "B", "Jones"), "19590717"),
    ];
    let record = [
        name("John", "P", "Smith"),
        trees::element(2, true, 0, &trees::primitive(26, b"Director")),
        trees::element(1, false, 2, &[51]),
        date(1, "19710917"),
        trees::element(2, true, 2, &name("Mary", "T", "Smith")),
        trees::element(2, true, 3, &children.concat()),
    ];
    let record = trees::element(1, true, 0, &record.concat());
    assert_eq!(
        record[..3],
        [0x60, 0x81, 0x85],
        "as long as the standard says"
    );
    let read = compare::agreed(&record).unwrap();
    let Value::Children(fields) = read.value else {
        panic!()
    };
    let Value::Children(children) = &fields[5].value else {
        panic!()
    };
    assert_eq!(
        (fields.len(), children.len(), children[1].content.len()),
        (6, 2, 0x1f)
    );
}

#[test]
fn integers() {
    let table: [(&[u8], Option<i64>, Option<u64>); 10] = [
        (&[0], Some(0), Some(0)),
        (&[0x7f], Some(127), Some(127)),
        (&[0, 0x80], Some(128), Some(128)),
        (&[0x80], Some(-128), None),
        (&[0xff, 0x7f], Some(-129), None),
        (&[0xff], Some(-1), None),
        (
            &[0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            Some(i64::MAX),
            Some(i64::MAX as u64),
        ),
        (&[0x80, 0, 0, 0, 0, 0, 0, 0], Some(i64::MIN), None),
        (
            &[0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            None,
            Some(u64::MAX),
        ),
        (&[1, 0, 0, 0, 0, 0, 0, 0, 0], None, None),
    ];
    for (bytes, signed, unsigned) in table {
        let data = trees::primitive(2, bytes);
        let integer = strict(&data, Reader::read::<Integer>);
        assert_eq!(
            (integer.bytes(), integer.to_i64(), integer.to_u64()),
            (bytes, signed, unsigned)
        );
        assert_eq!(integer.is_negative(), bytes[0] >= 0x80);
        assert_eq!(
            integer.to_i128().map(|number| number >= 0),
            Some(integer.to_u128().is_some())
        );
        let padded = [&[if bytes[0] < 0x80 { 0 } else { 0xff }; 3], bytes].concat();
        assert_eq!(Integer::of_be_bytes(&padded), Some(integer));
    }
    assert_eq!(Integer::of_be_bytes(&[]), None);
}

#[test]
fn each_error_and_its_place() {
    let deep = |levels: usize| {
        (0..levels).fold(Vec::new(), |inner, _| trees::element(0, true, 16, &inner))
    };
    let long = |tag: u8, length: &[u8]| [&[tag], length, &[0; 4]].concat();
    let of = trees::primitive;
    let table: Vec<(Vec<u8>, &str)> = vec![
        (vec![], "the data ends inside a tag, at byte 0"),
        (vec![0x1f, 0x85], "the data ends inside a tag, at byte 2"),
        (vec![0x02], "the data ends inside a length, at byte 1"),
        (
            vec![0x02, 0x82, 0x01],
            "the data ends inside a length, at byte 3",
        ),
        (
            vec![0x30, 4, 2, 1, 0, 4],
            "the data ends inside a length, at byte 6",
        ),
        (
            vec![0x30, 3, 2, 5, 0],
            "length 5 exceeds the 1 bytes left, at byte 2",
        ),
        (
            long(4, &[0x84, 0xff, 0xff, 0xff, 0xff]),
            "length 4294967295 exceeds the 4 bytes left, at byte 0",
        ),
        (
            long(4, &[0x85, 1, 0, 0, 0, 0]),
            "length 4294967296 exceeds the 4 bytes left, at byte 0",
        ),
        (
            long(4, &[0x88, 255, 255, 255, 255, 255, 255, 255, 255]),
            "length 18446744073709551615 exceeds the 4 bytes left, at byte 0",
        ),
        (
            long(4, &[0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
            "length of 9 octets is too large, at byte 0",
        ),
        (vec![0x30, 0x80, 0, 0], "length is indefinite, at byte 0"),
        (long(4, &[0x81, 4]), "length is not minimal, at byte 0"),
        (
            long(4, &[0x82, 0, 0x80]),
            "length is not minimal, at byte 0",
        ),
        (vec![0x9f, 0x1e, 0], "tag number is not minimal, at byte 0"),
        (
            vec![0x9f, 0x80, 0x1f, 0],
            "tag number is not minimal, at byte 0",
        ),
        (
            vec![0x9f, 0x90, 0x80, 0x80, 0x80, 0, 0],
            "tag number exceeds 32 bits, at byte 0",
        ),
        (vec![0x9f, 0x8f, 0xff, 0xff, 0xff, 0x7f, 0], "fine"),
        (vec![0, 0], "universal tag 0 is reserved, at byte 0"),
        (deep(64), "fine"),
        (deep(65), "nested deeper than 64 levels, at byte 129"),
        (vec![5, 0, 5, 0], "2 bytes of trailing data, at byte 2"),
        (of(16, &[]), "SEQUENCE must be constructed, at byte 0"),
        (
            trees::element(0, true, 2, &[]),
            "INTEGER must be primitive, at byte 0",
        ),
        (
            trees::element(0, true, 4, &[]),
            "OCTET STRING must be primitive, at byte 0",
        ),
        (of(1, &[0, 0]), "BOOLEAN of 2 bytes, not 1, at byte 2"),
        (of(1, &[]), "BOOLEAN of 0 bytes, not 1, at byte 2"),
        (
            of(1, &[0xfe]),
            "BOOLEAN 0xfe is neither 0x00 nor 0xff, at byte 2",
        ),
        (of(5, &[0]), "NULL of 1 bytes, not 0, at byte 2"),
        (of(2, &[]), "INTEGER without content, at byte 2"),
        (of(10, &[]), "ENUMERATED without content, at byte 2"),
        (of(2, &[0, 0x7f]), "INTEGER is not minimal, at byte 2"),
        (
            of(10, &[0xff, 0x80]),
            "ENUMERATED is not minimal, at byte 2",
        ),
        (of(3, &[]), "BIT STRING without content, at byte 2"),
        (of(3, &[8, 0]), "BIT STRING with 8 unused bits, at byte 2"),
        (of(3, &[1]), "BIT STRING with 1 unused bits, at byte 2"),
        (
            of(3, &[4, 0, 8]),
            "unused bits of BIT STRING are not zero, at byte 4",
        ),
        (of(6, &[]), "OBJECT IDENTIFIER without content, at byte 2"),
        (
            of(6, &[0x2a, 0x80, 1]),
            "OBJECT IDENTIFIER arc is not minimal, at byte 3",
        ),
        (
            of(6, &[0x2a, 0x86]),
            "OBJECT IDENTIFIER ends inside an arc, at byte 4",
        ),
        (
            of(6, &[&[0x2a, 0x83][..], &[0xff; 17], &[0x7f]].concat()),
            "fine",
        ),
        (
            of(6, &[&[0x2a, 0x84][..], &[0x80; 17], &[0]].concat()),
            "OBJECT IDENTIFIER arc exceeds 128 bits, at byte 3",
        ),
        (
            of(6, &[&[0x2a, 0x81][..], &[0x80; 18], &[0]].concat()),
            "OBJECT IDENTIFIER arc exceeds 128 bits, at byte 3",
        ),
        (of(13, &[]), "RELATIVE-OID without content, at byte 2"),
        (
            of(13, &[0x80]),
            "RELATIVE-OID arc is not minimal, at byte 2",
        ),
        (
            of(19, b"a@b"),
            "PrintableString does not allow byte 0x40, at byte 3",
        ),
        (
            of(18, b"1-2"),
            "NumericString does not allow byte 0x2d, at byte 3",
        ),
        (
            of(22, b"\x80"),
            "IA5String does not allow byte 0x80, at byte 2",
        ),
        (
            of(26, b"ab\n"),
            "VisibleString does not allow byte 0x0a, at byte 4",
        ),
        (of(12, b"ab\xc3"), "UTF8String is not UTF-8, at byte 4"),
        (
            of(30, b"abc"),
            "BMPString of 3 bytes, not a multiple of 2, at byte 2",
        ),
        (
            of(28, b"abc"),
            "UniversalString of 3 bytes, not a multiple of 4, at byte 2",
        ),
        (
            of(30, b"\0a\xd8\0"),
            "BMPString holds a surrogate, at byte 4",
        ),
        (
            of(28, b"\0\0\0a\0\x11\0\0"),
            "UniversalString holds no character 0x110000, at byte 6",
        ),
        (
            of(23, b"991231235959"),
            "UTCTime is not YYMMDDHHMMSSZ, at byte 2",
        ),
        (
            of(24, b"20991231235959,5Z"),
            "GeneralizedTime is not YYYYMMDDHHMMSS[.f]Z, at byte 2",
        ),
        (
            of(24, b"00000101000000Z"),
            "GeneralizedTime has no such date or time, at byte 2",
        ),
        (
            of(23, b"010229000000Z"),
            "UTCTime has no such date or time, at byte 2",
        ),
        (
            vec![0x31, 6, 2, 1, 2, 2, 1, 1],
            "elements of SET are not in ascending order, at byte 5",
        ),
        (vec![0x31, 6, 2, 1, 1, 2, 1, 1], "fine"),
        // A SET whose tags ascend where the encodings do not: [APPLICATION 31] before [0].
        (vec![0x31, 5, 0x5f, 0x1f, 0, 0x80, 0], "fine"),
        (
            vec![0x31, 5, 0x80, 0, 0x5f, 0x1f, 0],
            "elements of SET are not in ascending order, at byte 4",
        ),
    ];
    for (data, expected) in table {
        assert_eq!(message(&data, Rules::Strict), expected, "{data:02x?}");
        let _ = compare::agreed(&data);
    }
    let lenient: Vec<(Vec<u8>, &str)> = vec![
        (vec![0x30, 0x80, 0, 0], "fine"),
        (
            vec![0x30, 0x80, 2, 1, 0, 0],
            "universal tag 0 is reserved, at byte 5",
        ),
        (
            vec![0x30, 0x80, 2, 1, 0],
            "the data ends inside an indefinite length, at byte 5",
        ),
        (vec![4, 0x80, 0, 0], "length is indefinite, at byte 0"),
        (
            vec![0x30, 2, 0, 0],
            "universal tag 0 is reserved, at byte 2",
        ),
        (
            [[0x30, 0x80].repeat(64), [0, 0].repeat(64)].concat(),
            "fine",
        ),
        (
            [[0x30, 0x80].repeat(65), [0, 0].repeat(65)].concat(),
            "nested deeper than 64 levels, at byte 128",
        ),
        (
            of(24, b"99991231235959-0001"),
            "GeneralizedTime has no such date or time, at byte 2",
        ),
        (of(23, b"9912312359+0100"), "fine"),
        (
            of(23, b"9912312359+1300"),
            "UTCTime has no such date or time, at byte 2",
        ),
        (
            of(23, b"9912312359"),
            "UTCTime is not YYMMDDHHMMSSZ, at byte 2",
        ),
        ([&[0x9f][..], &[0x80; 125], &[5, 0]].concat(), "fine"),
        (
            [&[0x9f][..], &[0x80; 126], &[5, 0]].concat(),
            "tag number exceeds 32 bits, at byte 0",
        ),
        (
            [&[0x9f][..], &[0x80; 125], &[5, 0xff], &[0; 127]].concat(),
            "fine",
        ),
    ];
    for (data, expected) in lenient {
        assert_eq!(message(&data, Rules::Lenient), expected, "{data:02x?}");
        let _ = compare::agreed(&data);
    }
}

#[test]
fn only_the_shortest_length_is_strict() {
    for len in [0_usize, 1, 127, 128, 255, 256, 65535, 65536, 1 << 24] {
        let content = vec![0; len];
        let shortest = trees::length(len);
        for octets in 0..=8_u8 {
            let number = len as u64;
            let long = &number.to_be_bytes()[8 - usize::from(octets)..];
            let fits = octets == 0 && len < 128 || octets > 0 && number >> (8 * octets.min(7)) == 0;
            if !fits {
                continue;
            }
            let length = match octets {
                0 => vec![len as u8],
                _ => [&[0x80 + octets], long].concat(),
            };
            let data = [&[4], &length[..], &content].concat();
            let expected = if length == shortest {
                "fine"
            } else {
                "length is not minimal, at byte 0"
            };
            assert_eq!(message(&data, Rules::Strict), expected, "{len} in {octets}");
            assert_eq!(message(&data, Rules::Lenient), "fine", "{len} in {octets}");
        }
    }
}
