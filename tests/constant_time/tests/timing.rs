//! The clock: a right input against random ones, a million times each subject and more.
//!
//! Which class a measurement has is drawn for each, so a machine that does other things, or changes its clock, does it to both classes
//! alike: noise makes t smaller, not larger. But of the t of many subjects and shares of measurements, one is above the limit now
//! and then by chance. So what is found has to be found again, in other random strings and twice as many measurements, whereby the
//! t of a leak grows and that of an accident does not. `statistics::is_leak` says how often that is wrong.

use std::process::Command;

use constant_time_tests::program::build;
use constant_time_tests::statistics::{LIMIT, is_leak, tries};
use constant_time_tests::subjects::SUBJECTS;

const MEASUREMENTS: u32 = 1_100_000;

/// Welch's t of so many times as many measurements as a first try has.
fn t(subject: &str, times: u32) -> f64 {
    let measurements = MEASUREMENTS * times;
    let output = Command::new(build(env!("CARGO_TARGET_TMPDIR"), "timing"))
        .args([
            subject,
            &measurements.to_string(),
            // As good a seed as any, and another one for each try.
            &times.to_string(),
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
        let tries = tries(|times| t(subject.name, times));
        println!("{}: t = {tries:.2?}", subject.name);
        assert!(!is_leak(&tries), "{}: {tries:?}", subject.name);
    }
}

#[test]
#[ignore = "measures: ./x test constant-time"]
fn what_leaks_is_measured() {
    for subject in &SUBJECTS {
        let name = format!("leaky-{}", subject.name);
        let t = t(&name, 1);
        println!("{name}: t = {t:.2}");
        assert!(t > LIMIT, "{name}: {t}");
    }
}
