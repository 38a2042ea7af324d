//! Numbers as decimal text: reading what stands in a file, printing what goes into a document.

use std::fmt;

use num_bigint::BigInt;
use num_traits::Signed;

use super::digit::ascii_digit;
use super::rational::power_of_ten;
use super::{Number, Rounding, RoundingMode};
use crate::invariant::{OrBroken, fit};

/// The longest text read as a number, in characters.
const MAX_CHARS: usize = 4096;

/// A figure that does not end is shown with at least so many digits from its first that is not 0.
const SIGNIFICANT_DIGITS: u32 = 6;

impl Number {
    /// Reads a plain decimal: an optional sign (`+` `-`, U+2212 `−`, full-width `＋` `－`), digits (ASCII or
    /// full-width), at most one point (`.` or `．`) with digits after it (`.5` is read, `5.` is not).
    ///
    /// `None` for anything else: thousands separators, exponents, spaces, other scripts' digits, no digits, more
    /// than 4096 characters. What a comma or a space means is for the reader of the file to decide, not for this.
    #[must_use]
    pub fn parse(text: &str) -> Option<Number> {
        let mut digits = String::new();
        let mut negative = false;
        let mut places: Option<u32> = None;
        for (position, c) in text.chars().enumerate() {
            if position >= MAX_CHARS {
                return None;
            }
            match c {
                '+' | '＋' if position == 0 => {}
                '-' | '−' | '－' if position == 0 => negative = true,
                '.' | '．' if places.is_none() => places = Some(0),
                _ => {
                    digits.push(ascii_digit(c)?);
                    if let Some(seen) = places.as_mut() {
                        *seen = seen.checked_add(1)?;
                    }
                }
            }
        }
        if digits.is_empty() || places == Some(0) {
            return None;
        }
        let places = places.unwrap_or(0);
        if let (Ok(magnitude), Some(power)) = (digits.parse::<i64>(), 10_i128.checked_pow(places)) {
            let magnitude = i128::from(magnitude);
            return Some(Number::fraction(if negative { -magnitude } else { magnitude }, power));
        }
        let magnitude: BigInt = digits.parse().or_broken("digits are a number");
        let signed = if negative { -magnitude } else { magnitude };
        Some(Number::quotient(signed, power_of_ten(places)))
    }

    /// With exactly `places` decimals, rounded 四舍五入 (ties away from zero); never `-0.00`.
    ///
    /// For printing marks that are already rounded. More than [`Rounding::MAX_PLACES`] decimals are not printed.
    #[must_use]
    pub fn to_fixed(&self, places: u32) -> String {
        let kept = places.min(Rounding::MAX_PLACES);
        let scaled = self.rounded_times(&power_of_ten(kept), RoundingMode::HalfUp);
        scaled_text(&scaled, kept)
    }

    /// The exact decimal without trailing zeros if there is one, else its first decimals and `…`, so that a reader never
    /// takes a cut figure for the exact one: at least `least_places` decimals, and as many as six significant digits
    /// take.
    #[must_use]
    pub fn to_readable(&self, least_places: u32) -> String {
        if self.places().is_some() {
            return self.to_string();
        }
        let mut places = least_places.min(Rounding::MAX_PLACES).max(self.zeros_at_least());
        let cut = |places: u32| self.rounded_times(&power_of_ten(places), RoundingMode::Down);
        let mut scaled = cut(places);
        while let Some(lacking) = SIGNIFICANT_DIGITS.checked_sub(digits(&scaled)).filter(|lacking| *lacking > 0) {
            places = places.saturating_add(lacking);
            scaled = cut(places);
        }
        format!("{}…", scaled_text(&scaled, places))
    }

    /// How many zeros stand behind the point at least, before the first other digit.
    fn zeros_at_least(&self) -> u32 {
        let halvings = self.denom().bits().saturating_sub(self.numer().bits()).saturating_sub(1);
        // 2^10 is more than 10^3.
        fit(halvings / 10 * 3)
    }
}

/// How many digits a whole number has, as far as they matter; none of 0.
fn digits(number: &BigInt) -> u32 {
    let mut least = BigInt::from(1);
    let mut digits = 0;
    while digits < SIGNIFICANT_DIGITS && number.magnitude() >= least.magnitude() {
        least *= 10;
        digits += 1;
    }
    digits
}

/// The exact decimal without trailing zeros if it terminates, else `n/d` in lowest terms.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.places() {
            Some(places) => {
                let scaled = self.numer() * power_of_ten(places) / self.denom();
                f.write_str(&scaled_text(&scaled, places))
            }
            None => write!(f, "{}/{}", self.numer(), self.denom()),
        }
    }
}

/// As [`Display`](fmt::Display).
impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `scaled / 10^places` with exactly `places` decimals.
fn scaled_text(scaled: &BigInt, places: u32) -> String {
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = scaled.magnitude().to_string();
    let Ok(places) = usize::try_from(places) else {
        return format!("{sign}{digits}");
    };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let whole_length = digits.len().saturating_sub(places);
    let (whole, fraction) = digits.split_at_checked(whole_length).or_broken("the whole digits are some of all");
    let whole = if whole.is_empty() { "0" } else { whole };
    let zeros = "0".repeat(places.saturating_sub(fraction.len()));
    format!("{sign}{whole}.{zeros}{fraction}")
}
