//! `./x test`: every check as a list of named steps. A step is commands whose output goes into a log;
//! most of them are commands of this tool.

mod steps;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{interrupt, process, ui};
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

/// One line of the table in `steps`.
struct Step {
    name: &'static str,
    about: &'static str,
    commands: fn(&Context) -> Result<Vec<Command>>,
}

/// What the steps are made from.
struct Context<'a> {
    project: &'a Project,
    local: Option<&'a Path>,
    tool: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    /// An earlier step failed.
    NotRun,
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<u8> {
    if arguments.list {
        STEPS.iter().for_each(|step| println!("{:18} {}", step.name, step.about));
        return Ok(0);
    }
    let steps = chosen(&arguments.steps)?;
    let context = Context { project, local, tool: std::env::current_exe()? };
    let mut results: Vec<(&str, Outcome, Duration)> = Vec::new();
    let mut stopped = false;
    for step in steps {
        let started = Instant::now();
        let outcome = if stopped { Outcome::NotRun } else { run_step(&context, step)? };
        stopped |= outcome == Outcome::Failed && !arguments.keep_going;
        results.push((step.name, outcome, started.elapsed()));
    }
    println!("{}", summary(&results));
    Ok(u8::from(results.iter().any(|(_, outcome, _)| *outcome == Outcome::Failed)))
}

fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if names.is_empty() {
        return Ok(STEPS.iter().collect());
    }
    let find = |name: &String| match STEPS.iter().find(|step| step.name == name) {
        Some(step) => Ok(step),
        None => bail!(
            "there is no step {name:?}: known are {}",
            STEPS.iter().map(|step| step.name).collect::<Vec<_>>().join(", ")
        ),
    };
    names.iter().map(find).collect()
}

fn run_step(context: &Context, step: &Step) -> Result<Outcome> {
    let log = context.project.build().join("logs").join(format!("test-{}.log", step.name));
    if log.exists() {
        fs::remove_file(&log)?;
    }
    let spinner = ui::Spinner::start(format!("{}: {}", step.name, step.about));
    let mut skipped = Vec::new();
    let mut run = || -> Result<()> {
        for mut command in (step.commands)(context)? {
            process::run_logged(&mut command, &log, |line| {
                skipped.extend(line.find(ui::SKIPPED).map(|start| line[start..].to_owned()));
                spinner.detail(line.chars().take(60).collect::<String>());
            })?;
        }
        Ok(())
    };
    let result = run();
    interrupt::check()?;
    match result {
        Ok(()) => {
            spinner.done("passed");
            skipped.iter().for_each(ui::note);
            Ok(Outcome::Passed)
        }
        Err(error) => {
            spinner.done("FAILED");
            eprintln!("{error:#}");
            Ok(Outcome::Failed)
        }
    }
}

/// A table, and a last line with nothing but the counts.
fn summary(results: &[(&str, Outcome, Duration)]) -> String {
    let count = |wanted| results.iter().filter(|(_, outcome, _)| *outcome == wanted).count();
    let mut text = String::new();
    for (name, outcome, time) in results {
        let word = match outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::NotRun => "not run",
        };
        text.push_str(&format!("{name:18} {:7.1} s  {word}\n", time.as_secs_f64()));
    }
    text.push_str(&format!("{} passed, {} failed", count(Outcome::Passed), count(Outcome::Failed)));
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
        let second = Duration::from_secs(1);
        let mut results = vec![("lint", Outcome::Passed, second), ("unit", Outcome::Failed, second)];
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed"));
        results.push(("make", Outcome::NotRun, second));
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed, 1 skipped"));
    }

    #[test]
    fn steps_are_known_by_name_and_each_once() {
        assert_eq!(chosen(&[]).unwrap().len(), STEPS.len());
        assert_eq!(chosen(&["unit".into(), "lint".into()]).unwrap()[0].name, "unit");
        let error = chosen(&["units".into()]).err().unwrap().to_string();
        assert!(error.contains("units") && error.contains("lint"), "{error}");
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
