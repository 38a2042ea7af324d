//! 展开: rows of a long table that are columns.

use std::ops::Range;

use super::super::ast::{Field, Spread, Unread};
use super::super::grammar::Rule;
use super::super::sign::half_width_text;
use super::enumeration::Enumerations;
use super::node::{Built, Children, Node, misplaced};
use super::table::fields;
use super::{Parser, literal};
use crate::finding::{Code, Diagnostic, Spanned};
use crate::words;

impl Parser<'_> {
    /// 展开 NAME 取 VALUE { … }, with its columns, and the places of those that could not be read.
    pub(super) fn spread(&mut self, pieces: &Range<usize>, unread: &mut Vec<Unread>) -> Option<(Spread, Vec<Field>)> {
        let block = self.wanted_block(pieces)?;
        let (name, value) = self.leaf(Rule::s_spread, &block.head, opening)?;
        let known = self.enumerations.clone();
        let mut columns = Vec::new();
        for statement in self.statements(block.inside) {
            match self.leaf(Rule::s_spread_item, &statement, |parts| item(parts, &known)) {
                Some(column) => columns.push(column),
                None => unread.push(Unread::place(self.span(&statement))),
            }
        }
        let spread = Spread { name, value, count: columns.len(), span: self.span(pieces) };
        Some((spread, columns))
    }
}

fn opening(parts: &mut Children<'_>) -> Built<(Spanned<String>, Spanned<String>)> {
    parts.take_if(Rule::kw_spread);
    let name = column(&parts.next()?);
    parts.take_if(Rule::kw_pick);
    Ok((name, column(&parts.next()?)))
}

/// A column of the file: a name, or in quotes what is none.
fn column(node: &Node<'_>) -> Spanned<String> {
    match node.rule() {
        Rule::string => literal::string(node),
        _ => Spanned::new(half_width_text(node.text()), node.span()),
    }
}

/// "text" 作 COLUMN TYPE …
fn item(parts: &mut Children<'_>, known: &Enumerations) -> Built<Field> {
    let span = parts.span;
    let text = literal::string(&parts.take(Rule::string)?);
    let field = fields(parts, known)?;
    let [field] = <[Field; 1]>::try_from(field).map_err(|_| misplaced(span))?;
    let odd = (!field.columns.is_empty()).then_some(("列", "column")).or(field.is_key.then_some(("主键", "key")));
    let odd = odd.or(field.is_title.then_some(("名称", "title")));
    if let Some((zh, en)) = odd {
        let message = words!("展开的一列不写「{zh}」", "a column that is spread takes no `{en}`");
        return Err(Box::new(Diagnostic::error(Code::H0105, span, message)));
    }
    Ok(Field { columns: vec![text], ..field })
}
