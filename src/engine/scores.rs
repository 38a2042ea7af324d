//! Scores: what the rule set says of every subject.

use std::sync::Arc;

use super::exact::Evaluator;
use super::marks::Marks;
use super::outputs::Outputs;
use super::{faults, standing};
use crate::core::{Schema, Verdict};
use crate::data::Tables;
use crate::finding::{Bounded, CellPlace, Diagnostic};
use crate::host::progress::{Progress, Stage};
use crate::number::Calendar;
use crate::program::Program;

/// Which engine works out the marks. Both give the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EngineKind {
    /// polars expressions over scaled integers.
    #[default]
    Columnar,
    /// One subject at a time in exact rationals.
    Exact,
}

/// The result for all subjects, in the order of the subject table. Every column has one entry for
/// each subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// Marks of the indicators in file order.
    pub indicators: Vec<Marks>,
    /// Marks of the 方面.
    pub heads: Vec<Marks>,
    /// 基础分
    pub base: Marks,
    /// 加分
    pub bonus: Marks,
    /// 扣分
    pub deduction: Marks,
    /// 总分
    pub total: Marks,
    /// 名次: from the greatest 总分 down, equal totals sharing a rank; `None` without a total.
    pub rank: Vec<Option<usize>>,
    /// 等次, or the label of an outcome outside the grades; `None` when withheld or not graded.
    pub grade: Vec<Option<Arc<str>>>,
    /// 说明: why a grade is withheld, lowered or outside the grades.
    pub notes: Vec<Vec<String>>,
    /// Verdicts of the conditions in file order.
    pub conditions: Vec<Vec<Verdict>>,
}

impl Scores {
    /// Number of subjects.
    #[must_use]
    pub fn subjects(&self) -> usize {
        self.grade.len()
    }
}

/// Scores all subjects.
///
/// # Errors
/// Faults that show only while scoring; no part of a result is given then.
pub fn score(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    engine: EngineKind,
    progress: &Progress,
) -> Result<Scores, Vec<Diagnostic>> {
    progress.begin(Stage::Marks);
    let outputs = match engine {
        EngineKind::Columnar => super::columnar::run(program, tables, calendar, progress)?,
        EngineKind::Exact => {
            super::exact::outputs(program, &Evaluator::new(program, tables, calendar).telling(progress))?
        }
    };
    progress.begin(Stage::Grades);
    let evaluator = Evaluator::new(program, tables, calendar);
    settle(program, &evaluator, &outputs, faults::refused(program, &evaluator, &outputs))
}

/// Scores the subjects of an 示例, some figures of which are assumed. What it does not give may be missing,
/// whatever 缺失 says.
///
/// # Errors
/// As [`score`].
pub fn score_assumed(program: &Program, evaluator: &Evaluator<'_>) -> Result<Scores, Vec<Diagnostic>> {
    let outputs = super::exact::outputs(program, evaluator)?;
    settle(program, evaluator, &outputs, Vec::new())
}

fn settle(
    program: &Program,
    evaluator: &Evaluator<'_>,
    outputs: &Outputs,
    refused: Vec<Diagnostic>,
) -> Result<Scores, Vec<Diagnostic>> {
    let mut faults = Bounded::default();
    faults.extend(faults::out_of_bounds(program, evaluator.tables(), outputs));
    faults.extend(refused);
    let manual = standing::manual_grades(program, evaluator.tables(), &mut faults);
    if faults.is_empty() { Ok(standing::settle(program, evaluator, outputs, &manual)) } else { Err(faults.into_list()) }
}

/// The key of a subject as found.
#[must_use]
pub fn subject_key(program: &Program, tables: &Tables, row: usize) -> String {
    let place: Option<CellPlace> =
        program.rules.subject_key().and_then(|field| Some(tables.get(Schema::SUBJECTS)?.place(field, row)));
    place.and_then(|place| place.text).unwrap_or_else(|| (row + 1).to_string())
}
