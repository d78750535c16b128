//! `./x fuzz`: codecs, der and x509 with inputs that libFuzzer makes up, guided by which code they reach.

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

use crate::nightly::{self, Nightly};
use crate::project::Project;
use crate::{parallel, process, ui};

/// Coverage, as libFuzzer wants it counted (this is what cargo-fuzz passes), and AddressSanitizer.
const RUSTFLAGS: [&str; 7] = [
    "-Zsanitizer=address",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg=fuzzing",
];

/// Some times the largest step of a kernel.
const LONGEST_INPUT: usize = 4096;

/// No input of that length takes anything like it.
const SECONDS_PER_INPUT: usize = 30;

/// Where targets that read structured data have examples of it.
const SEEDS: [(&str, &str); 3] =
    [("certificate", "tests/x509/fixtures"), ("crl", "tests/x509/fixtures"), ("ocsp", "tests/x509/fixtures")];

#[derive(clap::Args)]
#[command(
    after_help = "A target is a file in tests/fuzz/targets. What was found worth keeping is in build/fuzz/corpus, and the \
    next run goes on from there. An input that fails is kept in build/fuzz/failures: give it to the target's program, \
    which is named with it, to see it fail again.\n\n\
    Needs a C++ compiler and a nightly toolchain, which is installed with rustup if it is missing; where that cannot be, \
    the command says why and does nothing.\n\n\
    Examples:\n  ./x fuzz\n  ./x fuzz --seconds 3600 base64_decode"
)]
pub struct Arguments {
    /// How long each target runs
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u32,
    /// How long all of them take together, on as many processors as there are
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    in_all: Option<u32>,
    /// Targets to run [default: all]
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
}

impl Arguments {
    fn seconds_for_each(&self, targets: usize, processors: usize) -> u32 {
        let rounds = targets.div_ceil(processors);
        let share = |in_all| u32::try_from(rounds).map_or(0, |rounds| in_all / rounds.max(1));
        // To libFuzzer, no time is no limit.
        self.in_all.map_or(self.seconds, |in_all| share(in_all).max(1))
    }
}

pub fn run(project: &Project, arguments: &Arguments) -> Result<()> {
    let sources = project.root.join("tests/fuzz");
    let targets = chosen(&targets(&sources.join("targets"))?, &arguments.targets)?;
    let nightly = match ready(project) {
        Ok(nightly) => nightly,
        Err(why) => {
            nightly::skipped("fuzzing", &why);
            return Ok(());
        }
    };

    let folder = project.build().join("fuzz");
    let target_dir = folder.join("target");
    let spinner = ui::Spinner::start("building the fuzz targets");
    let mut build = nightly.cargo("build", &sources.join("Cargo.toml"), &RUSTFLAGS, &target_dir);
    process::run_logged(build.arg("--release"), &fresh_log(project, "build")?, |line| spinner.detail(line))?;
    spinner.done("done");

    let failures = folder.join("failures");
    fs::create_dir_all(&failures)?;
    let failed = Mutex::new(Vec::new());
    let seconds = arguments.seconds_for_each(targets.len(), parallel::processors());
    let spinner = ui::Spinner::start(format!("fuzzing, {seconds} s each"));
    parallel::for_each(targets, |target| {
        let corpus = folder.join("corpus").join(&target);
        fs::create_dir_all(&corpus)?;
        let mut command = process::command(target_dir.join(&nightly.host).join("release").join(&target));
        let seeds = SEEDS.iter().filter(|(reader, _)| *reader == target).map(|(_, folder)| project.root.join(folder));
        command.arg(&corpus).args(seeds).args([
            format!("-max_total_time={seconds}"),
            format!("-max_len={LONGEST_INPUT}"),
            // By itself libFuzzer stays with short inputs for long, which no kernel takes.
            "-len_control=10".to_owned(),
            format!("-timeout={SECONDS_PER_INPUT}"),
            format!("-artifact_prefix={}/{target}-", failures.display()),
        ]);
        let mut last = String::new();
        let result = process::run_logged(&mut command, &fresh_log(project, &target)?, |line| {
            // "Done 171012 runs in 21 second(s)"
            if line.starts_with("Done ") {
                last = line.to_owned();
            }
            spinner.detail(format!("{target}: {}", line.chars().take(60).collect::<String>()));
        });
        crate::interrupt::check()?;
        match result {
            Ok(()) => ui::note(format!("{target}: {last}")),
            Err(error) => {
                ui::note(format!("{target}: FAILED\n{error:#}"));
                parallel::lock(&failed).push(target);
            }
        }
        Ok(())
    })?;
    spinner.done("done");
    let failed = parallel::lock(&failed);
    if !failed.is_empty() {
        bail!("failed: {} (the inputs are in {})", failed.join(", "), failures.display());
    }
    Ok(())
}

/// What has to be there before anything can be built.
fn ready(project: &Project) -> Result<Nightly> {
    process::on_path(&["c++", "g++", "clang++"]).context("there is no C++ compiler, which libFuzzer is built with")?;
    Nightly::find(project)
}

/// The targets that there are, in the order of their names.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name();
        names.extend(name.to_string_lossy().strip_suffix(".rs").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn chosen(known: &[String], wanted: &[String]) -> Result<Vec<String>> {
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
        bail!("there is no target {unknown:?}: known are {}", known.join(", "));
    }
    Ok(if wanted.is_empty() { known } else { wanted }.to_vec())
}

fn fresh_log(project: &Project, name: &str) -> Result<std::path::PathBuf> {
    let log = project.build().join("logs").join(format!("fuzz-{name}.log"));
    if log.exists() {
        fs::remove_file(&log)?;
    }
    Ok(log)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_is_a_file_and_a_program() {
        let root = Project::find().unwrap().root.join("tests/fuzz");
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let known = targets(&root.join("targets")).unwrap();
        for name in &known {
            assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name}");
        }
        assert_eq!(manifest.matches("[[bin]]").count(), known.len());
    }

    #[test]
    fn time_is_shared() {
        let arguments = |in_all| Arguments { seconds: 60, in_all, targets: Vec::new() };
        assert_eq!(arguments(None).seconds_for_each(9, 1), 60);
        assert_eq!(arguments(Some(45)).seconds_for_each(9, 1), 5);
        assert_eq!(arguments(Some(45)).seconds_for_each(13, 1), 3);
        assert_eq!(arguments(Some(25)).seconds_for_each(13, 2), 3);
        assert_eq!(arguments(Some(60)).seconds_for_each(1, 2), 60);
        assert_eq!(arguments(Some(5)).seconds_for_each(13, 2), 1);
    }

    #[test]
    fn targets_are_chosen_by_name() {
        let known = ["a".to_owned(), "b".to_owned()];
        assert_eq!(chosen(&known, &[]).unwrap(), known);
        assert_eq!(chosen(&known, &["b".to_owned()]).unwrap(), ["b"]);
        assert!(chosen(&known, &["c".to_owned()]).unwrap_err().to_string().contains("a, b"));
    }
}
