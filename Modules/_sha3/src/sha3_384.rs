//! SHA3-384.

use crate::class::sha3_class;

sha3_class! {
    /// The SHA3-384 hash of a message that can be continued.
    class Sha3_384 as "sha3_384" = "_sha3.sha3_384"; hash: digests::Sha3_384
}
