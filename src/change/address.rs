//! `P02.满意度=91%` and `机构[J12,2023].营业收入=…`: a cell by the names that a person knows it by, and what it is to say.

use std::collections::BTreeSet;
use std::ops::Range;

use super::said::key as named;
use crate::core::{Field, FieldId, Schema, Table as Declared, TableId};
use crate::data::{Supposed, Tables, fixed};
use crate::finding::{Code, Diagnostic, SourceId, Sources, Span};
use crate::invariant::{OrBroken, part_of};
use crate::words;

/// What the sources of such a text are called.
const PATH: &str = "--set";

/// The parts of one text, by their places in it.
struct Parts {
    table: Option<Range<usize>>,
    key: Range<usize>,
    field: Range<usize>,
    value: Range<usize>,
}

/// The cells that some texts name. Each text becomes a source.
///
/// With a finding on each text that names none, at the part of it that is wrong.
pub fn supposed(
    schema: &Schema,
    tables: &Tables,
    sources: &mut Sources,
    texts: &[String],
) -> (Vec<Supposed>, Vec<Diagnostic>) {
    let (mut cells, mut found, mut named) = (Vec::new(), Vec::new(), BTreeSet::new());
    for text in texts {
        let source = sources.add(PATH, text.as_str());
        match (Reader { schema, tables, text, source }).cell() {
            Ok((cell, _)) if named.insert((cell.table, cell.field, cell.row)) => cells.push(cell),
            Ok((_, at)) => found.push(at),
            Err(refused) => found.push(refused),
        }
    }
    (cells, found)
}

struct Reader<'a> {
    schema: &'a Schema,
    tables: &'a Tables,
    text: &'a str,
    source: SourceId,
}

impl Reader<'_> {
    /// The cell, with what is to be said when it was named before.
    fn cell(&self) -> Result<(Supposed, Diagnostic), Diagnostic> {
        let parts = parts(self.text).ok_or_else(|| {
            let whole = 0..self.text.len();
            let found = self.at(&whole, words!("这不是一格和它的值", "this is no cell with a value"));
            found.help(words!(
                "写成 键.字段=值，如 P02.满意率=91%；下级数据的一行写成 表[键].字段=值",
                "write KEY.FIELD=VALUE, such as P02.rate=91%; of a row below, TABLE[KEY].FIELD=VALUE"
            ))
        })?;
        let table = match &parts.table {
            Some(at) => self.table(at)?,
            None => Schema::SUBJECTS,
        };
        let declared = self.schema.table(table).or_broken("a table that was found is declared");
        let field = self.field(table, declared, &parts.field)?;
        let row = self.row(table, declared, &parts.key)?;
        let text = self.part(&parts.value).trim().to_owned();
        let whole = parts.table.as_ref().map_or(parts.key.start, |table| table.start)..parts.field.end;
        let again = self.at(&whole, words!("同一格写了两次", "the same cell is named twice"));
        let again = again.help(words!("一格只写一个值", "give a cell one value"));
        Ok((Supposed { table, field, row, text, reason: String::new() }, again))
    }

    fn table(&self, at: &Range<usize>) -> Result<TableId, Diagnostic> {
        let name = self.part(at);
        let known = || self.schema.tables.iter().map(|table| table.name.as_str());
        known().position(|known| known == name).map(TableId).ok_or_else(|| {
            self.at(at, words!("没有数据「{name}」", "there is no table `{name}`")).suggest(name, known())
        })
    }

    fn field(&self, id: TableId, declared: &Declared, at: &Range<usize>) -> Result<FieldId, Diagnostic> {
        let name = self.part(at);
        let by = |is: &dyn Fn(&Field) -> bool| declared.fields.iter().position(is).map(FieldId);
        let field = by(&|field| field.name == name).or_else(|| by(&|field| field.column == name));
        let field = field.or_else(|| by(&|field| field.also.iter().any(|also| also == name)));
        let table = &declared.name;
        let field = field.ok_or_else(|| {
            let known = declared.fields.iter().flat_map(|field| [field.name.as_str(), field.column.as_str()]);
            self.at(at, words!("数据「{table}」没有字段「{name}」", "the table `{table}` has no field `{name}`"))
                .suggest(name, known)
        })?;
        if fixed(self.schema, id).contains(&field) {
            let found = self.at(
                at,
                words!(
                    "「{name}」是主键或上级的键，不能设成别的",
                    "`{name}` is a key, or the key of the row above, and can be nothing else"
                ),
            );
            return Err(found.help(words!(
                "改数据文件：另一个键是另一行",
                "change the file of the data: another key is another row"
            )));
        }
        Ok(field)
    }

    fn row(&self, id: TableId, declared: &Declared, at: &Range<usize>) -> Result<usize, Diagnostic> {
        let (key, table) = (self.part(at), &declared.name);
        if declared.key.is_empty() {
            let own = self.tables.table(id);
            let row = (0..own.rows).find(|row| named(self.schema, self.tables, id, *row) == key);
            return row.ok_or_else(|| {
                let found = self.at(
                    at,
                    words!(
                        "数据「{table}」没有主键，也没有叫「{key}」的行",
                        "the table `{table}` has no key, and no row `{key}`"
                    ),
                );
                let file = &own.file;
                found.help(words!("写文件和行号，如 {file}:2", "write its file and line, such as {file}:2"))
            });
        }
        self.tables.row_of_key(self.schema, id, key).ok_or_else(|| {
            let rows = self.tables.table(id).rows;
            let known: Vec<String> = (0..rows).filter_map(|row| self.tables.key_of_row(self.schema, id, row)).collect();
            self.at(at, words!("数据「{table}」没有键为「{key}」的行", "the table `{table}` has no row `{key}`"))
                .suggest(key, known.iter().map(String::as_str))
        })
    }

    fn at(&self, at: &Range<usize>, message: crate::finding::Words) -> Diagnostic {
        Diagnostic::error(Code::H0921, Span::new(self.source, at.start, at.end), message)
    }

    fn part(&self, at: &Range<usize>) -> &str {
        part_of(self.text, at.clone()).trim()
    }
}

/// The parts of a text; nothing when it is no cell with a value.
fn parts(text: &str) -> Option<Parts> {
    let equals = outside_quotes(text, &['=', '＝']).next()?;
    let width = part_of(text, equals..).chars().next()?.len_utf8();
    let (left, value) = (part_of(text, ..equals), equals.checked_add(width)?..text.len());
    let point = outside_quotes(left, &['.', '．']).last()?;
    let field = point.checked_add(part_of(left, point..).chars().next()?.len_utf8())?..equals;
    let before = part_of(left, ..point).trim_end();
    let opening = outside_quotes(before, &['[', '［']).next();
    let closes = before.ends_with([']', '］']);
    Some(match opening.filter(|opening| closes && *opening > 0) {
        Some(opening) => {
            let inside = opening.checked_add(part_of(before, opening..).chars().next()?.len_utf8())?;
            let end = before.char_indices().next_back()?.0;
            Parts { table: Some(0..opening), key: inside..end.max(inside), field, value }
        }
        None => Parts { table: None, key: 0..before.len(), field, value },
    })
}

/// The places of some signs that stand in no quotation marks.
fn outside_quotes<'t>(text: &'t str, signs: &'static [char]) -> impl Iterator<Item = usize> + 't {
    let mut quoted = false;
    text.char_indices().filter_map(move |(at, letter)| {
        quoted ^= letter == '"';
        (!quoted && signs.contains(&letter)).then_some(at)
    })
}
