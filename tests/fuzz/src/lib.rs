//! What the targets share: options made of the fuzzer's bytes, and the properties that they assert.

use arbitrary::Arbitrary;
use codecs::ByteSet;
use codecs_tests::direction::Direction;

/// Characters to skip.
#[derive(Arbitrary, Debug)]
pub enum Ignored {
    Nothing,
    Newline,
    Whitespace,
    Some([u8; 3]),
    Everything,
}

impl Ignored {
    pub fn set(&self) -> ByteSet {
        match self {
            Ignored::Nothing => ByteSet::EMPTY,
            Ignored::Newline => ByteSet::of(b"\n"),
            Ignored::Whitespace => ByteSet::of(b" \t\n\r\x0b\x0c"),
            Ignored::Some(bytes) => ByteSet::of(bytes),
            Ignored::Everything => (0..=u8::MAX).fold(ByteSet::EMPTY, ByteSet::with),
        }
    }
}

/// The N characters of an alphabet.
#[derive(Arbitrary, Debug)]
pub enum Alphabet {
    Standard,
    /// The other one that the codec knows by name.
    Other,
    /// Characters in a row from here on, over the end of the range of a byte if need be.
    From(u8),
    /// A standard alphabet with two characters changed, to one that may be there already.
    Changed([(u8, u8); 2]),
}

impl Alphabet {
    pub fn characters<const N: usize>(&self, standard: &[u8; N], other: &[u8; N]) -> [u8; N] {
        match *self {
            Alphabet::Standard => *standard,
            Alphabet::Other => *other,
            Alphabet::From(first) => std::array::from_fn(|n| first.wrapping_add(n as u8)),
            Alphabet::Changed(changes) => {
                let mut characters = *standard;
                for (position, character) in changes {
                    characters[usize::from(position) % N] = character;
                }
                characters
            }
        }
    }
}

/// What a decoder gets.
#[derive(Arbitrary, Debug)]
pub enum Text {
    /// The fuzzer's bytes.
    Bytes,
    /// What they are encoded to, with a few changes: long runs of good characters, which the fuzzer would not find by itself.
    Changed([Option<Change>; 4]),
}

/// A character put in, or in another's place.
#[derive(Arbitrary, Debug)]
pub struct Change {
    position: u16,
    character: u8,
    inserted: bool,
}

impl Text {
    pub fn of(&self, bytes: &[u8], encoder: &impl Direction) -> Vec<u8> {
        let Text::Changed(changes) = self else {
            return bytes.to_vec();
        };
        let mut text = encoded(encoder, bytes);
        for Change {
            position,
            character,
            inserted,
        } in changes.iter().flatten()
        {
            let position = usize::from(*position) % (text.len() + 1);
            let replaced = usize::from(!inserted && position < text.len());
            text.splice(position..position + replaced, [*character]);
        }
        text
    }
}

/// Whether a text in which only these characters mean something can be read back: each means one thing, and not the pad
/// character's or the line end's.
pub fn is_unambiguous(characters: &[u8]) -> bool {
    let set = ByteSet::of(characters);
    let distinct = (0..=u8::MAX).filter(|&byte| set.contains(byte)).count();
    distinct == characters.len() && !set.contains(b'=') && !set.contains(b'\n')
}

/// What an encoder makes of `input`, agreed among the backends.
pub fn encoded(encoder: &impl Direction, input: &[u8]) -> Vec<u8> {
    let text = encoder.agreed(input).expect("there is room");
    text.expect("encoders cannot fail")
}

/// Asserts that the backends agree on `input` in both directions, and that it comes back.
pub fn assert_comes_back(encoder: &impl Direction, decoder: &impl Direction, input: &[u8]) {
    let text = encoded(encoder, input);
    let back = decoder.agreed(&text).expect("there is room");
    assert_eq!(back.as_deref(), Ok(input), "through {text:?}");
}
