//! Which rows of a result are asked for: 总分 不低于 80 分 且 等次 是 优秀.

use super::{Comparison, Name};
use crate::finding::Span;
use crate::number::{Date, Number};

/// What is asked of each row of a result.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What.
    pub kind: AskedKind,
    /// Where.
    pub span: Span,
}

/// The kinds of questions.
#[derive(Debug, Clone)]
pub enum AskedKind {
    /// All hold.
    And(Vec<Asked>),
    /// One holds.
    Or(Vec<Asked>),
    /// It does not hold.
    Not(Box<Asked>),
    /// left COMPARISON right
    Compare(Comparison, AskedValue, AskedValue),
    /// 属于 { … } or 不属于 { … }
    Among {
        /// Of what.
        value: AskedValue,
        /// The values.
        choices: Vec<AskedValue>,
        /// 不属于
        negated: bool,
    },
    /// 为空 or 不为空
    Empty {
        /// What.
        value: AskedValue,
        /// 不为空
        negated: bool,
    },
    /// A column that says 是 or 否.
    Holds(AskedValue),
}

/// A value in a question.
#[derive(Debug, Clone)]
pub struct AskedValue {
    /// What.
    pub kind: AskedValueKind,
    /// Where.
    pub span: Span,
}

/// The kinds of values.
#[derive(Debug, Clone)]
pub enum AskedValueKind {
    /// 80 分
    Number(Number, Option<Name>),
    /// 2024-12-31
    Date(Date),
    /// 是 or 否
    YesNo(bool),
    /// A column, or a text that stands there without quotes: 优秀.
    Word(String),
    /// A text in quotes; a column may be called so too.
    Text(String),
}
