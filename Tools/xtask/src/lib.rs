//! The tool behind `./x`: fetches CPython, puts the overlay into its tree, builds and tests it.

pub mod apt;
pub mod archive;
pub mod autoconf;
pub mod bench;
pub mod build;
pub mod cli;
pub mod demo;
pub mod download;
pub mod export;
pub mod fuzz;
pub mod hash;
pub mod interrupt;
pub mod lint;
pub mod lock;
pub mod nightly;
pub mod overlay;
pub mod process;
pub mod project;
pub mod regen;
pub mod regrtest;
pub mod sanitize;
pub mod sources;
pub mod test;
pub mod tree;
pub mod ui;
pub mod version;
