//! SHA3-512.

use crate::class::sha3_class;

sha3_class! {
    /// The SHA3-512 hash of a message that can be continued.
    class Sha3_512 as "sha3_512" = "_sha3.sha3_512"; hash: digests::Sha3_512
}
