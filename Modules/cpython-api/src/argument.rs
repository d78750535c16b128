//! From a Python argument to a Rust value.

use cpython_sys as ffi;

use crate::exceptions::PyTypeError;
use crate::signature::IfAbsent;
use crate::{Borrowed, Bound, BytesLike, PyErr, PyResult, Python};

/// One argument of a call, given or not.
///
/// A function that takes `Argument` itself converts it in its body, where the order of conversions matters: they may run
/// Python code, and the module that is replaced runs it in an order of its own.
#[derive(Clone, Copy)]
pub struct Argument<'py> {
    py: Python<'py>,
    value: Option<Borrowed<'py>>,
    if_absent: IfAbsent,
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
    pub(crate) fn new(py: Python<'py>, value: Option<Borrowed<'py>>, if_absent: IfAbsent) -> Self {
        Argument {
            py,
            value,
            if_absent,
        }
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
            None => match argument.if_absent {
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
        match (argument.value, argument.if_absent) {
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
        match (argument.value, argument.if_absent) {
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

/// An int, or what `__index__` makes one, that fits into 64 bits.
impl<'py> FromArgument<'py> for i64 {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let value: Borrowed<'py> = argument.extract()?;
        // SAFETY: the reference is valid, the thread attached.
        let number = unsafe { ffi::PyLong_AsLongLong(value.as_ptr()) };
        // SAFETY: as before; -1 is a number too.
        if number == -1 && !unsafe { ffi::PyErr_Occurred() }.is_null() {
            return Err(PyErr::fetch(argument.py));
        }
        Ok(number)
    }
}

/// An int, or what `__index__` makes one, that an index may be.
impl<'py> FromArgument<'py> for isize {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        let value: Borrowed<'py> = argument.extract()?;
        // SAFETY: the reference is valid, the thread attached. New reference or null with an exception.
        let number =
            unsafe { Bound::from_owned_ptr(argument.py, ffi::PyNumber_Index(value.as_ptr()))? };
        // SAFETY: as before.
        let index = unsafe { ffi::PyLong_AsSsize_t(number.as_borrowed().as_ptr()) };
        // SAFETY: as before; -1 is a number too.
        if index == -1 && !unsafe { ffi::PyErr_Occurred() }.is_null() {
            return Err(PyErr::fetch(argument.py));
        }
        Ok(index)
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
            return Err(PyTypeError::raise_with_type_name(
                value,
                c"expected str, not ",
                c"",
            ));
        }
        let mut len = 0;
        // SAFETY: a str gives its text in UTF-8, which it keeps as long as it lives, or null with an exception.
        unsafe {
            let text = ffi::PyUnicode_AsUTF8AndSize(value.as_ptr(), &mut len);
            if text.is_null() {
                return Err(PyErr::fetch(argument.py));
            }
            let text = std::slice::from_raw_parts(text.cast(), len as usize);
            Ok(std::str::from_utf8_unchecked(text))
        }
    }
}
