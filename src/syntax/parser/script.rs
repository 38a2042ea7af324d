//! 脚本 and 脚本限度

use std::ops::Range;

use super::super::ast::{Port, PortKind, Script, ScriptFunction, ScriptLimits};
use super::super::grammar::Rule;
use super::Parser;
use super::call::once;
use super::enumeration::Enumerations;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::statements::FUNCTIONS;
use super::table::field_type;
use crate::finding::Span;

/// Limits are written as counts up to this; checking bounds each kind.
const MOST_LIMIT: u32 = 1_000_000_000;

impl Parser<'_> {
    /// 脚本 "file" { … }
    pub(super) fn script(&mut self, pieces: &Range<usize>, span: Span) -> Option<Script> {
        let block = self.wanted_block(pieces)?;
        let file = self.opening(Rule::s_script, &block.head, |parts| Ok(literal::string(&parts.take(Rule::string)?)));
        let mut unread = self.left_out(pieces, &block, &[]);
        let mut functions = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let known = self.enumerations.clone();
            match self.leaf(Rule::s_script_function, &statement, |parts| function(parts, &known)) {
                Some(function) => functions.push(function),
                None => unread.push(self.unread(&statement, FUNCTIONS)),
            }
        }
        Some(Script { file: file?, functions, unread, span })
    }
}

fn function(parts: &mut Children<'_>, known: &Enumerations) -> Built<ScriptFunction> {
    let span = parts.span;
    let name = literal::name(&parts.take(Rule::function_name)?);
    let mut takes = Vec::new();
    while let Some(node) = parts.take_if(Rule::port) {
        takes.push(port(node, known)?);
    }
    let result = field_type(parts.take(Rule::field_type)?, known)?;
    let accuracy = match parts.take_if(Rule::accurate) {
        Some(node) => Some(literal::count(&node.children().take(Rule::count)?)?),
        None => None,
    };
    Ok(ScriptFunction { name, ports: takes, result, accuracy, span })
}

fn port(node: Node<'_>, known: &Enumerations) -> Built<Port> {
    let mut parts = node.children();
    let name = literal::name(&parts.take(Rule::name)?);
    let first = parts.next()?;
    let kind = match first.rule() {
        Rule::field_type => PortKind::Value(field_type(first, known)?),
        Rule::kw_each_subject => PortKind::Column(field_type(parts.next()?, known)?),
        Rule::kw_each_part => PortKind::Parts(field_type(parts.next()?, known)?),
        _ => {
            let table = literal::name(&first);
            match parts.next()?.rule() {
                Rule::kw_record => PortKind::Record(table),
                _ => PortKind::Rows(table),
            }
        }
    };
    Ok(Port { name, kind })
}

/// 脚本限度 运算 n …
pub(super) fn limits(parts: &mut Children<'_>) -> Built<ScriptLimits> {
    let span = parts.span;
    parts.take(Rule::kw_script_limits)?;
    let (mut operations, mut depth, mut length, mut items) = (None, None, None, None);
    while let Some(node) = parts.take_if(Rule::script_limit) {
        let here = node.span();
        let mut inside = node.children();
        let word = inside.next()?;
        let count = literal::count_up_to(&inside.take(Rule::count)?, MOST_LIMIT)?;
        let slot = match word.rule() {
            Rule::kw_operations => &mut operations,
            Rule::kw_call_depth => &mut depth,
            Rule::kw_text_length => &mut length,
            Rule::kw_list_items => &mut items,
            _ => return Err(misplaced(here)),
        };
        once(slot, count, here, word.text())?;
    }
    Ok(ScriptLimits { operations, depth, length, items, span })
}
