//! Scoring: what the rule set says of every subject.

use super::exact::Evaluator;
use super::members::Members;
use super::outputs::Outputs;
use super::{faults, manual, standing};
use crate::data::Tables;
use crate::finding::{Bounded, Diagnostic};
use crate::host::progress::{Progress, Stage};
use crate::number::Calendar;
use crate::program::Program;
use crate::result::Scores;

/// Which engine works out the marks. Both give the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EngineKind {
    /// All subjects together in integers of proved width, column by column.
    #[default]
    Columnar,
    /// One subject at a time in exact rationals.
    Exact,
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
        EngineKind::Exact => exactly(program, tables, calendar, progress)?,
    };
    settled(program, tables, calendar, &outputs, progress)
}

/// As [`score`], with what the members of cohorts come to as far as columns have given it.
///
/// # Errors
/// As [`score`].
pub fn score_knowing(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    engine: EngineKind,
    progress: &Progress,
) -> Result<(Scores, Members), Vec<Diagnostic>> {
    progress.begin(Stage::Marks);
    let (outputs, members) = match engine {
        EngineKind::Columnar => super::columnar::run_knowing(program, tables, calendar, progress)?,
        EngineKind::Exact => (exactly(program, tables, calendar, progress)?, Members::default()),
    };
    Ok((settled(program, tables, calendar, &outputs, progress)?, members))
}

fn exactly(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    progress: &Progress,
) -> Result<Outputs, Vec<Diagnostic>> {
    super::exact::outputs(program, &Evaluator::new(program, tables, calendar).telling(progress))
}

fn settled(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    outputs: &Outputs,
    progress: &Progress,
) -> Result<Scores, Vec<Diagnostic>> {
    progress.begin(Stage::Grades);
    let evaluator = Evaluator::new(program, tables, calendar);
    settle(program, &evaluator, outputs, faults::refused(program, &evaluator, outputs))
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
    faults.extend(faults::too_large(program, evaluator, outputs));
    faults.extend(faults::out_of_bounds(program, evaluator, outputs));
    faults.extend(faults::unbalanced(program, evaluator, outputs));
    faults.extend(refused);
    let manual = manual::decisions(program, evaluator.tables(), &mut faults);
    if faults.is_empty() { Ok(standing::settle(program, evaluator, outputs, &manual)) } else { Err(faults.into_list()) }
}
