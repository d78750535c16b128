//! PEM blocks.

use x509::pem::{PemErrorKind, blocks};
use x509_tests::linear::assert_linear;

fn found(text: &str) -> Vec<(String, String, String)> {
    let string = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    blocks(text.as_bytes())
        .map(|block| {
            let block = block.unwrap();
            assert_eq!(
                &text.as_bytes()[block.body_offset..][..block.body.len()],
                block.body
            );
            assert!(text[block.offset..].starts_with("-----BEGIN "));
            let body = block
                .body
                .iter()
                .copied()
                .filter(|byte| !byte.is_ascii_whitespace())
                .collect::<Vec<u8>>();
            (string(block.label), string(block.headers), string(&body))
        })
        .collect()
}

fn block(label: &str, headers: &str, body: &str) -> (String, String, String) {
    (label.to_owned(), headers.to_owned(), body.to_owned())
}

#[test]
fn text_around() {
    let text = "Some text - with dashes -----\n-----BEGIN A-----\nAAAA\nBBBB\n-----END A-----\nbetween\n\
        -----BEGIN B C-----\n-----END B C-----\nbehind";
    assert_eq!(
        found(text),
        [block("A", "", "AAAABBBB"), block("B C", "", "")]
    );
    assert_eq!(found(""), []);
    assert_eq!(
        found("no block -----BEGIN A-----\nAAAA\n-----END A-----"),
        []
    );
}

#[test]
fn line_ends_and_blanks() {
    for end in ["\n", "\r\n", "\r", " \t \n", "\n\n"] {
        let text = ["x", "-----BEGIN A-----", "AAAA", "-----END A-----", ""].join(end);
        assert_eq!(found(&text), [block("A", "", "AAAA")], "{end:?}");
    }
    assert_eq!(
        found("\u{feff}-----BEGIN A-----\nAAAA\n-----END A-----"),
        [block("A", "", "AAAA")]
    );
}

#[test]
fn headers() {
    let text = "-----BEGIN K-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00-11\n\nAAAA\n-----END K-----\n";
    assert_eq!(
        found(text),
        [block(
            "K",
            "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00-11",
            "AAAA"
        )]
    );
    let text = text.replace('\n', "\r\n");
    assert_eq!(
        found(&text),
        [block(
            "K",
            "Proc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-128-CBC,00-11",
            "AAAA"
        )]
    );
    let without_end = "-----BEGIN K-----\nX: y\nAAAA\n-----END K-----\n";
    assert_eq!(found(without_end), [block("K", "X: y\nAAAA", "")]);
}

#[test]
fn what_is_no_boundary() {
    for line in [
        "-----BEGIN A----",
        " -----BEGIN A-----",
        "----BEGIN A-----",
        "-----BEGIN A",
        "-----begin A-----",
    ] {
        assert_eq!(
            found(&format!("{line}\nAAAA\n-----END A-----\n")),
            [],
            "{line}"
        );
    }
}

#[test]
fn errors() {
    let first = |text: &str| {
        let mut blocks = blocks(text.as_bytes());
        let error = blocks.next().unwrap().unwrap_err();
        assert!(blocks.next().is_none());
        (error.kind, error.offset)
    };
    assert_eq!(
        first("x\n-----BEGIN A-----\nAAAA\n"),
        (PemErrorKind::WithoutEnd, 2)
    );
    assert_eq!(
        first("-----BEGIN A-----\nAAAA\n-----END B-----\n"),
        (PemErrorKind::OtherLabel, 23)
    );
}

#[test]
fn time_is_linear() {
    for line in [
        "-----BEGIN A\n",
        "-",
        "-----BEGIN -----",
        "\n-----END ",
        "-----BEGIN A-----\n-----END A-----\n",
    ] {
        let text = line.repeat(20_000 / line.len());
        let twice = text.repeat(2);
        assert_linear(text.as_bytes(), twice.as_bytes(), |text| {
            assert!(blocks(text).count() < 40_000);
        });
    }
}
