//! Objects that a module keeps in its state, one slot each: exception types, strings, classes, and what it imports when that is
//! first needed.

use std::ffi::CStr;
use std::fmt;
use std::ptr::{self, NonNull};
use std::sync::atomic::Ordering;

use cpython_sys as ffi;

use crate::{Borrowed, Bound, IntoPyObject, ModuleDef, PyErr, PyModule, PyResult, Python};

/// An object that a module gets when it is imported, or when it is first needed, and keeps as long as it lives.
pub enum Kept {
    /// An exception type that it makes, and has as an attribute.
    NewException {
        /// Its name with the module's, as `binascii.Error`.
        qualified_name: &'static CStr,
        /// Its name.
        name: &'static CStr,
        /// What it is derived from.
        base: fn(Python<'_>) -> Borrowed<'_>,
    },
    /// An exception type that another module made.
    ImportedException {
        /// That module.
        module: &'static CStr,
        /// Its name there.
        name: &'static CStr,
    },
    /// An interned string.
    String(&'static CStr),
    /// A class, which is an attribute too.
    Class {
        /// Its name.
        name: &'static CStr,
        /// Makes it.
        make: for<'py> fn(PyModule<'py>) -> PyResult<Bound<'py>>,
    },
    /// What nobody may ever need: see [`ModuleImport`].
    WhenNeeded,
}

impl Kept {
    /// Makes it, if it is not one for later.
    pub(crate) fn make<'py>(&self, module: PyModule<'py>) -> PyResult<Option<Bound<'py>>> {
        let py = module.py();
        match *self {
            Kept::NewException {
                qualified_name,
                name,
                base,
            } => {
                // SAFETY: a C string and a valid base; new reference or null with an exception.
                let class = unsafe {
                    let base = base(py).as_ptr();
                    let class =
                        ffi::PyErr_NewException(qualified_name.as_ptr(), base, ptr::null_mut());
                    Bound::from_owned_ptr(py, class)?
                };
                module.add(name, class.as_borrowed())?;
                Ok(Some(class))
            }
            Kept::ImportedException { module, name } => {
                let origin = py.import(module)?;
                origin.getattr(name).map(Some)
            }
            Kept::String(text) => {
                // SAFETY: a C string. New reference or null with an exception.
                unsafe {
                    let text = ffi::PyUnicode_InternFromString(text.as_ptr());
                    Bound::from_owned_ptr(py, text).map(Some)
                }
            }
            Kept::Class { name, make } => {
                let class = make(module)?;
                module.add(name, class.as_borrowed())?;
                Ok(Some(class))
            }
            Kept::WhenNeeded => Ok(None),
        }
    }
}

/// An object that a module keeps. [`crate::pymodule!`] implements it for each name in its lists.
pub trait KeptObject {
    /// Its place in [`crate::Module::KEPT`].
    const INDEX: usize;
    /// The module that keeps it.
    fn module() -> &'static ModuleDef;
}

/// What `module` has kept since it was imported, whatever an attribute of that name is now.
pub(crate) fn kept<K: KeptObject>(module: PyModule<'_>) -> Borrowed<'_> {
    let object = module.slot::<K>().load(Ordering::Acquire);
    let object = NonNull::new(object).expect("an object that the module keeps");
    // SAFETY: the slot owns a reference, and is left alone until the module is freed, which somebody keeps.
    unsafe { Borrowed::from_non_null(module.py(), object) }
}

/// An exception type that a module keeps.
pub trait ModuleException: KeptObject {
    /// The type.
    fn type_object(module: PyModule<'_>) -> Borrowed<'_>
    where
        Self: Sized,
    {
        kept::<Self>(module)
    }

    /// Raises it. Messages longer than 1024 bytes are cut.
    fn raise(module: PyModule<'_>, message: impl fmt::Display) -> PyErr
    where
        Self: Sized,
    {
        PyErr::raise(module.py(), Self::type_object(module), message)
    }
}

/// An interned string that a module keeps.
pub trait ModuleString: KeptObject {
    /// The string.
    fn get(module: PyModule<'_>) -> Borrowed<'_>
    where
        Self: Sized,
    {
        kept::<Self>(module)
    }
}

/// Where an import comes from.
pub trait ImportedObject {
    /// The module.
    const MODULE: &'static CStr;
    /// The attribute of it; with dots, an attribute of an attribute.
    const NAME: &'static str;
}

/// An object of another module, imported when it is first needed, and kept from then on.
pub trait ModuleImport: KeptObject {
    /// The object. The first time runs Python code.
    ///
    /// # Errors
    /// What importing it raises; the next time tries again.
    fn get(module: PyModule<'_>) -> PyResult<Borrowed<'_>>
    where
        Self: Sized + ImportedObject,
    {
        let slot = module.slot::<Self>();
        let mut object = slot.load(Ordering::Acquire);
        if object.is_null() {
            let new = import::<Self>(module.py())?.into_ptr();
            object = new;
            // Another thread may have been faster: then what it has got is what everybody has.
            if let Err(first) =
                slot.compare_exchange(ptr::null_mut(), new, Ordering::AcqRel, Ordering::Acquire)
            {
                // SAFETY: the reference that was to be given to the slot.
                unsafe { ffi::Py_DecRef(new) };
                object = first;
            }
        }
        // SAFETY: not null; the slot owns a reference, and is left alone until the module is freed, which somebody keeps.
        Ok(unsafe { Borrowed::from_non_null(module.py(), NonNull::new_unchecked(object)) })
    }
}

#[cold]
fn import<I: ImportedObject>(py: Python<'_>) -> PyResult<Bound<'_>> {
    let mut object = py.import(I::MODULE)?;
    for name in I::NAME.split('.') {
        let name = name.into_pyobject(py)?;
        // SAFETY: valid references. New reference or null with an exception.
        object = unsafe {
            let object = object.as_borrowed().as_ptr();
            let attribute = ffi::PyObject_GetAttr(object, name.as_borrowed().as_ptr());
            Bound::from_owned_ptr(py, attribute)?
        };
    }
    Ok(object)
}
