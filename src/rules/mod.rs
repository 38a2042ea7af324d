//! The checked rule set: names are ids, every expression has a type, scoring methods are spelt out
//! in a small core of expressions. Made by [`crate::check`] only, so whoever holds a [`RuleSet`]
//! holds a rule set without errors.

mod claim;
mod column;
mod example;
mod node;
mod output;
mod ruleset;
mod scored;
mod script;
mod standing;
mod written;

pub use claim::{Citation, Claim};
pub use column::ResultColumn;
pub use example::{Assumption, Example, Expectation, ExpectedOutcome, FactRow, FactRows};
pub use node::{Aggregate, Consistency, Gaps, Node, Precision, Total, Weights, WhenMissing};
pub use output::Output;
pub use ruleset::{Alternative, Definition, Gloss, Parameter, Part, RuleSet};
pub use scored::{Block, ByKind, Condition, ConditionItem, Entry, Head, Indicator, TemplatePart};
pub use script::{Port, PortKind, ScriptFile, ScriptFunction};
pub use standing::{Demotion, Grade, Grades, ManualGrades, Participation, Quota, Restriction, TieKey, Veto};
pub use written::{constant_text, example_text, facts_text, number_text};
