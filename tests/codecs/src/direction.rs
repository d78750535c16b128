//! Every codec, in either direction, behind one interface: for what has to hold whichever it is.

use std::mem::MaybeUninit;

use codecs::{Backend, Output, ascii85, base32, base64, base85, hex, quopri, uu};

/// Encoding or decoding, with its options.
pub trait Direction {
    /// How long the output may get, as the codec promises it to its caller. `None` if the input is not for it.
    fn room(&self, input: &[u8]) -> Option<usize>;

    /// Whether the output always fills the room.
    fn fills_room(&self) -> bool;

    /// Writes the output. The error is as text, with its fields.
    fn write(&self, backend: Backend, input: &[u8], output: &mut Output<'_>) -> Result<(), String>;

    /// The output in a buffer of just the room that was promised.
    ///
    /// # Panics
    /// If the codec keeps no promise about its length.
    fn run(&self, backend: Backend, input: &[u8]) -> Option<Result<Vec<u8>, String>> {
        let room = self.room(input)?;
        let mut buffer = vec![MaybeUninit::uninit(); room];
        Some(self.run_in(&mut buffer, backend, input))
    }

    /// The output, written into `buffer`, which is of just the room that was promised.
    fn run_in(
        &self,
        buffer: &mut [MaybeUninit<u8>],
        backend: Backend,
        input: &[u8],
    ) -> Result<Vec<u8>, String> {
        let room = buffer.len();
        let mut output = Output::new(buffer);
        self.write(backend, input, &mut output)?;
        let written = output.finish();
        assert!(
            !self.fills_room() || written.len() == room,
            "{} of {room} bytes written",
            written.len()
        );
        Ok(written.to_vec())
    }

    /// The output, on which every backend that this machine has agrees, errors included.
    ///
    /// # Panics
    /// If one does not.
    fn agreed(&self, input: &[u8]) -> Option<Result<Vec<u8>, String>> {
        let expected = self.run(Backend::Scalar, input)?;
        for backend in [Backend::Simd, Backend::Avx512] {
            if backend.is_available() {
                let result = self.run(backend, input);
                assert_eq!(result.as_ref(), Some(&expected), "{backend:?} and Scalar");
            }
        }
        Some(expected)
    }
}

/// For each type: the room, the method that writes, and whether it fills the room.
macro_rules! directions {
    ($($codec:ty, $room:expr, $write:ident, $exact:literal;)*) => { $(
        impl Direction for $codec {
            fn room(&self, input: &[u8]) -> Option<usize> {
                let room: fn(&Self, &[u8]) -> Option<usize> = $room;
                room(self, input)
            }

            fn fills_room(&self) -> bool {
                $exact
            }

            fn write(
                &self,
                backend: Backend,
                input: &[u8],
                output: &mut Output<'_>,
            ) -> Result<(), String> {
                let codec = Self { backend, ..*self };
                codec.$write(input, output).into_result()
            }
        }
    )* };
}

directions! {
    base64::Encoder<'_>, |codec, input| codec.encoded_len(input.len()), encode, true;
    base64::Decoder<'_>, |codec, input| Some(codec.max_decoded_len(input)), decode, false;
    base32::Encoder<'_>, |codec, input| codec.encoded_len(input.len()), encode, true;
    base32::Decoder<'_>, |codec, input| Some(codec.max_decoded_len(input)), decode, false;
    hex::Encoder, |codec, input| codec.encoded_len(input.len()), encode, true;
    hex::Decoder, |codec, input| Some(codec.max_decoded_len(input)), decode, false;
    ascii85::Encoder, |codec, input| codec.max_encoded_len(input.len()), encode, false;
    ascii85::Decoder, |codec, input| codec.max_decoded_len(input), decode, false;
    base85::Encoder<'_>, |codec, input| codec.encoded_len(input.len()), encode, true;
    base85::Decoder<'_>, |codec, input| Some(codec.max_decoded_len(input)), decode, false;
    quopri::Encoder, |codec, input| codec.max_encoded_len(input), encode, false;
    quopri::Decoder, |codec, input| Some(codec.max_decoded_len(input)), decode, false;
}

impl Direction for uu::Encoder {
    fn room(&self, input: &[u8]) -> Option<usize> {
        (input.len() <= uu::MOST_BYTES).then(|| self.encoded_len(input.len()))
    }

    fn fills_room(&self) -> bool {
        true
    }

    fn write(&self, _: Backend, input: &[u8], output: &mut Output<'_>) -> Result<(), String> {
        self.encode(input, output);
        Ok(())
    }
}

/// Decoding of a line, which has no options.
pub struct UuDecoder;

impl Direction for UuDecoder {
    fn room(&self, input: &[u8]) -> Option<usize> {
        Some(uu::decoded_len(input))
    }

    fn fills_room(&self) -> bool {
        true
    }

    fn write(&self, _: Backend, input: &[u8], output: &mut Output<'_>) -> Result<(), String> {
        uu::decode(input, output).into_result()
    }
}

/// What encoders return, and what decoders do.
trait Outcome {
    fn into_result(self) -> Result<(), String>;
}

impl Outcome for () {
    fn into_result(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: std::fmt::Debug> Outcome for Result<(), E> {
    fn into_result(self) -> Result<(), String> {
        self.map_err(|error| format!("{error:?}"))
    }
}
