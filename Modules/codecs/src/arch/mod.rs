//! What depends on the machine: the choice of a backend, and the uninitialised memory that backends write to.

mod avx512;
mod backend;
pub mod output;
pub mod simd;
#[cfg(avx512)]
#[clippy::msrv = "1.89"]
pub(crate) mod zmm;

pub use avx512::Avx512;
pub use backend::{Backend, UnknownBackend};
