//! Hexadecimal digits.

#[cfg(not(Py_3_15))]
use std::ffi::c_int;
use std::num::NonZero;

use codecs::hex::{Case, CountedFrom, Decoder, Encoder, Separator};
use codecs::{Backend, ByteSet};
#[cfg(not(Py_3_15))]
use cpython_api::ModuleException;
use cpython_api::exceptions::{Exception, PyMemoryError, PyTypeError, PyValueError};
use cpython_api::{
    AsciiBuffer, Borrowed, BytesLike, IfGiven, PyBytes, PyModule, PyResult, pyfunction,
};

#[cfg(not(Py_3_15))]
use crate::Error;
use crate::output::{decode, encode};

/// What bytes_per_sep can be.
#[cfg(Py_3_15)]
type BytesPerSep = isize;
#[cfg(not(Py_3_15))]
type BytesPerSep = c_int;

/// Two digits for each byte, with `sep`, one character, between groups of `bytes_per_sep` bytes, which are counted from the
/// right, or from the left if it is negative.
fn b2a<'py>(
    module: PyModule<'py>,
    data: &BytesLike<'py>,
    sep: Option<Borrowed<'py>>,
    bytes_per_sep: BytesPerSep,
) -> PyResult<PyBytes<'py>> {
    let character = sep.map(separator_character).transpose()?;
    let separator = character.and_then(|character| {
        let signed = bytes_per_sep as i64;
        let counted_from = if signed < 0 {
            CountedFrom::Left
        } else {
            CountedFrom::Right
        };
        Some(Separator {
            character,
            group: NonZero::new(signed.unsigned_abs() as usize)?,
            counted_from,
        })
    });
    let encoder = Encoder {
        case: Case::Lower,
        separator,
        backend: Backend::current(),
    };
    let len = encoder
        .encoded_len(data.len())
        .filter(|&len| isize::try_from(len).is_ok());
    let Some(len) = len else {
        return Err(PyMemoryError::no_memory(module.py()));
    };
    encode(module, data, len, |input, output| {
        encoder.encode(input, output)
    })
}

fn separator_character(sep: Borrowed<'_>) -> PyResult<u8> {
    let py = sep.py();
    if sep.len()? != 1 {
        return Err(PyValueError::raise(py, "sep must be length 1."));
    }
    if sep.is_str() {
        // Any character that a byte can hold will do, whatever the message says.
        return u8::try_from(sep.char_at(0)?)
            .map_err(|_| PyValueError::raise(py, "sep must be ASCII."));
    }
    match sep.bytes() {
        // A subclass may call itself longer than it is; in C there is a NUL behind every bytes object.
        Some(bytes) => Ok(bytes.first().copied().unwrap_or_default()),
        None => Err(PyTypeError::raise(py, "sep must be str or bytes.")),
    }
}

pyfunction! {
    /// Encode a bytes-like object as hexadecimal digits.
    ///
    /// sep, one character, stands between groups of bytes_per_sep bytes if
    /// given. Groups are counted from the right, or from the left if
    /// bytes_per_sep is negative. This is hexlify() under another name.
    #[signature = "data, sep=<unrepresentable>, bytes_per_sep=1"]
    pub fn b2a_hex<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        sep: IfGiven<Borrowed<'py>>,
        bytes_per_sep: BytesPerSep,
    ) -> PyResult<PyBytes<'py>> {
        b2a(module, &data, sep.0, bytes_per_sep)
    }
}

pyfunction! {
    /// Encode a bytes-like object as hexadecimal digits.
    ///
    /// sep, one character, stands between groups of bytes_per_sep bytes if
    /// given. Groups are counted from the right, or from the left if
    /// bytes_per_sep is negative. This is b2a_hex() under another name.
    #[signature = "data, sep=<unrepresentable>, bytes_per_sep=1"]
    pub fn hexlify<'py>(
        module: PyModule<'py>,
        data: BytesLike<'py>,
        sep: IfGiven<Borrowed<'py>>,
        bytes_per_sep: BytesPerSep,
    ) -> PyResult<PyBytes<'py>> {
        b2a(module, &data, sep.0, bytes_per_sep)
    }
}

/// Digits of both cases to bytes.
#[inline(always)]
fn a2b<'py>(
    module: PyModule<'py>,
    text: &BytesLike<'py>,
    ignored: ByteSet,
) -> PyResult<PyBytes<'py>> {
    let decoder = Decoder {
        lowercase: true,
        ignored,
        backend: Backend::current(),
    };
    let max_len = |text: &[u8]| Ok(decoder.max_decoded_len(text));
    decode(module, text, max_len, |text, output| {
        decoder.decode(text, output)
    })
}

#[cfg(Py_3_15)]
pyfunction! {
    /// Decode hexadecimal digits, a bytes-like object or an ASCII string.
    ///
    /// Other characters are errors unless ignorechars has them. This is
    /// unhexlify() under another name.
    #[signature = "hexstr, /, *, ignorechars=b''"]
    pub fn a2b_hex<'py>(
        module: PyModule<'py>,
        hexstr: AsciiBuffer<'py>,
        ignorechars: IfGiven<BytesLike<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let ignored = crate::argument::ignored(module.py(), &ignorechars)?;
        a2b(module, &hexstr.0, ignored)
    }
}

#[cfg(Py_3_15)]
pyfunction! {
    /// Decode hexadecimal digits, a bytes-like object or an ASCII string.
    ///
    /// Other characters are errors unless ignorechars has them. This is
    /// a2b_hex() under another name.
    #[signature = "hexstr, /, *, ignorechars=b''"]
    pub fn unhexlify<'py>(
        module: PyModule<'py>,
        hexstr: AsciiBuffer<'py>,
        ignorechars: IfGiven<BytesLike<'py>>,
    ) -> PyResult<PyBytes<'py>> {
        let ignored = crate::argument::ignored(module.py(), &ignorechars)?;
        a2b(module, &hexstr.0, ignored)
    }
}

/// Where nothing can be ignored, an odd length is the first thing to be found.
#[cfg(not(Py_3_15))]
fn a2b_pairs<'py>(module: PyModule<'py>, text: &BytesLike<'py>) -> PyResult<PyBytes<'py>> {
    if text.len() % 2 != 0 {
        return Err(Error::raise(module, "Odd-length string"));
    }
    a2b(module, text, ByteSet::EMPTY)
}

#[cfg(not(Py_3_15))]
pyfunction! {
    /// Decode hexadecimal digits, a bytes-like object or an ASCII string.
    ///
    /// There must be an even number of them. This is unhexlify() under
    /// another name.
    #[signature = "hexstr, /"]
    pub fn a2b_hex<'py>(module: PyModule<'py>, hexstr: AsciiBuffer<'py>) -> PyResult<PyBytes<'py>> {
        a2b_pairs(module, &hexstr.0)
    }
}

#[cfg(not(Py_3_15))]
pyfunction! {
    /// Decode hexadecimal digits, a bytes-like object or an ASCII string.
    ///
    /// There must be an even number of them. This is a2b_hex() under another
    /// name.
    #[signature = "hexstr, /"]
    pub fn unhexlify<'py>(module: PyModule<'py>, hexstr: AsciiBuffer<'py>) -> PyResult<PyBytes<'py>> {
        a2b_pairs(module, &hexstr.0)
    }
}
