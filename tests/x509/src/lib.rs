//! What the tests of x509 share. Here, the files that `fixtures/make.py` wrote.

pub mod judge;
pub mod linear;
pub mod tree;

use std::fs;
use std::path::Path;

/// A file of `fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of `fixtures` with this extension, with their names.
pub fn fixtures(extension: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(extension))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let data = fixture(&name);
            (name, data)
        })
        .collect()
}

/// The numbers of the bits that are set, as named bits have one.
pub fn set_bits(bits: der::BitString<'_>) -> Vec<usize> {
    (0..64).filter(|&number| bits.bit(number)).collect()
}
