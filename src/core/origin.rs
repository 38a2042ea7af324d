//! Where a node comes from and what it is there for.

use super::id::{ConditionId, DefinitionId, HeadId, IndicatorId, ParameterId};
use super::verdict::Verdict;
use crate::finding::Span;

/// Where a node comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Where it is written; for a node that a clause implies, the place of the clause.
    pub span: Span,
    /// The item for which it stands: a clause that several items share has a node for each.
    pub item: Option<Item>,
    /// What it is there for.
    pub role: Role,
}

/// An item of a rule set that has expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// 参数
    Parameter(ParameterId),
    /// 定义
    Definition(DefinitionId),
    /// 条件
    Condition(ConditionId),
    /// 方面
    Head(HeadId),
    /// 指标
    Indicator(IndicatorId),
    /// 总分
    Total,
    /// 加分, 扣分, 参评, 否决, 限制, 降等, 等次 and 示例: told apart by their places.
    Standing,
}

/// What a node is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// It is written.
    #[default]
    Written,
    /// A clause implies it.
    Implied,
    /// The choice between the bands of 分档 (or another method that chooses), or what one of them says: the k-th from 0.
    Band(u32),
    /// The choice of 插值 with 两端 持平 between its pieces: the first and the last one are flat.
    FlatEnds,
    /// 其余 behind bands that would leave gaps without it, whatever the column holds.
    Rest,
    /// The k-th part of 累计 or 每 … 扣, from 0.
    Part(u32),
    /// The k-th 调整, from 0.
    Adjustment(u32),
    /// 封顶
    Cap,
    /// 保底
    Floor,
    /// What 缺失 puts in the place of a missing value.
    StandIn,
    /// 适用
    Applies,
    /// 参评
    Participates,
    /// Whether a 条件 comes to this.
    Asks(Verdict),
}

impl Role {
    /// Whether nobody has written it: a clause implies it, or 参评 does.
    #[must_use]
    pub fn is_implied(self) -> bool {
        matches!(self, Self::Implied | Self::Participates)
    }
}

impl Origin {
    /// Of a node that a clause implies.
    #[must_use]
    pub fn implied(span: Span) -> Self {
        Self { role: Role::Implied, ..Self::from(span) }
    }

    /// Of a node with a role.
    #[must_use]
    pub fn with_role(span: Span, role: Role) -> Self {
        Self { role, ..Self::from(span) }
    }
}

impl From<Span> for Origin {
    fn from(span: Span) -> Self {
        Self { span, item: None, role: Role::Written }
    }
}
