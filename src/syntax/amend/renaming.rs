//! 更名 … 为 …: the inherited text says the new name wherever it said the old one.

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::sign::half_width_text;
use super::super::skeleton::Statement;
use super::super::token::{Kind, Tokens};
use super::find;
use super::find::is_common;
use crate::finding::{SourceId, Span, Spanned};
use crate::invariant::{OrBroken, part_of};

/// A name that is another in the inherited text.
pub(super) struct Renaming {
    old: String,
    new: Spanned<String>,
    base: SourceId,
    /// Where it is declared: there the new name is what the change wrote.
    declared: Span,
    /// Of an item that no expression names: only this place changes.
    only: Option<Span>,
}

/// A stretch of text with the place it comes from.
pub(super) type Stretch = (String, Span);

impl Renaming {
    pub(super) fn new(change: &Statement, new: &Spanned<String>, base: SourceId, declared: Span) -> Self {
        let old = last(&change.name).to_owned();
        let only = is_never_read(change.kind.word).then_some(declared);
        Self { old, new: new.clone(), base, declared, only }
    }

    fn fits(&self, word: &str, span: Span) -> bool {
        half_width_text(word) == self.old && self.only.is_none_or(|only| only == span)
    }
}

/// The items that no expression names.
fn is_never_read(word: Rule) -> bool {
    matches!(word, Rule::kw_gloss | Rule::kw_veto | Rule::kw_restriction | Rule::kw_demote)
}

/// A name behind the table of another.
pub(super) fn with_table(old: &str, new: &str) -> String {
    old.split_once('.').map_or_else(|| new.to_owned(), |(table, _)| format!("{table}.{new}"))
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().or_broken("a text has a last part")
}

/// Where else a name is declared, so that it cannot be told what a mention of it means.
pub(super) fn clash(items: &[Statement], word: Rule, name: &str) -> Option<Span> {
    if is_never_read(word) {
        return None;
    }
    let old = last(name);
    for item in items {
        let members = || item.block.iter().flatten();
        let named = !is_never_read(item.kind.word) && !is_common(item.kind.word) && last(&item.name) == old;
        if named && !(item.kind.word == word && item.name == name) {
            return Some(item.name_span);
        }
        let column = members().find(|member| item.kind.word == Rule::kw_table && member.key == old);
        if let Some(column) = column {
            return Some(column.span);
        }
        let is_renamed = |inner: &Statement| inner.kind.word == word && inner.name == name;
        let other = |inner: &&Statement| inner.name == old && !is_common(inner.kind.word) && !is_renamed(inner);
        if let Some(inner) = find::whole(item).into_iter().skip(1).find(other) {
            return Some(inner.name_span);
        }
    }
    None
}

/// A stretch of an original text with its names as they are now.
pub(super) fn renamed(text: &str, span: Span, renamings: &[Renaming]) -> Vec<Stretch> {
    let active: Vec<&Renaming> = renamings.iter().filter(|renaming| renaming.base == span.source).collect();
    let mut stretches = Vec::new();
    let mut from = 0;
    let at = |start: usize, end: usize| Span::new(span.source, span.start + start, span.start + end);
    if !active.is_empty() {
        for (start, end) in words(text) {
            let word = part_of(text, start..end);
            let Some(renaming) = active.iter().find(|renaming| renaming.fits(word, at(start, end))) else { continue };
            stretches.push((part_of(text, from..start).to_owned(), at(from, start)));
            let here = at(start, end);
            let declares = renaming.declared.contains(here) && renaming.declared.end == here.end;
            stretches.push((renaming.new.value.clone(), if declares { renaming.new.span } else { here }));
            from = end;
        }
    }
    stretches.push((part_of(text, from..).to_owned(), at(from, text.len())));
    stretches.retain(|(text, _)| !text.is_empty());
    stretches
}

/// The words of a text, those in the braces of 建议 among them.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut is_advice = false;
    for token in Tokens::new(text) {
        match token.kind {
            Kind::Word => {
                let word = part_of(text, token.start..token.end);
                is_advice = keyword::rule_of(word) == Some(Rule::kw_advice);
                found.push((token.start, token.end));
            }
            Kind::Text if is_advice => {
                let inside = part_of(text, token.start..token.end);
                let mut at = 0;
                while let Some(open) = inside.get(at..).and_then(|rest| rest.find(['{', '｛'])) {
                    let start = at + open;
                    let Some(length) = inside.get(start..).and_then(|rest| rest.find(['}', '｝'])) else { break };
                    let braced = part_of(inside, start..start + length);
                    let words = Tokens::new(braced).filter(|token| token.kind == Kind::Word);
                    found.extend(words.map(|word| (token.start + start + word.start, token.start + start + word.end)));
                    at = start + length;
                }
            }
            _ => {}
        }
    }
    found
}
