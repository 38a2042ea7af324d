//! Binary floating-point numbers of a file to decimals.
//!
//! A program that keeps 12.35 as a binary number keeps the one nearest to it. What was meant is the shortest decimal
//! that reads back as that number; with 15 digits or fewer there is just one (IEEE 754 §5.12.2).

use std::num::FpCategory;

use polars_core::prelude::{Float32Chunked, Float64Chunked};

use crate::cancel::{look, looking};
use crate::column::Integers;
use crate::data::complaint::Fault;
use crate::data::decimal::{Decimal, MAX_PLACES};
use crate::invariant::{OrBroken, fit};

/// Up to so many decimals are tried by multiplication; 10^22 is the greatest power of ten that a binary number of 64
/// bits holds exactly.
const MOST_TRIED: usize = 22;

/// Whole numbers below this have 15 digits or fewer.
const FIFTEEN_DIGITS: f64 = 1e15;

/// The same as a whole number.
const FIFTEEN_DIGITS_WHOLE: i64 = 1_000_000_000_000_000;

/// 1.5 × 2^52.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// So many numbers are looked at in one go.
const BLOCK: usize = 1024;

const POWERS: [f64; MOST_TRIED + 1] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The numbers of a column with one scale for all, and the rows that hold no decimal that fits.
pub(super) struct Decimals {
    /// Decimals of all values.
    pub(super) scale: u32,
    /// Scaled values.
    pub(super) values: Integers,
    /// What is wrong with which row.
    pub(super) faults: Vec<(usize, Fault<'static>)>,
}

/// Numbers of 32 bits as the numbers of 64 bits with the same shortest decimals: 0.1 of 32 bits is 0.1, and not the
/// 0.10000000149… that its bits say as well.
pub(super) fn widened(column: &Float32Chunked) -> Float64Chunked {
    // A whole number of 24 bits is the same in both.
    let is_whole = |value: f32| value.fract().classify() == FpCategory::Zero && value.abs() < 16_777_216.0;
    // What Rust writes always reads back.
    let wide = |value: f32| {
        if is_whole(value) {
            f64::from(value)
        } else {
            value.to_string().parse().or_broken("what Rust writes reads back")
        }
    };
    column.iter().map(|value| value.map(wide)).collect()
}

/// Reads a column.
pub(super) fn decimals(column: &Float64Chunked) -> Decimals {
    let column = column.rechunk();
    let mut plain = Plain { scale: 0, wholes: Vec::with_capacity(column.len()), digit_by_digit: false };
    for numbers in column.downcast_iter() {
        let starts = (0..numbers.len()).step_by(BLOCK);
        for (block, start) in numbers.values().chunks(BLOCK).zip(starts) {
            look();
            let is_there = |place: usize| numbers.validity().is_none_or(|bits| bits.get(start + place) == Some(true));
            plain.add(block, is_there);
        }
    }
    let scale = fit(plain.scale);
    if plain.digit_by_digit {
        return one_by_one(&column, scale, power_of(plain.scale));
    }
    let present = column.downcast_iter().next().and_then(|numbers| numbers.validity().cloned());
    Decimals { scale, values: Integers::of_bits64_in(plain.wholes, present), faults: Vec::new() }
}

/// Numbers that are whole at one scale, which grows with them.
struct Plain {
    /// The fewest decimals with which all numbers of 15 digits are whole.
    scale: usize,
    wholes: Vec<i64>,
    /// Whether some number has more digits than that.
    digit_by_digit: bool,
}

impl Plain {
    /// Adds numbers, of which some are not there.
    fn add(&mut self, block: &[f64], is_there: impl Fn(usize) -> bool) {
        let start = self.wholes.len();
        // Nearly all blocks need no more decimals than those before.
        if self.tried(block) {
            return;
        }
        let mut scale = self.scale;
        for (_, value) in block.iter().enumerate().filter(|(place, _)| is_there(*place)) {
            let mut own = scale;
            while POWERS.get(own).is_some_and(|power| whole_at(*value, *power).is_none()) {
                own += 1;
            }
            // A number that is whole at no scale is read digit by digit.
            if own <= MOST_TRIED {
                scale = own;
            } else {
                self.digit_by_digit = true;
            }
        }
        self.wholes.truncate(start);
        self.grow(scale);
        self.tried(block);
        // What stands under a null is no number, and need not be one.
        for (place, whole) in self.wholes.iter_mut().skip(start).enumerate() {
            let is_whole = block.get(place).is_some_and(|value| whole_at(*value, power_of(self.scale)).is_some());
            if !is_there(place) {
                *whole = 0;
            } else if !is_whole {
                self.digit_by_digit = true;
            }
        }
    }

    /// Adds the numbers at the scale at hand; whether all are whole there.
    fn tried(&mut self, block: &[f64]) -> bool {
        let power = power_of(self.scale);
        let mut all = true;
        self.wholes.extend(block.iter().map(|value| {
            let whole = whole_at(*value, power);
            all &= whole.is_some();
            whole.unwrap_or(0)
        }));
        all
    }

    /// What was whole with fewer decimals is so many times as large, and reads back as the same number as long as it has
    /// 15 digits or fewer.
    fn grow(&mut self, scale: usize) {
        let factor = i64::try_from(scale - self.scale).ok().and_then(|more| 10_i64.checked_pow(fit(more)));
        self.scale = scale;
        for whole in &mut self.wholes {
            match factor.and_then(|factor| whole.checked_mul(factor)).filter(|whole| whole.abs() < FIFTEEN_DIGITS_WHOLE)
            {
                Some(grown) => *whole = grown,
                None if *whole == 0 => {}
                None => self.digit_by_digit = true,
            }
        }
    }
}

/// Reads a column in which some numbers have more digits than are tried by multiplication.
fn one_by_one(column: &Float64Chunked, plain: u32, power: f64) -> Decimals {
    let mut faults = Vec::new();
    let read: Vec<Option<Decimal>> = looking(column.iter())
        .enumerate()
        .map(|(row, value)| {
            let value = value?;
            match whole_at(value, power) {
                Some(whole) => Some(Decimal { value: whole.into(), places: plain }),
                None => written(value).map_err(|fault| faults.push((row, fault))).ok(),
            }
        })
        .collect();
    let scale = read.iter().flatten().map(|decimal| decimal.places).max().unwrap_or(0);
    let values: Integers = read
        .into_iter()
        .enumerate()
        .map(|(row, decimal)| {
            let scaled = decimal?.scaled_to(scale);
            if scaled.is_none() {
                faults.push((row, Fault::TooLarge));
            }
            scaled
        })
        .collect();
    faults.sort_by_key(|(row, _)| *row);
    Decimals { scale, values, faults }
}

fn power_of(scale: usize) -> f64 {
    POWERS.get(scale).copied().or_broken("each scale has its power")
}

/// `value × power` when that is a whole number of 15 digits or fewer that reads back as `value`.
///
/// Beside [`ROUNDING`] a number has no place for a fraction, so that adding it rounds, and the bits of the sum count on
/// from its own. Halves go to the even number, which is as good as any: what is a half does not read back.
fn whole_at(value: f64, power: f64) -> Option<i64> {
    // Nothing has no sign.
    let value = value + 0.0;
    let sum = value * power + ROUNDING;
    let whole = sum - ROUNDING;
    let reads_back = (whole / power).to_bits() == value.to_bits();
    let bits = sum.to_bits().wrapping_sub(ROUNDING.to_bits()).cast_signed();
    (reads_back & (whole.abs() < FIFTEEN_DIGITS)).then_some(bits)
}

/// The shortest decimal that reads back as a number, digit by digit.
fn written(value: f64) -> Result<Decimal, Fault<'static>> {
    if !value.is_finite() {
        return Err(Fault::NotNumber);
    }
    let text = value.to_string();
    let point = text.find('.').map_or(0, |point| text.len().saturating_sub(point + 1));
    let places = u32::try_from(point).map_err(|_| Fault::TooFine)?;
    if places > MAX_PLACES {
        return Err(Fault::TooFine);
    }
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    let value = digits.parse().map_err(|_| Fault::TooLarge)?;
    Ok(Decimal { value, places })
}
