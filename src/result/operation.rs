//! What a step does.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cell, Clause, CohortId, LeftOut, Name, OrderedTerm, OrderedWeights, Row, Script, StepId};
use crate::core::{Comparison, DataWeights, Operator, Statistic, TextTest, Ties, Verdict};
use crate::number::{Date, Rounding, RoundingMode};

/// How a step comes from those below it.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Operation;
///
/// let explanation = parks::run()?.explain("P1")?;
/// let score = explanation.heads[0].indicators[0].stages[0];
/// let method = &explanation.step(score).unwrap().operation;
/// assert!(!method.operands().is_empty() || matches!(method, Operation::Constant));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "operation", rename_all = "snake_case")]
pub enum Operation {
    /// The rules say it.
    Constant,
    /// Nobody has decided it yet, or nobody asks it of this subject: missing.
    Undecided,
    /// Too little of a node applies: missing.
    Uncovered,
    /// An input cell.
    Cell {
        /// The field.
        name: String,
        /// The cell; absent where the row belongs to none above it.
        cell: Option<Cell>,
    },
    /// Whether an input cell is empty.
    IsEmpty {
        /// The field.
        name: String,
        /// The cell.
        cell: Option<Cell>,
    },
    /// A figure that has a name.
    Figure {
        /// Its name.
        figure: Name,
        /// How it was worked out.
        of: StepId,
        /// Of a 参数 or 定义: how the rules declare it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        declared: Option<String>,
        /// Of a 参数: its clauses.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        basis: Vec<String>,
    },
    /// −x
    Negate {
        /// x
        of: StepId,
    },
    /// Does not hold.
    Not {
        /// What.
        of: StepId,
    },
    /// x ∘ y
    Arithmetic {
        /// ∘
        operator: Operator,
        /// x
        left: StepId,
        /// y
        right: StepId,
    },
    /// All added up.
    Sum {
        /// What.
        terms: Vec<StepId>,
    },
    /// All hold.
    And {
        /// What.
        terms: Vec<StepId>,
    },
    /// One holds.
    Or {
        /// What.
        terms: Vec<StepId>,
    },
    /// Whether a 条件 comes to an outcome; unknown while it is 待定.
    Asked {
        /// The name of the condition.
        condition: String,
        /// Which outcome is asked for.
        asked: Verdict,
        /// What the condition comes to.
        verdict: Verdict,
        /// Whether it applies; absent where it always does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        applies: Option<StepId>,
        /// Whether what it requires is met; absent where it does not apply, or nobody knows whether it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        requirement: Option<StepId>,
    },
    /// x ∘ y, of numbers, dates and the like.
    Compare {
        /// ∘
        comparison: Comparison,
        /// The word of the rule for it; absent where a clause implies the comparison.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        word: Option<String>,
        /// Whether they are dates.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dates: bool,
        /// x
        left: StepId,
        /// y
        right: StepId,
    },
    /// How one text stands in another.
    TextTest {
        /// What is asked.
        test: TextTest,
        /// The text.
        left: StepId,
        /// What may stand in it.
        right: StepId,
    },
    /// How many characters a text has, blanks not counted.
    TextLength {
        /// The text.
        of: StepId,
    },
    /// The value beside the first condition that holds, or the last one when none does.
    Choose {
        /// The conditions as far as they were asked; all but the last of them do not hold.
        asked: Vec<StepId>,
        /// Where it went; absent when the last condition is unknown.
        taken: Option<Taken>,
        /// Whether the rule writes the conditions. Those of 插值 and 参评 are implied.
        is_written: bool,
        /// The k-th 调整, from 0: when it does not fire the mark stays what it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        adjustment: Option<u32>,
        /// How the rule says the last branch, when that was taken: 其余, 否则, or the last band.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last: Option<Clause>,
        /// The pieces of 插值 with 两端 持平: the value lies beyond an end where the first or the last one is taken.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        flat_ends: bool,
    },
    /// A value, or what stands in for it when it is missing.
    IfMissing {
        /// The value.
        of: StepId,
        /// What stands in.
        stand_in: StepId,
        /// Whether it does.
        stands_in: bool,
        /// Whether it is 默认, and not 缺失.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_written: bool,
    },
    /// The least of several numbers.
    Least {
        /// Them.
        terms: Vec<StepId>,
        /// 封顶 or 保底, when the last of two is that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bound: Option<Bound>,
    },
    /// The greatest of several numbers.
    Greatest {
        /// Them.
        terms: Vec<StepId>,
        /// 封顶 or 保底, when the last of two is that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bound: Option<Bound>,
        /// The second is the opposite of the first: an absolute value.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        absolute: bool,
    },
    /// Rounded, as shown in its unit.
    Round {
        /// What.
        of: StepId,
        /// To how many places, and how.
        rounding: Rounding,
    },
    /// The product of powers; with places it is rounded to them, as shown in its unit.
    Powers {
        /// Bases and exponents.
        factors: Vec<(StepId, StepId)>,
        /// Decimals; exact when absent.
        places: Option<u32>,
        /// How it is rounded.
        #[serde(default, skip_serializing_if = "RoundingMode::is_half_up")]
        mode: RoundingMode,
    },
    /// A logarithm, natural without a base.
    Logarithm {
        /// Of what.
        of: StepId,
        /// The base.
        base: Option<StepId>,
        /// Decimals.
        places: u32,
        /// How it is rounded.
        #[serde(default, skip_serializing_if = "RoundingMode::is_half_up")]
        mode: RoundingMode,
    },
    /// e to a power.
    Exponential {
        /// The power.
        of: StepId,
        /// Decimals.
        places: u32,
        /// How it is rounded.
        #[serde(default, skip_serializing_if = "RoundingMode::is_half_up")]
        mode: RoundingMode,
    },
    /// The terms that count, sorted from the greatest, each times the weight of its place, added up.
    Ordered {
        /// The terms in their written order.
        terms: Vec<OrderedTerm>,
        /// What places weigh.
        weights: OrderedWeights,
    },
    /// A figure over rows below.
    Rows {
        /// What is worked out.
        statistic: Statistic,
        /// The rows that count.
        rows: Vec<Row>,
        /// The rows that do not, by the condition that leaves them out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left_out: Vec<LeftOut>,
    },
    /// A figure over the subjects of a cohort. Who has no value is left out.
    Cohort {
        /// What is worked out.
        statistic: Statistic,
        /// The members that count.
        cohort: CohortId,
    },
    /// A rank in a cohort, from 1. Who has no value is left out.
    Rank {
        /// How the rule says what is ranked.
        ranked: Clause,
        /// What the subject itself has of it.
        own: StepId,
        /// The greatest is first.
        descending: bool,
        /// Which rank equal values share.
        ties: Ties,
        /// The members.
        cohort: CohortId,
    },
    /// 科普兰: the share of the others that it beats, a tie being half. Who lacks an item is left out.
    Copeland {
        /// What it has of each item itself.
        own: Vec<StepId>,
        /// What each item weighs; all the same where there are none.
        weights: Vec<StepId>,
        /// How many it beats.
        won: usize,
        /// How many are even.
        tied: usize,
        /// How many beat it.
        lost: usize,
        /// The members, itself among them, each with all items.
        cohort: CohortId,
    },
    /// A weight that the values of a cohort give. Who lacks one of the items is left out.
    CohortWeight {
        /// How.
        method: DataWeights,
        /// Which of the items is weighed.
        index: usize,
        /// Decimals.
        places: u32,
        /// The members, each with its value of every item.
        cohort: CohortId,
    },
    /// What a function of a script gave.
    Script(Script),
    /// The n-th working day after a date.
    WorkingDayAfter {
        /// The date.
        date: StepId,
        /// n
        days: StepId,
        /// Days on the way that are no working days.
        skipped: Vec<Date>,
    },
    /// A date, or the next working day when it is none.
    NextWorkingDay {
        /// The date.
        date: StepId,
        /// Days on the way that are no working days.
        skipped: Vec<Date>,
    },
}

/// The branch that was taken.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Operation, Value};
///
/// let explanation = schools::run()?.explain("S2")?;
/// // S2 is below the mean of its kind in A2: no condition holds, so it has 60 marks.
/// let taken = explanation.steps.iter().find_map(|step| match &step.operation {
///     Operation::Choose { taken: Some(taken), is_written: true, .. } => Some(taken),
///     _ => None,
/// });
/// let taken = taken.unwrap();
/// assert!(taken.otherwise);
/// let value = &explanation.step(taken.value).unwrap().value;
/// assert_eq!(value.as_number().map(|number| number.to_string()).as_deref(), Some("60"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Taken {
    /// The value there.
    pub value: StepId,
    /// Whether no condition holds, so that it is the last one.
    pub otherwise: bool,
}

/// What a bound is.
///
/// ```
/// # mod schools { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/schools.rs")); }
/// use heng::result::{Bound, Operation};
///
/// let explanation = schools::run()?.explain("S1")?;
/// // 封顶 满分 takes the lesser of the sum of honours and 60 marks.
/// let capped = explanation.heads[1].indicators[0].stages[1];
/// assert!(matches!(
///     explanation.step(capped).unwrap().operation,
///     Operation::Least { bound: Some(Bound::Cap), .. }
/// ));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 封顶
    Cap,
    /// 保底
    Floor,
}
