//! Cells by the name that `--dispute` gives them, and whose they are.

use super::found::OpenCell;
use crate::core::{Schema, TableId, Type};
use crate::data::Tables;
use crate::engine::possible::Cell;
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::number::{Date, Number};
use crate::program::Program;
use crate::proof::{Domain, Interval, Texts};

/// The name of a cell: `P02.满意率`, of a row below `机构[J12].营业收入`. A row of a table without a key is told by its line.
#[must_use]
pub fn named(program: &Program, tables: &Tables, cell: Cell) -> String {
    let schema = &program.rules.schema;
    let table = schema.table(cell.table).or_broken("a cell is of a declared table");
    let field = &schema.field(cell.table, cell.field).or_broken("a cell is of a declared column").name;
    let key = tables.key_of_row(schema, cell.table, cell.row);
    let key = key.unwrap_or_else(|| format!("#{}", tables.table(cell.table).lines.get(cell.row).unwrap_or_default()));
    if cell.table == Schema::SUBJECTS { format!("{key}.{field}") } else { format!("{}[{key}].{field}", table.name) }
}

/// The subject whose cell it is.
pub(super) fn subject_of(program: &Program, tables: &Tables, cell: Cell) -> Option<usize> {
    let (mut table, mut row) = (cell.table, cell.row);
    while table != Schema::SUBJECTS {
        row = tables.table(table).parent_of(row)?;
        table = program.rules.schema.parent(table)?;
    }
    Some(row)
}

/// What is said of an open cell.
pub(super) fn told(
    program: &Program,
    tables: &Tables,
    (cell, domain): (Cell, &Domain),
    disputed: bool,
    language: Language,
) -> OpenCell {
    let own = tables.table(cell.table);
    let unbounded = matches!(domain, Domain::Number(numbers) if numbers.low.is_none() || numbers.high.is_none())
        || matches!(domain, Domain::Text(Texts::Except(_)));
    OpenCell {
        cell: named(program, tables, cell),
        file: own.file_of(cell.row).to_owned(),
        line: own.lines.get(cell.row).unwrap_or_default(),
        range: range(program, (cell.table, cell.field), domain, language),
        unbounded,
        disputed,
    }
}

fn range(program: &Program, at: (TableId, crate::core::FieldId), domain: &Domain, language: Language) -> String {
    let schema = &program.rules.schema;
    let ty = &schema.field(at.0, at.1).or_broken("a cell is of a declared column").ty;
    match (domain, ty) {
        (Domain::Number(numbers), _) => interval(numbers, ty, language),
        (Domain::Choice(choices), Type::Choice(names)) => {
            let names = (0..names.len()).filter(|place| !choices.meet(&crate::proof::Choices::only(*place)).is_empty());
            let of = |place: usize| match ty {
                Type::Choice(names) => names.get(place).cloned().unwrap_or_default(),
                _ => String::new(),
            };
            names.map(of).collect::<Vec<_>>().join(" | ")
        }
        (Domain::Truth(_), _) => language.either("是 | 否", "yes | no").to_owned(),
        (Domain::Text(Texts::Only(texts)), _) => texts.iter().cloned().collect::<Vec<_>>().join(" | "),
        _ => language.either("任意文字", "any text").to_owned(),
    }
}

fn interval(numbers: &Interval, ty: &Type, language: Language) -> String {
    let text = |at: &Number| shown(at, ty);
    let low = numbers.low.as_ref().map(|edge| {
        let word =
            if edge.inclusive { language.either("不低于", "at least") } else { language.either("高于", "above") };
        format!("{word} {}", text(&edge.at))
    });
    let high = numbers.high.as_ref().map(|edge| {
        let word =
            if edge.inclusive { language.either("不高于", "at most") } else { language.either("低于", "below") };
        format!("{word} {}", text(&edge.at))
    });
    match (low, high) {
        (Some(low), Some(high)) => match (&numbers.low, &numbers.high) {
            (Some(from), Some(to)) if from.inclusive && to.inclusive => {
                format!("{}..{}", text(&from.at), text(&to.at))
            }
            _ => format!("{low}{}{high}", language.either("、", ", ")),
        },
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => language.either("列没有声明范围", "the column declares no range").to_owned(),
    }
}

/// A number of a column with its unit, or a date.
pub(super) fn shown(at: &Number, ty: &Type) -> String {
    match ty {
        Type::Date => {
            let day = at.to_scaled(0).and_then(|days| i32::try_from(days).ok()).and_then(Date::from_days);
            day.map_or_else(String::new, |day| day.to_string())
        }
        Type::Number(unit) => unit.shows(at, 0),
        _ => at.to_readable(0),
    }
}
