//! Folders of data, each read as the rules declare it for which it was made, with what the other rules declare beside.

use std::collections::BTreeSet;

use crate::check;
use crate::compare::{Extra, Which, extras, reader, tables};
use crate::core::Schema;
use crate::data::Tables;
use crate::finding::Diagnostic;
use crate::host::Host;
use crate::host::progress::Progress;
use crate::number::Calendar;
use crate::session::tables::{Reading, tables_of};
use crate::syntax::ast;

/// A folder of data, where and how it is read.
#[derive(Clone, Copy)]
pub struct Folder<'f> {
    /// What reads it.
    pub host: &'f dyn Host,
    /// How.
    pub reading: Reading<'f>,
    /// The working days that its results are worked out with.
    pub calendar: &'f Calendar,
}

/// A folder that was read.
#[derive(Debug, Clone)]
pub(super) struct OneSide {
    /// For which rules it was made.
    pub(super) which: Which,
    /// What it was read as.
    pub(super) declared: Vec<ast::Table>,
    /// The same as a schema.
    pub(super) schema: Schema,
    /// Its tables.
    pub(super) tables: Tables,
    /// The working days that it is scored with.
    pub(super) calendar: Calendar,
    /// The tables and columns of the other rules that it lacks.
    pub(super) lacks: BTreeSet<String>,
}

/// Reads a folder.
///
/// # Errors
/// The findings when it does not even hold what its own rules declare.
pub(super) fn read(
    (own, other): (&ast::File, &ast::File),
    which: Which,
    Folder { host, reading, calendar }: Folder<'_>,
    progress: &Progress,
) -> Result<OneSide, Vec<Diagnostic>> {
    let load = |takes: &dyn Fn(&Extra) -> bool| {
        let declared = tables(own, other, takes);
        let schema = schema(own, &declared).unwrap_or_default();
        tables_of(host, &schema, &reading, progress).map(|tables| (declared, schema, tables))
    };
    let further = extras(own, other);
    let calendar = calendar.clone();
    if let Ok((declared, schema, tables)) = load(&|_| true) {
        return Ok(OneSide { which, declared, schema, tables, calendar, lacks: BTreeSet::new() });
    }
    // What the folder lacks is found by asking for each further table or column beside those that are there.
    let mut there: Vec<Extra> = Vec::new();
    let (mut declared, mut schema, mut read) = load(&|_| false)?;
    for extra in &further {
        if let Ok(more) = load(&|asked| asked == extra || there.contains(asked)) {
            (declared, schema, read) = more;
            there.push(extra.clone());
        }
    }
    let lacks = further.into_iter().filter(|extra| !there.contains(extra));
    let lacks = lacks.map(|extra| extra.column.unwrap_or(extra.table)).collect();
    Ok(OneSide { which, declared, schema, tables: read, calendar, lacks })
}

/// The schema of some tables.
fn schema(of: &ast::File, declared: &[ast::Table]) -> Option<Schema> {
    check::check(&reader(of, declared), &[]).program.map(|program| program.rules.schema)
}
