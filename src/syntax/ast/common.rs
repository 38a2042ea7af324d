//! What is said once for many items: 各指标 { … } and 各方面 { … }, and figures that an item has of its own.

use super::{Clause, Expr, Name, Node, StatementKind, Unread};
use crate::finding::{Span, Spanned};

/// Of which items a common block speaks: all below the block in which it stands, at every level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Below {
    /// 各指标
    Indicators,
    /// 各方面
    Heads,
}

/// 各指标 { clauses } or 各方面 { clauses }.
#[derive(Debug, Clone)]
pub struct Common {
    /// Of which items.
    pub of: Below,
    /// Of 各指标: its clauses in file order.
    pub clauses: Vec<Clause>,
    /// Of 各方面: its clauses.
    pub node: Node,
    /// Figures that each of the items has.
    pub locals: Vec<Local>,
    /// What a common clause further out says and this block does not.
    pub without: Vec<Spanned<StatementKind>>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Its first word.
    pub word: Span,
    /// From the keyword to the closing brace.
    pub span: Span,
}

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
