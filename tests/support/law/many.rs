//! Cohorts of which only those members are told that decide.

use num_traits::{One, Zero};
use serde_json::Value as Json;

use super::figures::quantile;
use super::value::{Fraction, Value, exact, float, near};

/// What is told of the members of a cohort.
pub(super) struct Many<'j> {
    count: Fraction,
    with_value: usize,
    about: &'j Json,
    /// Values with how many members have less and more, from the least up.
    members: Vec<(Fraction, usize, usize)>,
}

impl<'j> Many<'j> {
    /// `None` where all members are told.
    pub(super) fn of(cohort: &'j Json) -> Result<Option<Self>, String> {
        let about = &cohort["many"];
        if about.is_null() {
            return Ok(None);
        }
        let size = |value: &Json| value.as_u64().map(|size| usize::try_from(size).unwrap()).ok_or("no size");
        let members = cohort["members"].as_array().ok_or("no members")?.iter().map(|member| {
            let Value::Number(number) = Value::of(&member["values"][0])? else { return Err("no number".to_owned()) };
            Ok((number, size(&member["among"]["below"])?, size(&member["among"]["above"])?))
        });
        let members: Vec<_> = members.collect::<Result<_, String>>()?;
        if !members.is_sorted() {
            return Err("members stand from the least up".to_owned());
        }
        let count = Fraction::from_integer(size(&about["count"])?.into());
        Ok(Some(Self { count, with_value: size(&about["with_value"])?, about, members }))
    }

    fn size(&self) -> Fraction {
        Fraction::from_integer(self.with_value.into())
    }

    /// The value at a place from the least up, counted from 0.
    fn at(&self, place: usize) -> Option<&Fraction> {
        let member = self.members.iter().find(|(_, below, above)| *below <= place && place < self.with_value - above);
        member.map(|(number, ..)| number)
    }

    /// Holds a figure over the members against what is told.
    pub(super) fn holds(&self, statistic: &Json, told: &Value, unit: &Fraction) -> Result<(), String> {
        let sum = || match Value::of(&self.about["sum"])? {
            Value::Number(sum) => Ok(sum),
            _ => Err("no sum".to_owned()),
        };
        let variance = |sample: bool| -> Result<Fraction, String> {
            let (sum, squares) = (sum()?, exact(&self.about["squares"])?);
            let over = self.size() - if sample { Fraction::one() } else { Fraction::zero() };
            Ok((squares - &sum * &sum / self.size()) / over)
        };
        let (kind, inside) = match statistic {
            Json::String(kind) => (kind.as_str(), &Json::Null),
            other => {
                let (kind, inside) = other.as_object().and_then(|parts| parts.iter().next()).ok_or("no statistic")?;
                (kind.as_str(), inside)
            }
        };
        let wanted = match kind {
            "exists" => return if *told == Value::Truth(!self.count.is_zero()) { Ok(()) } else { Err(kind.into()) },
            "count" => self.size(),
            "sum" => sum()?,
            "mean" => sum()? / self.size(),
            "min" => self.at(0).cloned().ok_or("nobody has the least")?,
            "max" => self.at(self.with_value - 1).cloned().ok_or("nobody has the greatest")?,
            "variance" => variance(inside["sample"] == true)?,
            "standard_deviation" => {
                let wanted = float(&variance(inside["sample"] == true)?).sqrt();
                let places = i32::try_from(inside["places"].as_i64().unwrap()).unwrap();
                let number = told.number().ok_or("no number")?;
                return if near(number, wanted, places, unit) {
                    Ok(())
                } else {
                    Err(format!("a deviation of {wanted}"))
                };
            }
            "quantile" => {
                let kind = usize::try_from(inside["kind"].as_u64().unwrap()).unwrap();
                let at = exact(&inside["at"])?;
                quantile(self.with_value, |place| self.at(place), &at, kind).ok_or("nobody stands at the place")?
            }
            "winsorised" => {
                let positions = &inside["rule"]["positions"];
                let at = exact(&positions[if inside["tail"] == "upper" { "to" } else { "from" }])?;
                let kind = usize::try_from(positions["kind"].as_u64().ok_or("no type")?).unwrap();
                quantile(self.with_value, |place| self.at(place), &at, kind).ok_or("nobody stands at the place")?
            }
            other => return Err(format!("{other} of some members only")),
        };
        if told.number() == Some(&wanted) { Ok(()) } else { Err(format!("{kind} is {wanted}, not {told:?}")) }
    }

    /// The rank of a value from 1.
    pub(super) fn rank(&self, own: &Fraction, descending: bool, ties: &str) -> Result<Fraction, String> {
        let member = self.members.iter().find(|(number, ..)| number == own);
        let (_, below, above) = member.ok_or("nobody has the value that is ranked")?;
        let ahead = if descending { above } else { below };
        let like = self.with_value - below - above;
        let whole = |count: usize| Fraction::from_integer(count.into());
        match ties {
            "competition" => Ok(whole(ahead + 1)),
            "last" => Ok(whole(ahead + like)),
            "average" => Ok((whole(ahead + 1) + whole(ahead + like)) / whole(2)),
            other => Err(format!("{other} ranks of some members only")),
        }
    }
}
