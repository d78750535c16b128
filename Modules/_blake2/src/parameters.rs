//! The parameters as Python gives them: what is refused, in which order and in which words, is each version's own.

use std::ffi::c_int;

use cpython_api::exceptions::{Exception, PyOverflowError, PyValueError};
use cpython_api::{
    Argument, BytesLike, IfGiven, PyErr, PyResult, Python, UnsignedLong, UnsignedLongLong,
};
use digests::blake2::Parameters;
use digests::wipe::Wiped;

/// What is around the names of parameters in messages.
const QUOTE: &str = if cfg!(Py_3_15) { "'" } else { "" };

/// What one of the two functions has room for.
pub struct Limits {
    /// Its name in messages.
    pub name: &'static str,
    /// Bytes of the longest digest, and of that of an inner node.
    pub digest_size: usize,
    /// Bytes of the longest key.
    pub key: usize,
    /// Bytes of the longest salt.
    pub salt: usize,
    /// Bytes of the longest personalisation.
    pub person: usize,
    /// The largest node offset.
    pub node_offset: u64,
}

/// Key, salt and personalisation: each `None` if it is not given.
pub struct Texts<'py>([Option<BytesLike<'py>>; 3]);

impl<'py> Texts<'py> {
    /// Of those arguments. They are given back in the same order.
    ///
    /// # Errors
    /// TypeError or BufferError, as the exporters have it.
    #[inline(always)]
    pub fn get(arguments: [Argument<'py>; 3]) -> PyResult<Self> {
        let mut texts = [const { None }; 3];
        for (text, argument) in texts.iter_mut().zip(arguments) {
            *text = argument.extract::<IfGiven<_>>()?.0;
        }
        Ok(Texts(texts))
    }

    fn lens(&self) -> [usize; 3] {
        let len = |text: &Option<BytesLike<'_>>| text.as_ref().map_or(0, BytesLike::len);
        self.0.each_ref().map(len)
    }
}

/// The arguments of a constructor, but for the message.
pub struct Given<'a, 'py> {
    /// The default is the longest.
    pub digest_size: Option<c_int>,
    pub texts: &'a Texts<'py>,
    pub fanout: c_int,
    pub depth: c_int,
    pub leaf_size: UnsignedLong,
    pub node_offset: UnsignedLongLong,
    pub node_depth: c_int,
    pub inner_size: c_int,
    pub last_node: bool,
}

/// Parameters that there is room for. The texts have been looked at, and are not in them yet.
pub struct Checked(Parameters<'static>);

impl Checked {
    /// What `make` makes of them and the texts, of which no copy stays behind.
    pub fn with<R>(&self, texts: &Texts<'_>, make: impl FnOnce(&Parameters<'_>) -> R) -> R {
        // There is no longer one.
        const LONGEST: usize = digests::blake2::Blake2b::MAX_KEY_SIZE;
        let mut memory = [const { Wiped::<LONGEST>::new() }; 3];
        let mut memory = memory.iter_mut();
        let [key, salt, person] = texts.0.each_ref().map(|text| match (text, memory.next()) {
            (Some(text), Some(memory)) => text.pieces().part(0..text.len(), &mut **memory),
            _ => &[],
        });
        make(&Parameters {
            key,
            salt,
            person,
            ..self.0
        })
    }
}

impl Given<'_, '_> {
    /// Whether this is a hash as most are. Making one of parameters takes as long as hashing a few bytes.
    #[inline(always)]
    pub fn are_defaults(&self) -> bool {
        let numbers = (self.fanout, self.depth, self.node_depth, self.inner_size);
        self.digest_size.is_none()
            && self.texts.lens() == [0; 3]
            && numbers == (1, 1, 0, 0)
            && (self.leaf_size.0, self.node_offset.0) == (0, 0)
            && !self.last_node
    }

    /// The parameters, if there is room for them.
    ///
    /// # Errors
    /// ValueError and OverflowError, for the first of those that there is none for.
    pub fn check(&self, py: Python<'_>, limits: &Limits) -> PyResult<Checked> {
        let [key, salt, person] = self.texts.lens();
        let digest_size = self.digest_size(py, limits)?;
        if cfg!(Py_3_15) {
            fits(py, "key", key, limits.key)?;
        }
        fits(py, "salt", salt, limits.salt)?;
        fits(py, "person", person, limits.person)?;
        let fanout = between(py, "fanout", self.fanout, 0)?;
        let depth = between(py, "depth", self.depth, 1)?;
        let sizes = |py| {
            let leaf_size = match u32::try_from(self.leaf_size.0) {
                Ok(size) => size,
                Err(_) => return Err(too_large(py, "leaf_size")),
            };
            if self.node_offset.0 > limits.node_offset {
                return Err(too_large(py, "node_offset"));
            }
            Ok(leaf_size)
        };
        let nodes = |py| {
            let node_depth = between(py, "node_depth", self.node_depth, 0)?;
            Ok((
                node_depth,
                inner_size(py, self.inner_size, limits.digest_size)?,
            ))
        };
        let (leaf_size, (node_depth, inner_size));
        if cfg!(Py_3_15) {
            (node_depth, inner_size) = nodes(py)?;
            leaf_size = sizes(py)?;
        } else {
            leaf_size = sizes(py)?;
            (node_depth, inner_size) = nodes(py)?;
            fits(py, "key", key, limits.key)?;
        }
        Ok(Checked(Parameters {
            digest_size,
            fanout,
            depth,
            leaf_size,
            node_offset: self.node_offset.0,
            node_depth,
            inner_size,
            last_node: self.last_node,
            ..Parameters::default()
        }))
    }

    fn digest_size(&self, py: Python<'_>, limits: &Limits) -> PyResult<Option<usize>> {
        let Some(given) = self.digest_size else {
            return Ok(None);
        };
        match usize::try_from(given) {
            Ok(size) if (1..=limits.digest_size).contains(&size) => Ok(Some(size)),
            _ => {
                let (name, most) = (limits.name, limits.digest_size);
                Err(if cfg!(Py_3_15) {
                    PyValueError::raise(
                        py,
                        format_args!(
                            "digest_size for {name} must be between 1 and {most} bytes, got {given}"
                        ),
                    )
                } else if cfg!(Py_3_14) {
                    let (initial, rest) = ("B", &name[1..]);
                    PyValueError::raise(
                        py,
                        format_args!(
                            "digest_size for {initial}{rest} must be between 1 and {most} bytes, here it is {given}"
                        ),
                    )
                } else {
                    PyValueError::raise(
                        py,
                        format_args!("digest_size must be between 1 and {most} bytes"),
                    )
                })
            }
        }
    }
}

fn fits(py: Python<'_>, name: &str, len: usize, most: usize) -> PyResult<()> {
    if len <= most {
        return Ok(());
    }
    Err(if cfg!(Py_3_15) {
        PyValueError::raise(
            py,
            format_args!("maximum {name} length is {most} bytes, got {len}"),
        )
    } else {
        PyValueError::raise(py, format_args!("maximum {name} length is {most} bytes"))
    })
}

fn between(py: Python<'_>, name: &str, value: c_int, least: u8) -> PyResult<u8> {
    match u8::try_from(value) {
        Ok(value) if value >= least => Ok(value),
        _ => {
            let most = u8::MAX;
            Err(PyValueError::raise(
                py,
                format_args!("{QUOTE}{name}{QUOTE} must be between {least} and {most}"),
            ))
        }
    }
}

fn inner_size(py: Python<'_>, value: c_int, most: usize) -> PyResult<usize> {
    match usize::try_from(value) {
        Ok(size) if size <= most => Ok(size),
        _ => Err(if cfg!(Py_3_15) {
            PyValueError::raise(
                py,
                format_args!("'inner_size' must be between 0 and {most}"),
            )
        } else {
            PyValueError::raise(
                py,
                format_args!("inner_size must be between 0 and is {most}"),
            )
        }),
    }
}

fn too_large(py: Python<'_>, name: &str) -> PyErr {
    PyOverflowError::raise(py, format_args!("{QUOTE}{name}{QUOTE} is too large"))
}
