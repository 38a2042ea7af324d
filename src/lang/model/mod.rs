//! The checked rule set: names are ids, every expression has a type, scoring methods are spelt out
//! in a small core of expressions. Made by [`crate::lang::check`] only, so whoever holds a [`Model`]
//! holds a rule set without errors.

mod cell;
mod claim;
mod compute;
mod example;
mod expr;
mod node;
mod range;
mod ruleset;
mod schema;
mod script;
mod types;
mod verdict;

pub use cell::CellId;
pub use claim::{Citation, Claim};
pub use compute::Undefined;
pub use example::{Assumption, Example, Expectation, ExpectedOutcome, FactRow, FactRows};
pub use expr::{Comparison, Expr, ExprKind, Figure, Operator, Ties};
pub use node::{Aggregate, Consistency, DataWeights, Gaps, Node, Precision, Total, Weights, WhenMissing};
pub use range::{End, Range};
pub use ruleset::{
    Block, Cap, Condition, Definition, Demotion, Direction, Entry, Gloss, Grade, Grades, Head, Indicator, ManualGrades,
    Model, Parameter, Participation, Quota, RESULT_COLUMNS, StillTied, TemplatePart, TieKey, Veto,
};
pub use schema::{Field, FieldId, KeyPart, Schema, Table, TableId};
pub use script::{Argument, Port, PortKind, ScriptCall, ScriptFile, ScriptFunction};
pub use types::{Choices, Constant, Type};
pub use verdict::Verdict;
