//! Whether work on twice as much takes twice as long.

use std::time::{Duration, Instant};

/// As far from twice as from four times, which quadratic time is.
const LIMIT: f64 = 2.8;
/// What other processes disturb is measured again: what takes quadratic time takes four times as long each time.
const ATTEMPTS: usize = 20;

/// Panics if `work` on `long`, which is twice `short`, takes more than twice as long on every attempt.
pub fn assert_linear(short: &[u8], long: &[u8], work: impl Fn(&[u8])) {
    let time = |data| {
        let started = Instant::now();
        work(data);
        started.elapsed()
    };
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..ATTEMPTS {
        for (fastest, data) in fastest.iter_mut().zip([short, long]) {
            *fastest = time(data).min(*fastest);
        }
        if fastest[1] < fastest[0].mul_f64(LIMIT) {
            return;
        }
    }
    panic!("twice as much takes {fastest:?}");
}
