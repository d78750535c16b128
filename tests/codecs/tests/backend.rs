//! The choice of a backend by name.

use codecs::Backend;
use codecs_tests::backends;

#[test]
fn a_name_that_no_backend_has_changes_nothing_and_says_what_there_is() {
    let before = Backend::current();
    for name in ["", "SCALAR", "scalar ", "scalar,simd", "fast"] {
        let said = Backend::limit_to(name.as_bytes()).expect_err(name);
        assert_eq!(Backend::current(), before);
        let said = said.to_string();
        let list = said.strip_prefix("this processor has ");
        let named: Vec<&str> = list.expect("what there is").split(", ").collect();
        assert_eq!(named.len(), backends().len(), "{said}");
        // Slowest first, so that the last is what was used anyhow.
        for (name, backend) in named.into_iter().zip(backends()) {
            assert_eq!(Backend::limit_to(name.as_bytes()), Ok(()));
            assert_eq!(Backend::current(), backend);
        }
    }
    assert_eq!(Backend::current(), before);
}
