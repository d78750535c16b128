//! Encodings that proptest makes up.

use der_tests::trees::{self, Damage};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Made with OpenSSL: RSA with many extensions, and Ed25519 with few.
pub const CERTIFICATES: [&[u8]; 2] = [
    include_bytes!("../data/rsa.der"),
    include_bytes!("../data/ed25519.der"),
];

fn text_bytes(number: u32) -> BoxedStrategy<Vec<u8>> {
    let any_text = prop_oneof!["[ -~]{0,12}", "\\PC{0,6}"].boxed();
    match number {
        18 => "[0-9 ]{0,9}".prop_map(String::into_bytes).boxed(),
        19 => "[A-Za-z0-9 '()+,./:=?-]{0,9}"
            .prop_map(String::into_bytes)
            .boxed(),
        22 | 26 => "[ -~]{0,9}".prop_map(String::into_bytes).boxed(),
        28 => any_text
            .prop_map(|text| {
                text.chars()
                    .flat_map(|c| u32::from(c).to_be_bytes())
                    .collect()
            })
            .boxed(),
        30 => any_text
            .prop_map(|text| text.encode_utf16().flat_map(u16::to_be_bytes).collect())
            .boxed(),
        _ => any_text.prop_map(String::into_bytes).boxed(),
    }
}

fn time() -> BoxedStrategy<Vec<u8>> {
    let zone = prop_oneof![8 => Just("Z".to_owned()), 2 => "[+-]1[0-9][0-6][0-9]", 1 => Just(String::new())];
    let fraction = prop_oneof![3 => Just(String::new()), 1 => "\\.[0-9]{0,8}"];
    ("([0-9][0-9]|20[0-9][0-9]|000[01]|9999)(0[0-9]|1[0-3])([0-2][0-9]|3[01])([01][0-9]|2[0-4])[0-6][0-9]([0-6][0-9]|)", fraction, zone)
        .prop_map(|(digits, fraction, zone)| [digits, fraction, zone].concat().into_bytes())
        .boxed()
}

fn primitive() -> BoxedStrategy<Vec<u8>> {
    let of = |number: u32, content: BoxedStrategy<Vec<u8>>| {
        content
            .prop_map(move |content| trees::primitive(number, &content))
            .boxed()
    };
    let arcs = vec(
        prop_oneof![any::<u8>().prop_map(u128::from), any::<u128>()],
        1..4,
    );
    let arcs = arcs
        .prop_map(|arcs| arcs.into_iter().flat_map(trees::base_128).collect())
        .boxed();
    let strings = select(vec![12, 18, 19, 20, 21, 22, 25, 26, 27, 28, 30]);
    prop_oneof![
        1 => of(1, select(vec![vec![0], vec![255], vec![1]]).boxed()),
        1 => of(2, vec(any::<u8>(), 0..20).boxed()),
        1 => of(3, (0..9u8, vec(any::<u8>(), 0..5)).prop_map(|(unused, mut bytes)| {
            if let Some(last) = bytes.last_mut() {
                *last &= 0xff_u8.checked_shl(u32::from(unused)).unwrap_or(0xff);
            }
            bytes.insert(0, unused);
            bytes
        }).boxed()),
        1 => of(4, vec(any::<u8>(), 0..200).boxed()),
        1 => of(5, Just(vec![]).boxed()),
        1 => of(6, arcs.clone()),
        1 => of(13, arcs),
        1 => of(10, vec(any::<u8>(), 1..3).boxed()),
        4 => strings.prop_flat_map(|number| {
            text_bytes(number).prop_map(move |content| trees::primitive(number, &content))
        }),
        2 => of(23, time()),
        2 => of(24, time()),
        1 => (1..4u8, any::<u32>(), vec(any::<u8>(), 0..9))
            .prop_map(|(class, number, content)| trees::element(class, false, number >> (number % 32), &content)),
    ]
    .boxed()
}

/// A tree that may be right, more often than not.
pub fn tree() -> BoxedStrategy<Vec<u8>> {
    primitive()
        .prop_recursive(6, 60, 5, |inner| {
            let some = vec(inner, 0..5);
            prop_oneof![
                4 => some.clone().prop_map(|children| trees::sequence(&children)),
                2 => some.clone().prop_map(|mut children| {
                    children.sort();
                    trees::element(0, true, 17, &children.concat())
                }),
                1 => some.clone().prop_map(|children| trees::element(0, true, 17, &children.concat())),
                1 => (some.clone(), select(vec![0x24, 0x30, 0x31, 0x2c, 0x02, 0xa0, 0xbf])).prop_map(|(children, tag)| {
                    [&[tag, 0x80], &children.concat()[..], &[0, 0]].concat()
                }),
                2 => (some, 1..4u8, any::<u8>()).prop_map(|(children, class, number)| {
                    trees::element(class, true, u32::from(number), &children.concat())
                }),
            ]
        })
        .boxed()
}

pub fn damage() -> BoxedStrategy<Damage> {
    let at = any::<usize>();
    prop_oneof![
        (at, any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (at, any::<u8>()).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        (at, any::<u8>()).prop_map(|(at, byte)| Damage::Insert(at, byte)),
        at.prop_map(Damage::Remove),
        at.prop_map(Damage::Cut),
        (at, any::<usize>()).prop_map(|(at, count)| Damage::Double(at, count)),
    ]
    .boxed()
}
