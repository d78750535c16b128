//! The sponge of Keccak (FIPS 202 sections 3 and 4): bytes go into the first `RATE` of 200, and come out of them.

use super::keccak::{LANES, absorb, permute};
use crate::Backend;
use crate::wipe::wipe;

/// A sponge that takes up data.
#[derive(Clone)]
pub struct Sponge<const RATE: usize> {
    /// Bytes are numbered from the low end of the first lane.
    lanes: [u64; LANES],
    /// How many bytes came since the last permutation, less than `RATE`.
    position: usize,
}

impl<const RATE: usize> Sponge<RATE> {
    #[inline]
    pub const fn new() -> Self {
        Self {
            lanes: [0; LANES],
            position: 0,
        }
    }

    pub fn absorb(&mut self, mut data: &[u8]) {
        if self.position > 0 {
            let (head, rest) = data.split_at(data.len().min(RATE - self.position));
            add_at(&mut self.lanes, self.position, head);
            self.position += head.len();
            if self.position < RATE {
                return;
            }
            permute(&mut self.lanes, Backend::best());
            data = rest;
        }
        let (blocks, rest) = data.split_at(data.len() - data.len() % RATE);
        if !blocks.is_empty() {
            absorb::<RATE>(&mut self.lanes, blocks, Backend::best());
        }
        add(&mut self.lanes, rest);
        self.position = rest.len();
    }

    /// Fills `output` with what comes out when the message ends here; `domain` is the bits behind a message, with the first
    /// of the padding (FIPS 202 section B.2).
    #[inline]
    pub fn squeeze(&self, domain: u8, output: &mut [u8]) {
        let mut lanes = self.lanes;
        lanes[self.position / 8] ^= u64::from(domain) << (self.position % 8 * 8);
        lanes[RATE / 8 - 1] ^= 0x80 << 56;
        for block in output.chunks_mut(RATE) {
            permute(&mut lanes, Backend::best());
            for (bytes, lane) in block.chunks_mut(8).zip(&lanes) {
                bytes.copy_from_slice(&lane.to_le_bytes()[..bytes.len()]);
            }
        }
        // Whoever has all of it gets the state before it, and behind a key that is as good as the key.
        wipe(&mut lanes, [0; LANES]);
    }

    pub const fn lanes(&self) -> &[u64; LANES] {
        &self.lanes
    }

    /// A sponge behind whole blocks.
    #[inline]
    pub const fn from_lanes(lanes: [u64; LANES]) -> Self {
        Self { lanes, position: 0 }
    }
}

/// Adds, modulo two, bytes to the first ones.
#[inline]
fn add(lanes: &mut [u64; LANES], data: &[u8]) {
    let mut words = data.chunks_exact(8);
    let mut lane = lanes.iter_mut();
    for (word, lane) in (&mut words).zip(&mut lane) {
        *lane ^= u64::from_le_bytes(word.try_into().expect("eight bytes"));
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        if let Some(lane) = lane.next() {
            *lane ^= u64::from_le_bytes(word);
        }
    }
}

/// Adds, modulo two, bytes to those from `position` on.
fn add_at(lanes: &mut [u64; LANES], position: usize, data: &[u8]) {
    for (position, byte) in (position..).zip(data) {
        lanes[position / 8] ^= u64::from(*byte) << (position % 8 * 8);
    }
}
