//! Ids of the items of a rule set and of the figures that they imply, and of the subjects that are scored. Items are
//! counted from 0 in the order of the file, subjects in that of their table.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident;)*) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
            #[serde(transparent)]
            pub struct $name(pub usize);
        )*
    };
}

ids! {
    /// A 参数.
    ParameterId;
    /// A 定义.
    DefinitionId;
    /// A 条件.
    ///
    /// ```
    /// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
    /// use heng::result::ConditionId;
    ///
    /// let scores = parks::run()?.score()?;
    /// // Verdicts of a condition stand at its place.
    /// assert_eq!(scores.conditions[ConditionId(0).0].len(), scores.subjects.len());
    /// # Ok::<(), heng::Error>(())
    /// ```
    ConditionId;
    /// A 方面.
    ///
    /// ```
    /// use heng::result::{HeadId, Note, Several};
    ///
    /// let note = Note::WeighedWithout { head: Some(HeadId(1)), absent: Several { first: Vec::new(), count: 0 } };
    /// let written = serde_json::to_value(&note).map_err(|error| heng::Error::Internal(error.to_string()))?;
    /// assert_eq!(written["head"], 1);
    /// # Ok::<(), heng::Error>(())
    /// ```
    HeadId;
    /// A 指标, counted over all 方面 in file order.
    ///
    /// ```
    /// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
    /// use heng::result::IndicatorId;
    ///
    /// let scores = parks::run()?.score()?;
    /// // B1, the second of all.
    /// let marks = &scores.indicators[IndicatorId(1).0];
    /// assert_eq!(marks.get(0).and_then(|mark| mark.decimal()).as_deref(), Some("60.00"));
    /// # Ok::<(), heng::Error>(())
    /// ```
    IndicatorId;
    /// A 否决.
    ///
    /// ```
    /// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
    /// use heng::result::{Decision, VetoId};
    ///
    /// assert_eq!(parks::run()?.score()?.decisions[3], Decision::Vetoed { veto: VetoId(0) });
    /// # Ok::<(), heng::Error>(())
    /// ```
    VetoId;
    /// A 限制.
    ///
    /// ```
    /// use heng::result::{GradeId, Note, RestrictionId};
    ///
    /// let note = Note::Restricted { grade: GradeId(0), restriction: RestrictionId(2) };
    /// let written = serde_json::to_value(&note).map_err(|error| heng::Error::Internal(error.to_string()))?;
    /// assert_eq!(written["restriction"], 2);
    /// # Ok::<(), heng::Error>(())
    /// ```
    RestrictionId;
    /// A 降等.
    ///
    /// ```
    /// use heng::result::{DemotionId, GradeId, Note};
    ///
    /// let note = Note::Demoted { grade: GradeId(0), demotion: DemotionId(1) };
    /// let written = serde_json::to_value(&note).map_err(|error| heng::Error::Internal(error.to_string()))?;
    /// assert_eq!(written["demotion"], 1);
    /// # Ok::<(), heng::Error>(())
    /// ```
    DemotionId;
    /// A grade of 等次, from the best down.
    ///
    /// ```
    /// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
    /// use heng::result::{Decision, GradeId};
    ///
    /// // The best.
    /// assert_eq!(parks::run()?.score()?.decisions[0], Decision::Graded { grade: GradeId(0) });
    /// # Ok::<(), heng::Error>(())
    /// ```
    GradeId;
    /// A column of 列出.
    OutputId;
    /// A function of a script.
    FunctionId;
    /// A file of functions.
    ScriptId;
    /// A part that is needed more than once.
    PartId;
    /// Who is scored: a row of the subject table.
    ///
    /// ```
    /// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
    /// use heng::result::{Note, SubjectId};
    ///
    /// let notes = parks::run()?.score()?.notes;
    /// // P3, of whom something is missing, may come to rank before P4.
    /// assert!(notes[3].iter().any(|note| matches!(
    ///     note,
    ///     Note::RankMayFall { absent } if absent.first == [SubjectId(2)]
    /// )));
    /// # Ok::<(), heng::Error>(())
    /// ```
    SubjectId;
}

/// An occurrence of an expression. Only the arena makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub(super) u32);

/// What an expression means, wherever it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub(super) u32);

/// A node of the scoring tree that is put together from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// A 方面.
    Head(HeadId),
    /// 总分, from what stands directly below it.
    Total,
}

/// What stands below a node of the scoring tree.
///
/// ```
/// use heng::result::{ChildId, HeadId, IndicatorId, Note};
///
/// let note = Note::Chosen { head: None, parts: vec![ChildId::Head(HeadId(1)), ChildId::Indicator(IndicatorId(0))] };
/// let written = serde_json::to_value(&note).map_err(|error| heng::Error::Internal(error.to_string()))?;
/// assert_eq!(written["parts"][0]["head"], 1);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChildId {
    /// A 方面.
    Head(HeadId),
    /// A 指标.
    Indicator(IndicatorId),
}

impl ChildId {
    /// Its mark.
    #[must_use]
    pub fn mark(self) -> FigureId {
        match self {
            Self::Head(head) => FigureId::Head(head),
            Self::Indicator(indicator) => FigureId::Mark(indicator),
        }
    }

    /// Whether it applies, where that is a figure.
    #[must_use]
    pub fn applies(self) -> FigureId {
        match self {
            Self::Head(head) => FigureId::HeadApplies(head),
            Self::Indicator(indicator) => FigureId::Applies(indicator),
        }
    }
}

impl NodeId {
    /// Its mark before anything is added to it or rounded off for results: 基础分 of 总分.
    #[must_use]
    pub fn mark(self) -> FigureId {
        match self {
            Self::Head(head) => FigureId::Head(head),
            Self::Total => FigureId::Base,
        }
    }
}

/// A figure that is worked out once for each row (or once, for a parameter). Those that have a name of their own come
/// first, so that an order begins with what a reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureId {
    /// A 参数.
    Parameter(ParameterId),
    /// A 定义.
    Definition(DefinitionId),
    /// 适用 of an indicator.
    Applies(IndicatorId),
    /// 取值 of an indicator.
    Value(IndicatorId),
    /// 取值 as the data give it, before 缺失 stands in.
    Given(IndicatorId),
    /// The mark of an indicator before rounding.
    Score(IndicatorId),
    /// The rounded mark of an indicator; 0 where it does not apply.
    Mark(IndicatorId),
    /// Whether a 方面 has an indicator that applies.
    HeadApplies(HeadId),
    /// The weight of the n-th child of a node, where data give it or rules read it.
    Weight(NodeId, usize),
    /// Full marks of a 方面 for the subject at hand.
    HeadFull(HeadId),
    /// The mark of a 方面.
    Head(HeadId),
    /// 基础分: what the 方面 come to.
    Base,
    /// An entry of 加分.
    BonusEntry(usize),
    /// 加分, capped and rounded.
    Bonus,
    /// An entry of 扣分.
    DeductionEntry(usize),
    /// 扣分, capped and rounded.
    Deduction,
    /// 总分 = 基础分 + 加分 − 扣分, capped and rounded.
    Total,
    /// 适用 of a condition.
    ConditionApplies(ConditionId),
    /// Whether a condition is met.
    Condition(ConditionId),
    /// Whether a 否决 fires.
    Veto(VetoId),
    /// Whether a 限制 fires.
    Restriction(RestrictionId),
    /// Whether the requirement of a grade is met, before quotas.
    Requirement(GradeId),
    /// Whether the subject participates (参评).
    Participates,
    /// Whether a 降等 fires.
    Demotion(DemotionId),
    /// A column of 列出; a number as it is shown, without its unit.
    Output(OutputId),
    /// The mark of an indicator on its way through 计分, 封顶, 保底 and 调整.
    Stage(IndicatorId, Stage),
    /// A step in putting a node together.
    Step(NodeId, Step),
    /// A part of an expression that is needed more than once.
    Part(PartId),
}

/// A stage of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// What the method gives.
    Method,
    /// After 封顶.
    Capped,
    /// After 保底.
    Floored,
    /// After the k-th 调整, from 0.
    Adjusted(u32),
}

/// A step in putting a node together from its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The written weight of the n-th child, where it is not the same for all subjects.
    Weight(usize),
    /// The weights of the children that apply, added up.
    Weights,
    /// The share of its full marks that the n-th child earns before rounding, from which data give the weights.
    Share(usize),
    /// The weights of all children that data give.
    DataWeights,
    /// The full marks of the children that apply, added up.
    Full,
    /// The marks of the children, added up, before 折算.
    Sum,
    /// 折算: the share of the full marks that apply, times those of the node.
    Rescaled,
    /// The node before it is rounded; 总分 before 封顶: 基础分 + 加分 − 扣分.
    Gross,
}

impl FigureId {
    /// Whether a reader knows the figure by a name: 取值, a mark, a definition. The others lie between two of these and
    /// are shown as part of what they lead to.
    #[must_use]
    pub fn is_named(self) -> bool {
        !matches!(self, Self::Stage(..) | Self::Step(..) | Self::Part(_))
    }
}
