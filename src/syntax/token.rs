//! The words and signs of a text, one after the other, with nothing left out.

use super::keyword;
use super::sign::{
    begins_word, closing_quote, continues_word, half_width, is_blank, is_digit, other_closing_quote, sign,
};
use crate::invariant::part_of;

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// White space within a line.
    Blank,
    /// One newline.
    Newline,
    /// `//` to the end of the line.
    Comment,
    /// A string with its quotes.
    Text,
    /// A string whose closing quote is missing; it ends with its line.
    OpenText,
    /// Digits, with a decimal point or without.
    Number,
    /// 2023-03-31
    Date,
    /// A keyword or a name.
    Word,
    /// A sign, in half-width form.
    Sign(char),
    /// Characters that no token begins with.
    Unknown,
}

/// A stretch of text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// The tokens of a text.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Before this place no “ is closed: a long line of them is looked through once.
    unclosed: usize,
}

impl<'t> Tokens<'t> {
    /// Starts at the first byte.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, unclosed: 0 }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let start = self.at;
        // A byte order mark belongs at the beginning of a file.
        let mark = rest.starts_with('\u{FEFF}') && start == 0;
        let read = if mark { Some((Kind::Blank, '\u{FEFF}'.len_utf8())) } else { read(rest, start >= self.unclosed) };
        let (kind, length) = read?;
        let is_quoted = matches!(kind, Kind::Text | Kind::OpenText);
        if is_quoted && rest.starts_with('“') && !rest.get(..length).is_some_and(|text| text.ends_with('”')) {
            self.unclosed = self.unclosed.max(start + length_while(rest, |c| c != '\n'));
        }
        self.at += length;
        Some(Token { kind, start, end: self.at })
    }
}

/// So many letters may stand in quotes that are not those of a string.
const LONGEST_IN_OTHER_QUOTES: usize = 200;

/// What stands first, and how long it is. `may_close`: whether a “ may be closed.
fn read(rest: &str, may_close: bool) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    Some(if first == '\n' {
        (Kind::Newline, 1)
    } else if is_blank(first) {
        (Kind::Blank, length_while(rest, is_blank))
    } else if begins_word(first) {
        (Kind::Word, word(rest))
    } else if is_comment(rest) {
        (Kind::Comment, length_while(rest, |c| c != '\n'))
    } else if let Some(length) =
        in_quotes(rest, first, closing_quote(first).filter(|_| may_close || first != '“'), usize::MAX)
    {
        (Kind::Text, length)
    } else if let Some(length) = in_quotes(rest, first, other_closing_quote(first), LONGEST_IN_OTHER_QUOTES) {
        (Kind::Text, length)
    } else if closing_quote(first).is_some() {
        (Kind::OpenText, open_text(rest, first))
    } else if is_digit(first) {
        number(rest)
    } else if let Some(length) = doubled_bar(rest) {
        (Kind::Unknown, length)
    } else if let Some(sign) = sign(first) {
        (Kind::Sign(sign), first.len_utf8())
    } else {
        let more = part_of(rest, first.len_utf8()..);
        (Kind::Unknown, first.len_utf8() + length_while(more, |c| is_unknown(c) && other_closing_quote(c).is_none()))
    })
}

fn length_while(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c| !holds(c)).unwrap_or(text.len())
}

fn is_unknown(c: char) -> bool {
    c != '\n' && !is_blank(c) && closing_quote(c).is_none() && !is_digit(c) && !begins_word(c) && sign(c).is_none()
}

/// Several bars in a row, which other languages have for 或: no sign of this one.
fn doubled_bar(rest: &str) -> Option<usize> {
    let length = length_while(rest, |c| half_width(c) == '|');
    (part_of(rest, ..length).chars().count() > 1).then_some(length)
}

fn is_comment(rest: &str) -> bool {
    let mut characters = rest.chars().map(half_width);
    characters.next() == Some('/') && characters.next() == Some('/')
}

/// The length of a text that is closed on its line.
fn in_quotes(rest: &str, first: char, closes: Option<fn(char) -> bool>, longest: usize) -> Option<usize> {
    let (closes, opening) = (closes?, first.len_utf8());
    // Looking no further than the closing quote keeps a long line of strings linear.
    let mut letters = rest.get(opening..)?.char_indices().take(longest);
    let (at, close) = letters.find(|(_, c)| *c == '\n' || closes(*c)).filter(|(_, c)| *c != '\n')?;
    Some(opening + at + close.len_utf8())
}

/// A string that is not closed ends with its line. A `{` at the end of the line is left out of it, so that the block it
/// opens is still found.
fn open_text(rest: &str, first: char) -> usize {
    let line = rest.lines().next().unwrap_or("");
    let body = line.trim_end();
    body.strip_suffix(['{', '｛']).unwrap_or(body).len().max(first.len_utf8())
}

fn number(rest: &str) -> (Kind, usize) {
    if let Some(length) = date(rest) {
        return (Kind::Date, length);
    }
    let whole = length_while(rest, is_digit);
    let after = part_of(rest, whole..);
    let point = after.chars().next().filter(|c| half_width(*c) == '.').map_or(0, char::len_utf8);
    let decimals = length_while(part_of(after, point..), is_digit);
    let fraction = if point > 0 && decimals > 0 { point + decimals } else { 0 };
    (Kind::Number, whole + fraction)
}

/// 2023-03-31 or 2023年3月31日, as the grammar's `date`.
fn date(rest: &str) -> Option<usize> {
    let year = length_while(rest, is_digit);
    if rest.get(..year)?.chars().count() != 4 {
        return None;
    }
    let (first, second, last) = match half_width(rest.get(year..)?.chars().next()?) {
        '-' => ('-', '-', None),
        '年' => ('年', '月', Some('日')),
        _ => return None,
    };
    let mut at = year;
    for separator in [first, second] {
        let found = rest.get(at..)?.chars().next().filter(|c| half_width(*c) == separator)?;
        at += found.len_utf8();
        let digits = length_while(rest.get(at..)?, is_digit);
        if !(1..=2).contains(&rest.get(at..at + digits)?.chars().count()) {
            return None;
        }
        at += digits;
    }
    if let Some(last) = last {
        at += rest.get(at..)?.chars().next().filter(|c| *c == last)?.len_utf8();
    }
    let ends = rest.get(at..)?.chars().next().is_none_or(|c| !continues_word(c));
    ends.then_some(at)
}

/// A word ends early where a digit follows a Chinese keyword that takes a number: 不低于95%.
fn word(rest: &str) -> usize {
    let (mut letters, mut length) = (0, 0);
    for letter in rest.chars().take_while(|c| continues_word(*c)) {
        if letters == length && !is_digit(letter) {
            letters += letter.len_utf8();
        }
        length += letter.len_utf8();
    }
    if letters == length {
        return length;
    }
    let keyword = keyword::of_word(part_of(rest, ..letters));
    let glued = keyword.is_some_and(|keyword| keyword.is_glued() && rest.starts_with(keyword.zh));
    if glued { letters } else { length }
}
