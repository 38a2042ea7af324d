//! Reading on as if a lost brace were there, or one too many were not.

use super::super::keyword;
use super::super::token::{Kind, Token};
use super::amiss::{Amiss, Repair};
use super::piece::Piece;
use super::{Damage, Pass, refusal};
use crate::finding::{Diagnostic, Span};
use crate::invariant::{OrBroken, part_of};
use crate::words;

impl Pass<'_, '_> {
    /// Reads the braces that are lost behind a token that ends at a place.
    pub(super) fn repair_behind(&mut self, end: usize) {
        while let Some((Repair { at, amiss }, rest)) = self.repairs.split_first() {
            if *at > end || matches!(amiss, Amiss::Doubled | Amiss::Unpaired { .. } | Amiss::Repeated { .. }) {
                return;
            }
            self.repairs = rest;
            match *amiss {
                Amiss::Unclosed { is_cut, is_inline } => self.close_lost(*at, is_cut, is_inline),
                Amiss::Unopened { closer, is_cut } => self.open_lost(*at, closer, is_cut),
                Amiss::Headless { first } => self.open_headless(*at, first),
                _ => {
                    let unclosed = self.brackets.end_parentheses();
                    self.report_unclosed(&unclosed);
                }
            }
        }
    }

    fn close_lost(&mut self, at: usize, is_cut: bool, is_inline: bool) {
        let unclosed = self.brackets.end_parentheses();
        self.report_unclosed(&unclosed);
        let Some((_, opened)) = self.brackets.close('}') else { return };
        let here = self.layout.pieces.len();
        let piece = self.layout.pieces.get_mut(opened).or_broken("a bracket that is open is a piece");
        piece.partner = here;
        let brace = Span::new(self.source, piece.start, piece.end);
        self.lend(at, '}');
        let last = self.last_before(at);
        let is_beside = last.is_none_or(|last| last.start <= brace.start);
        let finding = refusal::unclosed(brace, '{');
        let finding = match last {
            Some(last) if !is_beside => {
                finding.label(last, words!("看缩进，它到这里为止", "by the indentation, it goes on to here"))
            }
            _ => finding,
        };
        self.report((!is_cut).then_some(finding), Damage { at: brace.start, end: brace.start, is_fatal: is_inline });
    }

    fn open_lost(&mut self, at: usize, closer: usize, is_cut: bool) {
        self.brackets.open(self.layout.pieces.len(), '{');
        self.lend(at, '{');
        // It may be one of full width.
        let length = part_of(self.text, closer..).chars().next().or_broken("a bracket stands there").len_utf8();
        let closer = Span::new(self.source, closer, closer + length);
        let finding = refusal::unopened(self.last_before(at).unwrap_or(closer), closer);
        self.report((!is_cut).then_some(finding), Damage { at, end: at, is_fatal: false });
    }

    fn open_headless(&mut self, at: usize, first: usize) {
        if !self.begins_statement() {
            self.layout.pieces.push(Piece {
                kind: Kind::Sign(';'),
                start: at,
                end: at,
                partner: self.layout.pieces.len() + 1,
            });
        }
        self.newline = None;
        self.brackets.open(self.layout.pieces.len(), '{');
        self.lend(at, '{');
        let line = part_of(self.text, first..).lines().next().or_broken("a line begins there");
        let word = line.split_whitespace().next().and_then(keyword::rule_of);
        let finding = refusal::headless(Span::new(self.source, first, first + line.trim_end().len()), word);
        self.report(Some(finding), Damage { at, end: at, is_fatal: true });
    }

    /// A brace that is not read.
    pub(super) fn left_over(&mut self, token: Token, amiss: Amiss) {
        if let Amiss::Unpaired { line } = amiss {
            self.join(line);
        }
        let span = self.span(token);
        let is_opener = token.kind == Kind::Sign('{');
        let finding = if is_opener { refusal::doubled(span) } else { refusal::stray_closer(span, '}') };
        let is_fatal = matches!(amiss, Amiss::Unpaired { .. });
        self.report(Some(finding), Damage { at: token.start, end: token.start, is_fatal });
        self.write(token, b' ');
    }

    /// What stands behind a place is one statement.
    fn join(&mut self, start: usize) {
        let from = self.layout.pieces.partition_point(|piece| piece.start < start);
        let here = self.layout.pieces.len();
        if let Some(first) = self.layout.pieces.get_mut(from) {
            first.partner = here;
        }
    }

    /// A brace that stands for a lost one. Its byte, if there is one, is a blank or a newline.
    fn lend(&mut self, at: usize, brace: char) {
        let is_free = self.bytes.get(at).is_some_and(u8::is_ascii);
        let end = at + usize::from(is_free);
        let partner = self.layout.pieces.len() + 1;
        self.layout.pieces.push(Piece { kind: Kind::Sign(brace), start: at, end, partner });
        if is_free {
            self.lent.push((at, if brace == '{' { b'{' } else { b'}' }));
        }
    }

    /// The last word or sign before a place.
    fn last_before(&self, at: usize) -> Option<Span> {
        let pieces = self.layout.pieces.iter().rev().filter(|piece| piece.end > piece.start);
        let last = pieces.filter(|piece| piece.start < at).find(|piece| piece.kind != Kind::Sign(';'))?;
        Some(Span::new(self.source, last.start, last.end))
    }

    fn report(&mut self, finding: Option<Diagnostic>, damage: Damage) {
        if let Some(finding) = finding.filter(|_| self.brackets.may_report()) {
            self.layout.diagnostics.push(finding);
        }
        self.layout.damage.push(damage);
    }
}
