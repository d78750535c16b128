//! `./x matrix`: every build that a distributor makes, each a named row. A row is a step like those of `./x test`, which has
//! its own for what is quick. A new row is a line in its group's table and a paragraph in docs/builds.md.

mod commands;
mod configurations;
mod cross;
mod packaging;
mod proof;
mod refleaks;
mod sanitizers;
mod toolchains;

use std::path::Path;

use anyhow::Result;

use crate::project::Project;
use crate::test::{self, Done, Step};

/// The modules beside this file, in the order of docs/builds.md.
const GROUPS: [&[Step]; 6] =
    [configurations::ROWS, toolchains::ROWS, cross::ROWS, packaging::ROWS, sanitizers::ROWS, proof::ROWS];

#[derive(clap::Args)]
#[command(
    after_help = "docs/builds.md says what each row is for. All of them take hours: most compile a whole CPython. A row that \
    failed does not stop the others. The builds are in build/matrix, the logs in build/logs.\n\n\
    Examples:\n  ./x matrix --list\n  ./x matrix static free-threaded"
)]
pub struct Arguments {
    /// Rows to run [default: all, in the order of --list]
    #[arg(value_name = "ROW")]
    rows: Vec<String>,
    /// Only list the rows
    #[arg(long)]
    list: bool,
}

pub fn run(project: &Project, local: Option<&Path>, arguments: &Arguments) -> Result<u8> {
    if arguments.list {
        test::list(rows());
        return Ok(0);
    }
    let done = test::run_steps(project, local, "matrix", test::chosen(rows(), &arguments.rows)?, true)?;
    println!("{}", table(&done));
    Ok(test::exit_status(&done))
}

fn rows() -> impl Iterator<Item = &'static Step> + Clone {
    GROUPS.into_iter().flatten()
}

/// What was checked, what came of it and how long it took, in Markdown; and a last line with nothing but the counts.
fn table(done: &[Done]) -> String {
    let mut text = String::from("| row | checked | result | seconds |\n|---|---|---|---|\n");
    for done in done {
        let Done { step, time, .. } = done;
        let (seconds, result) = (time.as_secs_f64().round(), done.result().replace('|', "\\|"));
        text.push_str(&format!("| {} | {} | {result} | {seconds} |\n", step.name, step.about));
    }
    text.push_str(&test::counts(done));
    text
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;
    use crate::test::Outcome;

    #[test]
    fn a_row_is_a_line_of_the_table() {
        let row = rows().next().unwrap();
        let done = |outcome, skipped: &[&str]| Done {
            step: row,
            outcome,
            skipped: skipped.iter().map(|reason| (*reason).to_owned()).collect(),
            time: Duration::from_millis(1600),
        };
        let part = ["advisories: no network", "a | b"];
        let done = [done(Outcome::Passed, &[]), done(Outcome::Passed, &part), done(Outcome::Skipped, &["no qemu-arm"])];
        let text = table(&done);
        let results = ["passed", r"passed, but for: advisories: no network; a \| b", "skipped: no qemu-arm"];
        for (line, result) in text.lines().skip(2).zip(results) {
            assert_eq!(line, format!("| {} | {} | {result} | 2 |", row.name, row.about));
        }
        assert_eq!(text.lines().last(), Some("2 passed, 0 failed, 1 skipped"));
    }

    #[test]
    fn each_row_is_explained() {
        let page = Project::find().unwrap().root.join("docs/builds.md");
        let text = fs::read_to_string(&page).unwrap();
        let explained: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        let rows: Vec<&str> = rows().map(|row| row.name).collect();
        assert_eq!(explained, rows, "the headings of {} are the rows, in their order", page.display());
    }
}
