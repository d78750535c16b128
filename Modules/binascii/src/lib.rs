//! A placeholder for `binascii`, with as much as it takes to try the build.

#![forbid(unsafe_code)]

use cpython_api::{BytesLike, PyResult, Python, pyfunction, pymodule};

pyfunction! {
    /// Continue a CRC-CCITT (CRC-16/XMODEM).
    #[signature = "data, crc, /"]
    fn crc_hqx<'py>(py: Python<'py>, data: BytesLike<'py>, crc: usize) -> PyResult<usize> {
        let mut crc = (crc & 0xffff) as u16;
        for &byte in data.read(py)?.iter() {
            crc ^= u16::from(byte) << 8;
            for _ in 0..8 {
                crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
            }
        }
        Ok(crc.into())
    }
}

pymodule! {
    /// A placeholder.
    name: "binascii",
    functions_from: "binascii",
    functions: [crc_hqx],
}
