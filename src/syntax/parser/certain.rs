//! A fix is certain when with it the statement can be read.

use std::ops::Range;

use pest::Parser as _;

use super::super::ast::Node;
use super::super::grammar::{Grammar, Rule};
use super::super::layout::lay_out;
use super::super::sign::spaced;
use super::Parser;
use super::indicator::Inside;
use super::node::{Anchor, Built, Children};
use crate::finding::{Diagnostic, Span};

/// Longer statements are not read again to see whether a fix helps.
const LONGEST: usize = 64 << 10;

impl Parser<'_> {
    /// The finding of a statement that one rule reads, without its fix when that does not help.
    pub(super) fn with_certain_fix<T>(
        &self,
        rule: Rule,
        bytes: &Range<usize>,
        finding: Diagnostic,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Diagnostic {
        self.tried(finding, bytes, |text| {
            let (anchor, whole) = (Anchor { source: self.source, base: 0 }, Span::new(self.source, 0, text.len()));
            let Ok(mut pairs) = Grammar::parse(rule, text) else { return false };
            let parts = pairs.next().map(pest::iterators::Pair::into_inner);
            parts.is_some_and(|parts| build(&mut Children::new(parts, anchor, whole)).is_ok())
        })
    }

    /// The finding of a statement that begins with a wrong word, without its fix when that does not help. `inside` is
    /// the word of the block that it stands in.
    pub(super) fn with_certain_word(
        &self,
        pieces: &Range<usize>,
        finding: Diagnostic,
        inside: Option<Rule>,
    ) -> Diagnostic {
        let Some(bytes) = self.bytes(pieces) else { return finding };
        self.tried(finding, &bytes, |text| {
            let layout = lay_out(self.source, text);
            let mut parser = Parser::new(self.source, &layout, false);
            parser.writing = self.writing;
            let statement = 0..layout.pieces.len();
            let is_one = parser.statements(statement.clone()).len() == 1;
            is_one && layout.diagnostics.is_empty() && parser.reads(statement, inside) && parser.diagnostics.is_empty()
        })
    }

    pub(super) fn reads(&mut self, statement: Range<usize>, inside: Option<Rule>) -> bool {
        match inside {
            Some(Rule::kw_indicator) => self.clause_of(&statement, &mut Vec::new()).is_some(),
            Some(Rule::kw_head) => self.head_part(&statement, &mut Inside::default()).is_some(),
            Some(_) => self.total_clause(&statement, &mut Node::default()).is_some(),
            None => {
                self.item(statement);
                true
            }
        }
    }

    fn tried(&self, finding: Diagnostic, bytes: &Range<usize>, reads: impl FnOnce(&str) -> bool) -> Diagnostic {
        let Some(fix) = &finding.fix else { return finding };
        let fixed = self.layout.text.get(bytes.clone()).filter(|text| text.len() <= LONGEST);
        let fixed = fixed.and_then(|text| fix.within(bytes)?.applied(self.source, &spaced(text)));
        if fixed.is_some_and(|fixed| reads(&fixed)) { finding } else { Diagnostic { fix: None, ..finding } }
    }
}
