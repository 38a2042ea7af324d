//! The merged items as text.

use super::super::grammar::Rule;
use super::super::skeleton::{MadeOf, Statement};
use super::renaming::{Renaming, renamed};
use crate::finding::{Slice, Sources, Span};

/// Puts the items together, each part as it was written.
pub(super) fn compose(sources: &Sources, items: &[Statement], renamings: &[Renaming]) -> Merged {
    let mut writer = Writer { sources, renamings, text: String::new(), slices: Vec::new() };
    let mut before: Option<&Statement> = None;
    for item in items {
        if let Some(before) = before {
            let joins = before.kind.word == item.kind.word && before.kind.made_of == MadeOf::One;
            let one_line = |item: &Statement| !sources.text(item.span).contains('\n');
            let is_heading = |item: &Statement| {
                let word = item.kind.word;
                matches!(word, Rule::kw_rule_set | Rule::kw_cycle | Rule::kw_basis | Rule::kw_full | Rule::kw_rounding)
            };
            let close = joins && one_line(before) && one_line(item) || is_heading(before) && is_heading(item);
            writer.text.push_str(if close { "\n" } else { "\n\n" });
        }
        writer.item(item);
        before = Some(item);
    }
    writer.text.push('\n');
    Merged { text: writer.text, slices: writer.slices }
}

struct Writer<'s> {
    sources: &'s Sources,
    renamings: &'s [Renaming],
    text: String,
    slices: Vec<Slice>,
}

impl Writer<'_> {
    fn item(&mut self, item: &Statement) {
        if !item.is_touched {
            self.slice(item.span);
            return;
        }
        self.slice(item.word);
        if !item.name.is_empty() {
            self.text.push(' ');
            self.slice(item.name_span);
        }
        for part in &item.head {
            self.text.push(' ');
            self.slice(part.span);
        }
        let Some(block) = &item.block else { return };
        self.text.push_str(" {\n");
        for (position, member) in block.iter().enumerate() {
            match &member.item {
                Some(inner) => {
                    if position > 0 {
                        self.text.push('\n');
                    }
                    self.item(inner);
                }
                None => self.slice(member.span),
            }
            self.text.push('\n');
        }
        self.text.push('}');
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
}
