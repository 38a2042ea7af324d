//! What is worth knowing of tables before anything is scored: what was read and repaired, what is missing, and what can be
//! read and is probably wrong all the same.
//!
//! ```text
//! program, tables ──survey──► Survey: tables, columns, repairs ; findings (warnings)
//! ```

mod below;
mod between;
mod by;
mod column;
mod hidden;
mod judges;
mod repair;
mod rows;
mod share;
mod shared;
mod size;

pub use by::By;
pub use column::{Column, Missing};
pub use repair::{Example, Repair, Repaired};

use by::Groups;

use crate::core::{FieldId, Schema, TableId};
use crate::data::{Reading, Tables};
use crate::finding::{Diagnostic, Severity};
use crate::program::Program;

/// What is worth knowing of all tables.
#[derive(Debug)]
pub struct Survey {
    /// The tables, in the order of their declarations.
    pub tables: Vec<Table>,
    /// What is probably wrong: warnings, table by table.
    pub findings: Vec<Diagnostic>,
}

/// What is worth knowing of a table.
#[derive(Debug)]
pub struct Table {
    /// The table.
    pub table: TableId,
    /// How many rows of data it has.
    pub rows: usize,
    /// How each of its files was read.
    pub readings: Vec<Reading>,
    /// Its columns, as declared.
    pub columns: Vec<Column>,
}

/// Goes over all tables.
#[must_use]
pub fn survey(program: &Program, tables: &Tables, by: Option<By>) -> Survey {
    let schema = &program.rules.schema;
    let mut all = Vec::with_capacity(tables.0.len());
    let mut findings = crate::data::alike(schema, tables);
    for (id, (declared, table)) in schema.tables.iter().zip(&tables.0).enumerate() {
        let id = TableId(id);
        hidden::look(table, &mut findings);
        below::look(schema, tables, id, &mut findings);
        between::look(schema, tables, id, &mut findings);
        judges::look(program, tables, id, &mut findings);
        for (field, of) in declared.fields.iter().enumerate() {
            share::look(table, (FieldId(field), of), &mut findings);
            shared::look(schema, tables, (id, FieldId(field)), &mut findings);
            size::look(program, table, (id, FieldId(field), of), &mut findings);
        }
        let fields = declared.fields.iter().enumerate();
        let groups = Groups::of(schema, tables, id, by);
        let columns = fields.map(|(field, of)| Column::of(table, (FieldId(field), of), &groups)).collect();
        all.push(Table { table: id, rows: table.rows, readings: table.readings.clone(), columns });
    }
    for finding in &mut findings {
        finding.severity = Severity::Warning;
    }
    Survey { tables: all, findings }
}

/// The cells that do not say their value in the plain way, as errors.
#[must_use]
pub fn repairs(schema: &Schema, tables: &Tables) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (declared, table) in schema.tables.iter().zip(&tables.0) {
        for (field, of) in declared.fields.iter().enumerate() {
            repair::findings(table, FieldId(field), of, &mut findings);
        }
    }
    findings
}

/// What a run that scores says of its tables: that keys look the same, and that shares look like what they are not.
#[must_use]
pub fn doubts(program: &Program, tables: &Tables) -> Vec<Diagnostic> {
    let schema = &program.rules.schema;
    let mut findings = crate::data::alike(schema, tables);
    for (declared, table) in schema.tables.iter().zip(&tables.0) {
        for (field, of) in declared.fields.iter().enumerate() {
            share::look(table, (FieldId(field), of), &mut findings);
        }
    }
    for finding in &mut findings {
        finding.severity = Severity::Warning;
    }
    findings
}
