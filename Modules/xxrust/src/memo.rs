//! The class `Memo`: one that holds references, and has an attribute that is made when it is first read.

use cpython_api::slots::{Eq, GetItem, Hash, Iter, Len, Repr};
use cpython_api::{Borrowed, Bound, IntoPyObject, Lazy, Mutex, Py, PyClass, PyRef, PyResult};
use cpython_api::{PyString, Python, pyclass, pygetter, pymethod, pynew};

/// A function of the object itself, called once.
pub struct Memo {
    function: Py,
    label: Option<Py>,
    value: Lazy,
    reads: Mutex<u32>,
}

pyclass! {
    /// What a function returns for this object, called when the value is first read.
    class Memo = "xxrust.Memo";
    constructor: new,
    references: [function, label, value],
    getters: [function, label, value, reads],
    methods: [labelled, __reduce__],
    slots: [Repr, Hash, Eq, Len, GetItem, Iter],
}

impl Memo {
    fn make(function: Borrowed<'_>, label: Option<Borrowed<'_>>) -> Self {
        Memo {
            function: function.to_owned().unbind(),
            label: label.map(|label| label.to_owned().unbind()),
            value: Lazy::new(),
            reads: Mutex::new(0),
        }
    }
}

pynew! {
    #[signature = "function, /, label=None"]
    fn new<'py>(
        _py: Python<'py>,
        function: Borrowed<'py>,
        label: Option<Borrowed<'py>>,
    ) -> PyResult<Memo> {
        Ok(Memo::make(function, label))
    }
}

pygetter! {
    /// The function.
    fn function<'py>(this: PyRef<'py, Memo>) -> PyResult<Borrowed<'py>> {
        Ok(this.get().function.bind(this.py()))
    }
}

pygetter! {
    /// What it is called, or None.
    fn label<'py>(this: PyRef<'py, Memo>) -> PyResult<Option<Borrowed<'py>>> {
        Ok(this.get().label.as_ref().map(|label| label.bind(this.py())))
    }
}

pygetter! {
    /// What the function returns for this object.
    fn value<'py>(this: PyRef<'py, Memo>) -> PyResult<Bound<'py>> {
        this.reads.with(this.py(), |reads| *reads += 1);
        this.value.get_or_try_init(this.py(), || {
            let function = this.get().function.bind(this.py());
            function.call(&[this.as_borrowed()])
        })
    }
}

pygetter! {
    /// How many times the value was read.
    fn reads<'py>(this: PyRef<'py, Memo>) -> PyResult<u32> {
        Ok(this.reads.with(this.py(), |reads| *reads))
    }
}

pymethod! {
    /// Return one of the same function, and another label.
    #[signature = "label"]
    fn labelled<'py>(this: PyRef<'py, Memo>, label: Option<Borrowed<'py>>) -> PyResult<Bound<'py>> {
        let function = this.get().function.bind(this.py());
        Memo::create(this.module(), Memo::make(function, label))
    }
}

pymethod! {
    /// Return how to make an equal one.
    #[signature = ""]
    fn __reduce__<'py>(
        this: PyRef<'py, Memo>,
    ) -> PyResult<(Borrowed<'py>, (Borrowed<'py>, Option<Borrowed<'py>>))> {
        Ok((this.class(), (function(this)?, label(this)?)))
    }
}

impl Repr for Memo {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        let py = this.py();
        PyString::new(py, "xxrust.Memo(")?
            .then_string(py, &function(this)?.repr()?)?
            .then(py, ")")
    }
}

impl Hash for Memo {
    fn hash(this: PyRef<'_, Self>) -> PyResult<isize> {
        function(this)?.hash()
    }
}

impl Eq for Memo {
    fn eq<'py>(this: PyRef<'py, Self>, other: PyRef<'py, Self>) -> PyResult<bool> {
        let py = this.py();
        let labels = (
            label(this)?.into_pyobject(py)?,
            label(other)?.into_pyobject(py)?,
        );
        Ok(function(this)?.eq(function(other)?)?
            && labels.0.as_borrowed().eq(labels.1.as_borrowed())?)
    }
}

impl Len for Memo {
    fn len(this: PyRef<'_, Self>) -> PyResult<usize> {
        value(this)?.as_borrowed().len()
    }
}

impl GetItem for Memo {
    fn get_item<'py>(this: PyRef<'py, Self>, key: Borrowed<'py>) -> PyResult<Bound<'py>> {
        value(this)?.get_item(key)
    }
}

impl Iter for Memo {
    fn iter<'py>(this: PyRef<'py, Self>) -> PyResult<Bound<'py>> {
        value(this)?.iter()
    }
}
