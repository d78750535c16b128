//! Classes.
//!
//! C header: Include/object.h

use std::ffi::{CStr, c_int, c_uint, c_ulong, c_void};
use std::marker::PhantomData;
use std::mem;
use std::ptr;

use cpython_sys as ffi;

use crate::conversion::IntoPyObject;
use crate::instance::{Object, clear, create, dealloc, traverse};
use crate::kept::kept;
use crate::slots::Slots;
use crate::{
    Borrowed, Bound, Constructor, Getter, Kept, KeptObject, Method, OfClass, PyErr, PyModule,
    PyRef, PyResult, Python, Visitor,
};

/// The payload of a class. [`crate::pyclass!`] implements it, and nothing else may: what CPython is told of a class is made
/// from what stands here.
pub trait PyClass: KeptObject + Send + Sync + Sized + 'static {
    /// The name, with the module that users know the class from.
    const QUALIFIED_NAME: &'static CStr;
    /// The name.
    const NAME: &'static CStr;
    /// The docstring, with the signature of the constructor if there is one.
    const DOC: &'static CStr;
    /// What calling the class does: one, or none if that makes no instances.
    const CONSTRUCTOR: &'static [Constructor<Self>];
    /// Whether the payload holds references to objects.
    const HOLDS_REFERENCES: bool;
    /// Attributes of the class that are ints.
    const CONSTANTS: &'static [(&'static CStr, usize)];

    /// The methods, up to [`Method::END`]. The table's address belongs to this class and to no other one.
    fn methods() -> &'static [Method<OfClass<Self>>];
    /// The getters, up to [`Getter::END`].
    fn getters() -> &'static [Getter<Self>];
    /// The rest of what it does.
    fn add_slots(slots: &mut Slots<Self>);
    /// Shows each reference in the payload to the garbage collector, once.
    fn visit(&self, visitor: &mut Visitor);
    /// Drops those references that were not there when the object was made.
    fn clear(&self, py: Python<'_>);

    /// The class.
    fn type_object(module: PyModule<'_>) -> Borrowed<'_> {
        kept::<Self>(module)
    }

    /// A new instance.
    ///
    /// # Errors
    /// MemoryError.
    #[inline(always)]
    fn create<'py>(module: PyModule<'py>, payload: Self) -> PyResult<Bound<'py>> {
        create(module, payload)
    }

    /// `object` as an instance of this class, if it is one.
    #[inline(always)]
    fn downcast(object: Borrowed<'_>) -> Option<PyRef<'_, Self>> {
        // SAFETY: the reference is valid; it is an instance where that is asked.
        unsafe {
            let class = ffi::Py_TYPE(object.as_ptr());
            let is_instance = ptr::eq((*class).tp_methods, Self::methods().as_ptr().cast());
            is_instance.then(|| PyRef::new(object))
        }
    }
}

/// The class of which `T` is the payload.
pub struct Class<T>(PhantomData<T>);

impl<T: PyClass> Class<T> {
    /// As the module keeps it.
    pub const KEPT: Kept = Kept::Class {
        name: T::NAME,
        make: make::<T>,
    };
}

fn make<T: PyClass>(module: PyModule<'_>) -> PyResult<Bound<'_>> {
    const {
        assert!(
            mem::align_of::<T>() <= 2 * mem::size_of::<usize>(),
            "more alignment than CPython's allocator gives"
        );
        assert!(mem::size_of::<Object<T>>() <= c_int::MAX as usize);
    }
    let py = module.py();
    let mut slots = Slots::<T>::new();
    slots.add(
        ffi::Py_tp_dealloc,
        dealloc::<T> as unsafe extern "C" fn(_) as *mut c_void,
    );
    slots.add(ffi::Py_tp_doc, T::DOC.as_ptr().cast_mut().cast());
    slots.add(ffi::Py_tp_methods, T::methods().as_ptr().cast_mut().cast());
    slots.add(ffi::Py_tp_getset, T::getters().as_ptr().cast_mut().cast());
    let mut flags: c_ulong = ffi::Py_TPFLAGS_DEFAULT | ffi::Py_TPFLAGS_IMMUTABLETYPE;
    if T::HOLDS_REFERENCES {
        flags |= ffi::Py_TPFLAGS_HAVE_GC;
        slots.add(
            ffi::Py_tp_traverse,
            traverse::<T> as unsafe extern "C" fn(_, _, _) -> _ as *mut c_void,
        );
        slots.add(
            ffi::Py_tp_clear,
            clear::<T> as unsafe extern "C" fn(_) -> _ as *mut c_void,
        );
    }
    match T::CONSTRUCTOR.first() {
        Some(constructor) => constructor.add_to(&mut slots),
        None => flags |= ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION,
    }
    T::add_slots(&mut slots);
    let mut spec = ffi::PyType_Spec {
        name: T::QUALIFIED_NAME.as_ptr(),
        basicsize: mem::size_of::<Object<T>>() as c_int,
        itemsize: 0,
        flags: flags as c_uint,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the description is copied, but for the tables of methods and getters, which live for ever. It is true: instances
    // are made by `create`, of that size, and every slot is a function for such instances. New reference or null with an
    // exception.
    unsafe {
        let class = ffi::PyType_FromModuleAndSpec(module.as_ptr(), &mut spec, ptr::null_mut());
        let class = Bound::from_owned_ptr(py, class)?;
        if let Some(constructor) = T::CONSTRUCTOR.first() {
            // Nobody else knows of the type yet. A slot for this is new in 3.14.
            let class: *mut ffi::PyTypeObject = class.as_borrowed().as_ptr().cast();
            (*class).tp_vectorcall = Some(constructor.vectorcall);
        }
        add_constants::<T>(class.as_borrowed())?;
        Ok(class)
    }
}

/// # Safety
/// `class` must be the class of `T`, which nobody else knows of yet.
unsafe fn add_constants<T: PyClass>(class: Borrowed<'_>) -> PyResult<()> {
    if T::CONSTANTS.is_empty() {
        return Ok(());
    }
    let py = class.py();
    // SAFETY: a type; new reference to its dict. Immutable types cannot be assigned to, but this one has not been used yet:
    // no lookup of an attribute can have been kept.
    let dict = unsafe { Bound::from_owned_ptr(py, ffi::PyType_GetDict(class.as_ptr().cast()))? };
    for &(name, value) in T::CONSTANTS {
        let value = value.into_pyobject(py)?;
        // SAFETY: a dict, a C string and an object.
        let result = unsafe {
            let (dict, value) = (dict.as_borrowed().as_ptr(), value.as_borrowed().as_ptr());
            ffi::PyDict_SetItemString(dict, name.as_ptr(), value)
        };
        if result < 0 {
            return Err(PyErr::fetch(py));
        }
    }
    Ok(())
}

/// Defines a class: what Python sees of a Rust structure, its payload, which lies inside each instance.
///
/// ```no_run
/// use cpython_api::slots::Repr;
/// use cpython_api::{Borrowed, Bound, Lazy, Py, PyClass, PyRef, PyResult, PyString, PyTuple, Python};
/// use cpython_api::{pyclass, pyfunction, pygetter, pymethod, pymodule, pynew};
///
/// /// The payload. It is `Send + Sync + 'static`, and never changes, but for what is in a `Mutex` or is filled into a `Lazy`:
/// /// several threads can see an object at once.
/// pub struct Rotor {
///     turns: u32,
///     label: Py,    // a reference to another object
///     wheels: Lazy, // an attribute that is made when it is first read, and kept
/// }
///
/// pyclass! {
///     /// The docstring of the class.
///     // The payload's type, which is the class's name too, and the name with the module that users know the class from:
///     // it is what pickles say, and what `__module__` is.
///     // Where the name is not that of the attribute of the module, it is `class Rotor as "RotorType" = "rotors.rotor";`
///     class Rotor = "rotors.Rotor";
///     // Attributes of the class itself, which are ints.
///     constants: [MAX_TURNS = 26],
///     // What a call of the class does. Without this line the class cannot be called.
///     constructor: new,
///     // The fields of the payload that hold references (`Py`, `Lazy`, an `Option` of one): the garbage collector then knows
///     // the instances. A field that is left out only leaks where it is part of a cycle. Without this line the collector does
///     // not know the instances, nor that each refers to its class and to its module: both stay for as long as there is one,
///     // and for good if it is the module that refers to it.
///     references: [label, wheels],
///     getters: [turns, wheels],
///     methods: [turn, __reduce__],
///     // Traits of `cpython_api::slots` that the payload implements.
///     slots: [Repr],
/// }
///
/// pynew! {
///     // Its first parameter is the module (`PyModule`) or a `Python`, the others are the signature's. It gives the payload.
///     #[signature = "label, /, *, turns=0"]
///     fn new<'py>(_py: Python<'py>, label: Borrowed<'py>, turns: usize) -> PyResult<Rotor> {
///         Ok(Rotor { turns: turns as u32, label: label.to_owned().unbind(), wheels: Lazy::new() })
///     }
/// }
///
/// pygetter! {
///     /// The docstring of the attribute.
///     fn turns<'py>(this: PyRef<'py, Rotor>) -> PyResult<u32> {
///         Ok(this.turns) // a PyRef lends the payload
///     }
/// }
///
/// pygetter! {
///     /// Made once.
///     fn wheels<'py>(this: PyRef<'py, Rotor>) -> PyResult<Bound<'py>> {
///         let py = this.py();
///         this.wheels.get_or_try_init(py, || PyTuple::with_len(py, 3, Ok).map(PyTuple::into_bound))
///     }
/// }
///
/// pymethod! {
///     /// The docstring of the method.
///     #[signature = "label, /"]
///     fn turn<'py>(this: PyRef<'py, Rotor>, label: Borrowed<'py>) -> PyResult<Bound<'py>> {
///         let turns = this.turns.wrapping_add(1);
///         let payload = Rotor { turns, label: label.to_owned().unbind(), wheels: Lazy::new() };
///         // In a function of the module its parameter is the module.
///         Rotor::create(this.module(), payload)
///     }
/// }
///
/// pymethod! {
///     /// Make it known how to pickle it.
///     #[signature = ""]
///     fn __reduce__<'py>(this: PyRef<'py, Rotor>) -> PyResult<(Borrowed<'py>, (Borrowed<'py>,))> {
///         Ok((this.class(), (this.get().label.bind(this.py()),)))
///     }
/// }
///
/// impl Repr for Rotor {
///     fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
///         PyString::format(this.py(), format_args!("<Rotor after {} turns>", this.turns))
///     }
/// }
///
/// pyfunction! {
///     /// Return how often it was turned.
///     #[signature = "rotor, /"]
///     fn count<'py>(_py: Python<'py>, rotor: PyRef<'py, Rotor>) -> PyResult<u32> {
///         Ok(rotor.turns)
///     }
/// }
///
/// pymodule! {
///     /// Rotors.
///     name: "_rotors",
///     accelerates: "rotors",
///     // With `use rotor::Rotor` where it is in another file.
///     classes: [Rotor],
///     functions: [count],
/// }
/// # fn main() {}
/// ```
///
/// What is one class's is not another one's:
///
/// ```compile_fail,E0308
/// # use cpython_api::{PyRef, PyResult, pyclass, pygetter, pymodule, pyfunction, Python};
/// struct One {}
/// struct Other {}
/// pyclass! { class One = "m.One"; getters: [of_other], }
/// pyclass! { class Other = "m.Other"; }
/// pygetter! { fn of_other<'py>(_this: PyRef<'py, Other>) -> PyResult<()> { Ok(()) } }
/// # pyfunction! { #[signature = ""] fn f<'py>(_py: Python<'py>) -> PyResult<()> { Ok(()) } }
/// # pymodule! { name: "m", classes: [One, Other], functions: [f], }
/// # fn main() {}
/// ```
///
/// No reference is counted twice:
///
/// ```compile_fail,E0416
/// # use cpython_api::{Py, PyResult, pyclass, pymodule, pyfunction, Python};
/// struct One { object: Py }
/// pyclass! { class One = "m.One"; references: [object, object], }
/// # pyfunction! { #[signature = ""] fn f<'py>(_py: Python<'py>) -> PyResult<()> { Ok(()) } }
/// # pymodule! { name: "m", classes: [One], functions: [f], }
/// # fn main() {}
/// ```
///
/// Classes are immutable, as are their instances to Python, have no subclasses and no `__dict__`, and belong to one
/// interpreter. A parameter of type `PyRef<'py, Rotor>` in any signature takes an instance and nothing else;
/// `Rotor::downcast(object)` is an `Option<PyRef>`. Since a getter, a method and a constructor are items of the names they
/// have in Python, each class has a file (a Rust module) of its own.
#[macro_export]
macro_rules! pyclass {
    (
        $(#[doc = $doc:literal])*
        class $class:ident $(as $attribute:literal)? = $qualified_name:literal;
        $(constants: [$($constant:ident = $value:expr),+ $(,)?],)?
        $(constructor: $constructor:ident,)?
        $(references: [$($reference:ident),+ $(,)?],)?
        $(getters: [$($getter:ident),+ $(,)?],)?
        $(methods: [$($method:ident),+ $(,)?],)?
        $(slots: [$($slot:ident),+ $(,)?],)?
    ) => {
        impl $crate::PyClass for $class {
            const QUALIFIED_NAME: &'static ::core::ffi::CStr = $crate::c_str!($qualified_name);

            const NAME: &'static ::core::ffi::CStr =
                $crate::c_str!($crate::class_name!($class $($attribute)?));

            const DOC: &'static ::core::ffi::CStr =
                $crate::class_docstring!(
                    $crate::class_name!($class $($attribute)?),
                    [$($doc),*]
                    $(, $constructor)?
                );

            const CONSTRUCTOR: &'static [$crate::Constructor<Self>] =
                &[$($crate::Constructor::of::<$constructor>())?];

            const HOLDS_REFERENCES: bool = !<[&str]>::is_empty(&[$($(stringify!($reference)),+)?]);

            const CONSTANTS: &'static [(&'static ::core::ffi::CStr, usize)] =
                &[$($(($crate::c_str!(stringify!($constant)), $value)),+)?];

            fn methods() -> &'static [$crate::Method<$crate::OfClass<Self>>] {
                // The static is the table itself. What a static refers to is a constant, and two constants that are equal may
                // be merged: then two classes without methods would have one address.
                const COUNT: usize = <[&str]>::len(&[$($(stringify!($method)),+)?]) + 1;
                static METHODS: [$crate::Method<$crate::OfClass<$class>>; COUNT] = [
                    $($($crate::Method::of::<$method>(),)+)?
                    $crate::Method::END,
                ];
                &METHODS
            }

            fn getters() -> &'static [$crate::Getter<Self>] {
                static GETTERS: &[$crate::Getter<$class>] = &[
                    $($($crate::Getter::of::<$getter>(),)+)?
                    $crate::Getter::END,
                ];
                GETTERS
            }

            fn add_slots(_slots: &mut $crate::slots::Slots<Self>) {
                $($(<Self as $crate::slots::$slot>::add_to(_slots);)+)?
            }

            fn visit(&self, _visitor: &mut $crate::Visitor) {
                // A field that is named twice does not compile.
                let $class { $($($reference,)+)? .. } = self;
                $($($crate::References::visit($reference, _visitor);)+)?
            }

            fn clear(&self, _py: $crate::Python<'_>) {
                let $class { $($($reference,)+)? .. } = self;
                $($($crate::References::clear($reference, _py);)+)?
            }
        }
    };
}

/// The docstring of a class.
#[doc(hidden)]
#[macro_export]
macro_rules! class_docstring {
    ($name:expr, [$($doc:literal),*]) => {
        $crate::docstring!("", "", "", [$($doc),*])
    };
    ($name:expr, [$($doc:literal),*], $constructor:ident) => {
        $crate::docstring!($name, "", <$constructor as $crate::New>::TEXT, [$($doc),*])
    };
}

/// The name that a class has as an attribute of its module.
#[doc(hidden)]
#[macro_export]
macro_rules! class_name {
    ($class:ident) => {
        stringify!($class)
    };
    ($class:ident $attribute:literal) => {
        $attribute
    };
}
