//! The overlay: what it holds, what it makes of a tree, and putting it in and taking it out.
//!
//! `files` reads the overlay's own folders, `plan` computes every byte of the result in memory,
//! `transaction` writes it all or nothing, and `manifest` records it in the tree for later.

pub mod apply;
pub mod changed;
pub mod check;
pub mod files;
pub mod manifest;
pub mod plan;
pub mod revert;
pub mod transaction;
mod vendor;

#[cfg(test)]
mod testing;

/// The concerns of the overlay, in the order of the exported patches: each builds on those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    Ffi,
    SafeLayer,
    Module,
    BuildSystem,
}

impl Concern {
    pub const ALL: [Self; 4] = [Self::Ffi, Self::SafeLayer, Self::Module, Self::BuildSystem];
}
