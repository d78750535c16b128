//! What one byte does to a CRC, by the number of bytes behind it.

/// How many bytes are looked up at once.
pub(super) const SLICES: usize = 16;

/// `CRC32[n][byte]` is the register after `byte` and `n` zero bytes, from zero.
pub(super) static CRC32: [[u32; 256]; SLICES] = {
    let mut tables = [[0; 256]; SLICES];
    let mut byte = 0;
    while byte < 256 {
        let mut register = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            register = crc32_shifted(register);
            bit += 1;
        }
        tables[0][byte] = register;
        byte += 1;
    }
    let mut n = 1;
    while n < SLICES {
        byte = 0;
        while byte < 256 {
            let register = tables[n - 1][byte];
            tables[n][byte] = (register >> 8) ^ tables[0][(register & 0xFF) as usize];
            byte += 1;
        }
        n += 1;
    }
    tables
};

/// `CRC_HQX[n][byte]` is the register after `byte` and `n` zero bytes, from zero.
pub(super) static CRC_HQX: [[u16; 256]; SLICES] = {
    let mut tables = [[0; 256]; SLICES];
    let mut byte = 0;
    while byte < 256 {
        let mut register = (byte as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            register = crc_hqx_shifted(register);
            bit += 1;
        }
        tables[0][byte] = register;
        byte += 1;
    }
    let mut n = 1;
    while n < SLICES {
        byte = 0;
        while byte < 256 {
            let register = tables[n - 1][byte];
            tables[n][byte] = (register << 8) ^ tables[0][(register >> 8) as usize];
            byte += 1;
        }
        n += 1;
    }
    tables
};

/// The register after one zero bit: its polynomial, in which the highest bit is the coefficient of x^0, times x, modulo the
/// CRC's polynomial.
pub(super) const fn crc32_shifted(register: u32) -> u32 {
    const POLYNOMIAL: u32 = 0x04C1_1DB7_u32.reverse_bits();
    (register >> 1) ^ (POLYNOMIAL * (register & 1))
}

/// The register after one zero bit: its polynomial, in which the lowest bit is the coefficient of x^0, times x, modulo the
/// CRC's polynomial.
pub(super) const fn crc_hqx_shifted(register: u16) -> u16 {
    const POLYNOMIAL: u16 = 0x1021;
    (register << 1) ^ (POLYNOMIAL * (register >> 15))
}
