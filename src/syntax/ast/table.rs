//! 数据

use super::expr::Expr;
use super::name::Name;
use super::unread::Unread;
use crate::core::{ChoiceOrder, Comparison};
use crate::finding::{Span, Spanned};

/// 数据 NAME "file" [表 "…" | 查询 "…"] [属于 PARENT 按 KEY] { … }
#[derive(Debug, Clone)]
pub struct Table {
    /// Name in rules.
    pub name: Name,
    /// File name relative to the data folder; none when the opening could not be read.
    pub file: Option<Spanned<String>>,
    /// Where the rows stand in a database.
    pub in_database: Option<InDatabase>,
    /// Parent table and the columns that hold its key.
    pub parent: Option<Within>,
    /// Declared columns.
    pub fields: Vec<Field>,
    /// 展开 NAME 取 VALUE { … }: the last of the columns are rows of the file.
    pub spread: Option<Spread>,
    /// 主键 A, B — columns that together name a row.
    pub key: Vec<Name>,
    /// 其余列 忽略 — columns of the file that are not declared are allowed.
    pub ignore_other_columns: bool,
    /// 工作表 "…" — the sheets of a workbook that hold its rows.
    pub sheets: Vec<Spanned<String>>,
    /// 表头行 3 — the row that ends the header, from 1.
    pub header_row: Option<Spanned<u32>>,
    /// 缺失记号, 不适用记号, 零记号 — what stands in a cell for no value, for none to be expected, for 0.
    pub marks: [Vec<Spanned<String>>; 3],
    /// What could not be read: its statements, and its opening as a 数据.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// 展开 NAME 取 VALUE { "text" 作 COLUMN TYPE … }
#[derive(Debug, Clone)]
pub struct Spread {
    /// The column of the file that says which column a row is.
    pub name: Spanned<String>,
    /// The column of the file that holds the values.
    pub value: Spanned<String>,
    /// How many of the columns of the table are rows of the file; they stand last.
    pub count: usize,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// 属于 PARENT 按 KEY [列 "标题"]
#[derive(Debug, Clone)]
pub struct Within {
    /// The table above.
    pub table: Name,
    /// The columns that hold its key.
    pub key: Vec<Name>,
    /// Their header texts in the file, if they are not their names.
    pub columns: Vec<Spanned<String>>,
}

/// What is read of a database.
#[derive(Debug, Clone)]
pub enum InDatabase {
    /// 表 "…"
    Table(Spanned<String>),
    /// 查询 "…"
    Query(Spanned<String>),
}

/// One declared column: NAME TYPE [主键] [名称] [可缺失] [备查] [不公开] [佐证] [可改 [… 至 …]] [列 "标题" 或 "旧标题"] [不低于 …] [不超过 …]
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that may stand behind a column")]
pub struct Field {
    /// Name in rules and, unless `column` says otherwise, in the file.
    pub name: Name,
    /// Its type.
    pub ty: FieldType,
    /// Where the type stands: behind the name, and those that stand beside it.
    pub ty_span: Span,
    /// 主键: names a row of the file.
    pub is_key: bool,
    /// 名称: what a reader calls the row.
    pub is_title: bool,
    /// 可缺失: an empty cell is expected and can be asked for with 为空.
    pub is_optional: bool,
    /// 备查: kept for the record, no rule reads it.
    pub is_record_only: bool,
    /// 不公开: its cells are no part of what is published.
    pub is_private: bool,
    /// 佐证: its cells name files in the folder of the data that prove something.
    pub is_evidence: bool,
    /// 列 "…" 或 "…": header texts in the file.
    pub columns: Vec<Spanned<String>>,
    /// 不低于 0% 不超过 100%: what its values may be.
    pub bounds: Vec<Bound>,
    /// 可改 [0% 至 100%]: who asks what would lead to another grade may change it.
    pub change: Option<FieldChange>,
    /// The whole declaration.
    pub span: Span,
}

/// 可改 [0% 至 100%]
#[derive(Debug, Clone)]
pub struct FieldChange {
    /// Between what, where that is said.
    pub bounds: Vec<Bound>,
    /// The word and what stands behind it.
    pub span: Span,
}

/// One end of the range of a column.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Comparison.
    pub comparison: Comparison,
    /// Its word as written.
    pub word: Name,
    /// A constant expression.
    pub limit: Expr,
    /// Word and limit.
    pub span: Span,
}

/// 枚举 NAME [从优到劣|从高到低] { … }
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// Name of the type.
    pub name: Name,
    /// Its items.
    pub list: ChoiceList,
    /// The whole statement.
    pub span: Span,
}

/// [从优到劣|从高到低] { a, "b" 作 c }
#[derive(Debug, Clone)]
pub struct ChoiceList {
    /// Which way the items are ordered.
    pub order: Option<ChoiceOrder>,
    /// The items as they stand.
    pub items: Vec<ChoiceItem>,
}

/// NAME, "text", or "text" 或 "text" 作 NAME
#[derive(Debug, Clone)]
pub struct ChoiceItem {
    /// What rules call it.
    pub name: Name,
    /// How files spell it.
    pub spellings: Vec<Spanned<String>>,
    /// The whole item.
    pub span: Span,
}

/// Type of a column.
#[derive(Debug, Clone)]
pub enum FieldType {
    /// 文本
    Text,
    /// 是否
    YesNo,
    /// 日期
    Date,
    /// 枚举 { a, b }
    Choice(ChoiceList),
    /// The name of a 枚举 that is an item of its own.
    Named(Name),
    /// 数值: a number without a unit.
    Pure,
    /// A number in a unit, named as written (万元, 平方米, %).
    Unit(Name),
}
