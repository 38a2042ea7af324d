//! What missing cells are counted by.

use std::collections::BTreeMap;

use super::rows::subject_of;
use crate::cancel::looking;
use crate::core::{FieldId, Schema, TableId, Type};
use crate::data::{Tables, Typed};
use crate::invariant::{OrBroken, entry};

/// How a column is counted: by the choices or texts of a field of the subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By(pub FieldId);

impl By {
    /// By the field of a name, or else by the first that says in which county a subject lies.
    ///
    /// # Errors
    /// That the subjects have no such field: the fields that may be taken.
    pub fn of(schema: &Schema, name: Option<&str>) -> Result<Option<Self>, Vec<String>> {
        let fields = schema.table(Schema::SUBJECTS).map_or(&[][..], |subjects| subjects.fields.as_slice());
        let groups = |ty: &Type| matches!(ty, Type::Text | Type::Choice(_) | Type::YesNo);
        let mut known = fields.iter().enumerate().filter(|(_, field)| groups(&field.ty));
        let Some(name) = name else {
            let says = |word: &str| ["县", "区县", "市县", "county"].iter().any(|of| word.contains(of));
            return Ok(known.find(|(_, field)| says(&field.name)).map(|(id, _)| Self(FieldId(id))));
        };
        match known.clone().find(|(_, field)| field.name == name) {
            Some((id, _)) => Ok(Some(Self(FieldId(id)))),
            None => Err(known.map(|(_, field)| field.name.clone()).collect()),
        }
    }
}

/// The groups that the rows of a table are in.
pub(super) struct Groups {
    /// What the subjects of each share; nothing of those of which it is not known.
    pub(super) names: Vec<Option<String>>,
    /// The group of each row; empty where all are in the first.
    of_rows: Vec<usize>,
}

impl Groups {
    /// Of a table; all rows are in one group where nothing is counted apart.
    pub(super) fn of(schema: &Schema, tables: &Tables, table: TableId, by: Option<By>) -> Self {
        let Some(column) = by.and_then(|By(by)| tables.subjects().column(by)) else {
            return Self { names: vec![None], of_rows: Vec::new() };
        };
        // What is spelt in two ways is one choice.
        let is_choice = matches!(column.typed, Typed::Choice(_));
        let plain = |subject: usize| if is_choice { column.plain(subject) } else { None };
        let text = |subject: usize| plain(subject).or_else(|| column.text(subject));
        let mut places: BTreeMap<Option<String>, usize> = BTreeMap::new();
        let of_subjects: Vec<usize> = looking(0..tables.subjects().rows)
            .map(|subject| {
                let next = places.len();
                *places.entry(text(subject).map(std::borrow::Cow::into_owned)).or_insert(next)
            })
            .collect();
        let mut names = vec![None; places.len()];
        for (name, place) in places {
            if let Some(slot) = names.get_mut(place) {
                *slot = name;
            }
        }
        let group = |row| {
            let subject =
                subject_of(schema, tables, table, row).or_broken("a row of tables that were read has its subject");
            *entry(&of_subjects, subject)
        };
        let rows = tables.table(table).rows;
        Self { names, of_rows: looking(0..rows).map(group).collect() }
    }

    /// The group of a row.
    pub(super) fn group(&self, row: usize) -> usize {
        self.of_rows.get(row).copied().unwrap_or_default()
    }
}
