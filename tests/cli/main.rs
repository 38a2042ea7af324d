//! Runs the real binary in a folder of its own and looks at stdout, stderr and exit code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::missing_panics_doc,
    clippy::wrong_self_convention,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "tests"
)]

mod admission;
mod amended;
mod amendment;
mod annexes;
mod bad_data;
mod bad_rules;
mod batches;
mod bench;
mod bounds;
mod case_files;
mod cases;
mod changes;
mod check;
mod clauses;
mod columns;
mod corrections;
mod coverage;
mod data;
mod decided;
mod declarations;
mod diff;
mod digits;
mod engines;
mod english;
#[path = "../support/english.rs"]
#[allow(dead_code, reason = "each test program uses what it needs")]
mod english_text;
mod error;
mod escapes;
mod explain;
mod explanations;
mod extra_columns;
mod fence;
mod firm;
mod fixes;
mod fmt;
mod folder;
mod from_data;
mod functions;
mod gallery;
mod gaps;
mod golden;
mod gradings;
#[cfg(unix)]
mod interruption;
#[path = "../support/schema.rs"]
mod json_schema;
mod keys;
#[cfg(unix)]
mod lapses;
mod large;
mod long_tables;
mod many_indicators;
mod missing;
mod mutants;
mod names;
mod nested;
mod next_cycle;
mod out;
mod pages;
mod parquet;
#[cfg(unix)]
mod plan;
mod possible;
mod progress;
mod reading;
mod readme;
mod relatives;
mod rows_compared;
mod run;
mod schema;
#[path = "../support/schools.rs"]
#[allow(dead_code, reason = "the command line reads files")]
mod schools;
mod score;
mod scripts;
mod several;
mod sharing;
mod sheet;
mod size;
mod standing;
mod template;
#[cfg(unix)]
mod terminal;
mod test_command;
mod tree;
mod usage;
#[path = "../golden/working_days.rs"]
mod vectors;
mod what_if;
mod why_not;
mod working_days;
