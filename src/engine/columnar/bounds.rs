//! Intervals of integers: what proves that a column of 64 or 128 bits suffices.

use num_bigint::BigInt;
use num_integer::Integer;

use crate::column::Integers;

/// All values of a column lie from `lo` to `hi`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) lo: BigInt,
    pub(super) hi: BigInt,
}

/// The integer type of a column. It follows from the bounds alone, so that operands of equal bounds
/// have equal types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Width {
    /// `i32`
    Bits32,
    /// `i64`
    Bits64,
    /// `i128`
    Bits128,
}

impl Width {
    /// Whether a number fits.
    pub(super) fn holds(self, value: i128) -> bool {
        match self {
            Self::Bits32 => i32::try_from(value).is_ok(),
            Self::Bits64 => i64::try_from(value).is_ok(),
            Self::Bits128 => true,
        }
    }
}

impl Bounds {
    pub(super) fn new(lo: impl Into<BigInt>, hi: impl Into<BigInt>) -> Self {
        Self { lo: lo.into(), hi: hi.into() }
    }

    /// The least and greatest value of a column.
    pub(super) fn of(values: &Integers) -> Self {
        let (low, high) = values.range().unwrap_or((0, 0));
        Self::new(low, high)
    }

    pub(super) fn exactly(value: &BigInt) -> Self {
        Self { lo: value.clone(), hi: value.clone() }
    }

    /// The smallest type that holds all values, if any does.
    pub(super) fn width(&self) -> Option<Width> {
        if i32::try_from(&self.lo).is_ok() && i32::try_from(&self.hi).is_ok() {
            Some(Width::Bits32)
        } else if i64::try_from(&self.lo).is_ok() && i64::try_from(&self.hi).is_ok() {
            Some(Width::Bits64)
        } else if i128::try_from(&self.lo).is_ok() && i128::try_from(&self.hi).is_ok() {
            Some(Width::Bits128)
        } else {
            None
        }
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        Self { lo: &self.lo + &other.lo, hi: &self.hi + &other.hi }
    }

    pub(super) fn negated(&self) -> Self {
        Self { lo: -&self.hi, hi: -&self.lo }
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let corners = [&self.lo * &other.lo, &self.lo * &other.hi, &self.hi * &other.lo, &self.hi * &other.hi];
        Self::around(corners)
    }

    /// Bounds of the floor of a quotient and of the integer above it; all divisors are above 0.
    pub(super) fn divided(&self, divisor: &Self) -> Self {
        let floor = |n: &BigInt, d: &BigInt| if *d > BigInt::ZERO { n.div_floor(d) } else { n.clone() };
        let corners = [
            floor(&self.lo, &divisor.lo),
            floor(&self.lo, &divisor.hi),
            floor(&self.hi, &divisor.lo) + 1,
            floor(&self.hi, &divisor.hi) + 1,
        ];
        Self::around(corners)
    }

    /// Bounds of a value of either.
    pub(super) fn or(&self, other: &Self) -> Self {
        Self { lo: (&self.lo).min(&other.lo).clone(), hi: (&self.hi).max(&other.hi).clone() }
    }

    /// Bounds of the sum of at most `rows` values.
    pub(super) fn summed(&self, rows: usize) -> Self {
        let rows = BigInt::from(rows.max(1));
        let zero = BigInt::ZERO;
        Self { lo: (&self.lo).min(&zero) * &rows, hi: (&self.hi).max(&zero) * rows }
    }

    fn around(corners: [BigInt; 4]) -> Self {
        let [a, b, c, d] = corners;
        let lo = (&a).min(&b).min(&c).min(&d).clone();
        let hi = a.max(b).max(c).max(d);
        Self { lo, hi }
    }
}
