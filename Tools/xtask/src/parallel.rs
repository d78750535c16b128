//! Work that several processors share.

use std::sync::{Mutex, MutexGuard};
use std::thread::{self, available_parallelism};

use anyhow::Result;

pub fn processors() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Does `work` to each item, to as many at once as there are processors; those that wait begin in their order. Where one fails, the
/// others are done all the same. The error is one of the first thread's that has any.
pub fn for_each<T: Send>(items: Vec<T>, work: impl Fn(T) -> Result<()> + Sync) -> Result<()> {
    let waiting = Mutex::new(items.into_iter());
    let next = || lock(&waiting).next();
    let share = || {
        let mut result = Ok(());
        while let Some(item) = next() {
            result = result.and(work(item));
        }
        result
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..processors()).map(|_| scope.spawn(share)).collect();
        threads.into_iter().map(|thread| thread.join().expect("work returns its errors")).fold(Ok(()), Result::and)
    })
}

/// What is in a mutex, whoever panicked with it.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn all_are_done_and_an_error_is_told() {
        let seen = Mutex::new(Vec::new());
        let result = for_each((0..50).collect(), |number| {
            lock(&seen).push(number);
            if number == 7 {
                bail!("not {number}");
            }
            Ok(())
        });
        assert_eq!(result.unwrap_err().to_string(), "not 7");
        let mut seen = seen.into_inner().unwrap();
        seen.sort_unstable();
        assert_eq!(seen, (0..50).collect::<Vec<_>>());
        for_each(Vec::<u8>::new(), |_| bail!("nothing to do")).unwrap();
    }
}
