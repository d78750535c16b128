//! The data that a structure is loaded from: DER, or PEM (RFC 7468).

use codecs::base64::{DecodeTable, Decoder};
use codecs::{Backend, ByteSet, Output};
use cpython_api::{Borrowed, Bound, PyBytes, PyList, PyModule, PyResult, Python};
use der::{Reader, Rules};
use x509::Decode;
use x509::pem::{self, Block};

use crate::errors;

/// What the BEGIN lines of a structure say. The first label is what an error asks for.
pub type Labels = &'static [&'static str];

/// The structure in this block has something behind it.
const TRUSTED_CERTIFICATE: &[u8] = b"TRUSTED CERTIFICATE";

/// How a SEQUENCE begins that is long enough to have a BEGIN line in it.
const LONG_SEQUENCE: [std::ops::RangeInclusive<u8>; 2] = [0x30..=0x30, 0x80..=0x84];

/// Where in some bytes a structure is, and how it is to be read.
#[derive(Clone, Copy)]
pub struct Place {
    offset: usize,
    rules: Rules,
    end: End,
}

/// What may come behind a structure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// Nothing.
    OfData,
    /// Anything.
    Anywhere,
}

impl Place {
    /// All of some bytes.
    pub fn whole(rules: Rules) -> Self {
        Place {
            offset: 0,
            rules,
            end: End::OfData,
        }
    }

    /// How strictly it is read.
    pub fn rules(self) -> Rules {
        self.rules
    }

    /// Reads the structure from the bytes.
    pub fn read<'a, T: Decode<'a>>(self, py: Python<'_>, bytes: &'a [u8]) -> der::Result<T> {
        let rest = bytes.get(self.offset..).unwrap_or_default();
        py.detach_for(rest.len(), || {
            let mut reader = Reader::at(rest, self.offset, self.rules);
            let value = T::decode(&mut reader)?;
            if self.end == End::OfData {
                reader.finish()?;
            }
            Ok(value)
        })
    }
}

/// A structure as an object, and how long its encoding is; or why there is none.
pub type Loaded<'py> = Result<(Bound<'py>, usize), Failure>;

/// Why there is no object: an error of the data, to which a path can be added, or an exception.
pub enum Failure {
    Data(der::Error),
    Raised(cpython_api::PyErr),
}

impl From<der::Error> for Failure {
    fn from(error: der::Error) -> Self {
        Failure::Data(error)
    }
}

impl From<cpython_api::PyErr> for Failure {
    fn from(error: cpython_api::PyErr) -> Self {
        Failure::Raised(error)
    }
}

impl Failure {
    /// Raises it.
    pub fn raise(self, module: PyModule<'_>) -> cpython_api::PyErr {
        match self {
            Failure::Data(error) => errors::raise(module, error),
            Failure::Raised(error) => error,
        }
    }

    fn in_index(self, index: usize) -> Self {
        match self {
            Failure::Data(error) => Failure::Data(error.in_index(index)),
            raised => raised,
        }
    }
}

/// What the data is of the object that a function is given.
enum Source<'py> {
    Der(PyBytes<'py>),
    Pem(Text<'py>),
}

/// The text of PEM: that of a str, or bytes.
enum Text<'py> {
    Str(&'py str),
    Bytes(PyBytes<'py>),
}

impl Text<'_> {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Text::Str(text) => text.as_bytes(),
            Text::Bytes(bytes) => bytes.as_bytes(),
        }
    }
}

impl<'py> Source<'py> {
    fn of(data: Borrowed<'py>) -> PyResult<Self> {
        if data.is_str() {
            return Ok(Source::Pem(Text::Str(data.extract()?)));
        }
        let bytes = PyBytes::from_object(data)?;
        Ok(if is_der(bytes.as_bytes()) {
            Source::Der(bytes)
        } else {
            Source::Pem(Text::Bytes(bytes))
        })
    }
}

fn is_der(data: &[u8]) -> bool {
    let begins_as_der = data.len() >= LONG_SEQUENCE.len()
        && LONG_SEQUENCE
            .iter()
            .zip(data)
            .all(|(range, byte)| range.contains(byte));
    begins_as_der || !contains_begin(data)
}

/// Whether there is a BEGIN line somewhere.
fn contains_begin(data: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN ";
    let mut rest = data;
    // In data without BEGIN lines there may be dashes without end: each is looked at once or, with those before it, a few times.
    while let Some(at) = rest.iter().position(|&byte| byte == b'-') {
        rest = &rest[at..];
        if rest.starts_with(BEGIN) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}

/// Loads one structure: DER, or the first block of PEM.
pub fn load_one<'py>(
    module: PyModule<'py>,
    data: Borrowed<'py>,
    strict: bool,
    labels: Labels,
    load: impl Fn(PyModule<'py>, &PyBytes<'py>, Place) -> Loaded<'py>,
) -> PyResult<Bound<'py>> {
    let rules = rules(strict);
    let (bytes, end) = match Source::of(data)? {
        Source::Der(bytes) => (bytes, End::OfData),
        Source::Pem(text) => match Blocks::of(text.as_bytes(), labels).next(module)? {
            Some(block) => block,
            None => return Err(no_block(module, labels, text.as_bytes())),
        },
    };
    let place = Place {
        offset: 0,
        rules,
        end,
    };
    match load(module, &bytes, place) {
        Ok((object, _)) => Ok(object),
        Err(failure) => Err(failure.raise(module)),
    }
}

/// Loads a tuple of all structures: one behind the other in DER, or all blocks of PEM. Errors of the data have the index in
/// their path.
pub fn load_all<'py>(
    module: PyModule<'py>,
    data: Borrowed<'py>,
    strict: bool,
    labels: Labels,
    load: impl Fn(PyModule<'py>, &PyBytes<'py>, Place) -> Loaded<'py>,
) -> PyResult<Bound<'py>> {
    let py = module.py();
    let rules = rules(strict);
    let list = PyList::empty(py)?;
    let mut count = 0;
    let mut load_next = |bytes: &PyBytes<'py>, place| -> PyResult<usize> {
        let (object, len) =
            load(module, bytes, place).map_err(|failure| failure.in_index(count).raise(module))?;
        list.append(object)?;
        count += 1;
        Ok(len)
    };
    match Source::of(data)? {
        Source::Der(bytes) => {
            let mut offset = 0;
            loop {
                let place = Place {
                    offset,
                    rules,
                    end: End::Anywhere,
                };
                offset += load_next(&bytes, place)?;
                if offset == bytes.as_bytes().len() {
                    break;
                }
            }
        }
        Source::Pem(text) => {
            let mut blocks = Blocks::of(text.as_bytes(), labels);
            while let Some((bytes, end)) = blocks.next(module)? {
                load_next(
                    &bytes,
                    Place {
                        offset: 0,
                        rules,
                        end,
                    },
                )?;
            }
            if count == 0 {
                return Err(no_block(module, labels, text.as_bytes()));
            }
        }
    }
    list.to_tuple()
}

/// What `strict` stands for.
pub fn rules(strict: bool) -> Rules {
    if strict {
        Rules::Strict
    } else {
        Rules::Lenient
    }
}

/// The blocks with certain labels.
struct Blocks<'a> {
    blocks: pem::Blocks<'a>,
    labels: Labels,
}

impl<'a> Blocks<'a> {
    fn of(text: &'a [u8], labels: Labels) -> Self {
        Blocks {
            blocks: pem::blocks(text),
            labels,
        }
    }

    /// What is in the next one.
    fn next<'py>(&mut self, module: PyModule<'py>) -> PyResult<Option<(PyBytes<'py>, End)>> {
        for block in &mut self.blocks {
            let block = block.map_err(|error| {
                errors::raise_decode_error(module, error.kind.message(), error.offset, "")
            })?;
            if self
                .labels
                .iter()
                .any(|label| label.as_bytes() == block.label)
            {
                let end = if block.label == TRUSTED_CERTIFICATE {
                    End::Anywhere
                } else {
                    End::OfData
                };
                return Ok(Some((decode_base64(module, &block)?, end)));
            }
        }
        Ok(None)
    }
}

fn no_block(module: PyModule<'_>, labels: Labels, text: &[u8]) -> cpython_api::PyErr {
    let label = labels.first().copied().unwrap_or_default();
    errors::raise_decode_error(
        module,
        format_args!("no PEM block with the label {label}"),
        text.len(),
        "",
    )
}

fn decode_base64<'py>(module: PyModule<'py>, block: &Block<'_>) -> PyResult<PyBytes<'py>> {
    let py: Python<'py> = module.py();
    let decoder = Decoder {
        table: &DecodeTable::STANDARD,
        strict: true,
        padded: true,
        ignored: ByteSet::of(b" \t\r\n"),
        stops_at_padding: false,
        canonical: false,
        backend: Backend::current(),
    };
    let mut is_base64 = true;
    let body = block.body;
    let bytes = PyBytes::new_with(py, decoder.max_decoded_len(body), |memory| {
        Ok(py.detach_for(body.len(), || {
            let mut output = Output::new(memory);
            is_base64 = decoder.decode(body, &mut output).is_ok();
            output.finish()
        }))
    })?;
    if !is_base64 {
        let reason = "PEM block that is not Base64";
        return Err(errors::raise_decode_error(
            module,
            reason,
            block.body_offset,
            "",
        ));
    }
    Ok(bytes)
}
