//! The backends: which there are, and which one this machine takes.

use core::sync::atomic::{AtomicU8, Ordering};

/// How SHA-512 and SHA-3 are computed. The results are the same; tests compare them.
///
/// In the order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Backend {
    /// As the crates of RustCrypto do it, which look for instruction sets themselves.
    Portable = 1,
    /// Vectors of 16 and 32 bytes with what AVX-512 brought: rotation, functions of three operands, and twice as many registers.
    /// The extensions are AVX-512 F, BW and VL, BMI1 and BMI2 (Skylake-X, Zen 4 and newer).
    Avx512 = 2,
}

/// The best backend, or 0 before it is known.
static BEST: AtomicU8 = AtomicU8::new(0);

impl Backend {
    /// Every backend, slowest first.
    pub const ALL: [Backend; 2] = [Backend::Portable, Backend::Avx512];

    /// The best one that this machine, and the compiler that built this, can run.
    #[inline(always)]
    pub fn best() -> Backend {
        match BEST.load(Ordering::Relaxed) {
            1 => Backend::Portable,
            2 => Backend::Avx512,
            _ => Self::detect(),
        }
    }

    #[cold]
    fn detect() -> Backend {
        let best = if has_avx512() {
            Backend::Avx512
        } else {
            Backend::Portable
        };
        BEST.store(best as u8, Ordering::Relaxed);
        best
    }

    /// Whether this machine can run it.
    #[inline(always)]
    pub fn is_available(self) -> bool {
        self <= Self::best()
    }
}

#[cfg(avx512)]
fn has_avx512() -> bool {
    extern crate std;
    macro_rules! all_detected {
        ($($feature:tt),*) => { $(std::is_x86_feature_detected!($feature))&&* };
    }
    // Those that the kernels name, and what the compiler takes for granted where there is AVX-512 F.
    all_detected!(
        "avx512f", "avx512bw", "avx512vl", "avx2", "fma", "f16c", "bmi1", "bmi2"
    )
}

#[cfg(not(avx512))]
fn has_avx512() -> bool {
    false
}
