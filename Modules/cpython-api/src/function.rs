//! Functions that Python can call.
//!
//! C header: Include/methodobject.h

use std::ffi::{CStr, c_int};
use std::ptr::{self, NonNull};

use cpython_sys as ffi;

use crate::signature::MOST_PARAMETERS;
use crate::{
    Argument, Borrowed, Bound, Parser, PyErr, PyModule, PyResult, Python, Signature, panic,
};

/// The arguments of one call, in the signature's order.
pub struct Arguments<'py> {
    module: PyModule<'py>,
    slots: &'py [Option<Borrowed<'py>>],
}

impl<'py> Arguments<'py> {
    /// The argument for parameter `index` of `signature`, which is a constant where this is called, so that what to do
    /// without an argument is decided when it is compiled.
    #[inline(always)]
    pub fn get(&self, signature: &'static Signature, index: usize) -> Argument<'py> {
        let value = self.slots.get(index).copied().flatten();
        Argument::new(self.module.py(), value, signature, index)
    }
}

/// What a function can take as its first parameter, which is no argument of the call.
pub trait Receiver<'py> {
    /// Gets it from a call.
    fn of(arguments: &Arguments<'py>) -> Self;
}

impl<'py> Receiver<'py> for Python<'py> {
    #[inline(always)]
    fn of(arguments: &Arguments<'py>) -> Self {
        arguments.module.py()
    }
}

impl<'py> Receiver<'py> for PyModule<'py> {
    #[inline(always)]
    fn of(arguments: &Arguments<'py>) -> Self {
        arguments.module
    }
}

/// What [`crate::pyfunction!`] makes of a function.
pub trait Function {
    /// Its name in Python.
    const NAME: &'static CStr;
    /// Its docstring, signature included.
    const DOC: &'static CStr;
    /// Its signature. A constant, so that defaults and counts are known when it is compiled.
    const SIGNATURE: &'static Signature;
    /// What sorts its arguments.
    fn parser() -> &'static Parser;
    /// Converts the arguments, calls it and makes an object of the result.
    ///
    /// # Errors
    /// What it raises.
    fn call<'py>(arguments: &Arguments<'py>) -> PyResult<Bound<'py>>;
}

/// The one way in from C: attaches nothing, because the caller is; lets neither a panic nor a reference through.
pub(crate) fn entry<T>(failure: T, body: impl FnOnce(Python<'_>) -> PyResult<T>) -> T {
    // SAFETY: CPython calls functions and slots with the thread attached, and it stays so until they return.
    let py = unsafe { Python::assume_attached() };
    match panic::catch(py, || body(py)) {
        Ok(value) => value,
        Err(PyErr { .. }) => failure,
    }
}

/// # Safety
/// `module` must be what CPython passes to a module's functions, which is the module, kept by the caller.
#[inline(always)]
unsafe fn call<F: Function>(
    py: Python<'_>,
    module: *mut ffi::PyObject,
    slots: &[Option<Borrowed<'_>>],
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: the caller's promise; a function that was made with a module always has one.
    let module = unsafe { PyModule::from_non_null(py, NonNull::new_unchecked(module)) };
    F::call(&Arguments { module, slots }).map(Bound::into_ptr)
}

unsafe extern "C" fn no_arguments<F: Function>(
    module: *mut ffi::PyObject,
    _unused: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: CPython passes the module.
    entry(ptr::null_mut(), |py| unsafe { call::<F>(py, module, &[]) })
}

unsafe extern "C" fn one_argument<F: Function>(
    module: *mut ffi::PyObject,
    argument: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        // SAFETY: the caller keeps the argument until this returns.
        let argument =
            NonNull::new(argument).map(|object| unsafe { Borrowed::from_non_null(py, object) });
        // SAFETY: CPython passes the module.
        unsafe { call::<F>(py, module, &[argument]) }
    })
}

unsafe extern "C" fn positional<F: Function>(
    module: *mut ffi::PyObject,
    args: *mut *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        if !F::parser().check_positional(nargs) {
            return Err(PyErr::fetch(py));
        }
        // SAFETY: the caller keeps the arguments and the module until this returns.
        unsafe { call::<F>(py, module, arguments(args, nargs)) }
    })
}

unsafe extern "C" fn keywords<F: Function>(
    module: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    kwnames: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        let mut sorted;
        let slots = if kwnames.is_null() && F::SIGNATURE.is_complete(nargs) {
            // SAFETY: the caller keeps the arguments until this returns.
            unsafe { arguments(args, nargs) }
        } else {
            sorted = [None; MOST_PARAMETERS];
            // SAFETY: the arguments of a FASTCALL|KEYWORDS call, kept by the caller until this returns.
            let slots = unsafe { F::parser().unpack_keywords(args, nargs, kwnames, &mut sorted) };
            slots.ok_or_else(|| PyErr::fetch(py))?
        };
        // SAFETY: CPython passes the module.
        unsafe { call::<F>(py, module, slots) }
    })
}

/// # Safety
/// `args` must be `nargs` references that the caller keeps for `'a`; it may be null if there are none.
unsafe fn arguments<'a>(
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
) -> &'a [Option<Borrowed<'a>>] {
    match nargs {
        0 => &[],
        // SAFETY: the caller's promise; Borrowed is a transparent NonNull, of which an Option is a pointer.
        _ => unsafe { std::slice::from_raw_parts(args.cast(), nargs as usize) },
    }
}

/// An entry of a method table.
pub struct Method(pub(crate) ffi::PyMethodDef);

// SAFETY: pointers to constants and functions, and nothing writes to them.
unsafe impl Sync for Method {}

impl Method {
    /// The entry for `F`, with the cheapest calling convention that its signature allows.
    pub const fn of<F: Function>() -> Self {
        let signature = F::SIGNATURE;
        let all_positional = signature.positional_only == signature.len;
        let (meth, flags): (_, c_int) = if signature.len == 0 {
            (
                ffi::PyMethodDefPointer {
                    PyCFunction: no_arguments::<F>,
                },
                ffi::METH_NOARGS,
            )
        } else if all_positional && signature.len == 1 && signature.required_positional == 1 {
            (
                ffi::PyMethodDefPointer {
                    PyCFunction: one_argument::<F>,
                },
                ffi::METH_O,
            )
        } else if all_positional {
            (
                ffi::PyMethodDefPointer {
                    PyCFunctionFast: positional::<F>,
                },
                ffi::METH_FASTCALL,
            )
        } else {
            (
                ffi::PyMethodDefPointer {
                    PyCFunctionFastWithKeywords: keywords::<F>,
                },
                ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
            )
        };
        Method(ffi::PyMethodDef {
            ml_name: F::NAME.as_ptr(),
            ml_meth: meth,
            ml_flags: flags,
            ml_doc: F::DOC.as_ptr(),
        })
    }
}

/// Defines a function for Python.
///
/// ```ignore
/// pyfunction! {
///     /// What it does, in words of our own: this is the docstring.
///     #[signature = "data, /, *, times=1"]
///     fn repeat<'py>(py: Python<'py>, data: BytesLike<'py>, times: usize) -> PyResult<PyBytes<'py>> { … }
/// }
/// ```
///
/// The signature is Python's; the first parameter is a [`Python`](crate::Python) or the function's own
/// [`PyModule`](crate::PyModule), those behind it are the signature's names in the same order, with the types they are converted
/// to ([`FromArgument`](crate::FromArgument)). [`pymodule!`](crate::pymodule) lists the function by its name.
#[macro_export]
macro_rules! pyfunction {
    (
        $(#[doc = $doc:literal])*
        #[signature = $signature:literal]
        $visibility:vis fn $name:ident<$lifetime:lifetime>(
            $receiver:ident: $receiver_type:ty $(, $argument:ident: $type:ty)* $(,)?
        ) -> $result:ty $body:block
    ) => {
        $(#[doc = $doc])*
        $visibility fn $name<$lifetime>($receiver: $receiver_type $(, $argument: $type)*) -> $result $body

        #[doc = concat!("The signature of `", stringify!($name), "` and its way in from Python.")]
        $visibility enum $name {}

        impl $crate::Function for $name {
            const NAME: &'static ::core::ffi::CStr = {
                match ::core::ffi::CStr::from_bytes_with_nul(
                    concat!(stringify!($name), "\0").as_bytes(),
                ) {
                    Ok(name) => name,
                    Err(_) => unreachable!(),
                }
            };

            const DOC: &'static ::core::ffi::CStr = {
                const NAME: &str = stringify!($name);
                const LINES: &[&str] = &[$($doc),*];
                const ROOM: usize = $crate::Docstring::<0>::room(NAME, $signature, LINES);
                const DOC: &$crate::Docstring<ROOM> =
                    &$crate::Docstring::new(NAME, $signature, LINES);
                DOC.as_c_str()
            };

            const SIGNATURE: &'static $crate::Signature = &$crate::Signature::parse(<$name as $crate::Function>::NAME, $signature);

            fn parser() -> &'static $crate::Parser {
                const KEYWORDS: &$crate::Keywords =
                    &$crate::Keywords::of(<$name as $crate::Function>::SIGNATURE);
                static PARSER: $crate::Parser =
                    $crate::Parser::new(<$name as $crate::Function>::NAME, KEYWORDS);
                &PARSER
            }

            fn call<'py>(
                arguments: &$crate::Arguments<'py>,
            ) -> $crate::PyResult<$crate::Bound<'py>> {
                const SIGNATURE: &$crate::Signature = <$name as $crate::Function>::SIGNATURE;
                let mut _index = 0..SIGNATURE.len();
                let result = $name(
                    $crate::Receiver::of(arguments),
                    $({
                        let argument = arguments.get(SIGNATURE, _index.next().unwrap_or_default());
                        <$type as $crate::FromArgument>::from_argument(argument)?
                    }),*
                )?;
                let py = <$crate::Python<'py> as $crate::Receiver<'py>>::of(arguments);
                $crate::IntoPyObject::into_pyobject(result, py)
            }
        }

        // Another name, one more or one less than the signature has does not compile.
        const _: () = assert!(
            <$name as $crate::Function>::SIGNATURE.has_names(&[$(stringify!($argument)),*]),
            "a function has the parameters of its signature",
        );
    };
}
