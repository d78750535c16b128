//! Ctrl-C: the children end, then this program, and no half state is left.
//!
//! A child runs in a process group of its own, so that a whole `make` with its compilers can be told
//! to stop. The main thread then sees its child end, returns an error, and what it was writing is
//! cleaned up on the way out by the usual destructors.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

/// The exit status that a shell gives a program ended by Ctrl-C.
pub const EXIT_STATUS: u8 = 130;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static BUSY_WRITING: AtomicUsize = AtomicUsize::new(0);
static GROUPS: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

pub fn install() -> Result<()> {
    ctrlc::set_handler(on_signal)?;
    Ok(())
}

fn on_signal() {
    INTERRUPTED.store(true, Ordering::SeqCst);
    // Polite first: make and cargo remove what they were writing, regrtest ends its workers.
    for signal in [Signal::INT, Signal::TERM, Signal::KILL] {
        let groups = GROUPS.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
        for group in groups {
            // The group may have ended in between; then there is nothing left to do.
            let _ = kill_process_group(group, signal);
        }
        sleep(Duration::from_secs(3));
    }
    // The main thread did not get out, for example of a read from a stalled connection.
    while BUSY_WRITING.load(Ordering::SeqCst) > 0 {
        sleep(Duration::from_millis(50));
    }
    std::process::exit(EXIT_STATUS.into());
}

pub fn was_interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// An error if Ctrl-C was pressed: for loops that can stop between two rounds.
pub fn check() -> Result<()> {
    if was_interrupted() {
        bail!("interrupted");
    }
    Ok(())
}

/// While this lives, a signal does not end the program before the writing is done or undone.
pub struct Writing(());

impl Writing {
    pub fn begin() -> Self {
        BUSY_WRITING.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        BUSY_WRITING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A running child's process group, told to end when the user presses Ctrl-C.
pub struct Group(Option<Pid>);

impl Group {
    pub fn register(child: &std::process::Child) -> Self {
        let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid {
            groups().push(pid);
            if was_interrupted() {
                // The signal came between the start of the child and this line.
                let _ = kill_process_group(pid, Signal::INT);
            }
        }
        Self(pid)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        groups().retain(|pid| Some(*pid) != self.0);
    }
}

fn groups() -> std::sync::MutexGuard<'static, Vec<Pid>> {
    GROUPS.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
