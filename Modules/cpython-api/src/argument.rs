//! From a Python argument to a Rust value.

use std::ffi::{CStr, c_int, c_long};

use cpython_sys as ffi;

use crate::exceptions::{Exception, PyDeprecationWarning, PyTypeError};
use crate::signature::IfAbsent;
use crate::{Borrowed, BytesLike, PyErr, PyResult, Python, Signature, warn_as_c};

/// One argument of a call, given or not.
///
/// A function that takes `Argument` itself converts it in its body, where the order of conversions matters: they may run
/// Python code, and the module that is replaced runs it in an order of its own.
#[derive(Clone, Copy)]
pub struct Argument<'py> {
    py: Python<'py>,
    value: Option<Borrowed<'py>>,
    // Which parameter of which function it is for.
    signature: &'static Signature,
    index: usize,
}

/// What an argument can be converted to.
pub trait FromArgument<'py>: Sized {
    /// Converts it.
    ///
    /// # Errors
    /// What the conversion raises.
    ///
    /// # Panics
    /// If the argument was not given and the default in the signature is not one for this type.
    fn from_argument(argument: Argument<'py>) -> PyResult<Self>;
}

impl<'py> Argument<'py> {
    #[inline(always)]
    pub(crate) fn new(
        py: Python<'py>,
        value: Option<Borrowed<'py>>,
        signature: &'static Signature,
        index: usize,
    ) -> Self {
        Argument {
            py,
            value,
            signature,
            index,
        }
    }

    #[inline(always)]
    pub(crate) fn if_absent(self) -> IfAbsent {
        self.signature.if_absent[self.index]
    }

    /// Raises TypeError for an argument that is not `expected`, in Argument Clinic's words.
    #[cold]
    pub fn raise_must_be(self, expected: &CStr) -> PyErr {
        // SAFETY: C strings, of which the type's name lives until it is set anew, which takes Python code to do.
        unsafe {
            let actual = match self.value {
                Some(value) if !value.is_none() => (*ffi::Py_TYPE(value.as_ptr())).tp_name,
                _ => c"None".as_ptr(),
            };
            ffi::PyErr_Format(
                PyTypeError::type_object(self.py).as_ptr(),
                c"%.200s() argument '%.200s' must be %.50s, not %.50s".as_ptr(),
                self.signature.function.as_ptr(),
                self.signature.name(self.index),
                expected.as_ptr(),
                actual,
            );
        }
        PyErr::fetch(self.py)
    }

    /// Converts it.
    ///
    /// # Errors
    /// What the conversion raises.
    ///
    /// # Panics
    /// As [`FromArgument::from_argument`].
    #[inline(always)]
    pub fn extract<T: FromArgument<'py>>(self) -> PyResult<T> {
        T::from_argument(self)
    }

    /// The thread is attached.
    pub fn py(self) -> Python<'py> {
        self.py
    }

    /// What was passed, if anything was.
    pub fn given(self) -> Option<Borrowed<'py>> {
        self.value
    }
}

impl<'py> FromArgument<'py> for Argument<'py> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        Ok(argument)
    }
}

/// A required argument as it is.
impl<'py> FromArgument<'py> for Borrowed<'py> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        Ok(argument
            .value
            .expect("a parameter of any type has to be required"))
    }
}

/// `None`, given or by default, or something else.
impl<'py, T: FromArgument<'py>> FromArgument<'py> for Option<T> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        match argument.value {
            None => match argument.if_absent() {
                IfAbsent::None => Ok(None),
                other => panic!("the default of an optional parameter is None, not {other:?}"),
            },
            Some(value) if value.is_none() => Ok(None),
            Some(_) => T::from_argument(argument).map(Some),
        }
    }
}

/// The truth of any object.
impl<'py> FromArgument<'py> for bool {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        match (argument.value, argument.if_absent()) {
            (Some(value), _) => value.is_truthy(),
            (None, IfAbsent::Bool(truth)) => Ok(truth),
            (None, other) => panic!("the default of a bool is True or False, not {other:?}"),
        }
    }
}

/// A non-negative int, or what `__index__` makes one.
impl<'py> FromArgument<'py> for usize {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        match (argument.value, argument.if_absent()) {
            (Some(value), _) => {
                let mut number = 0_usize;
                // SAFETY: Argument Clinic's own converter for size_t: writes one to where it is told, or fails with an
                // exception.
                let ok = unsafe {
                    ffi::_PyLong_Size_t_Converter(value.as_ptr(), (&raw mut number).cast())
                };
                if ok == 0 {
                    Err(PyErr::fetch(value.py()))
                } else {
                    Ok(number)
                }
            }
            (None, IfAbsent::Int(number)) => Ok(number),
            (None, other) => panic!("the default of an int is one, not {other:?}"),
        }
    }
}

macro_rules! from_int {
    ($(#[doc = $doc:literal])* $type:ty: $convert:expr) => {
        $(#[doc = $doc])*
        impl<'py> FromArgument<'py> for $type {
            #[inline(always)]
            fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
                let value = match (argument.value, argument.if_absent()) {
                    (Some(value), _) => value,
                    (None, IfAbsent::Int(number)) => return Ok(number as $type),
                    (None, other) => panic!("the default of an int is one, not {other:?}"),
                };
                // SAFETY: the reference is valid, the thread attached.
                let number = unsafe { $convert(value.as_ptr()) };
                // SAFETY: as before; -1 is a number too.
                if number == -1 && !unsafe { ffi::PyErr_Occurred() }.is_null() {
                    return Err(PyErr::fetch(argument.py));
                }
                Ok(number)
            }
        }
    };
}

from_int! {
    /// An int, or what `__index__` makes one, that fits into 64 bits.
    i64: ffi::PyLong_AsLongLong
}

from_int! {
    /// An int, or what `__index__` makes one, that fits into C's int.
    c_int: ffi::PyLong_AsInt
}

from_int! {
    /// An int, or what `__index__` makes one, that fits into Py_ssize_t.
    isize: index_as_ssize_t
}

/// An int, or what `__index__` makes one, that fits into C's long, whose name is in the error for one that does not.
#[derive(Clone, Copy, Debug)]
pub struct Long(pub i64);

impl<'py> FromArgument<'py> for Long {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let value = match (argument.value, argument.if_absent()) {
            (Some(value), _) => value,
            (None, IfAbsent::Int(number)) => return Ok(Long(number as i64)),
            (None, other) => panic!("the default of an int is one, not {other:?}"),
        };
        // SAFETY: the reference is valid, the thread attached.
        let number: c_long = unsafe { ffi::PyLong_AsLong(value.as_ptr()) };
        // SAFETY: as before; -1 is a number too.
        if number == -1 && !unsafe { ffi::PyErr_Occurred() }.is_null() {
            return Err(PyErr::fetch(argument.py));
        }
        Ok(Long(number as i64))
    }
}

/// `PyLong_AsSsize_t(PyNumber_Index(value))`: -1 with an exception where it fails.
///
/// # Safety
/// `value` must be a valid reference, and the thread attached.
unsafe fn index_as_ssize_t(value: *mut ffi::PyObject) -> isize {
    // SAFETY: the caller's promise; what PyNumber_Index gives is a new reference or null with an exception.
    unsafe {
        let index = ffi::PyNumber_Index(value);
        if index.is_null() {
            return -1;
        }
        let number = ffi::PyLong_AsSsize_t(index);
        ffi::Py_DecRef(index);
        number
    }
}

/// The lowest 32 bits of an int of any size, or of what `__index__` makes one (Argument Clinic's
/// `unsigned_int(bitwise=True)`).
#[derive(Clone, Copy, Debug)]
pub struct Bitwise(pub u32);

impl<'py> FromArgument<'py> for Bitwise {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let value = match (argument.value, argument.if_absent()) {
            (Some(value), _) => value,
            (None, IfAbsent::Int(number)) => return Ok(Bitwise(number as u32)),
            (None, other) => panic!("the default of an int is one, not {other:?}"),
        };
        // SAFETY: the reference is valid, the thread attached.
        let (number, fits) = unsafe { ffi::versions::long_low_bits(value.as_ptr()) }
            .ok_or_else(|| PyErr::fetch(argument.py))?;
        if !fits {
            warn_as_c::<PyDeprecationWarning>(argument.py, c"integer value out of range")?;
        }
        Ok(Bitwise(number))
    }
}

/// An argument that was given, or `None` where the function knows by itself what it means that it was not.
#[derive(Clone, Copy, Debug)]
pub struct IfGiven<T>(pub Option<T>);

impl<'py, T: FromArgument<'py>> FromArgument<'py> for IfGiven<T> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        match argument.value {
            Some(_) => T::from_argument(argument).map(Some).map(IfGiven),
            None => Ok(IfGiven(None)),
        }
    }
}

/// A bytes-like object.
impl<'py> FromArgument<'py> for BytesLike<'py> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        BytesLike::get(argument.extract()?)
    }
}

/// The text of a `str`.
impl<'py> FromArgument<'py> for &'py str {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let value: Borrowed<'py> = argument.extract()?;
        if !value.is_str() {
            return Err(argument.raise_must_be(c"str"));
        }
        value.utf8()
    }
}
