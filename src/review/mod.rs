//! How a grade came about: from the grade down to the cell and the clause.

mod explain;
mod explanation;
mod formula;
mod function;
mod trace;
mod unmet;

pub use explain::explain;
pub use explanation::{
    BlockExplanation, CellOrigin, ConditionExplanation, EntryExplanation, Explanation, HeadExplanation,
    IndicatorExplanation, NextGrade, Trace, UnmetTerm,
};
