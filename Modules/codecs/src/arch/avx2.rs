//! The proof that AVX2 kernels ask for.

use super::Backend;

/// Proof that this machine has AVX2.
///
/// It exists nowhere else, so that a function which takes one may call code compiled for it.
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

impl Avx2 {
    /// The proof, if the machine has AVX2 and `backend` asks for vectors.
    #[inline(always)]
    pub fn of(backend: Backend) -> Option<Self> {
        extern crate std;
        (backend >= Backend::Simd && std::is_x86_feature_detected!("avx2")).then_some(Avx2(()))
    }
}
