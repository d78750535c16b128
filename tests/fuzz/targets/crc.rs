#![no_main]

use codecs::Backend;
use codecs::crc::{crc_hqx, crc32};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u32, u16, &[u8])| {
    let (crc, cut, data) = input;
    let (head, tail) = data.split_at(usize::from(cut).min(data.len()));
    let (expected32, expected_hqx) = (
        crc32(crc, data, Backend::Scalar),
        crc_hqx(crc as u16, data, Backend::Scalar),
    );
    for backend in Backend::ALL
        .into_iter()
        .filter(|backend| backend.is_available())
    {
        assert_eq!(crc32(crc, data, backend), expected32);
        assert_eq!(crc32(crc32(crc, head, backend), tail, backend), expected32);
        let crc = crc as u16;
        assert_eq!(crc_hqx(crc, data, backend), expected_hqx);
        assert_eq!(
            crc_hqx(crc_hqx(crc, head, backend), tail, backend),
            expected_hqx
        );
    }
});
