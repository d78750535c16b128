//! The class `HMAC`, and the function that makes its objects.

use cpython_api::exceptions::{Exception, PyMemoryError, PyTypeError};
use cpython_api::slots::Repr;
use cpython_api::{
    Argument, Borrowed, Bound, PyBytes, PyClass, PyModule, PyRef, PyResult, PyString,
};
use cpython_api::{pyclass, pyfunction, pygetter, pymethod};
use digests::wipe::on_wiped_stack;
use hash_objects::{State, hash_update, hex_string};

use crate::algorithm::{self, Algorithm};
use crate::limits;
use crate::lookup;

/// The HMAC of a message that can be continued.
pub struct Hmac {
    algorithm: Algorithm,
    state: State<algorithm::State>,
}

pyclass! {
    /// The HMAC of a message that can be continued.
    class Hmac as "HMAC" = "_hmac.HMAC";
    getters: [name, block_size, digest_size],
    methods: [copy, update, digest, hexdigest],
    slots: [Repr],
}

pyfunction! {
    /// Return a new HMAC object with key, of a message that begins with msg; digestmod names the hash function.
    #[signature = "key, msg=None, digestmod=None"]
    pub fn new<'py>(
        module: PyModule<'py>,
        key: Borrowed<'py>,
        msg: Option<Borrowed<'py>>,
        digestmod: Argument<'py>,
    ) -> PyResult<Bound<'py>> {
        let py = module.py();
        let Some(digestmod) = digestmod.given() else {
            let message = "new() missing 1 required argument 'digestmod'";
            return Err(PyTypeError::raise(py, message));
        };
        let algorithm = lookup::find(module, digestmod)?;
        let key = limits::key(key)?;
        on_wiped_stack(|| {
            let empty = algorithm::State::new(algorithm, &key);
            // Exporters see in which order their memory is given back.
            drop(key);
            let empty = empty.ok_or_else(|| PyMemoryError::no_memory(py))?;
            let state = State::begin(py, empty, msg, algorithm::State::update)?;
            Hmac::create(module, Hmac { algorithm, state })
        })
    }
}

pymethod! {
    /// Return another object of the same key and message, which can then be continued differently.
    #[signature = ""]
    #[defining_class]
    fn copy<'py>(this: PyRef<'py, Hmac>) -> PyResult<Bound<'py>> {
        let py = this.py();
        on_wiped_stack(|| {
            let copy = this.state.read(py, algorithm::State::copy);
            let state = State::new(copy.ok_or_else(|| PyMemoryError::no_memory(py))?);
            let algorithm = this.algorithm;
            Hmac::create(this.module(), Hmac { algorithm, state })
        })
    }
}

hash_update! { Hmac, "msg", msg, algorithm::State::update }

pymethod! {
    /// Return the HMAC of the message so far.
    #[signature = ""]
    fn digest<'py>(this: PyRef<'py, Hmac>) -> PyResult<PyBytes<'py>> {
        let code = this.state.read(this.py(), algorithm::State::finish);
        PyBytes::new(this.py(), code.as_bytes())
    }
}

pymethod! {
    /// Return the HMAC of the message so far as a str of hexadecimal digits.
    #[signature = ""]
    fn hexdigest<'py>(this: PyRef<'py, Hmac>) -> PyResult<PyString<'py>> {
        let code = this.state.read(this.py(), algorithm::State::finish);
        hex_string(this.py(), code.as_bytes())
    }
}

pygetter! {
    /// The name that hmac gives it: that of the hash function behind "hmac-".
    fn name<'py>(this: PyRef<'py, Hmac>) -> PyResult<PyString<'py>> {
        PyString::format(this.py(), format_args!("hmac-{}", this.algorithm.name()))
    }
}

pygetter! {
    /// Bytes that the hash function hashes together.
    fn block_size<'py>(this: PyRef<'py, Hmac>) -> PyResult<usize> {
        Ok(this.algorithm.block_size())
    }
}

pygetter! {
    /// Bytes of a code.
    fn digest_size<'py>(this: PyRef<'py, Hmac>) -> PyResult<usize> {
        Ok(this.algorithm.digest_size())
    }
}

impl Repr for Hmac {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        let name = this.algorithm.name();
        let address = this.as_borrowed().address();
        PyString::format(
            this.py(),
            format_args!("<{name} HMAC object @ {address:#x}>"),
        )
    }
}
