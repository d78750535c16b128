//! What the tests of `der` share, and its fuzz target too: a naive reader to be compared with, and trees to be read.

pub mod compare;
pub mod naive;
pub mod trees;
