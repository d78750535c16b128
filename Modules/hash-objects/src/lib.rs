//! What the modules of hashlib have in common: what their functions take as data, how a hash that several threads can see is
//! kept, and the methods and attributes that each of their classes has.
//!
//! [`hash_class!`] makes a class of a hash function whose digests have one length; the other macros make the parts of one.

#![forbid(unsafe_code)]

mod class;
mod data;
mod hex;
mod key;
mod preference;
mod state;

#[doc(hidden)]
pub use cpython_api;
#[doc(hidden)]
pub use digests;

pub use data::{data_or_string, hash_data};
pub use hex::hex_string;
pub use key::with_short_key;
pub use preference::{add_faster_than_openssl, add_preferred};
pub use state::{GIL_MINSIZE, State, add_gil_minsize, append, detach_to_hash};
