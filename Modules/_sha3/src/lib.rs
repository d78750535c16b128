//! `_sha3`: what stands in place of Modules/sha3module.c.

#![forbid(unsafe_code)]

mod class;
mod sha3_224;
mod sha3_256;
mod sha3_384;
mod sha3_512;
mod shake;
mod shake_128;
mod shake_256;

use cpython_api::{PyModule, PyResult, pymodule};
use digests::faster_than_openssl;

use sha3_224::Sha3_224;
use sha3_256::Sha3_256;
use sha3_384::Sha3_384;
use sha3_512::Sha3_512;
use shake_128::Shake128;
use shake_256::Shake256;

pymodule! {
    /// SHA-3 hashes, and SHAKE, whose digests are of any length.
    name: "_sha3",
    classes: [Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256],
    functions: [],
    complete: complete,
}

fn complete(module: PyModule<'_>) -> PyResult<()> {
    module.add(c"implementation", "Rust")?;
    hash_objects::add_gil_minsize(module)?;
    let faster = faster_than_openssl::sha3();
    // Not SHAKE, though it is: OpenSSL's objects give digests of 512 MiB and more, which ours refuse, as those in C.
    hash_objects::add_faster_than_openssl(
        module,
        &[
            ("sha3_224", faster),
            ("sha3_256", faster),
            ("sha3_384", faster),
            ("sha3_512", faster),
        ],
    )
}
