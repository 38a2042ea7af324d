//! The core: typed expressions over the tables of a schema, and the operators that they share with the syntax.

mod cell;
mod compute;
mod expr;
mod operator;
mod range;
mod schema;
mod script;
mod types;
mod verdict;

pub use cell::FigureId;
pub use compute::Undefined;
pub use expr::{Expr, ExprKind, Statistic};
pub use operator::{Comparison, DataWeights, Direction, Operator, StillTied, Ties};
pub use range::{End, Range};
pub use schema::{Field, FieldId, KeyPart, Schema, Table, TableId};
pub use script::{Argument, ScriptCall};
pub use types::{Choices, Constant, Type};
pub use verdict::Verdict;
