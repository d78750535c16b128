//! What the user sees: progress on a terminal, plain lines elsewhere. All of it goes to stderr;
//! stdout is for results.

use std::io::{IsTerminal, stderr};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// One line about what happens now.
pub fn step(text: impl AsRef<str>) {
    eprintln!("==> {}", text.as_ref());
}

pub fn note(text: impl AsRef<str>) {
    eprintln!("    {}", text.as_ref());
}

pub fn on_terminal() -> bool {
    stderr().is_terminal()
}

/// How a line begins that says what was not done, and why.
pub const SKIPPED: &str = "SKIPPED: ";

/// How it begins where the command did nothing else.
pub const ALL_SKIPPED: &str = "ALL SKIPPED: ";

/// Those that turn at the same time have a line each.
static SPINNERS: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// A phase whose length is not known: a spinner with a changing message, or one line.
pub struct Spinner {
    bar: ProgressBar,
    title: String,
    started: Instant,
}

impl Spinner {
    pub fn start(title: impl Into<String>) -> Self {
        let title = title.into();
        let bar = if on_terminal() {
            let bar = SPINNERS.add(ProgressBar::new_spinner().with_message(title.clone()));
            bar.set_style(style("{spinner} {msg} [{elapsed}]"));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        } else {
            step(&title);
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
        };
        Self { bar, title, started: Instant::now() }
    }

    pub fn detail(&self, detail: impl AsRef<str>) {
        self.bar.set_message(format!("{}: {}", self.title, detail.as_ref()));
    }

    /// Ends the phase with a line that stays.
    pub fn done(self, result: impl AsRef<str>) {
        self.bar.finish_and_clear();
        let seconds = self.started.elapsed().as_secs_f64();
        let line = format!("{}: {} ({seconds:.1} s)", self.title, result.as_ref());
        SPINNERS.suspend(|| if on_terminal() { step(line) } else { note(line) });
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A bar over bytes: a download or an archive that is being unpacked.
pub struct Bytes {
    bar: ProgressBar,
    plain: Option<Plain>,
}

/// Less than this is there before a line about it can be read.
const WORTH_LINES: u64 = 8 << 20;

struct Plain {
    total: u64,
    seen: u64,
    next_tenth: u64,
}

impl Bytes {
    pub fn start(title: &str, total: Option<u64>) -> Self {
        if on_terminal() {
            let bar = match total {
                Some(total) => ProgressBar::new(total),
                None => ProgressBar::no_length(),
            };
            bar.set_style(style("{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec} {eta}"));
            bar.set_message(title.to_owned());
            return Self { bar, plain: None };
        }
        step(title);
        Self {
            bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
            plain: total.filter(|total| *total >= WORTH_LINES).map(|total| Plain { total, seen: 0, next_tenth: 1 }),
        }
    }

    pub fn add(&mut self, count: u64) {
        self.bar.inc(count);
        let Some(plain) = &mut self.plain else { return };
        plain.seen += count;
        // A line for each quarter or so is enough in a log.
        while plain.seen * 10 >= plain.next_tenth * plain.total && plain.next_tenth <= 10 {
            if matches!(plain.next_tenth, 3 | 5 | 8) {
                note(format!("{} of {} MB", plain.seen >> 20, plain.total >> 20));
            }
            plain.next_tenth += 1;
        }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("templates are constants of this file")
}
