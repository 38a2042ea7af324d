//! The core of expressions that proofs and engines know.
//!
//! Post-conditions of checking: ids are in range; the type of each node fits its children; numbers
//! on both sides of +, − and comparisons have compatible dimensions and are in base units; the graph of
//! [`ExprKind::Figure`] references has no cycle; an aggregate's table descends from that of the row at hand,
//! or both descend from the table that [`Beside`] names.

use super::id::{ClassId, ExprId, FigureId, NodeId};
use super::operator::{Comparison, DataWeights, Operator, Ties};
use super::ordered::{Places, Term};
use super::origin::Origin;
use super::peers::{Beside, Peers};
use super::schema::{FieldId, TableId};
use super::script::ScriptCall;
use super::statistic::Statistic;
use super::text::TextTest;
use super::types::{Constant, Type};
use crate::finding::Span;
use crate::number::Rounding;

/// A typed expression with the place it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Type of its value.
    pub ty: Type,
    /// Where it comes from and what it is there for.
    pub origin: Origin,
    /// What it means.
    pub class: ClassId,
}

/// Kinds of expression.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ExprKind {
    /// A value known without data.
    Constant(Constant),
    /// A value that nobody has decided yet (a recorded 待定): missing, with that as its reason.
    Undecided,
    /// Too little of a node applies: missing, with that as its reason.
    Uncovered,
    /// Nothing of a node applies to the subject: missing, with why no part does as its reasons.
    NothingApplies(NodeId),
    /// A field of the row at hand, or of its ancestor in `table`.
    Field {
        /// The table of the row at hand or one of its ancestors.
        table: TableId,
        /// The field.
        field: FieldId,
    },
    /// Another named figure of the row at hand, or of the one above it in the table of the figure (or a parameter).
    Figure(FigureId),
    /// Whether an optional field is empty.
    IsEmpty {
        /// As that of a field.
        table: TableId,
        /// The field.
        field: FieldId,
    },
    /// −x
    Negate(ExprId),
    /// x ∘ y. Division by zero is missing, with that as its reason.
    Arithmetic {
        /// Operator.
        operator: Operator,
        /// Left.
        left: ExprId,
        /// Right.
        right: ExprId,
    },
    /// x ∘ y for numbers and dates; only equal and unequal for the other types.
    Compare {
        /// Comparison.
        comparison: Comparison,
        /// Left.
        left: ExprId,
        /// Right.
        right: ExprId,
        /// The word of the rule for it; a comparison that a clause implies has none.
        word: Option<Span>,
    },
    /// How one text stands in another.
    TextTest {
        /// What is asked.
        test: TextTest,
        /// The text.
        text: ExprId,
        /// What may stand in it.
        part: ExprId,
    },
    /// How many characters a text has, blanks not counted.
    TextLength(ExprId),
    /// All added up; marks and shares of a node of the scoring tree.
    Sum(Vec<ExprId>),
    /// All hold. Unknown only if none is false and one is unknown.
    And(Vec<ExprId>),
    /// One holds. Unknown only if none is true and one is unknown.
    Or(Vec<ExprId>),
    /// Does not hold.
    Not(ExprId),
    /// The value beside the first condition that holds; an unknown one before it makes the whole unknown.
    Case {
        /// Conditions and values in order.
        arms: Vec<(ExprId, ExprId)>,
        /// When none holds.
        otherwise: ExprId,
    },
    /// The least of several numbers.
    Least(Vec<ExprId>),
    /// The greatest of several numbers.
    Greatest(Vec<ExprId>),
    /// Rounds the number as shown in its unit (`保留 2 位` of a percentage keeps two decimals of it).
    Round {
        /// What is rounded.
        value: ExprId,
        /// Places and mode.
        rounding: Rounding,
    },
    /// The product of x^e over the factors (x, e); x^0 is 1. With a rounding it is correctly rounded, as
    /// the figure in the unit of its type (方根, 几何平均); without, every e is a whole number and the product
    /// is exact. Outside the domain: 0 to a negative power, and with a rounding a negative x.
    Powers {
        /// Bases and exponents; the exponents are pure numbers.
        factors: Vec<(ExprId, ExprId)>,
        /// Places and mode; exact when absent.
        rounding: Option<Rounding>,
    },
    /// log x, natural without a base, correctly rounded. Outside the domain: x or a base that is not
    /// above 0, and the base 1.
    Logarithm {
        /// x, a pure number.
        value: ExprId,
        /// The base, a pure number.
        base: Option<ExprId>,
        /// Places and mode.
        rounding: Rounding,
    },
    /// e^x, correctly rounded. Outside the domain: a result too large to print.
    Exponential {
        /// x, a pure number.
        value: ExprId,
        /// Places and mode.
        rounding: Rounding,
    },
    /// The terms that count, sorted from the greatest, each times the weight of its place, added up (中位数, 截尾平均 and
    /// 有序加权). Missing, as too little applies, when the places give no weights for so many.
    Ordered {
        /// What is sorted.
        terms: Vec<Term>,
        /// What each place weighs.
        places: Places,
    },
    /// `value`, or `default` when it is missing.
    IfMissing {
        /// What may be missing.
        value: ExprId,
        /// What stands in.
        default: ExprId,
    },
    /// A figure over rows below the row at hand, or beside it.
    Rows {
        /// Table of the rows.
        table: TableId,
        /// Where they stand, unless it is below the row at hand.
        beside: Option<Beside>,
        /// What is worked out.
        statistic: Statistic,
        /// Which rows, worked out for each of them; all when absent.
        filter: Option<ExprId>,
        /// The value of each row; absent for counting.
        value: Option<ExprId>,
    },
    /// A figure over the subjects of a cohort, or over rows of all of them.
    Cohort {
        /// Who they are; the row at hand is one of them.
        peers: Peers,
        /// What is worked out.
        statistic: Statistic,
        /// Which of them.
        filter: Option<ExprId>,
        /// The value of each; absent for counting. Those without the value are left out.
        value: Option<ExprId>,
    },
    /// Rank of the row at hand among others, from 1; missing without the value, as are others left out.
    Rank {
        /// Who they are.
        peers: Peers,
        /// What is ranked.
        value: ExprId,
        /// The greatest is first.
        descending: bool,
        /// Which rank equal values share.
        ties: Ties,
    },
    /// The weights of several items, from what the members of a cohort that have all of them have. It is no value by
    /// itself: each weight is read by a [`ExprKind::CohortWeight`].
    CohortWeights {
        /// Subjects that share these fields; empty for all.
        same: Vec<FieldId>,
        /// How.
        kind: DataWeights,
        /// The items.
        items: Vec<ExprId>,
        /// To so many decimals, rounded half up.
        places: u32,
    },
    /// The share of the others in its cohort that the subject at hand beats, pair by pair, a tie being half: it beats one if
    /// the items in which it has more weigh more than those in which it has less. Missing without one of the items, as are
    /// others left out, and without others.
    Copeland {
        /// Subjects that share these fields; empty for all.
        same: Vec<FieldId>,
        /// What is compared.
        items: Vec<ExprId>,
        /// What each item weighs; all the same where there are none.
        weights: Vec<ExprId>,
    },
    /// The weight of one of several items; missing when the cohort does not tell the items apart.
    CohortWeight {
        /// The figure that has the weights of all of them.
        of: ExprId,
        /// Which of them is weighed.
        index: usize,
    },
    /// What a function of a script gives.
    Script(ScriptCall),
    /// The n-th working day after a date, the date itself not counted.
    WorkingDayAfter {
        /// Start.
        date: ExprId,
        /// How many working days.
        days: ExprId,
    },
    /// The date itself if it is a working day, else the next one (顺延).
    NextWorkingDay(ExprId),
}

impl Expr {
    /// Its place in the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.origin.span
    }
}
