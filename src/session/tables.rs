//! The tables that a rule set is run over.

use super::typed;
use crate::core::Schema;
use crate::data::{self, Tables};
use crate::finding::Diagnostic;
use crate::host::progress::Progress;
use crate::host::{Fence, Host, folder_of};
use crate::program::Program;
use crate::survey::{By, Survey};

/// Where tables are read, and how: what one run says, and not the rules.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'r> {
    /// The folder of the data.
    pub folder: &'r str,
    /// The rule file, beside which tables may lie too.
    pub rules: Option<&'r str>,
    /// A file of corrections, beside those that the folder has.
    pub corrections: Option<&'r str>,
    /// Whether columns that no rule declares are ignored, as if each table said 其余列 忽略.
    pub ignores_other_columns: bool,
}

impl<'r> Reading<'r> {
    /// The tables of a folder, as the rules declare them.
    #[must_use]
    pub fn of(folder: &'r str) -> Self {
        Self { folder, rules: None, corrections: None, ignores_other_columns: false }
    }
}

/// Reads the tables of a rule set.
///
/// # Errors
/// All findings about the data.
pub fn tables(
    host: &dyn Host,
    program: &Program,
    folder: &str,
    progress: &Progress,
) -> Result<Tables, Vec<Diagnostic>> {
    tables_as(host, program, &Reading::of(folder), progress)
}

/// As [`tables`], in the way of one run.
///
/// # Errors
/// As [`tables`].
pub fn tables_as(
    host: &dyn Host,
    program: &Program,
    reading: &Reading<'_>,
    progress: &Progress,
) -> Result<Tables, Vec<Diagnostic>> {
    tables_of(host, &program.rules.schema, reading, progress)
}

/// As [`tables_as`], as a schema declares them.
pub(super) fn tables_of(
    host: &dyn Host,
    declared: &Schema,
    reading: &Reading<'_>,
    progress: &Progress,
) -> Result<Tables, Vec<Diagnostic>> {
    let lenient = reading.ignores_other_columns.then(|| ignoring(declared));
    let schema = lenient.as_ref().unwrap_or(declared);
    let folders = [Some(reading.folder), reading.rules.map(folder_of), reading.corrections];
    let fence = Fence::within(host, folders.into_iter().flatten().map(str::to_owned));
    let tables = data::load_corrected(schema, &fence, reading.folder, reading.corrections, progress);
    tables.map_err(|found| typed(found, schema.language))
}

/// What is worth knowing of tables that can be scored.
#[must_use]
pub fn doubts(program: &Program, tables: &Tables) -> Vec<Diagnostic> {
    typed(crate::survey::doubts(program, tables), program.rules.schema.language)
}

/// The cells that were repaired, as errors.
#[must_use]
pub fn repairs(program: &Program, tables: &Tables) -> Vec<Diagnostic> {
    let schema = &program.rules.schema;
    typed(crate::survey::repairs(schema, tables), schema.language)
}

/// What is worth knowing of tables before they are scored.
#[must_use]
pub fn survey(program: &Program, tables: &Tables, by: Option<By>) -> Survey {
    let mut survey = crate::survey::survey(program, tables, by);
    survey.findings = typed(survey.findings, program.rules.schema.language);
    survey
}

/// The tables of which each says 其余列 忽略.
fn ignoring(declared: &Schema) -> Schema {
    let mut schema = declared.clone();
    for table in &mut schema.tables {
        table.ignore_other_columns = true;
    }
    schema
}
