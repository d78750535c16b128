//! What the two classes have in common.

/// Defines a class of BLAKE2.
macro_rules! blake2_class {
    (
        $(#[doc = $doc:literal])*
        class $class:ident as $name:literal = $qualified_name:literal;
        signature: $signature:literal
    ) => {
        type Hash = digests::blake2::$class;

        $(#[doc = $doc])*
        pub struct $class {
            state: hash_objects::State<Hash>,
        }

        cpython_api::pyclass! {
            $(#[doc = $doc])*
            class $class as $name = $qualified_name;
            constants: [
                SALT_SIZE = Hash::SALT_SIZE,
                PERSON_SIZE = Hash::PERSON_SIZE,
                MAX_KEY_SIZE = Hash::MAX_KEY_SIZE,
                MAX_DIGEST_SIZE = Hash::MAX_DIGEST_SIZE,
            ],
            constructor: new,
            getters: [name, block_size, digest_size],
            methods: [copy, digest, hexdigest, update],
        }

        cpython_api::pynew! {
            #[signature = $signature]
            fn new<'py>(
                py: cpython_api::Python<'py>,
                data: cpython_api::Argument<'py>,
                digest_size: cpython_api::IfGiven<std::ffi::c_int>,
                key: cpython_api::IfGiven<cpython_api::BytesLike<'py>>,
                salt: cpython_api::IfGiven<cpython_api::BytesLike<'py>>,
                person: cpython_api::IfGiven<cpython_api::BytesLike<'py>>,
                fanout: std::ffi::c_int,
                depth: std::ffi::c_int,
                leaf_size: cpython_api::UnsignedLong,
                node_offset: cpython_api::UnsignedLongLong,
                node_depth: std::ffi::c_int,
                inner_size: std::ffi::c_int,
                last_node: bool,
                usedforsecurity: bool,
                string: cpython_api::Argument<'py>,
            ) -> PyResult<$class> {
                // For libraries that refuse some functions where they are.
                let _ = usedforsecurity;
                let limits = $crate::parameters::Limits {
                    name: $name,
                    digest_size: Hash::MAX_DIGEST_SIZE,
                    key: Hash::MAX_KEY_SIZE,
                    salt: Hash::SALT_SIZE,
                    person: Hash::PERSON_SIZE,
                    node_offset: Hash::MAX_NODE_OFFSET,
                };
                let data = hash_objects::data_or_string(data, string)?;
                let key = $crate::parameters::contents(py, &key)?;
                let salt = $crate::parameters::contents(py, &salt)?;
                let person = $crate::parameters::contents(py, &person)?;
                let given = $crate::parameters::Given {
                    digest_size: digest_size.0,
                    key: &key,
                    salt: &salt,
                    person: &person,
                    fanout,
                    depth,
                    leaf_size: leaf_size.0,
                    node_offset: node_offset.0,
                    node_depth,
                    inner_size,
                    last_node,
                };
                let hash = if given.are_defaults() {
                    Hash::unkeyed()
                } else {
                    let parameters = given.check(py, &limits)?;
                    Hash::new(&parameters).expect("parameters that were checked")
                };
                let state = hash_objects::State::begin(py, hash, data, Hash::update)?;
                Ok($class { state })
            }
        }

        hash_objects::hash_attributes! { $class, $name }
        #[cfg(Py_3_15)]
        hash_objects::hash_copy! { $class, #[defining_class] }
        #[cfg(not(Py_3_15))]
        hash_objects::hash_copy! { $class, }
        hash_objects::hash_update! { $class, "data, /", data }

        cpython_api::pymethod! {
            /// Return the digest of the message so far.
            #[signature = ""]
            fn digest<'py>(
                this: PyRef<'py, $class>,
            ) -> cpython_api::PyResult<cpython_api::PyBytes<'py>> {
                let mut output = [0; Hash::MAX_DIGEST_SIZE];
                cpython_api::PyBytes::new(this.py(), finish(this, &mut output))
            }
        }

        cpython_api::pymethod! {
            /// Return the digest of the message so far as a str of hexadecimal digits.
            #[signature = ""]
            fn hexdigest<'py>(
                this: PyRef<'py, $class>,
            ) -> cpython_api::PyResult<cpython_api::PyString<'py>> {
                let mut output = [0; Hash::MAX_DIGEST_SIZE];
                hash_objects::hex_string(this.py(), finish(this, &mut output))
            }
        }

        fn finish<'a>(
            this: cpython_api::PyRef<'_, $class>,
            output: &'a mut [u8; Hash::MAX_DIGEST_SIZE],
        ) -> &'a [u8] {
            this.state.read(this.py(), |hash| {
                let output = &mut output[..hash.digest_size()];
                hash.finish(output);
                &*output
            })
        }

        cpython_api::pygetter! {
            /// Bytes of a digest.
            fn digest_size<'py>(this: PyRef<'py, $class>) -> cpython_api::PyResult<usize> {
                Ok(this.state.read(this.py(), |hash| hash.digest_size()))
            }
        }

        cpython_api::pygetter! {
            /// Bytes that are hashed together.
            fn block_size<'py>(_this: PyRef<'py, $class>) -> cpython_api::PyResult<usize> {
                Ok(Hash::BLOCK_SIZE)
            }
        }
    };
}
pub(crate) use blake2_class;
