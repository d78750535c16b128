use std::process::ExitCode;

use clap::Parser;
use xtask::{cli, interrupt};

fn main() -> ExitCode {
    let arguments = cli::Cli::parse();
    let result = interrupt::install().and_then(|()| cli::run(arguments));
    match result {
        _ if interrupt::was_interrupted() => {
            eprintln!("interrupted");
            ExitCode::from(interrupt::EXIT_STATUS)
        }
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
