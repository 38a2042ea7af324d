//! Totals held against one another: a column of a table above that has the name and the unit of a column below should be
//! what that adds up to.

use crate::cancel::looking;
use crate::core::{FieldId, Schema, TableId, Type};
use crate::data::{Cell, Tables};
use crate::finding::{Code, Diagnostic, Place};
use crate::number::Number;
use crate::words;

/// So many rows of a column are told.
const TOLD: usize = 10;

pub(super) fn look(schema: &Schema, tables: &Tables, id: TableId, findings: &mut Vec<Diagnostic>) {
    let (Some(declared), Some(table)) = (schema.table(id), tables.get(id)) else { return };
    let (Some(parent), Some(parents)) = (&declared.parent, &table.parents) else { return };
    let (Some(of), Some(above)) = (schema.table(parent.table), tables.get(parent.table)) else { return };
    for (own, field) in declared.fields.iter().enumerate() {
        let Type::Number(unit) = &field.ty else { continue };
        let total = of.fields.iter().position(|other| {
            other.name == field.name
                && matches!(&other.ty, Type::Number(other) if other.dimension == unit.dimension)
                && !unit.is_percent()
        });
        let Some(total) = total else { continue };
        let Some(Type::Number(total_unit)) = of.fields.get(total).map(|field| &field.ty) else { continue };
        let mut sums: Vec<Option<Number>> = vec![None; above.rows];
        for row in looking(0..table.rows) {
            let Cell::Number(value) = table.cell(FieldId(own), row) else { continue };
            let Some(sum) = parents.get(row).and_then(|row| sums.get_mut(usize::try_from(row).ok()?)) else { continue };
            *sum = Some(sum.take().unwrap_or_else(Number::zero) + value * &unit.scale);
        }
        let mut told = 0_usize;
        for (row, sum) in sums.into_iter().enumerate() {
            let (Some(sum), Cell::Number(value)) = (sum, above.cell(FieldId(total), row)) else { continue };
            if value * &total_unit.scale == sum || told >= TOLD {
                continue;
            }
            told = told.saturating_add(1);
            let (name, below, sum) = (&field.name, &declared.name, total_unit.shows(&sum, 0));
            let message = words!(
                "「{name}」与「{below}」里各行加起来的 {sum} 对不上",
                "`{name}` is not the {sum} that the rows of `{below}` add up to"
            );
            let place = Place::Cell(above.place(FieldId(total), row));
            findings.push(
                Diagnostic { place: Some(place), ..Diagnostic::file(Code::H0513, above.file.clone(), message) }
                    .help(words!("核对两张表，改正其中一张", "check both tables and correct one of them")),
            );
        }
    }
}
