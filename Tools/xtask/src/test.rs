//! `./x test`: every check as a list of named steps. A step is commands whose output goes into a log;
//! most of them are commands of this tool.

pub mod context;
mod skips;
mod steps;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{interrupt, parallel, process, ui};
use context::Context;
use skips::{Reader, Skips};
use steps::STEPS;

#[derive(clap::Args)]
#[command(
    after_help = "Stops at the first step that fails and shows the end of its log. The logs are in build/logs.\n\n\
    Examples:\n  ./x test\n  ./x test --list\n  ./x test lint unit\n  ./x test --keep-going"
)]
pub struct Arguments {
    /// Steps to run [default: all, in the order of --list]
    #[arg(value_name = "STEP")]
    steps: Vec<String>,
    /// Only list the steps
    #[arg(long)]
    list: bool,
    /// Run the other steps too after one failed
    #[arg(long)]
    keep_going: bool,
}

/// One line of a table of steps.
pub struct Step {
    pub name: &'static str,
    /// What is checked.
    pub about: &'static str,
    pub commands: fn(&Context) -> Result<Vec<Command>>,
    /// How many of the commands are run first and one after the other. The rest is run side by side.
    in_turn: usize,
    /// Whether it need not wait for the step before it.
    beside_the_last: bool,
}

impl Step {
    pub const fn new(name: &'static str, about: &'static str, commands: fn(&Context) -> Result<Vec<Command>>) -> Self {
        Self { name, about, commands, in_turn: usize::MAX, beside_the_last: false }
    }

    /// For a step whose commands, but for so many, do not need one another, do not change what another one reads, compare no
    /// times, and keep one processor busy each.
    pub const fn side_by_side_after(self, in_turn: usize) -> Self {
        Self { in_turn, ..self }
    }

    /// For a step that does not need the one before it, or makes what it needs of it by itself, and of which all is true that is
    /// said of commands side by side. Nor does that one need to be alone.
    pub const fn beside_the_last(self) -> Self {
        Self { beside_the_last: true, ..self }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// Nothing of it could be done here.
    Skipped,
    /// An earlier step failed.
    NotRun,
}

/// A step that was run, or was not.
pub struct Done {
    pub step: &'static Step,
    pub outcome: Outcome,
    /// What of it was not done, and why.
    pub skipped: Vec<String>,
    pub time: Duration,
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<u8> {
    if arguments.list {
        list(STEPS.iter());
        return Ok(0);
    }
    let done = run_steps(project, local, "test", chosen(STEPS.iter(), &arguments.steps)?, arguments.keep_going)?;
    println!("{}", summary(&done));
    Ok(exit_status(&done))
}

pub fn list(steps: impl Iterator<Item = &'static Step>) {
    steps.for_each(|step| println!("{:18} {}", step.name, step.about));
}

/// Those with these names, or all.
pub fn chosen(steps: impl Iterator<Item = &'static Step> + Clone, names: &[String]) -> Result<Vec<&'static Step>> {
    if names.is_empty() {
        return Ok(steps.collect());
    }
    let find = |name: &String| match steps.clone().find(|step| step.name == name) {
        Some(step) => Ok(step),
        None => bail!(
            "there is no {name:?}: known are {}",
            steps.clone().map(|step| step.name).collect::<Vec<_>>().join(", ")
        ),
    };
    names.iter().map(find).collect()
}

/// Runs them in this order, with a log for each whose name begins with `log`.
pub fn run_steps(
    project: &Project,
    local: Option<&Path>,
    log: &str,
    steps: Vec<&'static Step>,
    keep_going: bool,
) -> Result<Vec<Done>> {
    let context = Context { project, local, tool: std::env::current_exe()? };
    let done = Mutex::new(Vec::new());
    let stopped = AtomicBool::new(false);
    let run = |(number, step): (usize, &'static Step)| {
        let started = Instant::now();
        let (outcome, skipped) = match stopped.load(Ordering::Relaxed) {
            true => (Outcome::NotRun, Vec::new()),
            false => run_step(&context, log, step)?,
        };
        stopped.fetch_or(outcome == Outcome::Failed && !keep_going, Ordering::Relaxed);
        parallel::lock(&done).push((number, Done { step, outcome, skipped, time: started.elapsed() }));
        Ok(())
    };
    let steps: Vec<(usize, &'static Step)> = steps.into_iter().enumerate().collect();
    for group in steps.chunk_by(|_, (_, next)| next.beside_the_last) {
        parallel::for_each(group.to_vec(), run)?;
    }
    let mut done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, done)| done).collect())
}

pub fn exit_status(done: &[Done]) -> u8 {
    u8::from(done.iter().any(|done| done.outcome == Outcome::Failed))
}

/// What came of it, and what was not done.
fn run_step(context: &Context, log: &str, step: &Step) -> Result<(Outcome, Vec<String>)> {
    let logs = Logs { folder: context.project.build().join("logs"), name: format!("{log}-{}", step.name) };
    let spinner = ui::Spinner::start(format!("{}: {}", step.name, step.about));
    let skips = Mutex::new(Skips::default());
    let run_one = |mut command: Command, log: &Path| {
        let mut reader = Reader::default();
        process::run_logged(&mut command, log, |line| {
            if let Some(reason) = reader.see(line) {
                parallel::lock(&skips).add(reason);
            }
            spinner.detail(line.chars().take(60).collect::<String>());
        })?;
        parallel::lock(&skips).something_done |= !reader.all;
        if reader.found_no_test() {
            bail!("{} found no test: has one been renamed?", process::describe(&command));
        }
        Ok(())
    };
    let run = || -> Result<()> {
        let mut commands = (step.commands)(context)?;
        let side_by_side = commands.split_off(step.in_turn.min(commands.len()));
        let log = logs.fresh(0)?;
        commands.into_iter().try_for_each(|command| run_one(command, &log))?;
        let side_by_side = side_by_side.into_iter().zip(1..);
        parallel::for_each(side_by_side.collect(), |(command, number)| run_one(command, &logs.fresh(number)?))
    };
    let result = run();
    interrupt::check()?;
    let Skips { reasons, something_done } = skips.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    let outcome = match result {
        Err(_) => Outcome::Failed,
        Ok(()) if something_done || reasons.is_empty() => Outcome::Passed,
        Ok(()) => Outcome::Skipped,
    };
    spinner.done(told(outcome, &reasons));
    if let Err(error) = result {
        eprintln!("{error:#}");
    }
    Ok((outcome, reasons))
}

/// Where a step's output goes: one file for the commands that are run in turn, and one for each that is run beside others.
struct Logs {
    folder: PathBuf,
    name: String,
}

impl Logs {
    /// The place of a log, without what another run has left there.
    fn fresh(&self, number: usize) -> Result<PathBuf> {
        let number = if number == 0 { String::new() } else { format!(".{number}") };
        let log = self.folder.join(format!("{}{number}.log", self.name));
        if log.exists() {
            fs::remove_file(&log)?;
        }
        Ok(log)
    }
}

impl Done {
    pub fn result(&self) -> String {
        told(self.outcome, &self.skipped)
    }
}

fn told(outcome: Outcome, skipped: &[String]) -> String {
    let reasons = skipped.join("; ");
    match outcome {
        Outcome::Passed if skipped.is_empty() => "passed".to_owned(),
        Outcome::Passed => format!("passed, but for: {reasons}"),
        Outcome::Failed => "FAILED".to_owned(),
        Outcome::Skipped => format!("skipped: {reasons}"),
        Outcome::NotRun => "not run".to_owned(),
    }
}

/// A table, and a last line with nothing but the counts.
fn summary(done: &[Done]) -> String {
    let mut text = String::new();
    for done in done {
        text.push_str(&format!("{:18} {:7.1} s  {}\n", done.step.name, done.time.as_secs_f64(), done.result()));
    }
    text.push_str(&counts(done));
    text
}

pub fn counts(done: &[Done]) -> String {
    let count = |wanted| done.iter().filter(|done| done.outcome == wanted).count();
    let mut text = format!("{} passed, {} failed", count(Outcome::Passed), count(Outcome::Failed));
    for (outcome, word) in [(Outcome::Skipped, "skipped"), (Outcome::NotRun, "not run")] {
        match count(outcome) {
            0 => {}
            number => text.push_str(&format!(", {number} {word}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn the_last_line_is_the_count() {
        let time = Duration::from_secs(1);
        let done = |index, outcome| Done { step: &STEPS[index], outcome, skipped: vec!["no network".into()], time };
        let mut results = vec![done(0, Outcome::Passed), done(1, Outcome::Failed)];
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed"));
        results.push(done(2, Outcome::Skipped));
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed, 1 skipped"));
        results.push(done(3, Outcome::NotRun));
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed, 1 skipped, 1 not run"));
        assert!(summary(&results).contains("passed, but for: no network\n"), "{}", summary(&results));
        assert_eq!(exit_status(&results[2..]), 0);
    }

    fn shell(script: &str) -> Command {
        let mut command = process::command("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_was_skipped_is_part_of_the_result() {
        let folder = tempfile::tempdir().unwrap();
        let project = Project { root: folder.path().to_owned() };
        let context = Context { project: &project, local: None, tool: "x".into() };
        let result = |commands| {
            let (outcome, skipped) = run_step(&context, "try", &Step::new("lint", "", commands)).unwrap();
            told(outcome, &skipped)
        };
        assert_eq!(result(|_| Ok(vec![shell("echo fine")])), "passed");
        assert_eq!(result(|_| Ok(vec![shell("echo 'SKIPPED: advisories'; echo fine")])), "passed, but for: advisories");
        assert_eq!(
            result(|_| Ok([(); 2].map(|()| shell("echo '==> ALL SKIPPED: no qemu'")).into())),
            "skipped: no qemu"
        );
        assert_eq!(
            result(|_| Ok(vec![shell("true"), shell("echo 'ALL SKIPPED: no qemu'")])),
            "passed, but for: no qemu"
        );
        assert_eq!(result(|_| Ok(vec![shell("echo 'ALL SKIPPED: no qemu'"), shell("false")])), "FAILED");
        assert_eq!(result(|_| Ok(vec![shell("echo 'test result: ok. 0 passed; 0 failed'")])), "FAILED");
    }

    #[test]
    fn commands_run_side_by_side_have_logs_of_their_own() {
        fn commands(_: &Context) -> Result<Vec<Command>> {
            Ok(["echo first", "echo second; exit 3", "echo third"].map(shell).into())
        }
        let folder = tempfile::tempdir().unwrap();
        let project = Project { root: folder.path().to_owned() };
        let context = Context { project: &project, local: None, tool: "x".into() };
        let in_turn = Step::new("in-turn", "", commands);
        let side_by_side = Step::new("side-by-side", "", commands).side_by_side_after(1);
        for (step, logs) in [(side_by_side, ["", ".1", ".2"]), (in_turn, [""; 3])] {
            let name = step.name;
            assert!(run_step(&context, "try", &step).unwrap().0 == Outcome::Failed);
            for (log, word) in logs.into_iter().zip(["first", "second", "third"]) {
                let text = fs::read_to_string(project.build().join(format!("logs/try-{name}{log}.log"))).unwrap();
                // Behind one that failed, nothing is run in turn.
                assert_eq!(text.contains(word), word != "third" || log == ".2", "{name}: {text}");
            }
        }
    }

    #[test]
    fn steps_that_run_beside_others_are_told_of_in_their_order() {
        fn there(context: &Context, script: &str) -> Result<Vec<Command>> {
            let mut command = shell(script);
            command.current_dir(&context.project.root);
            Ok(vec![command])
        }
        const WAIT: &str = "for _ in $(seq 600); do test -e here && exit; sleep 0.1; done; exit 1";
        static STEPS: [Step; 4] = [
            Step::new("build", "", |context| there(context, WAIT)),
            Step::new("lint", "", |context| there(context, "touch here; exit 3")).beside_the_last(),
            Step::new("unit", "", |_| Ok(vec![shell("true")])),
            Step::new("make", "", |_| Ok(vec![shell("true")])).beside_the_last(),
        ];
        if parallel::processors() == 1 {
            // Not eprintln!, whose text the harness keeps to itself when a test passes.
            _ = writeln!(std::io::stderr(), "SKIPPED: on one processor nothing runs beside anything");
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let project = Project { root: folder.path().to_owned() };
        let of = |keep_going| {
            let done = run_steps(&project, None, "try", STEPS.iter().collect(), keep_going).unwrap();
            done.iter().map(|done| format!("{} {}", done.step.name, done.result())).collect::<Vec<_>>()
        };
        assert_eq!(of(false), ["build passed", "lint FAILED", "unit not run", "make not run"]);
        assert_eq!(of(true), ["build passed", "lint FAILED", "unit passed", "make passed"]);
    }

    #[test]
    fn a_step_may_have_fewer_commands_than_are_run_in_turn() {
        let folder = tempfile::tempdir().unwrap();
        let project = Project { root: folder.path().to_owned() };
        let context = Context { project: &project, local: None, tool: "x".into() };
        let step = Step::new("lint", "", |_| Ok(vec![shell("true")])).side_by_side_after(2);
        assert!(run_step(&context, "try", &step).unwrap().0 == Outcome::Passed);
    }

    #[test]
    fn steps_are_known_by_name_and_each_once() {
        assert_eq!(chosen(STEPS.iter(), &[]).unwrap().len(), STEPS.len());
        assert_eq!(chosen(STEPS.iter(), &["unit".into(), "lint".into()]).unwrap()[0].name, "unit");
        let error = chosen(STEPS.iter(), &["units".into()]).err().unwrap().to_string();
        assert!(error.contains("units") && error.contains("lint"), "{error}");
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
