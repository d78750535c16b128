//! What the functions accept, and what they say of anything else.

use codecs::ByteSet;
use cpython_api::exceptions::{Exception, PyTypeError, PyUnicodeEncodeError, PyValueError};
use cpython_api::{
    Borrowed, BytesLike, Chain, PyBuffer, PyBytes, PyErr, PyResult, PyString, Python,
};

const NOT_ASCII: &str = "string argument should contain only ASCII characters";

/// What a85decode skips unless it is told otherwise.
pub const WHITE_SPACE: ByteSet = ByteSet::EMPTY
    .with(b' ')
    .with(b'\t')
    .with(b'\n')
    .with(b'\r')
    .with(0x0b);

/// Text to decode: an ASCII `str` or a bytes-like object.
pub enum Text<'py> {
    /// Looked at, and copied if it can change.
    Ready(BytesLike<'py>),
    /// A subclass of `bytes`, or a `bytearray`, which is looked at only when the other arguments have been.
    Object(Borrowed<'py>),
}

impl<'py> Text<'py> {
    #[inline(always)]
    pub fn new(object: Borrowed<'py>) -> PyResult<Self> {
        match object.exact_bytes() {
            Some(bytes) => Ok(Text::Ready(BytesLike::Immutable(bytes))),
            None => Self::of_other(object),
        }
    }

    fn of_other(object: Borrowed<'py>) -> PyResult<Self> {
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

    /// The same for the rest of the call, whatever happens to the object.
    pub fn into_snapshot(self, py: Python<'py>) -> PyResult<Self> {
        self.get()?.into_snapshot(py).map(Text::Ready)
    }

    #[inline(always)]
    pub fn get(self) -> PyResult<BytesLike<'py>> {
        match self {
            Text::Ready(data) => Ok(data),
            Text::Object(object) => BytesLike::get(object),
        }
    }
}

/// Text to decode, looked at before the other arguments.
#[inline(always)]
pub fn text(object: Borrowed<'_>) -> PyResult<BytesLike<'_>> {
    Text::new(object)?.get()
}

fn ascii(text: Borrowed<'_>) -> PyResult<&[u8]> {
    let py = text.py();
    if let Some(characters) = text.ascii_str() {
        return Ok(characters);
    }
    match text.encode_ascii() {
        Err(error) if error.is_instance::<PyUnicodeEncodeError>(py) => {
            Err(error.replace::<PyValueError>(py, Chain::Context, || PyString::new(py, NOT_ASCII)))
        }
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

/// What messages show of an argument that is text: a bytearray as itself, everything else as bytes.
pub enum BytesObject<'py> {
    Given(Borrowed<'py>),
    Made(PyBytes<'py>),
}

impl BytesObject<'_> {
    pub fn as_borrowed(&self) -> Borrowed<'_> {
        match self {
            BytesObject::Given(object) => *object,
            BytesObject::Made(bytes) => bytes.as_borrowed(),
        }
    }
}

/// An argument of `N` characters, and how to show it. It may be what [`Text`] may be. If there are more or fewer characters,
/// `raise` gets what is to be shown.
pub fn characters<'py, const N: usize>(
    py: Python<'py>,
    argument: Borrowed<'py>,
    raise: impl FnOnce(Borrowed<'_>) -> PyErr,
) -> PyResult<([u8; N], BytesObject<'py>)> {
    let data = text(argument)?;
    let contents = data.read(py)?;
    let object = if argument.is_bytes() || argument.is_bytearray() {
        BytesObject::Given(argument)
    } else {
        BytesObject::Made(PyBytes::new(py, &contents)?)
    };
    match (*contents).try_into() {
        Ok(characters) => Ok((characters, object)),
        Err(_) => Err(raise(object.as_borrowed())),
    }
}
