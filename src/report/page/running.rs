//! What stands at the head of every sheet of paper.

use std::fmt::Write as _;

/// A text for a string of a style sheet: what is neither letter nor digit stands as its number, so that nothing in it
/// can end the string or the sheet.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            quoted.push(letter);
        } else {
            let _ = write!(quoted, "\\{:x} ", u32::from(letter));
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_ends_the_string_or_the_sheet() {
        assert_eq!(quoted("乙园 2\"</style>"), "乙园\\20 2\\22 \\3c \\2f style\\3e ");
    }
}
