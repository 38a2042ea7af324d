//! Where columns of tables meet: the key of the row above, and headers that two columns read.

use super::Checker;
use super::infer::type_names;
use crate::core::{Field, KeyPart, Parent, Schema, TableId, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// The table above, with the columns that hold its key in the order of the key: by their names where these are the
    /// same, otherwise one after the other.
    pub(super) fn parent_of(
        &mut self,
        table: TableId,
        within: &ast::Within,
        source: &ast::Table,
        schema: &Schema,
    ) -> Option<Parent> {
        let above = schema.table(table)?;
        let key: Vec<&str> = above
            .key
            .iter()
            .flat_map(|part| match part {
                KeyPart::Field(field) => {
                    above.fields.get(field.0).map(|field| field.name.as_str()).into_iter().collect()
                }
                KeyPart::Parent => {
                    let columns = above.parent.as_ref().map(|parent| parent.columns.as_slice());
                    columns.unwrap_or_default().iter().map(String::as_str).collect::<Vec<_>>()
                }
            })
            .collect();
        let written = &within.key;
        let mut columns: Vec<String> = Vec::new();
        for (place, name) in written.iter().enumerate() {
            if let Some(first) = written.iter().take(place).find(|first| first.value == name.value) {
                self.repeated(name, first);
            }
            columns.push(name.value.clone());
        }
        if key.iter().all(|part| columns.iter().any(|column| column == part)) && key.len() == columns.len() {
            columns = key.iter().map(|part| (*part).to_owned()).collect();
        }
        let headers = self.headers(within, &columns);
        if key.len() != columns.len() && !self.may_lack_key(above) {
            let (name, child, found) = (&above.name, &source.name.value, columns.len());
            let [zh, en] = ["、", ", "].map(|comma| key.join(comma));
            let span = written
                .first()
                .map_or(source.span, |first| written.last().map_or(first.span, |last| first.span.to(last.span)));
            // Of the subjects that is said once.
            if key.is_empty() && table == Schema::SUBJECTS {
                return Some(Parent { table, columns, headers });
            }
            self.report(if key.is_empty() {
                Diagnostic::error(
                    Code::H0204,
                    above.span,
                    words!(
                        "「{child}」属于「{name}」，而「{name}」没有主键",
                        "`{child}` belongs to `{name}`, which has no key"
                    ),
                )
                .help(words!("在编号一列后写 主键", "mark a column of `{name}` as key"))
            } else {
                let wanted = key.len();
                Diagnostic::error(
                    Code::H0204,
                    span,
                    words!(
                        "「{name}」的主键是 {wanted} 列（{zh}），这里写了 {found} 列",
                        "the key of `{name}` is {wanted} columns ({en}), and {found} are written here"
                    ),
                )
                .help(words!("写：属于 {name} 按 {zh}", "write: within {name} by {en}"))
            });
        }
        Some(Parent { table, columns, headers })
    }

    /// What the columns that hold the key of the table above are called in the file.
    fn headers(&mut self, within: &ast::Within, columns: &[String]) -> Vec<String> {
        let (Some(first), Some(last)) = (within.columns.first(), within.columns.last()) else {
            return columns.to_vec();
        };
        if within.columns.len() != within.key.len() {
            let (wanted, found) = (within.key.len(), within.columns.len());
            let message = words!(
                "按 后面是 {wanted} 列，列 后面写了 {found} 个表头",
                "{wanted} columns stand behind by, and {found} headers behind column"
            );
            let help = words!("每一列写一个表头，顺序相同", "write one header for each column, in their order");
            self.report(Diagnostic::error(Code::H0204, first.span.to(last.span), message).help(help));
            return columns.to_vec();
        }
        let header = |column: &String| {
            let mut both = within.key.iter().zip(&within.columns);
            both.find(|(name, _)| name.value == *column)
                .map_or_else(|| column.clone(), |(_, header)| header.value.clone())
        };
        columns.iter().map(header).collect()
    }

    /// A row below is told apart within its row above: of the columns that name that, a key has all or none.
    pub(super) fn whole_key_of_parent(&mut self, source: &ast::Table, columns: &[String]) {
        let has = |column: &&String| source.key.iter().any(|name| name.value == **column);
        let lacking: Vec<&str> = columns.iter().filter(|column| !has(column)).map(String::as_str).collect();
        let Some(place) = source.key.iter().find(|name| columns.contains(&name.value)) else { return };
        if !lacking.is_empty() {
            let [zh, en] = ["、", ", "].map(|comma| lacking.join(comma));
            self.report(
                Diagnostic::error(
                    Code::H0204,
                    place.span,
                    words!("主键里缺上级主键的另外几列：{zh}", "the key lacks other columns of the key above: {en}"),
                )
                .help(words!("主键里也写上：{zh}", "add them to the key: {en}")),
            );
        }
    }

    /// Columns that read the same cells: no cell is two things at once, and everything is a text.
    pub(super) fn check_headers(&mut self, schema: &Schema) {
        for table in &schema.tables {
            let above = table.parent.iter().flat_map(|parent| {
                let types = key_types(schema, parent.table);
                parent.headers.iter().zip(types).map(move |(column, ty)| (column.as_str(), ty, parent.table))
            });
            let above: Vec<_> = above.collect();
            for (place, field) in table.fields.iter().enumerate() {
                let before = table.fields.iter().take(place).find(|known| known.column == field.column);
                let differs = |one: &Type, other: &Type| one != other && *one != Type::Text && *other != Type::Text;
                if let Some(known) = before.filter(|known| differs(&known.ty, &field.ty)) {
                    self.one_header(field, &known.ty, known.span, &known.name);
                }
                let both_numbers = |ty: &Type| matches!((ty, &field.ty), (Type::Number(_), Type::Number(_)));
                let named = above.iter().find(|(column, ty, _)| *column == field.column && !both_numbers(ty));
                if let Some((column, ty, parent)) = named.filter(|(_, ty, _)| differs(ty, &field.ty)) {
                    let span = schema.table(*parent).map_or(field.span, |parent| parent.span);
                    self.one_header(field, ty, span, column);
                }
            }
        }
    }

    fn one_header(&mut self, field: &Field, other: &Type, before: Span, known: &str) {
        let (name, header) = (&field.name, &field.column);
        let ((zh, en), (other_zh, other_en)) = (type_names(&field.ty), type_names(other));
        self.report(
            Diagnostic::error(
                Code::H0202,
                field.span,
                words!(
                    "「{name}」和「{known}」读的是同一列（表头「{header}」），一个是{zh}，一个是{other_zh}",
                    "`{name}` and `{known}` read the same column (header `{header}`), one as {en}, one as {other_en}"
                ),
            )
            .label(before, words!("另一个在这里", "the other is here"))
            .help(words!(
                "两列各有表头的，用 列 \"…\" 写明；是同一列的，只留一个类型",
                "if each has a header of its own, state it with column \"…\"; if they are one column, keep one type"
            )),
        );
    }
}

/// The types of the columns that together name a row of a table.
fn key_types(schema: &Schema, id: TableId) -> Vec<Type> {
    let Some(table) = schema.table(id) else { return Vec::new() };
    let types = table.key.iter().flat_map(|part| match part {
        KeyPart::Field(field) => table.fields.get(field.0).map(|field| field.ty.clone()).into_iter().collect(),
        KeyPart::Parent => table.parent.as_ref().map(|above| key_types(schema, above.table)).unwrap_or_default(),
    });
    types.collect()
}
