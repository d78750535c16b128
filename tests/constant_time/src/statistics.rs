//! Whether two classes of measurements come from one distribution.

/// Above this, Welch's t says that they do not (Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?").
pub const LIMIT: f64 = 4.5;

/// What share of the measurements is kept: the slowest are those in which the machine did something else.
const KEPT: [f64; 6] = [0.5, 0.75, 0.9, 0.97, 0.99, 1.0];

/// Number, mean and sum of the squares of the distances from it (Welford).
#[derive(Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        let distance = value - self.mean;
        self.mean += distance / self.count;
        self.squares += distance * (value - self.mean);
    }

    /// The variance of the mean.
    fn of_mean(&self) -> f64 {
        self.squares / (self.count - 1.0) / self.count
    }
}

/// Welch's t of two classes of measurements, of which each is a class (0 or 1) and a time: the largest of those of the faster
/// half, three quarters and so on. Infinite where one class is not among the faster ones at all.
#[must_use]
pub fn largest_t(measurements: &[(u8, u64)]) -> f64 {
    let mut times: Vec<u64> = measurements.iter().map(|(_, time)| *time).collect();
    times.sort_unstable();
    let t = |share: f64| {
        let limit = times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
        let mut classes = [Moments::default(), Moments::default()];
        for (class, time) in measurements.iter().filter(|(_, time)| *time <= limit) {
            classes[usize::from(*class)].add(*time as f64);
        }
        let [a, b] = classes;
        if a.count < 2.0 || b.count < 2.0 {
            return f64::INFINITY;
        }
        let distance = (a.mean - b.mean).abs();
        if distance == 0.0 {
            0.0
        } else {
            distance / (a.of_mean() + b.of_mean()).sqrt()
        }
    };
    KEPT.into_iter().map(t).fold(0.0, f64::max)
}

/// How often a t above the limit has to be found, each time in twice as many measurements.
const TRIES: u32 = 3;

/// The t of one try after the other, until one is below the limit: `t` gives that of a try, by how many times as many measurements
/// as the first one it has.
pub fn tries(mut t: impl FnMut(u32) -> f64) -> Vec<f64> {
    let mut tries = Vec::new();
    for number in 0..TRIES {
        tries.push(t(1 << number));
        if tries[tries.len() - 1] <= LIMIT {
            break;
        }
    }
    tries
}

/// Whether these tries show a leak: all of them do.
///
/// A t has a normal distribution of variance 1 around the size of the leak, in standard deviations of the distance of two means,
/// which grows by the square root of two from try to try. What follows, the tests below compute:
///
/// * Nothing leaks, and a try is above the limit all the same: in 4 of 100,000 (six shares, of which one is enough). All three:
///   not once in 10^12 subjects.
/// * A leak of 7, which is 1.3 % of the standard deviation of a single time, is missed in less than 1 of 100 runs.
/// * The first try alone would miss it nearly as often: of no leak do the other two take away more than 6 of 100 runs, and of none
///   of 6 or more as much as 1 of 1,000. What the first try sees well, they cannot hide.
#[must_use]
pub fn is_leak(tries: &[f64]) -> bool {
    tries.iter().all(|t| *t > LIMIT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The probability that a t around `leak` is above the limit: the normal distribution, by Simpson's rule.
    fn above_the_limit(leak: f64) -> f64 {
        const STEPS: u32 = 2000;
        let end = f64::max(LIMIT, leak) + 12.0;
        let width = (end - LIMIT) / f64::from(STEPS);
        let density = |t: f64| (-(t - leak).powi(2) / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let weight = |step| match step {
            0 | STEPS => 1.0,
            step => 2.0 + 2.0 * f64::from(step % 2),
        };
        (0..=STEPS)
            .map(|step| weight(step) * density(LIMIT + width * f64::from(step)))
            .sum::<f64>()
            * width
            / 3.0
    }

    /// The probability that the first try finds a leak of this size, and that all do.
    fn found(leak: f64) -> (f64, f64) {
        let try_ = |number| above_the_limit(leak * f64::from(1 << number).sqrt());
        (try_(0), (0..TRIES).map(try_).product())
    }

    #[test]
    fn probability_is_that_of_tables() {
        assert!((above_the_limit(LIMIT) - 0.5).abs() < 1e-9);
        assert!((above_the_limit(LIMIT + 1.0) - 0.841_344_746).abs() < 1e-9);
        assert!((above_the_limit(LIMIT - 3.0) - 0.001_349_898).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_found_where_nothing_leaks() {
        // On both sides, in each share.
        let one = 2.0 * KEPT.len() as f64 * above_the_limit(0.0);
        assert!(one < 5e-5, "{one}");
        assert!(one.powi(TRIES as i32) < 1e-12, "{one}");
    }

    #[test]
    fn a_leak_is_found() {
        let (_, all) = found(7.0);
        assert!(all > 0.99, "{all}");
    }

    #[test]
    fn further_tries_hide_nothing() {
        for tenths in 0..200 {
            let leak = f64::from(tenths) / 10.0;
            let (first, all) = found(leak);
            let most = if leak < 6.0 { 0.06 } else { 0.001 };
            assert!(first - all < most, "{leak}: {first} and {all}");
        }
    }

    #[test]
    fn one_try_below_the_limit_is_enough() {
        let run = |ts: [f64; 3]| {
            let found = tries(|times| ts[times.ilog2() as usize]);
            (found.len(), is_leak(&found))
        };
        assert_eq!(run([1.0, 9.0, 9.0]), (1, false));
        assert_eq!(run([9.0, 1.0, 9.0]), (2, false));
        assert_eq!(run([9.0, 9.0, 1.0]), (3, false));
        assert_eq!(run([9.0, 9.0, 9.0]), (3, true));
        assert_eq!(run([f64::INFINITY; 3]), (3, true));
    }

    /// Times around 100, in class 1 every `rare`th one by a cycle longer, and now and then one that means nothing.
    fn measurements(rare: u64) -> Vec<(u8, u64)> {
        let mut random = Random::new(7);
        let mut one = |at: u64| {
            let class = (random.number() >> 40) as u8 & 1;
            let longer = u64::from(class == 1 && at % rare == 0);
            let noise = (random.number() >> 32) % 10;
            let interrupted = if (random.number() >> 32) % 1000 == 0 {
                50_000
            } else {
                0
            };
            (class, 100 + noise + longer + interrupted)
        };
        (0..1_000_000).map(&mut one).collect()
    }

    #[test]
    fn one_distribution_stays_below() {
        let t = largest_t(&measurements(u64::MAX));
        assert!(t < LIMIT, "{t}");
    }

    #[test]
    fn a_tenth_of_a_cycle_is_seen_through_the_noise() {
        let t = largest_t(&measurements(10));
        assert!(t > LIMIT, "{t}");
    }

    #[test]
    fn two_separate_classes() {
        let apart: Vec<(u8, u64)> = (0..1000)
            .map(|at| (at as u8 & 1, 100 + at % 2 * 100))
            .collect();
        assert_eq!(largest_t(&apart), f64::INFINITY);
        let alike: Vec<(u8, u64)> = (0..1000).map(|at| (at as u8 & 1, 100)).collect();
        assert_eq!(largest_t(&alike), 0.0);
    }

    #[test]
    fn known_value() {
        // Means 2 and 5, both of variance 1, three of each: 3 / sqrt(2 / 3).
        let mut classes = [Moments::default(), Moments::default()];
        for (class, times) in classes.iter_mut().zip([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]) {
            times.into_iter().for_each(|time| class.add(time));
        }
        let [a, b] = classes;
        let t = (b.mean - a.mean) / (a.of_mean() + b.of_mean()).sqrt();
        assert!((t - 3.0 / (2.0_f64 / 3.0).sqrt()).abs() < 1e-12, "{t}");
    }
}
