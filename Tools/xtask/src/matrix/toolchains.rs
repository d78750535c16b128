//! Which Rust compiles the modules.

use crate::test::Step;

pub(super) const ROWS: &[Step] = &[];
