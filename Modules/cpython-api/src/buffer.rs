//! Other objects' memory.
//!
//! C header: Include/pybuffer.h
//!
//! A `&[u8]` promises that nobody writes to those bytes meanwhile. For `bytes` and `str` that is so. For anything else it
//! is not, whatever `readonly` says: a thread that holds no GIL may be reading a file into the same `bytearray`. So such
//! memory is never shown as a slice: [`BytesLike::read`] copies it. `SAFETY.md` has the whole argument.

use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::{Deref, Range};
use std::ptr::NonNull;
use std::slice;

use cpython_sys as ffi;

use crate::alloc::try_box;
use crate::exceptions::PyMemoryError;
use crate::{Borrowed, Bound, PyBytes, PyErr, PyResult, Python};

/// An exporter's memory, kept in place (a `bytearray` cannot be resized) until this is dropped.
pub struct PyBuffer<'py> {
    // Apart, so that a BytesLike is small: the compiler then keeps one in registers, where moving it costs nothing.
    view: Box<ffi::Py_buffer>,
    _attached: PhantomData<Python<'py>>,
}

impl<'py> PyBuffer<'py> {
    /// The memory as one contiguous block (`PyBUF_SIMPLE`).
    ///
    /// # Errors
    /// TypeError or BufferError, as the exporter has it.
    pub fn get(object: Borrowed<'py>) -> PyResult<Self> {
        Self::get_with(object.py(), object, ffi::PyBUF_SIMPLE, |error| error)
    }

    /// The memory in whatever layout it has, through `memoryview(object)`.
    ///
    /// # Errors
    /// As for [`PyBuffer::get`]; MemoryError.
    pub fn get_any_layout(object: Borrowed<'py>) -> PyResult<Self> {
        let py = object.py();
        // SAFETY: the reference is valid, the thread attached. New reference or null with an exception.
        let memoryview =
            unsafe { Bound::from_owned_ptr(py, ffi::PyMemoryView_FromObject(object.as_ptr()))? };
        Self::get_with(py, memoryview.as_borrowed(), ffi::PyBUF_FULL_RO, |error| {
            error
        })
    }

    /// `refused` gets what the exporter raises, and not that there was no memory to ask it.
    fn get_with(
        py: Python<'py>,
        object: Borrowed<'_>,
        flags: i32,
        refused: impl FnOnce(PyErr) -> PyErr,
    ) -> PyResult<Self> {
        let Some(mut view) = try_box(ffi::Py_buffer::new()) else {
            return Err(PyMemoryError::no_memory(py));
        };
        // SAFETY: the reference is valid, the thread attached; on success the view is filled in and ours to release.
        if unsafe { ffi::PyObject_GetBuffer(object.as_ptr(), &mut *view, flags) } < 0 {
            return Err(refused(PyErr::fetch(py)));
        }
        Ok(PyBuffer {
            view,
            _attached: PhantomData,
        })
    }

    /// The number of bytes, all dimensions together.
    pub fn len(&self) -> usize {
        self.view.len as usize
    }

    /// Whether there is no byte in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of dimensions, 0 for a scalar.
    pub fn ndim(&self) -> usize {
        self.view.ndim as usize
    }

    /// The elements' format in the notation of the struct module; an exporter that gives none has bytes.
    pub fn format(&self) -> &std::ffi::CStr {
        let format = self.view.format;
        if format.is_null() {
            return c"B";
        }
        // SAFETY: a format is a C string that lives as long as the view.
        unsafe { std::ffi::CStr::from_ptr(format) }
    }

    /// Whether nobody can write to the memory: it is that of an exact `bytes` object, seen through a memoryview or not.
    fn is_immutable(view: &ffi::Py_buffer) -> bool {
        let Some(exporter) = NonNull::new(view.obj) else {
            return false;
        };
        // SAFETY: the view holds a reference to its exporter, and the exporter, if it is a memoryview with an exported
        // buffer, one to its base; types are checked before they are relied on.
        unsafe {
            let mut owner = exporter.as_ptr();
            if ffi::helpers::cpython_sys_memoryview_check(owner) != 0 {
                owner = ffi::helpers::cpython_sys_memoryview_base(owner);
            }
            !owner.is_null() && ffi::PyBytes_CheckExact(owner) != 0
        }
    }

    /// What is in the memory, in C order: as it stands where it cannot change, else as a copy made now.
    ///
    /// # Errors
    /// MemoryError.
    #[inline(always)]
    pub fn read(&self, py: Python<'py>) -> PyResult<Contents<'_, 'py>> {
        Self::read_view(&self.view, py)
    }

    // Takes the view itself, not the place where its box is, which may be a register.
    fn read_view<'a>(view: &'a ffi::Py_buffer, py: Python<'py>) -> PyResult<Contents<'a, 'py>> {
        let len = view.len as usize;
        // SAFETY: the view describes its own memory.
        let contiguous = unsafe { ffi::PyBuffer_IsContiguous(view, b'C' as _) } != 0;
        if contiguous && Self::is_immutable(view) {
            if view.len == 0 {
                return Ok(Contents::Immutable(&[]));
            }
            // SAFETY: `len` bytes of a bytes object that the view keeps alive and that nobody writes to.
            let bytes = unsafe { slice::from_raw_parts(view.buf.cast(), len) };
            return Ok(Contents::Immutable(bytes));
        }
        let copy = PyBytes::filled_by(py, len, |to| {
            if contiguous {
                // SAFETY: both are `len` bytes; the source may be written to meanwhile, which is why C copies it.
                unsafe { ffi::helpers::cpython_sys_copy_shared(to.cast(), view.buf, len) };
                return Ok(());
            }
            // SAFETY: `to` has room for view.len bytes; the view is valid. The copying is done in C here too.
            match unsafe { ffi::PyBuffer_ToContiguous(to.cast(), view, view.len, b'C' as _) } {
                0 => Ok(()),
                _ => Err(PyErr::fetch(py)),
            }
        })?;
        Ok(Contents::Copy(copy))
    }

    /// What is in the memory now, for the rest of the call, whatever happens to the exporter meanwhile.
    ///
    /// # Errors
    /// MemoryError.
    pub fn into_snapshot(self, py: Python<'py>) -> PyResult<BytesLike<'py>> {
        if let Contents::Copy(copy) = self.read(py)? {
            return Ok(BytesLike::Copy(copy));
        }
        Ok(BytesLike::Buffer(self))
    }
}

impl Drop for PyBuffer<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the view was filled by PyObject_GetBuffer and is released once; 'py says that the thread is attached.
        unsafe { ffi::PyBuffer_Release(&mut *self.view) }
    }
}

/// What a function takes as data. It holds an exporter's memory in place until the call ends; see [`BytesLike::read`].
pub enum BytesLike<'py> {
    /// An exact `bytes` object's data, or an ASCII `str`'s.
    Immutable(&'py [u8]),
    /// Anything else.
    Buffer(PyBuffer<'py>),
    /// What was copied when the call began.
    Copy(PyBytes<'py>),
}

impl<'py> BytesLike<'py> {
    /// A bytes-like object.
    ///
    /// # Errors
    /// As for [`PyBuffer::get`].
    #[inline(always)]
    pub fn get(object: Borrowed<'py>) -> PyResult<Self> {
        Self::get_or_else(object, |error| error)
    }

    /// A bytes-like object, with what `refused` makes of the exception if the object is none.
    ///
    /// # Errors
    /// What that is; MemoryError.
    #[inline(always)]
    pub fn get_or_else(
        object: Borrowed<'py>,
        refused: impl FnOnce(PyErr) -> PyErr,
    ) -> PyResult<Self> {
        match object.exact_bytes() {
            Some(bytes) => Ok(BytesLike::Immutable(bytes)),
            None => PyBuffer::get_with(object.py(), object, ffi::PyBUF_SIMPLE, refused)
                .map(BytesLike::Buffer),
        }
    }

    /// The same for the rest of the call, whatever happens to the exporter, which is let go.
    ///
    /// # Errors
    /// MemoryError.
    #[inline(always)]
    pub fn into_snapshot(self, py: Python<'py>) -> PyResult<Self> {
        match self {
            BytesLike::Buffer(buffer) => buffer.into_snapshot(py),
            immutable => Ok(immutable),
        }
    }

    /// The number of bytes.
    #[inline(always)]
    pub fn len(&self) -> usize {
        match self {
            BytesLike::Immutable(bytes) => bytes.len(),
            BytesLike::Buffer(buffer) => buffer.len(),
            BytesLike::Copy(copy) => copy.as_bytes().len(),
        }
    }

    /// Whether there is no byte in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is in it now: as it stands where it cannot change, else as a copy.
    ///
    /// # Errors
    /// MemoryError.
    #[inline(always)]
    pub fn read(&self, py: Python<'py>) -> PyResult<Contents<'_, 'py>> {
        match self {
            BytesLike::Immutable(bytes) => Ok(Contents::Immutable(bytes)),
            BytesLike::Buffer(buffer) => buffer.read(py),
            BytesLike::Copy(copy) => Ok(Contents::Immutable(copy.as_bytes())),
        }
    }
}

impl BytesLike<'_> {
    /// What is in it, to be gone through once, attached or not. Nothing is copied that cannot change, and of anything else no
    /// more than a piece at a time: so this is for long data, and for what does not look at a byte twice.
    ///
    /// # Panics
    /// If it was made from a buffer that is not contiguous.
    #[inline(always)]
    pub fn pieces(&self) -> Pieces<'_> {
        match self {
            BytesLike::Immutable(bytes) => Pieces::of(bytes),
            BytesLike::Buffer(buffer) => buffer.pieces(),
            BytesLike::Copy(copy) => Pieces::of(copy.as_bytes()),
        }
    }
}

impl PyBuffer<'_> {
    fn pieces(&self) -> Pieces<'_> {
        // SAFETY: the view describes its own memory.
        let contiguous = unsafe { ffi::PyBuffer_IsContiguous(&*self.view, b'C' as _) } != 0;
        assert!(contiguous, "pieces are taken from one block");
        Pieces {
            start: self.view.buf.cast(),
            len: self.len(),
            can_change: !Self::is_immutable(&self.view),
            _lent: PhantomData,
        }
    }
}

/// Bytes that others may write to while they are gone through, which is done piece by piece.
pub struct Pieces<'a> {
    start: *const u8,
    len: usize,
    can_change: bool,
    _lent: PhantomData<&'a ()>,
}

// SAFETY: memory that somebody keeps for 'a; it is read as a slice if nobody can write to it, and else copied in C.
unsafe impl Send for Pieces<'_> {}

impl<'a> Pieces<'a> {
    /// Bytes of what is copied at a time: little enough to stay in the first cache, and half of the 4096 words of stack that C has
    /// left where CPython's own recursion ends, since 3.14 (twice `_PyOS_STACK_MARGIN` in Include/internal/pycore_pythonrun.h).
    const PIECE: usize = 2048 * size_of::<usize>();

    fn of(bytes: &'a [u8]) -> Self {
        Pieces {
            start: bytes.as_ptr(),
            len: bytes.len(),
            can_change: false,
            _lent: PhantomData,
        }
    }

    /// The number of bytes, all pieces together.
    #[expect(
        clippy::len_without_is_empty,
        reason = "where there are none, there is no piece"
    )]
    pub fn len(&self) -> usize {
        self.len
    }

    /// A range of the bytes: in place if nobody can write to them, else what is copied of them now to the beginning of
    /// `memory`. For secrets, as the caller can overwrite that.
    ///
    /// # Panics
    /// If the range goes past the bytes, or, where they are copied, `memory` is shorter than it.
    pub fn part<'b>(&self, range: Range<usize>, memory: &'b mut [u8]) -> &'b [u8]
    where
        'a: 'b,
    {
        let (start, len) = (memory.as_mut_ptr().cast(), memory.len());
        // SAFETY: the same bytes, lent on. Nothing is ever written to them that is not initialised.
        self.piece(range, unsafe { slice::from_raw_parts_mut(start, len) })
    }

    /// Shows the pieces one after the other.
    #[inline(always)]
    pub fn for_each(self, mut show: impl FnMut(&[u8])) {
        if self.can_change {
            self.for_each_copy(show);
        } else if self.len > 0 {
            // SAFETY: so many bytes that nobody writes to, kept for 'a.
            show(unsafe { slice::from_raw_parts(self.start, self.len) });
        }
    }

    // Apart, so that its piece is not on the stack, page by page, of every call that has none to copy.
    #[inline(never)]
    fn for_each_copy(self, mut show: impl FnMut(&[u8])) {
        let mut memory = [MaybeUninit::uninit(); Self::PIECE];
        let mut done = 0;
        while done < self.len {
            let end = usize::min(self.len, done + Self::PIECE);
            show(self.piece(done..end, &mut memory));
            done = end;
        }
    }

    /// Shows the pieces of both side by side, each pair of one length.
    ///
    /// # Panics
    /// If one is longer than the other.
    #[inline(always)]
    pub fn for_each_pair(&self, other: &Pieces<'_>, mut show: impl FnMut(&[u8], &[u8])) {
        assert_eq!(self.len, other.len, "pieces of one length");
        if self.can_change || other.can_change {
            self.for_each_copied_pair(other, show);
        } else if self.len > 0 {
            // SAFETY: so many bytes each that nobody writes to, kept for the lifetimes of both.
            unsafe {
                show(
                    slice::from_raw_parts(self.start, self.len),
                    slice::from_raw_parts(other.start, other.len),
                );
            }
        }
    }

    // Apart, and of short pieces, since there are two.
    #[inline(never)]
    fn for_each_copied_pair(&self, other: &Pieces<'_>, mut show: impl FnMut(&[u8], &[u8])) {
        const PIECE: usize = Pieces::PIECE / 4;
        let mut memory = [MaybeUninit::uninit(); PIECE];
        let mut other_memory = [MaybeUninit::uninit(); PIECE];
        let mut done = 0;
        while done < self.len {
            let end = usize::min(self.len, done + PIECE);
            show(
                self.piece(done..end, &mut memory),
                other.piece(done..end, &mut other_memory),
            );
            done = end;
        }
    }

    /// A range of the bytes: in place if nobody can write to them, else what C copies of them into `memory`.
    fn piece<'b>(&self, range: Range<usize>, memory: &'b mut [MaybeUninit<u8>]) -> &'b [u8]
    where
        'a: 'b,
    {
        assert!(range.start <= range.end && range.end <= self.len);
        let len = range.len();
        if len == 0 {
            // An exporter of no bytes need not have a place for them.
            return &[];
        }
        // SAFETY: within the bytes.
        let start = unsafe { self.start.add(range.start) };
        if !self.can_change {
            // SAFETY: so many bytes that nobody writes to, kept for 'a.
            return unsafe { slice::from_raw_parts(start, len) };
        }
        let memory = &mut memory[..len];
        // SAFETY: both are as long. The bytes may be written to meanwhile, which is why C copies them. What was copied is
        // initialised, and nobody else's.
        unsafe {
            let to = memory.as_mut_ptr();
            ffi::helpers::cpython_sys_copy_shared(to.cast(), start.cast(), len);
            slice::from_raw_parts(to.cast::<u8>(), len)
        }
    }
}

/// Bytes that do not change while they are looked at.
pub enum Contents<'a, 'py> {
    /// They cannot.
    Immutable(&'a [u8]),
    /// They are a copy.
    Copy(PyBytes<'py>),
}

impl Deref for Contents<'_, '_> {
    type Target = [u8];

    #[inline(always)]
    fn deref(&self) -> &[u8] {
        match self {
            Contents::Immutable(bytes) => bytes,
            Contents::Copy(copy) => copy.as_bytes(),
        }
    }
}
