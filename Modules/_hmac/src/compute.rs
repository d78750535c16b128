//! Codes of messages that are there as a whole.

use cpython_api::{Borrowed, PyBytes, PyModule, PyResult, Python, pyfunction};

use crate::algorithm::Algorithm;
use crate::limits;
use crate::lookup;

fn compute<'py>(
    py: Python<'py>,
    algorithm: Algorithm,
    key: Borrowed<'py>,
    msg: Borrowed<'py>,
) -> PyResult<PyBytes<'py>> {
    let key = limits::key(key)?;
    let message = limits::whole_message(msg)?;
    let code = algorithm.compute(py, &key, &message);
    PyBytes::new(py, code.as_bytes())
}

pyfunction! {
    /// Return the HMAC of msg under key, with the hash function that digest names.
    #[signature = "key, msg, digest"]
    pub fn compute_digest<'py>(
        module: PyModule<'py>,
        key: Borrowed<'py>,
        msg: Borrowed<'py>,
        digest: Borrowed<'py>,
    ) -> PyResult<PyBytes<'py>> {
        compute(module.py(), lookup::find(module, digest)?, key, msg)
    }
}

macro_rules! compute_with {
    ($($function:ident: $algorithm:ident;)*) => {$(
        pyfunction! {
            /// Return the HMAC of msg under key.
            #[signature = "key, msg, /"]
            pub fn $function<'py>(
                py: Python<'py>,
                key: Borrowed<'py>,
                msg: Borrowed<'py>,
            ) -> PyResult<PyBytes<'py>> {
                compute(py, Algorithm::$algorithm, key, msg)
            }
        }
    )*};
}

compute_with! {
    compute_md5: Md5;
    compute_sha1: Sha1;
    compute_sha224: Sha224;
    compute_sha256: Sha256;
    compute_sha384: Sha384;
    compute_sha512: Sha512;
    compute_sha3_224: Sha3_224;
    compute_sha3_256: Sha3_256;
    compute_sha3_384: Sha3_384;
    compute_sha3_512: Sha3_512;
    compute_blake2s_32: Blake2s256;
    compute_blake2b_32: Blake2b512;
}
