//! A form with what is known of it.

use polars::prelude::DataType;

use super::form::Form;

/// A value for each row of one frame.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// How it is worked out.
    pub(super) form: Form,
    /// The first stage of the frame before which all columns that it reads are there.
    pub(super) level: usize,
    /// A measure of the work to evaluate it: what is heavy and used twice becomes a column.
    pub(super) weight: usize,
    /// Whether it can be null at all.
    pub(super) nullable: bool,
    /// The column, when it is nothing but one.
    pub(super) name: Option<String>,
}

impl Piece {
    /// Whether it reads no column, so that it has the same value in every row.
    pub(super) fn is_literal(&self) -> bool {
        self.form.is_literal()
    }

    /// A value that does not depend on the row.
    pub(super) fn literal(form: Form) -> Self {
        Self { form, level: 0, weight: 1, nullable: false, name: None }
    }

    /// The null of a type.
    pub(super) fn null(dtype: DataType) -> Self {
        Self { nullable: true, ..Self::literal(Form::null(dtype)) }
    }

    /// A column that is there before a stage.
    pub(super) fn column(name: &str, level: usize, nullable: bool) -> Self {
        Self { form: Form::column(name), level, weight: 1, nullable, name: Some(name.to_owned()) }
    }

    /// A function of this.
    pub(super) fn map(&self, function: impl FnOnce(Form) -> Form) -> Self {
        Self {
            form: function(self.form.clone()),
            level: self.level,
            weight: self.weight.saturating_add(1),
            nullable: self.nullable,
            name: None,
        }
    }

    /// A function of this and another.
    pub(super) fn with(&self, other: &Self, function: impl FnOnce(Form, Form) -> Form) -> Self {
        Self {
            form: function(self.form.clone(), other.form.clone()),
            level: self.level.max(other.level),
            weight: self.weight.saturating_add(other.weight).saturating_add(1),
            nullable: self.nullable || other.nullable,
            name: None,
        }
    }

    /// Whether this is null, itself never null.
    pub(super) fn is_null(&self) -> Self {
        Self { nullable: false, ..self.map(Form::is_null) }
    }

    /// Whether this is there, itself never null.
    pub(super) fn is_present(&self) -> Self {
        Self { nullable: false, ..self.map(Form::is_present) }
    }

    /// This, or `value` where it is null.
    pub(super) fn or_else(&self, value: Form) -> Self {
        Self { nullable: false, ..self.map(|form| form.filled(value)) }
    }

    /// Null in each row for which `condition` does not hold; `dtype` is the type of this.
    pub(super) fn only_where(&self, condition: &Self, dtype: DataType) -> Self {
        let null = Form::null(dtype);
        Self { nullable: true, ..self.with(condition, |value, condition| Form::choice(condition, value, null)) }
    }

    /// Null in each row for which `condition` holds; `dtype` is the type of this.
    pub(super) fn except_where(&self, condition: &Self, dtype: DataType) -> Self {
        let null = Form::null(dtype);
        Self { nullable: true, ..self.with(condition, |value, condition| Form::choice(condition, null, value)) }
    }

    /// The value beside the first condition that holds; null after a null condition. All values are of one type.
    pub(super) fn case(arms: &[(Self, Self)], otherwise: &Self) -> Self {
        let parts = || arms.iter().flat_map(|(condition, value)| [condition, value]).chain([otherwise]);
        let forms = arms.iter().map(|(condition, value)| (condition.form.clone(), value.form.clone())).collect();
        Self {
            form: Form::case(forms, otherwise.form.clone()),
            level: parts().map(|part| part.level).max().unwrap_or(0),
            weight: parts().fold(0, |weight: usize, part| weight.saturating_add(part.weight).saturating_add(1)),
            nullable: parts().any(|part| part.nullable),
            name: None,
        }
    }
}
