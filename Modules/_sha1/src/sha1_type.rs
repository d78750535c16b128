//! SHA-1.

use digests::Sha1;
use hash_objects::hash_class;

hash_class! {
    /// The SHA-1 hash of a message that can be continued.
    class SHA1Type = "_sha1.sha1";
    hash: Sha1 = "sha1",
    made_by: sha1,
}
