//! Where objects that modules in C define come from.
//!
//! C headers: Include/methodobject.h, Include/moduleobject.h, Include/object.h

use std::ffi::CStr;
use std::ptr::NonNull;

use cpython_sys as ffi;

use crate::{Borrowed, PyErr};

/// What a definition in C calls a function or a class, and its module: names that no Python code can change.
pub struct Origin<'py> {
    /// The module's name.
    pub module: &'py [u8],
    /// The object's name.
    pub name: &'py [u8],
}

impl<'py> Borrowed<'py> {
    /// Where it comes from, if it is exactly a built-in function of a module, or an immutable class that a module made for itself,
    /// and that module has a definition. Runs no Python code.
    pub fn origin(self) -> Option<Origin<'py>> {
        self.function_origin().or_else(|| self.class_origin())
    }

    fn function_origin(self) -> Option<Origin<'py>> {
        // SAFETY: the type is checked first. A built-in function keeps what it is bound to, which may be null, and its definition,
        // whose name is a C string.
        unsafe {
            let function = self.as_ptr();
            if ffi::PyCFunction_CheckExact(function) == 0 {
                return None;
            }
            let module = module_name(NonNull::new(ffi::PyCFunction_GetSelf(function))?)?;
            let name = CStr::from_ptr(ffi::helpers::cpython_sys_builtin_function_name(function));
            let name = name.to_bytes();
            Some(Origin { module, name })
        }
    }

    fn class_origin(self) -> Option<Origin<'py>> {
        // SAFETY: that it is a class, and not of a metaclass, is checked first. What PyType_GetModule gives is borrowed from the
        // class, or null with an exception. The name of an immutable class is a C string that lives as long as the class.
        unsafe {
            if ffi::PyType_CheckExact(self.as_ptr()) == 0 {
                return None;
            }
            let class = self.as_ptr().cast::<ffi::PyTypeObject>();
            let flags = ffi::PyType_GetFlags(class);
            if flags & ffi::Py_TPFLAGS_HEAPTYPE == 0 || flags & ffi::Py_TPFLAGS_IMMUTABLETYPE == 0 {
                return None;
            }
            let Some(module) = NonNull::new(ffi::PyType_GetModule(class)) else {
                PyErr::fetch(self.py()).clear(self.py());
                return None;
            };
            let module = module_name(module)?;
            let qualified_name = CStr::from_ptr((*class).tp_name).to_bytes();
            let name = qualified_name.rsplit(|&byte| byte == b'.').next()?;
            Some(Origin { module, name })
        }
    }
}

/// The name that the definition of `object` has, if it is a module that has one.
///
/// # Safety
/// The object must be alive for `'py`, and the thread attached.
unsafe fn module_name<'py>(object: NonNull<ffi::PyObject>) -> Option<&'py [u8]> {
    // SAFETY: the type is checked first. The definition comes back, or null without an exception; it lives as long as its
    // module, and its name is a C string if it has one.
    unsafe {
        if ffi::PyModule_Check(object.as_ptr()) == 0 {
            return None;
        }
        let definition = NonNull::new(ffi::PyModule_GetDef(object.as_ptr()))?;
        let name = NonNull::new((*definition.as_ptr()).m_name.cast_mut())?;
        Some(CStr::from_ptr(name.as_ptr()).to_bytes())
    }
}
