//! Some subjects worked out once more by the exact engine, as a check of what columns gave.

use super::exact::Evaluator;
use super::members::Members;
use crate::cancel::looking;
use crate::core::{FigureId, HeadId, IndicatorId};
use crate::data::Tables;
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::{Mark, Marks, Scores};

/// A mark that the exact engine gives otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlike {
    /// The subject.
    pub row: usize,
    /// Which mark.
    pub figure: FigureId,
    /// What columns gave; `None` where there is none.
    pub columns: Option<String>,
    /// What the exact engine gives.
    pub exact: Option<String>,
}

/// The marks of some subjects that the exact engine gives otherwise than the result says, and how many were compared. What
/// the members of cohorts come to is taken from `members`.
#[must_use]
pub fn sampled(
    program: &Program,
    (tables, calendar): (&Tables, &Calendar),
    (scores, members): (&Scores, &Members),
    rows: &[usize],
) -> (Vec<Unlike>, usize) {
    let evaluator = Evaluator::new(program, tables, calendar).of_members(members);
    let indicators = scores.indicators.iter().enumerate();
    let indicators = indicators.map(|(place, marks)| (FigureId::Mark(IndicatorId(place)), marks));
    let heads = scores.heads.iter().enumerate().map(|(place, marks)| (FigureId::Head(HeadId(place)), marks));
    let sums = [
        (FigureId::Base, &scores.base),
        (FigureId::Bonus, &scores.bonus),
        (FigureId::Deduction, &scores.deduction),
        (FigureId::Total, &scores.total),
    ];
    let columns: Vec<(FigureId, &Marks)> = indicators.chain(heads).chain(sums).collect();
    let known = program.outputs();
    let (mut unlike, mut compared) = (Vec::new(), 0_usize);
    for row in looking(rows.iter().copied()) {
        for (figure, marks) in columns.iter().filter(|(figure, _)| known.contains(figure)) {
            let given = match marks.get(row) {
                Some(Mark::Given { value, places }) => Some(Number::from_scaled(value, places)),
                Some(Mark::Withheld) => None,
                Some(Mark::NotApplicable) | None => continue,
            };
            compared = compared.saturating_add(1);
            let rounding = program.printed(*figure).rounding;
            let exact = evaluator.figure(*figure, row).as_number().map(|number| number.round(rounding));
            if given != exact {
                let text = |number: &Option<Number>| number.as_ref().map(ToString::to_string);
                unlike.push(Unlike { row, figure: *figure, columns: text(&given), exact: text(&exact) });
            }
        }
    }
    (unlike, compared)
}
