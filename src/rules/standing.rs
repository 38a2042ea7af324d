//! What decides about grades: 参评, 否决, 限制, 降等, 人工定等 and 等次.

use crate::core::{ExprId, FieldId, GradeId, HeadId, IndicatorId, StillTied, TableId};
use crate::finding::{Span, Spanned};
use crate::number::{Number, RoundingMode};

/// 否决: gives an outcome outside the grades.
#[derive(Debug, Clone)]
pub struct Veto {
    /// Name.
    pub name: String,
    /// When it fires.
    pub condition: ExprId,
    /// Label of the outcome.
    pub outcome: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 限制: bounds the grade.
#[derive(Debug, Clone)]
pub struct Restriction {
    /// Name.
    pub name: String,
    /// When it fires.
    pub condition: ExprId,
    /// The best grade that remains possible.
    pub best: GradeId,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 参评: who is evaluated. The others have no marks and no total, take no rank and no place, and are
/// in no comparison of values and marks.
#[derive(Debug, Clone)]
pub struct Participation {
    /// Who participates.
    pub condition: ExprId,
    /// Label of the others.
    pub otherwise: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 降等: lowers the grade that was earned.
#[derive(Debug, Clone)]
pub struct Demotion {
    /// Name.
    pub name: String,
    /// When it fires.
    pub condition: ExprId,
    /// By how many grades, at least 1.
    pub steps: usize,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 人工定等: decisions of people, at most one a subject. Checked: the table lies directly below the
/// subjects; the grade is a text or an enumeration of outcomes; reason and document are texts.
#[derive(Debug, Clone)]
pub struct ManualGrades {
    /// The table of the decisions.
    pub table: TableId,
    /// Its column of the grade, or of the label of another outcome.
    pub grade: FieldId,
    /// Its column of the reason.
    pub reason: FieldId,
    /// Its column of the document's number.
    pub document: FieldId,
    /// The statement.
    pub span: Span,
}

/// 等次
#[derive(Debug, Clone)]
pub struct Grades {
    /// From the best down.
    pub grades: Vec<Grade>,
    /// Label when no requirement is met.
    pub otherwise: Spanned<String>,
    /// Clauses.
    pub basis: Vec<String>,
    /// 缺失 无碍 照定, where it is written: who has the same outcome whatever is missing is given it.
    pub immaterial: Option<Span>,
}

/// A grade.
#[derive(Debug, Clone)]
pub struct Grade {
    /// Name.
    pub name: String,
    /// What it takes.
    pub requirement: ExprId,
    /// The least 总分 that the requirement asks for, if it names one.
    pub line: Option<Number>,
    /// At most so many subjects.
    pub quota: Option<Quota>,
    /// The entry.
    pub span: Span,
}

/// A bound on the number of subjects with a grade.
#[derive(Debug, Clone)]
pub struct Quota {
    /// Share of the participating subjects, from 0 to 1.
    pub share: Number,
    /// One quota for each group of subjects that share these fields; one for all when empty.
    pub same: Vec<FieldId>,
    /// To a whole number of subjects.
    pub rounding: RoundingMode,
    /// What breaks ties at the line, in order; more is better.
    pub tie_break: Vec<TieKey>,
    /// What happens to subjects still tied at the line.
    pub still_tied: StillTied,
    /// The clause.
    pub span: Span,
}

/// A figure that breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieKey {
    /// Marks of a head.
    Head(HeadId),
    /// A mark.
    Indicator(IndicatorId),
}
