//! The safe layer: all that a module crate needs to talk to Python, without unsafe code of its own.
//!
//! Names are PyO3's where the thing is the same. What is different, and why, stands in `SAFETY.md` and with the items: an
//! error is a proof that an exception is set, not an object; a buffer that others can write to is read through a private
//! copy; nothing here ends the process when memory runs out, and no panic reaches C.

pub mod alloc;
mod argument;
mod ascii;
mod ascii_buffer;
mod backed;
mod buffer;
mod bytearray;
mod bytes;
mod call;
mod class;
mod clear_lock;
mod constructor;
mod conversion;
mod datetime;
mod dict;
mod docstring;
pub mod env;
mod err;
pub mod exceptions;
mod function;
mod getter;
mod int;
mod kept;
mod lazy;
mod list;
mod message;
mod method;
mod module;
mod mutex;
mod object;
mod panic;
mod parser;
mod py;
mod python;
mod record;
mod references;
mod signature;
pub mod slots;
mod string;
mod tuple;
mod warnings;

pub use argument::{Argument, Bitwise, FromArgument, IfGiven};
pub use ascii_buffer::AsciiBuffer;
pub use backed::{Backed, Covariant};
pub use buffer::{BytesLike, Contents, PyBuffer};
pub use bytearray::PyByteArray;
pub use bytes::PyBytes;
pub use class::{Class, PyClass, PyRef};
pub use constructor::{Constructor, New};
pub use conversion::IntoPyObject;
pub use datetime::DateTimeFunctions;
pub use dict::PyDict;
pub use docstring::Docstring;
pub use err::{Chain, PyErr, PyResult};
pub use function::{Arguments, Function, Method, OfModule, Owner, Receiver};
pub use getter::{Get, Getter};
pub use int::PyInt;
pub use kept::{ImportedObject, Kept, KeptObject, ModuleException, ModuleImport, ModuleString};
pub use lazy::Lazy;
pub use list::PyList;
pub use method::OfClass;
pub use module::{Module, ModuleDef, ModuleSlots, PyModule};
pub use mutex::{Mutex, MutexGuard};
pub use object::{Borrowed, Bound};
pub use parser::{Keywords, Parser};
pub use py::Py;
pub use python::Python;
pub use references::{References, Visitor};
pub use signature::Signature;
pub use string::PyString;
pub use tuple::PyTuple;
pub use warnings::warn;
