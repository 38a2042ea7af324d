//! The checked rule set: names are ids, every expression has a type, scoring methods are spelt out
//! in a small core of expressions. Made by [`crate::check`] only, so whoever holds a [`RuleSet`]
//! holds a rule set without errors.

mod claim;
mod column;
mod example;
mod node;
mod ruleset;
mod script;

pub use claim::{Citation, Claim};
pub use column::ResultColumn;
pub use example::{Assumption, Example, Expectation, ExpectedOutcome, FactRow, FactRows};
pub use node::{Aggregate, Consistency, Gaps, Node, Precision, Total, Weights, WhenMissing};
pub use ruleset::{
    Block, Condition, Definition, Demotion, Entry, Gloss, Grade, Grades, Head, Indicator, ManualGrades, Parameter,
    Part, Participation, Quota, Restriction, RuleSet, TemplatePart, TieKey, Veto,
};
pub use script::{Port, PortKind, ScriptFile, ScriptFunction};
