//! Scripts: their files, the functions that rules may call, and calls of them.

use crate::core::{ScriptId, TableId, Type};
use crate::finding::{SourceId, Span};
use crate::number::{Accuracy, Number};
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
    /// Index into [`super::RuleSet::scripts`].
    pub file: ScriptId,
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
    pub fn accuracy(&self) -> Accuracy {
        let places = self.places.unwrap_or(0);
        match &self.result {
            Type::Number(unit) if unit.dimension.is_pure() => Accuracy::new(places, &unit.scale),
            _ => Accuracy::new(places, &Number::one()),
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
    /// 各项: a value of every part of a node that applies.
    Parts(Type),
    /// 记录: a row of this table, the one at hand or above it.
    Record(TableId),
    /// 各行: rows of this table, below the one at hand.
    Rows(TableId),
}
