//! SHAKE256.

use crate::class::shake_class;

shake_class! {
    /// The SHAKE256 hash of a message that can be continued.
    class Shake256 as "shake_256" = "_sha3.shake_256"; hash: digests::Shake256
}
