//! Rows of an 示例 under a 表头: each is an 示例 over the facts above it.

use super::{Assumed, Expr, Name, Outcome};
use crate::finding::{Span, Spanned};

/// 表头 研发费用 | 设 取值 D1 | 期望 D2, and the rows below.
#[derive(Debug, Clone)]
pub struct Cases {
    /// What the cells of a row say.
    pub columns: Vec<CaseColumn>,
    /// Rows in file order, each with a cell for each column.
    pub rows: Vec<CaseRow>,
    /// The header.
    pub span: Span,
}

/// A column.
#[derive(Debug, Clone)]
pub struct CaseColumn {
    /// What its cells say.
    pub kind: CaseColumnKind,
    /// Where it is written.
    pub span: Span,
}

/// What the cells of a column say.
#[derive(Debug, Clone)]
pub enum CaseColumnKind {
    /// [TABLE.]FIELD: a fact; of the subject when no table is written.
    Fact {
        /// Table.
        table: Option<Name>,
        /// Field.
        field: Name,
    },
    /// 设 NAME, 设 取值 CODE, 设 得分 CODE or 设 总分
    Assume {
        /// As in a statement.
        name: Name,
        /// What is set.
        what: Assumed,
    },
    /// 期望 NAME: marks, a value, a verdict or a grade, as the name has it.
    Expect {
        /// What is expected.
        name: Name,
        /// 期望 取值 CODE: the value of an indicator, not its marks.
        is_value: bool,
    },
}

/// A row.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// The number of the row: from 1 in an 示例, in a file as the file counts.
    pub number: usize,
    /// One for each column; none where the row says nothing.
    pub cells: Vec<Option<CaseCell>>,
    /// The whole row.
    pub span: Span,
}

/// A cell.
#[derive(Debug, Clone)]
pub enum CaseCell {
    /// A value.
    Value(Expr),
    /// What is expected, and 因: a part of the reason that must be given for it.
    Expected(Expected, Option<Spanned<String>>),
}

/// What a cell expects.
#[derive(Debug, Clone)]
pub enum Expected {
    /// With its word, as in a statement.
    Outcome(Outcome),
    /// Alone: marks, a value or a name.
    Bare(Expr),
}
