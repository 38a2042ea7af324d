//! Values as the reader has them.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_rational::Ratio;
use num_traits::{One, Signed, ToPrimitive, Zero};
use serde_json::Value as Json;

pub(super) type Fraction = Ratio<BigInt>;

/// The value of a step.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(Fraction),
    Truth(bool),
    /// A text or the name of a choice.
    Text(String),
    /// Days since some day.
    Date(i64),
    Missing,
}

impl Value {
    pub(super) fn of(json: &Json) -> Result<Self, String> {
        if json == "missing" {
            return Ok(Self::Missing);
        }
        let (kind, inner) = json.as_object().and_then(|members| members.iter().next()).ok_or("no value")?;
        Ok(match kind.as_str() {
            "number" => Self::Number(exact(&inner["exact"])?),
            "truth" => Self::Truth(inner.as_bool().ok_or("no truth")?),
            "text" | "choice" => Self::Text(inner.as_str().ok_or("no text")?.to_owned()),
            "date" => Self::Date(days(inner.as_str().ok_or("no date")?)?),
            other => return Err(format!("an unknown value {other}")),
        })
    }

    pub(super) fn number(&self) -> Option<&Fraction> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// How many base units one of the unit of a value is.
pub(super) fn scale(json: &Json) -> Fraction {
    exact(&json["number"]["unit"]["scale"]).unwrap_or_else(|_| Fraction::one())
}

/// An exact number as text: `66490`, `-0.25`, `1/3`.
pub(super) fn exact(json: &Json) -> Result<Fraction, String> {
    let text = json.as_str().ok_or_else(|| format!("{json} is no text of a number"))?;
    fraction(text).ok_or_else(|| format!("`{text}` is no number"))
}

pub(super) fn fraction(text: &str) -> Option<Fraction> {
    if let Some((top, bottom)) = text.split_once('/') {
        return Some(Fraction::new(top.parse().ok()?, bottom.parse().ok()?));
    }
    let (negative, plain) = text.strip_prefix('-').map_or((false, text), |plain| (true, plain));
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let digits: BigInt = format!("{whole}{decimals}").parse().ok()?;
    let number = Fraction::new(digits, ten_to(decimals.len()));
    Some(if negative { -number } else { number })
}

pub(super) fn ten_to(places: usize) -> BigInt {
    BigInt::from(10).pow(u32::try_from(places).unwrap())
}

/// A number rounded to places, as a mode of rounding says.
pub(super) fn rounded(number: &Fraction, places: usize, mode: &str) -> Option<Fraction> {
    let power = Fraction::from_integer(ten_to(places));
    let scaled = number * &power;
    let (down, up) = (scaled.floor(), scaled.ceil());
    let half = Fraction::new(1.into(), 2.into());
    let away = |number: &Fraction| if number.is_negative() { number.floor() } else { number.ceil() };
    let rest = &scaled - &down;
    let nearest = |tie: Fraction| match rest.cmp(&half) {
        Ordering::Equal => tie,
        Ordering::Less => down.clone(),
        Ordering::Greater => up.clone(),
    };
    let kept = match mode {
        "half_up" => nearest(away(&scaled)),
        "half_even" => {
            let even = (down.to_integer() % 2_u8).is_zero();
            nearest(if even { down.clone() } else { up.clone() })
        }
        "up" => away(&scaled),
        "down" => scaled.trunc(),
        "ceiling" => up.clone(),
        "floor" => down.clone(),
        _ => return None,
    };
    Some(kept / power)
}

/// A number in some unit rounded as a rounding says: to places, or to multiples of so many of the last place.
pub(super) fn rounded_by(number: &Fraction, rounding: &Json) -> Option<Fraction> {
    let places = usize::try_from(rounding["places"].as_u64()?).ok()?;
    let apart = match &rounding["step"] {
        Json::Null => Fraction::one(),
        step => Fraction::from_integer(step.as_u64()?.into()),
    };
    Some(rounded(&(number / &apart), places, rounding["mode"].as_str()?)? * apart)
}

/// Days from a date to another are the difference of these.
pub(super) fn days(text: &str) -> Result<i64, String> {
    let parts: Vec<i64> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    let &[year, month, day] = parts.as_slice() else { return Err(format!("`{text}` is no date")) };
    // Years begin in March, so that a leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Ok(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day)
}

pub(super) fn float(number: &Fraction) -> f64 {
    // Numerator and denominator may be beyond any float.
    let bits = number.numer().bits().max(number.denom().bits());
    let shift = bits.saturating_sub(900);
    let part = |whole: &BigInt| (whole >> shift).to_f64().unwrap();
    part(number.numer()) / part(number.denom())
}

/// Whether a number is what was worked out in floating point, rounded to places in a unit.
pub(super) fn near(found: &Fraction, wanted: f64, places: i32, unit: &Fraction) -> bool {
    let found = float(found);
    let step = 10_f64.powi(-places) * float(unit).abs();
    (found - wanted).abs() <= step * 0.500_001 + wanted.abs() * 1e-9
}
