//! Checked 示例.

use crate::core::{ConditionId, Constant, ExprId, FieldId, FigureId, SubjectId, TableId, Verdict};
use crate::finding::{Span, Spanned};
use crate::number::{Number, Rounding};

/// A test that stands beside the rules.
#[derive(Debug, Clone)]
pub struct Example {
    /// Title.
    pub title: String,
    /// Facts, one entry for each table that is mentioned; a table that is not mentioned is unknown.
    pub facts: Vec<FactRows>,
    /// Figures set directly.
    pub assumptions: Vec<Assumption>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
    /// The item.
    pub span: Span,
}

/// Rows of one table. Fields that are not given are missing (empty when optional).
#[derive(Debug, Clone)]
pub struct FactRows {
    /// Table.
    pub table: TableId,
    /// Rows.
    pub rows: Vec<FactRow>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct FactRow {
    /// Key of the parent row, `None` when not written: then the only row of the parent.
    pub parent: Option<Vec<String>>,
    /// Given fields; numbers in base units.
    pub fields: Vec<(FieldId, Constant)>,
    /// Where it is written.
    pub span: Span,
}

/// 设: a figure that is given instead of worked out.
#[derive(Debug, Clone)]
pub struct Assumption {
    /// A definition of the subject table or the value of an indicator.
    pub figure: FigureId,
    /// One for each subject in order.
    pub values: Vec<Constant>,
    /// The statement.
    pub span: Span,
}

/// 期望
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Index of the subject row.
    pub subject: SubjectId,
    /// What must come out.
    pub outcome: ExpectedOutcome,
    /// 因: a part of a reason that must be given for it.
    pub because: Option<Spanned<String>>,
    /// The statement.
    pub span: Span,
}

/// What an expectation says.
#[derive(Debug, Clone)]
pub enum ExpectedOutcome {
    /// A mark (rounded), head or total.
    Marks(FigureId, Number),
    /// The value of a definition or 取值.
    Value {
        /// What has it.
        figure: FigureId,
        /// What it must be.
        wanted: Constant,
        /// 保留: it must be so when it is rounded.
        rounding: Option<Rounding>,
    },
    /// What a function gives; worked out for the subject where that matters.
    Call {
        /// The call.
        call: ExprId,
        /// What it must give; missing when absent.
        wanted: Option<Constant>,
        /// 保留: it must be so when it is rounded.
        rounding: Option<Rounding>,
    },
    /// The verdict of a condition.
    Verdict(ConditionId, Verdict),
    /// The grade, or the label of an outcome outside the grades.
    Grade(String),
    /// Withheld for missing data.
    Missing(FigureId),
    /// No grade: withheld for missing data.
    NoGrade,
    /// An indicator or head, asked by whether it applies, does not.
    NotApplicable(FigureId),
}
