//! Whether a 示例 notices an edit.

use std::cell::OnceCell;

use super::reach::Reach;
use crate::data::Tables;
use crate::engine;
use crate::engine::exact::{Evaluator, Value};
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::Scores;
use crate::rules::{Assumption, Example, Expectation, ExpectedOutcome};

/// A 示例 with what its rule set makes of it.
pub(super) struct Prepared<'e> {
    pub(super) example: &'e Example,
    pub(super) tables: &'e Tables,
    evaluator: Evaluator<'e>,
}

/// An evaluator with figures that are set.
pub(super) fn assuming<'e>(
    program: &'e Program,
    tables: &'e Tables,
    calendar: &'e Calendar,
    assumptions: &[Assumption],
) -> Evaluator<'e> {
    let evaluator = Evaluator::new(program, tables, calendar);
    for assumption in assumptions {
        for (row, value) in assumption.values.iter().enumerate() {
            evaluator.assume(assumption.figure, row, value.into());
        }
    }
    evaluator
}

/// Whether two values are the same to a reader.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Missing(_), Value::Missing(_)) => true,
        (one, other) => one == other,
    }
}

impl<'e> Prepared<'e> {
    pub(super) fn new(program: &'e Program, example: &'e Example, tables: &'e Tables, calendar: &'e Calendar) -> Self {
        Self { example, tables, evaluator: assuming(program, tables, calendar, &example.assumptions) }
    }

    /// Whether it fails on a mutant.
    pub(super) fn notices(&self, mutant: &Program, reach: &Reach, calendar: &Calendar, steps: &mut usize) -> bool {
        let expected: Vec<&Expectation> =
            self.example.expectations.iter().filter(|expected| reach.concerns(&expected.outcome)).collect();
        if expected.is_empty() {
            return false;
        }
        *steps += 1;
        let evaluator = assuming(mutant, self.tables, calendar, &self.example.assumptions);
        if let Some(named) = &reach.named {
            let differs = named.iter().any(|figure| {
                mutant.figure(*figure).is_none()
                    || (0..Reach::rows(mutant, *figure, self.tables))
                        .any(|row| !is_same(&self.evaluator.figure(*figure, row), &evaluator.figure(*figure, row)))
            });
            if !differs {
                return !evaluator.faults().is_empty();
            }
        }
        let scores: OnceCell<Option<Scores>> = OnceCell::new();
        expected.iter().any(|expected| !holds(mutant, &evaluator, &scores, expected)) || !evaluator.faults().is_empty()
    }
}

/// Whether what is expected comes out.
fn holds(
    program: &Program,
    evaluator: &Evaluator<'_>,
    scores: &OnceCell<Option<Scores>>,
    expected: &Expectation,
) -> bool {
    let row = expected.subject.0;
    let ruled = || scores.get_or_init(|| engine::score_assumed(program, evaluator).ok()).as_ref();
    match &expected.outcome {
        ExpectedOutcome::Marks(figure, marks) => {
            let holds =
                |found: &Number| found == marks || super::super::from_data::printed(program, *figure, found) == *marks;
            program.figure(*figure).is_some() && evaluator.figure(*figure, row).as_number().is_some_and(holds)
        }
        ExpectedOutcome::Value { figure, wanted, rounding } => {
            let Some(body) = program.body(*figure) else { return false };
            let value = match (evaluator.figure(*figure, row), rounding) {
                (Value::Number(number), Some(rounding)) => {
                    Value::Number(program.arena[body].ty.rounded(&number, *rounding))
                }
                (value, _) => value,
            };
            value == Value::from(wanted)
        }
        ExpectedOutcome::Verdict(condition, wanted) => {
            ruled().is_some_and(|scores| scores.verdict(*condition, row) == *wanted)
        }
        ExpectedOutcome::Grade(wanted) => ruled().is_some_and(|scores| scores.grade.of(row).as_deref() == Some(wanted)),
        ExpectedOutcome::NoGrade => ruled().is_some_and(|scores| scores.grade.of(row).is_none()),
        ExpectedOutcome::NotApplicable(figure) => {
            program.figure(*figure).is_some() && evaluator.figure(*figure, row) == Value::YesNo(false)
        }
        ExpectedOutcome::Missing(figure) => {
            program.figure(*figure).is_some() && evaluator.figure(*figure, row).reasons().is_some()
        }
        ExpectedOutcome::Call { .. } => true,
    }
}
