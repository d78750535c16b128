//! The cyclic redundancy checks of `binascii`: CRC-32 (ISO 3309, as in zlib) and CRC-CCITT (as in BinHex 4.0 and XMODEM).
//!
//! Both take the CRC of what came before, so that data may come in parts.

mod scalar;
mod tables;

use crate::Backend;

/// The CRC-32 of `data` behind data whose CRC-32 is `crc` (0 for none).
///
/// The polynomial is 0x04C11DB7 with the bits of each byte taken lowest first; the register starts and ends inverted.
#[must_use]
pub fn crc32(crc: u32, data: &[u8], _backend: Backend) -> u32 {
    !scalar::crc32(!crc, data)
}

/// The CRC-CCITT of `data` behind data whose CRC is `crc` (0 for none, unless the protocol starts elsewhere).
///
/// The polynomial is 0x1021 with the bits of each byte taken highest first; nothing is inverted.
#[must_use]
pub fn crc_hqx(crc: u16, data: &[u8], _backend: Backend) -> u16 {
    scalar::crc_hqx(crc, data)
}
