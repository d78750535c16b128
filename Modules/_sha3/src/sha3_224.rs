//! SHA3-224.

use crate::class::sha3_class;

sha3_class! {
    /// The SHA3-224 hash of a message that can be continued.
    class Sha3_224 as "sha3_224" = "_sha3.sha3_224"; hash: digests::Sha3_224
}
