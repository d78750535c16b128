//! Checksums.

use codecs::{Backend, crc};
use cpython_api::{Bitwise, BytesLike, PyResult, Python, pyfunction};

pyfunction! {
    /// Return the CRC-16 of the CCITT polynomial over data, which goes on from crc.
    #[signature = "data, crc, /"]
    pub fn crc_hqx<'py>(py: Python<'py>, data: BytesLike<'py>, crc: Bitwise) -> PyResult<u32> {
        let data = data.read(py)?;
        let data: &[u8] = &data;
        // Only the lowest 16 bits count.
        let start = crc.0 as u16;
        Ok(py.detach_for(data.len(), || crc::crc_hqx(start, data, Backend::current())).into())
    }
}

pyfunction! {
    /// Return the CRC-32 of ISO 3309, as in zip files, over data, which goes on from crc.
    #[signature = "data, crc=0, /"]
    pub fn crc32<'py>(py: Python<'py>, data: BytesLike<'py>, crc: Bitwise) -> PyResult<u32> {
        let data = data.read(py)?;
        let data: &[u8] = &data;
        Ok(py.detach_for(data.len(), || crc::crc32(crc.0, data, Backend::current())))
    }
}
