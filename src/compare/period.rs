//! Two cycles: what of a rule set goes with its cycle and is no change of a rule.

use crate::core::{Constant, Type};
use crate::number::{Date, Number, Unit};
use crate::rules::RuleSet;

/// By how many years the second cycle is later than the first; `None` where they are not the same days of other years.
pub(super) fn years(old: &RuleSet, new: &RuleSet) -> Option<i32> {
    let apart = |old: Date, new: Date| {
        let (old_year, old_month, old_day) = old.ymd();
        let (year, month, day) = new.ymd();
        ((old_month, old_day) == (month, day)).then(|| year.saturating_sub(old_year))
    };
    let (from, to) = (apart(old.cycle.0, new.cycle.0)?, apart(old.cycle.1, new.cycle.1)?);
    (from == to && from != 0).then_some(from)
}

/// A date or a year so many years later; `None` of what is neither.
pub(super) fn later(value: &Constant, ty: &Type, years: i32) -> Option<Constant> {
    match value {
        Constant::Date(date) => {
            let (year, month, day) = date.ymd();
            Date::from_ymd(year.checked_add(years)?, month, day).map(Constant::Date)
        }
        Constant::Number(number) if is_year(ty) => {
            Some(Constant::Number(number.clone() + Number::from(i64::from(years))))
        }
        _ => None,
    }
}

fn is_year(ty: &Type) -> bool {
    let year = Unit::parse("年");
    matches!(ty, Type::Number(unit) if year.is_some_and(|year| year.dimension == unit.dimension))
}
