//! How much room a text takes: a Chinese character is as wide as two others.

use unicode_width::UnicodeWidthStr;

use crate::invariant::fit;

/// The width of a line of text, in the digits by which sheets measure columns.
pub(super) fn width(text: &str) -> u32 {
    text.lines().map(|line| fit::<u32>(line.width())).max().unwrap_or(0)
}

/// How many lines a text takes in a column of a width. Chinese breaks anywhere, other texts between words, which leaves
/// more of a line empty.
pub(super) fn lines(text: &str, column: u32) -> u32 {
    let words = text.chars().filter(char::is_ascii).count();
    let share = if words.saturating_mul(2) > text.chars().count() { 8 } else { 20 };
    let room = column.saturating_sub(column / share).max(2);
    text.lines().map(|line| fit::<u32>(line.width()).div_ceil(room).max(1)).fold(0_u32, u32::saturating_add).max(1)
}

/// The height of so many lines, in points, for text of a size.
pub(super) fn height(lines: u32, size: u32) -> f64 {
    /// No row is higher.
    const MOST: u32 = 409;
    f64::from(lines.saturating_mul(size.saturating_mul(7).div_ceil(5)).saturating_add(6).min(MOST))
}

/// The longest beginning of a text that has so many units of UTF-16, with … where it was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(text) <= most {
        return text.to_owned();
    }
    let (mut kept, mut left) = (String::new(), most.saturating_sub(1));
    for letter in text.chars() {
        let Some(rest) = left.checked_sub(letter.len_utf16()) else { break };
        left = rest;
        kept.push(letter);
    }
    kept.push('…');
    kept
}
