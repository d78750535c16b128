//! `./x test`: every check as a list of named steps. A step is commands whose output goes into a log;
//! most of them are commands of this tool.

pub mod context;
mod steps;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{interrupt, parallel, process, ui};
use context::Context;
use steps::{SIDE_BY_SIDE, STEPS};

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
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// An earlier step failed.
    NotRun,
}

/// A step that was run, or was not.
pub struct Done {
    pub step: &'static Step,
    pub outcome: Outcome,
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
    let mut done = Vec::new();
    let mut stopped = false;
    for step in steps {
        let started = Instant::now();
        let outcome = if stopped { Outcome::NotRun } else { run_step(&context, log, step)? };
        stopped |= outcome == Outcome::Failed && !keep_going;
        done.push(Done { step, outcome, time: started.elapsed() });
    }
    Ok(done)
}

pub fn exit_status(done: &[Done]) -> u8 {
    u8::from(done.iter().any(|done| done.outcome == Outcome::Failed))
}

fn run_step(context: &Context, log: &str, step: &Step) -> Result<Outcome> {
    let logs = Logs { folder: context.project.build().join("logs"), name: format!("{log}-{}", step.name) };
    let spinner = ui::Spinner::start(format!("{}: {}", step.name, step.about));
    let skipped = Mutex::new(Vec::new());
    let run_one = |mut command: Command, log: &Path| {
        process::run_logged(&mut command, log, |line| {
            parallel::lock(&skipped).extend(line.find(ui::SKIPPED).map(|start| line[start..].to_owned()));
            spinner.detail(line.chars().take(60).collect::<String>());
        })
    };
    let run = || -> Result<()> {
        let mut commands = (step.commands)(context)?;
        let in_turn =
            SIDE_BY_SIDE.iter().find(|(name, _)| *name == step.name).map_or(commands.len(), |(_, first)| *first);
        let side_by_side = commands.split_off(in_turn);
        let log = logs.fresh(0)?;
        commands.into_iter().try_for_each(|command| run_one(command, &log))?;
        let side_by_side = side_by_side.into_iter().zip(1..);
        parallel::for_each(side_by_side.collect(), |(command, number)| run_one(command, &logs.fresh(number)?))
    };
    let result = run();
    interrupt::check()?;
    match result {
        Ok(()) => {
            spinner.done("passed");
            parallel::lock(&skipped).iter().for_each(ui::note);
            Ok(Outcome::Passed)
        }
        Err(error) => {
            spinner.done("FAILED");
            eprintln!("{error:#}");
            Ok(Outcome::Failed)
        }
    }
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

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::NotRun => "not run",
        }
    }
}

/// A table, and a last line with nothing but the counts.
fn summary(done: &[Done]) -> String {
    let mut text = String::new();
    for Done { step, outcome, time } in done {
        text.push_str(&format!("{:18} {:7.1} s  {}\n", step.name, time.as_secs_f64(), outcome.word()));
    }
    text.push_str(&counts(done));
    text
}

pub fn counts(done: &[Done]) -> String {
    let count = |wanted| done.iter().filter(|done| done.outcome == wanted).count();
    let mut text = format!("{} passed, {} failed", count(Outcome::Passed), count(Outcome::Failed));
    match count(Outcome::NotRun) {
        0 => {}
        skipped => text.push_str(&format!(", {skipped} skipped")),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_count() {
        let done = |index, outcome| Done { step: &STEPS[index], outcome, time: Duration::from_secs(1) };
        let mut results = vec![done(0, Outcome::Passed), done(1, Outcome::Failed)];
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed"));
        results.push(done(2, Outcome::NotRun));
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed, 1 skipped"));
    }

    #[test]
    fn commands_run_side_by_side_have_logs_of_their_own() {
        fn commands(_: &Context) -> Result<Vec<Command>> {
            let shell = |script| {
                let mut command = process::command("sh");
                command.args(["-c", script]);
                command
            };
            Ok(["echo first", "echo second; exit 3", "echo third"].map(shell).into())
        }
        let folder = tempfile::tempdir().unwrap();
        let project = Project { root: folder.path().to_owned() };
        let context = Context { project: &project, local: None, tool: "x".into() };
        for (name, logs) in [("hashes", ["", ".1", ".2"]), ("lint", [""; 3])] {
            let step = Step { name, about: "", commands };
            assert!(run_step(&context, "try", &step).unwrap() == Outcome::Failed);
            for (log, word) in logs.into_iter().zip(["first", "second", "third"]) {
                let text = fs::read_to_string(project.build().join(format!("logs/try-{name}{log}.log"))).unwrap();
                // Behind one that failed, nothing is run in turn.
                assert_eq!(text.contains(word), word != "third" || log == ".2", "{name}: {text}");
            }
        }
    }

    #[test]
    fn what_is_run_side_by_side_is_known() {
        for (name, _) in SIDE_BY_SIDE {
            assert!(STEPS.iter().any(|step| step.name == *name), "{name}");
        }
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
