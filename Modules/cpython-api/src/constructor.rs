//! What calling a class does.
//!
//! C header: Include/cpython/object.h

use std::ffi::{CStr, c_void};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr;

use cpython_sys as ffi;

use crate::function::entry;
use crate::parser::CallArguments;
use crate::slots::Slots;
use crate::{
    Arguments, Borrowed, Bound, Parser, PyClass, PyErr, PyModule, PyResult, Python, Signature,
};

/// What [`crate::pynew!`] makes of a function.
pub trait New {
    /// The class.
    type Class: PyClass;
    /// What errors call it.
    const NAME: &'static CStr;
    /// Its signature as it was written.
    const TEXT: &'static str;
    /// Its signature. A constant, so that defaults and counts are known when it is compiled.
    const SIGNATURE: &'static Signature;
    /// What sorts its arguments.
    fn parser() -> &'static Parser;
    /// Converts the arguments, and makes the payload.
    ///
    /// # Errors
    /// What it raises.
    fn call<'py>(module: PyModule<'py>, arguments: &Arguments<'py>) -> PyResult<Self::Class>;
}

/// The constructor of a class.
pub struct Constructor<T> {
    new: ffi::newfunc,
    pub(crate) vectorcall: ffi::vectorcallfunc,
    _class: PhantomData<T>,
}

impl<T: PyClass> Constructor<T> {
    /// The one that `N` describes.
    pub const fn of<N: New<Class = T>>() -> Self {
        Constructor {
            new: new::<N>,
            vectorcall: vectorcall::<N>,
            _class: PhantomData,
        }
    }

    pub(crate) fn add_to(&self, slots: &mut Slots<T>) {
        slots.add(ffi::Py_tp_new, self.new as *mut c_void);
    }
}

/// # Safety
/// `class` must be the class of `N`, and the arguments those of a call.
#[inline(always)]
unsafe fn construct<N: New>(
    py: Python<'_>,
    class: *mut ffi::PyTypeObject,
    call: CallArguments,
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: the caller's promise, who also keeps the class and the arguments. A reference of our own to the module, because
    // the garbage collector may take away the one that the class has.
    unsafe {
        let module = ffi::PyType_GetModule(class);
        if module.is_null() {
            return Err(PyErr::fetch(py));
        }
        let module = Borrowed::from_ptr(py, module).to_owned();
        let mut sorted = MaybeUninit::uninit();
        let parser = N::parser();
        let slots = if N::SIGNATURE.is_positional_only() {
            let fits = parser.check_no_keywords(call) && parser.check_positional(call.nargs);
            fits.then(|| call.positional())
        } else {
            parser.sort(call, &mut sorted)
        };
        let Some(slots) = slots else {
            return Err(PyErr::fetch(py));
        };
        let module = PyModule::from_borrowed(module.as_borrowed());
        let payload = N::call(module, &Arguments::new(py, slots))?;
        N::Class::create(module, payload).map(Bound::into_ptr)
    }
}

unsafe extern "C" fn new<N: New>(
    class: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        // SAFETY: CPython passes the class, which has no subclasses, a tuple, and a dict or null.
        unsafe {
            let call = CallArguments {
                args: ffi::helpers::tuple_items(args),
                nargs: ffi::Py_SIZE(args),
                kwargs,
                kwnames: ptr::null_mut(),
            };
            construct::<N>(py, class, call)
        }
    })
}

unsafe extern "C" fn vectorcall<N: New>(
    class: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    nargsf: usize,
    kwnames: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        let call = CallArguments {
            args,
            // SAFETY: no pointer is read.
            nargs: unsafe { ffi::PyVectorcall_NARGS(nargsf) },
            kwargs: ptr::null_mut(),
            kwnames,
        };
        // SAFETY: CPython passes the class, and the arguments of a vectorcall.
        unsafe { construct::<N>(py, class.cast(), call) }
    })
}

/// Defines what calling a class does: as [`crate::pyfunction!`], but the result is the payload of a new instance. It has no
/// docstring; that of the class has the signature. `#[name = "…"]` below that is what errors call the class, if not by its name.
/// See [`crate::pyclass!`].
#[macro_export]
macro_rules! pynew {
    (
        #[signature = $signature:literal]
        $(#[name = $error_name:literal])?
        $visibility:vis fn $name:ident<$lifetime:lifetime>(
            $receiver:ident: $receiver_type:ty $(, $argument:ident: $type:ty)* $(,)?
        ) -> PyResult<$class:ty> $body:block
    ) => {
        $visibility fn $name<$lifetime>(
            $receiver: $receiver_type
            $(, $argument: $type)*
        ) -> $crate::PyResult<$class> $body

        #[doc = "The constructor's signature and its way in from Python."]
        $visibility enum $name {}

        impl $crate::New for $name {
            type Class = $class;

            const TEXT: &'static str = $signature;

            const NAME: &'static ::core::ffi::CStr =
                [$($crate::c_str!($error_name),)? <$class as $crate::PyClass>::NAME][0];

            const SIGNATURE: &'static $crate::Signature = {
                const SIGNATURE: &$crate::Signature =
                    &$crate::Signature::parse(<$name as $crate::New>::NAME, $signature);
                // Another name, one more or one less than the signature has does not compile.
                assert!(
                    SIGNATURE.has_names(&[$(stringify!($argument)),*]),
                    "a function has the parameters of its signature",
                );
                SIGNATURE
            };

            fn parser() -> &'static $crate::Parser {
                const KEYWORDS: &$crate::Keywords =
                    &$crate::Keywords::of(<$name as $crate::New>::SIGNATURE);
                static PARSER: $crate::Parser =
                    $crate::Parser::new(<$name as $crate::New>::NAME, KEYWORDS);
                &PARSER
            }

            fn call<'py>(
                module: $crate::PyModule<'py>,
                arguments: &$crate::Arguments<'py>,
            ) -> $crate::PyResult<$class> {
                let owner = $crate::Receiver::of(module);
                Ok($crate::call_with!($name as $crate::New, owner, arguments, [$($type),*]))
            }
        }
    };
}
