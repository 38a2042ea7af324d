//! 定义

use super::{Expr, Name};
use crate::finding::Span;

/// 定义 [TABLE.]NAME = EXPR
#[derive(Debug, Clone)]
pub struct Definition {
    /// The table whose rows it is worked out for; the subject table when absent.
    pub table: Option<Name>,
    /// Of a figure that an item has of its own: the code of the item, with which its name begins (A3.折算值).
    pub of: Option<Name>,
    /// Name.
    pub name: Name,
    /// Value, or a set of rows.
    pub value: Expr,
    /// The whole statement.
    pub span: Span,
}
