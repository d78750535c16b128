//! A hash that several threads can see.

use cpython_api::{Borrowed, BytesLike, Mutex, PyModule, PyResult, Python};

use crate::hash_data;

/// From this many bytes on (from one more, in 3.15), other threads run Python while they are hashed.
pub const GIL_MINSIZE: usize = 2048;

const DETACH_FROM: usize = if cfg!(Py_3_15) {
    GIL_MINSIZE + 1
} else {
    GIL_MINSIZE
};

/// Adds [`GIL_MINSIZE`] to a module, as CPython's tests want it.
///
/// # Errors
/// MemoryError.
pub fn add_gil_minsize(module: PyModule<'_>) -> PyResult<()> {
    // Until 3.13 it is known to C only.
    if cfg!(Py_3_14) {
        module.add(c"_GIL_MINSIZE", GIL_MINSIZE)?;
    }
    Ok(())
}

/// Runs `work`, which hashes `len` bytes, with or without other threads that run Python meanwhile.
#[inline(always)]
pub fn detach_to_hash<R>(py: Python<'_>, len: usize, work: impl FnOnce() -> R + Send) -> R {
    if len < DETACH_FROM {
        work()
    } else {
        py.detach(work)
    }
}

/// Appends `data` to `hash`, which nobody else has meanwhile, with `update`.
#[inline(always)]
pub fn append<H: Send>(
    py: Python<'_>,
    hash: &mut H,
    data: &BytesLike<'_>,
    update: impl Fn(&mut H, &[u8]) + Send,
) {
    let pieces = data.pieces();
    detach_to_hash(py, pieces.len(), move || {
        pieces.for_each(|piece| update(hash, piece));
    });
}

/// The hash of an object: one thread at a time can change it.
pub struct State<H>(Mutex<H>);

impl<H: Send> State<H> {
    /// Of a new object.
    pub fn new(hash: H) -> Self {
        State(Mutex::new(hash))
    }

    /// Of a new object, whose message begins with `data`: `hash` is updated with `update`.
    ///
    /// # Errors
    /// What [`hash_data`] has for data that is none.
    #[inline(always)]
    pub fn begin<'py>(
        py: Python<'py>,
        mut hash: H,
        data: Option<Borrowed<'py>>,
        update: impl Fn(&mut H, &[u8]) + Send,
    ) -> PyResult<Self> {
        if let Some(data) = data {
            append(py, &mut hash, &hash_data(data)?, update);
        }
        Ok(State::new(hash))
    }

    /// Appends `data` to it with `update`. Other threads that want the same hash wait until it is done.
    #[inline(always)]
    pub fn append(
        &self,
        py: Python<'_>,
        data: &BytesLike<'_>,
        update: impl Fn(&mut H, &[u8]) + Send,
    ) {
        let pieces = data.pieces();
        let short = pieces.len() < DETACH_FROM;
        let work = move |hash: &mut H| pieces.for_each(|piece| update(hash, piece));
        if short {
            self.0.with(py, work);
        } else {
            self.0.with_detached(py, work);
        }
    }

    /// What `get` makes of it.
    #[inline(always)]
    pub fn read<R>(&self, py: Python<'_>, get: impl FnOnce(&H) -> R + Send) -> R {
        self.0.with(py, |hash| get(hash))
    }
}
