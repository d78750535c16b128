//! A certificate as PEM, the way Lib/ssl.py writes and reads it: one block and nothing else, in Base64 that may be broken
//! anywhere and hold anything else.

#![expect(non_snake_case, reason = "the names are those in Lib/ssl.py")]

use codecs::base64::{DecodeTable, Decoder, Encoder};
use codecs::{Backend, ByteSet, Output};
use cpython_api::{
    Borrowed, Bound, ModuleImport, PyBytes, PyModule, PyResult, PyString, Python, pyfunction,
};

use crate::{PythonDERToPEM, PythonPEMToDER};

const HEADER: &[u8] = b"-----BEGIN CERTIFICATE-----";
const FOOTER: &[u8] = b"-----END CERTIFICATE-----";

/// The longest line in characters (RFC 7468 section 2).
const LINE: usize = 64;

/// Until 3.13, the padding that completes a quad ends the data.
const STOPS_AT_PADDING: bool = cfg!(not(Py_3_14));

pyfunction! {
    /// Return a certificate in DER, a bytes-like object, as PEM, a str.
    #[signature = "der_cert_bytes"]
    pub fn DER_cert_to_PEM_cert<'py>(module: PyModule<'py>, der_cert_bytes: Borrowed<'py>) -> PyResult<Bound<'py>> {
        match der_cert_bytes.exact_bytes() {
            // How many lines nothing has is a matter of the version.
            None | Some([]) => PythonDERToPEM::get(module)?.call(&[der_cert_bytes]),
            Some(der) => to_pem(module.py(), der).map(PyString::into_bound),
        }
    }
}

pyfunction! {
    /// Return the DER that is in a certificate's PEM, a str, as bytes.
    #[signature = "pem_cert_string"]
    pub fn PEM_cert_to_DER_cert<'py>(module: PyModule<'py>, pem_cert_string: Borrowed<'py>) -> PyResult<Bound<'py>> {
        if let Some(body) = pem_cert_string.exact_ascii_str().and_then(body) {
            if let Some(der) = to_der(module.py(), body)? {
                return Ok(der.into_bound());
            }
        }
        PythonPEMToDER::get(module)?.call(&[pem_cert_string])
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
fn to_der<'py>(py: Python<'py>, body: &[u8]) -> PyResult<Option<PyBytes<'py>>> {
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
    Ok(is_base64.then_some(der))
}
