//! What missing cells are counted by.

use crate::core::{FieldId, Schema, Type};

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
