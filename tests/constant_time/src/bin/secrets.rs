//! Runs a subject, named on the command line, with secrets that memcheck knows nothing of.

use std::hint::black_box;
use std::process::ExitCode;

use constant_time_tests::machine::{mark_defined, mark_undefined, under_valgrind};
use constant_time_tests::subjects;

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((subject, function)) = subjects::find(&name) else {
        eprintln!("no subject is called {name:?}");
        return ExitCode::from(2);
    };
    if !under_valgrind() {
        eprintln!("for valgrind to run");
        return ExitCode::from(2);
    }
    for size in (0..200).chain([1000, 4096]) {
        let (first, second) = (subject.lengths)(size);
        let first = vec![0x5a; first];
        let mut wrong = (subject.right)(&first);
        if let Some(byte) = wrong.last_mut() {
            *byte ^= 1;
        }
        assert!(second == wrong.len());
        for (mut first, mut second, expected) in [
            (first.clone(), (subject.right)(&first), 1),
            (first, wrong, u8::from(second == 0)),
        ] {
            mark_undefined(&mut first);
            mark_undefined(&mut second);
            let mut result = [black_box(function)(&first, &second)];
            mark_defined(&mut result);
            assert_eq!(result[0], expected, "{name} of {size}");
        }
    }
    ExitCode::SUCCESS
}
