//! Texts as a terminal may be given them: a character that nobody sees, or that moves what others are shown as, stands
//! there as what it is.

use std::borrow::Cow;
use std::ops::Range;

use super::alike::is_unseen;

/// A text for one line of a terminal: control characters by their pictures (␛), others by their numbers (`<U+202E>`),
/// and a line break by ␊.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

/// A text of several lines for a terminal, as [`visible`] has each of them.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    shown(text, |letter| letter == '\n')
}

/// A source text with the same places, in which what nobody sees stands as a mark. Line ends and tabs stay. Only the
/// lines of some places are looked at: the others are not printed, and a text may be long.
pub(super) fn marked(text: &str, places: impl Iterator<Item = Range<usize>>) -> Cow<'_, str> {
    // Control characters of one byte are left to whoever underlines them.
    let is_hidden = |letter: char| letter.len_utf8() > 1 && is_told(letter);
    let (start, end) = places.fold((text.len(), 0), |(start, end), place| (start.min(place.start), end.max(place.end)));
    let start = text.get(..start).and_then(|before| before.rfind('\n')).unwrap_or(0);
    let end = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |more| end.saturating_add(more));
    if !text.get(start..end).is_some_and(|lines| lines.contains(is_hidden)) {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter.len_utf8() {
            _ if !is_hidden(letter) => marked.push(letter),
            2 => marked.push('¿'),
            3 => marked.push('\u{FFFD}'),
            _ => marked.push_str("\u{FFFD}?"),
        }
    }
    Cow::Owned(marked)
}

fn shown(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_hidden = |letter: char| is_told(letter) && !stays(letter);
    // Nearly all texts have none.
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().saturating_add(16));
    for letter in text.chars() {
        if is_hidden(letter) {
            shown.push_str(&picture(letter));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character is told instead of printed. What only chooses among the forms of the one before it is part of
/// names, and is seen in that one.
fn is_told(letter: char) -> bool {
    is_unseen(letter) && !matches!(letter, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn picture(letter: char) -> String {
    let number = u32::from(letter);
    let picture = match number {
        0..=0x1F => char::from_u32(0x2400_u32.saturating_add(number)),
        0x7F => Some('␡'),
        _ => None,
    };
    picture.map_or_else(|| format!("<U+{number:04X}>"), |picture| picture.to_string())
}
