//! What an 示例 sets and what it expects.

use super::{Expr, Name};
use crate::finding::Span;

/// What an example sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// A definition.
    Definition,
    /// 取值 of an indicator.
    Value,
    /// 得分 of an indicator or a 方面.
    Mark,
    /// 总分
    Total,
}

/// What an example expects.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// 得 4 分
    Marks(Expr),
    /// 为 EXPR: of a definition.
    Value(Expr),
    /// A verdict, grade or outcome label by name: 符合, 优秀, 不予定等.
    Label(Name),
    /// 缺失: withheld for missing data.
    Missing(Span),
}
