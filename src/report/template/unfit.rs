//! What no workbook can hold.

use crate::finding::{Code, Diagnostic, Span};
use crate::words;

/// As many columns as a sheet has.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// As many rows as a sheet has, the header among them.
pub(super) const MOST_ROWS: usize = 1_048_576;

/// The longest text of a cell, in units of UTF-16.
pub(super) const LONGEST_TEXT: usize = 32_767;

/// Why rules or rows do not fit into a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// No sheet can be called like a table, nor like its file.
    SheetName {
        /// The table.
        table: String,
        /// Its declaration.
        span: Span,
    },
    /// A table has more columns than a sheet.
    Columns {
        /// The table.
        table: String,
        /// How many it has.
        columns: usize,
        /// Its declaration.
        span: Span,
    },
    /// A long table (展开), of which nobody fills in a sheet.
    Spread {
        /// The table.
        table: String,
        /// Its declaration.
        span: Span,
    },
    /// There are more subjects than a sheet has rows.
    Rows {
        /// How many.
        rows: usize,
        /// The declaration of their table.
        span: Span,
    },
    /// A text is longer than a cell takes.
    Text {
        /// The header of its column.
        column: String,
        /// How its row is called.
        row: usize,
        /// The declaration of the column.
        span: Span,
    },
    /// What the writer of workbooks says.
    Refused(String),
}

impl Unfit {
    /// The finding about rules in a file.
    #[must_use]
    pub fn finding(&self, rules: &str) -> Diagnostic {
        match self {
            Self::SheetName { table, span } => Diagnostic::error(
                Code::H0912,
                *span,
                words!("工作表不能叫「{table}」，也不能叫它的文件名", "no sheet can be named `{table}`, nor like its file"),
            )
            .help(words!(
                "表名最多 31 个字，不能有 [ ] : * ? / \\，也不能只差大小写；改短表名，或者改短文件名",
                "a name has at most 31 characters, none of [ ] : * ? / \\, and differs from the others not only in case; \
                 shorten the name of the table or of its file"
            )),
            Self::Columns { table, columns, span } => Diagnostic::error(
                Code::H0912,
                *span,
                words!(
                    "「{table}」有 {columns} 列，一张工作表最多 {MOST_COLUMNS} 列",
                    "`{table}` has {columns} columns; a sheet has at most {MOST_COLUMNS}"
                ),
            )
            .help(words!("分成几张表", "divide it into several tables")),
            Self::Spread { table, span } => Diagnostic::error(
                Code::H0912,
                *span,
                words!("「{table}」是展开的长表，没有填报用的工作表", "`{table}` is a long table that is spread; no sheet is filled in for it"),
            )
            .help(words!("写一份没有「展开」的规则做工作簿", "make the workbook of rules without `spread`")),
            Self::Rows { rows, span } => Diagnostic::error(
                Code::H0912,
                *span,
                words!(
                    "有 {rows} 家，一张工作表最多 {MOST_ROWS} 行",
                    "there are {rows} subjects; a sheet has at most {MOST_ROWS} rows"
                ),
            )
            .help(words!("用 --split 分成几个工作簿", "divide them into several workbooks with --split")),
            Self::Text { column, row, span } => Diagnostic::error(
                Code::H0912,
                *span,
                words!(
                    "第 {row} 家的「{column}」太长，一格最多 {LONGEST_TEXT} 个字",
                    "`{column}` of subject {row} is too long; a cell takes at most {LONGEST_TEXT} characters"
                ),
            )
            .help(words!("在数据里改短", "shorten it in the data")),
            Self::Refused(why) => {
                Diagnostic::file(Code::H0912, rules, words!("工作簿写不成：{why}", "the workbook cannot be made: {why}"))
            }
        }
    }
}
