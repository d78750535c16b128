//! What Lib/hmac.py asks this module for before it asks OpenSSL.

use cpython_api::{Borrowed, Bound, IntoPyObject, PyModule, PyResult, Python, pyfunction};
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
        // The two are rare in HMAC, having keys of their own, and were not measured.
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
    /// Return the name of the hash function that digestmod stands for if this module is to be asked for its HMAC first, False if
    /// it would be but for what key and msg are, and else None.
    ///
    /// digestmod can be a constructor of ours, which OpenSSL's HMAC does not know, or a name in hashlib, of a function that is
    /// faster than OpenSSL's, or of any where there is no OpenSSL. The data have to be plain: exactly bytes or bytearray;
    /// as msg, memoryview too.
    #[signature = "key, msg, digestmod, without_openssl, /"]
    pub fn _name_if_first<'py>(
        py: Python<'py>,
        key: Borrowed<'py>,
        msg: Borrowed<'py>,
        digestmod: Borrowed<'py>,
        without_openssl: bool,
    ) -> PyResult<Option<Bound<'py>>> {
        let is_plain = is_plain_key(key) && is_plain_message(msg);
        if let Some(name) = digestmod.exact_ascii_str() {
            let is_ours = lookup::named_in_hashlib(name)
                .is_some_and(|algorithm| without_openssl || is_preferred(algorithm));
            return match (is_ours, is_plain) {
                (true, true) => Ok(Some(digestmod.to_owned())),
                (true, false) => false.into_pyobject(py).map(Some),
                (false, _) => Ok(None),
            };
        }
        match lookup::made_by(digestmod) {
            Some(algorithm) if is_plain => algorithm.name().into_pyobject(py).map(Some),
            Some(_) => false.into_pyobject(py).map(Some),
            None => Ok(None),
        }
    }
}

pyfunction! {
    /// Return what OpenSSL knows digestmod as: a name if it is the constructor that hashlib has in place of OpenSSL's, or else
    /// digestmod.
    #[signature = "digestmod, /"]
    pub fn _for_openssl<'py>(py: Python<'py>, digestmod: Borrowed<'py>) -> PyResult<Bound<'py>> {
        match lookup::made_by(digestmod).filter(|&algorithm| is_preferred(algorithm)) {
            Some(algorithm) => algorithm.name().into_pyobject(py),
            None => Ok(digestmod.to_owned()),
        }
    }
}

fn is_plain_key(key: Borrowed<'_>) -> bool {
    key.exact_bytes().is_some() || key.is_exact_bytearray()
}

fn is_plain_message(msg: Borrowed<'_>) -> bool {
    msg.exact_bytes().is_some() || msg.is_exact_buffer()
}

fn is_preferred(algorithm: Algorithm) -> bool {
    !cfg!(Py_openssl_hashes_first) && is_faster_than_openssl(algorithm)
}
