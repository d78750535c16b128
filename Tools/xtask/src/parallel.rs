//! Work that several processors share.

use std::sync::{Mutex, MutexGuard};
use std::thread::{self, available_parallelism};

use anyhow::{Result, bail};

pub fn processors() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Does `work` to each item, to as many at once as there are processors; those that wait begin in their order. Where one fails, the
/// others are done all the same. The error tells all of theirs.
pub fn for_each<T: Send>(items: Vec<T>, work: impl Fn(T) -> Result<()> + Sync) -> Result<()> {
    let waiting = Mutex::new(items.into_iter());
    let next = || lock(&waiting).next();
    let errors = Mutex::new(Vec::new());
    let share = || {
        while let Some(item) = next() {
            if let Err(error) = work(item) {
                lock(&errors).push(error);
            }
        }
    };
    thread::scope(|scope| (0..processors()).for_each(|_| _ = scope.spawn(share)));
    let mut errors = errors.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    match errors.len() {
        0 => Ok(()),
        1 => Err(errors.remove(0)),
        _ => bail!("{}", errors.iter().map(|error| format!("{error:#}")).collect::<Vec<_>>().join("\n")),
    }
}

/// What is in a mutex, whoever panicked with it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_done_and_all_errors_are_told() {
        let seen = Mutex::new(Vec::new());
        let result = for_each((0..50).collect(), |number| {
            lock(&seen).push(number);
            if matches!(number, 7 | 20 | 41) {
                bail!("not {number}");
            }
            Ok(())
        });
        let text = result.unwrap_err().to_string();
        let mut told: Vec<&str> = text.lines().collect();
        told.sort_unstable();
        assert_eq!(told, ["not 20", "not 41", "not 7"]);
        let mut seen = seen.into_inner().unwrap();
        seen.sort_unstable();
        assert_eq!(seen, (0..50).collect::<Vec<_>>());
        assert_eq!(for_each(vec![1], |number| bail!("not {number}")).unwrap_err().to_string(), "not 1");
        for_each(Vec::<u8>::new(), |_| bail!("nothing to do")).unwrap();
    }
}
