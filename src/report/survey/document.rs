//! What `heng data --format json` prints, from which the other forms are made.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::said;
use crate::core::{Schema, Type};
use crate::finding::{Language, Sources};
use crate::invariant::OrBroken;
use crate::report::DiagnosticsJson;
use crate::rules::RuleSet;
use crate::survey::{self, Repair, Survey};

/// What is worth knowing of the tables of a rule set.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "heng data --format json")]
pub(in crate::report) struct Document {
    /// Title of the rule set.
    pub(super) rule_set: String,
    /// The tables, in the order of their declarations.
    pub(super) tables: Vec<Table>,
    /// What is probably wrong.
    pub(super) findings: DiagnosticsJson,
}

/// A table.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Table {
    /// Name in rules.
    pub(super) name: String,
    /// Rows of data.
    pub(super) rows: usize,
    /// How each file was read.
    pub(super) files: Vec<File>,
    /// The declared columns.
    pub(super) columns: Vec<Column>,
}

/// A file, or a sheet of a workbook.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct File {
    /// As named to the user.
    pub(super) name: String,
    /// Its form in words: encoding and separator, or workbook and sheet.
    pub(super) form: String,
    /// The line, or row of the sheet, that ends the header; 0 where there is none.
    pub(super) header: u64,
    /// Columns whose header is not the declared one.
    pub(super) headings: Vec<Heading>,
    /// Rows that are no data.
    pub(super) left_out: Vec<Row>,
    /// Rows of data that the program did not show.
    pub(super) hidden_rows: usize,
    /// Sheets that the program did not show, and that were not read.
    pub(super) hidden_sheets: Vec<String>,
}

/// A header that is not the declared one.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Heading {
    /// Name of the column in rules.
    pub(super) column: String,
    /// What the file has.
    pub(super) header: String,
    /// The unit of bare numbers, where it is not the declared one.
    pub(super) unit: Option<String>,
}

/// A row that is no data.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Row {
    /// Its line, or number in the sheet.
    pub(super) row: u64,
    /// What it is, in words.
    pub(super) what: String,
}

/// A column.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Column {
    /// Name in rules.
    pub(super) name: String,
    /// Unit of a number, or the type, in words.
    pub(super) unit: String,
    /// Rows with a value.
    pub(super) filled: usize,
    /// Rows without one.
    pub(super) missing: usize,
    /// The same by the county of the subject, or what else they are grouped by; absent without groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) missing_by: Vec<Group>,
    /// The least number.
    pub(super) least: Option<String>,
    /// The greatest number.
    pub(super) greatest: Option<String>,
    /// How many numbers lie in each of equally wide parts from the least to the greatest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) distribution: Vec<usize>,
    /// How many rows have each value of an enumeration.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) values: BTreeMap<String, usize>,
    /// What was made of cells that do not say their value in the plain way.
    pub(super) repaired: Vec<Repaired>,
}

/// A group of subjects.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Group {
    /// What they share; null of those of which it is not known.
    pub(super) value: Option<String>,
    /// Rows without a value.
    pub(super) missing: usize,
    /// Rows.
    pub(super) rows: usize,
}

/// Cells of which the same was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Repaired {
    /// What was made of them.
    pub(super) repair: Repair,
    /// The same in words.
    pub(super) words: &'static str,
    /// How many there are.
    pub(super) count: usize,
    /// The first of them.
    pub(super) examples: Vec<Example>,
}

/// A repaired cell.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Example {
    /// Its file.
    pub(super) file: String,
    /// Its line, or number in the sheet.
    pub(super) row: Option<u64>,
    /// Its address in a sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    /// What it says.
    pub(super) text: String,
    /// What it was read as, in the unit of the column.
    pub(super) value: String,
}

impl Document {
    pub(super) fn of(rules: &RuleSet, sources: &Sources, survey: &Survey, language: Language) -> Self {
        let mut findings = DiagnosticsJson::default();
        findings.add(sources, &survey.findings, language);
        let tables = survey.tables.iter().map(|table| Table::of(&rules.schema, table, language)).collect();
        Self { rule_set: rules.title.clone(), tables, findings }
    }
}

impl Table {
    fn of(schema: &Schema, table: &survey::Table, language: Language) -> Self {
        let declared = schema.table(table.table).or_broken("a table of the data is declared");
        let name = |field: crate::core::FieldId| {
            declared.fields.get(field.0).map(|field| field.name.clone()).or_broken("a field is declared")
        };
        let files = table.readings.iter().map(|reading| File {
            name: reading.name.clone(),
            form: said::form(&reading.form, language) + if reading.is_turned { said::turned(language) } else { "" },
            header: reading.header,
            headings: reading
                .headings
                .iter()
                .map(|(field, header, unit)| Heading {
                    column: name(*field),
                    header: header.clone(),
                    unit: unit.as_ref().map(|unit| unit.name.clone()),
                })
                .collect(),
            left_out: reading
                .left_out
                .iter()
                .map(|row| Row { row: row.line, what: said::left_out(row.what, language).to_owned() })
                .collect(),
            hidden_rows: reading.hidden_rows,
            hidden_sheets: reading.hidden_sheets.clone(),
        });
        let columns = table.columns.iter().map(|column| {
            let field = declared.fields.get(column.field.0).or_broken("a field is declared");
            Column::of(field, column, language)
        });
        Self { name: declared.name.clone(), rows: table.rows, files: files.collect(), columns: columns.collect() }
    }
}

impl Column {
    fn of(field: &crate::core::Field, column: &survey::Column, language: Language) -> Self {
        let unit = match &field.ty {
            Type::Number(unit) if unit.name.is_empty() => language.either("数值", "number").to_owned(),
            Type::Number(unit) => unit.name.clone(),
            Type::YesNo => language.either("是否", "yes or no").to_owned(),
            Type::Text => language.either("文本", "text").to_owned(),
            Type::Choice(_) => language.either("枚举", "choice").to_owned(),
            Type::Date => language.either("日期", "date").to_owned(),
        };
        let groups = column.missing.iter().filter(|_| column.missing.iter().any(|group| group.group.is_some()));
        Self {
            name: field.name.clone(),
            unit,
            filled: column.filled,
            missing: column.lacking(),
            missing_by: groups
                .map(|group| Group { value: group.group.clone(), missing: group.missing, rows: group.rows })
                .collect(),
            least: column.ends.as_ref().map(|(least, _)| least.to_string()),
            greatest: column.ends.as_ref().map(|(_, greatest)| greatest.to_string()),
            distribution: column.bars.clone(),
            values: column.values.iter().cloned().collect(),
            repaired: column
                .repaired
                .iter()
                .map(|repaired| Repaired {
                    repair: repaired.repair,
                    words: said::repair(repaired.repair, language),
                    count: repaired.count,
                    examples: repaired
                        .examples
                        .iter()
                        .map(|example| Example {
                            file: example.place.file.clone(),
                            row: example.place.row,
                            address: example.place.address.clone(),
                            text: example.place.text.clone().unwrap_or_default(),
                            value: example.value.clone(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }

    /// How many cells were repaired.
    pub(super) fn repairs(&self) -> usize {
        self.repaired.iter().map(|repaired| repaired.count).sum()
    }
}
