//! Characters: which are blank, which belong to words, and the half-width form of full-width ones.

use std::borrow::Cow;

use pest::unicode::{XID_CONTINUE, XID_START};

use crate::invariant::OrBroken;

/// Signs that may stand outside strings, in half-width form.
const SIGNS: &str = "()[]{};:,、.=+-*×÷/<>≥≤≠!%‰㎡²→|";

/// The half-width form of a full-width sign, letter or digit; other characters stay.
pub(super) fn half_width(c: char) -> char {
    match c {
        '−' => '-',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
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

/// White space other than the newline.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{3000}' | '\u{A0}')
}

/// A text with as many bytes of spaces for each blank of another kind. What is read outside of quotes has no others.
pub(super) fn spaced(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c != ' ' && is_blank(c)) {
        return Cow::Borrowed(text);
    }
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        if is_blank(c) {
            spaced.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            spaced.push(c);
        }
    }
    Cow::Owned(spaced)
}

/// What a character is that nobody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Invisible {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    /// Whether it keeps two words apart.
    pub(super) is_blank: bool,
}

/// What an invisible character is, other than the white space of the language.
pub(super) fn invisible(c: char) -> Option<Invisible> {
    // Nearly all of a text.
    if matches!(c, ' '..='~' | '\u{3000}'..='\u{9FFF}' | '\n') {
        return None;
    }
    let (zh, en, is_blank) = match c {
        '\u{200B}' => ("零宽空格", "zero width space", false),
        '\u{200C}' => ("零宽不连字", "zero width non-joiner", false),
        '\u{200D}' => ("零宽连字", "zero width joiner", false),
        '\u{2060}' => ("零宽不断字", "word joiner", false),
        '\u{FEFF}' => ("字节顺序标记", "byte order mark", false),
        '\u{AD}' => ("软连字符", "soft hyphen", false),
        '\u{200E}' | '\u{200F}' | '\u{61C}' => ("文字方向标记", "direction mark", false),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => ("文字方向控制符", "direction control", false),
        '\u{2061}'..='\u{2064}' | '\u{180E}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFC}' => {
            ("不显示的格式符", "format character", false)
        }
        '\u{2028}' | '\u{85}' => ("行分隔符", "line separator", true),
        '\u{2029}' => ("段分隔符", "paragraph separator", true),
        '\u{B}' => ("手动换行符", "vertical tab", true),
        '\u{C}' => ("分页符", "form feed", true),
        '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{1680}' | '\u{2800}' => {
            ("特殊宽度的空格", "blank of another width", true)
        }
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => ("控制字符", "control character", false),
        _ => return None,
    };
    Some(Invisible { zh, en, is_blank })
}

/// The letters that most words are of: they are known without a table.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FEF}')
}

/// Whether a word may begin with it.
pub(super) fn begins_word(c: char) -> bool {
    c == '_' || is_han(c) || XID_START(c)
}

/// Whether a word may go on with it.
pub(super) fn continues_word(c: char) -> bool {
    is_han(c) || XID_CONTINUE(c)
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

/// Whether a text in quotes of another kind begins with it, or one in quotes of two kinds; what closes it.
pub(super) fn other_closing_quote(c: char) -> Option<fn(char) -> bool> {
    match c {
        '"' | '＂' | '“' | '”' | '„' => Some(|c| matches!(c, '"' | '＂' | '“' | '”')),
        '‘' | '’' | '\'' | '＇' | '`' | '´' => Some(|c| matches!(c, '‘' | '’' | '\'' | '＇' | '`' | '´')),
        '「' => Some(|c| c == '」'),
        '『' => Some(|c| c == '』'),
        '〝' => Some(|c| matches!(c, '〞' | '〟')),
        '«' => Some(|c| c == '»'),
        _ => None,
    }
}
