//! Modules.
//!
//! C header: Include/moduleobject.h

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::ptr;

use cpython_sys as ffi;

use crate::function::entry;
use crate::{Bound, Method, PyErr, PyString, Python, env, panic};

/// What [`crate::pymodule!`] makes of its list.
pub trait Module {
    /// Its name.
    const NAME: &'static CStr;
    /// What its functions give as `__module__`.
    const FUNCTIONS_MODULE: &'static CStr;
    /// Its functions.
    fn methods() -> &'static [Method];
}

/// A module as CPython wants it described (PEP 489): initialised in two phases, once for each interpreter that imports it,
/// each of which may have a GIL of its own or none; without state outside Python's objects.
pub struct ModuleDef(UnsafeCell<ffi::PyModuleDef>);

// SAFETY: what is written after compilation is written by CPython, which synchronises it.
unsafe impl Sync for ModuleDef {}

impl ModuleDef {
    /// The description of `M`, whose slots are `slots`.
    pub const fn of<M: Module>(doc: &'static CStr, slots: &'static ModuleSlots<M>) -> Self {
        ModuleDef(UnsafeCell::new(ffi::PyModuleDef {
            m_base: ffi::PyModuleDef_HEAD_INIT,
            m_name: M::NAME.as_ptr(),
            m_doc: doc.as_ptr(),
            m_size: 0,
            m_methods: ptr::null_mut(),
            m_slots: slots.0.get().cast(),
            m_traverse: None,
            m_clear: None,
            m_free: None,
        }))
    }

    /// What the module's `PyInit_` function returns.
    ///
    /// # Safety
    /// The thread must be attached, as it is when CPython calls that function.
    pub unsafe fn init(&'static self) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise; the definition lives for ever.
        unsafe { ffi::PyModuleDef_Init(self.0.get()) }
    }
}

/// The slots of a module's description: a static of their own, to which the other one points.
pub struct ModuleSlots<M>(UnsafeCell<[ffi::PyModuleDef_Slot; 4]>, PhantomData<M>);

// SAFETY: nothing writes to them. They are in a cell because C takes a pointer to what might be changed.
unsafe impl<M> Sync for ModuleSlots<M> {}

impl<M: Module> ModuleSlots<M> {
    /// The slots of `M`.
    #[expect(clippy::new_without_default, reason = "a constant")]
    pub const fn new() -> Self {
        let slots = [
            ffi::PyModuleDef_Slot {
                slot: ffi::Py_mod_exec,
                value: execute::<M> as unsafe extern "C" fn(_) -> _ as *mut _,
            },
            ffi::PyModuleDef_Slot {
                slot: ffi::Py_mod_multiple_interpreters,
                value: ffi::Py_MOD_PER_INTERPRETER_GIL_SUPPORTED,
            },
            ffi::PyModuleDef_Slot {
                slot: ffi::Py_mod_gil,
                value: ffi::Py_MOD_GIL_NOT_USED,
            },
            ffi::PyModuleDef_Slot {
                slot: 0,
                value: ptr::null_mut(),
            },
        ];
        ModuleSlots(UnsafeCell::new(slots), PhantomData)
    }
}

unsafe extern "C" fn execute<M: Module>(module: *mut ffi::PyObject) -> c_int {
    entry(-1, |py| {
        panic::stay_silent();
        if env::is_disabled(py, M::NAME)? {
            return Err(raise_disabled(py, M::NAME));
        }
        let name = M::FUNCTIONS_MODULE.to_str().unwrap_or_default();
        let functions_module = PyString::new(py, name)?;
        for method in M::methods() {
            // SAFETY: the definition lives for ever and CPython only reads it; the references are valid. PyModule_AddObjectRef
            // takes a reference of its own.
            unsafe {
                let definition = (&raw const method.0).cast_mut();
                let function = Bound::from_owned_ptr(
                    py,
                    ffi::PyCMethod_New(
                        definition,
                        module,
                        functions_module.as_borrowed().as_ptr(),
                        ptr::null_mut(),
                    ),
                )?;
                let function = function.as_borrowed().as_ptr();
                if ffi::PyModule_AddObjectRef(module, method.0.ml_name, function) < 0 {
                    return Err(PyErr::fetch(py));
                }
            }
        }
        Ok(0)
    })
}

fn raise_disabled(py: Python<'_>, name: &CStr) -> PyErr {
    let raise = || {
        let name = PyString::new(py, name.to_str().unwrap_or_default())?;
        let message = PyString::new(py, "")?.then_string(py, &name)?.then(
            py,
            " is switched off by the environment variable PYTHON_RUST_DISABLE",
        )?;
        // SAFETY: valid references; sets ImportError with its `name`, or what went wrong on the way.
        unsafe {
            ffi::PyErr_SetImportError(
                message.as_borrowed().as_ptr(),
                name.as_borrowed().as_ptr(),
                ptr::null_mut(),
            );
        }
        Ok(PyErr::fetch(py))
    };
    raise().unwrap_or_else(|error: PyErr| error)
}

/// Defines a module for Python.
///
/// ```ignore
/// pymodule! {
///     /// The docstring.
///     name: "_base64",
///     // Where users know the functions from, which is what pickles have to say.
///     functions_from: "base64",
///     functions: [b64encode, b64decode],
/// }
/// ```
#[macro_export]
macro_rules! pymodule {
    (
        $(#[doc = $doc:literal])*
        name: $name:literal,
        functions_from: $functions_from:literal,
        functions: [$($function:ident),+ $(,)?] $(,)?
    ) => {
        enum ThisModule {}

        impl $crate::Module for ThisModule {
            const NAME: &'static ::core::ffi::CStr = $crate::c_str!($name);
            const FUNCTIONS_MODULE: &'static ::core::ffi::CStr = $crate::c_str!($functions_from);

            fn methods() -> &'static [$crate::Method] {
                static METHODS: $crate::Methods<{ [$(stringify!($function)),+].len() }> =
                    $crate::Methods([$($crate::Method::of::<$function>()),+]);
                &METHODS.0
            }
        }

        static SLOTS: $crate::ModuleSlots<ThisModule> = $crate::ModuleSlots::new();

        /// What the module's `PyInit_` function returns.
        pub static MODULE: $crate::ModuleDef =
            $crate::ModuleDef::of($crate::c_str!(concat!($($doc, "\n"),*)), &SLOTS);
    };
}

/// A literal as a C string.
#[doc(hidden)]
#[macro_export]
macro_rules! c_str {
    ($text:expr) => {
        match ::core::ffi::CStr::from_bytes_with_nul(concat!($text, "\0").as_bytes()) {
            Ok(text) => text,
            Err(_) => panic!("a NUL inside the text"),
        }
    };
}
