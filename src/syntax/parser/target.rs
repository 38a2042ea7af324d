//! What 删除, 更名 and 移动 name.

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::sign::half_width_text;
use super::super::skeleton::{Statement, Text, Verb, kind_of};
use super::literal;
use super::node::{Built, Children, Node};
use super::skeleton::without_quotes;
use crate::finding::{Span, Spanned};

/// What 删除 and 更名 name.
pub(super) type Target = (Rule, String, Span, Verb);

/// 删除 WORD NAME
pub(super) fn removed(parts: &mut Children<'_>) -> Built<Target> {
    let (word, span) = item_word(parts)?;
    let is_keyed = parts.take_if(Rule::kw_by).is_some();
    let Some(node) = parts.step() else { return Ok((word, String::new(), span, Verb::Remove)) };
    let (text, here) = (without_quotes(&path_text(&node)).to_owned(), node.span());
    let text = if is_keyed { format!("按 {text}") } else { text };
    let rounded = keyword::of_word(&text).filter(|_| node.rule() == Rule::rounded);
    let name = rounded.map_or(text, |keyword| keyword.zh.to_owned());
    Ok((word, name, here, Verb::Remove))
}

/// 更名 WORD NAME, then 为 NAME, a title, or both
pub(super) fn renamed(parts: &mut Children<'_>) -> Built<Target> {
    let (word, _) = item_word(parts)?;
    let node = parts.take(Rule::path)?;
    let (name, span) = (path_text(&node), node.span());
    let (mut new, mut title) = (None, None);
    for node in parts.rest() {
        match node.rule() {
            Rule::name => new = Some(literal::name(&node)),
            Rule::string => title = Some(node.span()),
            _ => {}
        }
    }
    Ok((word, name, span, Verb::Rename(new, title)))
}

/// 移动 指标 CODE、CODE 至 方面 CODE, or without a target in the braces of a new head
#[allow(clippy::unnecessary_wraps, reason = "one of the readers of statements")]
pub(super) fn moved(parts: &mut Children<'_>) -> Built<Vec<Target>> {
    let (mut codes, mut target, mut word) = (Vec::new(), None, Rule::kw_indicator);
    for node in parts.rest() {
        match node.rule() {
            Rule::names => codes = literal::names(node),
            Rule::name => target = Some(literal::name(&node)),
            Rule::kw_head if codes.is_empty() => word = Rule::kw_head,
            _ => {}
        }
    }
    let into = |code: Spanned<String>| (word, code.value, code.span, Verb::Move(target.clone()));
    Ok(codes.into_iter().map(into).collect())
}

fn item_word(parts: &mut Children<'_>) -> Built<(Rule, Span)> {
    let word = parts.take(Rule::item_word)?;
    let span = word.span();
    Ok((word.only()?.rule(), span))
}

/// A path without the blanks in it.
fn path_text(node: &Node<'_>) -> String {
    half_width_text(node.text()).split_whitespace().collect()
}

pub(super) fn bare((word, name, name_span, verb): Target, written: Span) -> Option<Statement> {
    let kind = kind_of(word)?;
    let (word, head, block, inside, text) = (name_span, Vec::new(), None, None, Text::default());
    let (is_touched, header, span) = (false, None, written);
    Some(Statement { verb, kind, name, name_span, word, head, block, inside, text, is_touched, header, span, written })
}
