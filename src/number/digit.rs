//! Decimal digits as they occur in Chinese files: ASCII and full-width.

/// The ASCII form of a decimal digit, `None` for any other character.
pub(super) fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c).checked_sub(u32::from('０'))?, 10),
        _ => None,
    }
}
