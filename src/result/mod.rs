//! Results as data: what came out for each subject, and why, without a word of any language.
//!
//! Everything here can be written down and read back ([`VERSION`]). Items are named by their place in the checked rule
//! set, subjects by their row; [`crate::words`] makes sentences of it. An [`Explanation`] names items by their codes and
//! names, so that it can be read alone.

mod cell;
#[doc(hidden)]
pub mod change;
mod clause;
mod coded;
mod correction;
mod decision;
mod explanation;
mod id;
mod item;
mod marks;
mod missing;
mod next_grade;
mod node;
mod note;
mod notes;
mod operands;
mod operation;
mod ordered;
mod outline;
mod output;
mod placing;
mod reason;
mod row;
mod ruling;
mod scores;
mod script;
mod step;
mod subjects;
mod unmet;
mod value;
mod version;
mod way;
#[doc(hidden)]
pub mod why_not;

pub use crate::core::{
    ChildId, Comparison, ConditionId, DataWeights, DemotionId, FieldId, GradeId, HeadId, IndicatorId, Moment,
    MomentTest, Operator, RestrictionId, Statistic, StillTied, SubjectId, TableId, Tail, TextTest, Ties, Verdict,
    VetoId, Winsorising,
};
pub use crate::number::{Date, Number, Rounding, RoundingMode};
pub use cell::{Cell, CellMark};
pub use clause::{Call, CallFunction, Called, Clause};
pub(crate) use coded::Code;
pub use coded::Coded;
pub use correction::Correction;
pub use decision::{Decision, Obstacle};
pub use explanation::{Explanation, Subject};
pub use id::{CohortId, StepId};
pub use item::Name;
pub use marks::{Mark, Marks, Truths};
pub use missing::{Line, Missing};
pub use next_grade::NextGrade;
pub use node::{Node, PartShare, Rescaled, Share, Shares, Weighting};
pub use note::{Compared, Note, Several};
pub use notes::Notes;
pub use operation::{Bound, Operation, Taken};
pub use ordered::{OrderedTerm, OrderedWeights};
pub use outline::{
    Above, AboveMarks, AdviceTerm, Block, Condition, ConditionItem, Entry, Gloss, Head, Indicator, Printed, Total,
};
pub use output::{Listed, OutputColumn, OutputValue};
pub use placing::{Competitor, Passing, Placing};
pub use reason::Reason;
pub use row::{LeftOut, Row};
pub use ruling::{Asked, Fate, Held, Ruling, Term};
pub use scores::Scores;
pub use script::{Argument, Datum, Script, ScriptLine};
pub use step::{Among, Cohort, Many, Member, Step};
pub use subjects::Subjects;
pub use unmet::{Alternative, Unmet, UnmetWhat, Wanted};
pub use value::{Unit, Value};
pub use version::{VERSION, Version};
pub use way::{WayKind, WayOf, WayText};
