//! What the classes of structures have in common: attributes that are made when they are first read, comparison, pickling.

use cpython_api::{
    Bound, ImportedObject, IntoPyObject, ModuleImport, PyBytes, PyModule, PyResult, PyString,
    Python,
};
use der::Rules;

use crate::Rebuild;

/// Defines the payload of a class, a structure with the bytes that it borrows from, and what all such classes have.
///
/// A line of an attribute is its docstring, its name and what it is made of, which sees the structure by the names behind
/// `as`, and the rules it was read by. It is made once, and kept.
macro_rules! structure {
    (
        $(#[doc = $class_doc:literal])+
        $class:ident of $family:ty, loaded by $load:ident, as ($parsed:ident, $rules:ident) {
            #[doc = $encoded_doc:literal]
            encoded: $encoded:expr;
            $($(#[doc = $doc:literal])+ $name:ident: $value:expr;)+
        }
    ) => {
        $(#[doc = $class_doc])+
        pub struct $class {
            parsed: cpython_api::Backed<$family>,
            rules: der::Rules,
            attributes: Attributes,
        }

        /// The attributes that have been read.
        struct Attributes {
            encoded: cpython_api::Lazy,
            $($name: cpython_api::Lazy,)+
        }

        impl $class {
            fn new(parsed: cpython_api::Backed<$family>, rules: der::Rules) -> Self {
                let attributes = Attributes {
                    encoded: cpython_api::Lazy::new(),
                    $($name: cpython_api::Lazy::new(),)+
                };
                $class { parsed, rules, attributes }
            }

            fn encoded(&self) -> &[u8] {
                let $parsed = self.parsed.get();
                $encoded
            }
        }

        /// Loads a structure of this class.
        pub fn load<'py>(
            module: cpython_api::PyModule<'py>,
            bytes: &cpython_api::PyBytes<'py>,
            place: $crate::loading::Place,
        ) -> $crate::loading::Loaded<'py> {
            let parsed = cpython_api::Backed::<$family>::new(bytes.clone(), |bytes| {
                place.read(module.py(), bytes)
            })?;
            let structure = $class::new(parsed, place.rules());
            let len = structure.encoded().len();
            Ok((cpython_api::PyClass::create(module, structure)?, len))
        }

        cpython_api::pygetter! {
            #[doc = $encoded_doc]
            fn encoded<'py>(this: PyRef<'py, $class>) -> PyResult<Bound<'py>> {
                this.attributes.encoded.get_or_try_init(this.py(), || {
                    let bytes = this.get().parsed.bytes(this.py()).to_owned();
                    $crate::structure::part(this.py(), bytes, this.get().encoded())
                })
            }
        }

        $(cpython_api::pygetter! {
            $(#[doc = $doc])+
            fn $name<'py>(this: PyRef<'py, $class>) -> PyResult<Bound<'py>> {
                this.attributes.$name.get_or_try_init(this.py(), || {
                    let ($parsed, $rules) = (this.get().parsed.get(), this.rules);
                    $crate::convert::ToObject::to_object(&$value, this.module())
                })
            }
        })+

        impl cpython_api::slots::Hash for $class {
            fn hash(this: PyRef<'_, Self>) -> PyResult<isize> {
                encoded(this)?.as_borrowed().hash()
            }
        }

        impl cpython_api::slots::Eq for $class {
            fn eq<'py>(this: PyRef<'py, Self>, other: PyRef<'py, Self>) -> PyResult<bool> {
                Ok(this.get().encoded() == other.get().encoded())
            }
        }

        cpython_api::pymethod! {
            /// Return what pickles hold: how to load it again.
            #[signature = ""]
            fn __reduce__<'py>(this: PyRef<'py, $class>) -> PyResult<Bound<'py>> {
                $crate::structure::reduced::<$crate::$load>(this.module(), encoded(this)?, this.rules)
            }
        }

        cpython_api::pymethod! {
            /// Return the same object, which never changes.
            #[signature = ""]
            fn __copy__<'py>(this: PyRef<'py, $class>) -> PyResult<PyRef<'py, $class>> {
                Ok(this)
            }
        }

        cpython_api::pymethod! {
            /// Return the same object, which never changes.
            #[signature = "memo, /"]
            fn __deepcopy__<'py>(
                this: PyRef<'py, $class>,
                memo: cpython_api::Borrowed<'py>,
            ) -> PyResult<PyRef<'py, $class>> {
                let _ = memo;
                Ok(this)
            }
        }
    };
}

pub(crate) use structure;

/// A part of a bytes object: the object itself if it is all of it.
pub fn part<'py>(py: Python<'py>, bytes: Bound<'py>, part: &[u8]) -> PyResult<Bound<'py>> {
    match bytes.as_borrowed().exact_bytes() {
        Some(all) if all.len() == part.len() => Ok(bytes),
        _ => PyBytes::new(py, part).map(PyBytes::into_bound),
    }
}

/// What `__reduce__` returns: asn1lib's function that calls `Load`, and the arguments for that.
pub fn reduced<'py, Load: ModuleImport + ImportedObject>(
    module: PyModule<'py>,
    encoded: Bound<'py>,
    rules: Rules,
) -> PyResult<Bound<'py>> {
    let py = module.py();
    let arguments = (Load::get(module)?, encoded, rules.is_strict()).into_pyobject(py)?;
    (Rebuild::get(module)?, arguments).into_pyobject(py)
}

/// `<asn1lib.CLASS TEXT>`, with the repr of what an object is as a str.
pub fn described<'py>(
    module: PyModule<'py>,
    class: &str,
    object: Bound<'py>,
) -> PyResult<PyString<'py>> {
    let py = module.py();
    let text = object.into_str()?.into_bound();
    let text = text.as_borrowed().repr()?;
    PyString::format(py, format_args!("<asn1lib.{class} "))?
        .then_string(py, &text)?
        .then(py, ">")
}
