//! What stands on which sheet.

use super::column::{Column, Role, columns, key_of};
use super::names::Taken;
use super::part::Filled;
use super::unfit::{LONGEST_TEXT, MOST_COLUMNS, MOST_ROWS, Unfit};
use crate::cancel::look;
use crate::core::{Constant, KeyPart, Schema, Table, TableId};
use crate::finding::Language;
use crate::rules::RuleSet;

/// The sheets of a workbook.
#[derive(Debug)]
pub(super) struct Form<'r> {
    /// One for each table, in their order.
    pub(super) sheets: Vec<Sheet<'r>>,
    /// The name of the sheet of instructions.
    pub(super) guide_name: String,
    /// The name of the sheet of totals.
    pub(super) totals_name: String,
    /// The name of the sheet of long lists.
    pub(super) lists_name: String,
}

/// The sheet of a table.
#[derive(Debug)]
pub(super) struct Sheet<'r> {
    /// The table.
    pub(super) id: TableId,
    /// Its declaration.
    pub(super) table: &'r Table,
    /// What the sheet is called: as the table is, or its file.
    pub(super) name: String,
    /// From the left.
    pub(super) columns: Vec<Column<'r>>,
}

impl Sheet<'_> {
    /// The columns that together must not be the same in two rows; none of a table without a key.
    pub(super) fn key(&self) -> impl Iterator<Item = usize> + '_ {
        let key = &self.table.key;
        let is_part = move |column: &Column<'_>| match column.role {
            Role::Parent => {
                key.contains(&KeyPart::Parent) || column.own.is_some_and(|own| key.contains(&KeyPart::Field(own)))
            }
            Role::Key => true,
            Role::Title | Role::Other => false,
        };
        self.columns.iter().enumerate().filter(move |(_, column)| is_part(column)).map(|(place, _)| place)
    }
}

impl<'r> Form<'r> {
    /// # Errors
    /// Everything that does not fit.
    pub(super) fn of(rules: &'r RuleSet, language: Language, filled: &Filled) -> Result<Self, Vec<Unfit>> {
        let (mut taken, mut sheets, mut unfit) = (Taken::default(), Vec::new(), Vec::new());
        let schema = &rules.schema;
        // The name of a table comes before that of another's file.
        let names: Vec<Option<String>> = schema.tables.iter().map(|table| taken.sheet(&table.name)).collect();
        for ((place, table), name) in schema.tables.iter().enumerate().zip(names) {
            look();
            let id = TableId(place);
            let columns = columns(schema, id, table, language);
            if table.spread.is_some() {
                unfit.push(Unfit::Spread { table: table.name.clone(), span: table.span });
                continue;
            }
            if columns.len() > MOST_COLUMNS {
                let (table, columns, span) = (table.name.clone(), columns.len(), table.span);
                unfit.push(Unfit::Columns { table, columns, span });
                continue;
            }
            match name.or_else(|| taken.sheet(stem(&table.file))) {
                Some(name) => sheets.push(Sheet { id, table, name, columns }),
                None => unfit.push(Unfit::SheetName { table: table.name.clone(), span: table.span }),
            }
        }
        unfit.extend(unfit_rows(schema, filled));
        if !unfit.is_empty() {
            return Err(unfit);
        }
        let mut own = |zh, en| taken.first_free(language.either(zh, en));
        let (guide_name, totals_name) = (own("填报说明", "Instructions"), own("汇总核对", "Totals"));
        Ok(Self { sheets, guide_name, totals_name, lists_name: own("选项", "Choices") })
    }

    /// The sheet and the place of the column from whose cells the key of a table above can be chosen: only a key of one
    /// column names a row by itself.
    pub(super) fn chosen_from(&self, schema: &Schema, column: &Column<'_>) -> Option<(&Sheet<'r>, usize)> {
        let (above, field) = column.origin;
        if column.role != Role::Parent || key_of(schema, above).len() != 1 {
            return None;
        }
        let sheet = self.sheets.iter().find(|sheet| sheet.id == above)?;
        let place = sheet.columns.iter().position(|column| column.own == Some(field))?;
        Some((sheet, place))
    }
}

fn unfit_rows(schema: &Schema, filled: &Filled) -> Vec<Unfit> {
    let Some(subjects) = schema.table(Schema::SUBJECTS) else { return Vec::new() };
    if filled.rows.len() >= MOST_ROWS {
        return vec![Unfit::Rows { rows: filled.rows.len(), span: subjects.span }];
    }
    let mut unfit = Vec::new();
    for (row, values) in filled.rows.iter().enumerate() {
        for (field, value) in subjects.fields.iter().zip(values) {
            if let Some(Constant::Text(text)) = value
                && text.len() > LONGEST_TEXT
                && text.encode_utf16().count() > LONGEST_TEXT
            {
                unfit.push(Unfit::Text { column: field.column.clone(), row: row.saturating_add(1), span: field.span });
            }
        }
    }
    unfit
}

/// The name of a file without its folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
