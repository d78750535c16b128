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

/// Functions that are compiled for what [`Avx512`] proves to be there.
macro_rules! kernels {
    ($($(#[$attribute:meta])* fn $name:ident $arguments:tt $(-> $result:ty)? $body:block)*) => { $(
        $(#[$attribute])*
        #[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi1,bmi2")]
        fn $name $arguments $(-> $result)? $body
    )* };
}

pub(crate) use kernels;
