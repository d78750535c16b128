//! Modules.
//!
//! C header: Include/moduleobject.h

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_int, c_void};
use std::fmt;
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

use cpython_sys as ffi;

use crate::function::entry;
use crate::{Borrowed, Bound, IntoPyObject, Method, PyErr, PyResult, PyString, Python, env, panic};

/// What [`crate::pymodule!`] makes of its list.
pub trait Module {
    /// Its name.
    const NAME: &'static CStr;
    /// The module whose functions these replace, where they do: what they give as `__module__`.
    const ACCELERATES: Option<&'static CStr>;
    /// The exception types that it keeps.
    const EXCEPTIONS: &'static [KeptException];
    /// Its functions.
    fn methods() -> &'static [Method];
    /// Completes it: the rest of what it has.
    ///
    /// # Errors
    /// What making that raises: the module is not imported then.
    fn complete(module: PyModule<'_>) -> PyResult<()>;
}

/// An exception type that a module gets when it is imported and keeps as long as it lives.
pub enum KeptException {
    /// One that it makes, and has as an attribute.
    New {
        /// Its name with the module's, as `binascii.Error`.
        qualified_name: &'static CStr,
        /// Its name.
        name: &'static CStr,
        /// What it is derived from.
        base: fn(Python<'_>) -> Borrowed<'_>,
    },
    /// One that another module made.
    Imported {
        /// That module.
        module: &'static CStr,
        /// Its name there.
        name: &'static CStr,
    },
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

    /// The type that the module keeps for `E`, whatever an attribute of that name is now.
    ///
    /// # Panics
    /// If it is another module.
    fn exception<E: ModuleException>(self) -> Borrowed<'py> {
        // SAFETY: a module made from a definition: the definition comes back, or null without an exception.
        let definition = unsafe { ffi::PyModule_GetDef(self.0.as_ptr()) };
        assert!(
            ptr::eq(definition, E::module().definition.get()),
            "another module's exception"
        );
        // SAFETY: it is the module that E belongs to, whose state has a slot for each of its exceptions. They are filled in
        // before any of its functions can be called, and stay so as long as the module lives.
        unsafe {
            let slots = ffi::PyModule_GetState(self.0.as_ptr()).cast::<*mut ffi::PyObject>();
            let exception = NonNull::new(*slots.add(E::INDEX)).expect("an exception's type");
            Borrowed::from_non_null(self.py(), exception)
        }
    }
}

/// An exception type that a module keeps. [`crate::pymodule!`] makes one for each name in its lists.
pub trait ModuleException {
    /// Its place in [`Module::EXCEPTIONS`].
    const INDEX: usize;
    /// The module that keeps it.
    fn module() -> &'static ModuleDef;

    /// Raises it. Messages longer than 1024 bytes are cut.
    fn raise(module: PyModule<'_>, message: impl fmt::Display) -> PyErr
    where
        Self: Sized,
    {
        PyErr::raise(module.py(), module.exception::<Self>(), message)
    }
}

/// A module as CPython wants it described (PEP 489): initialised in two phases, once for each interpreter that imports it,
/// each of which may have a GIL of its own or none. Its state are its exception types, one pointer each.
pub struct ModuleDef {
    definition: UnsafeCell<ffi::PyModuleDef>,
}

// SAFETY: what is written after compilation is written by CPython, which synchronises it.
unsafe impl Sync for ModuleDef {}

impl ModuleDef {
    /// The description of `M`, whose slots are `slots`.
    pub const fn of<M: Module>(doc: &'static CStr, slots: &'static ModuleSlots<M>) -> Self {
        let state_size = M::EXCEPTIONS.len() * size_of::<*mut ffi::PyObject>();
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
unsafe fn state<'a, M: Module>(module: *mut ffi::PyObject) -> &'a [*mut ffi::PyObject] {
    // SAFETY: the caller's promise. CPython allocates the state, all zeros, before it runs execute; until then, and where
    // there is nothing to hold, it is null.
    unsafe {
        let slots = ffi::PyModule_GetState(module).cast::<*mut ffi::PyObject>();
        if slots.is_null() {
            return &[];
        }
        std::slice::from_raw_parts(slots, M::EXCEPTIONS.len())
    }
}

unsafe extern "C" fn traverse<M: Module>(
    module: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython passes a module of this definition, and what each reference is to be visited with.
    unsafe {
        for &object in state::<M>(module).iter().filter(|slot| !slot.is_null()) {
            let result = visit(object, arg);
            if result != 0 {
                return result;
            }
        }
    }
    0
}

// There is no m_clear: a cycle through a module's exceptions goes through its dict too, which is cleared; so the slots stay
// filled as long as a function that may need them has the module.
unsafe extern "C" fn free<M: Module>(module: *mut c_void) {
    // SAFETY: CPython passes a module of this definition, which nobody has any more: its references go with it.
    unsafe {
        for &object in state::<M>(module.cast()) {
            ffi::Py_DecRef(object);
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
        keep_exceptions::<M>(module)?;
        add_functions::<M>(module)?;
        M::complete(module)?;
        Ok(0)
    })
}

fn keep_exceptions<M: Module>(module: PyModule<'_>) -> PyResult<()> {
    // SAFETY: a module of this definition, whose state has a slot for each exception.
    let slots = unsafe { ffi::PyModule_GetState(module.0.as_ptr()) }.cast::<*mut ffi::PyObject>();
    for (index, exception) in M::EXCEPTIONS.iter().enumerate() {
        let class = exception.get(module)?;
        // SAFETY: the slot is this exception's. CPython does not run this twice for one module object; if it did, the slot's
        // first type would only stay for ever.
        unsafe { slots.add(index).write(class.into_ptr()) };
    }
    Ok(())
}

impl KeptException {
    fn get<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let py = module.py();
        match *self {
            KeptException::New {
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
                module.add(name, class.as_borrowed().to_owned())?;
                Ok(class)
            }
            KeptException::Imported { module, name } => {
                let origin = py.import(module)?;
                let class = origin.as_borrowed().getattr(name)?;
                // SAFETY: an owned reference of this thread, which is attached for 'py.
                unsafe { Bound::from_owned_ptr(py, class.into_ptr()) }
            }
        }
    }
}

fn add_functions<M: Module>(module: PyModule<'_>) -> PyResult<()> {
    let py = module.py();
    let functions_module = M::ACCELERATES.unwrap_or(M::NAME);
    let functions_module = PyString::new(py, functions_module.to_str().unwrap_or_default())?;
    for method in M::methods() {
        // SAFETY: the definition lives for ever and CPython only reads it; the references are valid. New reference or null
        // with an exception.
        let function = unsafe {
            let definition = (&raw const method.0).cast_mut();
            let name = functions_module.as_borrowed().as_ptr();
            let function = ffi::PyCMethod_New(definition, module.0.as_ptr(), name, ptr::null_mut());
            Bound::from_owned_ptr(py, function)?
        };
        // SAFETY: a method's name is a C string that lives for ever.
        module.add(unsafe { CStr::from_ptr(method.0.ml_name) }, function)?;
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
///     functions: [b64encode, b64decode],
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
        functions: [$($(#[$condition:meta])* $function:ident),+ $(,)?]
        $(, complete: $complete:expr)? $(,)?
    ) => {
        enum ThisModule {}

        impl $crate::Module for ThisModule {
            const NAME: &'static ::core::ffi::CStr = $crate::c_str!($name);
            const ACCELERATES: Option<&'static ::core::ffi::CStr> =
                [$(Some($crate::c_str!($accelerates)),)? None][0];
            const EXCEPTIONS: &'static [$crate::KeptException] = &[
                $($($crate::KeptException::New {
                    qualified_name: $crate::c_str!(concat!($name, ".", stringify!($exception))),
                    name: $crate::c_str!(stringify!($exception)),
                    base: <$base as $crate::exceptions::Exception>::type_object,
                },)+)?
                $($($crate::KeptException::Imported {
                    module: $crate::c_str!($origin),
                    name: $crate::c_str!(stringify!($imported)),
                },)+)?
            ];

            fn methods() -> &'static [$crate::Method] {
                const COUNT: usize = [$($(#[$condition])* stringify!($function)),+].len();
                static METHODS: $crate::Methods<COUNT> =
                    $crate::Methods([$($(#[$condition])* $crate::Method::of::<$function>()),+]);
                &METHODS.0
            }

            fn complete(_module: $crate::PyModule<'_>) -> $crate::PyResult<()> {
                $($complete(_module)?;)?
                Ok(())
            }
        }

        static SLOTS: $crate::ModuleSlots<ThisModule> = $crate::ModuleSlots::new();

        /// What the module's `PyInit_` function returns.
        pub static MODULE: $crate::ModuleDef =
            $crate::ModuleDef::of($crate::c_str!(concat!($($doc, "\n"),*)), &SLOTS);

        $crate::module_exceptions! { MODULE, 0, $($($exception)+)? $($($imported)+)? }
    };
}

/// The types for a list of exceptions, each with its place in the list.
#[doc(hidden)]
#[macro_export]
macro_rules! module_exceptions {
    ($module:ident, $index:expr,) => {};
    ($module:ident, $index:expr, $exception:ident $($rest:ident)*) => {
        #[doc = concat!("The exception `", stringify!($exception), "`.")]
        pub struct $exception;

        impl $crate::ModuleException for $exception {
            const INDEX: usize = $index;

            fn module() -> &'static $crate::ModuleDef {
                &$module
            }
        }

        $crate::module_exceptions! { $module, $index + 1, $($rest)* }
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
