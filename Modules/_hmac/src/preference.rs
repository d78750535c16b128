//! What Lib/hmac.py asks this module for before it asks OpenSSL.

use cpython_api::{Borrowed, Bound, PyModule, PyResult, PyString, Python, pyfunction};
use digests::faster_than_openssl;

use crate::algorithm::Algorithm;
use crate::lookup;

/// Whether HMAC with that function is at least as fast as OpenSSL's, for messages of every length.
fn is_faster_than_openssl(algorithm: Algorithm) -> bool {
    use Algorithm::{
        Blake2b512, Blake2s256, Md5, Sha1, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Sha224, Sha256,
        Sha384, Sha512,
    };
    match algorithm {
        Md5 => faster_than_openssl::md5(),
        Sha1 => faster_than_openssl::sha1(),
        Sha224 | Sha256 => faster_than_openssl::sha256(),
        Sha384 | Sha512 => faster_than_openssl::sha512(),
        Sha3_224 | Sha3_256 | Sha3_384 | Sha3_512 => faster_than_openssl::sha3(),
        // Under these names hashlib has none of OpenSSL's.
        Blake2s256 | Blake2b512 => false,
    }
}

/// Adds to the module the names of those that are asked for first.
///
/// # Errors
/// MemoryError.
pub fn add(module: PyModule<'_>) -> PyResult<()> {
    let functions =
        Algorithm::ALL.map(|algorithm| (algorithm.name(), is_faster_than_openssl(algorithm)));
    hash_objects::add_faster_than_openssl(module, &functions)
}

pyfunction! {
    /// Return the name of the hash function that digestmod stands for if this module is to be asked for its HMAC first, or else
    /// None.
    ///
    /// It is for constructors of ours, which OpenSSL's HMAC does not know, and for names in hashlib: of functions that are
    /// faster than OpenSSL's, or of all where there is no OpenSSL.
    #[signature = "digestmod, without_openssl, /"]
    pub fn _hash_name<'py>(
        py: Python<'py>,
        digestmod: Borrowed<'py>,
        without_openssl: bool,
    ) -> PyResult<Option<Bound<'py>>> {
        if let Some(name) = digestmod.exact_ascii_str() {
            let is_ours = lookup::named_in_hashlib(name)
                .is_some_and(|algorithm| without_openssl || is_preferred(algorithm));
            return Ok(is_ours.then(|| digestmod.to_owned()));
        }
        lookup::made_by(digestmod)
            .map(|algorithm| PyString::new(py, algorithm.name()).map(PyString::into_bound))
            .transpose()
    }
}

fn is_preferred(algorithm: Algorithm) -> bool {
    !cfg!(Py_openssl_hashes_first) && is_faster_than_openssl(algorithm)
}
