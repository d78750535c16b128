//! `xxrust`: a sample module, as xxlimited is one in C. It shows each thing that the safe layer offers once, and the tests
//! reach through it what a real module does not do: panic, and fail to allocate.

#![forbid(unsafe_code)]

mod claim;
mod memo;
mod place;
mod sides;

use cpython_api::exceptions::{Exception, PyMemoryError, PyValueError};
use cpython_api::{Borrowed, Bound, BytesLike, IntoPyObject, PyErr, PyModule, PyResult, Python};
use cpython_api::{ModuleImport, ModuleString, PyDict, PyInt, PyList, PyString, PyTuple};
use cpython_api::{pyfunction, pymodule};

use claim::claimed;
use memo::Memo;
use place::{Place, place_at};
use sides::{Left, Right, left, right};

pyfunction! {
    /// Return None.
    #[signature = ""]
    fn no_args<'py>(_py: Python<'py>) -> PyResult<()> {
        Ok(())
    }
}

pyfunction! {
    /// Return x.
    #[signature = "x, /"]
    fn one_arg<'py>(_py: Python<'py>, x: Borrowed<'py>) -> PyResult<Bound<'py>> {
        Ok(x.to_owned())
    }
}

pyfunction! {
    /// Return the sum of two ints of 64 bits; a sum beyond them is a panic, and so SystemError.
    #[signature = "a, b, /"]
    fn add<'py>(_py: Python<'py>, a: i64, b: i64) -> PyResult<i64> {
        Ok(a.checked_add(b).expect("the sum fits into 64 bits"))
    }
}

pyfunction! {
    /// Return the arguments: one of each kind.
    #[signature = "positional_only, /, standard=None, *, keyword=True"]
    fn kinds<'py>(
        py: Python<'py>,
        positional_only: Borrowed<'py>,
        standard: Option<Borrowed<'py>>,
        keyword: bool,
    ) -> PyResult<[Bound<'py>; 3]> {
        let standard = match standard {
            Some(object) => object.to_owned(),
            None => ().into_pyobject(py)?,
        };
        Ok([positional_only.to_owned(), standard, keyword.into_pyobject(py)?])
    }
}

pyfunction! {
    /// Return the first byte of a bytes-like object.
    #[signature = "data"]
    fn first_byte<'py>(py: Python<'py>, data: BytesLike<'py>) -> PyResult<usize> {
        match data.read(py)?.first() {
            Some(&byte) => Ok(byte.into()),
            None => Err(PyValueError::raise(py, "data is empty")),
        }
    }
}

pyfunction! {
    /// Return the sum of the bytes, computed while other threads may run Python code.
    #[signature = "data"]
    fn detached<'py>(py: Python<'py>, data: BytesLike<'py>) -> PyResult<usize> {
        let contents = data.read(py)?;
        let bytes: &[u8] = &contents;
        Ok(py.detach(|| bytes.iter().map(|&byte| usize::from(byte)).sum()))
    }
}

pyfunction! {
    /// Allocate size bytes on Rust's heap, let them go, and return size.
    #[signature = "size, /"]
    fn allocate<'py>(py: Python<'py>, size: usize) -> PyResult<usize> {
        let mut block: Vec<u8> = Vec::new();
        if block.try_reserve_exact(size).is_err() {
            return Err(PyMemoryError::no_memory(py));
        }
        // Without a look at the block, the compiler would leave the allocation out.
        Ok(std::hint::black_box(&block).capacity())
    }
}

pyfunction! {
    /// Panic with a message, of which 1000 characters are used at most.
    #[signature = "message, /"]
    fn panic<'py>(_py: Python<'py>, message: &'py str) -> PyResult<()> {
        // The standard library keeps a copy, for which there is a reserve, but no endless one.
        panic!("{message:.1000}")
    }
}

pyfunction! {
    /// Return int.from_bytes(data, 'big', signed=True).
    #[signature = "data, /"]
    fn integer<'py>(py: Python<'py>, data: BytesLike<'py>) -> PyResult<PyInt<'py>> {
        PyInt::from_signed_be_bytes(py, &data.read(py)?)
    }
}

pyfunction! {
    /// Return a str of the same characters, made anew.
    #[signature = "text, /"]
    fn respell<'py>(py: Python<'py>, text: &'py str) -> PyResult<PyString<'py>> {
        PyString::from_chars(py, text.chars())
    }
}

pyfunction! {
    /// Return a list of a tuple and a dict: of size squares, and of what they are squares of.
    #[signature = "size, /"]
    fn squares<'py>(module: PyModule<'py>, size: usize) -> PyResult<PyList<'py>> {
        let py = module.py();
        let list = PyList::empty(py)?;
        list.append(PyTuple::with_len(py, size, |index| Ok(index * index))?)?;
        let dict = PyDict::new(py)?;
        dict.set_item(First::get(module), size.checked_sub(1).map(|_| 0))?;
        dict.set_item(Last::get(module), size.checked_sub(1))?;
        list.append(dict)?;
        Ok(list)
    }
}

pyfunction! {
    /// Return an instance of cls, a subclass of tuple with __slots__ = (), that holds function(0) to function(size - 1).
    #[signature = "cls, size, function, /"]
    fn record<'py>(
        py: Python<'py>,
        cls: Borrowed<'py>,
        size: usize,
        function: Borrowed<'py>,
    ) -> PyResult<PyTuple<'py>> {
        let element = |index: usize| function.call(&[index.into_pyobject(py)?.as_borrowed()]);
        PyTuple::record(cls, (0..size).map(element))
    }
}

pyfunction! {
    /// Return fractions.Fraction(numerator, denominator). The module is imported at the first call.
    #[signature = "numerator, denominator, /"]
    fn fraction<'py>(
        module: PyModule<'py>,
        numerator: Borrowed<'py>,
        denominator: Borrowed<'py>,
    ) -> PyResult<Bound<'py>> {
        Fraction::get(module)?.call(&[numerator, denominator])
    }
}

pyfunction! {
    /// Raise cls(first, second).
    #[signature = "cls, first, second, /"]
    fn fail<'py>(
        _py: Python<'py>,
        cls: Borrowed<'py>,
        first: Borrowed<'py>,
        second: Borrowed<'py>,
    ) -> PyResult<()> {
        Err(PyErr::raise_call(cls, &[first, second]))
    }
}

pyfunction! {
    /// Return None; users know it from another module.
    #[signature = ""]
    fn from_elsewhere<'py>(_py: Python<'py>) -> PyResult<()> {
        Ok(())
    }
}

pymodule! {
    /// A sample module written in Rust.
    name: "xxrust",
    // Nothing has the same functions in Python; this lets the tests switch the module off.
    accelerates: "xxrust",
    imports: [Fraction from "fractions" "Fraction"],
    strings: [First = "first", Last = "last"],
    classes: [Memo, Place, Left, Right],
    functions: [
        no_args, one_arg, add, kinds, first_byte, detached, allocate, panic,
        integer, respell, squares, record, claimed, fraction, fail, place_at, left, right,
    ],
    functions_for "elsewhere": [from_elsewhere],
}
