//! Other processors, and other C libraries.

use crate::test::Step;

pub(super) const ROWS: &[Step] = &[];
