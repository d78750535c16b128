//! Structures with something wrong in them: where the error is, and that the strict rules accept nothing that the lenient ones do not.

use der::Rules;
use x509_tests::fixtures;
use x509_tests::judge::{KINDS, check};
use x509_tests::tree::{Node, Random};

#[test]
fn cut_off_at_every_byte() {
    for (extension, load) in KINDS {
        for (name, data) in fixtures(extension) {
            for rules in [Rules::Strict, Rules::Lenient] {
                for len in 0..data.len() {
                    let error = load(&data[..len], rules).unwrap_err();
                    // Of the outermost element, tag and length are missing at the end; contents make its length wrong.
                    let header_len = 2 + usize::from(data[1].saturating_sub(0x80));
                    let expected = if len < header_len { len } else { 0 };
                    assert_eq!(error.offset(), expected, "{name} at {len}: {error}");
                    assert!(error.path().is_empty(), "{name} at {len}: {error}");
                }
            }
        }
    }
}

#[test]
fn something_behind() {
    for (extension, load) in KINDS {
        for (name, mut data) in fixtures(extension) {
            let len = data.len();
            data.push(0);
            for rules in [Rules::Strict, Rules::Lenient] {
                let error = load(&data, rules).unwrap_err();
                assert_eq!(
                    error.to_string(),
                    format!("1 bytes of trailing data, at byte {len}"),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn one_node_changed() {
    let (mut strict, mut lenient, mut all) = (0, 0, 0);
    for (extension, load) in KINDS {
        for (name, data) in fixtures(extension) {
            let tree = Node::parse(&data);
            assert_eq!(tree.encode(), data);
            for (what, data) in tree.changed() {
                let [is_strict, is_lenient] = check(&format!("{name}, {what}"), load, &data);
                strict += usize::from(is_strict);
                lenient += usize::from(is_lenient);
                all += 1;
            }
        }
    }
    println!("of {all}, {strict} are strict and {lenient} lenient");
    assert!(all > 20_000 && strict > all / 20 && lenient > strict && lenient < all / 2);
}

#[test]
fn bytes_damaged() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for (extension, load) in KINDS {
        for (name, data) in fixtures(extension) {
            for round in 0..2000 {
                let damaged = random.damage(&data);
                check(&format!("{name}, round {round}"), load, &damaged);
            }
        }
    }
}
