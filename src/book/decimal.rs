//! Numbers as a file writes them, and as a person means them: spreadsheet programs hold floats, and show 15 digits.

use std::fmt::Write;

use crate::invariant::{OrBroken, fit, part_of};

/// A decimal of at most 15 digits that matter. What a file says beyond is residue of the float that it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) is_negative: bool,
    /// The digits, without a zero at the end.
    pub(super) digits: u64,
    /// The power of ten that they are multiplied by.
    pub(super) exponent: i32,
}

/// So many digits of a float are its own.
const DIGITS: i32 = 15;

/// No float has a greater exponent.
const MOST_EXPONENT: i32 = 400;

/// So many digits before or behind the point are written out; a sheet of longer ones would take much memory.
const MOST_WRITTEN: i32 = 60;

/// No program writes a longer number.
const LONGEST: usize = 255;

impl Decimal {
    /// Reads `-12.5`, `1.2E+05`, `0.30000000000000004`; nothing else is a number.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (is_negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (number, exponent) = match rest.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, power(exponent)?),
            None => (rest, 0),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() && part.is_empty() {
            return None;
        }
        // Digits that are taken, how many are not and stand before the point, and the first of them.
        let (mut digits, mut taken, mut left, mut next) = (0_u64, 0, 0_i32, None);
        let part_length: i32 = fit(part.len());
        for byte in whole.bytes().chain(part.bytes()) {
            let digit = char::from(byte).to_digit(10)?;
            if taken == DIGITS {
                next = next.or(Some(digit));
                left = left.saturating_add(1);
            } else if digit > 0 || taken > 0 {
                digits = digits.saturating_mul(10).saturating_add(digit.into());
                taken = taken.saturating_add(1);
            }
        }
        if next.is_some_and(|digit| digit >= 5) {
            digits = digits.saturating_add(1);
        }
        let exponent = exponent.saturating_sub(part_length).saturating_add(left);
        let decimal = Self { is_negative, digits, exponent }.plain();
        (decimal.exponent.abs() <= MOST_EXPONENT).then_some(decimal)
    }

    /// Without zeros at the end.
    fn plain(mut self) -> Self {
        if self.digits == 0 {
            return Self { is_negative: false, digits: 0, exponent: 0 };
        }
        while self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.exponent = self.exponent.saturating_add(1);
        }
        self
    }

    /// A power of ten times as much.
    pub(super) fn times_ten_to(self, power: i32) -> Self {
        Self { exponent: self.exponent.saturating_add(power), ..self }.plain()
    }

    /// Rounded half up to so many places.
    pub(super) fn rounded(self, places: i32) -> Self {
        let beyond = self.exponent.saturating_add(places).saturating_neg();
        let Ok(beyond) = u32::try_from(beyond) else { return self };
        let digits = match 10_u64.checked_pow(beyond) {
            Some(power) => self.digits.saturating_add(power / 2) / power,
            None => 0,
        };
        Self { digits, exponent: places.saturating_neg(), ..self }.plain()
    }

    /// Whether it has more digits before the point than a float can hold.
    pub(super) fn is_beyond_floats(self) -> bool {
        let length = self.digits.checked_ilog10().map_or(0, |log| fit::<i32>(log).saturating_add(1));
        length.saturating_add(self.exponent) > DIGITS
    }

    /// Writes it without an exponent, if it is none that nobody writes out.
    pub(super) fn write(self, out: &mut String) {
        if self.is_negative {
            out.push('-');
        }
        let digits = self.digits.to_string();
        let after: usize = fit(self.exponent.saturating_neg().max(0));
        if self.exponent.abs() > MOST_WRITTEN {
            write!(out, "{digits}E{}", self.exponent).or_broken("a text takes what is written");
        } else if after == 0 {
            out.push_str(&digits);
            out.extend(std::iter::repeat_n('0', fit(self.exponent)));
        } else if let Some(point) = digits.len().checked_sub(after).filter(|point| *point > 0) {
            out.push_str(part_of(&digits, ..point));
            out.push('.');
            out.push_str(part_of(&digits, point..));
        } else {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', after.saturating_sub(digits.len())));
            out.push_str(&digits);
        }
    }
}

/// The power of ten behind an `E`.
fn power(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_power = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_power)
}

/// Whether a number is written as [`Decimal::write`] would write it, as most are.
pub(super) fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let is_short = digits.len() <= fit(DIGITS);
    let leads = match digits {
        [b'0'] => return text.len() == 1,
        [b'0', b'.', ..] | [b'1'..=b'9', ..] => true,
        _ => false,
    };
    let mut points = 0_u32;
    let is_number = digits.iter().all(|byte| {
        points = points.saturating_add(u32::from(*byte == b'.'));
        byte.is_ascii_digit() || *byte == b'.'
    });
    let ends = points == 0 || (points == 1 && !matches!(digits.last(), Some(b'0' | b'.')));
    is_short && leads && is_number && ends
}

/// The shortest decimal that is a float, as its file would say it in text.
pub(super) fn of_float(float: f64, out: &mut String) {
    out.clear();
    // Of a whole number or a common fraction all digits are said, of others those that matter and a power.
    if float.abs() < 1e15 && (float.abs() >= 1e-5 || float.abs() <= 0.0) {
        write!(out, "{float}").or_broken("a text takes what is written");
    } else {
        write!(out, "{float:e}").or_broken("a text takes what is written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut out = String::new();
        match Decimal::read(text) {
            Some(decimal) => {
                decimal.write(&mut out);
                assert!(!is_plain(text) || out == text, "{text} is not plain");
            }
            None => out.push_str("none"),
        }
        out
    }

    #[test]
    fn a_number_is_what_a_person_means() {
        for (text, meant) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.0", "0"),
            ("66490", "66490"),
            ("-12.5", "-12.5"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("0.30000000000000004", "0.3"),
            ("1.1000000000000001", "1.1"),
            ("0.57999999999999996", "0.58"),
            ("5.0000000000000003E-2", "0.05"),
            ("1.2E+05", "120000"),
            ("1e-7", "0.0000001"),
            ("999999999999999", "999999999999999"),
            ("99999.99999999994", "99999.9999999999"),
            ("99999.999999999996", "100000"),
            ("1234567890123456", "1234567890123460"),
            ("9.13303020000000E+17", "913303020000000000"),
            ("00012", "12"),
            ("1.5E+308", "15E307"),
            ("-2E-300", "-2E-300"),
            ("5.55111512312578E-17", "0.0000000000000000555111512312578"),
            ("", "none"),
            ("-", "none"),
            (".", "none"),
            ("1,234", "none"),
            ("1e", "none"),
            ("1e+", "none"),
            ("1e99999", "none"),
            ("NaN", "none"),
            ("inf", "none"),
            ("１２", "none"),
        ] {
            assert_eq!(read(text), meant, "{text}");
        }
    }

    #[test]
    fn a_float_is_its_shortest_decimal() {
        let mut out = String::new();
        for (float, text) in [(0.1 + 0.2, "0.30000000000000004"), (-0.0, "-0"), (45291.0, "45291"), (1e17, "1e17")] {
            of_float(float, &mut out);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn whole_numbers_beyond_floats_are_known() {
        for (text, is_lost) in [("999999999999999", false), ("1000000000000000", true), ("1E+14", false), ("0", false)]
        {
            assert_eq!(Decimal::read(text).map(Decimal::is_beyond_floats), Some(is_lost), "{text}");
        }
    }
}
