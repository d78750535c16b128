//! A certificate as PEM, the way Lib/ssl.py writes and reads it: one block and nothing else, in Base64 that may be broken
//! anywhere and hold anything else.

#![expect(non_snake_case, reason = "the names are those in Lib/ssl.py")]

use codecs::base64::{DecodeTable, Decoder, Encoder};
use codecs::{Backend, ByteSet, Output};
use cpython_api::{Borrowed, Bound, IntoPyObject, PyBytes, PyResult, PyString, Python, pyfunction};

const HEADER: &[u8] = b"-----BEGIN CERTIFICATE-----";
const FOOTER: &[u8] = b"-----END CERTIFICATE-----";

/// The longest line in characters (RFC 7468 section 2).
const LINE: usize = 64;

/// Until 3.13, the padding that completes a quad ends the data.
const STOPS_AT_PADDING: bool = cfg!(not(Py_3_14));

pyfunction! {
    /// Return the DER of a certificate as PEM, or None if ssl has to look at it.
    #[signature = "der_cert_bytes, /"]
    pub fn DER_cert_to_PEM_cert<'py>(py: Python<'py>, der_cert_bytes: Borrowed<'py>) -> PyResult<Bound<'py>> {
        match der_cert_bytes.exact_bytes() {
            // How many lines nothing has is a matter of the version.
            None | Some([]) => ().into_pyobject(py),
            Some(der) => to_pem(py, der)?.into_pyobject(py),
        }
    }
}

pyfunction! {
    /// Return the DER in a certificate's PEM, or None if ssl has to look at it.
    #[signature = "pem_cert_string, /"]
    pub fn PEM_cert_to_DER_cert<'py>(py: Python<'py>, pem_cert_string: Borrowed<'py>) -> PyResult<Bound<'py>> {
        match pem_cert_string.exact_ascii_str().and_then(body) {
            Some(body) => to_der(py, body),
            None => ().into_pyobject(py),
        }
    }
}

fn to_pem<'py>(py: Python<'py>, der: &[u8]) -> PyResult<PyString<'py>> {
    let encoder = Encoder {
        wrapcol: LINE,
        newline: true,
        ..Encoder::standard()
    };
    // What does not fit is as much too long as the longest that fits.
    let encoded = encoder.encoded_len(der.len()).unwrap_or(usize::MAX);
    let len = encoded.saturating_add(HEADER.len() + FOOTER.len() + 2);
    PyString::ascii_with(py, len, |memory| {
        Ok(py.detach_for(der.len(), || {
            let mut output = Output::new(memory);
            output.extend_from_slice(HEADER);
            output.push(b'\n');
            encoder.encode(der, &mut output);
            output.extend_from_slice(FOOTER);
            output.push(b'\n');
            output.finish()
        }))
    })
}

/// What is between the header, with which the text must begin, and the footer, behind which only white space may be.
fn body(text: &[u8]) -> Option<&[u8]> {
    let is_space = |byte: &u8| matches!(byte, 0x09..=0x0d | 0x1c..=0x20);
    let len = text.iter().rposition(|byte| !is_space(byte))? + 1;
    text[..len].strip_prefix(HEADER)?.strip_suffix(FOOTER)
}

/// The bytes, or None if it is not Base64.
fn to_der<'py>(py: Python<'py>, body: &[u8]) -> PyResult<Bound<'py>> {
    // As binascii.a2b_base64 has it: characters outside the alphabet are skipped, and padding is required.
    let decoder = Decoder {
        table: &DecodeTable::STANDARD,
        strict: false,
        padded: true,
        ignored: ByteSet::EMPTY,
        stops_at_padding: STOPS_AT_PADDING,
        canonical: false,
        backend: Backend::current(),
    };
    let mut is_base64 = true;
    let der = PyBytes::new_with(py, decoder.max_decoded_len(body), |memory| {
        Ok(py.detach_for(body.len(), || {
            let mut output = Output::new(memory);
            is_base64 = decoder.decode(body, &mut output).is_ok();
            output.finish()
        }))
    })?;
    if is_base64 {
        der.into_pyobject(py)
    } else {
        ().into_pyobject(py)
    }
}
