//! The cyclic redundancy checks of `binascii`: CRC-32 (ISO 3309, as in zlib) and CRC-CCITT (as in BinHex 4.0 and XMODEM).
//!
//! Both take the CRC of what came before, so that data may come in parts.

#[cfg(avx512)]
#[clippy::msrv = "1.89"]
#[expect(unsafe_code, reason = "AVX-512")]
mod avx512;
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[expect(unsafe_code, reason = "PCLMULQDQ")]
mod pclmul;

mod folding;
mod scalar;
mod tables;

use crate::Backend;
#[cfg(avx512)]
use crate::arch::Avx512;
use folding::{Crc32, CrcHqx, Folded};

/// The CRC-32 of `data` behind data whose CRC-32 is `crc` (0 for none).
///
/// The polynomial is 0x04C11DB7 with the bits of each byte taken lowest first; the register starts and ends inverted.
#[must_use]
#[inline]
pub fn crc32(crc: u32, data: &[u8], backend: Backend) -> u32 {
    !after::<Crc32>(!crc, data, backend)
}

/// The CRC-CCITT of `data` behind data whose CRC is `crc` (0 for none, unless the protocol starts elsewhere).
///
/// The polynomial is 0x1021 with the bits of each byte taken highest first; nothing is inverted.
#[must_use]
#[inline]
pub fn crc_hqx(crc: u16, data: &[u8], backend: Backend) -> u16 {
    after::<CrcHqx>(crc, data, backend)
}

/// The register after `data`.
fn after<C: Folded>(register: C::Register, data: &[u8], backend: Backend) -> C::Register {
    #[cfg(avx512)]
    if let Some(proof) = Avx512::of(backend) {
        if let Some(equivalent) = avx512::folded::<C>(proof, C::in_memory(register), data) {
            return C::scalar(C::Register::default(), &equivalent);
        }
    }
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if backend >= Backend::Simd && data.len() >= pclmul::MIN_LEN {
        let (head, rest) = data.split_at(data.len() % 16);
        let register = C::scalar(register, head);
        if let Some(equivalent) = pclmul::folded::<C>(C::in_memory(register), rest) {
            return C::scalar(C::Register::default(), &equivalent);
        }
        return C::scalar(register, rest);
    }
    C::scalar(register, data)
}
