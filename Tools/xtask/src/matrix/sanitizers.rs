//! Compilers' checks at run time.

use crate::test::Step;

pub(super) const ROWS: &[Step] = &[];
