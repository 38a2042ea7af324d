//! Statements are read by the grammar one by one.

use std::borrow::Cow;
use std::ops::Range;

use pest::Parser as _;

use super::super::ast;
use super::super::grammar::{Grammar, Rule};
use super::super::layout::{Damage, Layout};
use super::super::mark::Mark;
use super::super::sign::spaced;
use super::enumeration::Enumerations;
use super::node::{Anchor, Built, Children};
use super::{failure, habits};
use crate::finding::{Code, Diagnostic, MOST_FINDINGS, Place, SourceId, Span};
use crate::invariant::{OrBroken, part_of};
use crate::words;

/// A file with so many findings is read no further, which is one more; all of them are listed.
pub(super) const MAX_DIAGNOSTICS: usize = MOST_FINDINGS - 1;

/// The longest single statement, in bytes; it bounds the time that one statement can take.
const MAX_STATEMENT_BYTES: usize = 1024 * 1024;

/// Reads the statements of a laid-out text.
pub(super) struct Parser<'l> {
    pub(super) source: SourceId,
    pub(super) layout: &'l Layout<'l>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Statements whose findings say what the first pass found in them, too.
    pub(super) retold: Vec<Span>,
    /// How many statements have been looked through for what is meant.
    pub(super) looked_through: usize,
    /// Whether it has been told that the rest is not read.
    is_stopped: bool,
    pub(super) marks: Marks,
    /// How the item at hand is written: by itself, or as a change.
    pub(super) writing: Writing,
    /// The 表头 of the file and of the blocks at hand, from outside in.
    pub(super) headers: Vec<Above>,
    /// The types that are names of 枚举.
    pub(super) enumerations: Enumerations,
}

/// What the formatter has to know about words and signs; kept only for it.
#[derive(Default)]
pub(super) struct Marks {
    pub(super) wanted: bool,
    pub(super) found: Vec<Mark>,
}

/// What the second pass finds.
pub(in crate::syntax) struct Parsed {
    /// The tree.
    pub(in crate::syntax) file: ast::File,
    /// Findings of this pass.
    pub(in crate::syntax) diagnostics: Vec<Diagnostic>,
    /// Statements whose findings say what the first pass found in them, too.
    pub(in crate::syntax) retold: Vec<Span>,
    /// What the formatter has to know about words and signs.
    pub(in crate::syntax) marks: Vec<Mark>,
}

/// A finding further down in a 参数 also shows which one it is.
fn in_statement(rule: Rule, finding: Diagnostic, text: &str, anchor: Anchor) -> Diagnostic {
    let first_line = text.find(['\n', '{']).unwrap_or(text.len());
    let head = part_of(text, ..first_line).trim_end().len();
    let is_below =
        matches!(&finding.place, Some(crate::finding::Place::Source(span)) if span.start > anchor.base + first_line);
    if rule != Rule::s_parameter || !is_below {
        return finding;
    }
    finding.label(anchor.span(0, head), words!("在这一条里", "in this statement"))
}

impl<'l> Parser<'l> {
    pub(super) fn new(source: SourceId, layout: &'l Layout<'l>, marked: bool) -> Self {
        let marks = Marks { wanted: marked, found: Vec::new() };
        let (diagnostics, retold) = (Vec::new(), Vec::new());
        Self {
            source,
            layout,
            diagnostics,
            retold,
            looked_through: 0,
            is_stopped: false,
            marks,
            writing: Writing::Plain,
            headers: Vec::new(),
            enumerations: Enumerations::of(layout),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.diagnostics.len() >= MAX_DIAGNOSTICS
    }

    /// Tells once that nothing is read from a statement on.
    pub(super) fn stop_at(&mut self, pieces: &Range<usize>) {
        let Some(last) = self.diagnostics.last().filter(|_| !std::mem::replace(&mut self.is_stopped, true)) else {
            return;
        };
        let (code, count) = (last.code, self.diagnostics.len());
        let message = words!(
            "到这里已有 {count} 处错误，下面的没有再读：改好前面的再检查",
            "there are {count} errors up to here, and nothing below was read; mend those and check again"
        );
        self.diagnostics.push(Diagnostic::error(code, self.span(&(pieces.start..pieces.start + 1)), message));
    }

    /// Reads a range of pieces by one rule of the grammar.
    pub(super) fn leaf<T>(
        &mut self,
        rule: Rule,
        pieces: &Range<usize>,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Option<T> {
        let bytes = self.bytes(pieces)?;
        let (is_damaged, is_fatal) = self.damage(pieces);
        if is_fatal {
            return None;
        }
        if !is_damaged {
            return self.fragment(rule, bytes, build);
        }
        let (known, typed) = (self.diagnostics.len(), self.typed_bytes(pieces));
        let value = self.fragment(rule, bytes, &build);
        // What was reported there already is the likely cause.
        self.diagnostics.truncate(known);
        let Some(typed) = typed else { return value };
        let Some(finding) = self.as_meant(rule, &typed, None, build) else { return value };
        self.retold.push(Span::new(self.source, typed.start, typed.end));
        self.diagnostics.push(finding);
        None
    }

    /// Reads a range of bytes by one rule of the grammar.
    pub(super) fn fragment<T>(
        &mut self,
        rule: Rule,
        bytes: Range<usize>,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Option<T> {
        let layout = self.layout;
        let anchor = Anchor { source: self.source, base: bytes.start };
        let span = Span::new(self.source, bytes.start, bytes.end);
        let text = layout.text.get(bytes.clone())?;
        // What stands in quotes has all kinds of blanks.
        let spaced = if rule == Rule::s_template { spaced(text) } else { Cow::Borrowed(text) };
        let text = spaced.as_ref();
        if text.len() > MAX_STATEMENT_BYTES {
            let message = words!("这一条超过 1 MiB，请拆成几条", "this statement is longer than 1 MiB; split it");
            self.diagnostics.push(Diagnostic::error(Code::H0107, anchor.first_character(text), message));
            return None;
        }
        let outcome = match Grammar::parse(rule, text) {
            Ok(pairs) => {
                if self.marks.wanted {
                    self.marks.found.extend(pairs.clone().flatten().filter_map(|pair| Mark::of(&pair, anchor.base)));
                }
                let statement = pairs.into_iter().next().map(pest::iterators::Pair::into_inner);
                match statement {
                    Some(parts) => build(&mut Children::new(parts, anchor, span)),
                    None => return None,
                }
            }
            Err(error) => Err(Box::new(in_statement(rule, failure::explain(rule, &error, text, anchor), text, anchor))),
        };
        match outcome {
            Ok(value) => Some(value),
            Err(diagnostic) => {
                let finding = self.with_certain_fix(rule, &bytes, *diagnostic, &build);
                let finding = self.with_line(finding);
                // The nearest unit is a guess.
                let is_guess = finding.help.as_ref().is_some_and(|help| help.zh.starts_with("是不是"));
                let is_open = finding.code == Code::H0105 && finding.fix.is_none()
                    || finding.code == Code::H0303 && (finding.fix.is_none() || is_guess);
                let is_said = habits::grade_without_condition(rule, text, anchor).is_some();
                let meant = if is_open && !is_said { self.as_meant(rule, &bytes, Some(&finding), build) } else { None };
                self.diagnostics.push(meant.unwrap_or(finding));
                None
            }
        }
    }

    /// A finding that is mended and says no more of it shows the line as it should be.
    fn with_line(&self, finding: Diagnostic) -> Diagnostic {
        let fix = finding.fix.as_ref().filter(|_| finding.help.is_none());
        match fix.and_then(|fix| fix.line(self.source, self.layout.written)) {
            Some(line) => finding.help(words!("写作：{line}", "write: {line}")),
            None => finding,
        }
    }

    /// Whether a place in or beside these pieces has been reported, and whether they must not be parsed.
    pub(super) fn damage(&self, pieces: &Range<usize>) -> (bool, bool) {
        let inside = self.damage_beside(pieces);
        (!inside.is_empty(), inside.iter().any(|damage| damage.is_fatal))
    }

    /// What has been reported in or beside these pieces.
    fn damage_beside(&self, pieces: &Range<usize>) -> &'l [Damage] {
        let before = pieces.start.checked_sub(1).and_then(|before| self.layout.pieces.get(before));
        let start = before.map_or(0, |before| before.end);
        let after = self.layout.pieces.get(pieces.end);
        let end = after.map_or(self.layout.text.len(), |after| after.start);
        let damage = &self.layout.damage;
        let from = damage.partition_point(|damage| damage.at < start);
        let to = damage.partition_point(|damage| damage.at < end);
        damage.get(from..to).or_broken("damage stands in order")
    }

    /// The bytes of pieces with the characters in and beside them that were left out of the text, when these are all
    /// that has been reported and it is not known how to write one of them.
    fn typed_bytes(&self, pieces: &Range<usize>) -> Option<Range<usize>> {
        let bytes = self.bytes(pieces)?;
        let damage = self.damage_beside(pieces);
        let is_known = |damage: &Damage| {
            let place = Place::Source(Span::new(self.source, damage.at, damage.end));
            let finding = self.layout.diagnostics.iter().find(|finding| finding.place.as_ref() == Some(&place));
            finding.is_none_or(|finding| finding.fix.is_some())
        };
        if damage.iter().any(|damage| damage.is_fatal || damage.end == damage.at) || damage.iter().all(is_known) {
            return None;
        }
        let start = damage.first().map_or(bytes.start, |first| first.at.min(bytes.start));
        let end = damage.last().map_or(bytes.end, |last| last.end.max(bytes.end));
        Some(start..end)
    }
}

/// How an item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// By itself.
    Plain,
    /// Behind 修改: what stays may be left out, and 删除 in its block takes parts away.
    Amended,
    /// Behind 新增.
    Inserted,
}

/// The 表头 of a block, as far as rows below ask for it.
#[derive(Debug, Clone)]
pub(super) enum Above {
    /// There is none.
    None,
    /// It is this one.
    Header(ast::Header),
    /// There is one that could not be read.
    Unread,
}
