//! New `bytes` objects, filled by a codec in place.

use std::convert::Infallible;
use std::fmt;
use std::mem::MaybeUninit;

use codecs::Output;
use cpython_api::{BytesLike, ModuleException, PyBytes, PyModule, PyResult};

use crate::Error;

/// What `convert` makes of `text`: at most `max_len(text)` bytes. What it reports is raised as binascii.Error.
#[inline(always)]
pub fn decode<'py, E: fmt::Display + Send>(
    module: PyModule<'py>,
    text: &BytesLike<'py>,
    max_len: impl FnOnce(&[u8]) -> PyResult<usize>,
    convert: impl FnOnce(&[u8], &mut Output<'_>) -> Result<(), E> + Send,
) -> PyResult<PyBytes<'py>> {
    let text = text.read(module.py())?;
    PyBytes::new_with(module.py(), max_len(&text)?, |memory| {
        fill(module, memory, &text, convert)
    })
}

/// What `convert` makes of `data`: at most `len` bytes.
#[inline(always)]
pub fn encode<'py>(
    module: PyModule<'py>,
    data: &BytesLike<'py>,
    len: usize,
    convert: impl FnOnce(&[u8], &mut Output<'_>) + Send,
) -> PyResult<PyBytes<'py>> {
    PyBytes::new_with(module.py(), len, |memory| {
        // Copied, if it has to be, once there is room for the result: which of the two is missing decides the exception.
        let data = data.read(module.py())?;
        fill(module, memory, &data, |data, output| {
            convert(data, output);
            Ok::<(), Infallible>(())
        })
    })
}

/// Lets other threads run Python meanwhile, if there is much to do.
#[inline(always)]
fn fill<'m, E: fmt::Display + Send>(
    module: PyModule<'_>,
    memory: &'m mut [MaybeUninit<u8>],
    input: &[u8],
    convert: impl FnOnce(&[u8], &mut Output<'_>) -> Result<(), E> + Send,
) -> PyResult<&'m mut [u8]> {
    module
        .py()
        .detach_for(input.len(), || {
            let mut output = Output::new(memory);
            convert(input, &mut output).map(|()| output.finish())
        })
        .map_err(|error| Error::raise(module, error))
}

/// The length of a result, if an object can have it.
///
/// # Errors
/// binascii.Error with `message`.
pub fn checked_len(module: PyModule<'_>, len: Option<usize>, message: &str) -> PyResult<usize> {
    len.filter(|&len| isize::try_from(len).is_ok())
        .ok_or_else(|| Error::raise(module, message))
}
