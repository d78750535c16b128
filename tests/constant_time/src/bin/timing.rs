//! Measures a subject, named on the command line, and prints Welch's t for the number of measurements that is asked for: with a
//! second string for which the result is right (class 0), and with random ones (class 1), which follow from the seed. The first
//! string is the same in all runs, so that what leaks of it in one does in another.

use std::hint::black_box;
use std::process::ExitCode;

use constant_time_tests::machine::cycles;
use constant_time_tests::random::Random;
use constant_time_tests::statistics::largest_t;
use constant_time_tests::subjects::{self, Function};

/// Length of the first string, where the subject leaves it free.
const SIZE: usize = 256;

/// Measurements between which nothing else is done.
const BATCH: usize = 1000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let count = arguments.next().and_then(|count| count.parse().ok());
    let seed = arguments.next().and_then(|seed| seed.parse().ok());
    let (Some((subject, function)), Some(count), Some(seed)) = (subjects::find(&name), count, seed)
    else {
        eprintln!("usage: timing SUBJECT MEASUREMENTS SEED");
        return ExitCode::from(2);
    };
    let (first, _) = (subject.lengths)(SIZE);
    let mut first = vec![0; first];
    Random::new(0).fill(&mut first);
    println!(
        "{}",
        largest_t(&measure(
            function,
            &first,
            &(subject.right)(&first),
            count,
            &mut Random::new(seed)
        ))
    );
    ExitCode::SUCCESS
}

fn measure(
    function: Function,
    first: &[u8],
    right: &[u8],
    count: usize,
    random: &mut Random,
) -> Vec<(u8, u64)> {
    let mut inputs = vec![0; BATCH * right.len()];
    let mut classes = [0; BATCH];
    // All inputs are copied to one place before they are measured, so that they are equally far away.
    let mut second = right.to_vec();
    let mut measurements = Vec::with_capacity(count + BATCH);
    while measurements.len() < count {
        for (class, input) in classes.iter_mut().zip(inputs.chunks_exact_mut(right.len())) {
            // Both classes are made in the same way, whichever is kept.
            random.fill(input);
            *class = (random.number() >> 40) as u8 & 1;
            let keep = 0_u8.wrapping_sub(*class);
            input
                .iter_mut()
                .zip(right)
                .for_each(|(byte, right)| *byte = *byte & keep | right & !keep);
        }
        for (class, input) in classes.iter().zip(inputs.chunks_exact(right.len())) {
            second.copy_from_slice(input);
            let start = cycles();
            black_box(black_box(function)(first, &second));
            let end = cycles();
            measurements.push((*class, end - start));
        }
    }
    // The first ones warm up.
    measurements.drain(..BATCH);
    measurements
}
