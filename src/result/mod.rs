//! Results as data: what came out for each subject, and why, without a word of any language.

mod clause;
mod explanation;
mod item;
mod marks;
mod missing;
mod operands;
mod operation;
mod outline;
mod reason;
mod script;
mod step;
mod unmet;
mod value;
mod way;

pub use clause::{Call, CallFunction, Called, Clause};
pub use explanation::{Explanation, Subject, VERSION};
pub use item::Name;
pub use marks::Mark;
pub use missing::{Line, Missing};
pub use operation::{Bound, Cell, Operation, OrderedTerm, OrderedWeights, Row, Taken};
pub use outline::{
    Above, AboveMarks, AdviceTerm, Block, Condition, Entry, Head, Indicator, NextGrade, Node, PartShare, Printed,
    Share, Shares, Total, Weighting,
};
pub use reason::Reason;
pub use script::{Argument, Datum, Script, ScriptLine};
pub use step::{Cohort, CohortId, Member, Step, StepId};
pub use unmet::{Unmet, UnmetWhat, Wanted};
pub use value::{Unit, Value};
pub use way::{WayKind, WayOf, WayText};
