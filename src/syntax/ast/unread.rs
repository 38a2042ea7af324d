//! Statements that could not be read: they keep their place in the tree, and what they declare is known to be there.

use super::name::Name;
use crate::finding::Span;

/// A statement of a file or of a block that could not be read, or a place where something was left out of one that was.
#[derive(Debug, Clone)]
pub struct Unread {
    /// What it is, where its first word or its block tells. Without it, it may be anything.
    pub kind: Option<StatementKind>,
    /// The name that it declares.
    pub name: Option<Name>,
    /// What else it declares: statements of its block, and those that it runs into.
    pub inside: Vec<Unread>,
    /// The whole statement.
    pub span: Span,
}

impl Unread {
    /// A place that was left out.
    #[must_use]
    pub fn place(span: Span) -> Self {
        Self { kind: None, name: None, inside: Vec::new(), span }
    }

    /// Whether a statement of this kind may be lost with it.
    #[must_use]
    pub fn may_be(&self, kind: StatementKind) -> bool {
        self.kind.is_none_or(|own| own == kind) || may_be(&self.inside, kind)
    }
}

/// Whether a statement of this kind may be among those that could not be read.
#[must_use]
pub fn may_be(unread: &[Unread], kind: StatementKind) -> bool {
    unread.iter().any(|unread| unread.may_be(kind))
}

macro_rules! kinds {
    ($($kind:ident $words:literal,)*) => {
        /// What a statement of a file or of a block says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum StatementKind { $(#[doc = $words] $kind,)* }
    };
}

kinds! {
    RuleSet "规则集", Edition "版次", Cycle "周期", Basis "依据", FullMarks "满分", Levels "层级", Rounding "舍入", Enumeration "枚举", Table "数据", Column "A column of 数据",
    Key "主键", Spread "展开", OtherColumns "其余列", Sheet "工作表", HeaderRow "表头行", Marks "缺失记号, 不适用记号, 零记号",
    Script "脚本", Function "A function of 脚本", ScriptLimits "脚本限度", Gloss "口径", Alternative "另解",
    Parameter "参数", Definition "定义", Common "各指标, 各方面", Header "表头", Condition "条件", Head "方面", Indicator "指标", Applies "适用", Value "取值",
    Scoring "计分", Adjustment "调整", Missing "缺失", Direction "方向", Evidence "佐证", Advice "建议", Weight "权重",
    Aggregate "汇总", Weighting "赋权", Gaps "缺项", Cap "封顶", Total "总分", Bonus "加分", Deduction "扣分",
    Entry "An item of 加分 or 扣分", Veto "否决", Restriction "限制", Demotion "降等", Participation "参评",
    ManualGrades "人工定等", Grades "等次", Grade "A grade of 等次", Otherwise "其余", Outputs "列出", Output "A line of 列出",
    Example "示例",
    Facts "Rows of 示例", Assumption "设", Expectation "期望", Inherit "沿用", Amendment "修改, 新增, 删除 or 更名",
}
