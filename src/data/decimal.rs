//! The text of a number cell to a scaled integer in the unit of its column.

use super::complaint::Fault;
use crate::invariant::part_of;
use crate::number::{Number, Unit};

/// The most decimals a cell may have; 10^38 is the greatest power of ten in 128 bits.
pub(super) const MAX_PLACES: u32 = 38;

/// value / 10^places
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) value: i128,
    pub(super) places: u32,
}

impl Decimal {
    /// A number that is a finite decimal of 128 bits.
    pub(super) fn of(number: &Number) -> Result<Self, Fault<'static>> {
        let places = number.places().ok_or(Fault::Endless)?;
        if places > MAX_PLACES {
            return Err(Fault::TooFine);
        }
        let value = number.to_scaled(places).ok_or(Fault::TooLarge)?;
        Ok(Self { value, places })
    }

    /// Reads a decimal that is written in the plain way, of which there is one for each number and each count of decimals:
    /// no sign but the minus of what is not 0, no needless 0 before the others, nothing but digits and a point between them.
    pub(super) fn plain(text: &str) -> Option<Self> {
        let (value, places) = Self::plain_parts(text.as_bytes())?;
        Some(Self { value: value.into(), places: places.into() })
    }

    /// The same as a number of 64 bits, and its decimals.
    pub(super) fn plain_parts(text: &[u8]) -> Option<(i64, u8)> {
        let (negative, digits) = match text {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        // So many digits fit 64 bits.
        if digits.len() > 18 {
            return None;
        }
        let mut value = 0_i64;
        let mut point = None;
        for (place, byte) in digits.iter().enumerate() {
            match byte.wrapping_sub(b'0') {
                digit @ 0..=9 => value = value.wrapping_mul(10).wrapping_add(i64::from(digit)),
                _ if *byte == b'.' && point.is_none() => point = Some(place),
                _ => return None,
            }
        }
        let whole = point.unwrap_or(digits.len());
        let places = digits.len().saturating_sub(whole).saturating_sub(usize::from(point.is_some()));
        let has_needless_zero = whole > 1 && digits.first() == Some(&b'0');
        if whole == 0 || has_needless_zero || (point.is_some() && places == 0) || (negative && value == 0) {
            return None;
        }
        let value = if negative { value.wrapping_neg() } else { value };
        Some((value, u8::try_from(places).ok()?))
    }

    /// Reads a decimal, with thousands separators in their places or none, followed by nothing, which says `given`, or by
    /// a unit that measures the same as `unit`.
    pub(super) fn read_plain<'a>(text: &'a str, unit: &Unit, given: &Unit) -> Result<Self, Fault<'a>> {
        let end = text.find(|c| !in_number(c)).unwrap_or(text.len());
        let (number, rest) = (part_of(text, ..end), part_of(text, end..));
        if number.is_empty() {
            return Err(Fault::NotNumber);
        }
        let (plain, rest) = match scientific(rest) {
            Some((power, rest)) => (plain(number)?.times_ten_to(power?)?, rest),
            None => (plain(number)?, rest),
        };
        let written = super::blank::trim(rest);
        if written == unit.name || (written.is_empty() && given.scale == unit.scale) {
            return Ok(plain);
        }
        let other = if written.is_empty() { Some(given.clone()) } else { Unit::read(written) };
        let other = other.ok_or(Fault::UnknownUnit(written))?;
        if other.dimension != unit.dimension {
            return Err(Fault::OtherQuantity(written));
        }
        if other.scale == unit.scale {
            return Ok(plain);
        }
        let base = Number::from_scaled(plain.value, plain.places) * other.scale.clone();
        Self::of(&base.checked_div(&unit.scale).ok_or(Fault::Endless)?)
    }

    /// The number with the other sign.
    pub(super) fn negated(self) -> Option<Self> {
        Some(Self { value: self.value.checked_neg()?, places: self.places })
    }

    /// This times a power of ten, exactly.
    fn times_ten_to(self, power: i32) -> Result<Self, Fault<'static>> {
        let places = i64::from(self.places) - i64::from(power);
        if places < 0 {
            let zeros = u32::try_from(-places).map_err(|_| Fault::TooLarge)?;
            let value = 10_i128.checked_pow(zeros).and_then(|times| self.value.checked_mul(times));
            return Ok(Self { value: value.ok_or(Fault::TooLarge)?, places: 0 });
        }
        let (mut value, mut places) = (self.value, u32::try_from(places).map_err(|_| Fault::TooFine)?);
        while places > MAX_PLACES && value % 10 == 0 {
            (value, places) = (value / 10, places.saturating_sub(1));
            if value == 0 {
                places = 0;
            }
        }
        if places > MAX_PLACES { Err(Fault::TooFine) } else { Ok(Self { value, places }) }
    }

    /// The value with more decimals, `None` when it does not fit into 128 bits.
    pub(super) fn scaled_to(self, places: u32) -> Option<i128> {
        self.value.checked_mul(10_i128.checked_pow(places.checked_sub(self.places)?)?)
    }
}

fn in_number(c: char) -> bool {
    digit(c).is_some() || matches!(c, '.' | '．' | ',' | '，' | '+' | '＋' | '-' | '−' | '－')
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => u32::from(c).checked_sub(u32::from('０')),
        _ => None,
    }
}

/// The exponent behind a number, 1.2e3 and 1.2×10^3, and what follows it.
fn scientific(rest: &str) -> Option<(Result<i32, Fault<'static>>, &str)> {
    if !rest.starts_with(['e', 'E', 'ｅ', 'Ｅ', '×', '*', '＊', 'x', 'X', ' ']) {
        return None;
    }
    // The digits before it are read by themselves, with their separators.
    let one = format!("1{rest}");
    let (length, _, exponent) = crate::number::scientific(&one)?;
    let behind = part_of(rest, length - 1..);
    if behind.starts_with(in_number) {
        return Some((Err(Fault::NotNumber), behind));
    }
    let is_small = exponent.starts_with('-');
    let digits = exponent.trim_start_matches('-').trim_start_matches('0');
    let size = match digits {
        "" => Some(0),
        // A number of more digits does not fit 128 bits.
        digits if digits.len() <= 2 => digits.parse::<i32>().ok(),
        _ => None,
    };
    Some((size.map(|size| if is_small { -size } else { size }).ok_or(beyond(is_small)), behind))
}

fn beyond(is_small: bool) -> Fault<'static> {
    if is_small { Fault::TooFine } else { Fault::TooLarge }
}

/// Sign, digits, thousands separators, point, digits.
fn plain(text: &str) -> Result<Decimal, Fault<'static>> {
    let mut value = 0_i128;
    let mut negative = false;
    let mut whole = 0_u32;
    // Digits since the last separator.
    let mut group: Option<u32> = None;
    let mut places: Option<u32> = None;
    for (position, c) in text.chars().enumerate() {
        match c {
            '+' | '＋' if position == 0 => {}
            '-' | '−' | '－' if position == 0 => negative = true,
            '.' | '．' if places.is_none() => places = Some(0),
            ',' | '，' if places.is_none() => {
                let fits = match group {
                    None => (1..=3).contains(&whole) && value > 0 && leads(value, whole),
                    Some(digits) => digits == 3,
                };
                if !fits {
                    return Err(Fault::Grouping);
                }
                group = Some(0);
            }
            ',' | '，' => return Err(Fault::Grouping),
            _ => {
                let digit = digit(c).ok_or(Fault::NotNumber)?;
                value = value
                    .checked_mul(10)
                    .and_then(|value| value.checked_add(i128::from(digit)))
                    .ok_or(Fault::TooLarge)?;
                match (&mut places, &mut group) {
                    (Some(seen), _) if *seen >= MAX_PLACES => return Err(Fault::TooFine),
                    (Some(seen), _) => *seen = seen.saturating_add(1),
                    (None, Some(digits)) => *digits = digits.saturating_add(1),
                    (None, None) => whole = whole.saturating_add(1),
                }
            }
        }
    }
    if group.is_some_and(|digits| digits != 3) {
        return Err(Fault::Grouping);
    }
    let no_digit = whole == 0 && places.is_none();
    if no_digit || places == Some(0) {
        return Err(Fault::NotNumber);
    }
    Ok(Decimal { value: if negative { -value } else { value }, places: places.unwrap_or(0) })
}

/// Whether the first of `whole` digits is not 0.
fn leads(value: i128, whole: u32) -> bool {
    10_i128.checked_pow(whole.saturating_sub(1)).is_some_and(|least| value >= least)
}
