//! What a class does beside having attributes: a trait for each of Python's special methods that a payload can implement.
//! [`crate::pyclass!`] lists the traits.
//!
//! C header: Include/typeslots.h

use std::ffi::{c_int, c_void};
use std::marker::PhantomData;

use cpython_sys as ffi;

use crate::function::entry;
use crate::pyref::{object, same_class};
use crate::{Borrowed, Bound, IntoPyObject, PyClass, PyRef, PyResult, PyString};

/// More slots than a class can have.
const MOST_SLOTS: usize = 24;

/// The slots of the class of `T`, which is being made. They are functions for instances of that class only, and typed by it, so
/// that none gets into another one.
pub struct Slots<T> {
    slots: [ffi::PyType_Slot; MOST_SLOTS],
    len: usize,
    class: PhantomData<T>,
}

impl<T> Slots<T> {
    pub(crate) fn new() -> Self {
        let end = ffi::PyType_Slot {
            slot: 0,
            pfunc: std::ptr::null_mut(),
        };
        Slots {
            slots: [end; MOST_SLOTS],
            len: 0,
            class: PhantomData,
        }
    }

    pub(crate) fn add(&mut self, slot: c_int, pfunc: *mut c_void) {
        assert!(self.len + 1 < MOST_SLOTS, "too many slots");
        self.slots[self.len] = ffi::PyType_Slot { slot, pfunc };
        self.len += 1;
    }

    /// The table that C reads, up to an entry of zeros.
    pub(crate) fn as_mut_ptr(&mut self) -> *mut ffi::PyType_Slot {
        self.slots.as_mut_ptr()
    }
}

/// `repr(object)`.
pub trait Repr: PyClass {
    /// Makes it.
    ///
    /// # Errors
    /// What making it raises.
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: Repr>(this: *mut ffi::PyObject) -> *mut ffi::PyObject {
            entry(std::ptr::null_mut(), |py| {
                // SAFETY: CPython calls a slot with an instance, and keeps it.
                let this = unsafe { object(py, this) };
                T::repr(this).map(|text| text.into_bound().into_ptr())
            })
        }
        slots.add(
            ffi::Py_tp_repr,
            slot::<Self> as unsafe extern "C" fn(_) -> _ as *mut c_void,
        );
    }
}

/// `hash(object)`. Objects that are equal have the same.
pub trait Hash: PyClass {
    /// Computes it.
    ///
    /// # Errors
    /// What computing it raises.
    fn hash(this: PyRef<'_, Self>) -> PyResult<isize>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: Hash>(this: *mut ffi::PyObject) -> ffi::Py_hash_t {
            entry(-1, |py| {
                // SAFETY: CPython calls a slot with an instance, and keeps it.
                let hash = T::hash(unsafe { object(py, this) })?;
                // -1 says that there is an exception.
                Ok(if hash == -1 { -2 } else { hash })
            })
        }
        slots.add(
            ffi::Py_tp_hash,
            slot::<Self> as unsafe extern "C" fn(_) -> _ as *mut c_void,
        );
    }
}

/// `object == other` and `object != other` for two of the class; no other object is equal, and there is no order.
pub trait Eq: PyClass {
    /// Compares them.
    ///
    /// # Errors
    /// What comparing them raises.
    fn eq<'py>(this: PyRef<'py, Self>, other: PyRef<'py, Self>) -> PyResult<bool>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: Eq>(
            this: *mut ffi::PyObject,
            other: *mut ffi::PyObject,
            operation: c_int,
        ) -> *mut ffi::PyObject {
            entry(std::ptr::null_mut(), |py| {
                // SAFETY: CPython calls a slot with an instance and another object, and keeps both; the second is an instance
                // too where that is asked.
                let answer = unsafe {
                    if !matches!(operation, ffi::Py_EQ | ffi::Py_NE) || !same_class(this, other) {
                        let not_implemented = ffi::Py_NotImplemented();
                        ffi::Py_IncRef(not_implemented);
                        return Ok(not_implemented);
                    }
                    T::eq(object(py, this), object(py, other))?
                };
                let answer = answer == (operation == ffi::Py_EQ);
                answer.into_pyobject(py).map(Bound::into_ptr)
            })
        }
        slots.add(
            ffi::Py_tp_richcompare,
            slot::<Self> as unsafe extern "C" fn(_, _, _) -> _ as *mut c_void,
        );
    }
}

/// `len(object)`.
pub trait Len: PyClass {
    /// Counts.
    ///
    /// # Errors
    /// TypeError for an object that has none, and what counting raises.
    fn len(this: PyRef<'_, Self>) -> PyResult<usize>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: Len>(this: *mut ffi::PyObject) -> ffi::Py_ssize_t {
            entry(-1, |py| {
                // SAFETY: CPython calls a slot with an instance, and keeps it.
                let len = T::len(unsafe { object(py, this) })?;
                Ok(ffi::Py_ssize_t::try_from(len).expect("a length of what is in memory"))
            })
        }
        let slot = slot::<Self> as unsafe extern "C" fn(_) -> _ as *mut c_void;
        slots.add(ffi::Py_mp_length, slot);
        slots.add(ffi::Py_sq_length, slot);
    }
}

/// `bool(object)`, where it is not whether `len(object)` is more than zero.
pub trait Truth: PyClass {
    /// Finds out.
    ///
    /// # Errors
    /// What finding it out raises.
    fn truth(this: PyRef<'_, Self>) -> PyResult<bool>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: Truth>(this: *mut ffi::PyObject) -> c_int {
            entry(-1, |py| {
                // SAFETY: CPython calls a slot with an instance, and keeps it.
                T::truth(unsafe { object(py, this) }).map(c_int::from)
            })
        }
        slots.add(
            ffi::Py_nb_bool,
            slot::<Self> as unsafe extern "C" fn(_) -> _ as *mut c_void,
        );
    }
}

/// `object[key]`.
pub trait GetItem: PyClass {
    /// Looks it up.
    ///
    /// # Errors
    /// IndexError, KeyError, TypeError, as it finds right.
    fn get_item<'py>(this: PyRef<'py, Self>, key: Borrowed<'py>) -> PyResult<Bound<'py>>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: GetItem>(
            this: *mut ffi::PyObject,
            key: *mut ffi::PyObject,
        ) -> *mut ffi::PyObject {
            entry(std::ptr::null_mut(), |py| {
                // SAFETY: CPython calls a slot with an instance and a key, and keeps both.
                let (this, key) = unsafe { (object(py, this), Borrowed::from_ptr(py, key)) };
                T::get_item(this, key).map(Bound::into_ptr)
            })
        }
        unsafe extern "C" fn slot_of_index<T: GetItem>(
            this: *mut ffi::PyObject,
            index: ffi::Py_ssize_t,
        ) -> *mut ffi::PyObject {
            entry(std::ptr::null_mut(), |py| {
                // SAFETY: CPython calls a slot with an instance, and keeps it; new reference or null with MemoryError.
                let (this, index) = unsafe {
                    let index = ffi::PyLong_FromSsize_t(index);
                    (object(py, this), Bound::from_owned_ptr(py, index)?)
                };
                T::get_item(this, index.as_borrowed()).map(Bound::into_ptr)
            })
        }
        slots.add(
            ffi::Py_mp_subscript,
            slot::<Self> as unsafe extern "C" fn(_, _) -> _ as *mut c_void,
        );
        // As for a class written in Python: what asks for a sequence, as `reversed` does, wants this one.
        slots.add(
            ffi::Py_sq_item,
            slot_of_index::<Self> as unsafe extern "C" fn(_, _) -> _ as *mut c_void,
        );
    }
}

/// `iter(object)`.
pub trait Iter: PyClass {
    /// Makes an iterator.
    ///
    /// # Errors
    /// TypeError for an object that has nothing to iterate over, and what making it raises.
    fn iter<'py>(this: PyRef<'py, Self>) -> PyResult<Bound<'py>>;

    #[doc(hidden)]
    fn add_to(slots: &mut Slots<Self>) {
        unsafe extern "C" fn slot<T: Iter>(this: *mut ffi::PyObject) -> *mut ffi::PyObject {
            entry(std::ptr::null_mut(), |py| {
                // SAFETY: CPython calls a slot with an instance, and keeps it.
                T::iter(unsafe { object(py, this) }).map(Bound::into_ptr)
            })
        }
        slots.add(
            ffi::Py_tp_iter,
            slot::<Self> as unsafe extern "C" fn(_) -> _ as *mut c_void,
        );
    }
}
