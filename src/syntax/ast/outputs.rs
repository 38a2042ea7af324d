//! 列出: what stands in results beside marks and grades.

use super::{Below, Expr, Name, Unread};
use crate::finding::{Span, Spanned};

/// 列出 { … }, a line a column.
#[derive(Debug, Clone)]
pub struct Outputs {
    /// Its lines.
    pub lines: Vec<OutputLine>,
    /// What could not be read: its lines, and its opening as a 列出.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// `TERM [UNIT] [n 位] ["title"]`
#[derive(Debug, Clone)]
pub struct OutputLine {
    /// What is put out.
    pub term: OutputTerm,
    /// That, as it is written, on one line.
    pub written: String,
    /// The unit in which it is shown.
    pub unit: Option<Name>,
    /// Decimals; exact without.
    pub places: Option<Spanned<u32>>,
    /// What the column is called.
    pub title: Option<Spanned<String>>,
    /// The whole line.
    pub span: Span,
}

/// What a line puts out.
#[derive(Debug, Clone)]
pub enum OutputTerm {
    /// A figure of the subject.
    Figure(Expr),
    /// A1.取值: that of an indicator.
    Value {
        /// Its code.
        code: Name,
        /// The word 取值.
        word: Spanned<String>,
    },
    /// 各指标.取值, A.各指标.取值, 各方面.位次: one column for each.
    Each {
        /// The 方面 below which they stand; all without.
        head: Option<Name>,
        /// 各指标 or 各方面.
        of: Below,
        /// The word 取值, or the name of a figure that each has of its own.
        word: Name,
        /// Whether it is 取值.
        is_value: bool,
        /// The term.
        span: Span,
    },
}

impl OutputTerm {
    /// Where it is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Figure(expr) => expr.span,
            Self::Value { code, word } => code.span.to(word.span),
            Self::Each { span, .. } => *span,
        }
    }
}
