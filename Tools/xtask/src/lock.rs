//! One run at a time works in a folder; a second one waits. The lock dies with its process, so what
//! an earlier run left half done can be cleaned up by whoever holds it.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::ui;

#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "closing the folder gives the lock back")] File);

/// Locks the folder itself, not a file in it: some folders are the user's, and nothing is left there.
pub fn folder(folder: &Path) -> Result<Lock> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let handle = File::open(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let locked = match flock(&handle, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK) => {
            ui::note(format!("waiting for another ./x that works in {}", folder.display()));
            flock(&handle, FlockOperation::LockExclusive)
        }
        result => result,
    };
    locked.with_context(|| format!("cannot lock {}", folder.display()))?;
    Ok(Lock(handle))
}
