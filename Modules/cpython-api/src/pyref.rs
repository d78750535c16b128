//! References to instances of classes.
//!
//! C header: Include/object.h

use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr;

use cpython_sys as ffi;

use crate::instance::Object;
use crate::{
    Argument, Borrowed, Bound, FromArgument, IntoPyObject, PyClass, PyModule, PyResult, Python,
};

/// An instance that somebody else owns and keeps for as long as `'py`; it lends the payload.
pub struct PyRef<'py, T>(Borrowed<'py>, PhantomData<&'py T>);

impl<T> Clone for PyRef<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PyRef<'_, T> {}

impl<'py, T: PyClass> PyRef<'py, T> {
    /// # Safety
    /// It must be an instance of the class.
    pub(crate) unsafe fn new(object: Borrowed<'py>) -> Self {
        PyRef(object, PhantomData)
    }

    fn object(self) -> *const Object<T> {
        self.0.as_ptr().cast()
    }

    /// The payload.
    pub fn get(self) -> &'py T {
        // SAFETY: an instance, which somebody keeps for 'py. Its payload is there since before anybody knew of it, and until
        // the last reference is gone; nobody has a mutable reference to it. The reference made here is to the payload and not
        // to the whole object, whose reference count others write to meanwhile.
        unsafe { &(*self.object()).payload }
    }

    /// The proof that comes with every reference.
    pub fn py(self) -> Python<'py> {
        self.0.py()
    }

    /// The object.
    pub fn as_borrowed(self) -> Borrowed<'py> {
        self.0
    }

    /// The module that the class belongs to.
    pub fn module(self) -> PyModule<'py> {
        // SAFETY: the instance owns a reference to the module for as long as it lives, and the field is never written to again.
        // It is read without a reference to the object.
        unsafe {
            let module = (*self.object()).module;
            PyModule::from_borrowed(Borrowed::from_ptr(self.py(), module))
        }
    }

    /// The class.
    pub fn class(self) -> Borrowed<'py> {
        // SAFETY: an object owns a reference to its type, which is not assigned to where types are immutable.
        unsafe {
            let class = ffi::Py_TYPE(self.0.as_ptr());
            Borrowed::from_ptr(self.py(), class.cast())
        }
    }
}

impl<T: PyClass> Deref for PyRef<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        self.get()
    }
}

impl<'py, T: PyClass> IntoPyObject<'py> for PyRef<'py, T> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0.to_owned())
    }
}

/// An instance of the class.
impl<'py, T: PyClass> FromArgument<'py> for PyRef<'py, T> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        T::downcast(argument.extract()?).ok_or_else(|| argument.raise_must_be(T::NAME))
    }
}

/// # Safety
/// `this` must be an instance of the class of `T`, which the caller keeps for `'py`.
#[inline(always)]
pub(crate) unsafe fn object<'py, T: PyClass>(
    py: Python<'py>,
    this: *mut ffi::PyObject,
) -> PyRef<'py, T> {
    // SAFETY: passed on.
    unsafe { PyRef::new(Borrowed::from_ptr(py, this)) }
}

/// Whether two objects are instances of one class.
///
/// # Safety
/// They must be valid objects.
pub(crate) unsafe fn same_class(this: *mut ffi::PyObject, other: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { ptr::eq(ffi::Py_TYPE(this), ffi::Py_TYPE(other)) }
}
