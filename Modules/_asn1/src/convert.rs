//! From what der and x509 have read to Python objects.

use cpython_api::{
    Bound, IntoPyObject, ModuleImport, PyBytes, PyInt, PyModule, PyResult, PyString, PyTuple,
};
use der::{BitString, CharacterString, Element, Integer};
use x509::{Decode, Entries, Entry, SequenceOf, Text};

/// What asn1lib shows as an object. A module is there for the classes that it keeps.
pub trait ToObject {
    /// Makes the object.
    ///
    /// # Errors
    /// MemoryError; what importing a class raises.
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>>;
}

/// A record: an instance of a class of asn1lib that is a tuple with names.
pub fn record<'py, R: ModuleImport + cpython_api::ImportedObject, const N: usize>(
    module: PyModule<'py>,
    fields: [Bound<'py>; N],
) -> PyResult<Bound<'py>> {
    PyTuple::record(R::get(module)?, fields.map(Ok)).map(PyTuple::into_bound)
}

/// The tuple of what an iterator yields.
pub fn tuple<'py, T: ToObject>(
    module: PyModule<'py>,
    items: impl Iterator<Item = T> + Clone,
) -> PyResult<Bound<'py>> {
    PyTuple::new(module.py(), objects(module, items)).map(PyTuple::into_bound)
}

/// What an iterator yields, as objects. Going through it twice is cheaper than making room again and again.
pub fn objects<'py, T: ToObject>(
    module: PyModule<'py>,
    items: impl Iterator<Item = T> + Clone,
) -> impl ExactSizeIterator<Item = PyResult<Bound<'py>>> {
    Counted {
        left: items.clone().count(),
        items: items.map(move |item| item.to_object(module)),
    }
}

/// An iterator that is known to have so many items left.
struct Counted<I> {
    items: I,
    left: usize,
}

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.left = self.left.saturating_sub(1);
        self.items.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<I: Iterator> ExactSizeIterator for Counted<I> {}

/// None if there is nothing.
impl<T: ToObject> ToObject for Option<T> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        match self {
            Some(value) => value.to_object(module),
            None => ().into_pyobject(module.py()),
        }
    }
}

impl<T: ToObject + ?Sized> ToObject for &T {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        (*self).to_object(module)
    }
}

/// `bytes`
impl ToObject for [u8] {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        PyBytes::new(module.py(), self).map(PyBytes::into_bound)
    }
}

impl ToObject for str {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        self.into_pyobject(module.py())
    }
}

macro_rules! as_python_has_it {
    ($($type:ty),*) => {$(
        impl ToObject for $type {
            fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
                (*self).into_pyobject(module.py())
            }
        }
    )*};
}

as_python_has_it! { bool, u8, u32, i64, usize }

impl ToObject for Integer<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        PyInt::from_signed_be_bytes(module.py(), self.bytes()).map(PyInt::into_bound)
    }
}

/// A BitString: the bytes, and how many bits of the last one do not belong to it. Those are zeros here.
impl ToObject for BitString<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let data = Bits(*self).to_object(module)?;
        let unused_bits = self.unused_bits().to_object(module)?;
        record::<crate::BitString, 2>(module, [data, unused_bits])
    }
}

/// A BIT STRING, of which the bytes are all that matters. Unused bits are zeros.
pub struct Bits<'a>(pub BitString<'a>);

impl ToObject for Bits<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let Bits(bits) = self;
        match (bits.last_byte(), bits.bytes().split_last()) {
            (Some(masked), Some((&last, others))) if masked != last => {
                let len = bits.bytes().len();
                let bytes = (0..len).map(|at| others.get(at).copied().unwrap_or(masked));
                PyBytes::from_iter(module.py(), bytes).map(PyBytes::into_bound)
            }
            _ => bits.bytes().to_object(module),
        }
    }
}

impl ToObject for CharacterString<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let text = match self.as_str() {
            Some(text) => PyString::new(module.py(), text),
            None => PyString::from_chars(module.py(), self.chars()),
        };
        text.map(PyString::into_bound)
    }
}

impl ToObject for Text<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        self.string.to_object(module)
    }
}

/// An IA5String, of which only the bytes are left. Leniently read, it is Latin-1.
pub struct Ia5<'a>(pub &'a [u8]);

impl ToObject for Ia5<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        PyString::from_latin1(module.py(), self.0).map(PyString::into_bound)
    }
}

/// The encoding of an element of a type that depends on what is around it.
impl ToObject for Element<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        self.encoded().to_object(module)
    }
}

/// A tuple.
impl<'a, T: Decode<'a> + ToObject> ToObject for SequenceOf<'a, T> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        tuple(module, self.iter())
    }
}

/// A tuple.
impl<'a, T: Entry<'a> + ToObject> ToObject for Entries<'a, T> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        tuple(module, self.iter())
    }
}

/// What there is, or an empty tuple.
pub struct OrEmpty<'o, T>(pub Option<&'o T>);

impl<T: ToObject> ToObject for OrEmpty<'_, T> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        match self.0 {
            Some(items) => items.to_object(module),
            None => [].into_pyobject(module.py()),
        }
    }
}
