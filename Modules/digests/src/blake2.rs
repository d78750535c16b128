//! BLAKE2 (RFC 7693) with all of its parameters: those of trees, the salt and the personalisation are described in
//! "BLAKE2: simpler, smaller, fast as MD5", sections 2.5 and 2.10.

use crate::Digest;
use crate::wipe::{on_wiped_stack, wipe};

/// What a hash can be told from others by, besides its message. The default is that of a hash without a key.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a> {
    /// Bytes of the digest; `None` for as many as there can be.
    pub digest_size: Option<usize>,
    /// Empty for none.
    pub key: &'a [u8],
    /// Filled up with zeros, as is `person`.
    pub salt: &'a [u8],
    /// Personalisation.
    pub person: &'a [u8],
    /// Children of a node; 0 if that is not limited, 1 without a tree.
    pub fanout: u8,
    /// Levels of the tree, at least 1; 255 if that is not limited.
    pub depth: u8,
    /// Most bytes of a leaf; 0 if that is not limited.
    pub leaf_size: u32,
    /// Where among its level's nodes this one is. BLAKE2s has room for 48 bits.
    pub node_offset: u64,
    /// The level of this node; 0 for leaves.
    pub node_depth: u8,
    /// Bytes of the digests of nodes other than the root; 0 without a tree.
    pub inner_size: usize,
    /// Whether this is the last one of its level.
    pub last_node: bool,
}

impl Default for Parameters<'_> {
    fn default() -> Self {
        Self {
            digest_size: None,
            key: &[],
            salt: &[],
            person: &[],
            fanout: 1,
            depth: 1,
            leaf_size: 0,
            node_offset: 0,
            node_depth: 0,
            inner_size: 0,
            last_node: false,
        }
    }
}

macro_rules! blake2 {
    (
        $(#[$doc:meta])* $name:ident,
        $(#[$unkeyed_doc:meta])* $unkeyed:ident,
        $simd:ident, $max_node_offset:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            state: $simd::State,
            digest_size: u8,
            has_key: bool,
        }

        impl $name {
            /// Bytes that are hashed together.
            pub const BLOCK_SIZE: usize = $simd::BLOCKBYTES;
            /// Bytes of the longest digest.
            pub const MAX_DIGEST_SIZE: usize = $simd::OUTBYTES;
            /// Bytes of the longest key.
            pub const MAX_KEY_SIZE: usize = $simd::KEYBYTES;
            /// Bytes of the longest salt.
            pub const SALT_SIZE: usize = $simd::SALTBYTES;
            /// Bytes of the longest personalisation.
            pub const PERSON_SIZE: usize = $simd::PERSONALBYTES;
            /// The largest node offset.
            pub const MAX_NODE_OFFSET: u64 = $max_node_offset;

            /// The state of the empty message with the default parameters.
            #[must_use]
            #[inline]
            pub fn unkeyed() -> Self {
                let digest_size = Self::MAX_DIGEST_SIZE as u8;
                Self { state: $simd::State::new(), digest_size, has_key: false }
            }

            /// The state of the empty message.
            ///
            /// # Panics
            /// If a parameter is longer or larger than there is room for.
            #[must_use]
            pub fn new(parameters: &Parameters<'_>) -> Self {
                let digest_size = parameters.digest_size.unwrap_or(Self::MAX_DIGEST_SIZE);
                let mut params = $simd::Params::new();
                params
                    .hash_length(digest_size)
                    .key(parameters.key)
                    .salt(parameters.salt)
                    .personal(parameters.person)
                    .fanout(parameters.fanout)
                    .max_depth(parameters.depth)
                    .max_leaf_length(parameters.leaf_size)
                    .node_offset(parameters.node_offset)
                    .node_depth(parameters.node_depth)
                    .inner_hash_length(parameters.inner_size)
                    .last_node(parameters.last_node);
                let state = params.to_state();
                let has_key = !parameters.key.is_empty();
                if has_key {
                    wipe(&mut params, $simd::Params::new());
                }
                Self { state, digest_size: digest_size as u8, has_key }
            }

            /// Bytes of the digest.
            #[must_use]
            pub fn digest_size(&self) -> usize {
                usize::from(self.digest_size)
            }

            /// Appends to the message.
            #[inline]
            pub fn update(&mut self, data: &[u8]) {
                self.state.update(data);
            }

            /// Writes the digest of the message so far, to which more may be appended afterwards.
            ///
            /// # Panics
            /// If `output` is not as long as the digest.
            #[inline]
            pub fn finish(&self, output: &mut [u8]) {
                let mut finish = || output.copy_from_slice(self.state.finalize().as_bytes());
                if self.has_key {
                    on_wiped_stack(finish);
                } else {
                    finish();
                }
            }
        }

        /// [`Self::unkeyed`].
        impl Default for $name {
            fn default() -> Self {
                Self::unkeyed()
            }
        }

        impl Drop for $name {
            #[inline]
            fn drop(&mut self) {
                // The key is the first block of the message.
                if self.has_key {
                    wipe(&mut self.state, $simd::State::new());
                }
            }
        }

        $(#[$unkeyed_doc])*
        #[derive(Clone)]
        pub struct $unkeyed {
            state: $simd::State,
        }

        impl Digest for $unkeyed {
            const BLOCK_SIZE: usize = $simd::BLOCKBYTES;
            const DIGEST_SIZE: usize = $simd::OUTBYTES;
            type Output = [u8; $simd::OUTBYTES];
            /// The last block is hashed differently, so until more comes, the block has to be kept.
            type Midstate = $simd::State;
            const KEEPS_BLOCK: bool = true;

            #[inline]
            fn new() -> Self {
                Self { state: $simd::State::new() }
            }

            #[inline]
            fn update(&mut self, data: &[u8]) {
                self.state.update(data);
            }

            #[inline]
            fn finish(&self) -> Self::Output {
                *self.state.finalize().as_array()
            }

            #[inline]
            fn hash(data: &[u8]) -> Self::Output {
                *$simd::Params::new().hash(data).as_array()
            }

            #[inline]
            fn midstate(block: &[u8]) -> Self::Midstate {
                assert_eq!(block.len(), Self::BLOCK_SIZE, "a midstate is of one block");
                let mut state = $simd::State::new();
                state.update(block);
                state
            }

            #[inline]
            fn resume(midstate: &Self::Midstate) -> Self {
                Self { state: midstate.clone() }
            }

            #[inline]
            fn hash_behind(midstate: &Self::Midstate, data: &[u8]) -> Self::Output {
                let mut state = midstate.clone();
                let digest = *state.update(data).finalize().as_array();
                wipe(&mut state, $simd::State::new());
                digest
            }

            #[inline]
            fn wipe(midstate: &mut Self::Midstate) {
                wipe(midstate, $simd::State::new());
            }
        }
    };
}

blake2! {
    /// BLAKE2b: blocks of 128 bytes, digests of up to 64.
    Blake2b,
    /// BLAKE2b without parameters: digests of 64 bytes.
    Blake2b512,
    blake2b_simd, u64::MAX
}

blake2! {
    /// BLAKE2s: blocks of 64 bytes, digests of up to 32.
    Blake2s,
    /// BLAKE2s without parameters: digests of 32 bytes.
    Blake2s256,
    blake2s_simd, (1 << 48) - 1
}
