//! `_blake2`: what stands in place of Modules/blake2module.c, or of the folder Modules/_blake2 that 3.13 has.

#![forbid(unsafe_code)]

#[expect(clippy::too_many_arguments, reason = "BLAKE2 has so many")]
mod blake2b;
#[expect(clippy::too_many_arguments, reason = "BLAKE2 has so many")]
mod blake2s;
mod class;
mod parameters;
mod place;

use cpython_api::{PyModule, PyResult, pymodule};

use blake2b::Blake2b;
use blake2s::Blake2s;

pymodule! {
    /// BLAKE2 hashes, with a key, a salt, a personalisation, and in trees.
    name: "_blake2",
    classes: [Blake2b, Blake2s],
    functions: [],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    module.add(c"BLAKE2B_SALT_SIZE", digests::blake2::Blake2b::SALT_SIZE)?;
    module.add(
        c"BLAKE2B_PERSON_SIZE",
        digests::blake2::Blake2b::PERSON_SIZE,
    )?;
    module.add(
        c"BLAKE2B_MAX_KEY_SIZE",
        digests::blake2::Blake2b::MAX_KEY_SIZE,
    )?;
    module.add(
        c"BLAKE2B_MAX_DIGEST_SIZE",
        digests::blake2::Blake2b::MAX_DIGEST_SIZE,
    )?;
    module.add(c"BLAKE2S_SALT_SIZE", digests::blake2::Blake2s::SALT_SIZE)?;
    module.add(
        c"BLAKE2S_PERSON_SIZE",
        digests::blake2::Blake2s::PERSON_SIZE,
    )?;
    module.add(
        c"BLAKE2S_MAX_KEY_SIZE",
        digests::blake2::Blake2s::MAX_KEY_SIZE,
    )?;
    module.add(
        c"BLAKE2S_MAX_DIGEST_SIZE",
        digests::blake2::Blake2s::MAX_DIGEST_SIZE,
    )?;
    hash_objects::add_gil_minsize(module)
}
