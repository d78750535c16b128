//! What the classes have in common.

/// Bits of the permutation, of which a block takes some and the rest is the capacity (FIPS 202 section 5.2).
pub const PERMUTATION_BITS: usize = 1600;

/// What SHA-3 and SHAKE share: the constructor, `copy`, `update`, and the attributes that tell of the sponge. `suffix` is the bits
/// behind a message with the first one of the padding, the first in the lowest place (FIPS 202 section B.2).
macro_rules! sponge_class {
    ($class:ident, $name:literal, empty: $empty:expr, update: $update:expr, block_size: $block_size:expr, suffix: $suffix:literal) => {
        cpython_api::pynew! {
            #[signature = "data=b'', *, usedforsecurity=True, string=None"]
            #[name = "sha3_224"] // In C, one function makes them all.
            fn new<'py>(
                py: cpython_api::Python<'py>,
                data: cpython_api::Argument<'py>,
                usedforsecurity: bool,
                string: cpython_api::Argument<'py>,
            ) -> PyResult<$class> {
                // Only what refuses functions that are for security looks at it, as OpenSSL does in FIPS mode.
                let _ = usedforsecurity;
                let data = hash_objects::data_or_string(data, string)?;
                let state = hash_objects::State::begin(py, $empty, data, $update)?;
                Ok($class { state })
            }
        }

        hash_objects::hash_name! { $class, $name }
        #[cfg(Py_3_15)]
        hash_objects::hash_copy! { $class, |hash| Some(hash.clone()), #[defining_class] }
        #[cfg(not(Py_3_15))]
        hash_objects::hash_copy! { $class, |hash| Some(hash.clone()) }
        hash_objects::hash_update! { $class, "data, /", data, $update }

        cpython_api::pygetter! {
            /// Bits of the state that no message is added to.
            fn _capacity_bits<'py>(_this: PyRef<'py, $class>) -> cpython_api::PyResult<usize> {
                Ok($crate::class::PERMUTATION_BITS - 8 * $block_size)
            }
        }

        cpython_api::pygetter! {
            /// Bits that are hashed together.
            fn _rate_bits<'py>(_this: PyRef<'py, $class>) -> cpython_api::PyResult<usize> {
                Ok(8 * $block_size)
            }
        }

        cpython_api::pygetter! {
            /// The bits that follow a message.
            fn _suffix<'py>(_this: PyRef<'py, $class>) -> cpython_api::PyResult<&'static [u8]> {
                Ok($suffix)
            }
        }
    };
}
pub(crate) use sponge_class;

/// Defines a class of SHA-3.
macro_rules! sha3_class {
    ($(#[doc = $doc:literal])* class $class:ident as $name:literal = $qualified_name:literal; hash: $hash:ty) => {
        $(#[doc = $doc])*
        pub struct $class {
            state: hash_objects::State<$hash>,
        }

        cpython_api::pyclass! {
            $(#[doc = $doc])*
            class $class as $name = $qualified_name;
            constructor: new,
            getters: [block_size, name, digest_size, _capacity_bits, _rate_bits, _suffix],
            methods: [copy, digest, hexdigest, update],
        }

        $crate::class::sponge_class! {
            $class, $name,
            empty: <$hash as digests::Digest>::new(),
            update: <$hash as digests::Digest>::update,
            block_size: <$hash as digests::Digest>::BLOCK_SIZE,
            suffix: b"\x06"
        }
        hash_objects::fixed_length_digest! { $class, $hash }
    };
}
pub(crate) use sha3_class;

/// Defines a class of SHAKE.
macro_rules! shake_class {
    ($(#[doc = $doc:literal])* class $class:ident as $name:literal = $qualified_name:literal; hash: $hash:ty) => {
        $(#[doc = $doc])*
        pub struct $class {
            state: hash_objects::State<$hash>,
        }

        cpython_api::pyclass! {
            $(#[doc = $doc])*
            class $class as $name = $qualified_name;
            constructor: new,
            getters: [block_size, name, digest_size, _capacity_bits, _rate_bits, _suffix],
            methods: [copy, digest, hexdigest, update],
        }

        $crate::class::sponge_class! {
            $class, $name,
            empty: <$hash>::new(),
            update: <$hash>::update,
            block_size: <$hash>::BLOCK_SIZE,
            suffix: b"\x1f"
        }

        cpython_api::pymethod! {
            /// Return length bytes of digest of the message so far.
            #[signature = "length"]
            fn digest<'py>(
                this: PyRef<'py, $class>,
                length: $crate::shake::Length,
            ) -> cpython_api::PyResult<cpython_api::PyBytes<'py>> {
                let length = length.check(this.py())?;
                cpython_api::PyBytes::zeroed_with(this.py(), length, |output| {
                    this.state.read(this.py(), |hash| hash.finish(output));
                })
            }
        }

        cpython_api::pymethod! {
            /// Return length bytes of digest of the message so far as a str of hexadecimal digits.
            #[signature = "length"]
            fn hexdigest<'py>(
                this: PyRef<'py, $class>,
                length: $crate::shake::Length,
            ) -> cpython_api::PyResult<cpython_api::PyString<'py>> {
                hash_objects::hex_string(this.py(), digest(this, length)?.as_bytes())
            }
        }

        cpython_api::pygetter! {
            /// 0: a digest is as long as one wants it.
            fn digest_size<'py>(_this: PyRef<'py, $class>) -> cpython_api::PyResult<usize> {
                Ok(0)
            }
        }

        cpython_api::pygetter! {
            /// Bytes that are hashed together.
            fn block_size<'py>(_this: PyRef<'py, $class>) -> cpython_api::PyResult<usize> {
                Ok(<$hash>::BLOCK_SIZE)
            }
        }
    };
}
pub(crate) use shake_class;
