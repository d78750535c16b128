//! PBKDF2 (RFC 8018) with HMAC.

use std::num::NonZero;

use cpython_api::exceptions::{
    Exception, PyAttributeError, PyImportError, PyOverflowError, PyValueError,
};
use cpython_api::{
    Argument, Borrowed, Bound, BytesLike, Long, ModuleImport, PyBytes, PyErr, PyModule, PyResult,
    PyString, Python, pyfunction,
};
use digests::pbkdf2::TooLong;
use digests::{
    Blake2b512, Blake2s256, Digest, Md5, Sha1, Sha3_224, Sha3_256, Sha3_384, Sha3_512, Sha224,
    Sha256, Sha384, Sha512,
};

use hash_objects::with_short_key;

use crate::OpensslPbkdf2Hmac;
use crate::limits::{INT_MAX, check_length, positive_int};

/// Fills the last argument with a key, derived from a password and a salt with so many iterations.
type Derive = fn(Python<'_>, &BytesLike<'_>, &[u8], NonZero<u64>, &mut [u8]) -> Result<(), TooLong>;

/// PBKDF2 with one hash function.
struct Function {
    digest_size: usize,
    derive: Derive,
}

impl Function {
    const fn with<D: Digest>() -> Self {
        Function {
            digest_size: D::DIGEST_SIZE,
            derive: derive::<D>,
        }
    }
}

fn derive<D: Digest>(
    py: Python<'_>,
    password: &BytesLike<'_>,
    salt: &[u8],
    iterations: NonZero<u64>,
    key: &mut [u8],
) -> Result<(), TooLong> {
    with_short_key::<D, _>(password, |password| {
        py.detach(|| digests::pbkdf2::pbkdf2_hmac::<D>(password, salt, iterations, key))
    })
}

/// By names that OpenSSL takes in any case, …
static IN_ANY_CASE: [(&str, Function); 6] = [
    ("md5", Function::with::<Md5>()),
    ("sha1", Function::with::<Sha1>()),
    ("sha224", Function::with::<Sha224>()),
    ("sha256", Function::with::<Sha256>()),
    ("sha384", Function::with::<Sha384>()),
    ("sha512", Function::with::<Sha512>()),
];

/// … and by names that are Python's alone.
static IN_LOWER_CASE: [(&str, Function); 6] = [
    ("sha3_224", Function::with::<Sha3_224>()),
    ("sha3_256", Function::with::<Sha3_256>()),
    ("sha3_384", Function::with::<Sha3_384>()),
    ("sha3_512", Function::with::<Sha3_512>()),
    ("blake2b", Function::with::<Blake2b512>()),
    ("blake2s", Function::with::<Blake2s256>()),
];

fn find(name: &str) -> Option<&'static Function> {
    let in_any_case = IN_ANY_CASE
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    let found = in_any_case.or_else(|| IN_LOWER_CASE.iter().find(|(known, _)| *known == name));
    found.map(|(_, function)| function)
}

pyfunction! {
    /// Return dklen bytes, by default as many as a digest has, derived from a password and a salt with HMAC and the hash
    /// function of that name.
    #[signature = "hash_name, password, salt, iterations, dklen=None"]
    pub fn pbkdf2_hmac<'py>(
        module: PyModule<'py>,
        hash_name: Argument<'py>,
        password: Argument<'py>,
        salt: Argument<'py>,
        iterations: Argument<'py>,
        dklen: Argument<'py>,
    ) -> PyResult<Bound<'py>> {
        let py = module.py();
        let name: &str = hash_name.extract()?;
        let function = find(name);
        if function.is_none() {
            if let Some(openssl) = openssl(module)? {
                return call_with(openssl, [hash_name, password, salt, iterations], dklen);
            }
        }
        if name.contains('\0') {
            return Err(PyValueError::raise(py, "embedded null character"));
        }
        let password: BytesLike = password.extract()?;
        let salt: BytesLike = salt.extract()?;
        let Long(iterations) = iterations.extract()?;
        let function = function.ok_or_else(|| raise_unsupported(py, name))?;
        check_length(py, &password, "password is too long.")?;
        check_length(py, &salt, "salt is too long.")?;
        let iterations = count(py, iterations, "iteration value must be", "iteration value is")?;
        let len = match dklen.extract()? {
            Some(Long(len)) => count(py, len, "key length must be", "key length is")?,
            None => function.digest_size,
        };
        let iterations = u64::try_from(iterations).ok().and_then(NonZero::new);
        let iterations = iterations.expect("a count from 1 on");
        let salt = salt.read(py)?;
        let key = PyBytes::zeroed_with(py, len, |key| {
            (function.derive)(py, &password, &salt, iterations, key)
                .expect("an int of bytes is not too long");
        })?;
        Ok(key.into_bound())
    }
}

/// `number` if it is from 1 to [`INT_MAX`].
fn count(py: Python<'_>, number: i64, must_be: &str, is: &str) -> PyResult<usize> {
    positive_int(number).ok_or_else(|| {
        if number > INT_MAX.into() {
            PyOverflowError::raise(py, format_args!("{is} too great."))
        } else {
            PyValueError::raise(py, format_args!("{must_be} greater than 0."))
        }
    })
}

/// OpenSSL's function, which knows more names, if Python has it.
fn openssl(module: PyModule<'_>) -> PyResult<Option<Borrowed<'_>>> {
    let py = module.py();
    match OpensslPbkdf2Hmac::get(module) {
        Ok(function) => Ok(Some(function)),
        Err(error)
            if error.is_instance::<PyImportError>(py)
                || error.is_instance::<PyAttributeError>(py) =>
        {
            error.clear(py);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Calls `function` as this one was called.
fn call_with<'py>(
    function: Borrowed<'py>,
    required: [Argument<'py>; 4],
    dklen: Argument<'py>,
) -> PyResult<Bound<'py>> {
    let [hash_name, password, salt, iterations] = required;
    let hash_name = hash_name.extract()?;
    let (password, salt) = (password.extract()?, salt.extract()?);
    let iterations = iterations.extract()?;
    match dklen.given() {
        None => function.call(&[hash_name, password, salt, iterations]),
        Some(dklen) => function.call(&[hash_name, password, salt, iterations, dklen]),
    }
}

fn raise_unsupported(py: Python<'_>, name: &str) -> PyErr {
    let what = if cfg!(Py_3_15) {
        "unsupported hash algorithm "
    } else {
        "unsupported hash type "
    };
    let message = PyString::new(py, what).and_then(|message| message.then(py, name));
    match message {
        Ok(message) => PyValueError::raise_string(py, &message),
        Err(error) => error,
    }
}
