//! 参数 按 县区 { … }: values of an annex, a row for each key.

use super::{Definition, Expr, ExprKind, Name, Table, Unread};
use crate::finding::{Span, Spanned};

/// 参数 按 [TABLE.]KEY [依据 …] { 表头 KEY | NAME | … ; rows }
#[derive(Debug, Clone)]
pub struct KeyedParameters {
    /// The table whose column the key is; the subject table when absent.
    pub table: Option<Name>,
    /// The column.
    pub key: Name,
    /// Clause.
    pub basis: Vec<Spanned<String>>,
    /// Names of the parameters, a column each.
    pub columns: Vec<Name>,
    /// The rows.
    pub rows: Vec<KeyedRow>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// KEY | VALUE | …
#[derive(Debug, Clone)]
pub struct KeyedRow {
    /// What the column says; 其余 without.
    pub key: Option<Name>,
    /// The values, one for each column; none where nothing is written.
    pub cells: Vec<Option<Expr>>,
    /// The row.
    pub span: Span,
}

impl KeyedParameters {
    /// How the parameters are called together: 按 县区.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.table {
            Some(table) => format!("按 {}.{}", table.value, self.key.value),
            None => format!("按 {}", self.key.value),
        }
    }

    /// The table and the column that tell the rows apart. The name of a table stands for what its rows are called, or else
    /// for their key.
    fn told_apart_by(&self, tables: &[&Table]) -> (Option<Name>, Name) {
        let at = self.key.span;
        let named = tables.iter().enumerate().find(|(_, table)| table.name.value == self.key.value);
        let Some((place, table)) = named.filter(|_| self.table.is_none()) else {
            return (self.table.clone(), self.key.clone());
        };
        let titled = table.fields.iter().find(|field| field.is_title);
        let own = titled.or_else(|| table.fields.iter().find(|field| field.is_key)).map(|field| &field.name);
        let column =
            own.or(table.key.first()).map_or_else(|| self.key.clone(), |name| Name::new(name.value.clone(), at));
        ((place > 0).then(|| Name::new(table.name.value.clone(), at)), column)
    }

    /// Each parameter as what it comes to for a row of the table: 按 县区 { 永嘉 : 11% ; 其余 : 8% }.
    #[must_use]
    pub fn definitions(&self, tables: &[&Table]) -> Vec<Definition> {
        let (table, key) = self.told_apart_by(tables);
        let of = |(place, name): (usize, &Name)| {
            let cells = self.rows.iter().filter_map(|row| Some((row.key.as_ref(), row.cells.get(place)?.as_ref()?)));
            let (mut arms, mut otherwise) = (Vec::new(), None);
            for (key, cell) in cells {
                match key {
                    Some(key) => arms.push((key.clone(), cell.clone())),
                    None => otherwise = Some(Box::new(cell.clone())),
                }
            }
            let kind = ExprKind::Lookup { by: key.clone(), arms, otherwise };
            let value = Expr { kind, span: self.key.span };
            Definition { table: table.clone(), of: None, name: name.clone(), value, span: name.span }
        };
        self.columns.iter().enumerate().map(of).collect()
    }
}
