//! SHA-384.

use digests::Sha384;
use hash_objects::hash_class;

hash_class! {
    /// The SHA-384 hash of a message that can be continued.
    class SHA384Type = "_sha2.SHA384Type";
    hash: Sha384 = "sha384",
    made_by: sha384,
}
