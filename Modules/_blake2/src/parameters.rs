//! The parameters as Python gives them: what is refused, in which order and in which words, is each version's own.

use std::ffi::{c_int, c_ulong, c_ulonglong};

use cpython_api::exceptions::{Exception, PyOverflowError, PyValueError};
use cpython_api::{BytesLike, Contents, IfGiven, PyErr, PyResult, Python};
use digests::blake2::Parameters;

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

/// The arguments of a constructor, but for the message.
pub struct Given<'a> {
    /// The default is the longest.
    pub digest_size: Option<c_int>,
    pub key: &'a [u8],
    pub salt: &'a [u8],
    pub person: &'a [u8],
    pub fanout: c_int,
    pub depth: c_int,
    pub leaf_size: c_ulong,
    pub node_offset: c_ulonglong,
    pub node_depth: c_int,
    pub inner_size: c_int,
    pub last_node: bool,
}

impl<'a> Given<'a> {
    /// Whether this is a hash as most are. Making one of parameters takes as long as hashing a few bytes.
    #[inline(always)]
    pub fn are_defaults(&self) -> bool {
        let texts = [self.key, self.salt, self.person];
        let numbers = (self.fanout, self.depth, self.node_depth, self.inner_size);
        self.digest_size.is_none()
            && texts.iter().all(|text| text.is_empty())
            && numbers == (1, 1, 0, 0)
            && (self.leaf_size, self.node_offset) == (0, 0)
            && !self.last_node
    }

    /// The parameters, if there is room for them.
    ///
    /// # Errors
    /// ValueError and OverflowError, for the first of those that there is none for.
    pub fn check(&self, py: Python<'_>, limits: &Limits) -> PyResult<Parameters<'a>> {
        let digest_size = self.digest_size(py, limits)?;
        if cfg!(Py_3_15) {
            fits(py, "key", self.key, limits.key)?;
        }
        fits(py, "salt", self.salt, limits.salt)?;
        fits(py, "person", self.person, limits.person)?;
        let fanout = between(py, "fanout", self.fanout, 0)?;
        let depth = between(py, "depth", self.depth, 1)?;
        let sizes = |py| {
            let leaf_size = match u32::try_from(self.leaf_size) {
                Ok(size) => size,
                Err(_) => return Err(too_large(py, "leaf_size")),
            };
            if self.node_offset > limits.node_offset {
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
            fits(py, "key", self.key, limits.key)?;
        }
        Ok(Parameters {
            digest_size,
            key: self.key,
            salt: self.salt,
            person: self.person,
            fanout,
            depth,
            leaf_size,
            node_offset: self.node_offset,
            node_depth,
            inner_size,
            last_node: self.last_node,
        })
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

/// What a parameter holds: nothing if it is not given.
///
/// # Errors
/// MemoryError.
pub fn contents<'a, 'py>(
    py: Python<'py>,
    parameter: &'a IfGiven<BytesLike<'py>>,
) -> PyResult<Contents<'a, 'py>> {
    match &parameter.0 {
        Some(bytes) => bytes.read(py),
        None => Ok(Contents::Immutable(&[])),
    }
}

fn fits(py: Python<'_>, name: &str, bytes: &[u8], most: usize) -> PyResult<()> {
    let len = bytes.len();
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
            let quote = if cfg!(Py_3_15) { "'" } else { "" };
            let most = u8::MAX;
            Err(PyValueError::raise(
                py,
                format_args!("{quote}{name}{quote} must be between {least} and {most}"),
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
    let quote = if cfg!(Py_3_15) { "'" } else { "" };
    PyOverflowError::raise(py, format_args!("{quote}{name}{quote} is too large"))
}
