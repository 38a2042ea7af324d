//! What it takes for subjects to have another grade.

use super::typed;
use super::what_if::of_a_line;
use crate::change::{Asked, Limits};
use crate::data::Tables;
use crate::finding::{Diagnostic, Sources};
use crate::number::Calendar;
use crate::program::Program;
use crate::result::Scores;
use crate::result::why_not::WhyNot;

/// What may be changed: what some texts (`满意率=0%..100%`) name, each of which becomes a source; where there are none what
/// the rules say.
///
/// # Errors
/// Each text that names no column or no values of it.
pub fn limits(
    program: &Program,
    tables: &Tables,
    sources: &mut Sources,
    texts: &[String],
) -> Result<Limits, Vec<Diagnostic>> {
    let limits = Limits::of(program, tables, sources, texts);
    limits.map_err(|found| typed(of_a_line(found), program.rules.schema.language))
}

/// For each of some subjects the marks that it lost, and the least that leads to another outcome: so many single cells.
#[must_use]
pub fn why_not(
    program: &Program,
    tables: &Tables,
    calendar: &Calendar,
    scores: &Scores,
    (limits, most): (&Limits, usize),
    rows: Vec<usize>,
) -> Vec<WhyNot> {
    Asked { program, tables, calendar, scores, limits, most }.why_not(rows)
}
