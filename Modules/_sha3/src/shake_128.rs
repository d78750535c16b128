//! SHAKE128.

use crate::class::shake_class;

shake_class! {
    /// The SHAKE128 hash of a message that can be continued.
    class Shake128 as "shake_128" = "_sha3.shake_128"; hash: digests::Shake128
}
