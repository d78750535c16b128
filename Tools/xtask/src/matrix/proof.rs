//! What takes long to show: that nothing else about Python changed, and that nothing is lost in the long run.

use crate::test::Step;

pub(super) const ROWS: &[Step] = &[];
