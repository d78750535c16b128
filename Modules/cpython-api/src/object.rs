//! References to Python objects.
//!
//! C header: Include/object.h, Include/abstract.h

use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};

use cpython_sys as ffi;

use crate::{Argument, FromArgument, IntoPyObject, PyErr, PyResult, PyString, Python, Signature};

/// A reference that somebody else owns and keeps for as long as `'py`, during which this thread is attached.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Borrowed<'py>(NonNull<ffi::PyObject>, PhantomData<Python<'py>>);

/// A reference of one's own, given back when dropped.
#[repr(transparent)]
pub struct Bound<'py>(NonNull<ffi::PyObject>, PhantomData<Python<'py>>);

impl<'py> Borrowed<'py> {
    /// # Safety
    /// `pointer` must be a valid object that somebody keeps alive for `'py`.
    pub(crate) unsafe fn from_non_null(_py: Python<'py>, pointer: NonNull<ffi::PyObject>) -> Self {
        Borrowed(pointer, PhantomData)
    }

    /// # Safety
    /// As for [`Borrowed::from_non_null`], and `pointer` must not be null.
    pub(crate) unsafe fn from_ptr(py: Python<'py>, pointer: *mut ffi::PyObject) -> Self {
        // SAFETY: passed on.
        unsafe { Self::from_non_null(py, NonNull::new_unchecked(pointer)) }
    }

    pub(crate) fn as_ptr(self) -> *mut ffi::PyObject {
        self.0.as_ptr()
    }

    /// The proof that comes with every reference.
    pub fn py(self) -> Python<'py> {
        // SAFETY: a reference exists only where its thread is attached for 'py.
        unsafe { Python::assume_attached() }
    }

    /// A reference of one's own to the same object.
    pub fn to_owned(self) -> Bound<'py> {
        // SAFETY: the object is alive; the new reference is the one that the result owns.
        unsafe { ffi::Py_IncRef(self.as_ptr()) };
        Bound(self.0, PhantomData)
    }

    /// Whether it is `None`.
    pub fn is_none(self) -> bool {
        // SAFETY: None lives as long as the interpreter.
        self.as_ptr() == unsafe { ffi::Py_None() }
    }

    /// Where it is, as `repr` shows it of objects.
    pub fn address(self) -> usize {
        self.as_ptr().addr()
    }

    /// `bool(self)`. Runs Python code.
    pub fn is_truthy(self) -> PyResult<bool> {
        // SAFETY: the reference is valid and the thread attached.
        match unsafe { ffi::PyObject_IsTrue(self.as_ptr()) } {
            -1 => Err(PyErr::fetch(self.py())),
            truth => Ok(truth != 0),
        }
    }

    /// `len(self)`. Runs Python code.
    #[expect(
        clippy::len_without_is_empty,
        reason = "an empty object is one without truth"
    )]
    pub fn len(self) -> PyResult<usize> {
        // SAFETY: as in is_truthy.
        let len = unsafe { ffi::PyObject_Size(self.as_ptr()) };
        usize::try_from(len).map_err(|_| PyErr::fetch(self.py()))
    }

    /// Converts it as an argument is converted. Runs Python code.
    ///
    /// # Errors
    /// What the conversion raises.
    pub fn extract<T: FromArgument<'py>>(self) -> PyResult<T> {
        // Conversions whose messages name a parameter call it this.
        const SIGNATURE: &Signature = &Signature::parse(c"extract", "value");
        Argument::new(self.py(), Some(self), SIGNATURE, 0).extract()
    }

    /// The truth of `self < other`. Runs Python code.
    pub fn lt(self, other: Borrowed<'_>) -> PyResult<bool> {
        self.compare(other, ffi::Py_LT)
    }

    /// The truth of `self > other`. Runs Python code.
    pub fn gt(self, other: Borrowed<'_>) -> PyResult<bool> {
        self.compare(other, ffi::Py_GT)
    }

    /// The truth of `self is other or self == other`. Runs Python code.
    pub fn eq(self, other: Borrowed<'_>) -> PyResult<bool> {
        // SAFETY: both references are valid and the thread attached.
        match unsafe { ffi::PyObject_RichCompareBool(self.as_ptr(), other.as_ptr(), ffi::Py_EQ) } {
            -1 => Err(PyErr::fetch(self.py())),
            answer => Ok(answer != 0),
        }
    }

    fn compare(self, other: Borrowed<'_>, operation: c_int) -> PyResult<bool> {
        // SAFETY: both references are valid and the thread attached. New reference or null with an exception.
        let answer = unsafe {
            let answer = ffi::PyObject_RichCompare(self.as_ptr(), other.as_ptr(), operation);
            Bound::from_owned_ptr(self.py(), answer)?
        };
        answer.as_borrowed().is_truthy()
    }

    /// `element in self`. Runs Python code.
    pub fn contains(self, element: Borrowed<'_>) -> PyResult<bool> {
        // SAFETY: as in compare.
        match unsafe { ffi::PySequence_Contains(self.as_ptr(), element.as_ptr()) } {
            -1 => Err(PyErr::fetch(self.py())),
            answer => Ok(answer != 0),
        }
    }

    /// `self[key]`. Runs Python code.
    pub fn get_item(self, key: Borrowed<'_>) -> PyResult<Bound<'py>> {
        // SAFETY: as in compare.
        unsafe {
            let item = ffi::PyObject_GetItem(self.as_ptr(), key.as_ptr());
            Bound::from_owned_ptr(self.py(), item)
        }
    }

    /// `iter(self)`. Runs Python code.
    pub fn iter(self) -> PyResult<Bound<'py>> {
        // SAFETY: as in compare.
        unsafe { Bound::from_owned_ptr(self.py(), ffi::PyObject_GetIter(self.as_ptr())) }
    }

    /// `self[start:stop]`. Runs Python code.
    pub fn get_slice(self, start: usize, stop: usize) -> PyResult<Bound<'py>> {
        let py = self.py();
        let (start, stop) = (start.into_pyobject(py)?, stop.into_pyobject(py)?);
        // SAFETY: as in compare; no step is none.
        unsafe {
            let slice = ffi::PySlice_New(start.0.as_ptr(), stop.0.as_ptr(), ptr::null_mut());
            let slice = Bound::from_owned_ptr(py, slice)?;
            let part = ffi::PyObject_GetItem(self.as_ptr(), slice.0.as_ptr());
            Bound::from_owned_ptr(py, part)
        }
    }

    /// `repr(self)`. Runs Python code.
    pub fn repr(self) -> PyResult<PyString<'py>> {
        // SAFETY: as in is_truthy; the result is new or null with an exception, and always a str.
        unsafe {
            let text = Bound::from_owned_ptr(self.py(), ffi::PyObject_Repr(self.as_ptr()))?;
            Ok(PyString::from_bound_unchecked(text))
        }
    }

    /// `getattr(self, name)`. Runs Python code.
    pub fn getattr(self, name: &CStr) -> PyResult<Bound<'py>> {
        // SAFETY: as in is_truthy; `name` ends with NUL. New references, or null with an exception. The name is interned,
        // because CPython remembers names by their address: a new one for every call would drive others out.
        unsafe {
            let name = ffi::PyUnicode_InternFromString(name.as_ptr());
            let name = Bound::from_owned_ptr(self.py(), name)?;
            let attribute = ffi::PyObject_GetAttr(self.as_ptr(), name.0.as_ptr());
            Bound::from_owned_ptr(self.py(), attribute)
        }
    }

    /// `self.__class__.__name__`. Runs Python code.
    pub fn class_name(self) -> PyResult<Bound<'py>> {
        let class = self.getattr(c"__class__")?;
        let name = class.as_borrowed().getattr(c"__name__")?;
        // SAFETY: an owned reference of this thread, which is attached for 'py.
        unsafe { Bound::from_owned_ptr(self.py(), name.into_ptr()) }
    }

    /// Whether it is an exact `str` with the ASCII text `other`. Runs no Python code.
    pub fn is_exact_str(self, other: &CStr) -> bool {
        // SAFETY: the type is checked first; the comparison neither fails nor runs code.
        unsafe {
            ffi::PyUnicode_CheckExact(self.as_ptr()) != 0
                && ffi::PyUnicode_CompareWithASCIIString(self.as_ptr(), other.as_ptr()) == 0
        }
    }

    /// The only element, if it is an exact `list` of one.
    pub fn only_element(self) -> Option<Bound<'py>> {
        // SAFETY: PyList_CheckExact comes first. PyList_GetItemRef checks the index under the list's own lock and gives a
        // new reference; the IndexError of a list that has just shrunk is cleared.
        unsafe {
            let list = self.as_ptr();
            if ffi::PyList_CheckExact(list) == 0 || ffi::PyList_Size(list) != 1 {
                return None;
            }
            Bound::from_owned_ptr(self.py(), ffi::PyList_GetItemRef(list, 0))
                .map_err(|error| error.clear(self.py()))
                .ok()
        }
    }

    /// Whether it is a `bytes` object, of a subclass too.
    pub fn is_bytes(self) -> bool {
        // SAFETY: reads the type's flags only.
        unsafe { ffi::PyBytes_Check(self.as_ptr()) != 0 }
    }

    /// Whether it is a `bytearray`, of a subclass too.
    pub fn is_bytearray(self) -> bool {
        // SAFETY: reads the type's bases only.
        unsafe { ffi::PyByteArray_Check(self.as_ptr()) != 0 }
    }

    /// Whether it is a `bytearray` or a `memoryview`, and not of a subclass.
    pub fn is_exact_buffer(self) -> bool {
        // SAFETY: reads the type only; memoryview has no subclasses.
        unsafe {
            ffi::PyByteArray_CheckExact(self.as_ptr()) != 0
                || ffi::helpers::cpython_sys_memoryview_check(self.as_ptr()) != 0
        }
    }

    /// Whether its type has the buffer protocol, which an object may refuse all the same.
    pub fn supports_buffer(self) -> bool {
        // SAFETY: reads the type only.
        unsafe { ffi::PyObject_CheckBuffer(self.as_ptr()) != 0 }
    }

    /// Whether it is an `int`, of a subclass too.
    pub fn is_int(self) -> bool {
        // SAFETY: reads the type only.
        unsafe { ffi::PyLong_Check(self.as_ptr()) != 0 }
    }

    /// Whether it is a `str`, of a subclass too.
    pub fn is_str(self) -> bool {
        // SAFETY: reads the type's flags only.
        unsafe { ffi::PyUnicode_Check(self.as_ptr()) != 0 }
    }

    /// The bytes of an exact `bytes` object. They never change and live as long as the object.
    pub fn exact_bytes(self) -> Option<&'py [u8]> {
        // SAFETY: for an exact bytes object the data are `size` initialised bytes inside the object, which somebody keeps
        // for 'py and which nothing writes to once it has been handed out.
        unsafe {
            let object = self.as_ptr();
            if ffi::PyBytes_CheckExact(object) == 0 {
                return None;
            }
            let data = ffi::helpers::bytes_data(object);
            Some(std::slice::from_raw_parts(
                data,
                ffi::Py_SIZE(object) as usize,
            ))
        }
    }

    /// The bytes of a `bytes` object, of a subclass too, whatever that overrides: what C's `PyBytes_AS_STRING` reads.
    pub fn bytes(self) -> Option<&'py [u8]> {
        if !self.is_bytes() {
            return None;
        }
        // SAFETY: as in exact_bytes: a subclass can add to the object, but not change its bytes.
        unsafe {
            let object = self.as_ptr();
            let data = ffi::helpers::bytes_data(object);
            Some(std::slice::from_raw_parts(
                data,
                ffi::Py_SIZE(object) as usize,
            ))
        }
    }

    /// The character at `index` of a `str`.
    ///
    /// # Errors
    /// IndexError; TypeError if it is no `str`.
    pub fn char_at(self, index: usize) -> PyResult<char> {
        // SAFETY: the reference is valid; the function checks its type and the index.
        let code = unsafe { ffi::PyUnicode_ReadChar(self.as_ptr(), index as ffi::Py_ssize_t) };
        if code == u32::MAX {
            return Err(PyErr::fetch(self.py()));
        }
        // A lone surrogate is no char of Rust's.
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The text of a `str`.
    ///
    /// # Errors
    /// UnicodeEncodeError for a lone surrogate; TypeError, in a few words, if it is no `str`; MemoryError.
    pub fn utf8(self) -> PyResult<&'py str> {
        let mut len = 0;
        // SAFETY: a str gives its text in UTF-8, which it keeps as long as it lives, or null with an exception, as anything else
        // does.
        unsafe {
            let text = ffi::PyUnicode_AsUTF8AndSize(self.as_ptr(), &mut len);
            if text.is_null() {
                return Err(PyErr::fetch(self.py()));
            }
            let text = std::slice::from_raw_parts(text.cast(), len as usize);
            Ok(std::str::from_utf8_unchecked(text))
        }
    }

    /// The characters of a `str` if all are ASCII. They never change and live as long as the object.
    ///
    /// # Panics
    /// If it is no `str`.
    pub fn ascii_str(self) -> Option<&'py [u8]> {
        assert!(self.is_str(), "not a str");
        let mut len = 0;
        // SAFETY: the type was just checked. What comes back are `len` bytes inside the object, immutable as every str is,
        // and kept for 'py with it.
        unsafe {
            let data = ffi::helpers::cpython_sys_unicode_ascii(self.as_ptr(), &mut len);
            (!data.is_null()).then(|| std::slice::from_raw_parts(data.cast(), len as usize))
        }
    }

    /// The characters of an exact `str` if all are ASCII: what a subclass overrides is not in question then.
    pub fn exact_ascii_str(self) -> Option<&'py [u8]> {
        // SAFETY: reads the type only.
        let exact = unsafe { ffi::PyUnicode_CheckExact(self.as_ptr()) != 0 };
        exact.then(|| self.ascii_str()).flatten()
    }

    /// The characters of a `str` as ASCII.
    ///
    /// # Errors
    /// UnicodeEncodeError, TypeError if it is no `str`, MemoryError.
    pub fn encode_ascii(self) -> PyResult<Bound<'py>> {
        // SAFETY: the reference is valid and the thread attached. New reference or null with an exception.
        unsafe { Bound::from_owned_ptr(self.py(), ffi::PyUnicode_AsASCIIString(self.as_ptr())) }
    }
}

impl<'py> Bound<'py> {
    /// Takes over what a C function returned: a new reference, or null with an exception set.
    ///
    /// # Safety
    /// It must be one of the two.
    pub(crate) unsafe fn from_owned_ptr(
        py: Python<'py>,
        pointer: *mut ffi::PyObject,
    ) -> PyResult<Self> {
        match NonNull::new(pointer) {
            Some(pointer) => Ok(Bound(pointer, PhantomData)),
            None => Err(PyErr::fetch(py)),
        }
    }

    /// # Safety
    /// `pointer` must be a reference, which the result takes over.
    pub(crate) unsafe fn from_non_null(_py: Python<'py>, pointer: NonNull<ffi::PyObject>) -> Self {
        Bound(pointer, PhantomData)
    }

    /// As [`Borrowed::getattr`].
    ///
    /// # Errors
    /// What reading the attribute raises.
    pub fn getattr(&self, name: &CStr) -> PyResult<Bound<'py>> {
        // SAFETY: used for this call only.
        unsafe { self.lend() }.getattr(name)
    }

    /// As [`Borrowed::call`].
    ///
    /// # Errors
    /// What the call raises.
    pub fn call(&self, arguments: &[Borrowed<'_>]) -> PyResult<Bound<'py>> {
        // SAFETY: used for this call only.
        unsafe { self.lend() }.call(arguments)
    }

    /// As [`Borrowed::get_item`].
    ///
    /// # Errors
    /// What it raises.
    pub fn get_item(&self, key: Borrowed<'_>) -> PyResult<Bound<'py>> {
        // SAFETY: used for this call only.
        unsafe { self.lend() }.get_item(key)
    }

    /// As [`Borrowed::iter`].
    ///
    /// # Errors
    /// What it raises.
    pub fn iter(&self) -> PyResult<Bound<'py>> {
        // SAFETY: used for this call only.
        unsafe { self.lend() }.iter()
    }

    /// The reference, with the lifetime of new references that are made from it.
    ///
    /// # Safety
    /// It must not be used after `self` is gone.
    unsafe fn lend(&self) -> Borrowed<'py> {
        Borrowed(self.0, PhantomData)
    }

    /// `self + other`. Runs Python code.
    ///
    /// # Errors
    /// What adding raises.
    pub fn plus(&self, other: Borrowed<'py>) -> PyResult<Bound<'py>> {
        // SAFETY: both references are valid and the thread attached. New reference or null with an exception.
        unsafe {
            let sum = ffi::PyNumber_Add(self.0.as_ptr(), other.as_ptr());
            Bound::from_owned_ptr(other.py(), sum)
        }
    }

    /// `self // other`. Runs Python code.
    ///
    /// # Errors
    /// What dividing raises.
    pub fn floor_div(&self, other: Borrowed<'_>) -> PyResult<Bound<'py>> {
        // SAFETY: both references are valid, and the thread attached for 'py. New reference or null with an exception.
        unsafe {
            let quotient = ffi::PyNumber_FloorDivide(self.0.as_ptr(), other.as_ptr());
            Bound::from_owned_ptr(Python::assume_attached(), quotient)
        }
    }

    /// `-self`. Runs Python code.
    ///
    /// # Errors
    /// What it raises.
    pub fn neg(&self) -> PyResult<Bound<'py>> {
        // SAFETY: as in floor_div.
        unsafe {
            let opposite = ffi::PyNumber_Negative(self.0.as_ptr());
            Bound::from_owned_ptr(Python::assume_attached(), opposite)
        }
    }

    /// `self[index]` of a sequence. Runs Python code.
    ///
    /// # Errors
    /// IndexError; what else getting it raises.
    pub fn item_at(&self, index: usize) -> PyResult<Bound<'py>> {
        // What does not fit is as much too large as the largest that fits.
        let index = ffi::Py_ssize_t::try_from(index).unwrap_or(ffi::Py_ssize_t::MAX);
        // SAFETY: as in floor_div.
        unsafe {
            let item = ffi::PySequence_GetItem(self.0.as_ptr(), index);
            Bound::from_owned_ptr(Python::assume_attached(), item)
        }
    }

    /// Gives the reference away, to C for one.
    pub(crate) fn into_ptr(self) -> *mut ffi::PyObject {
        ManuallyDrop::new(self).0.as_ptr()
    }

    /// `str(self)`, in the place of the object. Runs Python code.
    ///
    /// # Errors
    /// What making it a str raises.
    pub fn into_str(self) -> PyResult<PyString<'py>> {
        // SAFETY: the reference is valid, and the thread attached for 'py. New reference or null with an exception.
        unsafe {
            let py = Python::assume_attached();
            let text = Bound::from_owned_ptr(py, ffi::PyObject_Str(self.0.as_ptr()))?;
            Ok(PyString::from_bound_unchecked(text))
        }
    }

    /// The same reference, lent for as long as this one is kept.
    pub fn as_borrowed(&self) -> Borrowed<'_> {
        Borrowed(self.0, PhantomData)
    }
}

/// Another reference to the same object.
impl Clone for Bound<'_> {
    fn clone(&self) -> Self {
        // SAFETY: the object is alive; the new reference is the one that the result owns.
        unsafe { ffi::Py_IncRef(self.0.as_ptr()) };
        Bound(self.0, PhantomData)
    }
}

impl Drop for Bound<'_> {
    fn drop(&mut self) {
        // SAFETY: the reference is this object's own, and 'py says that the thread is attached.
        unsafe { ffi::Py_DecRef(self.0.as_ptr()) }
    }
}
