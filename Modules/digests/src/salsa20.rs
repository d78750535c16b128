//! The core of Salsa20 with eight rounds, as scrypt uses it (RFC 7914 section 3).

/// The sixteen words by diagonals: row `i` has word `5 k + 4 i` (modulo 16) in place `k`.
///
/// So a quarter round works on whole rows, which are vectors, and what changes between the quarter rounds of columns
/// and those of rows is where in its vector each word is.
pub type Diagonals = [[u32; 4]; 4];

/// Where in a block of sixteen words the words of the diagonals are.
pub const ORDER: [[usize; 4]; 4] = [[0, 5, 10, 15], [4, 9, 14, 3], [8, 13, 2, 7], [12, 1, 6, 11]];

/// Salsa20/8: replaces `block` by its hash.
#[inline]
pub fn salsa20_8(block: &mut Diagonals) {
    let [mut a, mut b, mut c, mut d] = *block;
    for _ in 0..4 {
        // The columns.
        b = step(b, a, d, 7);
        c = step(c, b, a, 9);
        d = step(d, c, b, 13);
        a = step(a, d, c, 18);
        // The rows: what is column i of the rows' matrix comes to stand in place i.
        b = rotated::<3>(b);
        c = rotated::<2>(c);
        d = rotated::<1>(d);
        d = step(d, a, b, 7);
        c = step(c, d, a, 9);
        b = step(b, c, d, 13);
        a = step(a, b, c, 18);
        b = rotated::<1>(b);
        c = rotated::<2>(c);
        d = rotated::<3>(d);
    }
    for (row, added) in block.iter_mut().zip([a, b, c, d]) {
        for (word, added) in row.iter_mut().zip(added) {
            *word = word.wrapping_add(added);
        }
    }
}

/// `target ^ ((left + right) <<< count)`, in each place.
#[inline(always)]
fn step(target: [u32; 4], left: [u32; 4], right: [u32; 4], count: u32) -> [u32; 4] {
    core::array::from_fn(|at| target[at] ^ left[at].wrapping_add(right[at]).rotate_left(count))
}

/// Each word `COUNT` places further to the front, around the end.
#[inline(always)]
fn rotated<const COUNT: usize>(row: [u32; 4]) -> [u32; 4] {
    core::array::from_fn(|at| row[(at + COUNT) % 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7914 section 8, as words.
    #[rustfmt::skip]
    const INPUT: [u32; 16] = [
        0x219a_877e, 0x86c9_3e4f, 0xe640_a97c, 0x268f_7141, 0x5b55_eeba, 0xb5c1_618c, 0x1146_f80d, 0x1d3b_cd6d,
        0x19f3_24ee, 0x853d_9bdf, 0x4b1e_1214, 0x32aa_c55a, 0x291d_0276, 0x2948_c709, 0x8dc6_ebed, 0x5ec2_b8b8,
    ];
    #[rustfmt::skip]
    const OUTPUT: [u32; 16] = [
        0x9c85_1fa4, 0x99cc_0866, 0xcbca_813b, 0x05ef_0c02, 0x8121_4b04, 0x7d33_fda2, 0x631c_7bfd, 0x292f_6896,
        0x6831_39b4, 0xbce6_c9e3, 0xb7c5_6bfe, 0xba96_6da0, 0x10cc_24e4, 0x5c74_912c, 0x3d67_ad24, 0x818f_61c7,
    ];

    #[test]
    fn vector_of_the_rfc() {
        let by_diagonals = |block: [u32; 16]| ORDER.map(|row| row.map(|at| block[at]));
        let mut block = by_diagonals(INPUT);
        salsa20_8(&mut block);
        assert_eq!(block, by_diagonals(OUTPUT));
    }
}
