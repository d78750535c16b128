//! The clock: a right input against random ones, a million times each subject and more.
//!
//! A machine that does other things does them to both classes alike, so noise makes t smaller, not larger. But of the t of many
//! subjects and shares of measurements, one is above the limit now and then by chance, and a machine that changes its clock can lift
//! one, too. So what is found has to be found again: each further try has other inputs and twice as many measurements, whereby the
//! t of a leak grows by the square root of two each time, and that of an accident does not.

use std::process::Command;

use constant_time_tests::program::build;
use constant_time_tests::statistics::LIMIT;
use constant_time_tests::subjects::SUBJECTS;

const MEASUREMENTS: u32 = 1_100_000;
/// A leak that is just seen in the first try, t = 4.5, has an expected t of 9 in the last.
const TRIES: u32 = 3;

/// Welch's t of the try with that number, from 0 on.
fn t(subject: &str, number: u32) -> f64 {
    let measurements = MEASUREMENTS << number;
    let output = Command::new(build(env!("CARGO_TARGET_TMPDIR"), "timing"))
        .args([
            subject,
            &measurements.to_string(),
            &(number + 1).to_string(),
        ])
        .output()
        .expect("the program can be run");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .expect("a number")
}

#[test]
#[ignore = "measures: ./x test constant-time"]
fn right_and_random_take_the_same_time() {
    for subject in &SUBJECTS {
        let mut tries = Vec::new();
        for number in 0..TRIES {
            tries.push(t(subject.name, number));
            if tries[tries.len() - 1] < LIMIT {
                break;
            }
        }
        println!("{}: t = {tries:.2?}", subject.name);
        assert!(
            tries.iter().any(|t| *t < LIMIT),
            "{}: {tries:?}",
            subject.name
        );
    }
}

#[test]
#[ignore = "measures: ./x test constant-time"]
fn what_leaks_is_measured() {
    for subject in &SUBJECTS {
        let name = format!("leaky-{}", subject.name);
        let t = t(&name, 0);
        println!("{name}: t = {t:.2}");
        assert!(t > LIMIT, "{name}: {t}");
    }
}
