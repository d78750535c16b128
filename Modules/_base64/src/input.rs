//! What the functions accept, and what they say of anything else.

use std::fmt;

use cpython_api::exceptions::{Exception, PyTypeError, PyUnicodeEncodeError, PyValueError};
use cpython_api::{
    Borrowed, BytesLike, Chain, PyBuffer, PyBytes, PyErr, PyResult, PyString, Python,
};

/// Text to decode: an ASCII `str` or a bytes-like object.
pub enum Text<'py> {
    /// Looked at, and copied if it can change.
    Ready(BytesLike<'py>),
    /// `bytes` and `bytearray`, which are looked at only when the other arguments have been.
    Object(Borrowed<'py>),
}

impl<'py> Text<'py> {
    pub fn new(object: Borrowed<'py>) -> PyResult<Self> {
        let py = object.py();
        if object.is_str() {
            return ascii(object).map(BytesLike::Immutable).map(Text::Ready);
        }
        if object.is_bytes() || object.is_bytearray() {
            return Ok(Text::Object(object));
        }
        match PyBuffer::get_any_layout(object) {
            Ok(buffer) => buffer.into_snapshot(py).map(Text::Ready),
            Err(error) if error.is_instance::<PyTypeError>(py) => Err(error
                .replace::<PyTypeError>(py, Chain::Suppressed, || {
                    let name = object.class_name()?;
                    PyString::new(
                        py,
                        "argument should be a bytes-like object or ASCII string, not ",
                    )?
                    .then_string(py, &name.as_borrowed().repr()?)
                })),
            Err(error) => Err(error),
        }
    }

    #[inline(always)]
    pub fn get(self) -> PyResult<BytesLike<'py>> {
        match self {
            Text::Ready(data) => Ok(data),
            Text::Object(object) => BytesLike::get(object),
        }
    }
}

fn ascii(text: Borrowed<'_>) -> PyResult<&[u8]> {
    let py = text.py();
    if let Some(characters) = text.ascii_str() {
        return Ok(characters);
    }
    match text.encode_ascii() {
        Err(error) if error.is_instance::<PyUnicodeEncodeError>(py) => Err(error
            .replace::<PyValueError>(py, Chain::Context, || {
                PyString::new(py, "string argument should contain only ASCII characters")
            })),
        Err(error) => Err(error),
        Ok(_) => unreachable!("what is not ASCII does not encode to ASCII"),
    }
}

/// What the legacy interface demands: one dimension of single bytes.
pub fn check_type(object: Borrowed<'_>) -> PyResult<()> {
    if object.exact_bytes().is_some() {
        return Ok(());
    }
    let py = object.py();
    let class_name = || object.class_name().and_then(|name| name.into_str());
    let buffer = match PyBuffer::get_any_layout(object) {
        Ok(buffer) => buffer,
        Err(error) if error.is_instance::<PyTypeError>(py) => {
            return Err(error.replace::<PyTypeError>(py, Chain::Cause, || {
                PyString::new(py, "expected bytes-like object, not ")?
                    .then_string(py, &class_name()?)
            }));
        }
        Err(error) => return Err(error),
    };
    if !matches!(buffer.format().to_bytes(), b"c" | b"b" | b"B") {
        return Err(PyTypeError::raise_with(py, || {
            let format = PyString::from_c_str(py, buffer.format())?;
            PyString::new(py, "expected single byte elements, not ")?
                .then_string(py, &format.as_borrowed().repr()?)?
                .then(py, " from ")?
                .then_string(py, &class_name()?)
        }));
    }
    if buffer.ndim() != 1 {
        return Err(PyTypeError::raise_with(py, || {
            let ndim = buffer.ndim();
            PyString::format(
                py,
                format_args!("expected 1-D data, not {ndim}-D data from "),
            )?
            .then_string(py, &class_name()?)
        }));
    }
    Ok(())
}

/// What binascii's decoders take, with their message for anything else.
pub fn binascii_buffer(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    BytesLike::get(object).map_err(|error| {
        error.clear(object.py());
        let before = c"argument should be bytes, buffer or ASCII string, not '";
        PyTypeError::raise_with_type_name(object, before, c"'")
    })
}

/// Two characters for '+' and '/', from an altchars argument of a decoding function.
pub struct Altchars<'py> {
    object: BytesObject<'py>,
    characters: [u8; 2],
}

/// What is shown of altchars in messages: a bytearray as itself, everything else as bytes.
enum BytesObject<'py> {
    Given(Borrowed<'py>),
    Made(PyBytes<'py>),
}

impl BytesObject<'_> {
    fn as_borrowed(&self) -> Borrowed<'_> {
        match self {
            BytesObject::Given(object) => *object,
            BytesObject::Made(bytes) => bytes.as_borrowed(),
        }
    }
}

impl<'py> Altchars<'py> {
    pub fn new(py: Python<'py>, altchars: Borrowed<'py>) -> PyResult<Self> {
        let data = Text::new(altchars)?.get()?;
        let contents = data.read(py)?;
        let object = if altchars.is_bytes() || altchars.is_bytearray() {
            BytesObject::Given(altchars)
        } else {
            BytesObject::Made(PyBytes::new(py, &contents)?)
        };
        match *contents {
            [plus, slash] => Ok(Altchars {
                object,
                characters: [plus, slash],
            }),
            _ => Err(raise_invalid_altchars(py, object.as_borrowed())),
        }
    }

    pub fn characters(&self) -> [u8; 2] {
        self.characters
    }

    pub fn repr(&self) -> PyResult<PyString<'_>> {
        self.object.as_borrowed().repr()
    }
}

pub fn raise_invalid_altchars(py: Python<'_>, altchars: Borrowed<'_>) -> PyErr {
    PyValueError::raise_with(py, || {
        PyString::new(py, "invalid altchars: ")?.then_string(py, &altchars.repr()?)
    })
}

/// Raises binascii.Error, the class that base64's users know.
pub fn raise_binascii_error(py: Python<'_>, message: impl fmt::Display) -> PyErr {
    let raise = || -> PyResult<PyErr> {
        let binascii = py.import(c"binascii")?;
        let error = binascii.as_borrowed().getattr(c"Error")?;
        Ok(PyErr::raise(py, error.as_borrowed(), message))
    };
    raise().unwrap_or_else(|error| error)
}
