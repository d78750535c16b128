//! The test vectors that stand in RFCs, typed in from there.

use digests_tests::{hash, hex, hmac, pbkdf2, scrypt};

#[test]
fn rfc_1321_md5() {
    // Section A.5.
    let digits =
        b"12345678901234567890123456789012345678901234567890123456789012345678901234567890";
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let vectors: [(&[u8], &str); 7] = [
        (b"", "d41d8cd98f00b204e9800998ecf8427e"),
        (b"a", "0cc175b9c0f1b6a831c399e269772661"),
        (b"abc", "900150983cd24fb0d6963f7d28e17f72"),
        (b"message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        (
            b"abcdefghijklmnopqrstuvwxyz",
            "c3fcd3d76192e4007dfb496cca67e13b",
        ),
        (letters, "d174ab98d277d9f5a5611c2c9f419d9f"),
        (digits, "57edf4a22be3c955ac49da2e2107b67a"),
    ];
    for (message, digest) in vectors {
        assert_eq!(hex(&hash("md5", message)), digest);
    }
}

#[test]
fn rfc_2202_hmac() {
    // Sections 2 and 3; the keys of the first, third and fifth tests are as long as the digest.
    let counted: Vec<u8> = (1..=25).collect();
    let larger_block: &[u8] =
        b"Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data";
    let larger_key: &[u8] = b"Test Using Larger Than Block-Size Key - Hash Key First";
    for (name, size, codes) in [
        (
            "md5",
            16,
            [
                "9294727a3638bb1c13f48ef8158bfc9d",
                "750c783e6ab0b503eaa86e310a5db738",
                "56be34521d144c88dbb8c733f0e8b3f6",
                "697eaf0aca3a3aea3a75164746ffaa79",
                "56461ef2342edc00f9bab995690efd4c",
                "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd",
                "6f630fad67cda0ee1fb1f562db3aa53e",
            ],
        ),
        (
            "sha1",
            20,
            [
                "b617318655057264e28bc0b6fb378c8ef146be00",
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
                "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
                "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
                "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04",
                "aa4ae5e15272d00e95705637ce8a3b55ed402112",
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
            ],
        ),
    ] {
        let tests: [(&[u8], &[u8]); 7] = [
            (&vec![0x0b; size], b"Hi There"),
            (b"Jefe", b"what do ya want for nothing?"),
            (&vec![0xaa; size], &[0xdd; 50]),
            (&counted, &[0xcd; 50]),
            (&vec![0x0c; size], b"Test With Truncation"),
            (&[0xaa; 80], larger_key),
            (&[0xaa; 80], larger_block),
        ];
        for ((key, message), code) in tests.into_iter().zip(codes) {
            assert_eq!(hex(&hmac(name, key, message)), code, "{name}");
        }
    }
}

#[test]
fn rfc_4231_hmac() {
    // Sections 4.2 to 4.8; of the truncated code of 4.6, the first 128 bits are given.
    let counted: Vec<u8> = (1..=25).collect();
    let larger_data: &[u8] =
        b"This is a test using a larger than block-size key and a larger than block-size data. \
        The key needs to be hashed before being used by the HMAC algorithm.";
    let tests: [(&[u8], &[u8], [&str; 4]); 7] = [
        (
            &[0x0b; 20],
            b"Hi There",
            [
                "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6",
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4\
                 be9d914eeb61f1702e696c203a126854",
            ],
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            [
                "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd\
                 caeab1a34d4a6b4b636e070a38bce737",
            ],
        ),
        (
            &[0xaa; 20],
            &[0xdd; 50],
            [
                "7fb3cb3588c6c1f6ffa9694d7d6ad2649365b0c1f65d69d1ec8333ea",
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
                "88062608d3e6ad8a0aa2ace014c8a86f0aa635d947ac9febe83ef4e55966144b2a5ab39dc13814b94e3ab6e101a34f27",
                "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807\
                 b946a337bee8942674278859e13292fb",
            ],
        ),
        (
            &counted,
            &[0xcd; 50],
            [
                "6c11506874013cac6a2abc1bb382627cec6a90d86efc012de7afec5a",
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
                "3e8a69b7783c25851933ab6290af6ca77a9981480850009cc5577c6e1f573b4e6801dd23c4a7d679ccf8a386c674cffb",
                "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063\
                 a5f19741120c4f2de2adebeb10a298dd",
            ],
        ),
        (
            &[0x0c; 20],
            b"Test With Truncation",
            [
                "0e2aea68a90c8d37c988bcdb9fca6fa8",
                "a3b6167473100ee06e0c796c2955552b",
                "3abf34c3503b2a23a46efc619baef897",
                "415fad6271580a531d4179bc891d87a6",
            ],
        ),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            [
                "95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952",
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e52\
                 95e64f73f63f0aec8b915a985d786598",
            ],
        ),
        (
            &[0xaa; 131],
            larger_data,
            [
                "3a854166ac5d9f023f54d517d0b39dbd946770db9c2b95c9f6f565d1",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
                "6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e",
                "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15\
                 134676fb6de0446065c97440fa8c6a58",
            ],
        ),
    ];
    let names = ["sha224", "sha256", "sha384", "sha512"];
    for (key, message, codes) in tests {
        for (name, code) in names.into_iter().zip(codes) {
            assert_eq!(
                &hex(&hmac(name, key, message))[..code.len()],
                code,
                "{name}"
            );
        }
    }
}

#[test]
fn rfc_6070_pbkdf2() {
    // The fourth, of 16,777,216 iterations, is among the long tests.
    let long_password = b"passwordPASSWORDpassword";
    let long_salt = b"saltSALTsaltSALTsaltSALTsaltSALTsalt";
    let tests: [(&[u8], &[u8], u64, &str); 5] = [
        (
            b"password",
            b"salt",
            1,
            "0c60c80f961f0e71f3a9b524af6012062fe037a6",
        ),
        (
            b"password",
            b"salt",
            2,
            "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
        ),
        (
            b"password",
            b"salt",
            4096,
            "4b007901b765489abead49d926f721d065a429c1",
        ),
        (
            long_password,
            long_salt,
            4096,
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        ),
        (
            b"pass\0word",
            b"sa\0lt",
            4096,
            "56fa6aa75548099dcc37d7f03425e0c3",
        ),
    ];
    for (password, salt, iterations, key) in tests {
        assert_eq!(
            hex(&pbkdf2("sha1", password, salt, iterations, key.len() / 2)),
            key
        );
    }
}

#[test]
#[ignore = "long, 16,777,216 iterations: ./x test vectors"]
fn rfc_6070_pbkdf2_long() {
    let key = pbkdf2("sha1", b"password", b"salt", 16_777_216, 20);
    assert_eq!(hex(&key), "eefe3d61cd4da4e4e9945b3d6ba2158c2634e984");
}

#[test]
fn rfc_7914_pbkdf2() {
    // Section 11.
    let tests: [(&[u8], &[u8], u64, &str); 2] = [
        (
            b"passwd",
            b"salt",
            1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc\
             49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        ),
        (
            b"Password",
            b"NaCl",
            80000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56\
             a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
        ),
    ];
    for (password, salt, iterations, key) in tests {
        assert_eq!(hex(&pbkdf2("sha256", password, salt, iterations, 64)), key);
    }
}

#[test]
fn rfc_7914_scrypt() {
    // Section 12; the last one, of a gibibyte, is among the long tests.
    type Test = (&'static [u8], &'static [u8], [u64; 3], &'static str);
    let tests: [Test; 3] = [
        (
            b"",
            b"",
            [16, 1, 1],
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442\
             fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
        ),
        (
            b"password",
            b"NaCl",
            [1024, 8, 16],
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
             2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        ),
        (
            b"pleaseletmein",
            b"SodiumChloride",
            [16384, 8, 1],
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
             d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        ),
    ];
    for (password, salt, cost, key) in tests {
        assert_eq!(hex(&scrypt(password, salt, cost, 64)), key);
    }
}

#[test]
#[ignore = "long, a gibibyte of memory: ./x test vectors"]
fn rfc_7914_scrypt_long() {
    let key = scrypt(b"pleaseletmein", b"SodiumChloride", [1_048_576, 8, 1], 64);
    assert_eq!(
        hex(&key),
        "2101cb9b6a511aaeaddbbe09cf70f881ec568d574a2ffd4dabe5ee9820adaa47\
         8e56fd8f4ba5d09ffa1c6d927c40f4c337304049e8a952fbcbf45c6fa77a41a4"
    );
}
