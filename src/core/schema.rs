//! The declared tables.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::range::Range;
use super::types::Type;
use crate::finding::{Language, Span};

/// A table by its place among the declared tables, from 0.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::{Missing, Note, TableId};
///
/// let notes = parks::run()?.score()?.notes;
/// let [Note::Missing { reason: Missing::Cell { table, .. } }, ..] = notes[2].as_slice() else { panic!() };
/// // The table of the subjects is the first.
/// assert_eq!(*table, TableId(0));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct TableId(pub usize);

/// A field by its place in its table, from 0.
///
/// ```
/// use heng::result::{FieldId, Statistic};
///
/// // 求和 … 同一 F 取最高, F being the second field of its table.
/// let statistic = Statistic::SumOfGreatest { by: FieldId(1) };
/// assert_eq!(serde_json::to_string(&statistic).ok().as_deref(), Some(r#"{"sum_of_greatest":{"by":1}}"#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct FieldId(pub usize);

/// All tables, parents before children; the first is the table of the subjects that are graded and
/// the only one without a parent.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Tables in an order in which each follows its parent.
    pub tables: Vec<Table>,
    /// The language of the rules: what cells are called that hold a value and no text.
    pub language: Language,
}

/// A declared table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name in rules.
    pub name: String,
    /// File name relative to the data folder; of a table of a database what a person calls it.
    pub file: String,
    /// Where the rows stand in a database.
    pub in_database: Option<InDatabase>,
    /// The table above.
    pub parent: Option<Parent>,
    /// Declared columns.
    pub fields: Vec<Field>,
    /// 展开: the last of the columns are rows of the file.
    pub spread: Option<Spread>,
    /// Columns whose values together may occur only once; empty when not declared.
    pub key: Vec<KeyPart>,
    /// The field that a reader calls a row by (名称).
    pub title: Option<FieldId>,
    /// Whether the file may have columns that are not declared.
    pub ignore_other_columns: bool,
    /// How its rows stand in a file, where that is declared.
    pub layout: Layout,
    /// The declaration.
    pub span: Span,
}

/// How rows of a file become columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The header of the column that says which column a row is.
    pub name: String,
    /// The header of the column that holds the values.
    pub value: String,
    /// How many columns of the table stand before those; each of the others is a row called as its header.
    pub from: usize,
}

/// What a rule set says of how people wrote a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// 工作表: the sheets of a workbook that hold the rows; empty when they are to be found.
    pub sheets: Vec<String>,
    /// 表头行: the row that ends the header, from 1.
    pub header_row: Option<u32>,
    /// 缺失记号: what stands in a cell without a value.
    pub missing: Vec<String>,
    /// 不适用记号: what stands in a cell that is not to have one.
    pub inapplicable: Vec<String>,
    /// 零记号: what stands for 0.
    pub zero: Vec<String>,
}

impl Layout {
    /// Whether some marks stand for what they do not say.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        [&self.missing, &self.inapplicable, &self.zero].iter().any(|marks| !marks.is_empty())
    }
}

/// The rows of a database that a table is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InDatabase {
    /// The database, as the rules name it: a URL, or a file relative to the data folder.
    pub place: String,
    /// What is read of it.
    pub rows: DatabaseRows,
}

/// What is read of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseRows {
    /// All rows of a table.
    Table(String),
    /// What a query gives.
    Query(String),
}

/// The table above a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// The table above.
    pub table: TableId,
    /// The columns that hold its key as rules name them, in the order of the key.
    pub columns: Vec<String>,
    /// Their headers in the file.
    pub headers: Vec<String>,
}

/// What is part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPart {
    /// The columns that hold the parent's key.
    Parent,
    /// A field of the table.
    Field(FieldId),
}

/// A declared column.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that may stand behind a column")]
pub struct Field {
    /// Name in rules.
    pub name: String,
    /// Header text in the file.
    pub column: String,
    /// Other header texts that it may have.
    pub also: Vec<String>,
    /// Type; a number's cells are written in the type's unit.
    pub ty: Type,
    /// May be empty without a complaint.
    pub optional: bool,
    /// Kept for the record; no rule reads it.
    pub record_only: bool,
    /// 不公开: its cells are no part of what is published.
    pub private: bool,
    /// 佐证: its cells name files in the folder of the data.
    pub evidence: bool,
    /// What its values may be, as declared.
    pub range: Range,
    /// 可改: between what it may be changed by who asks what would lead to another grade; without ends, as its range says.
    pub change: Option<Range>,
    /// The declaration.
    pub span: Span,
}

impl Field {
    /// A column that no rule declares, and of which nothing is asked: it may be empty.
    pub(crate) fn of_file(name: &str, column: &str, ty: Type, span: Span) -> Self {
        Self {
            name: name.to_owned(),
            column: column.to_owned(),
            also: Vec::new(),
            ty,
            optional: true,
            record_only: false,
            private: false,
            evidence: false,
            range: Range::default(),
            change: None,
            span,
        }
    }
}

impl Schema {
    /// The table of the subjects.
    pub const SUBJECTS: TableId = TableId(0);

    /// A table by id.
    #[must_use]
    pub fn table(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id.0)
    }

    /// A field by ids.
    #[must_use]
    pub fn field(&self, table: TableId, field: FieldId) -> Option<&Field> {
        self.table(table)?.fields.get(field.0)
    }

    /// The table above, if any.
    #[must_use]
    pub fn parent(&self, id: TableId) -> Option<TableId> {
        self.table(id)?.parent.as_ref().map(|parent| parent.table)
    }

    /// Whether tables that were read as another schema declares them are what this one declares: the same columns with
    /// their types, ranges and keys, whatever they are called in rules.
    #[must_use]
    pub fn reads_like(&self, other: &Self) -> bool {
        let fields = |table: &Table, other: &Table| {
            let mut both = table.fields.iter().zip(&other.fields);
            table.fields.len() == other.fields.len()
                && both.all(|(own, other)| {
                    own.column == other.column && own.ty.reads_like(&other.ty) && own.range.is_like(&other.range)
                })
        };
        let alike = |(own, other): (&Table, &Table)| {
            (&own.parent, &own.key, own.title) == (&other.parent, &other.key, other.title) && fields(own, other)
        };
        self.tables.len() == other.tables.len() && self.tables.iter().zip(&other.tables).all(alike)
    }

    /// The tables from `below` (excluded) up to `above` (included), or `None` when `above` is not an
    /// ancestor.
    #[must_use]
    pub fn path_up(&self, below: TableId, above: TableId) -> Option<Vec<TableId>> {
        let mut path = Vec::new();
        let mut at = below;
        while at != above {
            at = self.parent(at)?;
            path.push(at);
        }
        Some(path)
    }
}
