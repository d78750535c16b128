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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

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
