//! A polars expression with what is known of it.

use polars::prelude::{DataType, Expr, LiteralValue, Scalar, col, when};

/// An expression over the columns of one frame.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The expression.
    pub(super) expr: Expr,
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
        self.expr.into_iter().all(|node| !matches!(node, Expr::Column(_)))
    }

    /// A value that does not depend on the row.
    pub(super) fn literal(expr: Expr) -> Self {
        Self { expr, level: 0, weight: 1, nullable: false, name: None }
    }

    /// The null of a type.
    pub(super) fn null(dtype: DataType) -> Self {
        let expr = Expr::Literal(LiteralValue::Scalar(Scalar::null(dtype)));
        Self { nullable: true, ..Self::literal(expr) }
    }

    /// A column that is there before a stage.
    pub(super) fn column(name: &str, level: usize, nullable: bool) -> Self {
        Self { expr: col(name), level, weight: 1, nullable, name: Some(name.to_owned()) }
    }

    /// A function of this.
    pub(super) fn map(&self, function: impl FnOnce(Expr) -> Expr) -> Self {
        Self {
            expr: function(self.expr.clone()),
            level: self.level,
            weight: self.weight.saturating_add(1),
            nullable: self.nullable,
            name: None,
        }
    }

    /// A function of this and another.
    pub(super) fn with(&self, other: &Self, function: impl FnOnce(Expr, Expr) -> Expr) -> Self {
        Self {
            expr: function(self.expr.clone(), other.expr.clone()),
            level: self.level.max(other.level),
            weight: self.weight.saturating_add(other.weight).saturating_add(1),
            nullable: self.nullable || other.nullable,
            name: None,
        }
    }

    /// Whether this is null, itself never null.
    pub(super) fn is_null(&self) -> Self {
        Self { nullable: false, ..self.map(Expr::is_null) }
    }

    /// Whether this is there, itself never null.
    pub(super) fn is_present(&self) -> Self {
        Self { nullable: false, ..self.map(Expr::is_not_null) }
    }

    /// This, or `value` where it is null.
    pub(super) fn or_else(&self, value: Expr) -> Self {
        Self { nullable: false, ..self.map(|expr| expr.fill_null(value)) }
    }

    /// Null in each row for which `condition` does not hold; `dtype` is the type of this.
    pub(super) fn only_where(&self, condition: &Self, dtype: DataType) -> Self {
        let null = Self::null(dtype);
        let piece = self.with(condition, |value, condition| when(condition).then(value).otherwise(null.expr));
        Self { nullable: true, ..piece }
    }

    /// Null in each row for which `condition` holds; `dtype` is the type of this.
    pub(super) fn except_where(&self, condition: &Self, dtype: DataType) -> Self {
        let null = Self::null(dtype);
        let piece = self.with(condition, |value, condition| when(condition).then(null.expr).otherwise(value));
        Self { nullable: true, ..piece }
    }
}

/// A literal of just this type: a plain [`polars::prelude::lit`] takes the type of its surroundings.
pub(super) fn typed<T>(value: T) -> Expr
where
    Scalar: From<T>,
{
    Expr::Literal(LiteralValue::Scalar(Scalar::from(value)))
}

/// The value beside the first condition that holds. A null condition before it makes the whole null,
/// while polars takes a null condition for one that does not hold.
pub(super) fn first_that_holds(arms: &[(Piece, Piece)], otherwise: &Piece, dtype: &DataType) -> Piece {
    arms.iter().rev().fold(otherwise.clone(), |rest, (condition, value)| {
        let null = Piece::null(dtype.clone());
        let chosen = value.with(&rest, |value, rest| {
            let holds = condition.expr.clone();
            if condition.nullable {
                let unknown = holds.clone().is_null();
                when(unknown).then(null.expr).when(holds).then(value).otherwise(rest)
            } else {
                when(holds).then(value).otherwise(rest)
            }
        });
        Piece {
            level: chosen.level.max(condition.level),
            weight: chosen.weight.saturating_add(condition.weight.saturating_mul(2)),
            nullable: chosen.nullable || condition.nullable,
            ..chosen
        }
    })
}

/// The column of a piece that is one.
pub(super) fn col_of(piece: &Piece) -> Expr {
    piece.name.as_ref().map_or_else(|| piece.expr.clone(), |name| col(name.as_str()))
}
