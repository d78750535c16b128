//! The alphabets, as `bytes`.

use codecs::{base32, base64, base85};
use cpython_api::{PyModule, PyResult};

pub fn add(module: PyModule<'_>) -> PyResult<()> {
    let alphabets: [(_, &[u8]); 10] = [
        (
            c"BASE64_ALPHABET",
            base64::EncodeAlphabet::STANDARD.characters(),
        ),
        (
            c"URLSAFE_BASE64_ALPHABET",
            base64::EncodeAlphabet::URL_SAFE.characters(),
        ),
        // What crypt(3) prints hashes with.
        (
            c"CRYPT_ALPHABET",
            b"./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        ),
        // uuencoding: the value and a space added.
        (
            c"UU_ALPHABET",
            br##" !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_"##,
        ),
        // BinHex 4.0 (RFC 1741 appendix A).
        (
            c"BINHEX_ALPHABET",
            br##"!"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"##,
        ),
        (
            c"BASE85_ALPHABET",
            base85::EncodeAlphabet::STANDARD.characters(),
        ),
        (c"ASCII85_ALPHABET", &ASCII85),
        (c"Z85_ALPHABET", base85::EncodeAlphabet::Z85.characters()),
        (
            c"BASE32_ALPHABET",
            base32::EncodeAlphabet::STANDARD.characters(),
        ),
        (
            c"BASE32HEX_ALPHABET",
            base32::EncodeAlphabet::HEX.characters(),
        ),
    ];
    for (name, characters) in alphabets {
        module.add(name, characters)?;
    }
    Ok(())
}

/// A digit is the value and `!` added.
const ASCII85: [u8; 85] = {
    let mut characters = [0; 85];
    let mut value = 0;
    while value < characters.len() {
        characters[value] = b'!' + value as u8;
        value += 1;
    }
    characters
};
