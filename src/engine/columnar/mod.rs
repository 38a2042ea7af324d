//! The columnar engine: lowers the figures of a program to columns of whole numbers.
//!
//! ```text
//! Program ──lower──► Forms ──schedule──► Schedule (steps over rows, folds, questions to all) ──phases──► Outputs
//! ```
//!
//! Post-conditions of lowering: every integer column is proved wide enough by bounds that come from
//! the least and greatest values of the data ([`bounds`], [`whole`]); a missing value is null; no
//! column holds floats; nothing depends on the order of rows or on threads. A figure of the outputs that
//! cannot be lowered so is worked out by [`exact`] row by row, and figures that read it go on in
//! columns. When a fault may have to be reported, [`exact`] decides on everything.

mod asked;
mod asking;
mod bands;
mod batch;
mod bounds;
mod branches;
mod cells;
mod cohort;
mod columns;
mod dates;
mod figure;
mod fold;
mod form;
mod gathering;
mod groups;
mod guard;
mod kernel;
mod kind;
mod listing;
mod logic;
mod lower;
mod members;
mod number;
mod op;
mod operand;
mod order;
mod output;
mod phases;
mod rank;
mod readers;
mod round;
mod rows;
mod run;
mod schedule;
mod script;
mod summary;
mod texts;
mod vector;
mod way;
mod whole;
mod worker;

use super::exact::{self, Evaluator};
use super::members::Members;
use super::outputs::Outputs;
use crate::core::FigureId;
use crate::data::Tables;
use crate::finding::Diagnostic;
use crate::host::progress::{Progress, Stage};
use crate::number::Calendar;
use crate::program::Program;

pub use batch::Batch;
pub use listing::{Listing, Over, Section};
pub use run::{try_run, try_run_in};
pub use way::{Lowered, Reason};

/// Works out all outputs of a program, the same ones as [`exact::run`].
///
/// # Errors
/// Those of [`exact::run`].
pub fn run(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
) -> Result<Outputs, Vec<Diagnostic>> {
    if let Some(outputs) = try_run(program, tables, calendar, progress) {
        return Ok(outputs);
    }
    progress.begin(Stage::Marks);
    exact::outputs(program, &Evaluator::new(program, tables, calendar).telling(progress))
}

/// As [`run`], with what the members of cohorts come to as far as columns give it.
///
/// # Errors
/// Those of [`exact::run`].
pub fn run_knowing(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
) -> Result<(Outputs, Members), Vec<Diagnostic>> {
    if let Some(known) = run::try_run_knowing(program, tables, calendar, progress) {
        return Ok(known);
    }
    Ok((run(program, tables, calendar, progress)?, Members::default()))
}

/// The integer program over the data at hand, written down; `None` where the exact engine works everything out.
#[must_use]
pub fn listing(program: &Program, tables: &Tables, calendar: &Calendar) -> Option<Listing> {
    run::listing(program, tables, calendar)
}

/// How each figure of the outputs would be worked out, in the order of the program.
#[must_use]
pub fn describe(program: &Program, tables: &Tables, calendar: &Calendar) -> Vec<(FigureId, Lowered)> {
    run::describe(program, tables, calendar)
}
