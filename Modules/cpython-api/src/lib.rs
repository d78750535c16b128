//! The safe layer: all that a module crate needs to talk to Python, without unsafe code of its own.
//!
//! Names are PyO3's where the thing is the same. What is different, and why, stands in `SAFETY.md` and with the items: an
//! error is a proof that an exception is set, not an object; a buffer that others can write to is read through a private
//! copy; nothing here ends the process when memory runs out, and no panic reaches C.

pub mod alloc;
mod argument;
mod ascii;
mod ascii_buffer;
mod buffer;
mod bytearray;
mod bytes;
mod call;
mod conversion;
mod dict;
mod docstring;
pub mod env;
mod err;
pub mod exceptions;
mod function;
mod int;
mod kept;
mod list;
mod message;
mod module;
mod object;
mod panic;
mod parser;
mod python;
mod record;
mod signature;
mod string;
mod tuple;
mod warnings;

pub use argument::{Argument, Bitwise, FromArgument, IfGiven};
pub use ascii_buffer::AsciiBuffer;
pub use buffer::{BytesLike, Contents, PyBuffer};
pub use bytearray::PyByteArray;
pub use bytes::PyBytes;
pub use conversion::IntoPyObject;
pub use dict::PyDict;
pub use docstring::Docstring;
pub use err::{Chain, PyErr, PyResult};
pub use function::{Arguments, Function, Method, Receiver};
pub use int::PyInt;
pub use kept::{ImportedObject, Kept, KeptObject, ModuleException, ModuleImport, ModuleString};
pub use list::PyList;
pub use module::{Module, ModuleDef, ModuleSlots, PyModule};
pub use object::{Borrowed, Bound};
pub use parser::{Keywords, Parser};
pub use python::Python;
pub use signature::Signature;
pub use string::PyString;
pub use tuple::PyTuple;
pub use warnings::warn;
