//! Attributes that a class computes.
//!
//! C header: Include/descrobject.h

use std::ffi::{CStr, c_void};
use std::marker::PhantomData;
use std::ptr;

use cpython_sys as ffi;

use crate::function::entry;
use crate::pyref::object;
use crate::{Bound, PyClass, PyRef, PyResult};

/// What [`crate::pygetter!`] makes of a function.
pub trait Get {
    /// The class.
    type Class: PyClass;
    /// The attribute's name.
    const NAME: &'static CStr;
    /// Its docstring.
    const DOC: &'static CStr;
    /// The attribute.
    ///
    /// # Errors
    /// What making it raises.
    fn get<'py>(this: PyRef<'py, Self::Class>) -> PyResult<Bound<'py>>;
}

/// An entry of a class's table of getters.
#[repr(transparent)]
pub struct Getter<T>(ffi::PyGetSetDef, PhantomData<T>);

// SAFETY: pointers to constants and functions, and nothing writes to them.
unsafe impl<T> Sync for Getter<T> {}

impl<T: PyClass> Getter<T> {
    /// What ends a table that C reads.
    pub const END: Self = Getter(
        ffi::PyGetSetDef {
            name: ptr::null(),
            get: None,
            set: None,
            doc: ptr::null(),
            closure: ptr::null_mut(),
        },
        PhantomData,
    );

    /// The entry for `G`.
    pub const fn of<G: Get<Class = T>>() -> Self {
        let definition = ffi::PyGetSetDef {
            name: G::NAME.as_ptr(),
            get: Some(get::<G>),
            set: None,
            doc: G::DOC.as_ptr(),
            closure: ptr::null_mut(),
        };
        Getter(definition, PhantomData)
    }
}

unsafe extern "C" fn get<G: Get>(
    this: *mut ffi::PyObject,
    _closure: *mut c_void,
) -> *mut ffi::PyObject {
    entry(ptr::null_mut(), |py| {
        // SAFETY: CPython passes an instance of the class that the table belongs to, which it has checked, and keeps it.
        let this = unsafe { object(py, this) };
        G::get(this).map(Bound::into_ptr)
    })
}

/// Defines an attribute of a class by what reads it; nothing can set it. See [`crate::pyclass!`].
///
/// ```ignore
/// pygetter! {
///     /// The docstring.
///     fn version<'py>(this: PyRef<'py, Certificate>) -> PyResult<u32> { Ok(this.version) }
/// }
/// ```
#[macro_export]
macro_rules! pygetter {
    (
        $(#[doc = $doc:literal])*
        $visibility:vis fn $name:ident<$lifetime:lifetime>(
            $this:ident: PyRef<$this_lifetime:lifetime, $class:ty> $(,)?
        ) -> $result:ty $body:block
    ) => {
        $(#[doc = $doc])*
        $visibility fn $name<$lifetime>($this: $crate::PyRef<$this_lifetime, $class>) -> $result $body

        #[doc = concat!("`", stringify!($name), "` and its way in from Python.")]
        $visibility enum $name {}

        impl $crate::Get for $name {
            type Class = $class;

            const NAME: &'static ::core::ffi::CStr = $crate::c_str!(stringify!($name));

            const DOC: &'static ::core::ffi::CStr =
                $crate::docstring!("", "", "", [$($doc),*]);

            #[inline(always)]
            fn get<'py>(this: $crate::PyRef<'py, $class>) -> $crate::PyResult<$crate::Bound<'py>> {
                $crate::IntoPyObject::into_pyobject($name(this)?, this.py())
            }
        }
    };
}
