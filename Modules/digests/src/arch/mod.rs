//! What the processor can do, of what there are kernels for here.

#[cfg(avx512)]
mod avx512;
mod backend;

#[cfg(avx512)]
pub use avx512::Avx512;
#[cfg(avx512)]
pub(crate) use avx512::kernels;
pub use backend::Backend;
