//! Modules.
//!
//! C header: Include/moduleobject.h

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_int, c_void};
use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use cpython_sys as ffi;

use crate::function::entry;
use crate::{
    Borrowed, Bound, IntoPyObject, Kept, KeptObject, Method, OfModule, PyErr, PyResult, PyString,
    Python, env, panic,
};

/// What [`crate::pymodule!`] makes of its list.
pub trait Module {
    /// Its name.
    const NAME: &'static CStr;
    /// The module whose functions these replace, where they do: what they give as `__module__`.
    const ACCELERATES: Option<&'static CStr>;
    /// The objects that it keeps.
    const KEPT: &'static [Kept];
    /// Its functions, with what they give as `__module__` where that is not what [`Module::ACCELERATES`] says.
    fn functions() -> &'static [(Option<&'static CStr>, &'static [Method<OfModule>])];
    /// Completes it: the rest of what it has.
    ///
    /// # Errors
    /// What making that raises: the module is not imported then.
    fn complete(module: PyModule<'_>) -> PyResult<()>;
}

/// A module object.
#[derive(Clone, Copy)]
pub struct PyModule<'py>(Borrowed<'py>);

impl<'py> PyModule<'py> {
    /// # Safety
    /// `pointer` must be a module that somebody keeps alive for `'py`.
    pub(crate) unsafe fn from_non_null(py: Python<'py>, pointer: NonNull<ffi::PyObject>) -> Self {
        // SAFETY: passed on.
        PyModule(unsafe { Borrowed::from_non_null(py, pointer) })
    }

    /// # Safety
    /// It must be a module.
    pub(crate) unsafe fn from_borrowed(module: Borrowed<'py>) -> Self {
        PyModule(module)
    }

    pub(crate) fn as_ptr(self) -> *mut ffi::PyObject {
        self.0.as_ptr()
    }

    /// The proof that comes with every reference.
    pub fn py(self) -> Python<'py> {
        self.0.py()
    }

    /// Sets an attribute.
    ///
    /// # Errors
    /// What making `value` an object raises; MemoryError.
    pub fn add(self, name: &CStr, value: impl IntoPyObject<'py>) -> PyResult<()> {
        let value = value.into_pyobject(self.py())?;
        // SAFETY: valid references and a C string; takes a reference of its own.
        let result = unsafe {
            ffi::PyModule_AddObjectRef(self.0.as_ptr(), name.as_ptr(), value.as_borrowed().as_ptr())
        };
        if result < 0 {
            return Err(PyErr::fetch(self.py()));
        }
        Ok(())
    }

    /// The slot that the module has for `K`.
    ///
    /// # Panics
    /// If it is another module, or `K` says that its slot is where the module's state has none.
    pub(crate) fn slot<K: KeptObject>(self) -> &'py AtomicPtr<ffi::PyObject> {
        // SAFETY: a module made from a definition: the definition comes back, or null without an exception.
        let definition = unsafe { ffi::PyModule_GetDef(self.0.as_ptr()) };
        assert!(
            ptr::eq(definition, K::module().definition.get()),
            "another module's object"
        );
        // SAFETY: not null, since it is K's, which lives for ever; `ModuleDef::of` made the size, and nothing writes to it.
        let state_size = unsafe { (*definition).m_size } as usize;
        let slot_count = state_size / size_of::<AtomicPtr<ffi::PyObject>>();
        assert!(K::INDEX < slot_count, "no such slot");
        // SAFETY: the state has so many slots, is allocated before any of the module's code runs, and lives as long as the
        // module, which somebody keeps for 'py.
        unsafe {
            let slots = ffi::PyModule_GetState(self.0.as_ptr()).cast::<AtomicPtr<ffi::PyObject>>();
            &*slots.add(K::INDEX)
        }
    }
}

/// A module as CPython wants it described (PEP 489): initialised in two phases, once for each interpreter that imports it,
/// each of which may have a GIL of its own or none. Its state are the objects that it keeps, one pointer each.
pub struct ModuleDef {
    definition: UnsafeCell<ffi::PyModuleDef>,
}

// SAFETY: what is written after compilation is written by CPython, which synchronises it.
unsafe impl Sync for ModuleDef {}

impl ModuleDef {
    /// The description of `M`, whose slots are `slots`.
    pub const fn of<M: Module>(doc: &'static CStr, slots: &'static ModuleSlots<M>) -> Self {
        let state_size = M::KEPT.len() * size_of::<*mut ffi::PyObject>();
        ModuleDef {
            definition: UnsafeCell::new(ffi::PyModuleDef {
                m_base: ffi::PyModuleDef_HEAD_INIT,
                m_name: M::NAME.as_ptr(),
                m_doc: doc.as_ptr(),
                m_size: state_size as ffi::Py_ssize_t,
                m_methods: ptr::null_mut(),
                m_slots: slots.0.get().cast(),
                m_traverse: Some(traverse::<M>),
                m_clear: None,
                m_free: Some(free::<M>),
            }),
        }
    }

    /// What the module's `PyInit_` function returns.
    ///
    /// # Safety
    /// The thread must be attached, as it is when CPython calls that function.
    pub unsafe fn init(&'static self) -> *mut ffi::PyObject {
        // SAFETY: the caller's promise; the definition lives for ever.
        unsafe { ffi::PyModuleDef_Init(self.definition.get()) }
    }
}

/// The pointers in a module's state, null until they are filled in.
///
/// # Safety
/// `module` must be one that was made from `M`'s definition.
unsafe fn state<'a, M: Module>(module: *mut ffi::PyObject) -> &'a [AtomicPtr<ffi::PyObject>] {
    // SAFETY: the caller's promise. CPython allocates the state, all zeros, before it runs execute; until then, and where
    // there is nothing to hold, it is null.
    unsafe {
        let slots = ffi::PyModule_GetState(module).cast::<AtomicPtr<ffi::PyObject>>();
        if slots.is_null() {
            return &[];
        }
        std::slice::from_raw_parts(slots, M::KEPT.len())
    }
}

unsafe extern "C" fn traverse<M: Module>(
    module: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython passes a module of this definition, and what each reference is to be visited with.
    unsafe {
        for slot in state::<M>(module) {
            let object = slot.load(Ordering::Relaxed);
            if !object.is_null() {
                let result = visit(object, arg);
                if result != 0 {
                    return result;
                }
            }
        }
    }
    0
}

// There is no m_clear: a cycle through what a module keeps goes through the dict of a module or of a class too, or through a
// class's reference to its module, which are cleared; so the slots stay filled as long as a function that may need them has
// the module.
unsafe extern "C" fn free<M: Module>(module: *mut c_void) {
    // SAFETY: CPython passes a module of this definition, which nobody has any more: its references go with it.
    unsafe {
        for slot in state::<M>(module.cast()) {
            ffi::Py_DecRef(slot.load(Ordering::Acquire));
        }
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
        // What accelerates another module can be left out, and then that one's own code runs.
        if M::ACCELERATES.is_some() && env::is_disabled(py, M::NAME)? {
            return Err(raise_disabled(py, M::NAME));
        }
        // SAFETY: CPython passes the new module, and keeps it until this returns.
        let module = unsafe { PyModule::from_non_null(py, NonNull::new_unchecked(module)) };
        keep_objects::<M>(module)?;
        add_functions::<M>(module)?;
        M::complete(module)?;
        Ok(0)
    })
}

fn keep_objects<M: Module>(module: PyModule<'_>) -> PyResult<()> {
    // SAFETY: a module of this definition.
    let slots = unsafe { state::<M>(module.0.as_ptr()) };
    for (slot, kept) in slots.iter().zip(M::KEPT) {
        if let Some(object) = kept.make(module)? {
            // CPython does not run this twice for one module object; if it did, the slot's first object would only stay for ever.
            slot.store(object.into_ptr(), Ordering::Release);
        }
    }
    Ok(())
}

fn add_functions<M: Module>(module: PyModule<'_>) -> PyResult<()> {
    let py = module.py();
    for &(known_from, methods) in M::functions() {
        let known_from = known_from.or(M::ACCELERATES).unwrap_or(M::NAME);
        // Interned, as a name in Python code is: pickles then have it once.
        let known_from = Kept::String(known_from).make(module)?;
        for method in methods {
            // SAFETY: the definition lives for ever and CPython only reads it; the references are valid. New reference or
            // null with an exception.
            let function = unsafe {
                let definition = (&raw const method.0).cast_mut();
                let name = known_from
                    .as_ref()
                    .map_or(ptr::null_mut(), |name| name.as_borrowed().as_ptr());
                let function =
                    ffi::PyCMethod_New(definition, module.0.as_ptr(), name, ptr::null_mut());
                Bound::from_owned_ptr(py, function)?
            };
            // SAFETY: a method's name is a C string that lives for ever.
            module.add(unsafe { CStr::from_ptr(method.0.ml_name) }, function)?;
        }
    }
    Ok(())
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
///     // The module that has the same functions in Python: it is where users know them from, which is what pickles have to
///     // say, and what runs if PYTHON_RUST_DISABLE names this one. A module that is alone with its functions has no such line.
///     accelerates: "base64",
///     // Types of the module's own, with what they are derived from: `Error::raise(module, "…")`.
///     exceptions: [Error: PyValueError],
///     // Another module's types, got when this one is imported.
///     imported_exceptions: [Incomplete from "binascii"],
///     // Other objects of other modules, got when they are first needed: `DateTime::get(module)?`. The name may have dots.
///     imports: [DateTime from "datetime" "datetime", Utc from "datetime" "timezone.utc"],
///     // Interned strings, the keys of dicts for one: `Subject::get(module)`.
///     strings: [Subject = "subject"],
///     // Classes (see `pyclass!`), which become attributes of the module.
///     classes: [Rotor],
///     functions: [b64encode, b64decode],
///     // Functions that users know from a third module; any number of such lists.
///     functions_for "ssl": [DER_cert_to_PEM_cert],
///     // What else belongs into the module: `fn(PyModule) -> PyResult<()>`.
///     complete: add_constants,
/// }
/// ```
#[macro_export]
macro_rules! pymodule {
    (
        $(#[doc = $doc:literal])*
        name: $name:literal,
        $(accelerates: $accelerates:literal,)?
        $(exceptions: [$($exception:ident: $base:ty),+ $(,)?],)?
        $(imported_exceptions: [$($imported:ident from $origin:literal),+ $(,)?],)?
        $(imports: [$($import:ident from $import_module:literal $import_name:literal),+ $(,)?],)?
        $(strings: [$($string:ident = $text:literal),+ $(,)?],)?
        $(classes: [$($class:ident),+ $(,)?],)?
        functions: [$($(#[$condition:meta])* $function:ident),* $(,)?]
        $(, functions_for $known_from:literal: [
            $($(#[$other_condition:meta])* $other_function:ident),+ $(,)?
        ])*
        $(, complete: $complete:expr)? $(,)?
    ) => {
        enum ThisModule {}

        impl $crate::Module for ThisModule {
            const NAME: &'static ::core::ffi::CStr = $crate::c_str!($name);
            const ACCELERATES: Option<&'static ::core::ffi::CStr> =
                [$(Some($crate::c_str!($accelerates)),)? None][0];
            const KEPT: &'static [$crate::Kept] = &[
                $($($crate::Kept::NewException {
                    qualified_name: $crate::c_str!(concat!($name, ".", stringify!($exception))),
                    name: $crate::c_str!(stringify!($exception)),
                    base: <$base as $crate::exceptions::Exception>::type_object,
                },)+)?
                $($($crate::Kept::ImportedException {
                    module: $crate::c_str!($origin),
                    name: $crate::c_str!(stringify!($imported)),
                },)+)?
                $($({
                    let _ = stringify!($import);
                    $crate::Kept::WhenNeeded
                },)+)?
                $($($crate::Kept::String($crate::c_str!($text)),)+)?
                $($($crate::Class::<$class>::KEPT,)+)?
            ];

            fn functions() -> &'static [(Option<&'static ::core::ffi::CStr>, &'static [$crate::Method<$crate::OfModule>])]
            {
                static LISTS: &[(Option<&::core::ffi::CStr>, &[$crate::Method<$crate::OfModule>])] = &[
                    (None, $crate::methods!($($(#[$condition])* $function),*)),
                    $((
                        Some($crate::c_str!($known_from)),
                        $crate::methods!(
                            $($(#[$other_condition])* $other_function),+
                        ),
                    ),)*
                ];
                LISTS
            }

            fn complete(_module: $crate::PyModule<'_>) -> $crate::PyResult<()> {
                $($complete(_module)?;)?
                Ok(())
            }
        }

        static SLOTS: $crate::ModuleSlots<ThisModule> = $crate::ModuleSlots::new();

        /// What the module's `PyInit_` function returns.
        pub static MODULE: $crate::ModuleDef =
            $crate::ModuleDef::of($crate::docstring!("", "", "", [$($doc),*]), &SLOTS);

        // The places of the objects that the module keeps.
        enum ThisPlace {
            $($($exception,)+)?
            $($($imported,)+)?
            $($($import,)+)?
            $($($string,)+)?
            $($($class,)+)?
            End,
        }

        const _: () = assert!(<ThisModule as $crate::Module>::KEPT.len() == ThisPlace::End as usize);

        $($($crate::kept_at! { $class })+)?
        $crate::kept_objects! {
            $($($exception: ModuleException "The exception",)+)?
            $($($imported: ModuleException "The exception",)+)?
            $($($string: ModuleString "The string",)+)?
        }
        $($(
            $crate::kept_objects! { $import: ModuleImport "What is imported when it is first needed:", }

            impl $crate::ImportedObject for $import {
                const MODULE: &'static ::core::ffi::CStr = $crate::c_str!($import_module);
                const NAME: &'static str = $import_name;
            }
        )+)?
    };
}

/// The types for objects that a module keeps, each with its place.
#[doc(hidden)]
#[macro_export]
macro_rules! kept_objects {
    ($($name:ident: $trait:ident $what:literal,)*) => {$(
        #[doc = concat!($what, " `", stringify!($name), "`.")]
        pub struct $name;

        $crate::kept_at! { $name }

        impl $crate::$trait for $name {}
    )*};
}

/// The place of what a module keeps.
#[doc(hidden)]
#[macro_export]
macro_rules! kept_at {
    ($name:ident) => {
        impl $crate::KeptObject for $name {
            const INDEX: usize = ThisPlace::$name as usize;

            fn module() -> &'static $crate::ModuleDef {
                &MODULE
            }
        }
    };
}

/// A method table.
#[doc(hidden)]
#[macro_export]
macro_rules! methods {
    ($($(#[$condition:meta])* $function:ident),*) => {{
        const COUNT: usize = <[&str]>::len(&[$($(#[$condition])* stringify!($function)),*]);
        static METHODS: [$crate::Method<$crate::OfModule>; COUNT] =
            [$($(#[$condition])* $crate::Method::of::<$function>()),*];
        &METHODS
    }};
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
