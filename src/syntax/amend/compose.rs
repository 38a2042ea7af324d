//! The merged items as text.

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::language::keyword_language;
use super::super::skeleton::{Between, MadeOf, Naming, Statement, Stretch, Text};
use super::change::Change;
use super::renaming::{Renaming, renamed};
use crate::finding::{Slice, Sources, Span};
use crate::invariant::OrBroken;

/// Puts the items together, each part as it was written.
pub(super) fn compose(sources: &Sources, items: &[Statement], renamings: &[Renaming]) -> Merged {
    let mut writer = Writer { sources, renamings, text: String::new(), slices: Vec::new(), depth: 0 };
    let mut before: Option<&Statement> = None;
    for item in items {
        if let Some(before) = before {
            let joins = before.kind.word == item.kind.word && before.kind.made_of == MadeOf::One;
            let one_line = |item: &Statement| !sources.text(item.span).contains('\n');
            let is_heading = |item: &Statement| {
                let word = item.kind.word;
                matches!(
                    word,
                    Rule::kw_rule_set
                        | Rule::kw_edition
                        | Rule::kw_cycle
                        | Rule::kw_basis
                        | Rule::kw_full
                        | Rule::kw_levels
                        | Rule::kw_rounding
                )
            };
            let close = joins && one_line(before) && one_line(item) || is_heading(before) && is_heading(item);
            writer.text.push_str(if close { "\n" } else { "\n\n" });
        }
        writer.item(item);
        before = Some(item);
    }
    writer.text.push('\n');
    Merged { text: writer.text, slices: writer.slices, changes: Vec::new() }
}

struct Writer<'s> {
    sources: &'s Sources,
    renamings: &'s [Renaming],
    text: String,
    slices: Vec<Slice>,
    /// How many blocks are open. A line inside is set in, so that the text reads as one that somebody wrote.
    depth: usize,
}

impl Writer<'_> {
    fn item(&mut self, item: &Statement) {
        if !item.is_touched {
            self.slice(item.span);
            return;
        }
        if item.kind.made_of == MadeOf::One {
            self.text(&item.text);
            return;
        }
        if item.header.is_some() {
            self.row(item);
        } else {
            self.slice(item.word);
            if !item.name.is_empty() && item.kind.naming != Naming::Only {
                self.text.push(' ');
                self.slice(item.name_span);
            }
        }
        let mut before: Option<Rule> = None;
        for part in &item.head {
            let goes_on = before == Some(Rule::c_marks) && part.rule == Rule::kind_mark;
            self.text.push_str(if goes_on { ", " } else { " " });
            self.slice(part.span);
            before = Some(part.rule);
        }
        let Some(block) = &item.block else { return };
        self.text.push_str(" {\n");
        self.depth += 1;
        for (position, member) in block.iter().enumerate() {
            match &member.item {
                Some(inner) => {
                    if position > 0 {
                        self.text.push('\n');
                    }
                    self.indent();
                    self.item(inner);
                }
                None if member.is_touched && !member.parts.is_empty() => {
                    self.indent();
                    for (place, part) in member.parts.iter().enumerate() {
                        if place > 0 {
                            self.text.push(' ');
                        }
                        self.slice(part.span);
                    }
                }
                None => {
                    self.indent();
                    if member.is_touched { self.text(&member.text) } else { self.slice(member.span) }
                }
            }
            self.text.push('\n');
        }
        self.depth -= 1;
        self.indent();
        self.text.push('}');
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.depth));
    }

    /// The word, the code and, where it has no title, the code for one: what a row of a table begins with as a block.
    fn row(&mut self, item: &Statement) {
        let text = self.sources.get(item.span.source).map(|source| source.text.as_str()).unwrap_or_default();
        let word = keyword::of_rule(Rule::kw_indicator).or_broken("指标 is a word");
        self.text.push_str(word.word(keyword_language(text)));
        self.text.push(' ');
        self.slice(item.name_span);
        if !item.head.iter().any(|part| part.rule == Rule::string) {
            self.text.push_str(" \"");
            self.slice(item.name_span);
            self.text.push('"');
        }
    }

    fn text(&mut self, text: &Text) {
        let mut is_long = false;
        for stretch in &text.0 {
            match stretch {
                Stretch::Written(span) => {
                    is_long = self.ends_line(*span);
                    self.slice(*span);
                }
                Stretch::Rows(rows, between) => {
                    let around = if is_long { "\n" } else { " " };
                    let is_term = matches!(between, Between::Terms(_));
                    let between = if is_long && !is_term { around } else { between.text() };
                    self.text.push_str(around);
                    for (place, row) in rows.iter().enumerate() {
                        if place > 0 {
                            self.text.push_str(between);
                        }
                        self.text(&row.text);
                    }
                    self.text.push_str(around);
                }
                Stretch::Said(text) => self.text.push_str(text),
            }
        }
    }

    /// Whether nothing follows on the line of a brace: then each row has a line of its own.
    fn ends_line(&self, brace: Span) -> bool {
        let text = self.sources.get(brace.source).and_then(|source| source.text.get(brace.end..));
        text.is_some_and(|rest| rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n'))
    }

    fn slice(&mut self, span: Span) {
        let text = self.sources.text(span);
        for (stretch, origin) in renamed(text, span, self.renamings) {
            self.slices.push(Slice { at: self.text.len(), length: stretch.len(), origin });
            self.text.push_str(&stretch);
        }
    }
}

/// A rule file put together from an inherited one and its changes.
#[derive(Debug)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// Where its parts were written, in order.
    pub slices: Vec<Slice>,
    /// The changes that were carried out.
    pub changes: Vec<Change>,
}
