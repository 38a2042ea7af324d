//! What would be, if some cells said something else.

use super::typed;
use crate::change;
use crate::data::Tables;
use crate::engine::{self, EngineKind};
use crate::finding::{Diagnostic, Sources};
use crate::host::progress::Progress;
use crate::number::Calendar;
use crate::program::Program;
use crate::result::Scores;
use crate::result::change::Effect;

/// The tables in which the cells that some texts name (`P02.满意率=91%`) say something else. Each text becomes a source.
///
/// # Errors
/// Each text that names no cell, at the part of it that is wrong; each value that its column cannot hold.
pub fn supposing(
    program: &Program,
    tables: &Tables,
    sources: &mut Sources,
    texts: &[String],
) -> Result<Tables, Vec<Diagnostic>> {
    let schema = &program.rules.schema;
    let (cells, mut found) = change::supposed(schema, tables, sources, texts);
    match tables.supposing(schema, &cells) {
        Ok(supposing) if found.is_empty() => return Ok(supposing),
        Ok(_) => {}
        Err(more) => found.extend(more),
    }
    Err(typed(of_a_line(found), schema.language))
}

/// Findings about what stands on a command line, which no file has: there is nothing to be edited.
pub(super) fn of_a_line(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.into_iter().map(|finding| Diagnostic { fix: None, ..finding }).collect()
}

/// What two runs over the same subjects differ in: in what their cells say, and what that does to everyone.
///
/// # Errors
/// Faults that show only while scoring.
pub fn effect(
    program: &Program,
    (before, scores): (&Tables, &Scores),
    after: &Tables,
    calendar: &Calendar,
    engine: EngineKind,
    progress: &Progress,
) -> Result<Effect, Vec<Diagnostic>> {
    let then = engine::score(program, after, calendar, engine, progress);
    let then = then.map_err(|found| typed(found, program.rules.schema.language))?;
    Ok(change::effect(&program.rules, change::said(program, before, after), scores, &then))
}
