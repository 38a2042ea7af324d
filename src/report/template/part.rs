//! Which rows of subjects stand in which workbook.

use std::collections::BTreeMap;

use crate::cancel::look;
use crate::core::{Constant, FieldId, KeyPart, Table, Type};

/// A row of the table of the subjects: a value for each of its fields, none where nothing is known.
pub type Row = Vec<Option<Constant>>;

/// What stands in a workbook before anybody fills it in.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Rows of the subjects.
    pub rows: Vec<Row>,
    /// Whose workbook it is, where there are several.
    pub part: Option<Part>,
}

/// The value by which the subjects of a workbook are told from those of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// A field of the subjects.
    pub field: FieldId,
    /// What it is in this workbook.
    pub value: Constant,
    /// The same as text.
    pub text: String,
}

/// One for each value of a field of the subjects: of choices in their declared order, of texts in the order of the rows.
/// Without rows, one for each choice; `None` of a text then, as nobody knows what values there are. Rows without the
/// value are in none.
#[must_use]
pub fn parts(subjects: &Table, field: FieldId, rows: Option<Vec<Row>>) -> Option<Vec<Filled>> {
    let declared = subjects.fields.get(field.0)?;
    let part = |value: Constant| Part { field, text: value.in_files(&declared.ty), value };
    let Some(rows) = rows else {
        // A choice that is the whole key has its one row.
        let is_key = subjects.key == [KeyPart::Field(field)];
        let empty = |value: Constant| {
            let row = (0..subjects.fields.len()).map(|place| (place == field.0).then(|| value.clone())).collect();
            Filled { rows: if is_key { vec![row] } else { Vec::new() }, part: Some(part(value)) }
        };
        return Some(values(&declared.ty)?.into_iter().map(empty).collect());
    };
    let mut filled: Vec<Filled> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        look();
        let Some(value) = row.get(field.0).cloned().flatten() else { continue };
        let part = part(value);
        let place = *places.entry(part.text.clone()).or_insert(filled.len());
        match filled.get_mut(place) {
            Some(known) => known.rows.push(row),
            None => filled.push(Filled { rows: vec![row], part: Some(part) }),
        }
    }
    if let Some(values) = values(&declared.ty) {
        let rank = |filled: &Filled| filled.part.as_ref().and_then(|part| values.iter().position(|v| *v == part.value));
        filled.sort_by_key(rank);
    }
    Some(filled)
}

/// All values of a type that has few.
fn values(ty: &Type) -> Option<Vec<Constant>> {
    match ty {
        Type::Choice(choices) => Some((0..choices.len()).map(Constant::Choice).collect()),
        Type::YesNo => Some(vec![Constant::YesNo(true), Constant::YesNo(false)]),
        Type::Number(_) | Type::Text | Type::Date => None,
    }
}
