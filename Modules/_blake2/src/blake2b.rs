//! BLAKE2b.

use crate::class::blake2_class;

blake2_class! {
    /// The BLAKE2b hash of a message that can be continued.
    class Blake2b as "blake2b" = "_blake2.blake2b";
    signature: "data=b'', *, digest_size=_blake2.blake2b.MAX_DIGEST_SIZE,
        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
        node_offset=0, node_depth=0, inner_size=0, last_node=False,
        usedforsecurity=True, string=None"
}
