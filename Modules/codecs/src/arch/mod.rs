//! What depends on the machine: the choice of a backend, and the uninitialised memory that backends write to.

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
mod avx2;
mod avx512;
mod backend;
pub mod output;
pub mod simd;
#[cfg(avx512)]
#[clippy::msrv = "1.89"]
pub(crate) mod zmm;

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
pub use avx2::Avx2;
pub use avx512::Avx512;
pub use backend::{Backend, UnknownBackend};
