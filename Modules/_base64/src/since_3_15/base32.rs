//! Base32, with letters first or with digits first.

use codecs::ByteSet;
use codecs::base32::{DecodeTable, Decoder, EncodeAlphabet, Encoder};
use cpython_api::{
    Argument, Borrowed, BytesLike, ModuleException, PyBytes, PyModule, PyResult, pyfunction,
};

use super::ignored;
use crate::Error;
use crate::codec::{decode, encode};
use crate::error::raise_lengths_differ;
use crate::input::{Text, characters};

static STANDARD: DecodeTable = DecodeTable::STANDARD;
static STANDARD_ANY_CASE: DecodeTable = DecodeTable::STANDARD.case_folded();
static HEX: DecodeTable = DecodeTable::HEX;
static HEX_ANY_CASE: DecodeTable = DecodeTable::HEX.case_folded();

pyfunction! {
    /// Encode a bytes-like object in Base32 (RFC 4648) and return bytes.
    ///
    /// Unless padded is true, the '=' that fill up the last eight characters
    /// are left out. With a wrapcol, lines end with a newline after that many
    /// characters at most.
    #[signature = "s, *, padded=True, wrapcol=0"]
    pub fn b32encode<'py>(
        module: PyModule<'py>,
        s: BytesLike<'py>,
        padded: bool,
        wrapcol: usize,
    ) -> PyResult<PyBytes<'py>> {
        encode(module, &s, &Encoder { padded, wrapcol, ..Encoder::standard() })
    }
}

pyfunction! {
    /// Encode a bytes-like object in Base32 with the extended hex alphabet and return bytes.
    ///
    /// The options are those of b32encode.
    #[signature = "s, *, padded=True, wrapcol=0"]
    pub fn b32hexencode<'py>(
        module: PyModule<'py>,
        s: BytesLike<'py>,
        padded: bool,
        wrapcol: usize,
    ) -> PyResult<PyBytes<'py>> {
        let alphabet = &EncodeAlphabet::HEX;
        encode(module, &s, &Encoder { alphabet, padded, wrapcol, ..Encoder::standard() })
    }
}

pyfunction! {
    /// Decode Base32 text, a bytes-like object or an ASCII string, and return bytes.
    ///
    /// Lower-case letters are accepted if casefold is true. With a map01, a
    /// single character, the digit 1 is read as that letter and the digit 0 as
    /// the letter O. Characters in ignorechars are skipped. Unless padded is
    /// true, the text has no padding. If canonical is true, bits that encode
    /// nothing must be zero. What cannot be decoded raises binascii.Error.
    #[signature = "s, casefold=False, map01=None, *, padded=True, ignorechars=b'', canonical=False"]
    pub fn b32decode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
        map01: Option<Borrowed<'py>>,
        padded: Argument<'py>,
        ignorechars: Argument<'py>,
        canonical: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let text = Text::new(s)?;
        let options = Options { padded, ignorechars, canonical };
        let Some(map01) = map01 else {
            return options.decode(module, text, casefold, &STANDARD, &STANDARD_ANY_CASE);
        };
        let ([one], _) = characters(py, map01, |_| raise_lengths_differ(py))?;
        let read_as = |character| match character {
            b'0' => b'O',
            b'1' => one,
            other => other,
        };
        let text = text.into_snapshot(py)?;
        if casefold.extract()? {
            let read_as = |character| read_as(character).to_ascii_uppercase();
            options.decode_as(module, text, &STANDARD.translated(read_as), &read_as)
        } else {
            options.decode_as(module, text, &STANDARD.translated(read_as), &read_as)
        }
    }
}

pyfunction! {
    /// Decode text in Base32 with the extended hex alphabet and return bytes.
    ///
    /// The options are those of b32decode.
    #[signature = "s, casefold=False, *, padded=True, ignorechars=b'', canonical=False"]
    pub fn b32hexdecode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        casefold: Argument<'py>,
        padded: Argument<'py>,
        ignorechars: Argument<'py>,
        canonical: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        let options = Options { padded, ignorechars, canonical };
        options.decode(module, Text::new(s)?, casefold, &HEX, &HEX_ANY_CASE)
    }
}

/// The arguments that binascii gets, not looked at yet.
struct Options<'py> {
    padded: Argument<'py>,
    ignorechars: Argument<'py>,
    canonical: Argument<'py>,
}

/// What a character is read as.
type ReadAs<'a> = &'a dyn Fn(u8) -> u8;

impl<'py> Options<'py> {
    #[inline(always)]
    fn decode(
        self,
        module: PyModule<'py>,
        text: Text<'py>,
        casefold: Argument<'py>,
        table: &DecodeTable,
        any_case: &DecodeTable,
    ) -> PyResult<PyBytes<'py>> {
        if casefold.extract()? {
            let text = text.into_snapshot(module.py())?;
            return self.decode_as(module, text, any_case, &|character| {
                character.to_ascii_uppercase()
            });
        }
        self.decode_with(module, text, table, |ignored| ignored)
    }

    /// Decodes `text` as if each character were another, which `table` takes into account already.
    // Apart, so that the others need not keep a set in memory.
    #[inline(never)]
    fn decode_as(
        self,
        module: PyModule<'py>,
        text: Text<'py>,
        table: &DecodeTable,
        read_as: ReadAs<'_>,
    ) -> PyResult<PyBytes<'py>> {
        self.decode_with(module, text, table, |ignored| {
            if ignored.is_empty() {
                ignored
            } else {
                ignored.translated(read_as)
            }
        })
    }

    #[inline(always)]
    fn decode_with(
        self,
        module: PyModule<'py>,
        text: Text<'py>,
        table: &DecodeTable,
        translate: impl FnOnce(ByteSet) -> ByteSet,
    ) -> PyResult<PyBytes<'py>> {
        let data = text.get()?;
        let padded = self.padded.extract()?;
        let ignorechars = self.ignorechars.extract()?;
        let canonical = self.canonical.extract()?;
        let ignored = translate(ignored(module.py(), &ignorechars, ByteSet::EMPTY)?);
        let decoder = Decoder {
            table,
            padded,
            ignored,
            canonical,
            ..Decoder::standard()
        };
        decode(module, &data, &decoder, Error::raise)
    }
}
