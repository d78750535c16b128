//! What the vector kernels have in common: the factors that fold data onto data further on.
//!
//! A CRC is the remainder of the data, taken as a polynomial, divided by the CRC's own polynomial P. So 16 bytes may be
//! taken away if their polynomial times x^8D, modulo P, is added to the 16 bytes that stand D bytes further on. Carry-less
//! multiplication takes 64 bits by 64: each half of the 16 bytes is multiplied with the remainder of a power of x, and the
//! products fit into 16 bytes again. What is left in the end has the same CRC as the whole. (V. Gopal et al., "Fast CRC
//! Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel, 2009.)

#[cfg(avx512)]
use super::avx512;
use super::tables::{crc_hqx_shifted, crc32_shifted};
use super::{pclmul, scalar};
use crate::Backend;
#[cfg(avx512)]
use crate::arch::Avx512;

/// The factors of the lower and the higher half of a register of 128 bits.
pub(super) type Factors = [u64; 2];

/// A CRC, for what treats both alike.
pub(super) trait Folded {
    type Register: Copy + Default;

    /// The bytes of a register in the order in which they are added to those of the data, from the first on.
    fn in_memory(register: Self::Register) -> [u8; 4];

    /// The register after `data`, by portable code.
    fn scalar(register: Self::Register, data: &[u8]) -> Self::Register;

    /// Whether the kernel reverses the order of each 16 bytes, so that the highest bit is the coefficient of the highest
    /// power. Otherwise it is that of the lowest.
    const REVERSED: bool;

    /// `BY[n]` folds by 16n bytes. `BY[0]` makes nothing out of anything.
    const BY: [Factors; 17];
}

pub(super) struct Crc32;

impl Folded for Crc32 {
    type Register = u32;

    fn in_memory(register: u32) -> [u8; 4] {
        register.to_le_bytes()
    }

    fn scalar(register: u32, data: &[u8]) -> u32 {
        scalar::crc32(register, data)
    }

    const REVERSED: bool = false;

    const BY: [Factors; 17] = {
        let mut by = [[0; 2]; 17];
        let mut n = 1;
        while n < 17 {
            // The product of two numbers in which bit 63 is the coefficient of x^0 has that coefficient in bit 126, not
            // 127: it counts for x times as much.
            by[n] = [crc32_power(128 * n + 63), crc32_power(128 * n - 1)];
            n += 1;
        }
        by
    };
}

/// x^exponent modulo the polynomial, the coefficient of x^0 in bit 63.
const fn crc32_power(exponent: usize) -> u64 {
    let mut register = 1 << 31;
    let mut done = 0;
    while done < exponent {
        register = crc32_shifted(register);
        done += 1;
    }
    (register as u64) << 32
}

pub(super) struct CrcHqx;

impl Folded for CrcHqx {
    type Register = u16;

    fn in_memory(register: u16) -> [u8; 4] {
        let [first, second] = register.to_be_bytes();
        [first, second, 0, 0]
    }

    fn scalar(register: u16, data: &[u8]) -> u16 {
        scalar::crc_hqx(register, data)
    }

    const REVERSED: bool = true;

    const BY: [Factors; 17] = {
        let mut by = [[0; 2]; 17];
        let mut n = 1;
        while n < 17 {
            by[n] = [crc_hqx_power(128 * n), crc_hqx_power(128 * n + 64)];
            n += 1;
        }
        by
    };
}

/// x^exponent modulo the polynomial, the coefficient of x^0 in bit 0.
const fn crc_hqx_power(exponent: usize) -> u64 {
    let mut register = 1;
    let mut done = 0;
    while done < exponent {
        register = crc_hqx_shifted(register);
        done += 1;
    }
    register as u64
}

/// The register after `data`, if there is a kernel that is worth it for so many.
pub(super) fn after<C: Folded>(
    register: C::Register,
    data: &[u8],
    backend: Backend,
) -> Option<C::Register> {
    let remainder = |equivalent: [u8; 16]| C::scalar(C::Register::default(), &equivalent);
    #[cfg(avx512)]
    if let Some(equivalent) = Avx512::of(backend)
        .and_then(|proof| avx512::folded::<C>(proof, C::in_memory(register), data))
    {
        return Some(remainder(equivalent));
    }
    if backend < Backend::Simd || data.len() < pclmul::MIN_LEN {
        return None;
    }
    let (head, rest) = data.split_at(data.len() % 16);
    let register = C::scalar(register, head);
    Some(match pclmul::folded::<C>(C::in_memory(register), rest) {
        Some(equivalent) => remainder(equivalent),
        None => C::scalar(register, rest),
    })
}
