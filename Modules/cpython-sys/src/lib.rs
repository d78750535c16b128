//! CPython's C API as Rust sees it: everything of [`pyo3_ffi`], what bindgen read from the headers for what pyo3-ffi lacks
//! ([`generated`]), and C functions for what the headers have as a macro or a static inline function only ([`helpers`]).
//!
//! Nothing here is safe to call; `cpython-api` makes it so.

#![no_std]

pub use generated::*;
pub use pyo3_ffi::*;

pub mod helpers;
pub mod versions;

// Included, because what a crate defines has precedence over what it imports with `*`.
#[cfg(Py_ends_threads)]
include!("let_go.rs");

/// The private API of the tree's version, which Argument Clinic's code uses as well. Written by `./x regen`; helpers/structures.c
/// sees to it that a later version still has it.
#[expect(missing_docs, reason = "the headers have none")]
pub mod generated {
    #[cfg(Py_generated = "3.13")]
    include!("generated/cp313.rs");
    #[cfg(Py_generated = "3.14")]
    include!("generated/cp314.rs");
    #[cfg(Py_generated = "3.15")]
    include!("generated/cp315.rs");
}
