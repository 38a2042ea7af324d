//! What a person sees who stands on a cell: what may be written, what it is for; and why something was not taken.

use super::bound::bounds;
use super::column::{Column, Role};
use super::reader::Purpose;
use super::source::Template;
use super::width::cut;
use crate::core::{TableId, Type};

/// The longest title of a message.
const LONGEST_TITLE: usize = 32;

/// The longest message.
const LONGEST: usize = 255;

/// The words of a cell.
pub(super) struct Message {
    pub(super) title: String,
    pub(super) input: String,
    pub(super) error_title: String,
    pub(super) error: String,
}

impl Message {
    pub(super) fn of(template: &Template<'_>, column: &Column<'_>, table: TableId) -> Self {
        let says = template.says;
        let allowed = allowed(template, column);
        let purpose = Purpose::of_column(template, column, table);
        let mut lines = vec![says.sentences(&[says.duty(column.duty()), allowed.as_str()])];
        if !purpose.items.is_empty() {
            lines.push(says.used_by(&purpose.items));
        }
        if !purpose.clauses.is_empty() {
            lines.push(says.basis(&purpose.clauses));
        }
        lines.extend(purpose.glosses.iter().map(|gloss| says.gloss(&gloss.code, &gloss.text)));
        Self {
            title: cut(&column.header, LONGEST_TITLE),
            input: within(&lines, says.see_guide()),
            error_title: cut(&column.header, LONGEST_TITLE),
            error: cut(&says.not_taken(&allowed, column.names_a_row()), LONGEST),
        }
    }
}

/// What may be written into a column, in one sentence.
pub(super) fn allowed(template: &Template<'_>, column: &Column<'_>) -> String {
    let says = template.says;
    let schema = &template.program.rules.schema;
    if column.role == Role::Parent {
        let above = schema.table(column.origin.0).map_or("", |table| table.name.as_str());
        return says.key_above(above, &column.field.column);
    }
    if let Some(part) = template.part_of(column) {
        return says.only(&part.text);
    }
    let kind = says.kind(column);
    let (low, high) = bounds(column.field);
    let range = says.range(low.as_ref(), high.as_ref());
    match &column.field.ty {
        Type::Number(_) | Type::Date if !range.is_empty() => says.joined(&[kind, range]),
        _ => kind,
    }
}

/// As many lines as a message takes; the page of instructions has them all.
fn within(lines: &[String], rest: &str) -> String {
    let length = |text: &str| text.encode_utf16().count();
    let whole = lines.join("\n");
    if length(&whole) <= LONGEST {
        return whole;
    }
    let room = LONGEST.saturating_sub(length(rest)).saturating_sub(1);
    let mut kept = String::new();
    for line in lines {
        let left = room.saturating_sub(length(&kept)).saturating_sub(1);
        if length(line) > left {
            // A beginning that says nothing is left out.
            if left > 20 {
                kept.push_str(if kept.is_empty() { "" } else { "\n" });
                kept.push_str(&cut(line, left));
            }
            break;
        }
        kept.push_str(if kept.is_empty() { "" } else { "\n" });
        kept.push_str(line);
    }
    format!("{kept}\n{rest}")
}
