//! The lines of a text as somebody indented them, for telling where a brace was lost or doubled.

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::token::{Kind, Token, Tokens};
use super::brackets::{opens_only_clauses, opens_only_items};
use super::newline;
use super::piece::Piece;
use crate::cancel::looking;
use crate::invariant::part_of;

/// How far a tab indents, in blanks.
const TAB: usize = 4;

/// A line with what goes on with it in the lines behind.
#[derive(Debug)]
pub(super) struct Line {
    /// First byte of its first word or sign.
    pub(super) start: usize,
    /// One past its last word or sign.
    pub(super) end: usize,
    /// How far in it begins.
    pub(super) indent: usize,
    /// Its first word.
    pub(super) word: Option<Rule>,
    /// `{` that it does not close.
    pub(super) opens: Vec<usize>,
    /// Whether the last word or sign is one of them.
    pub(super) opens_at_its_end: bool,
    /// `}` that it begins with.
    pub(super) leading: Vec<usize>,
    /// Whether nothing but these stands on it.
    leads_only: bool,
    /// Further `}` that close nothing in it.
    pub(super) closes: Vec<usize>,
    /// Where a `(` or `[` that it does not close has to be closed at the latest.
    pub(super) in_parentheses: Option<usize>,
    /// Braces that a `)` shows to be closed before it.
    pub(super) closed_before: Vec<usize>,
    /// Whether a quote is not closed in it, so that what stands behind the quote is not known.
    pub(super) is_cut: bool,
    /// The first later line that is not further in; one past the last line when there is none.
    pub(super) until: usize,
    /// The last earlier line that is not further in.
    pub(super) since: Option<usize>,
}

impl Line {
    fn begun(start: usize, indent: usize, word: Option<Rule>) -> Self {
        Self {
            start,
            end: start,
            indent,
            word,
            opens: Vec::new(),
            opens_at_its_end: false,
            leading: Vec::new(),
            leads_only: true,
            closes: Vec::new(),
            in_parentheses: None,
            closed_before: Vec::new(),
            is_cut: false,
            until: 0,
            since: None,
        }
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let (lines, open) = (Vec::new(), Vec::new());
    let mut reader = Reader { text, lines, open, braces: 0, indent: Some(0), last: None, before_last: 0 };
    for token in looking(Tokens::new(text)) {
        reader.token(token);
    }
    reader.finish();
    let mut lines = reader.lines;
    connect(&mut lines);
    lines
}

struct Reader<'t> {
    text: &'t str,
    lines: Vec<Line>,
    /// Brackets that the line at hand has not closed.
    open: Vec<(usize, char)>,
    /// How many of them are braces.
    braces: usize,
    /// Where the line at hand begins; none once something stands on it.
    indent: Option<usize>,
    last: Option<Piece>,
    /// Where the word or sign before the last one ends.
    before_last: usize,
}

impl Reader<'_> {
    fn token(&mut self, token: Token) {
        match token.kind {
            Kind::Newline => self.indent = Some(0),
            Kind::Blank => {
                let blanks = part_of(self.text, token.start..token.end);
                self.indent = self.indent.map(|indent| indent + blanks.chars().map(width).sum::<usize>());
            }
            Kind::Comment => {}
            _ => {
                if let Some(indent) = self.indent.take().filter(|indent| self.begins_line(token, *indent)) {
                    self.finish();
                    let word = if token.kind == Kind::Word { self.word(token) } else { None };
                    self.lines.push(Line::begun(token.start, indent, word));
                }
                self.go_on(token);
                self.last = Some(Piece { kind: token.kind, start: token.start, end: token.end, partner: 0 });
            }
        }
    }

    /// Whether the first word or sign behind a newline does not go on with the line before.
    fn begins_line(&self, token: Token, indent: usize) -> bool {
        let (Some(before), Some(last)) = (self.lines.last(), self.last) else { return true };
        match token.kind {
            Kind::Sign('}') => return true,
            Kind::Sign(')' | ']') => return false,
            Kind::Word if self.word(token).is_some_and(begins_statement) => return true,
            _ if self.is_in_parentheses() && indent > before.indent => return false,
            _ => {}
        }
        let (text, pieces, next) = (self.text, &[last], token);
        let line = newline::Line { text, pieces, next, next_touches_number: false, bracket: None };
        matches!(last.kind, Kind::Sign('{' | ';')) || line.ends_statement()
    }

    fn word(&self, token: Token) -> Option<Rule> {
        self.text.get(token.start..token.end).and_then(keyword::rule_of)
    }

    fn is_in_parentheses(&self) -> bool {
        self.open.len() > self.braces
    }

    /// The line at hand is over.
    fn finish(&mut self) {
        let is_in_parentheses = self.is_in_parentheses();
        let opens: Vec<usize> = self.open.drain(..).filter(|(_, sign)| *sign == '{').map(|(at, _)| at).collect();
        self.braces = 0;
        if let Some(line) = self.lines.last_mut() {
            line.opens_at_its_end = self.last.is_some_and(|last| opens.last() == Some(&last.start));
            // Not the block that the line opens.
            let end = if line.opens_at_its_end { self.before_last } else { line.end };
            line.in_parentheses = is_in_parentheses.then_some(end);
            line.opens = opens;
        }
    }

    fn go_on(&mut self, token: Token) {
        let Some(line) = self.lines.last_mut() else { return };
        self.before_last = line.end;
        line.end = token.end;
        match token.kind {
            Kind::OpenText => line.is_cut = true,
            Kind::Sign(sign @ ('{' | '(' | '[')) => {
                self.braces += usize::from(sign == '{');
                self.open.push((token.start, sign));
            }
            // Which of the two closes is another question.
            Kind::Sign(')' | ']') if self.open.len() > self.braces => {
                while self.open.pop_if(|(_, sign)| *sign == '{').is_some() {
                    self.braces -= 1;
                    line.closed_before.push(self.before_last);
                }
                self.open.pop();
            }
            Kind::Sign('}') if self.braces > 0 => {
                while self.open.pop().is_some_and(|(_, sign)| sign != '{') {}
                self.braces -= 1;
            }
            Kind::Sign('}') if line.closes.is_empty() && line.leads_only => line.leading.push(token.start),
            Kind::Sign('}') => line.closes.push(token.start),
            _ => {}
        }
        line.leads_only &= token.kind == Kind::Sign('}');
    }
}

/// Words that begin a statement wherever a line begins with them.
fn begins_statement(rule: Rule) -> bool {
    opens_only_items(rule) || opens_only_clauses(rule) || matches!(rule, Rule::kw_indicator | Rule::kw_value)
}

fn width(blank: char) -> usize {
    match blank {
        '\t' => TAB,
        '\u{3000}' => 2,
        '\u{FEFF}' => 0,
        _ => 1,
    }
}

/// Says of each line which lines that are not further in stand next to it.
fn connect(lines: &mut [Line]) {
    let indents: Vec<usize> = lines.iter().map(|line| line.indent).collect();
    let nearest = |order: &mut dyn Iterator<Item = usize>| {
        let mut found: Vec<Option<usize>> = vec![None; indents.len()];
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        for (at, indent) in order.filter_map(|at| Some((at, *indents.get(at)?))) {
            while waiting.last().is_some_and(|(_, deeper)| *deeper > indent) {
                waiting.pop();
            }
            if let Some(slot) = found.get_mut(at) {
                *slot = waiting.last().map(|(other, _)| *other);
            }
            waiting.push((at, indent));
        }
        found
    };
    let since = nearest(&mut (0..indents.len()));
    let until = nearest(&mut (0..indents.len()).rev());
    let count = lines.len();
    for (line, (since, until)) in lines.iter_mut().zip(since.into_iter().zip(until)) {
        line.since = since;
        line.until = until.unwrap_or(count);
    }
}
