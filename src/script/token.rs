//! The words and marks of a text by their bytes: rhai knows where a thing begins, not where it ends.

use std::ops::Range;

use rhai::Position;

use super::{Complaint, ComplaintKind};
use crate::invariant::part_of;

/// Marks of more than one character, the longest first.
const LONG_MARKS: &[&str] = &[
    "<<=", ">>=", "**=", "..=", "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=", "**", "..", "=>",
    "#{", "::", "??", "?.", "?[", "<<", ">>", "|=", "&=", "^=",
];

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Word,
    Number,
    /// Between `"`.
    Text,
    /// Between `'`.
    Letter,
    Mark,
}

/// One token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) sort: Sort,
    pub(super) at: Range<usize>,
}

/// All tokens of a text, without comments.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    found: Vec<Token>,
    /// The byte that each line begins at.
    lines: Vec<usize>,
}

impl<'t> Tokens<'t> {
    /// Takes a text apart; rhai judges what is wrong with it, except for the forms of text that are refused here.
    pub(super) fn of(text: &'t str) -> Result<Self, Complaint> {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at.saturating_add(1))).collect();
        let mut tokens = Vec::new();
        let mut place = 0;
        while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
            let (sort, length) = first(rest, place)?;
            let end = place.saturating_add(length.max(1));
            if let Some(sort) = sort {
                tokens.push(Token { sort, at: place..end });
            }
            place = end;
        }
        Ok(Self { text, found: tokens, lines })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Token, &'t str)> {
        self.found.iter().map(|token| (token, part_of(self.text, token.at.clone())))
    }

    /// The byte of a place that rhai names by line and character.
    pub(super) fn byte(&self, position: Position) -> usize {
        let Some(line) = position.line().and_then(|line| line.checked_sub(1)) else {
            return self.text.len();
        };
        let start = self.lines.get(line).copied().unwrap_or(self.text.len());
        let before = position.position().unwrap_or(1).saturating_sub(1);
        let rest = part_of(self.text, start..);
        rest.char_indices().nth(before).map_or(self.text.len(), |(at, _)| start.saturating_add(at))
    }

    /// The index of the first token that begins at a byte or after it.
    pub(super) fn index(&self, byte: usize) -> usize {
        self.found.partition_point(|token| token.at.start < byte)
    }

    /// The text of a token; empty beyond the ends.
    pub(super) fn text(&self, index: usize) -> &'t str {
        self.found.get(index).map_or("", |token| part_of(self.text, token.at.clone()))
    }

    pub(super) fn get(&self, index: usize) -> Option<&Token> {
        self.found.get(index)
    }

    /// The bytes of the token that rhai names; the rest of the line if there is none.
    pub(super) fn at(&self, position: Position) -> Range<usize> {
        let byte = self.byte(position);
        match self.found.get(self.index(byte)) {
            Some(token) if token.at.start == byte => token.at.clone(),
            _ => byte..byte,
        }
    }

    /// The end of the bracket that opens at a token.
    pub(super) fn closed(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for token in self.found.iter().skip(open) {
            match part_of(self.text, token.at.clone()) {
                "(" | "[" | "{" | "#{" => depth = depth.saturating_add(1),
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return token.at.end;
            }
        }
        self.text.len()
    }

    /// A range with the parentheses around it that only group.
    /// The character at a byte.
    pub(super) fn sign(&self, byte: usize) -> Option<char> {
        self.text.get(byte..)?.chars().next()
    }

    pub(super) fn grouped(&self, mut at: Range<usize>) -> Range<usize> {
        loop {
            let (first, after) = (self.index(at.start), self.index(at.end));
            let Some(open) = first.checked_sub(1) else { return at };
            let calls = open.checked_sub(1).and_then(|before| self.found.get(before)).is_some_and(|before| {
                let text = part_of(self.text, before.at.clone());
                before.sort == Sort::Word && !is_keyword(text) || matches!(text, ")" | "]")
            });
            let (Some(opening), Some(closing)) = (self.found.get(open), self.found.get(after)) else { return at };
            if calls || self.text(open) != "(" || self.text(after) != ")" {
                return at;
            }
            at = opening.at.start..closing.at.end;
        }
    }
}

fn is_keyword(text: &str) -> bool {
    matches!(text, "if" | "while" | "until" | "return" | "in" | "switch" | "throw" | "else" | "do" | "break")
}

/// The token that a text begins with and its bytes; none for a space or a comment.
fn first(rest: &str, place: usize) -> Result<(Option<Sort>, usize), Complaint> {
    let Some(c) = rest.chars().next() else { return Ok((None, 1)) };
    let refused = |zh: &str, en: &str| {
        Complaint::new(ComplaintKind::Forbidden, place..place.saturating_add(1), zh, en)
            .help("文本写在一对双引号里，用 + 连接", "write texts between double quotes and join them with +")
    };
    if c.is_whitespace() {
        return Ok((None, c.len_utf8()));
    }
    if rest.starts_with("//") {
        return Ok((None, rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        return Ok((None, comment(rest)));
    }
    if c == '`' {
        return Err(refused("脚本里不能用反引号写文本", "texts between backticks are not allowed"));
    }
    if rest.starts_with("#\"") || rest.starts_with("##") {
        return Err(refused("脚本里不能用 #\"…\"# 写文本", "raw texts are not allowed"));
    }
    if c == '"' || c == '\'' {
        let sort = if c == '"' { Sort::Text } else { Sort::Letter };
        return Ok((Some(sort), quoted(rest, c)));
    }
    if c.is_ascii_digit() {
        return Ok((Some(Sort::Number), number(rest)));
    }
    if c == '_' || c.is_alphanumeric() {
        let end = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        return Ok((Some(Sort::Word), end));
    }
    let length = LONG_MARKS.iter().find(|mark| rest.starts_with(**mark)).map_or(c.len_utf8(), |mark| mark.len());
    Ok((Some(Sort::Mark), length))
}

/// The bytes of a comment between `/*` and `*/`; such comments nest.
fn comment(rest: &str) -> usize {
    let (mut depth, mut place) = (0_usize, 0_usize);
    while let Some(left) = rest.get(place..).filter(|left| !left.is_empty()) {
        let step = if left.starts_with("/*") {
            depth = depth.saturating_add(1);
            2
        } else if left.starts_with("*/") {
            depth = depth.saturating_sub(1);
            2
        } else {
            left.chars().next().map_or(1, char::len_utf8)
        };
        place = place.saturating_add(step);
        if depth == 0 {
            return place;
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at.saturating_add(1),
            _ => {}
        }
    }
    rest.len()
}

/// The bytes of a number: `12`, `1_000`, `0.5`, `0x1F`; `1..5` ends before the dots.
fn number(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inside =
            c.is_ascii_alphanumeric() || c == '_' || c == '.' && next.is_some_and(|next| next.is_ascii_digit());
        if !inside {
            return at;
        }
    }
    rest.len()
}
