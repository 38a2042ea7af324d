//! Characters that a page writes by their names or numbers.

use std::borrow::Cow;

use crate::invariant::part_of;

/// The names that office programs and systems write.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("deg", "°"),
    ("divide", "÷"),
    ("emsp", "\u{2003}"),
    ("ensp", "\u{2002}"),
    ("euro", "€"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", "\u{A0}"),
    ("ndash", "–"),
    ("permil", "‰"),
    ("plusmn", "±"),
    ("quot", "\""),
    ("radic", "√"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("thinsp", "\u{2009}"),
    ("times", "×"),
    ("yen", "¥"),
];

/// A text with its entities replaced; what is none stays as it is.
pub(super) fn replaced(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(part_of(rest, ..at));
        let behind = part_of(rest, at..);
        let (character, length) = entity(behind).unwrap_or((Cow::Borrowed("&"), 1));
        out.push_str(&character);
        rest = part_of(behind, length..);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The entity that a text begins with, and how long it is. The `;` may be left out, as browsers let it.
fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    /// No name or number is longer.
    const LONGEST: usize = 12;
    let start = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let word = start.strip_prefix('&')?;
    let length = word.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#').unwrap_or(word.len());
    let (word, behind) = word.split_at_checked(length)?;
    let length = length.saturating_add(1).saturating_add(usize::from(behind.starts_with(';')));
    if let Some(number) = word.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((char::from_u32(number).filter(|letter| *letter != '\0')?.to_string().into(), length));
    }
    let (_, character) = NAMED.iter().find(|(name, _)| *name == word)?;
    Some((Cow::Borrowed(character), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_characters() {
        for (text, meant) in [
            ("甲&amp;乙", "甲&乙"),
            ("&lt;3&gt;", "<3>"),
            ("5&nbsp;000", "5\u{A0}000"),
            ("&#20840;&#x5168;", "全全"),
            ("&nbsp", "\u{A0}"),
            ("A&B", "A&B"),
            ("&没有;", "&没有;"),
            ("&#0;&#x110000;", "&#0;&#x110000;"),
            ("&amp;lt;", "&lt;"),
            ("&", "&"),
        ] {
            assert_eq!(replaced(text), meant, "{text}");
        }
    }
}
