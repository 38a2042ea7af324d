//! 示例: facts and what is expected of them.

use super::{Assumed, Cases, Expr, Name, Outcome, Unread};
use crate::finding::{Span, Spanned};

/// 示例 "title" { … }
#[derive(Debug, Clone)]
pub struct Example {
    /// Title.
    pub title: Spanned<String>,
    /// Facts and expectations in file order.
    pub statements: Vec<ExampleStatement>,
    /// The file that its rows stand in, beside that of the rules.
    pub file: Option<Spanned<String>>,
    /// 表头 and the rows below it, from here or from the file.
    pub cases: Option<Cases>,
    /// Statements that could not be read.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// A statement of an example.
#[derive(Debug, Clone)]
pub enum ExampleStatement {
    /// TABLE { field : value ; … } is one row; TABLE { a, b } = (1, 2), (3, 4) [unit] several;
    /// TABLE 无 none.
    Rows {
        /// Table.
        table: Name,
        /// Fields given.
        fields: Vec<Name>,
        /// Their values, row by row; each row as long as `fields`.
        rows: Vec<Vec<Expr>>,
        /// The whole statement.
        span: Span,
    },
    /// 设 NAME = v, v, …, 设 取值 CODE = …, 设 得分 CODE = … or 设 总分 = …  — one value for each subject, in order.
    Assume {
        /// Name of a definition, or code of what earns marks; 总分.
        name: Name,
        /// What is set.
        what: Assumed,
        /// One for each subject.
        values: Vec<Expr>,
        /// The whole statement.
        span: Span,
    },
    /// 期望 FUNCTION(…) 为 EXPR, 得 MARKS or 缺失: what a function gives, for the first subject where that matters.
    ExpectCall {
        /// The call.
        call: Expr,
        /// What is expected.
        outcome: Outcome,
        /// 因: a part of the reason that must be given for it.
        because: Option<Spanned<String>>,
        /// The whole statement.
        span: Span,
    },
    /// 期望 [SUBJECT] NAME OUTCOME [因 "text"]
    Expect {
        /// Key of the subject; the first one when absent.
        subject: Option<Name>,
        /// A condition, definition, indicator, head, 总分 or 等次.
        name: Name,
        /// What is expected.
        outcome: Outcome,
        /// 因: a part of the reason that must be given for it.
        because: Option<Spanned<String>>,
        /// The whole statement.
        span: Span,
    },
}

impl ExampleStatement {
    /// The whole statement.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Rows { span, .. }
            | Self::Assume { span, .. }
            | Self::ExpectCall { span, .. }
            | Self::Expect { span, .. } => *span,
        }
    }
}
