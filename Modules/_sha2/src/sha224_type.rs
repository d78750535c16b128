//! SHA-224.

use digests::Sha224;
use hash_objects::hash_class;

hash_class! {
    /// The SHA-224 hash of a message that can be continued.
    class SHA224Type = "_sha2.SHA224Type";
    hash: Sha224 = "sha224",
    made_by: sha224,
}
