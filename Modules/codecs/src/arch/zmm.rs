//! Vectors of 64 bytes and the slices that they come from and go to.
//!
//! All of these functions stay within the slices that they are given: what asks for less is a panic, never an access beyond.

pub(crate) use super::output::Window;
use crate::ByteSet;
use core::arch::x86_64::*;

/// Bytes in a vector.
pub(crate) const VECTOR: usize = 64;

/// Functions that are compiled for what [`Avx512`](super::Avx512) proves to be there.
macro_rules! kernels {
    ($($(#[$attribute:meta])* $visibility:vis fn $name:ident $arguments:tt $(-> $result:ty)? $body:block)*) => { $(
        $(#[$attribute])*
        #[inline]
        #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi1,bmi2,popcnt,lzcnt")]
        $visibility fn $name $arguments $(-> $result)? $body
    )* };
}

pub(crate) use kernels;

kernels! {
    /// The bits of `set` twice, as [`among`] wants them.
    pub(crate) fn members(set: &ByteSet) -> __m512i {
        let [a, b, c, d] = set.bits().map(u64::cast_signed);
        _mm512_set_epi64(d, c, b, a, d, c, b, a)
    }

    /// Which bytes of `text` are in the set whose bits `members` has.
    pub(crate) fn among(members: __m512i, text: __m512i) -> __mmask64 {
        /// The bit of each byte among those that agree with it in the upper five bits. Only the lowest three bits of an index matter.
        const BITS: i64 = i64::from_le_bytes([1, 2, 4, 8, 16, 32, 64, 128]);
        // Bits that come from the byte above are not among the six that make an index, or do not matter there.
        let eights = _mm512_permutexvar_epi8(_mm512_srli_epi16::<3>(text), members);
        let bits = _mm512_permutexvar_epi8(text, _mm512_set1_epi64(BITS));
        _mm512_test_epi8_mask(eights, bits)
    }

    /// The first 64 bytes.
    pub(crate) fn load(bytes: &[u8]) -> __m512i {
        let bytes = &bytes[..VECTOR];
        // SAFETY: there are 64 bytes, and the load wants no alignment.
        unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
    }

    /// The first 32 bytes.
    pub(crate) fn load_half(bytes: &[u8]) -> __m256i {
        let bytes = &bytes[..VECTOR / 2];
        // SAFETY: there are 32 bytes, and the load wants no alignment.
        unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
    }

    /// A mask of the lowest `count` lanes, 64 at most.
    pub(crate) fn lowest(count: usize) -> u64 {
        _bzhi_u64(!0, count as u32)
    }

    /// The first 64 bytes; if there are fewer, zeros behind them.
    pub(crate) fn load_some(bytes: &[u8]) -> __m512i {
        match bytes.first_chunk::<VECTOR>() {
            Some(bytes) => load(bytes),
            None => load_part(_mm512_setzero_si512(), bytes),
        }
    }

    /// At most 64 bytes, and behind them what `filler` has there.
    pub(crate) fn load_part(filler: __m512i, bytes: &[u8]) -> __m512i {
        let mask = _bzhi_u64(!0, bytes.len().min(VECTOR) as u32);
        // SAFETY: the mask lets nothing be read but the bytes of the slice.
        unsafe { _mm512_mask_loadu_epi8(filler, mask, bytes.as_ptr().cast()) }
    }

    /// At most 32 bytes, and zeros.
    pub(crate) fn load_half_part(bytes: &[u8]) -> __m256i {
        let mask = _bzhi_u32(!0, bytes.len().min(VECTOR / 2) as u32);
        // SAFETY: the mask lets nothing be read but the bytes of the slice.
        unsafe { _mm256_maskz_loadu_epi8(mask, bytes.as_ptr().cast()) }
    }

    /// Fills the first 64 bytes of `room`.
    pub(crate) fn store(vector: __m512i, room: Window<'_>) {
        let room = &mut room[..VECTOR];
        // SAFETY: there is room for 64 bytes, and the store wants no alignment.
        unsafe { _mm512_storeu_si512(room.as_mut_ptr().cast(), vector) }
    }

    /// Fills the first 32 bytes of `room`.
    pub(crate) fn store_half(vector: __m256i, room: Window<'_>) {
        let room = &mut room[..VECTOR / 2];
        // SAFETY: there is room for 32 bytes, and the store wants no alignment.
        unsafe { _mm256_storeu_si256(room.as_mut_ptr().cast(), vector) }
    }

    /// Fills `room`, of at most 64 bytes, with the start of `vector`.
    pub(crate) fn store_part(vector: __m512i, room: Window<'_>) {
        assert!(room.len() <= VECTOR);
        let mask = _bzhi_u64(!0, room.len() as u32);
        // SAFETY: the mask lets nothing be written but the bytes of the slice.
        unsafe { _mm512_mask_storeu_epi8(room.as_mut_ptr().cast(), mask, vector) }
    }

    /// Stores the first `len` bytes, and more of them where there is room for all.
    pub(crate) fn store_some(vector: __m512i, len: usize, room: Window<'_>) {
        match room.first_chunk_mut::<VECTOR>() {
            Some(room) => store(vector, room),
            None => store_part(vector, &mut room[..len]),
        }
    }

    /// Fills `room`, of at most 32 bytes, with the start of `vector`.
    pub(crate) fn store_half_part(vector: __m256i, room: Window<'_>) {
        assert!(room.len() <= VECTOR / 2);
        let mask = _bzhi_u32(!0, room.len() as u32);
        // SAFETY: the mask lets nothing be written but the bytes of the slice.
        unsafe { _mm256_mask_storeu_epi8(room.as_mut_ptr().cast(), mask, vector) }
    }
}

/// An entry for each character of ASCII.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    pub(crate) low: __m512i,
    pub(crate) high: __m512i,
}

impl Table {
    kernels! {
        pub(crate) fn of(entries: &[u8; 128]) -> Self {
            let (low, high) = entries.split_at(VECTOR);
            Table {
                low: load(low),
                high: load(high),
            }
        }

        /// The entries of ASCII characters; for other bytes, those of their low seven bits.
        pub(crate) fn look_up(self, characters: __m512i) -> __m512i {
            _mm512_permutex2var_epi8(self.low, characters, self.high)
        }

        /// The entries of ASCII characters; for other bytes, something above 127.
        pub(crate) fn of_ascii(self, characters: __m512i) -> __m512i {
            /// entry | (character & 0x80)
            const WITH_HIGH_BIT: i32 = 0xf8;
            let high_bit = _mm512_set1_epi8(i8::MIN);
            _mm512_ternarylogic_epi32::<WITH_HIGH_BIT>(self.look_up(characters), characters, high_bit)
        }
    }
}

/// The entries of the characters of ASCII.
pub(crate) fn ascii(entries: &[u8; 256]) -> &[u8; 128] {
    entries.first_chunk().expect("128 of 256")
}

kernels! {
    /// Which of the characters, for which `entries` were looked up, are not ASCII or have an entry above 127.
    pub(crate) fn strangers(entries: __m512i, characters: __m512i) -> __mmask64 {
        _mm512_movepi8_mask(_mm512_or_si512(entries, characters))
    }
}

/// Every `period`th bit, from the bit `period - 1` on; `period` is 1 to 64.
pub(crate) fn every(period: usize) -> u64 {
    let mut bits = 1 << (period - 1);
    let mut covered = period;
    while covered < VECTOR {
        bits |= bits << covered;
        covered *= 2;
    }
    bits
}
