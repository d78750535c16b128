//! Elements: an encoding, and what it says.

use std::ops::Range;

use cpython_api::exceptions::{Exception, PyTypeError, PyValueError};
use cpython_api::slots::{Eq, GetItem, Hash, Iter, Len, Repr, Truth};
use cpython_api::{
    Borrowed, Bound, IfGiven, IntoPyObject, Lazy, ModuleImport, Py, PyBytes, PyClass, PyModule,
    PyRef, PyResult, PyString, PyTuple, Python, pyclass, pyfunction, pygetter, pymethod, pynew,
};
use der::{
    BitString, CharacterString, Class, Content, Enumerated, GeneralizedTime, Integer, Null,
    ObjectIdentifier, Primitive, Reader, RelativeOid, Rules, StringKind, Tag, UtcTime,
};

use crate::convert::ToObject;
use crate::structure::{part, reduced};
use crate::{Decode, EncodeElement, Index, TagClasses, Tags, errors, loading};

/// An element of DER. It has been checked, with all that is in it, so that everything else can read it leniently.
pub struct Element {
    /// What it is an element of: exact bytes.
    data: Py,
    tag: Tag,
    /// Where it is in the data.
    span: Range<usize>,
    /// Where its contents are.
    content: Range<usize>,
    value: Lazy,
}

pyclass! {
    /// A DER element: a tag and a value, which for a constructed element is the
    /// tuple of the elements in it.  Elements are equal if their encodings are.
    class Element = "asn1lib.Element";
    constructor: new,
    getters: [tag, tag_class, constructed, value, content, encoded, offset, header_length],
    methods: [__reduce__, __copy__, __deepcopy__],
    slots: [Repr, Hash, Eq, Len, GetItem, Iter, Truth],
}

impl Element {
    fn of(data: Borrowed<'_>, element: &der::Element<'_>) -> Self {
        let start = element.offset();
        let content = element.content_offset();
        Element {
            data: data.to_owned().unbind(),
            tag: element.tag(),
            span: start..start + element.encoded().len(),
            content: content..content + element.content().len(),
            value: Lazy::new(),
        }
    }

    fn slice<'a>(&'a self, py: Python<'a>, range: &Range<usize>) -> &'a [u8] {
        let data = self.data.bind(py).exact_bytes().unwrap_or_default();
        data.get(range.clone()).unwrap_or_default()
    }

    fn octets<'a>(&'a self, py: Python<'a>) -> &'a [u8] {
        self.slice(py, &self.content)
    }

    fn encoding<'a>(&'a self, py: Python<'a>) -> &'a [u8] {
        self.slice(py, &self.span)
    }

    fn make_value<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let py = module.py();
        if self.tag.constructed {
            return self.elements(module);
        }
        let content = Content {
            bytes: self.octets(py),
            offset: self.content.start,
            rules: Rules::Lenient,
        };
        let value = match self.tag.class {
            Class::Universal => primitive_value(module, self.tag, content),
            _ => Ok(content.bytes.to_object(module)),
        };
        value.unwrap_or_else(|error| Err(errors::raise(module, error)))
    }

    /// The elements in a constructed one.
    fn elements<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let py = module.py();
        let data = self.data.bind(py);
        let reader = Reader::at(self.octets(py), self.content.start, Rules::Lenient);
        let mut counting = reader.clone();
        let mut len = 0;
        while !counting.is_at_end() {
            read(module, &mut counting)?;
            len += 1;
        }
        let mut reader = reader;
        let elements = PyTuple::with_len(py, len, |_| {
            let element = read(module, &mut reader)?;
            Element::create(module, Element::of(data, &element))
        })?;
        Ok(elements.into_bound())
    }
}

fn read<'a>(module: PyModule<'_>, reader: &mut Reader<'a>) -> PyResult<der::Element<'a>> {
    reader
        .read_element()
        .map_err(|error| errors::raise(module, error))
}

/// What the contents of a universal type say; bytes if nothing else is known of the type.
fn primitive_value<'py>(
    module: PyModule<'py>,
    tag: Tag,
    content: Content<'_>,
) -> der::Result<PyResult<Bound<'py>>> {
    if let Some(kind) = StringKind::of(tag) {
        return Ok(CharacterString::read(kind, content)?.to_object(module));
    }
    Ok(match tag {
        Tag::BOOLEAN => bool::from_content(content)?.to_object(module),
        Tag::INTEGER => Integer::from_content(content)?.to_object(module),
        Tag::BIT_STRING => BitString::from_content(content)?.to_object(module),
        Tag::NULL => Null::from_content(content).map(|Null| ().into_pyobject(module.py()))?,
        Tag::OBJECT_IDENTIFIER => ObjectIdentifier::from_content(content)?.to_object(module),
        Tag::ENUMERATED => Enumerated::from_content(content)?.0.to_object(module),
        Tag::RELATIVE_OID => RelativeOid::from_content(content)?.to_object(module),
        Tag::UTC_TIME => UtcTime::from_content(content)?
            .date_time()
            .to_object(module),
        Tag::GENERALIZED_TIME => GeneralizedTime::from_content(content)?
            .date_time()
            .to_object(module),
        _ => content.bytes.to_object(module),
    })
}

pynew! {
    #[signature = "tag, value, /, *, tag_class=TagClass.UNIVERSAL, constructed=None"]
    fn new<'py>(
        module: PyModule<'py>,
        tag: Borrowed<'py>,
        value: Borrowed<'py>,
        tag_class: IfGiven<Borrowed<'py>>,
        constructed: IfGiven<Borrowed<'py>>,
    ) -> PyResult<Element> {
        let py = module.py();
        let index = Index::get(module)?;
        let tag = index.call(&[tag])?;
        let tag_class = match tag_class.0 {
            Some(tag_class) => index.call(&[tag_class])?,
            None => (Class::Universal as u8).into_pyobject(py)?,
        };
        let constructed = constructed.0.into_pyobject(py)?;
        // To say in Python what a Python value is as DER costs little more than to make the value.
        let encoded = EncodeElement::get(module)?.call(&[
            Element::type_object(module),
            tag.as_borrowed(),
            value,
            tag_class.as_borrowed(),
            constructed.as_borrowed(),
        ])?;
        let encoded = encoded.as_borrowed();
        match der::validate(encoded.exact_bytes().unwrap_or_default(), Rules::Lenient) {
            Ok(element) => Ok(Element::of(encoded, &element)),
            Err(error) => Err(PyValueError::raise(py, error.kind())),
        }
    }
}

pygetter! {
    /// The number of the tag: a Tag, or an int if it is not that of a universal type.
    fn tag<'py>(this: PyRef<'py, Element>) -> PyResult<Bound<'py>> {
        let number = this.tag.number.into_pyobject(this.py())?;
        match (this.tag.class, this.tag.number) {
            (Class::Universal, 1..=14 | 16..=36) => {
                Tags::get(this.module())?.get_item(number.as_borrowed())
            }
            _ => Ok(number),
        }
    }
}

pygetter! {
    /// The class of the tag, a TagClass.
    fn tag_class<'py>(this: PyRef<'py, Element>) -> PyResult<Bound<'py>> {
        let number = (this.tag.class as u8).into_pyobject(this.py())?;
        TagClasses::get(this.module())?.get_item(number.as_borrowed())
    }
}

pygetter! {
    /// Whether the element is made of others.
    fn constructed<'py>(this: PyRef<'py, Element>) -> PyResult<bool> {
        Ok(this.tag.constructed)
    }
}

pygetter! {
    /// What the element says, as a Python object.
    fn value<'py>(this: PyRef<'py, Element>) -> PyResult<Bound<'py>> {
        this.value.get_or_try_init(this.py(), || this.get().make_value(this.module()))
    }
}

pygetter! {
    /// The bytes behind the header.
    fn content<'py>(this: PyRef<'py, Element>) -> PyResult<Bound<'py>> {
        part(this.py(), this.get().data.bind(this.py()).to_owned(), this.get().octets(this.py()))
    }
}

pygetter! {
    /// The whole encoding, header and content.
    fn encoded<'py>(this: PyRef<'py, Element>) -> PyResult<Bound<'py>> {
        part(this.py(), this.get().data.bind(this.py()).to_owned(), this.get().encoding(this.py()))
    }
}

pygetter! {
    /// Where the element begins in the data that was decoded.
    fn offset<'py>(this: PyRef<'py, Element>) -> PyResult<usize> {
        Ok(this.span.start)
    }
}

pygetter! {
    /// How many bytes tag and length take.
    fn header_length<'py>(this: PyRef<'py, Element>) -> PyResult<usize> {
        Ok(this.content.start.saturating_sub(this.span.start))
    }
}

/// The tuple of its elements.
fn items(this: PyRef<'_, Element>) -> PyResult<Bound<'_>> {
    if !this.tag.constructed {
        return Err(PyTypeError::raise(
            this.py(),
            format_args!("{} is primitive and has no elements", this.tag),
        ));
    }
    value(this)
}

impl Len for Element {
    fn len(this: PyRef<'_, Self>) -> PyResult<usize> {
        items(this)?.as_borrowed().len()
    }
}

impl GetItem for Element {
    fn get_item<'py>(this: PyRef<'py, Self>, key: Borrowed<'py>) -> PyResult<Bound<'py>> {
        items(this)?.get_item(key)
    }
}

impl Iter for Element {
    fn iter<'py>(this: PyRef<'py, Self>) -> PyResult<Bound<'py>> {
        items(this)?.iter()
    }
}

impl Truth for Element {
    fn truth(_this: PyRef<'_, Self>) -> PyResult<bool> {
        Ok(true)
    }
}

impl Eq for Element {
    fn eq<'py>(this: PyRef<'py, Self>, other: PyRef<'py, Self>) -> PyResult<bool> {
        let py = this.py();
        Ok(this.get().encoding(py) == other.get().encoding(py))
    }
}

impl Hash for Element {
    fn hash(this: PyRef<'_, Self>) -> PyResult<isize> {
        encoded(this)?.as_borrowed().hash()
    }
}

impl Repr for Element {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        let Range { start, end } = this.span;
        let len = end.saturating_sub(start);
        PyString::format(
            this.py(),
            format_args!("<asn1lib.Element {}, {len} bytes at {start}>", this.tag),
        )
    }
}

pymethod! {
    /// Return what pickles hold: how to decode it again.
    #[signature = ""]
    fn __reduce__<'py>(this: PyRef<'py, Element>) -> PyResult<Bound<'py>> {
        reduced::<Decode>(this.module(), encoded(this)?, Rules::Lenient)
    }
}

pymethod! {
    /// Return the same object, which never changes.
    #[signature = ""]
    fn __copy__<'py>(this: PyRef<'py, Element>) -> PyResult<PyRef<'py, Element>> {
        Ok(this)
    }
}

pymethod! {
    /// Return the same object, which never changes.
    #[signature = "memo, /"]
    fn __deepcopy__<'py>(
        this: PyRef<'py, Element>,
        memo: Borrowed<'py>,
    ) -> PyResult<PyRef<'py, Element>> {
        let _ = memo;
        Ok(this)
    }
}

pyfunction! {
    /// Return the Element that data is the encoding of.
    ///
    /// data is a bytes-like object that holds exactly one element.  All of it is
    /// checked now, so that reading the element later does not fail: by the
    /// rules of DER, or if strict is false by rules that accept nearly all that
    /// OpenSSL 3 accepts.
    #[signature = "data, /, *, strict=True"]
    pub fn decode<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        let data = PyBytes::from_object(data)?;
        let bytes = data.as_bytes();
        let element = module
            .py()
            .detach_for(bytes.len(), || der::validate(bytes, loading::rules(strict)))
            .map_err(|error| errors::raise(module, error))?;
        Element::create(module, Element::of(data.as_borrowed(), &element))
    }
}

pyfunction! {
    /// Return the encoding of an Element.
    #[signature = "element, /"]
    pub fn encode<'py>(module: PyModule<'py>, element: Borrowed<'py>) -> PyResult<Bound<'py>> {
        match Element::downcast(element) {
            Some(element) => encoded(element),
            None => Err(PyTypeError::raise_with(module.py(), || {
                let name = element.class_name()?.into_str()?;
                PyString::new(module.py(), "encode() argument must be asn1lib.Element, not ")?
                    .then_string(module.py(), &name)
            })),
        }
    }
}
