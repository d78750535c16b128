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

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
mod folding;
mod scalar;
mod tables;

use crate::Backend;

/// The CRC-32 of `data` behind data whose CRC-32 is `crc` (0 for none).
///
/// The polynomial is 0x04C11DB7 with the bits of each byte taken lowest first; the register starts and ends inverted.
#[must_use]
#[inline]
pub fn crc32(crc: u32, data: &[u8], backend: Backend) -> u32 {
    let register = !crc;
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(register) = folding::after::<folding::Crc32>(register, data, backend) {
        return !register;
    }
    let _ = backend;
    !scalar::crc32(register, data)
}

/// The CRC-CCITT of `data` behind data whose CRC is `crc` (0 for none, unless the protocol starts elsewhere).
///
/// The polynomial is 0x1021 with the bits of each byte taken highest first; nothing is inverted.
#[must_use]
#[inline]
pub fn crc_hqx(crc: u16, data: &[u8], backend: Backend) -> u16 {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(register) = folding::after::<folding::CrcHqx>(crc, data, backend) {
        return register;
    }
    let _ = backend;
    scalar::crc_hqx(crc, data)
}
