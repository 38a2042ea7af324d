//! What is worked out for each row from columns of a frame, and how: with the kernels of polars, one after the other.
//!
//! polars' own plans of expressions are not used for this: planning a chain of n choices takes time and memory that
//! grow with n², and a plan of many small columns costs more than the columns. Here each part costs one kernel.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::{Add, Div, Mul, Sub};
use std::sync::Arc;

use polars::prelude::{
    ChunkCompareEq, ChunkCompareIneq, Column, DataType, IntoColumn, PolarsError, PolarsResult, Scalar,
};

use crate::core::Comparison;

/// A value for each row. Equal forms have equal values.
#[derive(Clone)]
pub(super) struct Form(Arc<Node>);

struct Node {
    kind: Kind,
    /// The hash of the kind: forms are looked up, and those below this one have theirs already.
    hash: u64,
    /// Whether it reads a column, so that its value may differ from row to row.
    reads: bool,
}

#[derive(PartialEq, Hash)]
enum Kind {
    Column(String),
    Literal(Scalar),
    Not(Form),
    IsNull(Form),
    IsPresent(Form),
    /// The first, or the second where that is null.
    Filled(Form, Form),
    Both(Form, Form),
    Either(Form, Form),
    Computed(Computation, Form, Form),
    Compared(Comparison, Form, Form),
    Cast(Form, DataType),
    /// The first where the condition holds, else the second; a null condition does not hold.
    Choice(Form, Form, Form),
    /// The value beside the first condition that holds; null after a null condition.
    Case(Vec<(Form, Form)>, Form),
    Mapped(Form, Map),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Computation {
    Add,
    Subtract,
    Multiply,
    /// Null where the divisor is 0.
    Divide,
}

type Function = dyn Fn(&Column) -> PolarsResult<Column> + Send + Sync;

/// A function of a column; it is equal to itself alone.
struct Map(Arc<Function>);

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Hash for Map {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).cast::<()>().hash(state);
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.hash == other.0.hash && self.0.kind == other.0.kind
    }
}

impl Eq for Form {}

impl Hash for Form {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash.hash(state);
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({:x})", self.0.hash)
    }
}

impl From<Kind> for Form {
    fn from(kind: Kind) -> Self {
        let mut hasher = DefaultHasher::new();
        kind.hash(&mut hasher);
        let mut reads = matches!(kind, Kind::Column(_));
        kind.each_part(|part| reads |= part.0.reads);
        Self(Arc::new(Node { kind, hash: hasher.finish(), reads }))
    }
}

impl Kind {
    /// Calls `each` with every form directly below.
    fn each_part<'k>(&'k self, mut each: impl FnMut(&'k Form)) {
        match self {
            Self::Column(_) | Self::Literal(_) => {}
            Self::Not(part)
            | Self::IsNull(part)
            | Self::IsPresent(part)
            | Self::Cast(part, _)
            | Self::Mapped(part, _) => each(part),
            Self::Filled(left, right)
            | Self::Both(left, right)
            | Self::Either(left, right)
            | Self::Computed(_, left, right)
            | Self::Compared(_, left, right) => {
                each(left);
                each(right);
            }
            Self::Choice(condition, value, otherwise) => {
                each(condition);
                each(value);
                each(otherwise);
            }
            Self::Case(arms, otherwise) => {
                for (condition, value) in arms {
                    each(condition);
                    each(value);
                }
                each(otherwise);
            }
        }
    }
}

impl Form {
    /// A column of the frame.
    pub(super) fn column(name: &str) -> Self {
        Self::from(Kind::Column(name.to_owned()))
    }

    /// The same value in every row, of just this type.
    pub(super) fn literal<T>(value: T) -> Self
    where
        Scalar: From<T>,
    {
        Self::from(Kind::Literal(Scalar::from(value)))
    }

    /// The null of a type.
    pub(super) fn null(dtype: DataType) -> Self {
        Self::from(Kind::Literal(Scalar::null(dtype)))
    }

    /// The same for equal forms; it serves to look up, never to go through.
    pub(super) fn key(&self) -> u64 {
        self.0.hash
    }

    /// Whether it has the same value in every row whatever the columns hold.
    pub(super) fn is_literal(&self) -> bool {
        !self.0.reads
    }

    /// Whether it does not hold; null where that is not known.
    pub(super) fn not(self) -> Self {
        Self::from(Kind::Not(self))
    }

    /// Whether it is null.
    #[allow(clippy::wrong_self_convention, reason = "builds a form, as its neighbours do")]
    pub(super) fn is_null(self) -> Self {
        Self::from(Kind::IsNull(self))
    }

    /// Whether it is not null.
    #[allow(clippy::wrong_self_convention, reason = "builds a form, as its neighbours do")]
    pub(super) fn is_present(self) -> Self {
        Self::from(Kind::IsPresent(self))
    }

    /// This, or `value` where it is null.
    pub(super) fn filled(self, value: Self) -> Self {
        Self::from(Kind::Filled(self, value))
    }

    /// Whether both hold; false as soon as one does not.
    pub(super) fn and(self, other: Self) -> Self {
        Self::from(Kind::Both(self, other))
    }

    /// Whether one holds; true as soon as one does.
    pub(super) fn or(self, other: Self) -> Self {
        Self::from(Kind::Either(self, other))
    }

    /// The comparison of two values of one type; null where either is.
    pub(super) fn compared(self, comparison: Comparison, other: Self) -> Self {
        Self::from(Kind::Compared(comparison, self, other))
    }

    /// The same value in another type, which holds it.
    pub(super) fn cast(self, dtype: DataType) -> Self {
        Self::from(Kind::Cast(self, dtype))
    }

    /// `value` where the condition holds, else `otherwise`; a null condition does not hold.
    pub(super) fn choice(condition: Self, value: Self, otherwise: Self) -> Self {
        Self::from(Kind::Choice(condition, value, otherwise))
    }

    /// The value beside the first condition that holds, else `otherwise`; null after a null condition.
    pub(super) fn case(arms: Vec<(Self, Self)>, otherwise: Self) -> Self {
        Self::from(Kind::Case(arms, otherwise))
    }

    /// A function of this.
    pub(super) fn mapped(self, function: impl Fn(&Column) -> PolarsResult<Column> + Send + Sync + 'static) -> Self {
        Self::from(Kind::Mapped(self, Map(Arc::new(function))))
    }

    /// Calls `each` with the name of every column that it reads.
    pub(super) fn each_column<'f>(&'f self, each: &mut impl FnMut(&'f str)) {
        match &self.0.kind {
            Kind::Column(name) => each(name),
            kind => kind.each_part(|part| part.each_column(each)),
        }
    }

    /// The value over columns that are there: one for each row, or a single one where it is the same in all.
    pub(super) fn value(&self, columns: &BTreeMap<&str, Column>) -> PolarsResult<Column> {
        Ok(match &self.0.kind {
            Kind::Column(name) => {
                columns.get(name.as_str()).cloned().ok_or_else(|| PolarsError::ColumnNotFound(name.clone().into()))?
            }
            Kind::Literal(value) => Column::new_scalar("".into(), value.clone(), 1),
            Kind::Not(value) => (!value.value(columns)?.bool()?).into_column(),
            Kind::IsNull(value) => value.value(columns)?.is_null().into_column(),
            Kind::IsPresent(value) => value.value(columns)?.is_not_null().into_column(),
            Kind::Filled(value, default) => {
                let value = value.value(columns)?;
                if !value.has_nulls() {
                    return Ok(value);
                }
                value.zip_with(&value.is_not_null(), &default.value(columns)?)?
            }
            Kind::Both(left, right) => left.value(columns)?.bitand(&right.value(columns)?)?,
            Kind::Either(left, right) => left.value(columns)?.bitor(&right.value(columns)?)?,
            Kind::Computed(computation, left, right) => {
                let (left, right) = (left.value(columns)?, right.value(columns)?);
                match computation {
                    Computation::Add => left.try_add_owned(right)?,
                    Computation::Subtract => left.try_sub_owned(right)?,
                    Computation::Multiply => left.try_mul_owned(right)?,
                    Computation::Divide => (left / right)?,
                }
            }
            Kind::Compared(comparison, left, right) => {
                let (left, right) = (left.value(columns)?, right.value(columns)?);
                match comparison {
                    Comparison::AtLeast => left.gt_eq(&right)?,
                    Comparison::Above => ChunkCompareIneq::gt(&left, &right)?,
                    Comparison::AtMost => left.lt_eq(&right)?,
                    Comparison::Below => ChunkCompareIneq::lt(&left, &right)?,
                    Comparison::Equal => left.equal(&right)?,
                    Comparison::Unequal => left.not_equal(&right)?,
                }
                .into_column()
            }
            Kind::Cast(value, dtype) => value.value(columns)?.strict_cast(dtype)?,
            Kind::Choice(condition, value, otherwise) => {
                let condition = condition.value(columns)?;
                value.value(columns)?.zip_with(condition.bool()?, &otherwise.value(columns)?)?
            }
            Kind::Case(arms, otherwise) => {
                let mut found = otherwise.value(columns)?;
                for (condition, value) in arms.iter().rev() {
                    let condition = condition.value(columns)?;
                    found = value.value(columns)?.zip_with(condition.bool()?, &found)?;
                    if condition.has_nulls() {
                        let null = Column::full_null("".into(), 1, found.dtype());
                        found = null.zip_with(&condition.is_null(), &found)?;
                    }
                }
                found
            }
            Kind::Mapped(value, map) => (map.0)(&value.value(columns)?)?,
        })
    }
}

macro_rules! computations {
    ($($trait:ident $method:ident $computation:ident,)*) => {
        $(
            impl $trait for Form {
                type Output = Self;

                fn $method(self, other: Self) -> Self {
                    Self::from(Kind::Computed(Computation::$computation, self, other))
                }
            }
        )*
    };
}

computations! {
    Add add Add,
    Sub sub Subtract,
    Mul mul Multiply,
    Div div Divide,
}
