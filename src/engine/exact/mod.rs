//! The exact engine: interprets a program for one row at a time in exact rationals. It is the oracle of
//! the columnar engine and the source of every explanation.

mod arithmetic;
mod beside;
mod calls;
mod cohort;
mod compose;
mod evaluator;
mod faults;
mod figure;
mod groups;
mod index;
mod known;
mod reasons;
mod rows;
mod script;
mod sorted;
mod value;
mod ways;

pub use calls::Calls;
pub use evaluator::Evaluator;
pub use figure::statistic;
pub(crate) use figure::summary;
pub use groups::Groups;
pub use reasons::{Occurrence, Reason, Reasons};
pub use script::Steps;
pub use value::Value;
pub use ways::Way;

use super::outputs::{NumberColumn, Outputs, text_of};
use crate::core::Type;
use crate::data::Tables;
use crate::finding::Diagnostic;
use crate::number::Calendar;
use crate::program::Program;

/// Works out all outputs of a program.
///
/// # Errors
/// Faults in the data that show only while scoring: more rows than one where one was meant, a date
/// outside the calendar, a mark too large to print.
pub fn run(program: &Program, tables: &Tables, calendar: &Calendar) -> Result<Outputs, Vec<Diagnostic>> {
    outputs(program, &Evaluator::new(program, tables, calendar))
}

/// Works out all outputs with an evaluator that may hold assumed figures.
///
/// # Errors
/// As [`run`].
pub fn outputs(program: &Program, evaluator: &Evaluator<'_>) -> Result<Outputs, Vec<Diagnostic>> {
    let tables = evaluator.tables();
    let subjects = tables.subjects().rows;
    let mut outputs = Outputs::default();
    let wanted = program.outputs();
    evaluator.progress().expect(wanted.len().saturating_mul(subjects));
    let mut tally = evaluator.progress().tally();
    for id in wanted {
        let values = (0..subjects).inspect(|_| tally.one()).map(|row| evaluator.figure(id, row));
        match &program.arena[evaluator.named(id).expr].ty {
            Type::YesNo => drop(outputs.truths.insert(id, values.map(|value| value.as_yes_no()).collect())),
            Type::Number(_) => {
                let numbers = values.map(|value| value.as_number().cloned()).collect();
                drop(outputs.numbers.insert(id, NumberColumn::of(program.printed(id), numbers)));
            }
            ty => drop(outputs.texts.insert(id, values.map(|value| text_of(&value, ty)).collect())),
        }
    }
    let faults = evaluator.faults();
    if faults.is_empty() { Ok(outputs) } else { Err(faults) }
}
