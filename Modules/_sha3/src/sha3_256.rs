//! SHA3-256.

use crate::class::sha3_class;

sha3_class! {
    /// The SHA3-256 hash of a message that can be continued.
    class Sha3_256 as "sha3_256" = "_sha3.sha3_256"; hash: digests::Sha3_256
}
