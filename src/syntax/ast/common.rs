//! What is said once for many items: 各指标 { … } and 各方面 { … }, and figures that an item has of its own.

use super::{Expr, Name, StatementKind};
use crate::finding::Span;

/// 定义 NAME = EXPR of one item, or a cell under a column of that name.
#[derive(Debug, Clone)]
pub struct Local {
    /// Its name, which the item itself reads bare.
    pub name: Name,
    /// Its value.
    pub value: Expr,
    /// The whole statement, or the cell.
    pub span: Span,
}

/// 表头: what the cells of the rows below it say.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its columns; the first is 编号.
    pub columns: Vec<Column>,
    /// The whole statement.
    pub span: Span,
}

/// A column of a 表头.
#[derive(Debug, Clone)]
pub struct Column {
    /// What its cells say.
    pub kind: ColumnKind,
    /// Where it is written.
    pub span: Span,
}

/// What the cells of a column say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// 编号
    Code,
    /// 名称
    Title,
    /// 分值, of all or of one kind of subjects.
    Marks(Option<Name>),
    /// A clause, its word left out.
    Clause(StatementKind),
    /// A figure of the item's own.
    Local(Name),
}
