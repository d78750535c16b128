//! Functions that Python can call.
//!
//! C header: Include/methodobject.h

use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

use cpython_sys as ffi;

use crate::parser::CallArguments;
use crate::{
    Argument, Borrowed, Bound, Parser, PyErr, PyModule, PyResult, Python, Signature, panic,
};

/// The arguments of one call, in the signature's order.
pub struct Arguments<'py> {
    py: Python<'py>,
    slots: &'py [Option<Borrowed<'py>>],
}

impl<'py> Arguments<'py> {
    pub(crate) fn new(py: Python<'py>, slots: &'py [Option<Borrowed<'py>>]) -> Self {
        Arguments { py, slots }
    }

    /// The argument for parameter `index` of `signature`, which is a constant where this is called, so that what to do
    /// without an argument is decided when it is compiled.
    #[inline(always)]
    pub fn get(&self, signature: &'static Signature, index: usize) -> Argument<'py> {
        let value = self.slots.get(index).copied().flatten();
        Argument::new(self.py, value, signature, index)
    }

    /// The proof that comes with every call.
    pub fn py(&self) -> Python<'py> {
        self.py
    }
}

/// What a function belongs to, of which every call gets one: a module, or an instance of a class.
pub trait Owner {
    /// A reference to one.
    type Ref<'py>: Copy;

    /// # Safety
    /// `object` must be what C passes to such a function as `self`, and the caller keeps it for `'py`.
    #[doc(hidden)]
    unsafe fn borrow<'py>(py: Python<'py>, object: *mut ffi::PyObject) -> Self::Ref<'py>;
}

/// The owner of a module's functions.
pub enum OfModule {}

impl Owner for OfModule {
    type Ref<'py> = PyModule<'py>;

    #[inline(always)]
    unsafe fn borrow<'py>(py: Python<'py>, object: *mut ffi::PyObject) -> PyModule<'py> {
        // SAFETY: passed on; a function that was made with a module always has one.
        unsafe { PyModule::from_non_null(py, NonNull::new_unchecked(object)) }
    }
}

/// What a function can take as its first parameter, which is no argument of the call.
pub trait Receiver<R> {
    /// Gets it from what the function belongs to.
    fn of(owner: R) -> Self;
}

impl<'py> Receiver<PyModule<'py>> for Python<'py> {
    #[inline(always)]
    fn of(module: PyModule<'py>) -> Self {
        module.py()
    }
}

impl<'py> Receiver<PyModule<'py>> for PyModule<'py> {
    #[inline(always)]
    fn of(module: PyModule<'py>) -> Self {
        module
    }
}

/// What [`crate::pyfunction!`] makes of a function, and [`crate::pymethod!`] of a method.
pub trait Function {
    /// What it belongs to.
    type Owner: Owner;
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
    fn call<'py>(
        owner: <Self::Owner as Owner>::Ref<'py>,
        arguments: &Arguments<'py>,
    ) -> PyResult<Bound<'py>>;
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
/// `owner` must be what CPython passes as `self`, kept by the caller.
#[inline(always)]
unsafe fn call<F: Function>(
    py: Python<'_>,
    owner: *mut ffi::PyObject,
    slots: &[Option<Borrowed<'_>>],
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: the caller's promise.
    let owner = unsafe { F::Owner::borrow(py, owner) };
    F::call(owner, &Arguments::new(py, slots)).map(Bound::into_ptr)
}

unsafe extern "C" fn no_arguments<F: Function>(
    owner: *mut ffi::PyObject,
    _unused: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: CPython passes what the function belongs to.
    entry(ptr::null_mut(), |py| unsafe { call::<F>(py, owner, &[]) })
}

unsafe extern "C" fn one_argument<F: Function>(
    owner: *mut ffi::PyObject,
    argument: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        // SAFETY: the caller keeps the argument until this returns.
        let argument =
            NonNull::new(argument).map(|object| unsafe { Borrowed::from_non_null(py, object) });
        // SAFETY: CPython passes what the function belongs to.
        unsafe { call::<F>(py, owner, &[argument]) }
    })
}

unsafe extern "C" fn positional<F: Function>(
    owner: *mut ffi::PyObject,
    args: *mut *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        if !F::parser().check_positional(nargs) {
            return Err(PyErr::fetch(py));
        }
        let arguments = CallArguments {
            args,
            nargs,
            kwargs: ptr::null_mut(),
            kwnames: ptr::null_mut(),
        };
        // SAFETY: the caller keeps the arguments, and what the function belongs to, until this returns.
        unsafe { call::<F>(py, owner, arguments.positional()) }
    })
}

unsafe extern "C" fn keywords<F: Function>(
    owner: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargs: ffi::Py_ssize_t,
    kwnames: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        let arguments = CallArguments {
            args,
            nargs,
            kwargs: ptr::null_mut(),
            kwnames,
        };
        let mut sorted = MaybeUninit::uninit();
        // SAFETY: the arguments of a FASTCALL|KEYWORDS call, kept by the caller until this returns, as is what the function
        // belongs to.
        unsafe {
            let slots = F::parser().sort(arguments, &mut sorted);
            call::<F>(py, owner, slots.ok_or_else(|| PyErr::fetch(py))?)
        }
    })
}

/// An entry of a method table, for functions that belong to an `O`.
#[repr(transparent)]
pub struct Method<O>(pub(crate) ffi::PyMethodDef, PhantomData<O>);

// SAFETY: pointers to constants and functions, and nothing writes to them.
unsafe impl<O> Sync for Method<O> {}

impl<O: Owner> Method<O> {
    /// What ends a table that C reads.
    pub const END: Self = Method(ffi::PyMethodDef::zeroed(), PhantomData);

    /// The entry for `F`, with the cheapest calling convention that its signature allows.
    pub const fn of<F: Function<Owner = O>>() -> Self {
        let signature = F::SIGNATURE;
        let all_positional = signature.is_positional_only();
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
        let definition = ffi::PyMethodDef {
            ml_name: F::NAME.as_ptr(),
            ml_meth: meth,
            ml_flags: flags,
            ml_doc: F::DOC.as_ptr(),
        };
        Method(definition, PhantomData)
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
            type Owner = $crate::OfModule;

            $crate::function_constants! { $name, "$module", [$($doc),*], $signature, [$($argument),*] }

            fn call<'py>(
                owner: $crate::PyModule<'py>,
                arguments: &$crate::Arguments<'py>,
            ) -> $crate::PyResult<$crate::Bound<'py>> {
                let owner = $crate::Receiver::of(owner);
                let result = $crate::call_with!($name as $crate::Function, owner, arguments, [$($type),*]);
                $crate::IntoPyObject::into_pyobject(result, arguments.py())
            }
        }
    };
}

/// What follows from a function's name, docstring and signature.
#[doc(hidden)]
#[macro_export]
macro_rules! function_constants {
    ($name:ident, $receiver:literal, [$($doc:literal),*], $signature:literal, [$($argument:ident),*]) => {
        const NAME: &'static ::core::ffi::CStr = $crate::c_str!(stringify!($name));

        const DOC: &'static ::core::ffi::CStr =
            $crate::docstring!(stringify!($name), $receiver, $signature, [$($doc),*]);

        const SIGNATURE: &'static $crate::Signature = {
            const SIGNATURE: &$crate::Signature =
                &$crate::Signature::parse($crate::c_str!(stringify!($name)), $signature);
            // Another name, one more or one less than the signature has does not compile.
            assert!(
                SIGNATURE.has_names(&[$(stringify!($argument)),*]),
                "a function has the parameters of its signature",
            );
            SIGNATURE
        };

        fn parser() -> &'static $crate::Parser {
            const KEYWORDS: &$crate::Keywords =
                &$crate::Keywords::of(<$name as $crate::Function>::SIGNATURE);
            static PARSER: $crate::Parser =
                $crate::Parser::new(<$name as $crate::Function>::NAME, KEYWORDS);
            &PARSER
        }
    };
}

/// Converts a call's arguments to the types of a function's parameters, and calls it.
#[doc(hidden)]
#[macro_export]
macro_rules! call_with {
    ($function:ident as $trait:path, $owner:expr, $arguments:expr, [$($type:ty),*]) => {{
        const SIGNATURE: &$crate::Signature = <$function as $trait>::SIGNATURE;
        let mut _index = 0..SIGNATURE.len();
        $function(
            $owner,
            $({
                let argument = $arguments.get(SIGNATURE, _index.next().unwrap_or_default());
                <$type as $crate::FromArgument>::from_argument(argument)?
            }),*
        )?
    }};
}
