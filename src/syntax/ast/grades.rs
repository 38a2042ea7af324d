//! 等次, with what stands above them: 参评, 人工定等, 否决, 限制 and 降等.

use super::{Definition, Expr, Name, Scope, Unread};
use crate::core::StillTied;
use crate::finding::{Span, Spanned};
use crate::number::RoundingMode;

/// 否决 NAME EXPR 则 OUTCOME
#[derive(Debug, Clone)]
pub struct Veto {
    /// Name.
    pub name: Name,
    /// When.
    pub condition: Expr,
    /// The outcome's label (不予定等).
    pub outcome: Name,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 限制 NAME EXPR 则 最高 GRADE
#[derive(Debug, Clone)]
pub struct Restriction {
    /// Name.
    pub name: Name,
    /// When.
    pub condition: Expr,
    /// The best grade that remains possible.
    pub grade: Name,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 降等 NAME EXPR 则 降 n 等
#[derive(Debug, Clone)]
pub struct Demotion {
    /// Name.
    pub name: Name,
    /// When.
    pub condition: Expr,
    /// By how many grades.
    pub steps: Spanned<u32>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 参评 EXPR 其余 "label": who is evaluated at all.
#[derive(Debug, Clone)]
pub struct Participation {
    /// Who participates.
    pub condition: Expr,
    /// Label of the others.
    pub otherwise: Spanned<String>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// The whole statement.
    pub span: Span,
}

/// 人工定等 TABLE { 等次 FIELD ; 理由 FIELD ; 文号 FIELD }
#[derive(Debug, Clone)]
pub struct ManualGrades {
    /// The table of the decisions.
    pub table: Name,
    /// 等次: the column of the grade.
    pub grade: Option<Name>,
    /// 理由: the column of the reason.
    pub reason: Option<Name>,
    /// 文号: the column of the document's number.
    pub document: Option<Name>,
    /// The whole statement.
    pub span: Span,
}

/// 等次 [依据 …] { … }, best grade first.
#[derive(Debug, Clone)]
pub struct Grades {
    /// Grades from the best down.
    pub grades: Vec<Grade>,
    /// 其余 "未达合格"
    pub otherwise: Option<Spanned<String>>,
    /// 缺失 无碍 照定: who has the same grade whatever is missing is given it.
    pub immaterial: Option<Spanned<()>>,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// What could not be read: its statements, and its opening as an 等次.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// 等次 NAME [依据 …] { … }: a further grading beside the others.
#[derive(Debug, Clone)]
pub struct Grading {
    /// Name.
    pub name: Name,
    /// The figure that it is, under the name by which it is read: 等次(NAME).
    pub figure: Definition,
    /// Its grades.
    pub grades: Grades,
    /// Its 否决.
    pub vetoes: Vec<Veto>,
    /// Its 限制.
    pub restrictions: Vec<Restriction>,
    /// Its 降等.
    pub demotions: Vec<Demotion>,
}

/// NAME EXPR [名额 …]
#[derive(Debug, Clone)]
pub struct Grade {
    /// Name.
    pub name: Name,
    /// What it takes.
    pub requirement: Expr,
    /// At most so many.
    pub quota: Option<Quota>,
    /// The whole entry.
    pub span: Span,
}

/// 名额 参评园区的 30% 向下取整 并列 比 D 仍同 全退
#[derive(Debug, Clone)]
pub struct Quota {
    /// Share of the participating subjects.
    pub share: Expr,
    /// 参评园区的, which editions before the second may say.
    pub of_participants: Option<Span>,
    /// 范围: one quota for each group instead of one for all.
    pub scope: Option<Scope>,
    /// 向下取整 / 向上取整 / 四舍五入 — to a whole number of places.
    pub rounding: Option<Spanned<RoundingMode>>,
    /// 并列 比 A、B: heads or 总分 that break ties at the line, in order.
    pub tie_break: Vec<Name>,
    /// 仍同 全进|全退
    pub still_tied: Option<Spanned<StillTied>>,
    /// The whole clause.
    pub span: Span,
}
