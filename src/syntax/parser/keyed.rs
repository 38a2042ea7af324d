//! 参数 按 县区 { … }

use std::ops::Range;

use super::super::ast::{Column, ColumnKind, Expr, Header, KeyedParameters, KeyedRow, Name, StatementKind, Unread};
use super::super::grammar::Rule;
use super::super::sign::half_width_text;
use super::Parser;
use super::basics::{optional_basis, single};
use super::expression::path;
use super::literal;
use super::node::{Built, Children, misplaced};
use super::statements::{ITEMS, Statements};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::words;

/// The statements of the block.
const ROWS: Statements = Statements { words: &[Rule::kw_header], otherwise: Some(StatementKind::Parameter) };

/// The key and the clause of an opening.
type Opening = (Option<Name>, Name, Vec<Spanned<String>>);

impl Parser<'_> {
    /// Whether a 参数 has a value for each key.
    pub(super) fn is_keyed(&self, pieces: &Range<usize>) -> bool {
        let second = pieces.start + 1..pieces.start + 2;
        second.end <= pieces.end && self.first_word(&second, &[Rule::kw_by]).is_some()
    }

    /// 参数 按 [TABLE.]KEY [依据 …] { 表头 … ; rows }
    pub(super) fn keyed(&mut self, pieces: &Range<usize>, span: Span) -> Option<KeyedParameters> {
        let block = self.wanted_block(pieces)?;
        let opening = self.leaf(Rule::s_keyed, &block.head, opening);
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(opening.is_none().then(|| self.unread(&block.head, ITEMS)));
        let statements = self.statements(block.inside.clone());
        let (headers, rows): (Vec<_>, Vec<_>) =
            statements.into_iter().partition(|statement| self.first_word(statement, &[Rule::kw_header]).is_some());
        let header = match headers.as_slice() {
            [] => {
                self.diagnostics.push(without_header(self.span(&block.head)));
                unread.push(Unread::place(self.span(&block.head)));
                None
            }
            [only] => self.leaf(Rule::s_keyed_header, only, header),
            [first, second, ..] => {
                let message = words!("表头写了两次", "there are two headers");
                let finding = Diagnostic::error(Code::H0205, self.span(second), message)
                    .label(self.span(first), words!("第一次在这里", "first written here"));
                self.diagnostics.push(finding);
                None
            }
        };
        let (Some((table, key, basis)), Some(header)) = (opening, header) else {
            unread.extend(headers.iter().chain(&rows).map(|statement| self.unread(statement, ROWS)));
            // Which names it declares is not known.
            let key = Name::new(String::new(), span);
            return Some(KeyedParameters {
                table: None,
                key,
                basis: Vec::new(),
                columns: Vec::new(),
                rows: Vec::new(),
                unread,
                span,
            });
        };
        if !self.is_of_key(&header, table.as_ref(), &key) {
            unread.extend(headers.iter().map(|statement| self.unread(statement, ROWS)));
        }
        let mut kept: Vec<KeyedRow> = Vec::new();
        for statement in rows {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            match self.keyed_row(&statement, &header) {
                Some(row) if self.is_new_key(&kept, &row) => kept.push(row),
                Some(_) => {}
                None => unread.push(self.unread(&statement, ROWS)),
            }
        }
        let columns = header.columns.into_iter().skip(1).filter_map(|column| match column.kind {
            ColumnKind::Local(name) => Some(name),
            _ => None,
        });
        let mut columns: Vec<Name> = columns.collect();
        if !unread.is_empty() {
            // What they come to is not known.
            let lost = |name: Name| Unread {
                kind: Some(StatementKind::Definition),
                span: name.span,
                name: Some(name),
                inside: Vec::new(),
            };
            unread.extend(columns.drain(..).map(lost));
        }
        Some(KeyedParameters { table, key, basis, columns, rows: kept, unread, span })
    }

    /// The first column of the header is the key.
    fn is_of_key(&mut self, header: &Header, table: Option<&Name>, key: &Name) -> bool {
        let full = table.map_or_else(|| key.value.clone(), |table| format!("{}.{}", table.value, key.value));
        let Some(Column { kind: ColumnKind::Local(first), span }) = header.columns.first() else { return false };
        if first.value == full || first.value == key.value {
            return true;
        }
        let found = Diagnostic::error(
            Code::H0231,
            *span,
            words!("表头的第一列是「{full}」", "the first column of this header is `{full}`"),
        );
        self.diagnostics.push(found.label(key.span, words!("按它列出", "the rows are told apart by it")));
        false
    }

    fn keyed_row(&mut self, pieces: &Range<usize>, header: &Header) -> Option<KeyedRow> {
        let span = self.span(pieces);
        let cells = self.cells(pieces).unwrap_or_else(|| vec![pieces.clone()]);
        if cells.len() != header.columns.len() {
            let finding = self.unlike(header, cells.len(), span);
            self.diagnostics.push(finding);
            return None;
        }
        let mut cells = cells.into_iter();
        let key = self.leaf(Rule::c_key, &cells.next()?, key)?;
        let values = cells.map(|cell| {
            if self.is_nothing(&cell) { Some(None) } else { self.leaf(Rule::c_expression, &cell, single).map(Some) }
        });
        let values: Vec<Option<Option<Expr>>> = values.collect();
        Some(KeyedRow { key, cells: values.into_iter().collect::<Option<Vec<Option<Expr>>>>()?, span })
    }

    /// Reports a key that stands there already.
    fn is_new_key(&mut self, before: &[KeyedRow], row: &KeyedRow) -> bool {
        let word = |key: &Option<Name>| key.as_ref().map(|key| key.value.clone());
        let Some(first) = before.iter().find(|known| word(&known.key) == word(&row.key)) else { return true };
        let shown = word(&row.key).unwrap_or_else(|| "其余".to_owned());
        let finding = Diagnostic::error(
            Code::H0205,
            row.key.as_ref().map_or(row.span, |key| key.span),
            words!("「{shown}」写了两行", "`{shown}` has two rows"),
        );
        self.diagnostics.push(finding.label(first.span, words!("第一次在这里", "first written here")));
        false
    }

    /// A changed row: its key, then values, — for what stays.
    pub(super) fn keyed_change(&mut self, pieces: &Range<usize>) -> Option<()> {
        let cells = self.cells(pieces).unwrap_or_else(|| vec![pieces.clone()]);
        let mut cells = cells.into_iter();
        self.leaf(Rule::c_key, &cells.next()?, key)?;
        for cell in cells {
            if !self.is_nothing(&cell) {
                self.leaf(Rule::c_expression, &cell, single)?;
            }
        }
        Some(())
    }
}

fn opening(parts: &mut Children<'_>) -> Built<Opening> {
    parts.take_if(Rule::kw_parameter);
    parts.take_if(Rule::kw_by);
    let (table, key) = path(parts.take(Rule::path)?)?;
    Ok((table, key, optional_basis(parts)?))
}

fn header(parts: &mut Children<'_>) -> Built<Header> {
    let span = parts.span;
    parts.take_if(Rule::kw_header);
    let mut columns = Vec::new();
    for node in parts.rest() {
        let here = node.span();
        let name = match node.rule() {
            Rule::path => {
                let (table, key) = path(node)?;
                let full = table.map_or_else(|| key.value.clone(), |table| format!("{}.{}", table.value, key.value));
                Spanned::new(full, here)
            }
            Rule::name => literal::name(&node),
            _ => continue,
        };
        columns.push(Column { kind: ColumnKind::Local(name), span: here });
    }
    Ok(Header { columns, span })
}

/// 其余 is none.
fn key(parts: &mut Children<'_>) -> Built<Option<Name>> {
    let node = parts.next()?;
    let span = node.span();
    Ok(match node.rule() {
        Rule::kw_otherwise => None,
        Rule::string => Some(literal::string(&node)),
        Rule::number => Some(Spanned::new(half_width_text(node.text()).split_whitespace().collect(), span)),
        Rule::name => Some(literal::name(&node)),
        _ => return Err(misplaced(span)),
    })
}

fn without_header(span: Span) -> Diagnostic {
    Diagnostic::error(Code::H0204, span, words!("没有写表头", "there is no header"))
        .help(words!("第一行写：表头 县区 | 增长目标", "begin with: header county | target"))
}
