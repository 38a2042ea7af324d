//! A large rule set to measure checking on, the same bytes for the same seed.
//!
//! ```text
//! cargo run --release --example large_rules -- write FILE [--indicators 500] [--seed 1]
//! cargo run --release --example large_rules -- time FILE      reading, checking and layout, without the process
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_possible_truncation,
    reason = "a tool beside the product; the clock is what it is for"
)]

mod rules;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use heng::check;
use heng::finding::{Diagnostic, SourceId};
use heng::syntax;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let option = |name: &str, usual: u64| {
        let at = words.iter().position(|word| *word == name);
        at.map_or(usual, |at| words[at + 1].parse().expect("a number"))
    };
    match words.as_slice() {
        ["write", file, ..] => {
            let text = rules::text(option("--indicators", 500), option("--seed", 1));
            std::fs::write(file, text).unwrap();
            ExitCode::SUCCESS
        }
        ["time", file] => time(&std::fs::read_to_string(file).unwrap()),
        _ => {
            eprintln!("large_rules write FILE [--indicators N] [--seed N]  |  large_rules time FILE");
            ExitCode::from(2)
        }
    }
}

/// Each stage as often as it takes to find its usual and its shortest time.
fn time(text: &str) -> ExitCode {
    const TIMES: usize = 41;
    let (file, findings) = syntax::parse(SourceId(0), text);
    let errors = findings.into_iter().chain(check::check(&file, &[]).findings).filter(Diagnostic::is_error).count();
    if errors > 0 {
        eprintln!("the rules have {errors} errors");
        return ExitCode::from(1);
    }
    let stage = |name: &str, work: &dyn Fn()| {
        let mut times: Vec<Duration> = (0..TIMES)
            .map(|_| {
                let started = Instant::now();
                work();
                started.elapsed()
            })
            .collect();
        times.sort();
        println!("{name}  median {:?}, least {:?}", times[TIMES / 2], times[0]);
    };
    println!("{} bytes, {} lines", text.len(), text.lines().count());
    stage("parse ", &|| drop(syntax::parse(SourceId(0), text)));
    stage("check ", &|| drop(check::check(&file, &[])));
    stage("format", &|| drop(syntax::format(text, None)));
    ExitCode::SUCCESS
}
