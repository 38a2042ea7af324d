//! Numbers that do not fit into one column.

use super::complaint::{self, Fault};
use super::findings::Findings;
use super::table::Column;
use crate::core::Field;
use crate::invariant::OrBroken;

/// What a number that is crowded out and the one that does it have in common.
pub(super) const IS_THERE: &str = "a cell with a number says something";

/// Numbers that do not fit beside the one with the most decimals: all of a column share a scale.
#[derive(Debug, Default)]
pub(super) struct Crowded {
    /// Their rows.
    pub(super) rows: Vec<usize>,
    /// The row of the number that asks for the most decimals.
    pub(super) finest: usize,
}

/// Adds the findings about numbers that do not fit beside the finest of their column. `line` is that of a row.
pub(super) fn report(
    findings: &mut Findings<'_>,
    line: impl Fn(usize) -> u64,
    field: &Field,
    column: &Column,
    crowded: &Crowded,
) {
    for row in &crowded.rows {
        let finest = column.text(crowded.finest).or_broken(IS_THERE);
        let text = column.text(*row).or_broken(IS_THERE);
        complaint::add(findings, line(*row), field, &text, Fault::BesideFiner(&finest));
    }
}
