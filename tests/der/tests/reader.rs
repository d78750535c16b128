//! Reading types that the caller names: what is expected, what is optional, and the path of an error.

use der::{Integer, Null, OctetString, Reader, Result, Rules, Tag, Writer};
use der_tests::trees;

fn strict<'a, T>(
    data: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T>,
) -> std::result::Result<T, String> {
    Reader::read_all(data, Rules::Strict, read).map_err(|error| error.to_string())
}

fn number(reader: &mut Reader<'_>) -> Result<i64> {
    Ok(reader.read::<Integer>()?.to_i64().expect("small"))
}

#[test]
fn what_is_expected_is_named() {
    let read = |data: &[u8]| strict(data, number);
    assert_eq!(read(&[2, 1, 7]), Ok(7));
    assert_eq!(
        read(&[]).unwrap_err(),
        "expected INTEGER, but the data ends, at byte 0"
    );
    assert_eq!(
        read(&[1, 1, 0]).unwrap_err(),
        "expected INTEGER, not BOOLEAN, at byte 0"
    );
    assert_eq!(
        read(&[0x80, 1, 0]).unwrap_err(),
        "expected INTEGER, not [0], at byte 0"
    );
    assert_eq!(
        read(&[0x5f, 0x1f, 0]).unwrap_err(),
        "expected INTEGER, not [APPLICATION 31], at byte 0"
    );
    assert_eq!(
        read(&[0xc1, 1, 0]).unwrap_err(),
        "expected INTEGER, not [PRIVATE 1], at byte 0"
    );
    assert_eq!(
        read(&[0x0f, 0]).unwrap_err(),
        "expected INTEGER, not [UNIVERSAL 15], at byte 0"
    );
    assert_eq!(
        read(&[0x22, 0]).unwrap_err(),
        "INTEGER must be primitive, at byte 0"
    );
    assert_eq!(
        read(&[0x1f, 0x81]).unwrap_err(),
        "the data ends inside a tag, at byte 2"
    );
    // The type is wrong before the length is.
    assert_eq!(
        read(&[1, 9]).unwrap_err(),
        "expected INTEGER, not BOOLEAN, at byte 0"
    );
    assert_eq!(
        read(&[2, 9]).unwrap_err(),
        "length 9 exceeds the 0 bytes left, at byte 0"
    );
    assert_eq!(
        read(&[2, 1, 7, 5]).unwrap_err(),
        "1 bytes of trailing data, at byte 3"
    );
    let sequence = |data: &[u8]| strict(data, |reader| reader.sequence(number));
    assert_eq!(sequence(&[0x30, 3, 2, 1, 7]), Ok(7));
    assert_eq!(
        sequence(&[0x10, 3, 2, 1, 7]).unwrap_err(),
        "SEQUENCE must be constructed, at byte 0"
    );
    assert_eq!(
        sequence(&[0x30, 0]).unwrap_err(),
        "expected INTEGER, but the data ends, at byte 2"
    );
    assert_eq!(
        sequence(&[0x30, 5, 2, 1, 7, 5, 0]).unwrap_err(),
        "2 bytes of trailing data, at byte 5"
    );
    let far = Tag {
        number: 1000,
        ..Tag::context(0)
    };
    let data = trees::element(2, true, 1000, &[5, 0]);
    assert_eq!(
        strict(&data, |reader| reader
            .constructed(far, |reader| reader.read::<Null>())),
        Ok(Null)
    );
    assert_eq!(
        strict(&data, |reader| reader
            .optional_constructed(far, Reader::read::<Null>)),
        Ok(Some(Null))
    );
}

#[test]
fn what_is_optional_is_there_by_class_and_number() {
    let read = |data: &[u8]| {
        strict(data, |reader| {
            let implicit = reader
                .read_optional_implicit::<Integer>(0)?
                .and_then(|number| number.to_i64());
            let explicit = reader.optional_context(1, number)?;
            let plain = reader.read_optional::<bool>()?;
            let any = reader
                .read_optional_tagged(Tag::NULL)?
                .map(|element| element.offset());
            Ok((implicit, explicit, plain, any))
        })
    };
    assert_eq!(read(&[]), Ok((None, None, None, None)));
    assert_eq!(
        read(&[0x80, 1, 5, 0xa1, 3, 2, 1, 6, 1, 1, 0xff, 5, 0]),
        Ok((Some(5), Some(6), Some(true), Some(11)))
    );
    assert_eq!(read(&[1, 1, 0]), Ok((None, None, Some(false), None)));
    assert_eq!(
        read(&[0xa0, 1, 5]).unwrap_err(),
        "[0] must be primitive, at byte 0"
    );
    assert_eq!(
        read(&[0x81, 3, 2, 1, 6]).unwrap_err(),
        "[1] must be constructed, at byte 0"
    );
    assert_eq!(
        read(&[2, 1, 0]).unwrap_err(),
        "3 bytes of trailing data, at byte 0"
    );
}

#[test]
fn a_default_is_not_encoded() {
    let read = |rules, data| {
        Reader::read_all(data, rules, |reader| {
            reader.or_default(false, Reader::read_optional::<bool>)
        })
        .map_err(|error| error.to_string())
    };
    for rules in [Rules::Strict, Rules::Lenient] {
        assert_eq!(read(rules, &[]), Ok(false));
        assert_eq!(read(rules, &[1, 1, 0xff]), Ok(true));
    }
    assert_eq!(
        read(Rules::Strict, &[1, 1, 0]).unwrap_err(),
        "the default value is encoded, at byte 0"
    );
    assert_eq!(read(Rules::Lenient, &[1, 1, 0]), Ok(false));
}

#[test]
fn a_set_of_ascends_and_may_repeat() {
    let read = |data: &[u8], rules| {
        let mut numbers = Vec::new();
        let result = Reader::read_all(data, rules, |reader| {
            reader.constructed(Tag::SET, |reader| {
                reader.each_ascending(|reader| {
                    numbers.push(number(reader)?);
                    Ok(())
                })
            })
        });
        result.map(|()| numbers).map_err(|error| error.to_string())
    };
    assert_eq!(read(&[0x31, 0], Rules::Strict), Ok(vec![]));
    let equal = [0x31, 6, 2, 1, 1, 2, 1, 1];
    assert_eq!(read(&equal, Rules::Strict), Ok(vec![1, 1]));
    let descending = [0x31, 9, 2, 1, 1, 2, 1, 3, 2, 1, 2];
    let order = "[2]: elements of SET are not in ascending order, at byte 8";
    assert_eq!(read(&descending, Rules::Strict).unwrap_err(), order);
    assert_eq!(read(&descending, Rules::Lenient), Ok(vec![1, 3, 2]));
    // What is wrong with a header is wrong with the element.
    let cut = [0x31, 5, 2, 1, 2, 2, 9];
    assert_eq!(
        read(&cut, Rules::Strict).unwrap_err(),
        "[1]: length 9 exceeds the 0 bytes left, at byte 5"
    );
}

/// As deep as `validate` goes: 64 elements in one another are read, and the contents of an OCTET STRING are a level too.
#[test]
fn depth() {
    fn open(reader: &mut Reader<'_>) -> Result<usize> {
        if reader.is_at_end() {
            return Ok(0);
        }
        if reader.is_next(Tag::OCTET_STRING) {
            return Ok(1 + reader.octet_string_of(open)?);
        }
        Ok(1 + reader.sequence(open)?)
    }
    let nested = |levels: usize, every: usize| {
        (0..levels).fold(Vec::new(), |inner, level| match level % every {
            1 => trees::primitive(4, &inner),
            _ => trees::element(0, true, 16, &inner),
        })
    };
    for every in [1, 2, 3] {
        for rules in [Rules::Strict, Rules::Lenient] {
            let read = |levels| {
                Reader::read_all(&nested(levels, every), rules, open)
                    .map_err(|error| error.to_string())
            };
            assert_eq!(read(64), Ok(64));
            assert_eq!(
                read(65).unwrap_err(),
                "nested deeper than 64 levels, at byte 129"
            );
            assert_eq!(
                read(66).unwrap_err(),
                "nested deeper than 64 levels, at byte 130"
            );
        }
    }
}

#[test]
fn paths() {
    let wrong = trees::sequence(&[
        trees::sequence(&[]),
        trees::sequence(&[trees::primitive(1, &[7])]),
    ]);
    let read = |reader: &mut Reader<'_>| {
        reader.field(&"tbsCertificate", |reader| {
            reader.field(&"extensions", |reader| {
                reader.sequence(|reader| {
                    reader.each(|reader| {
                        reader.sequence(|reader| {
                            reader.field(&"critical", |reader| {
                                reader.read_optional::<bool>().map(|_| ())
                            })
                        })
                    })
                })
            })
        })
    };
    let error = Reader::read_all(&wrong, Rules::Strict, read).unwrap_err();
    assert_eq!(
        error.path().to_string(),
        "tbsCertificate.extensions[1].critical"
    );
    assert_eq!(
        error.to_string(),
        "tbsCertificate.extensions[1].critical: BOOLEAN 0x07 is neither 0x00 nor 0xff, at byte 8"
    );
    let bare = der::Error::new(der::ErrorKind::NotUtf8, 3);
    assert_eq!(
        bare.in_index(2)
            .in_index(1)
            .in_field(&"names")
            .path()
            .to_string(),
        "names[1][2]"
    );
    assert_eq!(bare.in_field(&"b").in_index(0).path().to_string(), "[0].b");
    let full = (0..7).fold(bare, |error, _| error.in_index(1).in_field(&"a"));
    assert_eq!(full.path().to_string(), ["a[1]"; 7].join("."));
    assert_eq!(
        full.in_field(&"b").path().to_string(),
        format!("….{}", ["a[1]"; 7].join("."))
    );
}

/// The offsets are those in the data that a part was cut out of.
#[test]
fn a_part_knows_its_place() {
    let data = b"\x30\x07\x04\x05\x30\x03\x01\x01\x07";
    let outer = Reader::new(data, Rules::Strict).read_element().unwrap();
    let mut part = Reader::at(outer.content(), outer.content_offset(), Rules::Strict);
    let element = part.read_element().unwrap();
    assert_eq!(
        (element.offset(), element.content_offset(), part.offset()),
        (2, 4, 9)
    );
    assert_eq!(element.value::<OctetString>().unwrap().0.len(), 5);
    let error = element
        .nested()
        .unwrap()
        .sequence(Reader::read::<bool>)
        .unwrap_err();
    assert_eq!(error.offset(), 8);
}

#[test]
fn a_buffer_that_is_too_small_is_told_how_much_is_needed() {
    let write = |buffer: &mut [u8]| {
        let mut writer = Writer::new(buffer);
        writer.constructed(Tag::SEQUENCE, |writer| {
            writer.write(&OctetString(&[1; 200]));
            writer.write_implicit(3, &true);
        });
        writer
            .finish()
            .map(|bytes| bytes.len())
            .map_err(|error| error.needed)
    };
    let needed = 3 + 3 + 203;
    assert_eq!(write(&mut [0; 300]), Ok(needed));
    for len in 0..needed {
        assert_eq!(write(&mut vec![0; len]), Err(needed));
    }
}

#[test]
fn texts_that_are_no_identifier() {
    let write = |text: &str| {
        let mut buffer = [0; 64];
        let mut writer = Writer::new(&mut buffer);
        writer.write_object_identifier(text).ok()?;
        Some(writer.finish().unwrap().to_vec())
    };
    assert_eq!(write("1.2.840"), Some(vec![6, 3, 0x2a, 0x86, 0x48]));
    assert_eq!(write("2.999"), Some(vec![6, 2, 0x88, 0x37]));
    assert!(write("2.340282366920938463463374607431768211375").is_some());
    let wrong = [
        "",
        "1",
        "1.",
        ".1",
        "1..2",
        "3.1",
        "1.40",
        "0.40",
        "1.2.",
        "1.2.-3",
        "1.2.+3",
        "1.02",
        "01.2",
        "1.2.a",
        "1.2.３",
        "2.340282366920938463463374607431768211376",
        "1.2.340282366920938463463374607431768211456",
    ];
    for text in wrong {
        assert_eq!(write(text), None, "{text}");
    }
}

#[test]
fn characters_that_a_type_does_not_have() {
    use der::StringKind::*;
    let write = |kind, text: &str| {
        let mut buffer = [0; 64];
        let mut writer = Writer::new(&mut buffer);
        writer
            .write_string(kind, text.chars())
            .map_err(|error| error.character)?;
        Ok(writer.finish().unwrap()[2..].to_vec())
    };
    assert_eq!(write(Printable, "a@b*"), Err('*'));
    assert_eq!(write(Ia5, "é"), Err('é'));
    assert_eq!(write(Teletex, "é"), Ok(vec![0xe9]));
    assert_eq!(write(Teletex, "€"), Err('€'));
    assert_eq!(write(Bmp, "€"), Ok(vec![0x20, 0xac]));
    assert_eq!(write(Bmp, "😀"), Err('😀'));
    assert_eq!(write(Universal, "😀"), Ok(vec![0, 1, 0xf6, 0]));
    assert_eq!(write(Utf8, "é"), Ok(vec![0xc3, 0xa9]));
}
