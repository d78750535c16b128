//! The checks against themselves, bit at a time, and against known values.

use codecs::Backend;
use codecs::crc::{crc_hqx, crc32};
use codecs_tests::backends;
use proptest::prelude::*;

/// CRC-32 one bit at a time: what the polynomial division by hand does.
fn naive_crc32(crc: u32, data: &[u8]) -> u32 {
    let mut register = !crc;
    for byte in data {
        for bit in 0..8 {
            let carry = (register ^ u32::from(byte >> bit)) & 1;
            register = register >> 1 ^ if carry == 1 { 0xEDB8_8320 } else { 0 };
        }
    }
    !register
}

/// CRC-CCITT one bit at a time.
fn naive_crc_hqx(crc: u16, data: &[u8]) -> u16 {
    let mut register = crc;
    for byte in data {
        for bit in (0..8).rev() {
            let carry = register >> 15 ^ u16::from(byte >> bit & 1);
            register = register << 1 ^ if carry == 1 { 0x1021 } else { 0 };
        }
    }
    register
}

/// Bytes without a pattern, the same in each run.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let byte = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..len).map(byte).collect()
}

#[test]
fn check_values() {
    // The "check" column of the catalogues of CRCs: CRC-32/ISO-HDLC, CRC-16/XMODEM, CRC-16/IBM-3740.
    for backend in backends() {
        assert_eq!(crc32(0, b"123456789", backend), 0xCBF4_3926);
        assert_eq!(crc_hqx(0, b"123456789", backend), 0x31C3);
        assert_eq!(crc_hqx(0xFFFF, b"123456789", backend), 0x29B1);
        assert_eq!(crc32(0x1234_5678, b"", backend), 0x1234_5678);
        assert_eq!(crc_hqx(0x1234, b"", backend), 0x1234);
    }
}

#[test]
fn every_short_length_at_every_alignment() {
    let data = noise(1024 + 64);
    for start in 0..64 {
        let (mut expected32, mut expected_hqx) = (0x1234_5678, 0x9ABC);
        for len in 0..=1024 {
            let part = &data[start..start + len];
            for backend in Backend::ALL.into_iter().filter(|b| b.is_available()) {
                let place = format!("{backend:?}, {len} bytes at {start}");
                assert_eq!(crc32(0x1234_5678, part, backend), expected32, "{place}");
                assert_eq!(crc_hqx(0x9ABC, part, backend), expected_hqx, "{place}");
            }
            let next = &data[start + len..][..1.min(1024 - len)];
            expected32 = naive_crc32(expected32, next);
            expected_hqx = naive_crc_hqx(expected_hqx, next);
        }
    }
}

#[test]
fn every_byte_value_and_every_initial_bit() {
    for backend in backends() {
        for len in [1, 2, 3, 4, 15, 16, 17, 64, 65, 66, 67, 68, 127, 256, 300] {
            for byte in 0..=255 {
                let data = vec![byte; len];
                assert_eq!(crc32(0, &data, backend), naive_crc32(0, &data));
                assert_eq!(crc_hqx(0, &data, backend), naive_crc_hqx(0, &data));
            }
            let data = noise(len);
            for bit in 0..32 {
                let crc = 1 << bit;
                assert_eq!(crc32(crc, &data, backend), naive_crc32(crc, &data));
                let crc = crc as u16;
                assert_eq!(crc_hqx(crc, &data, backend), naive_crc_hqx(crc, &data));
            }
        }
    }
}

proptest! {
    #[test]
    fn parts_make_the_whole(
        data in prop::collection::vec(any::<u8>(), 0..5000),
        cut in any::<prop::sample::Index>(),
        crc in any::<u32>(),
    ) {
        let (head, tail) = data.split_at(cut.index(data.len() + 1));
        for backend in backends() {
            let whole = naive_crc32(crc, &data);
            prop_assert_eq!(crc32(crc, &data, backend), whole);
            prop_assert_eq!(crc32(crc32(crc, head, backend), tail, backend), whole);
            let crc = crc as u16;
            let whole = naive_crc_hqx(crc, &data);
            prop_assert_eq!(crc_hqx(crc, &data, backend), whole);
            prop_assert_eq!(crc_hqx(crc_hqx(crc, head, backend), tail, backend), whole);
        }
    }
}
