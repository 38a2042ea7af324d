//! Ids of the named figures of a rule set.

/// A figure that has a name of its own and is worked out once for each row (or once, for a
/// parameter). The numbers index the vectors of [`super::RuleSet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureId {
    /// A 参数.
    Parameter(usize),
    /// A 定义.
    Definition(usize),
    /// 适用 of an indicator.
    Applies(usize),
    /// 取值 of an indicator.
    Value(usize),
    /// 取值 as the data give it, before 缺失 stands in.
    Given(usize),
    /// The mark of an indicator before rounding.
    Score(usize),
    /// The rounded mark of an indicator; 0 where it does not apply.
    Mark(usize),
    /// Whether a 方面 has an indicator that applies.
    HeadApplies(usize),
    /// The weight of a child, from data; the node is a 方面 or, without one, 总分.
    Weight(Option<usize>, usize),
    /// Full marks of a 方面 for the subject at hand.
    HeadFull(usize),
    /// The mark of a 方面.
    Head(usize),
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
    /// 总分 = 基础分 + 加分 − 扣分.
    Total,
    /// 适用 of a condition.
    ConditionApplies(usize),
    /// Whether a condition is met.
    Condition(usize),
    /// Whether a 否决 fires.
    Veto(usize),
    /// Whether a 限制 fires.
    Restriction(usize),
    /// Whether the requirement of a grade is met, before quotas.
    Requirement(usize),
    /// Whether the subject participates (参评).
    Participates,
    /// Whether a 降等 fires.
    Demotion(usize),
}
