//! Whether work on twice as much takes twice as long.

use std::time::{Duration, Instant};

/// As far from twice as from four times, which quadratic time is: their geometric mean.
const LIMIT: f64 = 2.8;
/// A first run, which finds cold caches and may be disturbed, says nothing.
const ROUNDS: usize = 4;
/// What other processes disturb is measured again, from the start: one run that was lucky would count for ever. What takes
/// quadratic time takes four times as long each time.
const ATTEMPTS: usize = 8;

/// What takes milliseconds is seldom left alone for so long on a machine that is busy: let both be shorter.
///
/// # Panics
/// If the fastest of a few times that `work` takes on `long`, which is twice `short`, is never below `LIMIT` times the fastest
/// that it takes on `short`.
pub fn assert_linear(short: &[u8], long: &[u8], work: impl Fn(&[u8])) {
    assert_linear_by(short, long, |data| {
        let started = Instant::now();
        work(data);
        started.elapsed()
    });
}

fn assert_linear_by(short: &[u8], long: &[u8], mut time: impl FnMut(&[u8]) -> Duration) {
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..ATTEMPTS {
        fastest = [Duration::MAX; 2];
        for _ in 0..ROUNDS {
            for (fastest, data) in fastest.iter_mut().zip([short, long]) {
                *fastest = time(data).min(*fastest);
            }
        }
        if fastest[1] < fastest[0].mul_f64(LIMIT) {
            return;
        }
    }
    panic!("twice as much takes {fastest:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: [u8; 2_000] = [0; 2_000];

    /// By a clock that is never disturbed.
    fn check(mut nanoseconds: impl FnMut(u64) -> u64) {
        assert_linear_by(&DATA[..1_000], &DATA, |data| {
            Duration::from_nanos(nanoseconds(data.len() as u64))
        });
    }

    #[test]
    fn linear_time_is() {
        check(|length| 10 * length);
    }

    #[test]
    #[should_panic(expected = "twice as much takes [1ms, 4ms]")]
    fn quadratic_time_is_not() {
        check(|length| length * length);
    }

    #[test]
    fn a_lucky_run_is_not_quadratic_time() {
        let mut runs = 0;
        check(|length| {
            runs += 1;
            if runs == 1 { length } else { 2 * length }
        });
        assert!(runs > 2 * ROUNDS, "it did not count");
    }
}
