//! What the functions accept, and what they say of anything else.

use std::fmt;

use cpython_api::exceptions::{Exception, PyTypeError, PyValueError};
use cpython_api::{
    Borrowed, BytesLike, Chain, PyBuffer, PyBytes, PyErr, PyResult, PyString, Python,
};

/// Text to decode: an ASCII `str` or a bytes-like object, of which others than `bytes` and `bytearray` are copied now.
pub fn ascii_or_bytes(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    let py = object.py();
    if object.is_str() {
        return ascii(object).map(BytesLike::Immutable);
    }
    if object.is_bytes() || object.is_bytearray() {
        return BytesLike::get(object);
    }
    match PyBuffer::get_any_layout(object) {
        Ok(buffer) => buffer.into_snapshot(py),
        Err(error) if error.is_instance::<PyTypeError>(py) => {
            Err(error.replace(py, Chain::Suppressed, |py| {
                raise_with_class(py, object, |py, name| {
                    PyString::new(
                        py,
                        "argument should be a bytes-like object or ASCII string, not ",
                    )?
                    .then_string(py, &name.as_borrowed().repr()?)
                })
            }))
        }
        Err(error) => Err(error),
    }
}

fn ascii(text: Borrowed<'_>) -> PyResult<&[u8]> {
    let py = text.py();
    if let Some(characters) = text.ascii_str() {
        return Ok(characters);
    }
    match text.encode_ascii() {
        Err(error) => Err(error.replace(py, Chain::Context, |py| {
            PyValueError::raise(py, "string argument should contain only ASCII characters")
        })),
        Ok(_) => unreachable!("what is not ASCII does not encode to ASCII"),
    }
}

/// Raises TypeError with the message that `words` makes of the name of the object's class.
fn raise_with_class<'py>(
    py: Python<'py>,
    object: Borrowed<'_>,
    words: impl FnOnce(Python<'py>, PyString<'_>) -> PyResult<PyString<'py>>,
) -> PyErr {
    let message = object
        .class_name()
        .and_then(|name| name.as_borrowed().str().and_then(|name| words(py, name)));
    match message {
        Ok(message) => PyTypeError::raise_string(py, &message),
        Err(error) => error,
    }
}

/// What the legacy interface demands: one dimension of single bytes.
pub fn check_type(object: Borrowed<'_>) -> PyResult<()> {
    if object.exact_bytes().is_some() {
        return Ok(());
    }
    let py = object.py();
    let buffer = match PyBuffer::get_any_layout(object) {
        Ok(buffer) => buffer,
        Err(error) if error.is_instance::<PyTypeError>(py) => {
            return Err(error.replace(py, Chain::Cause, |py| {
                raise_with_class(py, object, |py, name| {
                    PyString::new(py, "expected bytes-like object, not ")?.then_string(py, &name)
                })
            }));
        }
        Err(error) => return Err(error),
    };
    if !matches!(buffer.format().to_bytes(), b"c" | b"b" | b"B") {
        return Err(raise_with_class(py, object, |py, name| {
            let format = PyString::new(py, &buffer.format().to_string_lossy())?;
            PyString::new(py, "expected single byte elements, not ")?
                .then_string(py, &format.as_borrowed().repr()?)?
                .then(py, " from ")?
                .then_string(py, &name)
        }));
    }
    if buffer.ndim() != 1 {
        return Err(raise_with_class(py, object, |py, name| {
            PyString::format(
                py,
                format_args!("expected 1-D data, not {}-D data from ", buffer.ndim()),
            )?
            .then_string(py, &name)
        }));
    }
    Ok(())
}

/// What binascii's decoders take, with their message for anything else.
pub fn binascii_buffer(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    let py = object.py();
    BytesLike::get(object).map_err(|error| {
        error.clear(py);
        let name = object.type_name().to_string_lossy();
        PyTypeError::raise(
            py,
            format_args!("argument should be bytes, buffer or ASCII string, not '{name:.100}'"),
        )
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
        let data = ascii_or_bytes(altchars)?;
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
    let message = altchars
        .repr()
        .and_then(|repr| PyString::new(py, "invalid altchars: ")?.then_string(py, &repr));
    match message {
        Ok(message) => PyValueError::raise_string(py, &message),
        Err(error) => error,
    }
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
