//! A column of a sheet.

use super::duty::Duty;
use super::heading::heading;
use crate::core::{Field, FieldId, KeyPart, Schema, Table, TableId, Type};
use crate::finding::Language;
use crate::invariant::OrBroken;

/// A column of a sheet, and where it comes from in the rules.
#[derive(Debug)]
pub(super) struct Column<'r> {
    /// What stands in the first row.
    pub(super) header: String,
    /// What the column is for.
    pub(super) role: Role,
    /// Whether it names a row by itself.
    pub(super) is_unique: bool,
    /// The field that says what may be written: of a key of the table above, the field there.
    pub(super) field: &'r Field,
    /// The same by its id.
    pub(super) origin: (TableId, FieldId),
    /// The field of the table itself, if it declares one.
    pub(super) own: Option<FieldId>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// It says to which row of the table above a row belongs.
    Parent,
    /// It is part of the key.
    Key,
    /// It says what a row is called.
    Title,
    /// All others.
    Other,
}

impl Column<'_> {
    pub(super) fn ty(&self) -> &Type {
        &self.field.ty
    }

    /// Whether it has to be filled in.
    pub(super) fn duty(&self) -> Duty {
        match self.role {
            Role::Parent | Role::Key => Duty::Required,
            Role::Title | Role::Other => Duty::of(self.field),
        }
    }

    /// Whether it is part of what names a row: such codes stay texts.
    pub(super) fn names_a_row(&self) -> bool {
        matches!(self.role, Role::Parent | Role::Key)
    }
}

/// The columns of a table: the key of the table above, the own key, the name, and the others as they are declared.
pub(super) fn columns<'r>(schema: &'r Schema, id: TableId, table: &'r Table, language: Language) -> Vec<Column<'r>> {
    let mut columns: Vec<Column<'r>> = Vec::new();
    if let Some(parent) = &table.parent {
        for (header, origin) in parent.columns.iter().zip(key_of(schema, parent.table)) {
            let field = schema.field(origin.0, origin.1).or_broken("a key is made of declared fields");
            let own = table.fields.iter().position(|field| field.column == *header).map(FieldId);
            let (header, role) = (header.clone(), Role::Parent);
            columns.push(Column { header, role, is_unique: false, field, origin, own });
        }
    }
    let parents = columns.len();
    for (place, field) in table.fields.iter().enumerate() {
        let own = FieldId(place);
        if columns.iter().take(parents).any(|column| column.own == Some(own)) {
            continue;
        }
        let role = match own {
            own if table.key.contains(&KeyPart::Field(own)) => Role::Key,
            own if table.title == Some(own) => Role::Title,
            _ => Role::Other,
        };
        let header = heading(field, language);
        let is_unique = table.key == [KeyPart::Field(own)];
        columns.push(Column { header, role, is_unique, field, origin: (id, own), own: Some(own) });
    }
    // As declared among those of one role.
    columns.sort_by_key(|column| column.role);
    columns
}

/// The fields that make the key of a table, in the order of the key: that of a table above stands in one piece.
pub(super) fn key_of(schema: &Schema, id: TableId) -> Vec<(TableId, FieldId)> {
    let table = schema.table(id).or_broken("a table above is declared");
    let part = |part: &KeyPart| match part {
        KeyPart::Field(field) => vec![(id, *field)],
        KeyPart::Parent => table.parent.as_ref().map(|parent| key_of(schema, parent.table)).unwrap_or_default(),
    };
    table.key.iter().flat_map(part).collect()
}
