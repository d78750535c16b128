//! From a Rust value to a Python object.

use std::ptr::NonNull;

use cpython_sys as ffi;

use crate::{Borrowed, Bound, PyResult, PyString, PyTuple, Python};

/// What a function may return.
pub trait IntoPyObject<'py> {
    /// Makes a Python object of it.
    ///
    /// # Errors
    /// MemoryError.
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>>;
}

impl<'py> IntoPyObject<'py> for Bound<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self)
    }
}

/// A reference of one's own to the same object.
impl<'py> IntoPyObject<'py> for Borrowed<'py> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.to_owned())
    }
}

/// `None`, or what is there.
impl<'py, T: IntoPyObject<'py>> IntoPyObject<'py> for Option<T> {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        match self {
            Some(value) => value.into_pyobject(py),
            None => ().into_pyobject(py),
        }
    }
}

/// `None`.
impl<'py> IntoPyObject<'py> for () {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        // SAFETY: None lives as long as the interpreter.
        let none = unsafe { NonNull::new_unchecked(ffi::Py_None()) };
        // SAFETY: as before.
        Ok(unsafe { Borrowed::from_non_null(py, none) }.to_owned())
    }
}

impl<'py> IntoPyObject<'py> for bool {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        // SAFETY: True and False live as long as the interpreter; the result is a new reference.
        unsafe { Bound::from_owned_ptr(py, ffi::PyBool_FromLong(self.into())) }
    }
}

impl<'py> IntoPyObject<'py> for usize {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        // SAFETY: the thread is attached; new reference or null with MemoryError.
        unsafe { Bound::from_owned_ptr(py, ffi::PyLong_FromSize_t(self)) }
    }
}

macro_rules! into_small_int {
    ($($type:ty),*) => {$(
        impl<'py> IntoPyObject<'py> for $type {
            fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
                i64::from(self).into_pyobject(py)
            }
        }
    )*};
}

into_small_int! { u8, u16, i32, u32 }

impl<'py> IntoPyObject<'py> for i64 {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        // SAFETY: as for usize.
        unsafe { Bound::from_owned_ptr(py, ffi::PyLong_FromLongLong(self)) }
    }
}

impl<'py> IntoPyObject<'py> for &str {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        PyString::new(py, self).map(PyString::into_bound)
    }
}

/// A tuple.
impl<'py, const N: usize> IntoPyObject<'py> for [Bound<'py>; N] {
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
        PyTuple::new(py, self.into_iter().map(Ok)).map(PyTuple::into_bound)
    }
}

macro_rules! into_tuple {
    ($($part:ident: $type:ident),+) => {
        /// A tuple, whose parts become objects from left to right.
        impl<'py, $($type: IntoPyObject<'py>),+> IntoPyObject<'py> for ($($type,)+) {
            fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py>> {
                let ($($part,)+) = self;
                [$($part.into_pyobject(py)?),+].into_pyobject(py)
            }
        }
    };
}

into_tuple! { a: A }
into_tuple! { a: A, b: B }
into_tuple! { a: A, b: B, c: C }
into_tuple! { a: A, b: B, c: C, d: D }
into_tuple! { a: A, b: B, c: C, d: D, e: E }
into_tuple! { a: A, b: B, c: C, d: D, e: E, f: F }
