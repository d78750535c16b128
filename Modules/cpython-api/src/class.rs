/// Defines a class: what Python sees of a Rust structure, its payload, which lies inside each instance.
///
/// ```ignore
/// /// The payload. It is `Send + Sync + 'static`, and never changes, but for what is in a `Mutex` or is filled into a `Lazy`:
/// /// several threads can see an object at once.
/// pub struct Rotor {
///     turns: u32,
///     label: Py,       // a reference to another object
///     wheels: Lazy,    // an attribute that is made when it is first read, and kept
/// }
///
/// pyclass! {
///     /// The docstring of the class.
///     // The payload's type, which is the class's name too, and the name with the module that users know the class from:
///     // it is what pickles say, and what `__module__` is.
///     class Rotor = "rotors.Rotor";
///     // What a call of the class does. Without this line the class cannot be called.
///     constructor: new,
///     // The fields of the payload that hold references (`Py`, `Option<Py>`, `Lazy`): the garbage collector then knows the
///     // instances. A field that is left out only leaks where it is part of a cycle.
///     references: [label, wheels],
///     getters: [turns, wheels],
///     methods: [turn, __reduce__],
///     // Traits of `cpython_api::slots` that the payload implements.
///     slots: [Repr, Hash, Eq, Len, GetItem, Iter],
/// }
///
/// pynew! {
///     // Its first parameter is the module (`PyModule`) or a `Python`, the others are the signature's. It gives the payload.
///     #[signature = "label, /, *, turns=0"]
///     fn new<'py>(_py: Python<'py>, label: Borrowed<'py>, turns: u32) -> PyResult<Rotor> {
///         Ok(Rotor { turns, label: label.to_owned().unbind(), wheels: Lazy::new() })
///     }
/// }
///
/// pygetter! {
///     /// The docstring of the attribute.
///     fn turns<'py>(this: PyRef<'py, Rotor>) -> PyResult<u32> {
///         Ok(this.turns)    // a PyRef lends the payload
///     }
/// }
///
/// pygetter! {
///     /// Made once.
///     fn wheels<'py>(this: PyRef<'py, Rotor>) -> PyResult<Bound<'py>> {
///         this.wheels.get_or_try_init(this.py(), || Ok(PyTuple::with_len(this.py(), 3, Ok)?.into_bound()))
///     }
/// }
///
/// pymethod! {
///     /// The docstring of the method.
///     #[signature = "by=1, /"]
///     fn turn<'py>(this: PyRef<'py, Rotor>, by: u32) -> PyResult<Bound<'py>> {
///         let payload = Rotor { turns: this.turns + by, label: this.label.bind(this.py()).to_owned().unbind(), wheels: Lazy::new() };
///         // From a function of the module: Rotor::create(module, payload).
///         Rotor::create(this.module(), payload)
///     }
/// }
///
/// pymethod! {
///     /// Make it known how to pickle it.
///     #[signature = ""]
///     fn __reduce__<'py>(this: PyRef<'py, Rotor>) -> PyResult<(Borrowed<'py>, (Borrowed<'py>,))> {
///         Ok((this.class(), (this.label.bind(this.py()),)))
///     }
/// }
///
/// impl Repr for Rotor {
///     fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
///         PyString::format(this.py(), format_args!("<Rotor after {} turns>", this.turns))
///     }
/// }
///
/// pymodule! {
///     /// …
///     name: "_rotors",
///     accelerates: "rotors",
///     // With `use rotor::Rotor` where it is in another file.
///     classes: [Rotor],
///     functions: […],
/// }
/// ```
///
/// Classes are immutable, as are their instances to Python, have no subclasses and no `__dict__`, and belong to one
/// interpreter. A parameter of type `PyRef<'py, Rotor>` in any signature takes an instance and nothing else;
/// `Rotor::downcast(object)` is an `Option<PyRef>`. Since a getter, a method and a constructor are items of the names they
/// have in Python, each class has a file (a Rust module) of its own.
#[macro_export]
macro_rules! pyclass {
    () => {};
}
