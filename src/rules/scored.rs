//! What is judged and scored: 条件, 方面, 指标, 加分 and 扣分.

use super::node::{Node, Precision, WhenMissing};
use crate::core::{Direction, ExprId, NodeId, Stage};
use crate::finding::{Span, Spanned};
use crate::number::Number;

/// A requirement that is judged apart from marks.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Name, also its column in results.
    pub name: String,
    /// 原则上 / 一般: a failure gives 待说明, never 不符合.
    pub soft: bool,
    /// 定性: the requirement reads a person's recorded verdict.
    pub judged: bool,
    /// For which subjects it counts; all when absent.
    pub applies: Option<ExprId>,
    /// Whether it is met, a yes/no expression of the subject: all its items hold, or at least so many.
    pub requirement: ExprId,
    /// What it asks for, one by one.
    pub items: Vec<ConditionItem>,
    /// 至少 n 项: so many of the items; all when absent.
    pub needs: Option<usize>,
    /// Clauses.
    pub basis: Vec<String>,
    /// The item.
    pub span: Span,
}

/// Full marks by the kind of the subject; what is given for no kind does not apply to it.
#[derive(Debug, Clone)]
pub struct ByKind {
    /// Items of one enumeration of the subjects by their places, each with its marks.
    pub of: Vec<(usize, Number)>,
    /// Those of the subject at hand.
    pub expr: ExprId,
}

impl ByKind {
    /// The least of any kind.
    #[must_use]
    pub fn least(&self) -> Number {
        self.of.iter().map(|(_, marks)| marks).min().cloned().unwrap_or_else(Number::zero)
    }
}

/// An item of a condition.
#[derive(Debug, Clone)]
pub struct ConditionItem {
    /// What it is called.
    pub label: Option<String>,
    /// Whether it holds.
    pub requirement: ExprId,
    /// Clauses of its own.
    pub basis: Vec<String>,
    /// The line.
    pub span: Span,
}

impl Condition {
    /// Whether there is more to tell of it than one requirement.
    #[must_use]
    pub fn has_items(&self) -> bool {
        self.items.len() > 1 || self.items.iter().any(|item| item.label.is_some())
    }
}

/// A 方面.
#[derive(Debug, Clone)]
pub struct Head {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Full marks; the most of any kind.
    pub full: Number,
    /// Full marks by kind, where they differ.
    pub by_kind: Option<ByKind>,
    /// 适用 or kinds, of it or of a 方面 around it, keep it from some subjects.
    pub is_limited: bool,
    /// 封顶, and where it is written.
    pub cap: Option<Spanned<Number>>,
    /// Clauses.
    pub basis: Vec<String>,
    /// What it stands below.
    pub within: NodeId,
    /// How it comes from what stands below it.
    pub node: Node,
    /// The item.
    pub span: Span,
}

/// A 指标.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that is written or not")]
pub struct Indicator {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// What it stands below.
    pub within: NodeId,
    /// Full marks; the most of any kind.
    pub full: Number,
    /// Full marks by kind, where they differ.
    pub by_kind: Option<ByKind>,
    /// For which subjects it counts, with what keeps the 方面 around it from some; all when absent.
    pub applies: Option<ExprId>,
    /// Clauses.
    pub basis: Vec<String>,
    /// 取值
    pub value: Option<ExprId>,
    /// 取值 as the data give it, where 缺失 取值 has something stand in for it: `value` then chooses between the two.
    pub given: Option<ExprId>,
    /// 缺失, as far as it is not spelt out in the mark.
    pub when_missing: WhenMissing,
    /// The mark on its way through 计分, 封顶, 保底 and 调整, spelt out in the core; each stage but the first reads the
    /// one before it as a figure.
    pub stages: Vec<(Stage, ExprId)>,
    /// The mark before rounding: the last stage, or what 缺失 has stand in for it.
    pub score: ExprId,
    /// Its own 舍入.
    pub precision: Option<Precision>,
    /// 封顶 无: a mark may go beyond the full ones.
    pub uncapped: bool,
    /// 保底 无: a mark may be below 0.
    pub unfloored: bool,
    /// 封顶 says how high a mark goes and nothing says how low, though the method follows its value there: 直接, 换算,
    /// 功效, 算式.
    pub is_open_below: bool,
    /// The 计分 clause as written.
    pub method_span: Span,
    /// 方向, and where it is written.
    pub direction: Option<(Direction, Span)>,
    /// Without 计分: 汇总 算式 of what it stands below reads its 取值, and it has no mark.
    pub is_unscored: bool,
    /// Whether it says what a missing value means.
    pub states_missing: bool,
    /// 佐证
    pub evidence: Option<String>,
    /// 建议
    pub advice: Option<Vec<TemplatePart>>,
    /// The item.
    pub span: Span,
}

impl Indicator {
    /// Whether a mark is one that it may give to whom it has these full marks: from 0 to those, unless 保底 无 or 封顶 无
    /// says otherwise.
    #[must_use]
    pub fn allows(&self, mark: &Number, full: &Number) -> bool {
        (self.unfloored || !mark.is_negative()) && (self.uncapped || mark <= full)
    }
}

/// A part of an advice.
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Words.
    Text(String),
    /// A value of the subject.
    Value(ExprId),
}

/// 加分 or 扣分.
#[derive(Debug, Clone)]
pub struct Block {
    /// At most so many marks.
    pub cap: Option<Number>,
    /// Entries, added up.
    pub entries: Vec<Entry>,
}

/// An entry of a [`Block`].
#[derive(Debug, Clone)]
pub struct Entry {
    /// Title.
    pub title: String,
    /// Marks.
    pub marks: ExprId,
    /// The entry.
    pub span: Span,
}
