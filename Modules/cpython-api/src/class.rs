//! Classes.
//!
//! C header: Include/object.h

use std::ffi::{CStr, c_int, c_uint, c_ulong, c_void};
use std::marker::PhantomData;
use std::mem;
use std::ops::Deref;
use std::ptr;

use cpython_sys as ffi;

use crate::function::entry;
use crate::kept::kept;
use crate::slots::Slots;
use crate::{
    Argument, Borrowed, Bound, Constructor, FromArgument, Getter, IntoPyObject, Kept, KeptObject,
    Method, OfClass, PyErr, PyModule, PyResult, Python, Visitor, panic,
};

/// An instance as it lies in memory.
#[repr(C)]
struct Object<T> {
    base: ffi::PyObject,
    // Owned. An instance's type has a reference to the module too, but the garbage collector may take that one away while the
    // instance is still in somebody's hands.
    module: *mut ffi::PyObject,
    payload: T,
}

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

/// An instance that somebody else owns and keeps for as long as `'py`; it lends the payload.
pub struct PyRef<'py, T>(Borrowed<'py>, PhantomData<&'py T>);

impl<T> Clone for PyRef<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PyRef<'_, T> {}

impl<'py, T: PyClass> PyRef<'py, T> {
    /// # Safety
    /// It must be an instance of the class.
    unsafe fn new(object: Borrowed<'py>) -> Self {
        PyRef(object, PhantomData)
    }

    fn object(self) -> *const Object<T> {
        self.0.as_ptr().cast()
    }

    /// The payload.
    pub fn get(self) -> &'py T {
        // SAFETY: an instance, which somebody keeps for 'py. Its payload is there since before anybody knew of it, and until
        // the last reference is gone; nobody has a mutable reference to it. The reference made here is to the payload and not
        // to the whole object, whose reference count others write to meanwhile.
        unsafe { &(*self.object()).payload }
    }

    /// The proof that comes with every reference.
    pub fn py(self) -> Python<'py> {
        self.0.py()
    }

    /// The object.
    pub fn as_borrowed(self) -> Borrowed<'py> {
        self.0
    }

    /// The module that the class belongs to.
    pub fn module(self) -> PyModule<'py> {
        // SAFETY: the instance owns a reference to the module for as long as it lives, and the field is never written to again.
        // It is read without a reference to the object.
        unsafe {
            let module = (*self.object()).module;
            PyModule::from_borrowed(Borrowed::from_ptr(self.py(), module))
        }
    }

    /// The class.
    pub fn class(self) -> Borrowed<'py> {
        // SAFETY: an object owns a reference to its type, which is not assigned to where types are immutable.
        unsafe {
            let class = ffi::Py_TYPE(self.0.as_ptr());
            Borrowed::from_ptr(self.py(), class.cast())
        }
    }
}

impl<T: PyClass> Deref for PyRef<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        self.get()
    }
}

impl<'py, T: PyClass> IntoPyObject<'py> for PyRef<'py, T> {
    fn into_pyobject(self, _py: Python<'py>) -> PyResult<Bound<'py>> {
        Ok(self.0.to_owned())
    }
}

/// An instance of the class.
impl<'py, T: PyClass> FromArgument<'py> for PyRef<'py, T> {
    #[inline(always)]
    fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
        T::downcast(argument.extract()?).ok_or_else(|| argument.raise_must_be(T::NAME))
    }
}

/// # Safety
/// `this` must be an instance of the class of `T`, which the caller keeps for `'py`.
#[inline(always)]
pub(crate) unsafe fn object<'py, T: PyClass>(
    py: Python<'py>,
    this: *mut ffi::PyObject,
) -> PyRef<'py, T> {
    // SAFETY: passed on.
    unsafe { PyRef::new(Borrowed::from_ptr(py, this)) }
}

/// Whether two objects are instances of one class.
///
/// # Safety
/// They must be valid objects.
pub(crate) unsafe fn same_class(this: *mut ffi::PyObject, other: *mut ffi::PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe { ptr::eq(ffi::Py_TYPE(this), ffi::Py_TYPE(other)) }
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
        Ok(class)
    }
}

pub(crate) fn create<'py, T: PyClass>(module: PyModule<'py>, payload: T) -> PyResult<Bound<'py>> {
    let py = module.py();
    let class: *mut ffi::PyTypeObject = T::type_object(module).as_ptr().cast();
    // SAFETY: the type that `make` made for T. The new object is of its size, has a reference to the type, and is known to
    // nobody, not to the garbage collector either, until it is complete.
    unsafe {
        let object: *mut Object<T> = if T::HOLDS_REFERENCES {
            ffi::PyObject_GC_New(class)
        } else {
            ffi::PyObject_New(class)
        };
        if object.is_null() {
            return Err(PyErr::fetch(py));
        }
        ffi::Py_IncRef(module.as_ptr());
        (&raw mut (*object).module).write(module.as_ptr());
        (&raw mut (*object).payload).write(payload);
        if T::HOLDS_REFERENCES {
            ffi::PyObject_GC_Track(object.cast());
        }
        Bound::from_owned_ptr(py, object.cast())
    }
}

unsafe extern "C" fn dealloc<T: PyClass>(this: *mut ffi::PyObject) {
    if T::HOLDS_REFERENCES {
        // SAFETY: CPython passes an instance that nobody has any more. A long chain of such objects is not deallocated
        // recursively.
        unsafe { ffi::helpers::cpython_sys_dealloc_container(this, release::<T>) };
    } else {
        // SAFETY: as before.
        unsafe { release::<T>(this) };
    }
}

/// # Safety
/// `this` must be an instance that nobody has any more, the garbage collector included.
unsafe extern "C" fn release<T: PyClass>(this: *mut ffi::PyObject) {
    // SAFETY: the caller's promise. The payload is dropped once; then the memory goes back to where `create` got it from, and
    // then the references that every instance has.
    unsafe {
        let class = ffi::Py_TYPE(this);
        let object: *mut Object<T> = this.cast();
        let module = (*object).module;
        if mem::needs_drop::<T>() {
            drop_payload(&raw mut (*object).payload);
        }
        if T::HOLDS_REFERENCES {
            ffi::PyObject_GC_Del(this.cast());
        } else {
            ffi::PyObject_Free(this.cast());
        }
        ffi::Py_DecRef(module);
        ffi::Py_DecRef(class.cast());
    }
}

/// Drops it, whatever exception is set meanwhile. A panic is told to `sys.unraisablehook`.
///
/// # Safety
/// As for [`ptr::drop_in_place`]; the thread must be attached.
unsafe fn drop_payload<T>(payload: *mut T) {
    // SAFETY: the caller's promise; the exception is taken out of the thread state, and put back, null included.
    unsafe {
        let raised = ffi::PyErr_GetRaisedException();
        let py = Python::assume_attached();
        let dropped = panic::catch(py, || {
            ptr::drop_in_place(payload);
            Ok(())
        });
        if let Err(PyErr { .. }) = dropped {
            ffi::PyErr_WriteUnraisable(ptr::null_mut());
        }
        ffi::PyErr_SetRaisedException(raised);
    }
}

unsafe extern "C" fn traverse<T: PyClass>(
    this: *mut ffi::PyObject,
    visit: ffi::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython passes an instance, complete since it is tracked, and what each reference is to be visited with: those
    // to the type and the module, which every instance has, and the payload's.
    unsafe {
        let object: *const Object<T> = this.cast();
        let mut visitor = Visitor::new(visit, arg);
        visitor.visit(ffi::Py_TYPE(this).cast());
        visitor.visit((*object).module);
        (*object).payload.visit(&mut visitor);
        visitor.result()
    }
}

unsafe extern "C" fn clear<T: PyClass>(this: *mut ffi::PyObject) -> c_int {
    entry(0, |py| {
        // SAFETY: CPython passes an instance.
        let this = unsafe { object::<T>(py, this) };
        this.clear(py);
        Ok(0)
    })
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
///     class Rotor = "rotors.Rotor";
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
        class $class:ident = $qualified_name:literal;
        $(constructor: $constructor:ident,)?
        $(references: [$($reference:ident),+ $(,)?],)?
        $(getters: [$($getter:ident),+ $(,)?],)?
        $(methods: [$($method:ident),+ $(,)?],)?
        $(slots: [$($slot:ident),+ $(,)?],)?
    ) => {
        impl $crate::PyClass for $class {
            const QUALIFIED_NAME: &'static ::core::ffi::CStr = $crate::c_str!($qualified_name);

            const NAME: &'static ::core::ffi::CStr = $crate::c_str!(stringify!($class));

            const DOC: &'static ::core::ffi::CStr =
                $crate::class_docstring!($class, [$($doc),*] $(, $constructor)?);

            const CONSTRUCTOR: &'static [$crate::Constructor<Self>] =
                &[$($crate::Constructor::of::<$constructor>())?];

            const HOLDS_REFERENCES: bool = !<[&str]>::is_empty(&[$($(stringify!($reference)),+)?]);

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
    ($class:ident, [$($doc:literal),*]) => {
        $crate::docstring!("", "", "", [$($doc),*])
    };
    ($class:ident, [$($doc:literal),*], $constructor:ident) => {
        $crate::docstring!(
            stringify!($class),
            "",
            <$constructor as $crate::New>::TEXT,
            [$($doc),*]
        )
    };
}
