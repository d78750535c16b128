//! `der` against the naive reader, under both rules: what is read, what is wrong, and where.

use der_tests::compare::{agreed, as_each_type};
use proptest::collection::vec;
use proptest::prelude::*;

mod strategies;

use strategies::{CERTIFICATES, damage, tree};

/// All that is short, and what follows a short header.
#[test]
fn every_short_input() {
    for first in 0..=255 {
        let _ = agreed(&[first]);
        for second in 0..=255 {
            let _ = agreed(&[first, second]);
        }
    }
    let interesting = [
        0, 1, 2, 3, 0x1e, 0x1f, 0x20, 0x30, 0x3f, 0x7f, 0x80, 0x81, 0x82, 0x88, 0x89, 0xa0, 0xbf,
        0xfe, 0xff,
    ];
    for bytes in (0..interesting.len().pow(4)).map(|number| {
        let digit =
            |place: u32| interesting[number / interesting.len().pow(place) % interesting.len()];
        [digit(0), digit(1), digit(2), digit(3)]
    }) {
        let _ = agreed(&bytes);
        let _ = agreed(&bytes[..3]);
    }
}

/// Every content of one and two octets, and some of more, for every universal type.
#[test]
fn every_short_content() {
    for number in 1..31 {
        let of = |content: &[u8]| [&[number, content.len() as u8], content].concat();
        let _ = agreed(&of(&[]));
        for first in 0..=255 {
            let _ = agreed(&of(&[first]));
            for second in 0..=255 {
                let _ = agreed(&of(&[first, second]));
            }
            for rest in [
                [0; 3],
                [0x80; 3],
                [0xff; 3],
                [0xd8, 0, 0],
                [0x10, 0xff, 0xff],
            ] {
                let _ = agreed(&of(&[&[first], &rest[..]].concat()));
            }
        }
    }
}

#[test]
fn every_end_of_february() {
    for year in 0..10_000 {
        for time in [
            format!("{year:04}0229000000Z"),
            format!("{year:04}02282359-0001"),
        ] {
            let _ = agreed(&der_tests::trees::primitive(24, time.as_bytes()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(der_tests::cases(20_000)))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..40)) {
        let _ = agreed(&bytes);
    }

    #[test]
    fn trees_whole_and_damaged(mut bytes in tree(), damages in vec(damage(), 0..4)) {
        let _ = agreed(&bytes);
        for damage in damages {
            damage.apply(&mut bytes);
            let _ = agreed(&bytes);
            as_each_type(&bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(der_tests::cases(5_000)))]

    #[test]
    fn certificates_whole_and_damaged(which in 0..2_usize, damages in vec(damage(), 0..4)) {
        let mut bytes = CERTIFICATES[which].to_vec();
        prop_assert!(agreed(&bytes).is_ok());
        for damage in damages {
            damage.apply(&mut bytes);
            let _ = agreed(&bytes);
        }
    }
}

/// That a test above looks at what it is there for: about half of its trees are right.
#[test]
fn many_trees_are_right() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let right = (0..1000)
        .filter(|_| agreed(&tree().new_tree(&mut runner).unwrap().current()).is_ok())
        .count();
    assert!((200..900).contains(&right), "{right}");
}
