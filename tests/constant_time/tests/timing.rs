//! The clock: a right input against random ones, a million times each subject.
//!
//! A machine that does other things does them to both classes alike, so noise makes t smaller, not larger. What could lift it
//! for once is worth another try with other inputs, and a leak is there each time.

use std::process::Command;

use constant_time_tests::program::build;
use constant_time_tests::statistics::LIMIT;
use constant_time_tests::subjects::SUBJECTS;

const MEASUREMENTS: u32 = 1_100_000;
const TRIES: u32 = 5;

fn t(subject: &str, seed: u32) -> f64 {
    let output = Command::new(build(env!("CARGO_TARGET_TMPDIR"), "timing"))
        .args([subject, &MEASUREMENTS.to_string(), &seed.to_string()])
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
        let tries: Vec<f64> = (1..=TRIES)
            .map(|seed| t(subject.name, seed))
            .scan(true, |going_on, t| {
                std::mem::replace(going_on, t >= LIMIT).then_some(t)
            })
            .collect();
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
        let t = t(&name, 1);
        println!("{name}: t = {t:.2}");
        assert!(t > LIMIT, "{name}: {t}");
    }
}
