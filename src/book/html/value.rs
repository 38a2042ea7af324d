//! What a cell of a page holds: what it shows, or the number that an office program wrote beside it.

use super::entities::replaced;
use super::tokens::Tag;
use crate::book::dates::Epoch;
use crate::book::decimal::Decimal;
use crate::book::sheet::Kind;
use crate::book::shown::Shown;
use crate::book::value::number;

/// A number beside what is shown, and how it is shown.
pub(super) struct Beside {
    number: String,
    shown: Option<Shown>,
}

/// The number that Excel (`x:num`) or `LibreOffice` (`sdval`, with its format in `sdnum`) wrote.
pub(super) fn beside(tag: &Tag<'_>) -> Option<Beside> {
    let number = tag.attribute("x:num").or_else(|| tag.attribute("sdval")).filter(|number| !number.is_empty())?;
    let format = tag.attribute("sdnum").and_then(|format| format.splitn(3, ';').nth(2));
    let shown = format.map(|code| Shown::by_code(&replaced(code)));
    Some(Beside { number: number.to_owned(), shown })
}

/// The kind of a cell that shows a text; what it is taken for is put into `out`.
pub(super) fn of(shown: &str, beside: Option<&Beside>, out: &mut String) -> Kind {
    out.clear();
    let is_number = |text: &str| {
        let mut letters = text.chars().filter(|letter| !matches!(letter, ',' | '.' | '-' | '+' | ' ' | '\u{A0}'));
        let is_of_digits = letters.next().is_some_and(|letter| letter.is_ascii_digit());
        (is_of_digits && letters.all(|letter| letter.is_ascii_digit())) || Decimal::read(text).is_some()
    };
    let how = beside.and_then(|beside| match shown.strip_suffix('%') {
        Some(shown) => is_number(shown).then_some(Shown::Percent),
        None if is_number(shown) => Some(beside.shown.filter(|how| *how != Shown::Percent).unwrap_or_default()),
        None => beside.shown.filter(|how| !matches!(how, Shown::Number | Shown::Percent)),
    });
    if let (Some(Beside { number: written, .. }), Some(how)) = (beside, how) {
        return number(written, how, Epoch::default(), out);
    }
    out.push_str(shown);
    match shown {
        "#REF!" | "#DIV/0!" | "#N/A" | "#VALUE!" | "#NAME?" | "#NUM!" | "#NULL!" => Kind::Error,
        "TRUE" | "FALSE" => Kind::Truth,
        _ => Kind::Text,
    }
}

impl Beside {
    /// What the file says.
    pub(super) fn written(&self) -> &str {
        &self.number
    }
}
