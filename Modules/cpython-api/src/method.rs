//! Methods.
//!
//! C header: Include/methodobject.h

use std::marker::PhantomData;

use cpython_sys as ffi;

use crate::pyref::object;
use crate::{Owner, PyClass, PyRef, Python};

/// The owner of the methods of a class: each call gets an instance.
pub struct OfClass<T>(PhantomData<T>);

impl<T: PyClass> Owner for OfClass<T> {
    type Ref<'py> = PyRef<'py, T>;

    #[inline(always)]
    unsafe fn borrow<'py>(py: Python<'py>, this: *mut ffi::PyObject) -> PyRef<'py, T> {
        // SAFETY: the caller's promise: a method gets an instance of its class, which CPython has checked.
        unsafe { object(py, this) }
    }
}

/// Defines a method of a class: as [`crate::pyfunction!`], but the first parameter is the object, a
/// [`PyRef`](crate::PyRef). `#[defining_class]` below the signature, which then is empty, says that the method which this one
/// replaces wanted to know its class: calls with arguments are refused in other words then. See [`crate::pyclass!`].
#[macro_export]
macro_rules! pymethod {
    (
        $(#[doc = $doc:literal])*
        #[signature = $signature:literal]
        $(#[$defining_class:ident])?
        $visibility:vis fn $name:ident<$lifetime:lifetime>(
            $this:ident: PyRef<$this_lifetime:lifetime, $class:ty>
            $(, $argument:ident: $type:ty)* $(,)?
        ) -> $result:ty $body:block
    ) => {
        $(#[doc = $doc])*
        $visibility fn $name<$lifetime>(
            $this: $crate::PyRef<$this_lifetime, $class>
            $(, $argument: $type)*
        ) -> $result $body

        #[doc = concat!("The signature of `", stringify!($name), "` and its way in from Python.")]
        $visibility enum $name {}

        impl $crate::Function for $name {
            type Owner = $crate::OfClass<$class>;

            $crate::function_constants! { $name, "$self", [$($doc),*], $signature, [$($argument),*] }

            const TAKES_CLASS: bool = <[bool]>::len(&[$($crate::defining_class!($defining_class))?]) == 1;

            fn call<'py>(
                this: $crate::PyRef<'py, $class>,
                arguments: &$crate::Arguments<'py>,
            ) -> $crate::PyResult<$crate::Bound<'py>> {
                let result = $crate::call_with!($name as $crate::Function, this, arguments, [$($type),*]);
                $crate::IntoPyObject::into_pyobject(result, arguments.py())
            }
        }
    };
}

/// The one attribute that a method can have beside its signature.
#[doc(hidden)]
#[macro_export]
macro_rules! defining_class {
    (defining_class) => {
        true
    };
}
