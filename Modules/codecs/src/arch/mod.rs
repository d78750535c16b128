//! What depends on the machine: the choice of a backend, and the uninitialised memory that backends write to.

mod backend;
pub mod output;
pub mod simd;

pub use backend::{Backend, UnknownBackend};
