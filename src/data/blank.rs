//! Blanks that people do not see.

/// Without the blanks that people do not see: spaces of every width, line ends, zero-width characters.
pub(super) fn trim(text: &str) -> &str {
    let seen = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if seen(text.as_bytes().first()) && seen(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(is_blank)
}

/// Whether people do not see a sign.
pub(super) fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}
