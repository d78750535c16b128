//! Running other programs: quietly into a log, with their output shown, or for their output.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use rustix::pipe::{PipeFlags, pipe_with};

use crate::interrupt;

const TAIL_LINES: usize = 40;

/// A command in a process group of its own, without input, and without what `cargo run` adds to the
/// environment of the programs that it starts.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.process_group(0).stdin(Stdio::null());
    if std::env::var_os("CARGO_MANIFEST_DIR").is_some() {
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            let ours = ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| text.starts_with(prefix));
            if ours || matches!(&*text, "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE") {
                command.env_remove(&name);
            }
        }
    }
    command
}

/// Runs with the output shown as it comes.
pub fn run(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let mut child = command.spawn().with_context(|| cannot_start(&name))?;
    let group = interrupt::Group::register(&child);
    let status = child.wait()?;
    drop(group);
    interrupt::check()?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Runs for the standard output. What went to stderr is part of the error if it fails.
pub fn capture(command: &mut Command) -> Result<String> {
    let name = describe(command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().with_context(|| cannot_start(&name))?;
    let group = interrupt::Group::register(&child);
    let output = child.wait_with_output()?;
    drop(group);
    interrupt::check()?;
    if !output.status.success() {
        bail!("{name} failed ({}):\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs with stdout and stderr appended to `log`; `line` sees each line as it comes. The error of a
/// failed command shows the end of its output and the place of the log.
pub fn run_logged(command: &mut Command, log: &Path, mut line: impl FnMut(&str)) -> Result<()> {
    let name = describe(command);
    let mut file = open_log(log)?;
    writeln!(file, "\n$ {name}")?;
    let (reader, writer) = pipe_with(PipeFlags::CLOEXEC)?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn().with_context(|| cannot_start(&name))?;
    // The command still holds the writing end: replaced, so that the reader sees the end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let group = interrupt::Group::register(&child);
    let mut tail: VecDeque<String> = VecDeque::with_capacity(TAIL_LINES);
    let mut reader = BufReader::new(File::from(reader));
    let mut first_error = None;
    let mut bytes = Vec::new();
    while reader.read_until(b'\n', &mut bytes)? > 0 {
        // A full disk must not kill the build that is being watched: the tail is still there.
        let _ = file.write_all(&bytes);
        let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
        line(&text);
        if tail.len() == TAIL_LINES {
            // With several jobs, make goes on for a while after the one that failed.
            let gone = tail.pop_front();
            first_error = first_error.or(gone.filter(|line| looks_like_an_error(line)));
        }
        tail.push_back(text);
        bytes.clear();
    }
    let status = child.wait()?;
    drop(group);
    interrupt::check()?;
    if !status.success() {
        return Err(
            Failure { name, status: status.to_string(), first_error, tail: tail.into(), log: log.to_owned() }.into()
        );
    }
    Ok(())
}

/// A command that failed, with the end of what it printed.
#[derive(Debug)]
pub struct Failure {
    pub name: String,
    pub status: String,
    /// The first line that looks like the cause, if it is not in the tail.
    pub first_error: Option<String>,
    pub tail: Vec<String>,
    pub log: PathBuf,
}

impl std::error::Error for Failure {}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{} failed ({})", self.name, self.status)?;
        if let Some(line) = &self.first_error {
            writeln!(f, "  | {}\n  | ...", shortened(line))?;
        }
        for line in &self.tail {
            writeln!(f, "  | {}", shortened(line))?;
        }
        write!(f, "the full output is in {}", self.log.display())
    }
}

fn looks_like_an_error(line: &str) -> bool {
    [": error:", "error: ", "error[", "*** "].iter().any(|mark| line.contains(mark)) && !line.contains(" -Werror")
}

/// A compiler's command line says little after its first words.
fn shortened(line: &str) -> String {
    const LONGEST: usize = 200;
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} ...", &line[..end]),
        None => line.to_owned(),
    }
}

fn open_log(log: &Path) -> Result<File> {
    if let Some(parent) = log.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    File::options().create(true).append(true).open(log).with_context(|| format!("cannot write {}", log.display()))
}

fn cannot_start(name: &str) -> String {
    format!("cannot start {name}: is it installed and on PATH?")
}

/// The command as a user would type it, for messages.
pub fn describe(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        let argument = argument.to_string_lossy();
        text.push(' ');
        if argument.contains(' ') {
            text.push_str(&format!("'{argument}'"));
        } else {
            text.push_str(&argument);
        }
    }
    text
}

/// The first of `names` that is an executable file on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|file| is_executable(file)))
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> (Vec<String>, Result<()>) {
        let folder = tempfile::tempdir().unwrap();
        let mut lines = Vec::new();
        let result = run_logged(command("sh").args(["-c", script]), &folder.path().join("logs/log"), |line| {
            lines.push(line.to_owned());
        });
        (lines, result)
    }

    #[test]
    fn both_outputs_are_seen_in_order() {
        let (lines, result) = shell("echo one; echo two >&2; echo three");
        assert_eq!(lines, ["one", "two", "three"]);
        result.unwrap();
    }

    #[test]
    fn a_failure_shows_its_cause_and_its_end() {
        let (_, result) = shell("echo 'x.c:1: error: wrong'; for i in $(seq 100); do echo line $i; done; exit 3");
        let text = result.unwrap_err().to_string();
        for part in ["x.c:1: error: wrong", "line 100", "exit status: 3", "logs/log"] {
            assert!(text.contains(part), "{text}");
        }
        assert!(!text.contains("line 50"), "{text}");
    }
}
