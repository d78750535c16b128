//! Data made to cost time, memory or a wrong answer.
//!
//! What is not linear in such inputs would not end in hours, so that these tests end is what they show. No clock is looked at.

use der::{Integer, ObjectIdentifier, Reader, Rules, validate};
use der_tests::trees;

/// Squared, more steps than anybody waits for.
const MILLIONS: usize = 4_000_000;

const BOTH: [Rules; 2] = [Rules::Strict, Rules::Lenient];

fn message(data: &[u8], rules: Rules) -> String {
    validate(data, rules).map_or_else(|error| error.to_string(), |_| "fine".to_owned())
}

/// Short enough to be looked at, with a long length and everything that has one.
fn sample() -> Vec<u8> {
    let set = [trees::primitive(2, &[1]), trees::primitive(2, &[2])].concat();
    trees::sequence(&[
        trees::element(2, true, 0, &trees::primitive(2, &[2])),
        trees::primitive(2, &[0; 1]),
        trees::sequence(&[
            trees::primitive(6, &[0x2a, 0x86, 0x48]),
            trees::primitive(5, &[]),
        ]),
        trees::element(0, true, 17, &set),
        trees::element(2, false, 1000, &[7; 3]),
        trees::primitive(23, b"991231235959Z"),
        trees::primitive(4, &[9; 300]),
    ])
}

/// The length of an element that is cut is the first thing that is wrong, and the outermost element is cut.
#[test]
fn truncated_at_every_byte() {
    let data = sample();
    assert_eq!(message(&data, Rules::Strict), "fine");
    let header_len = 4;
    for len in 0..data.len() {
        for rules in BOTH {
            let expected = match len {
                0 => "the data ends inside a tag, at byte 0".to_owned(),
                1..4 => format!("the data ends inside a length, at byte {len}"),
                _ => format!(
                    "length {} exceeds the {} bytes left, at byte 0",
                    data.len() - header_len,
                    len - header_len
                ),
            };
            assert_eq!(message(&data[..len], rules), expected);
        }
    }
}

/// With the lengths of what is around corrected, the error is at the element that is cut, or at the end.
#[test]
fn truncated_at_every_byte_with_lengths_that_hide_it() {
    let data = sample();
    let content = &data[4..];
    let starts: Vec<usize> = {
        let mut reader = Reader::new(content, Rules::Strict);
        let mut starts = Vec::new();
        while !reader.is_at_end() {
            starts.push(reader.offset());
            reader.read_element().unwrap();
        }
        starts
    };
    for len in 1..content.len() {
        let cut = trees::sequence(&[content[..len].to_vec()]);
        let header_len = cut.len() - len;
        for rules in BOTH {
            let error = validate(&cut, rules);
            if starts.contains(&len) {
                assert!(error.is_ok());
                continue;
            }
            let error = error.unwrap_err();
            let start = header_len + starts.iter().rfind(|start| **start < len).unwrap();
            let place = if error.kind().to_string().starts_with("the data ends") {
                cut.len()
            } else {
                start
            };
            assert_eq!(error.offset(), place, "{error}");
        }
    }
}

/// So many elements in one another, with the shortest lengths: of the outermost ones, five octets each.
fn nested(leading: u8, count: usize) -> Vec<u8> {
    let mut len = 0;
    let headers = (0..count).map(|_| {
        let header = [vec![leading], trees::length(len)].concat();
        len += header.len();
        header
    });
    let mut headers: Vec<Vec<u8>> = headers.collect();
    headers.reverse();
    headers.concat()
}

#[test]
fn nesting_bombs() {
    for leading in [0x30, 0xa0, 0x24] {
        let definite = nested(leading, MILLIONS / 5);
        let content: usize = definite.chunks(5).take(64).map(<[u8]>::len).sum();
        let expected = format!("nested deeper than 64 levels, at byte {content}");
        assert_eq!(message(&definite, Rules::Lenient), expected);
        if leading != 0x24 {
            assert_eq!(message(&definite, Rules::Strict), expected);
        }
        let indefinite = [leading, 0x80].repeat(MILLIONS / 2);
        let expected = "nested deeper than 64 levels, at byte 128";
        assert_eq!(message(&indefinite, Rules::Lenient), expected);
        assert_eq!(
            message(&indefinite, Rules::Strict),
            "length is indefinite, at byte 0"
        );
    }
}

/// The end of an indefinite length is looked for before anything in it is read.
#[test]
fn indefinite_lengths_are_counted_without_being_entered() {
    let open = |levels: usize| [[0x30, 0x80].repeat(levels), [0, 0].repeat(levels)].concat();
    let read = |data: &[u8]| {
        Reader::new(data, Rules::Lenient)
            .read_element()
            .map(|element| element.encoded().len())
    };
    assert_eq!(read(&open(64)), Ok(64 * 4));
    let error = read(&open(65)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "nested deeper than 64 levels, at byte 128"
    );
}

/// 63 open lengths around many elements, the ends of which are found from each level.
#[test]
fn indefinite_lengths_that_are_looked_through_again() {
    let data = [
        [0x30, 0x80].repeat(63),
        [5, 0].repeat(MILLIONS / 16),
        vec![0; 63 * 2],
    ]
    .concat();
    assert_eq!(message(&data, Rules::Lenient), "fine");
    let without_ends = &data[..data.len() - 1];
    let expected = format!(
        "universal tag 0 is reserved, at byte {}",
        without_ends.len() - 1
    );
    assert_eq!(message(without_ends, Rules::Lenient), expected);
    let side_by_side = [0x30, 0x80, 0, 0].repeat(MILLIONS / 4);
    let data = [vec![0x30, 0x80], side_by_side, vec![0, 0]].concat();
    assert_eq!(message(&data, Rules::Lenient), "fine");
}

#[test]
fn lying_lengths() {
    for octets in 1..=8 {
        let mut data = vec![4, 0x80 + octets];
        data.extend(vec![0xff; usize::from(octets)]);
        data.extend([0; 10]);
        let length = if octets == 8 {
            u64::MAX
        } else {
            (1 << (8 * u32::from(octets))) - 1
        };
        let expected = format!("length {length} exceeds the 10 bytes left, at byte 0");
        assert_eq!(message(&data, Rules::Strict), expected);
        assert_eq!(message(&data, Rules::Lenient), expected);
        let inside = trees::sequence(&[trees::primitive(5, &[]), data]);
        let expected = expected.replace("byte 0", "byte 4");
        assert_eq!(message(&inside, Rules::Strict), expected);
    }
    let nines = [&[4, 0xff][..], &[0xff; 127], &[0; 9]].concat();
    for rules in BOTH {
        assert_eq!(
            message(&nines, rules),
            "length of 127 octets is too large, at byte 0"
        );
    }
}

#[test]
fn giants() {
    let bytes = vec![0x7f; MILLIONS];
    let integer = trees::primitive(2, &bytes);
    for rules in BOTH {
        let read = Reader::read_all(&integer, rules, Reader::read::<Integer>).unwrap();
        assert_eq!(
            (read.bytes().len(), read.to_i128(), read.to_u128()),
            (MILLIONS, None, None)
        );
        let arcs = trees::primitive(6, &bytes);
        let read = Reader::read_all(&arcs, rules, Reader::read::<ObjectIdentifier>).unwrap();
        assert_eq!(read.arcs().count(), MILLIONS + 1);
        assert_eq!(
            read.to_string().len(),
            "2.47".len() + (MILLIONS - 1) * ".127".len()
        );
        let one_arc = trees::primitive(6, &vec![0xff; MILLIONS]);
        let start = one_arc.len() - MILLIONS;
        let expected = format!("OBJECT IDENTIFIER arc exceeds 128 bits, at byte {start}");
        assert_eq!(message(&one_arc, rules), expected);
        let tag = vec![0xbf; MILLIONS];
        assert_eq!(
            message(&tag, rules),
            "tag number exceeds 32 bits, at byte 0"
        );
    }
    let padded_tag = [vec![0x9f], vec![0x80; MILLIONS], vec![0x1f, 0]].concat();
    assert_eq!(
        message(&padded_tag, Rules::Lenient),
        "tag number exceeds 32 bits, at byte 0"
    );
    let padded_integer = trees::primitive(2, &vec![0; MILLIONS]);
    assert!(message(&padded_integer, Rules::Lenient).starts_with("INTEGER is not minimal"));
    assert_eq!(
        Integer::of_be_bytes(&vec![0; MILLIONS]).unwrap().bytes(),
        [0]
    );
}

/// Sizes of elements that are compared are no more than sizes of the data: one comparison for each pair of neighbours.
#[test]
fn sets_of_a_million() {
    let numbers = |numbers: &mut dyn Iterator<Item = u32>| -> Vec<u8> {
        let elements =
            numbers.flat_map(|number| trees::primitive(2, &(number | 1 << 24).to_be_bytes()));
        trees::element(0, true, 17, &elements.collect::<Vec<u8>>())
    };
    let ascending = numbers(&mut (0..1_000_000));
    let read_all = |data: &[u8], rules| {
        Reader::read_all(data, rules, |reader| {
            let mut count = 0;
            reader.constructed(der::Tag::SET, |reader| {
                reader.each_ascending(|reader| {
                    count += 1;
                    reader.read::<Integer>().map(|_| ())
                })
            })?;
            Ok(count)
        })
    };
    let mut last_two_swapped = ascending.clone();
    let end = ascending.len();
    last_two_swapped[end - 12..].rotate_left(6);
    let order = format!(
        "elements of SET are not in ascending order, at byte {}",
        end - 6
    );
    for rules in BOTH {
        assert_eq!(message(&ascending, rules), "fine");
        assert_eq!(read_all(&ascending, rules), Ok(1_000_000));
    }
    assert_eq!(message(&last_two_swapped, Rules::Strict), order);
    let error = read_all(&last_two_swapped, Rules::Strict).unwrap_err();
    assert_eq!(error.to_string(), format!("[999999]: {order}"));
    assert_eq!(read_all(&last_two_swapped, Rules::Lenient), Ok(1_000_000));

    // Neighbours that differ in their last byte only, and sets in sets of equal ones.
    let long = |last: u8| trees::primitive(4, &[vec![0; MILLIONS / 2], vec![last]].concat());
    let pair = trees::element(0, true, 17, &[long(0), long(1)].concat());
    assert_eq!(message(&pair, Rules::Strict), "fine");
    let nested = (0..20).fold(trees::primitive(5, &[]), |inner, _| {
        trees::element(0, true, 17, &inner.repeat(2))
    });
    assert!(nested.len() > 1_000_000);
    assert_eq!(message(&nested, Rules::Strict), "fine");
}

/// A value per byte and no more: what is counted is bounded by what is there.
#[test]
fn elements_are_no_more_than_half_the_bytes() {
    let data = trees::sequence(&[[5, 0].repeat(MILLIONS / 2)]);
    let mut count = 0;
    let mut reader = validate(&data, Rules::Strict).unwrap().elements().unwrap();
    while !reader.is_at_end() {
        reader.read_element().unwrap();
        count += 1;
    }
    assert_eq!(count, MILLIONS / 2);
}
