//! What the two classes have in common.

/// Defines a class of BLAKE2.
macro_rules! blake2_class {
    (
        $(#[doc = $doc:literal])*
        class $class:ident as $name:literal = $qualified_name:literal;
        signature: $signature:literal
    ) => {
        use cpython_api::exceptions::PyMemoryError;

        use $crate::place::Place;

        type Hash = digests::blake2::$class;

        $(#[doc = $doc])*
        pub struct $class {
            state: hash_objects::State<Place<Hash>>,
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
                key: cpython_api::Argument<'py>,
                salt: cpython_api::Argument<'py>,
                person: cpython_api::Argument<'py>,
                fanout: cpython_api::Argument<'py>,
                depth: cpython_api::Argument<'py>,
                leaf_size: cpython_api::Argument<'py>,
                node_offset: cpython_api::Argument<'py>,
                node_depth: cpython_api::Argument<'py>,
                inner_size: cpython_api::Argument<'py>,
                last_node: cpython_api::Argument<'py>,
                usedforsecurity: cpython_api::Argument<'py>,
                string: cpython_api::Argument<'py>,
            ) -> PyResult<$class> {
                // Exporters see in which order their memory is given back, also if what comes behind them is refused.
                let texts = $crate::parameters::Texts::get([key, salt, person])?;
                let given = $crate::parameters::Given {
                    digest_size: digest_size.0,
                    texts: &texts,
                    fanout: fanout.extract()?,
                    depth: depth.extract()?,
                    leaf_size: leaf_size.extract()?,
                    node_offset: node_offset.extract()?,
                    node_depth: node_depth.extract()?,
                    inner_size: inner_size.extract()?,
                    last_node: last_node.extract()?,
                };
                // Only what refuses functions that are for security looks at it, as OpenSSL does in FIPS mode.
                let _: bool = usedforsecurity.extract()?;
                let data = hash_objects::data_or_string(data, string)?;
                let limits = $crate::parameters::Limits {
                    name: $name,
                    digest_size: Hash::MAX_DIGEST_SIZE,
                    key: Hash::MAX_KEY_SIZE,
                    salt: Hash::SALT_SIZE,
                    person: Hash::PERSON_SIZE,
                    node_offset: Hash::MAX_NODE_OFFSET,
                };
                let hash = if given.are_defaults() {
                    Place::inside(Hash::unkeyed())
                } else {
                    given.check(py, &limits)?.with(&texts, |parameters| {
                        if parameters.key.is_empty() {
                            Place::inside(Hash::new(parameters))
                        } else {
                            Place::apart(|| Hash::new(parameters))
                        }
                    })
                };
                let hash = hash.ok_or_else(|| PyMemoryError::no_memory(py))?;
                let update = |hash: &mut Place<Hash>, piece: &[u8]| hash.update(piece);
                let state = hash_objects::State::begin(py, hash, data, update)?;
                Ok($class { state })
            }
        }

        hash_objects::hash_name! { $class, $name }
        #[cfg(Py_3_15)]
        hash_objects::hash_copy! { $class, Place::copy, #[defining_class] }
        #[cfg(not(Py_3_15))]
        hash_objects::hash_copy! { $class, Place::copy }
        hash_objects::hash_update! { $class, "data, /", data, |hash, piece| hash.update(piece) }

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
