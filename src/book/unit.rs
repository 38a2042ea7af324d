//! Units that a number format puts behind a number: what is seen is 5.20亿元, and the file says 5.2.

use super::decimal::Decimal;
use crate::invariant::fit;

/// A unit behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) word: &'static str,
    /// The number is shown divided by this power of ten: 12345 as 1.2万.
    pub(super) shift: i32,
}

/// Words that change what a number before them means, and the power of ten that they stand for.
const WORDS: &[(&str, i32)] = &[
    ("亿元", 8),
    ("千万元", 7),
    ("百万元", 6),
    ("万元", 4),
    ("千元", 3),
    ("百元", 2),
    ("亿", 8),
    ("百万", 6),
    ("万", 4),
    ("千", 3),
    ("百", 2),
    ("元", 0),
    ("‰", 0),
    ("%", 0),
];

/// What stands behind the digits of a format, while its code is gone through.
#[derive(Debug, Default)]
pub(super) struct Tail {
    has_digits: bool,
    /// Only the first section counts: the others are for numbers below zero, for zero and for texts.
    is_closed: bool,
    word: String,
    /// Each of them behind the digits divides by a thousand.
    commas: i32,
    /// Digits behind a point that is only drawn: each divides by ten.
    drawn: Option<i32>,
}

impl Tail {
    /// A character of the code that is not shown as it is, unless it is no character of a format.
    pub(super) fn letter(&mut self, letter: char) {
        match letter {
            _ if self.is_closed => {}
            '0' | '#' | '?' => {
                (self.has_digits, self.commas) = (true, 0);
                self.word.clear();
                self.drawn = self.drawn.map(|digits| digits.saturating_add(1));
            }
            ',' if self.word.is_empty() => self.commas = self.commas.saturating_add(1),
            '\u{2E80}'.. | '‰' => self.literal(letter),
            _ => {}
        }
    }

    /// A character that is shown as it is.
    pub(super) fn literal(&mut self, letter: char) {
        match letter {
            _ if self.is_closed || !self.has_digits => {}
            '.' => self.drawn = Some(0),
            '％' => self.word.push('%'),
            _ => self.word.push(letter),
        }
    }

    /// The first section ends.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
    }

    /// The unit, where the format has one that is known, and divides by nothing else.
    pub(super) fn unit(&self) -> Option<Unit> {
        let (word, power) = WORDS.iter().find(|(word, _)| *word == self.word.trim())?;
        let shift = self.commas.saturating_mul(3).saturating_add(self.drawn.unwrap_or_default());
        (shift == 0 || shift == *power).then_some(Unit { word, shift })
    }
}

/// The unit that is shown behind a number of a file that does not say its format in a code.
pub(super) fn behind(shown: &str, value: &str) -> Option<Unit> {
    let (word, power) = WORDS.iter().find(|(word, _)| shown.ends_with(word))?;
    let digits: String =
        shown.strip_suffix(word)?.chars().filter(|letter| !matches!(letter, ',' | ' ' | '\u{A0}' | '¥')).collect();
    let (shown, value) = (Decimal::read(&digits)?, Decimal::read(value)?);
    // Rounded as it is shown, the number is the same, or a power of ten as large.
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    let is_shown = |shift: i32| value.times_ten_to(shift.saturating_neg()).rounded(fit(places)) == shown;
    [0, *power].into_iter().find(|shift| is_shown(*shift)).map(|shift| Unit { word, shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_known_by_what_is_shown() {
        for (shown, value, expected) in [
            ("5.20亿元", "5.2", Some(("亿元", 0))),
            ("¥52,000,000元", "52000000", Some(("元", 0))),
            ("1.2万", "12345", Some(("万", 4))),
            ("1.3万", "12345", None),
            ("70.0%", "70", Some(("%", 0))),
            ("5人", "5", None),
            ("万", "5", None),
            ("5", "5", None),
        ] {
            assert_eq!(behind(shown, value).map(|unit| (unit.word, unit.shift)), expected, "{shown}");
        }
    }

    #[test]
    fn a_format_that_divides_by_something_else_has_no_unit() {
        let of = |code: &str| {
            let mut tail = Tail::default();
            code.chars().for_each(|letter| tail.letter(letter));
            tail.unit().map(|unit| (unit.word, unit.shift))
        };
        for (code, expected) in [
            ("#,##0.00万元", Some(("万元", 0))),
            ("#,##0,千元", Some(("千元", 3))),
            ("0,,百万", Some(("百万", 6))),
            ("0.00,万", None),
            ("万0", None),
            ("0人", None),
        ] {
            assert_eq!(of(code), expected, "{code}");
        }
    }
}
