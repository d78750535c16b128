//! SHA-512.

use digests::Sha512;
use hash_objects::hash_class;

hash_class! {
    /// The SHA-512 hash of a message that can be continued.
    class SHA512Type = "_sha2.SHA512Type";
    hash: Sha512 = "sha512",
    made_by: sha512,
}
