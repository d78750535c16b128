//! The backends: which there are, and which one this machine takes.

use core::ffi::CStr;
use core::fmt;
use core::sync::atomic::{AtomicU8, Ordering};

/// How the bulk of the data is processed. The results are the same; tests force each.
///
/// In the order of preference: what a codec has no kernel for at one level, it does as at the level before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Backend {
    /// Portable code, a few bytes at a time: runs everywhere.
    Scalar = 1,
    /// Vectors of 16 or 32 bytes: AVX2 or SSSE3 where the processor has them, NEON, wasm SIMD.
    Simd = 2,
    /// Vectors of 64 bytes with byte permutations and compression, and what came with them in the same processors:
    /// AVX-512 F, BW, DQ, VL, VBMI and VBMI2, BMI2, LZCNT, GFNI, VPCLMULQDQ (Ice Lake, Zen 4 and newer).
    Avx512 = 3,
}

/// A name that no backend has. Shown as what there is instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownBackend;

impl fmt::Display for UnknownBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this processor has ")?;
        let mut separator = "";
        for backend in Backend::ALL
            .into_iter()
            .filter(|backend| backend.is_available())
        {
            write!(f, "{separator}{}", backend.name())?;
            separator = ", ";
        }
        Ok(())
    }
}

/// The backend in use, or 0 before it is known.
static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The best backend, or 0 before it is known.
static BEST: AtomicU8 = AtomicU8::new(0);

impl Backend {
    /// The environment variable whose value modules give to [`Backend::limit_to`].
    pub const VARIABLE: &CStr = c"PYTHON_RUST_BACKEND";

    /// Every backend, slowest first.
    pub const ALL: [Backend; 3] = [Backend::Scalar, Backend::Simd, Backend::Avx512];

    /// The best one that this machine, and the compiler that built this, can run.
    #[inline(always)]
    pub fn best() -> Backend {
        Self::from_number(BEST.load(Ordering::Relaxed)).unwrap_or_else(Self::detect)
    }

    #[cold]
    fn detect() -> Backend {
        let best = if has_avx512() {
            Backend::Avx512
        } else {
            Backend::Simd
        };
        BEST.store(best as u8, Ordering::Relaxed);
        best
    }

    /// Whether this machine can run it.
    #[inline(always)]
    pub fn is_available(self) -> bool {
        self <= Self::best()
    }

    /// The one in use: the best, unless [`Backend::limit`] was called.
    #[inline(always)]
    pub fn current() -> Backend {
        Self::from_number(CURRENT.load(Ordering::Relaxed))
            .unwrap_or_else(|| Self::settle(Self::best()))
    }

    #[inline(always)]
    fn from_number(number: u8) -> Option<Backend> {
        Some(match number {
            1 => Backend::Scalar,
            2 => Backend::Simd,
            3 => Backend::Avx512,
            _ => return None,
        })
    }

    /// From now on uses nothing better than `limit`: for benchmarks, which compare backends in whole programs.
    pub fn limit(limit: Backend) {
        Self::settle(limit.min(Self::best()));
    }

    /// The same with the limit's name: `scalar`, `simd` or `avx512`.
    ///
    /// # Errors
    /// If it is none of them.
    pub fn limit_to(name: &[u8]) -> Result<(), UnknownBackend> {
        let mut all = Self::ALL.into_iter();
        let named = all.find(|backend| backend.name().as_bytes() == name);
        Self::limit(named.ok_or(UnknownBackend)?);
        Ok(())
    }

    fn name(self) -> &'static str {
        match self {
            Backend::Scalar => "scalar",
            Backend::Simd => "simd",
            Backend::Avx512 => "avx512",
        }
    }

    #[cold]
    fn settle(backend: Backend) -> Backend {
        CURRENT.store(backend as u8, Ordering::Relaxed);
        backend
    }

    /// The backend's name and the instruction set it uses here, for reports.
    pub fn describe(self) -> &'static str {
        match self {
            Backend::Scalar => "scalar",
            Backend::Simd => simd_instruction_set(),
            Backend::Avx512 => "AVX-512",
        }
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
        "avx512f",
        "avx512bw",
        "avx512dq",
        "avx512vl",
        "avx512vbmi",
        "avx512vbmi2",
        "avx2",
        "fma",
        "f16c",
        "bmi1",
        "bmi2",
        "lzcnt",
        "popcnt",
        "gfni",
        "pclmulqdq",
        "vpclmulqdq"
    )
}

#[cfg(not(avx512))]
fn has_avx512() -> bool {
    false
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
fn simd_instruction_set() -> &'static str {
    extern crate std;
    // The order in which base64-simd asks.
    if std::is_x86_feature_detected!("avx2") {
        "AVX2"
    } else if std::is_x86_feature_detected!("ssse3") {
        "SSSE3"
    } else {
        "portable"
    }
}

#[cfg(target_arch = "aarch64")]
fn simd_instruction_set() -> &'static str {
    "NEON"
}

#[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
fn simd_instruction_set() -> &'static str {
    "portable"
}
