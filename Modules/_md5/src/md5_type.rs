//! MD5.

use digests::Md5;
use hash_objects::hash_class;

hash_class! {
    /// The MD5 hash of a message that can be continued.
    class MD5Type = "_md5.md5";
    hash: Md5 = "md5",
    made_by: md5,
}
