//! What the tests of `der` share, and its fuzz target too: a naive reader to be compared with, and trees to be read.

pub mod compare;
pub mod naive;
pub mod trees;

/// How many cases a property is tested with: as many as it needs, or the number in PROPTEST_CASES if that is lower, where the
/// machine is emulated.
pub fn cases(needed: u32) -> u32 {
    let most = std::env::var("PROPTEST_CASES");
    let most = most.map(|number| number.parse().expect("PROPTEST_CASES is a number"));
    most.map_or(needed, |most: u32| needed.min(most))
}
