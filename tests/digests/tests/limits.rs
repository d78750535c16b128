//! What key derivation does not take.

use digests::scrypt::{Cost, ScryptError};

#[test]
fn costs_that_rfc_7914_does_not_allow() {
    for n in [0, 1, 3, 15, u64::MAX] {
        assert_eq!(Cost::new(n, 8, 1), Err(ScryptError::N), "{n}");
    }
    assert_eq!(Cost::new(1 << 16, 1, 1), Err(ScryptError::N));
    assert!(Cost::new(1 << 15, 1, 1).is_ok());
    assert!(Cost::new(1 << 16, 2, 1).is_ok());
    for (r, p) in [
        (0, 1),
        (1, 0),
        (1 << 15, 1 << 15),
        (1 << 30, 1),
        (u32::MAX, u32::MAX),
    ] {
        assert_eq!(
            Cost::new(2, r, p),
            Err(ScryptError::BlockOrParallelism),
            "{r} {p}"
        );
    }
    assert_eq!(Cost::new(1 << 63, 8, 1), Err(ScryptError::Memory));
}

#[test]
fn memory_is_the_blocks_the_table_and_room_for_two() {
    assert_eq!(
        Cost::new(16, 1, 1).map(Cost::memory),
        Ok(128 * (16 + 1 + 2))
    );
    assert_eq!(
        Cost::new(1024, 8, 16).map(Cost::memory),
        Ok(128 * 8 * (1024 + 16 + 2))
    );
}
