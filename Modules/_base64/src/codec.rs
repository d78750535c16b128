//! From a codec to Python: the result is a `bytes` object that the codec writes in place, detached if that takes long.

use std::mem::MaybeUninit;

use codecs::Output;
use cpython_api::exceptions::PyMemoryError;
use cpython_api::{BytesLike, ModuleException, PyBytes, PyErr, PyModule, PyResult, Python};

use crate::Error;

/// An encoder of `codecs`.
pub trait Encode: Sync {
    /// What binascii.Error says where no object can hold the text; without it, that is a MemoryError.
    const TOO_MUCH: Option<&'static str>;

    /// The most characters that `input_len` bytes are encoded to, or `None` if that is too much.
    fn room(&self, input_len: usize) -> Option<usize>;

    /// Encodes `input`.
    fn run(&self, input: &[u8], output: &mut Output<'_>);
}

/// A decoder of `codecs`.
pub trait Decode: Sync {
    /// Why a text cannot be decoded.
    type Error: Send;

    /// As [`Encode::TOO_MUCH`].
    const TOO_MUCH: Option<&'static str>;

    /// The most bytes that `text` can decode to, or `None` if that is too much.
    fn room(&self, text: &[u8]) -> Option<usize>;

    /// Decodes `text`.
    fn run(&self, text: &[u8], output: &mut Output<'_>) -> Result<(), Self::Error>;
}

/// A version's encoders and decoders: which there are, what tells the room they need, what is said where that is too much.
macro_rules! codecs {
    (
        encoders: { $($encoder:ty: $encoder_room:ident, $encoder_too_much:expr;)* }
        decoders: { $($decoder:ty: $error:ty, $decoder_too_much:expr;)* }
    ) => {
        $(
            impl $crate::codec::Encode for $encoder {
                const TOO_MUCH: Option<&'static str> = $encoder_too_much;

                #[inline(always)]
                fn room(&self, input_len: usize) -> Option<usize> {
                    self.$encoder_room(input_len)
                }

                #[inline(always)]
                fn run(&self, input: &[u8], output: &mut ::codecs::Output<'_>) {
                    self.encode(input, output);
                }
            }
        )*
        $(
            impl $crate::codec::Decode for $decoder {
                type Error = $error;

                const TOO_MUCH: Option<&'static str> = $decoder_too_much;

                #[inline(always)]
                fn room(&self, text: &[u8]) -> Option<usize> {
                    self.max_decoded_len(text).into()
                }

                #[inline(always)]
                fn run(
                    &self,
                    text: &[u8],
                    output: &mut ::codecs::Output<'_>,
                ) -> Result<(), $error> {
                    self.decode(text, output)
                }
            }
        )*
    };
}
pub(crate) use codecs;

/// Encodes what is in `data`.
#[inline(always)]
pub fn encode<'py, E: Encode>(
    module: PyModule<'py>,
    data: &BytesLike<'_>,
    encoder: &E,
) -> PyResult<PyBytes<'py>> {
    let room = possible(module, encoder.room(data.len()), E::TOO_MUCH)?;
    PyBytes::new_with(module.py(), room, |memory| {
        // Copied once there is room for the result: which of the two is missing decides the exception.
        let contents = data.read(module.py())?;
        Ok(fill(module.py(), encoder, &contents, memory))
    })
}

#[inline(always)]
fn fill<'o, E: Encode>(
    py: Python<'_>,
    encoder: &E,
    input: &[u8],
    memory: &'o mut [MaybeUninit<u8>],
) -> &'o mut [u8] {
    py.detach_for(input.len(), || {
        let mut output = Output::new(memory);
        encoder.run(input, &mut output);
        output.finish()
    })
}

/// Decodes what is in `data`.
#[inline(always)]
pub fn decode<'py, D: Decode>(
    module: PyModule<'py>,
    data: &BytesLike<'py>,
    decoder: &D,
    raise: impl FnOnce(PyModule<'py>, D::Error) -> PyErr,
) -> PyResult<PyBytes<'py>> {
    decode_text(module, &data.read(module.py())?, decoder, raise)
}

/// Decodes `text`.
#[inline(always)]
pub fn decode_text<'py, D: Decode>(
    module: PyModule<'py>,
    text: &[u8],
    decoder: &D,
    raise: impl FnOnce(PyModule<'py>, D::Error) -> PyErr,
) -> PyResult<PyBytes<'py>> {
    let room = possible(module, decoder.room(text), D::TOO_MUCH)?;
    PyBytes::new_with(module.py(), room, |memory| {
        module
            .py()
            .detach_for(text.len(), || {
                let mut output = Output::new(memory);
                decoder.run(text, &mut output).map(|()| output.finish())
            })
            .map_err(|error| raise(module, error))
    })
}

/// The room, if there can be an object of that size.
#[inline(always)]
fn possible(module: PyModule<'_>, room: Option<usize>, too_much: Option<&str>) -> PyResult<usize> {
    match room {
        Some(room) if isize::try_from(room).is_ok() => Ok(room),
        _ => Err(match too_much {
            Some(message) => Error::raise(module, message),
            None => PyMemoryError::no_memory(module.py()),
        }),
    }
}
