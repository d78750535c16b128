//! SHA-256.

use digests::Sha256;
use hash_objects::hash_class;

hash_class! {
    /// The SHA-256 hash of a message that can be continued.
    class SHA256Type = "_sha2.SHA256Type";
    hash: Sha256 = "sha256",
    made_by: sha256,
}
