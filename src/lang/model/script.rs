//! Scripts: their files, the functions that rules may call, and calls of them.

use super::expr::Expr;
use super::schema::{FieldId, TableId};
use super::types::Type;
use crate::lang::source::{SourceId, Span};
use crate::number::{Number, Precision};
use crate::script::{Impure, Script};

/// A file of functions.
#[derive(Debug, Clone)]
pub struct ScriptFile {
    /// Path as the rule file names it.
    pub path: String,
    /// Its text, for diagnostics and explanations.
    pub source: SourceId,
    /// Its functions.
    pub script: Script,
}

/// A declared function of a script. Checked: the script has it, with as many parameters.
#[derive(Debug, Clone)]
pub struct ScriptFunction {
    /// Name.
    pub name: String,
    /// Index into [`super::Model::scripts`].
    pub file: usize,
    /// What goes in, in order.
    pub ports: Vec<Port>,
    /// What comes out; a number as the script gives it is in the unit of this type, a share is the share itself.
    pub result: Type,
    /// 精确到: a number is rounded half up to so many decimals of the figure in its unit.
    pub places: Option<u32>,
    /// Why it cannot be spelt out in the core of expressions; `None` when it can.
    pub untranslatable: Option<Impure>,
    /// The declaration.
    pub span: Span,
}

impl ScriptFunction {
    /// What roots, powers and logarithms in the script are worked out to when it does not say so itself: the
    /// declared decimals of the result.
    #[must_use]
    pub fn precision(&self) -> Precision {
        let places = self.places.unwrap_or(0);
        match &self.result {
            Type::Number(unit) if unit.dimension.is_pure() => Precision::new(places, &unit.scale),
            _ => Precision::new(places, &Number::one()),
        }
    }
}

/// A parameter of a function.
#[derive(Debug, Clone)]
pub struct Port {
    /// Name in the declaration.
    pub name: String,
    /// What it takes.
    pub kind: PortKind,
}

/// What a parameter takes.
#[derive(Debug, Clone)]
pub enum PortKind {
    /// One value.
    Value(Type),
    /// 各家: the values of the subjects of a cohort that have one.
    Column(Type),
    /// 记录: a row of this table, the one at hand or above it.
    Record(TableId),
    /// 各行: rows of this table, below the one at hand.
    Rows(TableId),
}

impl Type {
    /// How many base units one of the number that a script sees is: 10,000 for 万元. A share is the share itself,
    /// so that 95% is 0.95 in a script as on paper.
    #[must_use]
    pub fn script_scale(&self) -> Number {
        match self {
            Self::Number(unit) if !unit.dimension.is_pure() => unit.scale.clone(),
            _ => Number::one(),
        }
    }
}

/// A call of a function of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptCall {
    /// Index into [`super::Model::functions`].
    pub function: usize,
    /// As many as the function has ports, each of the port's kind and, up to the unit, of its type.
    pub arguments: Vec<Argument>,
    /// The same value in the core of expressions, when the function is one that can be spelt out.
    pub translated: Option<Box<Expr>>,
}

/// What is handed to a port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A value of the row at hand.
    Value(Expr),
    /// The values that the subjects of a cohort have.
    Column {
        /// Subjects that share these fields; empty for all.
        same: Vec<FieldId>,
        /// Which of them; all when absent.
        filter: Option<Box<Expr>>,
        /// The value of each; who has none is left out.
        value: Box<Expr>,
    },
    /// The row at hand, or the one above it in this table.
    Record(TableId),
    /// Rows below the row at hand.
    Rows {
        /// Their table.
        table: TableId,
        /// Which rows; all when absent.
        filter: Option<Box<Expr>>,
    },
}

impl Argument {
    /// The expressions of an argument, in the order of evaluation.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let (filter, value) = match self {
            Self::Value(value) => (None, Some(value)),
            Self::Column { filter, value, .. } => (filter.as_deref(), Some(value.as_ref())),
            Self::Record(_) => (None, None),
            Self::Rows { filter, .. } => (filter.as_deref(), None),
        };
        filter.into_iter().chain(value)
    }
}
