//! Whether work on twice as much takes twice as long.

use std::time::{Duration, Instant};

/// As far from twice as from four times, which quadratic time is: their geometric mean.
const LIMIT: f64 = 2.8;
/// A first run, which finds cold caches and may be disturbed, says nothing.
const FEWEST: usize = 4;
/// What other processes disturb is measured again: what takes quadratic time takes four times as long each time.
const ATTEMPTS: usize = 20;

/// What takes milliseconds is seldom left alone for so long on a machine that is busy: let both be shorter.
///
/// # Panics
/// If the fastest of many times that `work` takes on `long`, which is twice `short`, is not below `LIMIT` times the fastest
/// that it takes on `short`.
pub fn assert_linear(short: &[u8], long: &[u8], work: impl Fn(&[u8])) {
    let time = |data| {
        let started = Instant::now();
        work(data);
        started.elapsed()
    };
    let mut fastest = [Duration::MAX; 2];
    for attempt in 1..=ATTEMPTS {
        for (fastest, data) in fastest.iter_mut().zip([short, long]) {
            *fastest = time(data).min(*fastest);
        }
        if attempt >= FEWEST && fastest[1] < fastest[0].mul_f64(LIMIT) {
            return;
        }
    }
    panic!("twice as much takes {fastest:?}");
}

#[cfg(test)]
mod tests {
    use std::hint::black_box;

    use super::*;

    fn sum(data: &[u8]) -> u64 {
        black_box(data).iter().map(|&byte| u64::from(byte)).sum()
    }

    #[test]
    fn linear_time_is() {
        let data = [1; 100_000];
        assert_linear(&data[..50_000], &data, |data| _ = black_box(sum(data)));
    }

    #[test]
    #[should_panic(expected = "twice as much takes")]
    fn quadratic_time_is_not() {
        let data = [1; 2_000];
        assert_linear(&data[..1_000], &data, |data| {
            (0..data.len()).for_each(|start| _ = black_box(sum(&data[start..])));
        });
    }
}
