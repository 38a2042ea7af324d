//! Two results beside one another, cell by cell: which cells of the data changed, and what each cell of the result is due
//! to.

use std::collections::BTreeMap;

use super::corners::Corners;
use super::folders::OneSide;
use crate::compare::{Cause, Cells, Corner, Ends, InputChange, Kind, results};
use crate::core::{FieldId, TableId, Type};
use crate::data::{Correction, Supposed, Table, Typed};
use crate::invariant::{OrBroken, fit};
use crate::number::Number;

/// The cells of two data, and of the results of two rule sets with them. Edits in `bound` go with the data.
pub(super) fn cells(
    corners: &Corners<'_>,
    (first, last): (&OneSide, &OneSide),
    bound: &[usize],
    ends: &Ends<'_>,
) -> Cells {
    let plan = corners.plan;
    let is_parameter = |edit: usize| plan.edits.get(edit).is_some_and(|edit| edit.kind == Kind::Parameter);
    let free = || (0..plan.edits.len()).filter(|edit| !bound.contains(edit));
    let crossed = crossed(first, last);
    let mut causes = vec![Cause::Data];
    causes.extend(crossed.is_some().then_some(Cause::Correction));
    causes.extend(free().any(|edit| !is_parameter(edit)).then_some(Cause::Rule));
    causes.extend(free().any(is_parameter).then_some(Cause::Parameter));
    let sets = 1_usize.checked_shl(fit(causes.len())).or_broken("there are four causes");
    let has = |set: usize, cause: Cause| {
        let at = causes.iter().position(|known| *known == cause);
        at.is_some_and(|at| set & (1_usize.checked_shl(fit(at)).unwrap_or(0)) != 0)
    };
    let scored: Vec<Option<Corner>> = (0..sets)
        .map(|set| {
            let newer = has(set, Cause::Data);
            let takes = |edit: usize| match edit {
                edit if bound.contains(&edit) => newer,
                edit if is_parameter(edit) => has(set, Cause::Parameter),
                _ => has(set, Cause::Rule),
            };
            let own = if newer { last } else { first };
            let side = match &crossed {
                Some((old, new)) if has(set, Cause::Correction) != newer => {
                    if newer {
                        new
                    } else {
                        old
                    }
                }
                _ => own,
            };
            corners.corner(&takes, side)
        })
        .collect();
    let corner = |set: usize| Some((scored.get(set)?.as_ref()?, has(set, Cause::Data)));
    let results = results(plan, ends, &causes, &corner);
    Cells { inputs: inputs(first, last), results, causes }
}

/// A cell that was corrected, by names.
struct Corrected<'t> {
    table: &'t str,
    field: &'t str,
    key: Option<String>,
    row: usize,
    at: (TableId, FieldId),
    correction: &'t Correction,
}

fn corrections(side: &OneSide) -> Vec<Corrected<'_>> {
    let mut found = Vec::new();
    for (table, declared) in side.schema.tables.iter().enumerate() {
        let Some(rows) = side.tables.get(TableId(table)) else { continue };
        for (field, named) in declared.fields.iter().enumerate() {
            let Some(column) = rows.column(FieldId(field)).filter(|column| column.has_corrections()) else { continue };
            for row in 0..rows.rows {
                let Some(correction) = column.correction(row) else { continue };
                let key = side.tables.key_of_row(&side.schema, TableId(table), row);
                let at = (TableId(table), FieldId(field));
                found.push(Corrected { table: &declared.name, field: &named.name, key, row, at, correction });
            }
        }
    }
    found
}

/// The data of each side with the corrections of the other; `None` where nothing is corrected.
fn crossed(first: &OneSide, last: &OneSide) -> Option<(OneSide, OneSide)> {
    let (old, new) = (corrections(first), corrections(last));
    if old.is_empty() && new.is_empty() {
        return None;
    }
    Some((with_those_of(first, &old, &new)?, with_those_of(last, &new, &old)?))
}

fn with_those_of(side: &OneSide, own: &[Corrected<'_>], others: &[Corrected<'_>]) -> Option<OneSide> {
    let supposed =
        |(table, field), row, text: &str| Supposed { table, field, row, text: text.to_owned(), reason: String::new() };
    let mut cells: Vec<Supposed> = own.iter().map(|one| supposed(one.at, one.row, &one.correction.was)).collect();
    for other in others {
        let table = side.schema.tables.iter().position(|table| table.name == other.table).map(TableId)?;
        let field = side.schema.table(table)?.fields.iter().position(|field| field.name == other.field).map(FieldId)?;
        let row = other.key.as_ref().and_then(|key| side.tables.row_of_key(&side.schema, table, key));
        // What was corrected of a row that is not there has nothing to correct.
        cells.extend(row.map(|row| supposed((table, field), row, &other.correction.value)));
    }
    let tables = side.tables.supposing(&side.schema, &cells).ok()?;
    Some(OneSide { tables, ..side.clone() })
}

/// The cells of the data that say something else.
fn inputs(first: &OneSide, last: &OneSide) -> Vec<InputChange> {
    let mut found = Vec::new();
    for (at, declared) in last.schema.tables.iter().enumerate() {
        let Some(was) = first.schema.tables.iter().position(|table| table.name == declared.name) else { continue };
        let (Some(before), Some(after)) = (first.tables.get(TableId(was)), last.tables.get(TableId(at))) else {
            continue;
        };
        let (old_rows, new_rows) = (keyed(first, TableId(was)), keyed(last, TableId(at)));
        for (key, row) in &new_rows {
            let Some(old) = old_rows.get(key) else {
                found.push(row_alone(&declared.name, key, false));
                continue;
            };
            for (field, named) in declared.fields.iter().enumerate() {
                let Some(of) = first
                    .schema
                    .tables
                    .get(was)
                    .and_then(|table| table.fields.iter().position(|field| field.name == named.name))
                else {
                    continue;
                };
                let types = first.schema.field(TableId(was), FieldId(of)).map(|field| &field.ty);
                let same =
                    value(before, FieldId(of), *old, types) == value(after, FieldId(field), *row, Some(&named.ty));
                if !same {
                    found.push(cell(
                        &declared.name,
                        key,
                        &named.name,
                        (before, FieldId(of), *old),
                        (after, FieldId(field), *row),
                    ));
                }
            }
        }
        let gone = old_rows.keys().filter(|key| !new_rows.contains_key(*key));
        found.extend(gone.map(|key| row_alone(&declared.name, key, true)));
    }
    found
}

fn row_alone(table: &str, key: &str, is_gone: bool) -> InputChange {
    let said = Some(key.to_owned());
    let (old, new) = if is_gone { (said, None) } else { (None, said) };
    InputChange {
        table: table.to_owned(),
        key: key.to_owned(),
        column: None,
        old,
        new,
        cause: Cause::Data,
        reason: Vec::new(),
    }
}

type Of<'t> = (&'t Table, FieldId, usize);

fn cell(table: &str, key: &str, column: &str, before: Of<'_>, after: Of<'_>) -> InputChange {
    let text = |(table, field, row): Of<'_>| table.column(field)?.text(row).map(std::borrow::Cow::into_owned);
    let correction =
        |(table, field, row): Of<'_>| table.column(field).and_then(|column| column.correction(row)).cloned();
    let (old, new) = (correction(before), correction(after));
    let raw = |of: Of<'_>, correction: &Option<Correction>| {
        correction.as_ref().map_or_else(|| text(of).unwrap_or_default(), |one| one.was.clone())
    };
    let is_corrected = (old.is_some() || new.is_some()) && raw(before, &old) == raw(after, &new);
    let reason = new.or(old).map(|one| [one.reason, one.document]).unwrap_or_default();
    let reason = reason.into_iter().filter(|text| !text.is_empty()).collect();
    InputChange {
        table: table.to_owned(),
        key: key.to_owned(),
        column: Some(column.to_owned()),
        old: text(before),
        new: text(after),
        cause: if is_corrected { Cause::Correction } else { Cause::Data },
        reason,
    }
}

/// The rows of a table by their keys; of a table without key by what all cells say.
fn keyed(side: &OneSide, table: TableId) -> BTreeMap<String, usize> {
    let Some(rows) = side.tables.get(table) else { return BTreeMap::new() };
    let fields = side.schema.table(table).map_or(0, |table| table.fields.len());
    let mut found = BTreeMap::new();
    for row in 0..rows.rows {
        let key = side.tables.key_of_row(&side.schema, table, row).unwrap_or_else(|| {
            let text = |field| rows.column(FieldId(field)).and_then(|column| column.text(row)).unwrap_or_default();
            let all: Vec<_> = (0..fields).map(text).collect();
            all.join(", ")
        });
        // Rows without key that say the same are told apart by their count.
        let count = (0..).map(|count: usize| if count == 0 { key.clone() } else { format!("{key} ({count})") });
        if let Some(key) = count.into_iter().find(|key| !found.contains_key(key)) {
            found.insert(key, row);
        }
    }
    found
}

/// What a cell comes to, whatever unit it is written in.
fn value(table: &Table, field: FieldId, row: usize, ty: Option<&Type>) -> Option<String> {
    let column = table.column(field)?;
    match (&column.typed, ty) {
        (Typed::Number { scale, values }, Some(Type::Number(unit))) => {
            let number = Number::from_scaled(values.get(row)?, *scale) * unit.scale.clone();
            Some(number.to_string())
        }
        _ => column.plain(row).map(std::borrow::Cow::into_owned),
    }
}
