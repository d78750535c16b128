//! The Monte Carlo tests of NIST's Cryptographic Algorithm Validation Program: 100,000 digests, each of the ones before it.
//!
//! All of the 100 results are looked at by `cavp.rs`; here are the first and the last.

use digests_tests::{hash, hex, unhex};

/// Name, seed, first and last result: from the files SHA*Monte.rsp of CAVS 11 and SHA3_*Monte.rsp of CAVS 19.
const RESULTS: [(&str, &str, &str, &str); 9] = [
    (
        "sha1",
        "dd4df644eaf3d85bace2b21accaa22b28821f5cd",
        "11f5c38b4479d4ad55cb69fadf62de0b036d5163",
        "01b7be5b70ef64843a03fdbb3b247a6278d2cbe1",
    ),
    (
        "sha224",
        "ed2b70d575d9d0b4196ae84a03eed940057ea89cdd729b95b7d4e6a5",
        "cd94d7da13c030208b2d0d78fcfe9ea22fa8906df66aa9a1f42afa70",
        "27033d2d89329ba9d2a39c0292552a5f1f945c115d5abf2064e93754",
    ),
    (
        "sha256",
        "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691",
        "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788",
        "6a912ba4188391a78e6f13d88ed2d14e13afce9db6f7dcbf4a48c24f3db02778",
    ),
    (
        "sha384",
        "edff07255c71b54a9beae52cdfa083569a08be89949cbba73ddc8acf429359ca5e5be7a673633ca0d9709848f522a9df",
        "e81b86c49a38feddfd185f71ca7da6732a053ed4a2640d52d27f53f9f76422650b0e93645301ac99f8295d6f820f1035",
        "ccde4359f23e64579c5c0380df837ee950928aa82937a2d2ed33d216e707c46d847efa5ca52dcbda551145e164fbd594",
    ),
    (
        "sha512",
        "5c337de5caf35d18ed90b5cddfce001ca1b8ee8602f367e7c24ccca6f893802fb1aca7a3dae32dcd60800a59959bc540d63237876b799229ae71a2526fbc52cd",
        "ada69add0071b794463c8806a177326735fa624b68ab7bcab2388b9276c036e4eaaff87333e83c81c0bca0359d4aeebcbcfd314c0630e0c2af68c1fb19cc470e",
        "4aa7dad74eb51d09a6ae7735c4b795b078f51c314f14f42a0d63071e13bdc5fd9f51612e77b36d44567502a3b5eb66c609ec017e51d8df93e58d1a44f3c1e375",
    ),
    (
        "sha3_224",
        "3a9415d401aeb8567e6f0ecee311f4f716b39e86045c8a51383db2b6",
        "90080c037bda5fafcada98e8afda62b10ffb5781b97f6e7aa3ded6e6",
        "91defbe230b514d7db13d915a82368d32d48f55db31d16e3ae7fbbd0",
    ),
    (
        "sha3_256",
        "aa64f7245e2177c654eb4de360da8761a516fdc7578c3498c5e582e096b8730c",
        "225cbac2be6f329d94228c5360a1c177bc495a761c442a1771b1d18555c309a5",
        "456f2ed7f5433bb4e56d7780a21a953e95d6a5eb53bb4c974c57a90e677f3197",
    ),
    (
        "sha3_384",
        "7a00791f6f65c21f1c97c58fa3c0520cfc85cd7e3d398cf01950819fa717195065a363e77d07753647cb0c130e9972ad",
        "b2d4e10214bd7991e3a3e4772f5c7b390178e20c3ff882648a891e44b9d309d91bf5fab74c0bc155a7fac972a9b128a2",
        "02c9babd4add11a5f23c1808f72e3dc8325cedc31d28213a04d999dac8f46b866f84ba3dbfbcf1a863cc54d808ffadca",
    ),
    (
        "sha3_512",
        "764a5511f00dbb0eaef2eb27ad58d35f74f563b88f789ff53f6cf3a47060c75ceb455444cd17b6d438c042e0483919d249f2fd372774647d2545cbfad20b4d31",
        "83dd81285c36d86dde72631a1a1e0d9c12b0e2842d499a63b00de87f11839565b21d9416f154b72034b7fcd41d2f1d9eac184eec823547772826ed90c53d856e",
        "760824a439b0681fcd5d22f8467d927a764febc457fd1eb62584ca82b00e1a07905a0117a955041892d2c9d849c096067ed2893aca5c841f8aa32dabe642bc82",
    ),
];

#[test]
fn first_and_last_result() {
    for (name, seed, first, last) in RESULTS {
        let results = digests_tests::monte_carlo(
            |data| hash(name, data),
            &unhex(seed),
            !name.starts_with("sha3_"),
        );
        assert_eq!(results.len(), 100);
        assert_eq!(
            (hex(&results[0]).as_str(), hex(&results[99]).as_str()),
            (first, last),
            "{name}"
        );
    }
}
