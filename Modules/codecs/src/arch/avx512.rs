//! The proof that AVX-512 kernels ask for.

use super::Backend;

/// Proof that this machine has every extension that [`Backend::Avx512`] names.
///
/// It exists nowhere else, so that a function which takes one may call code compiled for those extensions.
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

impl Avx512 {
    /// The proof, if `backend` asks for AVX-512 and the machine has it. A value of [`Backend`] can be made anywhere, and proves
    /// nothing by itself.
    #[inline(always)]
    pub fn of(backend: Backend) -> Option<Self> {
        (backend == Backend::Avx512 && backend.is_available()).then_some(Avx512(()))
    }
}
