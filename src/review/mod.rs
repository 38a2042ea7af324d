//! How a grade came about: from the grade down to the cell and the clause.

mod choice;
mod coverage;
mod explain;
mod explanation;
mod formula;
mod function;
mod name;
mod node;
mod reasons;
mod script;
mod trace;
mod unmet;

pub use coverage::{Coverage, CoveredWay, WayKind};
pub use explain::explain;
pub use explanation::{
    BlockExplanation, CellOrigin, ConditionExplanation, EntryExplanation, Explanation, HeadExplanation,
    IndicatorExplanation, NextGrade, NodeExplanation, PartWeight, Trace, UnmetTerm,
};
pub use reasons::reasons;
pub use script::shown;
