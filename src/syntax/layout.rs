//! The first pass: where statements end, and which brackets belong together.
//!
//! The laid-out text is as long as the text, byte for byte, so places stay true. Comments are spaces in it, a
//! newline is `;` where it ends a statement and a space where it does not.

mod amiss;
mod bars;
mod brackets;
mod invisible;
mod lines;
mod newline;
mod piece;
mod refusal;
mod repair;

use super::grammar::Rule;
use super::keyword;
use super::language::Tally;
use super::token::{Kind, Token, Tokens};
use crate::cancel::looking;
use crate::finding::{Code, Diagnostic, Place, SourceId, Span};
use crate::invariant::{OrBroken, part_of};
use brackets::Brackets;

use amiss::{Amiss, Repair};
pub(super) use brackets::MAX_NESTING;
use piece::Piece;

/// Rules have fewer pieces than one in so many bytes: their list need not grow and be moved.
const BYTES_OF_A_PIECE: usize = 5;

/// A place that has been reported already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Damage {
    /// First byte of what was reported.
    pub(super) at: usize,
    /// One past the last byte of characters that the language does not have; where it begins when there are none.
    pub(super) end: usize,
    /// Nothing there may be parsed: it would recurse too deep, or a part of it is not known.
    pub(super) is_fatal: bool,
}

/// What the first pass finds.
#[derive(Debug, Default)]
pub(super) struct Layout<'t> {
    /// The text as it was written.
    pub(super) written: &'t str,
    /// The text as the grammar reads it.
    pub(super) text: String,
    /// Words and signs.
    pub(super) pieces: Vec<Piece>,
    /// Reported places, in order.
    pub(super) damage: Vec<Damage>,
    /// Its keywords.
    pub(super) tally: Tally,
    /// Findings.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Whether a finding is of a quote that is not closed.
pub(super) fn is_open_text(finding: &Diagnostic) -> bool {
    let is_so = |span| refusal::open_text(span).message == finding.message;
    finding.code == Code::H0105 && finding.span().is_some_and(is_so)
}

/// Lays a text out. A text that is too long gives one finding and no pieces.
pub(super) fn lay_out(source: SourceId, written: &str) -> Layout<'_> {
    if let Some(refusal) = refusal::too_long(source, written) {
        return Layout { diagnostics: vec![refusal], ..Layout::default() };
    }
    let (visible, diagnostics) = invisible::taken_out(source, written);
    let text = visible.as_ref();
    let places = diagnostics.iter().filter_map(|finding| match finding.place {
        Some(Place::Source(span)) => Some(Damage { at: span.start, end: span.start, is_fatal: false }),
        _ => None,
    });
    let damage: Vec<Damage> = places.collect();
    let laid = |repairs: &[Repair], pairs: bool| {
        let pieces = Vec::with_capacity(text.len() / BYTES_OF_A_PIECE);
        let (damage, diagnostics) = (damage.clone(), diagnostics.clone());
        let layout = Layout { written, pieces, damage, diagnostics, ..Layout::default() };
        Pass { pairs, ..Pass::new(source, text, layout, repairs) }.run()
    };
    let found = laid(&[], false);
    if !found.diagnostics.iter().any(|finding| finding.code == Code::H0103) {
        return found;
    }
    match amiss::amiss(text).as_slice() {
        // Every bracket pairs: a line within a block begins as an item does.
        [] => {
            let whole = laid(&[], true);
            if whole.diagnostics.iter().any(|finding| finding.code == Code::H0103) { found } else { whole }
        }
        repairs => laid(repairs, false),
    }
}

struct Pass<'t, 'w> {
    source: SourceId,
    text: &'t str,
    bytes: Vec<u8>,
    layout: Layout<'w>,
    brackets: Brackets,
    /// The first newline since the last piece.
    newline: Option<Token>,
    unknown: refusal::Listed,
    /// The token after the current one is a number that touches it.
    sign_before_digit: bool,
    /// What is still to be repaired.
    repairs: &'t [Repair],
    /// Braces that stand for lost ones, to be written at the end.
    lent: Vec<(usize, u8)>,
    /// What is open is closed further down, whatever a line begins with.
    pairs: bool,
}

impl<'t, 'w> Pass<'t, 'w> {
    fn new(source: SourceId, text: &'t str, layout: Layout<'w>, repairs: &'t [Repair]) -> Self {
        Self {
            source,
            text,
            bytes: text.as_bytes().to_vec(),
            layout,
            brackets: Brackets::default(),
            newline: None,
            unknown: refusal::Listed::default(),
            sign_before_digit: false,
            repairs,
            lent: Vec::new(),
            pairs: false,
        }
    }

    fn run(mut self) -> Layout<'w> {
        let mut tokens = looking(Tokens::new(self.text)).peekable();
        self.repair_behind(0);
        while let Some(token) = tokens.next() {
            self.sign_before_digit = tokens.peek().is_some_and(|next| matches!(next.kind, Kind::Number | Kind::Date));
            match self.repairs.split_first() {
                Some((Repair { at, amiss: Amiss::Repeated { end } }, rest)) if *at <= token.start => {
                    if *at == token.start {
                        let line = Span::new(self.source, *at, *end);
                        self.layout.diagnostics.push(refusal::repeated(line));
                    }
                    if token.end >= *end {
                        self.repairs = rest;
                    }
                    self.write(token, b' ');
                }
                Some((Repair { at, amiss: amiss @ (Amiss::Doubled | Amiss::Unpaired { .. }) }, rest))
                    if *at == token.start =>
                {
                    self.repairs = rest;
                    self.left_over(token, *amiss);
                }
                _ => self.token(token),
            }
            self.repair_behind(token.end);
        }
        self.finish()
    }

    fn token(&mut self, token: Token) {
        match token.kind {
            Kind::Blank | Kind::Comment => self.write(token, b' '),
            Kind::Newline => {
                self.write(token, b' ');
                self.newline = self.newline.or(Some(token));
            }
            Kind::Unknown if self.says_nothing(token) => {
                self.end_line(token);
                self.push(Kind::Sign('—'), token);
            }
            Kind::Unknown => self.unknown(token),
            Kind::OpenText => {
                self.layout.diagnostics.push(refusal::open_text(self.span(token)));
                self.write(token, b' ');
                self.layout.damage.push(Damage { at: token.start, end: token.start, is_fatal: true });
            }
            Kind::Text | Kind::Number | Kind::Date => {
                self.end_line(token);
                self.push(token.kind, token);
            }
            Kind::Word => self.word(token),
            Kind::Sign('|') if !self.parts_cells() => self.unknown(Token { kind: Kind::Unknown, ..token }),
            Kind::Sign(sign) => self.sign(token, sign),
        }
    }

    fn unknown(&mut self, token: Token) {
        let (span, text) = (self.span(token), self.text);
        self.unknown.add(|| refusal::unknown(span, text));
        self.blank_out(token);
    }

    /// Whether a dash is all that a cell has.
    fn says_nothing(&self, token: Token) -> bool {
        let is_cell = self.layout.pieces.last().is_some_and(|last| last.kind == Kind::Sign('|'));
        is_cell && part_of(self.text, token.start..token.end).chars().all(|c| c == '—')
    }

    /// Whether a bar here parts the cells of a row. In an expression it is no sign of the language.
    fn parts_cells(&self) -> bool {
        let is_of_rows = self.brackets.statement.is_none_or(bars::may_have_rows);
        is_of_rows && bars::is_row(&self.layout.pieces, |piece| part_of(self.text, piece.start..piece.end))
    }

    fn word(&mut self, token: Token) {
        let written = part_of(self.text, token.start..token.end);
        let keyword = keyword::of_word(written);
        if let Some(keyword) = keyword {
            self.layout.tally.count(written, keyword, token.end);
        }
        let word = keyword.map(|keyword| keyword.rule);
        if self.newline.is_some() {
            let is_field = self.brackets.may_be_field() && self.declares_field(token);
            let is_further_in = !part_of(self.text, ..token.start).ends_with(['\n', '\r']) && token.start > 0;
            let resets = !is_field && !self.pairs;
            let unclosed = if resets { self.brackets.reset_at(word, is_further_in) } else { Vec::new() };
            self.brackets.begin_line(word);
            self.report_unclosed(&unclosed);
            if !unclosed.is_empty() || self.brackets.begins_item(word) {
                self.end_statement();
            }
        }
        self.end_line(token);
        if self.brackets.is_at_top() && self.begins_statement() {
            self.brackets.statement = word;
        }
        let deep = word == Some(Rule::kw_if) && self.brackets.begin_if();
        self.report_depth(deep, token);
        self.push(Kind::Word, token);
    }

    /// Whether a word is followed by the type of a column, as in `数据 文本`: a bad name, not an unclosed block.
    fn declares_field(&self, token: Token) -> bool {
        let rest = part_of(self.text, token.end..);
        let mut next = Tokens::new(rest).skip_while(|next| next.kind == Kind::Blank);
        let following = next.next().and_then(|next| rest.get(next.start..next.end));
        following.is_some_and(|word| keyword::TYPES.contains(&word) || keyword::UNITS.contains(&word))
    }

    fn sign(&mut self, token: Token, sign: char) {
        match sign {
            ';' => {
                self.newline = None;
                self.brackets.end_part();
                self.separator(token);
            }
            ',' | '、' => {
                self.end_line(token);
                self.brackets.end_part();
                self.push(Kind::Sign(sign), token);
            }
            '(' | '[' | '{' => {
                self.end_line(token);
                let deep = self.brackets.open(self.layout.pieces.len(), sign);
                self.report_depth(deep, token);
                self.push(Kind::Sign(sign), token);
            }
            ')' | ']' | '}' => self.close(token, sign),
            _ => {
                self.end_line(token);
                self.push(Kind::Sign(sign), token);
            }
        }
    }

    fn close(&mut self, token: Token, sign: char) {
        // [80%, 90%) is one interval, which the language has no place for.
        let sign = match self.brackets.innermost_opened() {
            Some((opened, '[')) if sign == ')' && self.is_interval(opened) => ']',
            Some((opened, '(')) if sign == ']' && self.is_interval(opened) => ')',
            _ => sign,
        };
        let Some((unclosed, opened)) = self.brackets.close(sign) else {
            if self.brackets.may_report() {
                self.layout.diagnostics.push(refusal::stray_closer(self.span(token), sign));
            }
            self.blank_out(token);
            return;
        };
        self.report_unclosed(&unclosed);
        self.end_line(token);
        let here = self.layout.pieces.len();
        if let Some(piece) = self.layout.pieces.get_mut(opened) {
            piece.partner = here;
        }
        self.push(Kind::Sign(sign), token);
    }

    /// Whether what stands behind an open bracket is two numbers.
    fn is_interval(&self, opened: usize) -> bool {
        let inside = self.layout.pieces.get(opened + 1..).or_broken("what is open was opened before");
        let commas = inside.iter().filter(|piece| piece.kind == Kind::Sign(',')).count();
        let is_of_number = |piece: &Piece| match piece.kind {
            Kind::Number | Kind::Sign(',' | '%' | '-' | '+') => true,
            Kind::Word => self.text.get(piece.start..piece.end).is_some_and(|word| keyword::UNITS.contains(&word)),
            _ => false,
        };
        commas == 1 && inside.iter().all(is_of_number)
    }

    /// Decides what the newline before `token` means.
    fn end_line(&mut self, token: Token) {
        let Some(newline) = self.newline.take() else { return };
        let line = newline::Line {
            text: self.text,
            pieces: &self.layout.pieces,
            next: token,
            next_touches_number: self.sign_before_digit,
            bracket: self.brackets.innermost(),
        };
        if line.ends_statement() {
            self.newline = Some(newline);
            self.end_statement();
        }
    }

    fn end_statement(&mut self) {
        if let Some(newline) = self.newline.take() {
            self.brackets.end_part();
            self.separator(newline);
        }
    }

    fn separator(&mut self, token: Token) {
        if token.end - token.start == 1 {
            self.write(token, b';');
        }
        let repeated = self.layout.pieces.last().is_none_or(|last| last.kind == Kind::Sign(';'));
        if !repeated {
            self.push(Kind::Sign(';'), token);
        }
    }

    fn push(&mut self, kind: Kind, token: Token) {
        let partner = self.layout.pieces.len() + 1;
        self.layout.pieces.push(Piece { kind, start: token.start, end: token.end, partner });
    }

    fn begins_statement(&self) -> bool {
        self.layout.pieces.last().is_none_or(|last| last.kind == Kind::Sign(';'))
    }

    fn report_unclosed(&mut self, unclosed: &[usize]) {
        let here = self.layout.pieces.len();
        for opened in unclosed {
            let piece = self.layout.pieces.get_mut(*opened).or_broken("a bracket that is open is a piece");
            piece.partner = here;
            let at = piece.start;
            let span = Span::new(self.source, piece.start, piece.end);
            if self.brackets.may_report() {
                let Kind::Sign(sign) = piece.kind else { continue };
                self.layout.diagnostics.push(refusal::unclosed(span, sign));
            }
            self.layout.damage.push(Damage { at, end: at, is_fatal: false });
        }
    }

    fn report_depth(&mut self, is_deep: bool, token: Token) {
        if is_deep {
            self.layout.damage.push(Damage { at: token.start, end: token.start, is_fatal: true });
            if self.brackets.first_depth_report() {
                self.layout.diagnostics.push(refusal::too_deep(self.span(token)));
            }
        }
    }

    fn blank_out(&mut self, token: Token) {
        self.write(token, b' ');
        let end = if token.kind == Kind::Unknown { token.end } else { token.start };
        self.layout.damage.push(Damage { at: token.start, end, is_fatal: false });
    }

    fn write(&mut self, token: Token, byte: u8) {
        if let Some(bytes) = self.bytes.get_mut(token.start..token.end) {
            bytes.fill(byte);
        }
    }

    fn span(&self, token: Token) -> Span {
        Span::new(self.source, token.start, token.end)
    }

    fn finish(mut self) -> Layout<'w> {
        self.layout.diagnostics.extend(std::mem::take(&mut self.unknown).into_list());
        let unclosed = self.brackets.reset();
        self.report_unclosed(&unclosed);
        for (at, brace) in std::mem::take(&mut self.lent) {
            if let Some(byte) = self.bytes.get_mut(at) {
                *byte = brace;
            }
        }
        self.layout.damage.sort_by_key(|damage| damage.at);
        self.layout.text = String::from_utf8(self.bytes).or_broken("what is blanked out are whole letters");
        self.layout
    }
}
