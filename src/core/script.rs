//! Calls of functions of scripts.

use super::id::{ExprId, FunctionId};
use super::ordered::Term;
use super::schema::{FieldId, TableId};

/// A call of a function of a script.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ScriptCall {
    /// The function.
    pub function: FunctionId,
    /// As many as the function has ports, each of the port's kind and, up to the unit, of its type.
    pub arguments: Vec<Argument>,
    /// The same value in the core of expressions, when the function is one that can be spelt out.
    pub translated: Option<ExprId>,
}

/// What is handed to a port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Argument {
    /// A value of the row at hand.
    Value(ExprId),
    /// The values that the subjects of a cohort have.
    Column {
        /// Subjects that share these fields; empty for all.
        same: Vec<FieldId>,
        /// Which of them; all when absent.
        filter: Option<ExprId>,
        /// The value of each; who has none is left out.
        value: ExprId,
    },
    /// The values that the parts of a node have: of those that count.
    Parts(Vec<Term>),
    /// The row at hand, or the one above it in this table.
    Record(TableId),
    /// Rows below the row at hand.
    Rows {
        /// Their table.
        table: TableId,
        /// Which rows; all when absent.
        filter: Option<ExprId>,
    },
}

impl Argument {
    /// The expressions of an argument, in the order of evaluation.
    pub fn expressions(&self) -> impl Iterator<Item = ExprId> + use<> {
        let (filter, value) = match self {
            Self::Parts(terms) => {
                let all = terms.iter().flat_map(|term| term.counts.into_iter().chain([term.value]));
                return all.collect::<Vec<_>>().into_iter();
            }
            Self::Value(value) => (None, Some(*value)),
            Self::Column { filter, value, .. } => (*filter, Some(*value)),
            Self::Record(_) => (None, None),
            Self::Rows { filter, .. } => (*filter, None),
        };
        filter.into_iter().chain(value).collect::<Vec<_>>().into_iter()
    }
}
