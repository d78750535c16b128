//! Base32, with letters first or with digits first.

use codecs::ByteSet;
use codecs::base32::{DecodeTable, Decoder, EncodeAlphabet, Encoder, PAD};
use cpython_api::{Argument, Borrowed, ModuleException, PyBytes, PyModule, PyResult, pyfunction};

use super::{bytes_like, raise_wrong_len};
use crate::Error;
use crate::codec::{decode_text, encode};
use crate::input::{Text, characters};

pyfunction! {
    /// Encode a bytes-like object in Base32 (RFC 4648) and return bytes.
    #[signature = "s"]
    pub fn b32encode<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        encode(module, &bytes_like(s)?, &Encoder::standard())
    }
}

pyfunction! {
    /// Encode a bytes-like object in Base32 with the extended hex alphabet and return bytes.
    #[signature = "s"]
    pub fn b32hexencode<'py>(module: PyModule<'py>, s: Borrowed<'py>) -> PyResult<PyBytes<'py>> {
        encode(module, &bytes_like(s)?, &Encoder { alphabet: &EncodeAlphabet::HEX, ..Encoder::standard() })
    }
}

pyfunction! {
    /// Decode Base32 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// Lower-case letters are accepted if casefold is true. With a map01, a
    /// single character, the digit 1 is read as that letter and the digit 0 as
    /// the letter O. What cannot be decoded raises binascii.Error.
    #[signature = "s, casefold=False, map01=None"]
    pub fn b32decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
        map01: Option<Borrowed<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        STANDARD.decode(module, s, casefold, map01)
    }
}

pyfunction! {
    /// Decode text in Base32 with the extended hex alphabet and return bytes.
    ///
    /// Lower-case letters are accepted if casefold is true. What cannot be
    /// decoded raises binascii.Error.
    #[signature = "s, casefold=False"]
    pub fn b32hexdecode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        HEX.decode(module, s, casefold, None)
    }
}

/// The number of characters, before anything else is looked at.
fn len(text: &Text<'_>) -> PyResult<usize> {
    match text {
        Text::Ready(data) => Ok(data.len()),
        Text::Object(object) => object.len(),
    }
}

/// What an alphabet's characters mean, as it is and with lower-case letters.
struct Alphabet {
    characters: EncodeAlphabet,
    table: DecodeTable,
    any_case: DecodeTable,
}

static STANDARD: Alphabet = Alphabet::new(EncodeAlphabet::STANDARD);
static HEX: Alphabet = Alphabet::new(EncodeAlphabet::HEX);

/// What a character is read as.
type ReadAs<'a> = &'a dyn Fn(u8) -> u8;

impl Alphabet {
    const fn new(characters: EncodeAlphabet) -> Self {
        let table = DecodeTable::of(&characters);
        let any_case = DecodeTable::of(&characters).case_folded();
        Alphabet {
            characters,
            table,
            any_case,
        }
    }

    #[inline(always)]
    fn decode<'py>(
        &self,
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
        map01: Option<Borrowed<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let mut text = Text::new(s)?;
        if len(&text)? % 8 != 0 {
            return Err(Error::raise(module, "Incorrect padding"));
        }
        let mut one = None;
        if let Some(map01) = map01 {
            let ([letter], _) = characters(py, map01, raise_wrong_len)?;
            one = Some(letter);
            text = text.into_snapshot(py)?;
        }
        let casefold = casefold.extract()?;
        let table = if casefold {
            &self.any_case
        } else {
            &self.table
        };
        let fold = |character: u8| {
            if casefold {
                character.to_ascii_uppercase()
            } else {
                character
            }
        };
        let data = text.get()?;
        let Some(one) = one else {
            return self.decode_text(module, &data.read(py)?, table, &fold);
        };
        let read_as = |character| match character {
            b'0' => b'O',
            b'1' => fold(one),
            other => fold(other),
        };
        self.decode_text(
            module,
            &data.read(py)?,
            &table.translated(read_as),
            &read_as,
        )
    }

    fn decode_text<'py>(
        &self,
        module: PyModule<'py>,
        text: &[u8],
        table: &DecodeTable,
        read_as: ReadAs<'_>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let decoder = Decoder {
            table,
            ..Decoder::standard()
        };
        decode_text(module, text, &decoder, |module, _| {
            if self.is_padding_wrong(text, read_as) {
                Error::raise(module, "Incorrect padding")
            } else {
                Error::raise(module, "Non-base32 digit found").without_context(py)
            }
        })
    }

    /// Whether padding alone is wrong with `text`: Lib/base64.py takes it off the end, then looks at every character, and at the
    /// number of pad characters last.
    fn is_padding_wrong(&self, text: &[u8], read_as: ReadAs<'_>) -> bool {
        let digits = ByteSet::of(self.characters.characters());
        let unpadded = text
            .iter()
            .rev()
            .skip_while(|&&character| read_as(character) == PAD);
        unpadded
            .copied()
            .all(|character| digits.contains(read_as(character)))
    }
}
