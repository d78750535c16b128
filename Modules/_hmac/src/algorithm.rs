//! The hash functions, and a state of HMAC with one of them.

use cpython_api::alloc::try_box;
use cpython_api::{BytesLike, Python};
use digests::Digest;
use digests::hmac::{Hmac, Key};
use digests::wipe::on_wiped_stack;
use hash_objects::{append, detach_to_hash, with_short_key};

use crate::code::Code;

/// Where the state of HMAC with one function is: in the object, or apart if that would make every object much larger.
trait Place<T>: Sized {
    /// `None` if there is no memory.
    fn put(make: impl FnOnce() -> T) -> Option<Self>;
}

impl<T> Place<T> for T {
    fn put(make: impl FnOnce() -> T) -> Option<Self> {
        Some(make())
    }
}

impl<T> Place<T> for Box<T> {
    fn put(make: impl FnOnce() -> T) -> Option<Self> {
        // The object's part of the stack must not have the state: what does not matter of an enum is moved, too.
        on_wiped_stack(|| try_box(make()))
    }
}

macro_rules! algorithms {
    ($($algorithm:ident($place:ty): $name:literal $(or $other_name:literal)? in $module:literal,)*) => {
        /// A hash function.
        #[derive(Clone, Copy)]
        pub enum Algorithm {
            $(#[doc = concat!("`", $name, "`")] $algorithm,)*
        }

        /// The state of HMAC.
        pub enum State {
            $(#[doc = concat!("With `", $name, "`.")] $algorithm($place),)*
        }

        impl Algorithm {
            /// Each of them.
            pub const ALL: [Self; <[&str]>::len(&[$($name),*])] = [$(Algorithm::$algorithm),*];

            /// The function of that name, as hashlib has it or as `_hmac` does.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name $(| $other_name)? => Some(Algorithm::$algorithm),)*
                    _ => None,
                }
            }

            /// Its name in hashlib.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Algorithm::$algorithm => $name,)*
                }
            }

            /// The module that has a constructor of that name.
            pub const fn module(self) -> &'static str {
                match self {
                    $(Algorithm::$algorithm => $module,)*
                }
            }

            /// Bytes that are hashed together.
            pub const fn block_size(self) -> usize {
                match self {
                    $(Algorithm::$algorithm => digests::$algorithm::BLOCK_SIZE,)*
                }
            }

            /// Bytes of a code.
            pub const fn digest_size(self) -> usize {
                match self {
                    $(Algorithm::$algorithm => digests::$algorithm::DIGEST_SIZE,)*
                }
            }

            /// The code of a message.
            pub fn compute(self, py: Python<'_>, key: &BytesLike<'_>, message: &BytesLike<'_>) -> Code {
                match self {
                    $(Algorithm::$algorithm => compute::<digests::$algorithm>(py, key, message),)*
                }
            }
        }

        impl State {
            /// The state of the empty message, or `None` if there is no memory.
            pub fn new(algorithm: Algorithm, key: &BytesLike<'_>) -> Option<Self> {
                match algorithm {
                    $(Algorithm::$algorithm => {
                        let make = || Hmac::<digests::$algorithm>::new(hmac_key(key));
                        Place::put(make).map(State::$algorithm)
                    })*
                }
            }

            /// Another one of the same message, or `None` if there is no memory.
            pub fn copy(&self) -> Option<Self> {
                match self {
                    $(State::$algorithm(state) => {
                        let state: &Hmac<digests::$algorithm> = state;
                        Place::put(|| state.clone()).map(State::$algorithm)
                    })*
                }
            }

            /// Appends to the message.
            pub fn update(&mut self, data: &[u8]) {
                match self {
                    $(State::$algorithm(state) => state.update(data),)*
                }
            }

            /// The code of the message so far.
            pub fn finish(&self) -> Code {
                match self {
                    $(State::$algorithm(state) => Code::of(state.finish().as_ref()),)*
                }
            }
        }
    };
}

algorithms! {
    Md5(Hmac<digests::Md5>): "md5" in "_md5",
    Sha1(Hmac<digests::Sha1>): "sha1" in "_sha1",
    Sha224(Hmac<digests::Sha224>): "sha224" or "sha2_224" in "_sha2",
    Sha256(Hmac<digests::Sha256>): "sha256" or "sha2_256" in "_sha2",
    Sha384(Hmac<digests::Sha384>): "sha384" or "sha2_384" in "_sha2",
    Sha512(Hmac<digests::Sha512>): "sha512" or "sha2_512" in "_sha2",
    Sha3_224(Box<Hmac<digests::Sha3_224>>): "sha3_224" in "_sha3",
    Sha3_256(Box<Hmac<digests::Sha3_256>>): "sha3_256" in "_sha3",
    Sha3_384(Box<Hmac<digests::Sha3_384>>): "sha3_384" in "_sha3",
    Sha3_512(Box<Hmac<digests::Sha3_512>>): "sha3_512" in "_sha3",
    Blake2s256(Box<Hmac<digests::Blake2s256>>): "blake2s" or "blake2s_32" in "_blake2",
    Blake2b512(Box<Hmac<digests::Blake2b512>>): "blake2b" or "blake2b_32" in "_blake2",
}

fn compute<D>(py: Python<'_>, key: &BytesLike<'_>, message: &BytesLike<'_>) -> Code
where
    D: Digest + Send,
    D::Midstate: Send,
{
    if D::KEEPS_BLOCK {
        on_wiped_stack(|| compute_where_it_is::<D>(py, key, message))
    } else {
        compute_where_it_is::<D>(py, key, message)
    }
}

#[inline(always)]
fn compute_where_it_is<D>(py: Python<'_>, key: &BytesLike<'_>, message: &BytesLike<'_>) -> Code
where
    D: Digest + Send,
    D::Midstate: Send,
{
    let key = hmac_key::<D>(key);
    match message {
        BytesLike::Immutable(message) => detach_to_hash(py, message.len(), move || {
            Code::of(key.authenticate(message).as_ref())
        }),
        other => {
            let mut hmac = Hmac::new(key);
            append(py, &mut hmac, other, Hmac::update);
            Code::of(hmac.finish().as_ref())
        }
    }
}

#[inline(always)]
fn hmac_key<D: Digest>(key: &BytesLike<'_>) -> Key<D> {
    with_short_key::<D, _>(key, Key::new)
}
