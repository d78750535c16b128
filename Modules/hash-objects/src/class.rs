//! The classes, and the parts that they are made of.

/// Defines a class of hash objects whose digests have one length, and the function of the module that makes them; in a file of
/// their own.
///
/// ```ignore
/// hash_class! {
///     /// The state of an MD5 hash.
///     // As for `pyclass!`.
///     class Md5Object as "MD5Type" = "_md5.md5";
///     // The hash function, and the attribute `name`.
///     hash: digests::Md5 = "md5",
///     // The module's function.
///     made_by: md5,
/// }
/// ```
#[macro_export]
macro_rules! hash_class {
    (
        $(#[doc = $doc:literal])*
        class $class:ident $(as $attribute:literal)? = $qualified_name:literal;
        hash: $hash:ty = $name:literal,
        made_by: $function:ident $(,)?
    ) => {
        $(#[doc = $doc])*
        pub struct $class {
            state: $crate::State<$hash>,
        }

        $crate::cpython_api::pyclass! {
            $(#[doc = $doc])*
            class $class $(as $attribute)? = $qualified_name;
            getters: [block_size, name, digest_size],
            methods: [copy, digest, hexdigest, update],
        }

        $crate::hash_name! { $class, $name }
        $crate::hash_copy! { $class, |hash| Some(hash.clone()), #[defining_class] }
        $crate::hash_update! { $class, "obj, /", obj, <$hash as $crate::digests::Digest>::update }
        $crate::fixed_length_digest! { $class, $hash }

        $crate::cpython_api::pyfunction! {
            /// Return a new hash object, of a message that begins with data.
            #[signature = "data=b'', *, usedforsecurity=True, string=None"]
            pub fn $function<'py>(
                module: $crate::cpython_api::PyModule<'py>,
                data: $crate::cpython_api::Argument<'py>,
                usedforsecurity: bool,
                string: $crate::cpython_api::Argument<'py>,
            ) -> $crate::cpython_api::PyResult<$crate::cpython_api::Bound<'py>> {
                // Only what refuses functions that are for security looks at it, as OpenSSL does in FIPS mode.
                let _ = usedforsecurity;
                let data = $crate::data_or_string(data, string)?;
                let empty = <$hash as $crate::digests::Digest>::new();
                let update = <$hash as $crate::digests::Digest>::update;
                let state = $crate::State::begin(module.py(), empty, data, update)?;
                $crate::cpython_api::PyClass::create(module, $class { state })
            }
        }
    };
}

/// The attribute `name`.
#[macro_export]
macro_rules! hash_name {
    ($class:ident, $name:literal) => {
        $crate::cpython_api::pygetter! {
            /// The algorithm's name in hashlib.
            fn name<'py>(
                _this: PyRef<'py, $class>,
            ) -> $crate::cpython_api::PyResult<&'static str> {
                Ok($name)
            }
        }
    };
}

/// The method `copy`, with what makes another hash of one, or `None` if there is no memory.
#[macro_export]
macro_rules! hash_copy {
    ($class:ident, $copy:expr $(, #[$defining_class:ident])?) => {
        $crate::cpython_api::pymethod! {
            /// Return another object of the same message, which can then be continued differently.
            #[signature = ""]
            $(#[$defining_class])?
            fn copy<'py>(
                this: PyRef<'py, $class>,
            ) -> $crate::cpython_api::PyResult<$crate::cpython_api::Bound<'py>> {
                let Some(hash) = this.state.read(this.py(), $copy) else {
                    return Err($crate::cpython_api::exceptions::PyMemoryError::no_memory(this.py()));
                };
                let state = $crate::State::new(hash);
                $crate::cpython_api::PyClass::create(this.module(), $class { state })
            }
        }
    };
}

/// The method `update`, with the name that its parameter has, and the function that appends to the hash.
#[macro_export]
macro_rules! hash_update {
    ($class:ident, $signature:literal, $argument:ident, $update:expr) => {
        $crate::cpython_api::pymethod! {
            /// Append a bytes-like object to the message.
            #[signature = $signature]
            fn update<'py>(
                this: PyRef<'py, $class>,
                $argument: $crate::cpython_api::Borrowed<'py>,
            ) -> $crate::cpython_api::PyResult<()> {
                let data = $crate::hash_data($argument)?;
                this.state.append(this.py(), &data, $update);
                Ok(())
            }
        }
    };
}

/// The methods and attributes of a hash whose digests have one length.
#[macro_export]
macro_rules! fixed_length_digest {
    ($class:ident, $hash:ty) => {
        $crate::cpython_api::pymethod! {
            /// Return the digest of the message so far.
            #[signature = ""]
            fn digest<'py>(
                this: PyRef<'py, $class>,
            ) -> $crate::cpython_api::PyResult<$crate::cpython_api::PyBytes<'py>> {
                let digest = this.state.read(this.py(), <$hash as $crate::digests::Digest>::finish);
                $crate::cpython_api::PyBytes::new(this.py(), &digest)
            }
        }

        $crate::cpython_api::pymethod! {
            /// Return the digest of the message so far as a str of hexadecimal digits.
            #[signature = ""]
            fn hexdigest<'py>(
                this: PyRef<'py, $class>,
            ) -> $crate::cpython_api::PyResult<$crate::cpython_api::PyString<'py>> {
                let digest = this.state.read(this.py(), <$hash as $crate::digests::Digest>::finish);
                $crate::hex_string(this.py(), &digest)
            }
        }

        $crate::cpython_api::pygetter! {
            /// Bytes of a digest.
            fn digest_size<'py>(
                _this: PyRef<'py, $class>,
            ) -> $crate::cpython_api::PyResult<usize> {
                Ok(<$hash as $crate::digests::Digest>::DIGEST_SIZE)
            }
        }

        $crate::cpython_api::pygetter! {
            /// Bytes that are hashed together.
            fn block_size<'py>(
                _this: PyRef<'py, $class>,
            ) -> $crate::cpython_api::PyResult<usize> {
                Ok(<$hash as $crate::digests::Digest>::BLOCK_SIZE)
            }
        }
    };
}
