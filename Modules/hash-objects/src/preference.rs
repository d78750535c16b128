//! What hashlib prefers to OpenSSL.

use cpython_api::{PyModule, PyResult, PyTuple};

/// Adds to a module what hashlib asks it: of which functions, each by its name in hashlib, it is told whether ours is at least
/// as fast as OpenSSL's for messages of every length ([`digests::faster_than_openssl`]). None is, to hashlib, where CPython
/// was configured to have OpenSSL's first.
///
/// # Errors
/// MemoryError.
pub fn add_faster_than_openssl(
    module: PyModule<'_>,
    functions: &[(&'static str, bool)],
) -> PyResult<()> {
    let preferred = || {
        let preferred = |&&(_, faster): &&(&str, bool)| faster && !cfg!(Py_openssl_hashes_first);
        functions.iter().filter(preferred).map(|&(name, _)| name)
    };
    let mut names = preferred();
    let next = |_| Ok(names.next().unwrap_or_default());
    let names = PyTuple::with_len(module.py(), preferred().count(), next)?;
    module.add(c"_faster_than_openssl", names)
}
