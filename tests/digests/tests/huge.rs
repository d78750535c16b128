//! Messages longer than 32 bits can count, against Python's `hashlib`. A slice cannot be that long where an address has 32.

#![cfg(target_pointer_width = "64")]

use std::process::Command;
use std::thread;

use digests_tests::{NAMES, hash, hash_in_pieces, hex};

/// Just above 4 GiB, and not of whole blocks.
const LEN: usize = (1 << 32) + 77;

/// Hashes LEN zeros, which take no memory, with each function named on the command line.
const SCRIPT: &str = "
import hashlib, mmap, sys
zeros = mmap.mmap(-1, int(sys.argv[1]))
for name in sys.argv[2:]:
    print(hashlib.new(name, zeros).hexdigest())
";

#[test]
#[ignore = "long, minutes: ./x matrix long-vectors"]
fn more_than_four_gibibytes() {
    let python = thread::spawn(|| {
        Command::new("python3")
            .args(["-c", SCRIPT, &LEN.to_string()])
            .args(NAMES)
            .output()
            .expect("python3 can be run")
    });
    // Pages of zeros that nobody writes to are all the same page.
    let zeros = vec![0; LEN];
    let ours = NAMES.map(|name| {
        let whole = hash(name, &zeros);
        assert_eq!(
            hash_in_pieces(name, &zeros, (1 << 31) + 33),
            whole,
            "{name}"
        );
        hex(&whole)
    });
    let output = python.join().expect("it waits, and no more");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let theirs = String::from_utf8_lossy(&output.stdout);
    assert_eq!(ours.to_vec(), theirs.lines().collect::<Vec<_>>());
}
