//! Characters: which are blank, which belong to words, and the half-width form of full-width ones.

use pest::unicode::{XID_CONTINUE, XID_START};

use crate::invariant::OrBroken;

/// Signs that may stand outside strings, in half-width form.
const SIGNS: &str = "()[]{};:,、.=+-*×÷/<>≥≤≠!%‰㎡²→";

/// The half-width form of a full-width sign, letter or digit; other characters stay.
pub(super) fn half_width(c: char) -> char {
    match c {
        '−' => '-',
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).or_broken("each wide sign has a narrow one")
        }
        _ => c,
    }
}

/// A text with every full-width sign, letter and digit made half-width.
pub(super) fn half_width_text(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// White space other than the newline; the byte order mark counts as such.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{3000}' | '\u{A0}' | '\u{FEFF}')
}

/// Whether a word may begin with it.
pub(super) fn begins_word(c: char) -> bool {
    c == '_' || XID_START(c)
}

/// Whether a word may go on with it.
pub(super) fn continues_word(c: char) -> bool {
    XID_CONTINUE(c)
}

/// A decimal digit, half-width or full-width.
pub(super) fn is_digit(c: char) -> bool {
    half_width(c).is_ascii_digit()
}

/// The half-width form of a sign of the language.
pub(super) fn sign(c: char) -> Option<char> {
    let c = half_width(c);
    SIGNS.contains(c).then_some(c)
}

/// Whether a string literal begins with it; the character that closes it.
pub(super) fn closing_quote(c: char) -> Option<fn(char) -> bool> {
    match c {
        '"' | '＂' => Some(|c| matches!(c, '"' | '＂')),
        '“' => Some(|c| c == '”'),
        _ => None,
    }
}
