//! scrypt (RFC 7914).

use std::ffi::c_ulong;

use cpython_api::alloc::try_zeroed;
use cpython_api::exceptions::{Exception, PyMemoryError, PyValueError};
use cpython_api::{BytesLike, Long, PyBytes, PyResult, Python, pyfunction};
use digests::Sha256;
use digests::scrypt::Cost;
use hash_objects::with_short_key;

use crate::limits::{INT_MAX, check_length, positive_int};

/// Bytes of memory that OpenSSL uses if the caller says nothing.
const DEFAULT_MAXMEM: usize = 32 << 20;

#[cfg(Py_3_14)]
pyfunction! {
    /// Return dklen bytes derived from a password and a salt. n is how much work that is, r how much memory it goes through at
    /// a time, p how often it is done, and maxmem how many bytes of memory it may take, 0 being 32 MiB.
    #[signature = "password, *, salt, n, r, p, maxmem=0, dklen=64"]
    pub fn scrypt<'py>(
        py: Python<'py>,
        password: BytesLike<'py>,
        salt: BytesLike<'py>,
        n: cpython_api::UnsignedLong,
        r: cpython_api::UnsignedLong,
        p: cpython_api::UnsignedLong,
        maxmem: Long,
        dklen: Long,
    ) -> PyResult<PyBytes<'py>> {
        check_lengths(py, &password, &salt)?;
        let n = power_of_two(py, n.0)?;
        derive(py, &password, &salt, n, [r.0, p.0], maxmem, dklen)
    }
}

#[cfg(not(Py_3_14))]
pyfunction! {
    /// Return dklen bytes derived from a password and a salt. n is how much work that is, r how much memory it goes through at
    /// a time, p how often it is done, and maxmem how many bytes of memory it may take, 0 being 32 MiB.
    #[signature = "password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64"]
    pub fn scrypt<'py>(
        py: Python<'py>,
        password: BytesLike<'py>,
        salt: cpython_api::IfGiven<BytesLike<'py>>,
        n: until_3_13::Int,
        r: until_3_13::Int,
        p: until_3_13::Int,
        maxmem: Long,
        dklen: Long,
    ) -> PyResult<PyBytes<'py>> {
        check_length(py, &password, words::PASSWORD_TOO_LONG)?;
        let salt = salt.0.ok_or_else(|| {
            cpython_api::exceptions::PyTypeError::raise(py, "salt is required")
        })?;
        check_lengths(py, &password, &salt)?;
        let n = power_of_two(py, n.value(py, "n")?)?;
        let (r, p) = (r.value(py, "r")?, p.value(py, "p")?);
        derive(py, &password, &salt, n, [r, p], maxmem, dklen)
    }
}

/// The parameters that 3.13 requires without saying so in its signature.
#[cfg(not(Py_3_14))]
mod until_3_13 {
    use std::ffi::c_ulong;

    use cpython_api::exceptions::{Exception, PyTypeError};
    use cpython_api::{Argument, FromArgument, PyResult, Python, UnsignedLong};

    /// An `int` that is given and fits into C's unsigned long, or nothing.
    pub struct Int(Option<c_ulong>);

    impl<'py> FromArgument<'py> for Int {
        fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
            let Some(object) = argument.given() else {
                return Ok(Int(None));
            };
            if !object.is_int() {
                return Err(argument.raise_must_be(c"int"));
            }
            match argument.extract() {
                Ok(UnsignedLong(number)) => Ok(Int(Some(number))),
                Err(does_not_fit) => {
                    does_not_fit.clear(object.py());
                    Ok(Int(None))
                }
            }
        }
    }

    impl Int {
        /// The number, or TypeError.
        pub fn value(self, py: Python<'_>, name: &str) -> PyResult<c_ulong> {
            self.0.ok_or_else(|| {
                let message = format_args!("{name} is required and must be an unsigned int");
                PyTypeError::raise(py, message)
            })
        }
    }
}

fn check_lengths(py: Python<'_>, password: &BytesLike<'_>, salt: &BytesLike<'_>) -> PyResult<()> {
    check_length(py, password, words::PASSWORD_TOO_LONG)?;
    check_length(py, salt, words::SALT_TOO_LONG)
}

fn power_of_two(py: Python<'_>, n: c_ulong) -> PyResult<u64> {
    if n < 2 || !n.is_power_of_two() {
        return Err(PyValueError::raise(py, words::NOT_A_POWER_OF_TWO));
    }
    Ok(1 << n.trailing_zeros())
}

fn derive<'py>(
    py: Python<'py>,
    password: &BytesLike<'py>,
    salt: &BytesLike<'py>,
    n: u64,
    [r, p]: [c_ulong; 2],
    Long(maxmem): Long,
    Long(dklen): Long,
) -> PyResult<PyBytes<'py>> {
    let refuse = |message| Err(PyValueError::raise(py, message));
    let maxmem = match (maxmem, positive_int(maxmem)) {
        (0, _) => DEFAULT_MAXMEM,
        (_, Some(maxmem)) => maxmem,
        (_, None) => return refuse(format_args!("{} {INT_MAX}", words::MAXMEM)),
    };
    let Some(dklen) = positive_int(dklen) else {
        return refuse(format_args!("{} {INT_MAX}", words::DKLEN));
    };
    let (Ok(r), Ok(p)) = (u32::try_from(r), u32::try_from(p)) else {
        return refuse(format_args!(
            "[digital envelope routines] parameter too large"
        ));
    };
    if r == 0 || p == 0 {
        return refuse(format_args!("{}", words::COMBINATION));
    }
    let cost = match Cost::new(n, r, p) {
        Ok(cost) if cost.memory() <= maxmem => cost,
        _ => {
            return refuse(format_args!(
                "[digital envelope routines] memory limit exceeded"
            ));
        }
    };
    let salt = salt.read(py)?;
    let salt = &*salt;
    let Some(mut memory) = try_zeroed(cost.memory()) else {
        return Err(PyMemoryError::no_memory(py));
    };
    PyBytes::zeroed_with(py, dklen, |key| {
        // The password is a key of HMAC.
        with_short_key::<Sha256, _>(password, |password| {
            py.detach(|| digests::scrypt::scrypt(password, salt, cost, &mut memory, key))
        })
        .expect("an int of bytes is not too long");
    })
}

/// What differs between versions of Python.
#[cfg(Py_3_15)]
mod words {
    pub const PASSWORD_TOO_LONG: &str = "password is too long";
    pub const SALT_TOO_LONG: &str = "salt is too long";
    pub const NOT_A_POWER_OF_TWO: &str = "n must be a power of 2";
    pub const MAXMEM: &str = "maxmem must be positive and at most";
    pub const DKLEN: &str = "dklen must be at least 1 and at most";
    pub const COMBINATION: &str = "invalid parameter combination for n, r, p, and maxmem";
}

/// What differs between versions of Python.
#[cfg(not(Py_3_15))]
mod words {
    pub const PASSWORD_TOO_LONG: &str = "password is too long.";
    pub const SALT_TOO_LONG: &str = "salt is too long.";
    pub const NOT_A_POWER_OF_TWO: &str = "n must be a power of 2.";
    pub const MAXMEM: &str = "maxmem must be positive and smaller than";
    pub const DKLEN: &str = "dklen must be greater than 0 and smaller than";
    pub const COMBINATION: &str = "Invalid parameter combination for n, r, p, maxmem.";
}
