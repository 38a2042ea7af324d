//! Greatest common divisors: most of the work of exact fractions.

use std::mem;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{FromPrimitive, ToPrimitive, Zero};

/// The greatest common divisor of two numbers that are not below 0, by halving.
pub(super) fn common_divisor_of_small(mut left: i64, mut right: i64) -> i64 {
    if left == 0 || right == 0 {
        return left | right;
    }
    let twos = (left | right).trailing_zeros();
    left >>= left.trailing_zeros();
    while right != 0 {
        right >>= right.trailing_zeros();
        if left > right {
            mem::swap(&mut left, &mut right);
        }
        right -= left;
    }
    left << twos
}

/// The greatest common divisor of numbers of any size, by Lehmer: the leading bits tell many divisions at once.
///
/// The square of the length, and no more than the length beside a short number.
pub(super) fn common_divisor(left: &BigUint, right: &BigUint) -> BigUint {
    let (more, less) = if left < right { (right, left) } else { (left, right) };
    if let Some(found) = of_short(more, less) {
        return found;
    }
    let (mut more, mut less) = (more.clone(), less.clone());
    loop {
        if let Some(steps) = Steps::of(&more, &less) {
            (more, less) = steps.take(&more, &less);
        } else {
            more %= &less;
        }
        if more < less {
            mem::swap(&mut more, &mut less);
        }
        if let Some(found) = of_short(&more, &less) {
            return found;
        }
    }
}

/// The greatest common divisor, if one of both is short or both are.
fn of_short(more: &BigUint, less: &BigUint) -> Option<BigUint> {
    if less.is_zero() {
        return Some(more.clone());
    }
    if let Some(less) = less.to_i64() {
        let rest = (more % less.unsigned_abs()).to_i64()?;
        return BigUint::from_i64(common_divisor_of_small(rest, less));
    }
    Some(more.to_u128()?.gcd(&less.to_u128()?).into())
}

/// Some steps of Euclid's algorithm, as what both numbers become: `a × more + b × less` and `c × more + d × less`.
///
/// The determinant is 1 or −1, so the common divisors stay the same, however good the guess from the leading bits.
struct Steps {
    a: i64,
    b: i64,
    c: i64,
    d: i64,
}

impl Steps {
    /// The steps that the leading 62 bits tell for certain (Knuth, Algorithm L); `None` if they tell none.
    fn of(more: &BigUint, less: &BigUint) -> Option<Self> {
        let shift = more.bits().saturating_sub(62);
        let (mut x, mut y) = ((more >> shift).to_i64()?, (less >> shift).to_i64()?);
        let mut steps = Self { a: 1, b: 0, c: 0, d: 1 };
        while let Some(quotient) = (x + steps.a).checked_div(y + steps.c)
            && (x + steps.b).checked_div(y + steps.d) == Some(quotient)
        {
            (x, y) = (y, x - quotient * y);
            (steps.a, steps.c) = (steps.c, steps.a - quotient * steps.c);
            (steps.b, steps.d) = (steps.d, steps.b - quotient * steps.d);
        }
        (steps.b != 0).then_some(steps)
    }

    fn take(&self, more: &BigUint, less: &BigUint) -> (BigUint, BigUint) {
        let sum = |of_more: i64, of_less: i64| {
            let (one, two) = (more * of_more.unsigned_abs(), less * of_less.unsigned_abs());
            if of_more.is_negative() == of_less.is_negative() {
                one + two
            } else if one < two {
                two - one
            } else {
                one - two
            }
        };
        (sum(self.a, self.b), sum(self.c, self.d))
    }
}

/// The greatest common divisor with a number above 0.
pub(super) fn small_divisor(any: i64, positive: i64) -> i64 {
    if positive == 1 { 1 } else { common_divisor_of_small((any % positive).abs(), positive) }
}
