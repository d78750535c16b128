//! Base32, with letters first or with digits first.

use codecs::ByteSet;
use codecs::base32::{DecodeTable, Decoder, EncodeAlphabet, Encoder};
use cpython_api::{Argument, Borrowed, ModuleException, PyBytes, PyModule, PyResult, pyfunction};

use super::LastArguments;
use crate::Error;
use crate::codec::{decode_text, encode};
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
        s: Borrowed<'py>,
        padded: Argument<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        encode(module, s, || {
            let (padded, wrapcol) = (padded.extract()?, wrapcol.extract()?);
            Ok(Encoder { padded, wrapcol, ..Encoder::standard() })
        })
    }
}

pyfunction! {
    /// Encode a bytes-like object in Base32 with the extended hex alphabet and return bytes.
    ///
    /// The options are those of b32encode.
    #[signature = "s, *, padded=True, wrapcol=0"]
    pub fn b32hexencode<'py>(
        module: PyModule<'py>,
        s: Borrowed<'py>,
        padded: Argument<'py>,
        wrapcol: Argument<'py>,
    ) -> PyResult<PyBytes<'py>> {
        encode(module, s, || {
            let alphabet = &EncodeAlphabet::HEX;
            let (padded, wrapcol) = (padded.extract()?, wrapcol.extract()?);
            Ok(Encoder { alphabet, padded, wrapcol, ..Encoder::standard() })
        })
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
        let options = Options { padded, last: LastArguments { ignorechars, canonical } };
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
            options.decode_as(module, text, &STANDARD, &|character| read_as(character).to_ascii_uppercase())
        } else {
            options.decode_as(module, text, &STANDARD, &read_as)
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
        let options = Options { padded, last: LastArguments { ignorechars, canonical } };
        options.decode(module, Text::new(s)?, casefold, &HEX, &HEX_ANY_CASE)
    }
}

/// The arguments that binascii gets, not looked at yet.
struct Options<'py> {
    padded: Argument<'py>,
    last: LastArguments<'py>,
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
            let upper = |character: u8| character.to_ascii_uppercase();
            return self.decode_with(
                module,
                text.into_snapshot(module.py())?,
                any_case,
                Some(&upper),
            );
        }
        self.decode_with(module, text, table, None)
    }

    fn decode_as(
        self,
        module: PyModule<'py>,
        text: Text<'py>,
        table: &DecodeTable,
        read_as: ReadAs<'_>,
    ) -> PyResult<PyBytes<'py>> {
        self.decode_with(module, text, &table.translated(read_as), Some(read_as))
    }

    fn decode_with(
        self,
        module: PyModule<'py>,
        text: Text<'py>,
        table: &DecodeTable,
        read_as: Option<ReadAs<'_>>,
    ) -> PyResult<PyBytes<'py>> {
        let py = module.py();
        let data = text.get()?;
        let padded = self.padded.extract()?;
        let (mut ignored, canonical) = self.last.extract(py, ByteSet::EMPTY)?;
        if let (Some(read_as), false) = (read_as, ignored.is_empty()) {
            ignored = ignored.translated(read_as);
        }
        let decoder = Decoder {
            table,
            padded,
            ignored,
            canonical,
            ..Decoder::standard()
        };
        decode_text(module, &data.read(py)?, &decoder, Error::raise)
    }
}
