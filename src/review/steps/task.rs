//! What is left to do.

use crate::core::{ClassId, ConditionId, ExprId, FigureId, Peers, TableId, Verdict};
use crate::number::Number;
use crate::result::{CohortId, LeftOut, StepId};
use crate::review::view::At;

/// What is left to do. The steps that a task needs are the last ones done.
pub(super) enum Task {
    /// Follow an expression.
    Visit(ExprId, At),
    /// Work out a figure that no expression names.
    Open(FigureId, usize),
    /// Put a node together from its children.
    Compose(ExprId, At),
    /// Ask the next condition of a choice, when there is one.
    Ask(ExprId, At, Vec<StepId>),
    /// Take what stands beside a condition, or behind all of them.
    Take(ExprId, Vec<StepId>, bool),
    /// A figure by its name. The expression that names it, if one does.
    Name(FigureId, Option<ExprId>),
    /// Keep how a figure was worked out.
    Remember(FigureId, usize),
    /// Keep how something that means this was worked out.
    Keep(ClassId, At),
    /// Note from which figures something was worked out.
    Root,
    /// The same in the unit in which an expression is shown.
    ShowAs(ExprId),
    /// What is asked of a condition.
    Asked(ExprId, At, ConditionId, Verdict),
    /// A figure over rows.
    Rows(ExprId, At, Vec<Listed>, Vec<LeftOut>),
    /// A rank.
    Rank(ExprId, At),
    /// A call of a script.
    Script(ExprId, At, Vec<Handed>),
}

/// A row that counts, some steps of which are still to be done.
pub(super) struct Listed {
    pub(super) row: usize,
    /// Whether the first of its steps is its value; the others are figures that decide whether it counts.
    pub(super) has_value: bool,
    /// Cells that decide whether it counts.
    pub(super) cells: Vec<StepId>,
    /// How many steps of it are done by tasks.
    pub(super) steps: usize,
}

/// What a function is handed, some steps of which are still to be done.
pub(super) enum Handed {
    Value(ExprId),
    Rows(TableId, Vec<Listed>),
    Cohort(CohortId),
    Record,
}

/// Which members of a cohort are told where they are many.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Telling {
    All,
    /// None: what they come to is enough.
    Sums,
    /// Who has the least and the greatest.
    Holders,
    /// Who has this, or stands next to it.
    Around(Number),
}

/// Who the members are, the filter, the values, the first member, and who is told.
pub(super) type CohortKey = (Peers, Option<ClassId>, Vec<ClassId>, Option<usize>, Telling);
