//! Steps, each from those before it.

use std::cmp::Ordering;

use num_traits::{One, Zero};
use serde_json::Value as Json;

use super::figures::{self, data_weight, exact_powers, powers, rank, sum_of_greatest, summary};
use super::many::Many;
use super::value::{Fraction, Value, days, fraction, near, rounded_by, scale};

/// What has been read.
pub(super) struct Reader<'j> {
    values: Vec<Value>,
    cohorts: &'j [Json],
}

/// What a step should come to.
enum Wanted {
    /// This.
    Is(Value),
    /// It was held against what is told.
    Holds,
    /// Something that is not worked out: the rules, a person or a script say it.
    Given,
}

impl<'j> Reader<'j> {
    pub(super) fn new(cohorts: &'j [Json]) -> Self {
        Self { values: Vec::new(), cohorts }
    }

    /// The value of a step that was read.
    pub(super) fn value(&self, id: &Json) -> Result<&Value, String> {
        let place =
            id.as_u64().and_then(|place| usize::try_from(place).ok()).ok_or_else(|| format!("{id} is no id"))?;
        self.values.get(place).ok_or_else(|| format!("step {place} does not stand before"))
    }

    /// Reads a step and holds it against those before it.
    pub(super) fn read(&mut self, step: &Json) -> Result<(), String> {
        let told = Value::of(&step["value"])?;
        let outcome = self.hold(step, &told);
        self.values.push(told);
        outcome
    }

    fn hold(&self, step: &Json, told: &Value) -> Result<(), String> {
        let why = step["why"].as_array().is_some_and(|why| !why.is_empty());
        if *told == Value::Missing {
            let below = self.below(step)?.iter().any(|value| **value == Value::Missing);
            return if why || below { Ok(()) } else { Err("nothing says why it is missing".to_owned()) };
        }
        if why {
            return Err("there is a value, and a reason why there is none".to_owned());
        }
        match self.wanted(step, told)? {
            Wanted::Is(wanted) if wanted != *told => Err(format!("it is {wanted:?}")),
            _ => Ok(()),
        }
    }

    /// The values of all steps that a step names.
    fn below(&self, step: &Json) -> Result<Vec<&Value>, String> {
        let mut found = Vec::new();
        for name in ["of", "left", "right", "own", "date", "days", "stand_in", "base", "applies", "requirement"] {
            if step[name].is_u64() {
                found.push(self.value(&step[name])?);
            }
        }
        let lists = ["terms", "asked", "factors", "rows", "arguments", "own", "weights"];
        for item in lists.iter().filter_map(|name| step[*name].as_array()).flatten() {
            let ids = match item {
                Json::Number(_) => vec![item],
                Json::Array(pair) => pair.iter().collect(),
                other => vec![&other["value"], &other["counts"]],
            };
            for id in ids.into_iter().filter(|id| id.is_u64()) {
                found.push(self.value(id)?);
            }
        }
        if step["taken"].is_object() {
            found.push(self.value(&step["taken"]["value"])?);
        }
        for weight in step["weights"]["written"].as_array().into_iter().flatten() {
            found.push(self.value(weight)?);
        }
        Ok(found)
    }

    fn values(&self, list: &Json) -> Result<Vec<&Value>, String> {
        list.as_array().ok_or("no list")?.iter().map(|id| self.value(id)).collect()
    }

    fn number(&self, id: &Json) -> Result<&Fraction, String> {
        self.value(id)?.number().ok_or_else(|| format!("step {id} is no number"))
    }

    fn numbers(&self, list: &Json) -> Result<Vec<Fraction>, String> {
        list.as_array().ok_or("no list")?.iter().map(|id| self.number(id).cloned()).collect()
    }

    #[allow(clippy::too_many_lines, reason = "one arm for each operation")]
    fn wanted(&self, step: &Json, told: &Value) -> Result<Wanted, String> {
        let is = |number: Fraction| Ok(Wanted::Is(Value::Number(number)));
        let holds = |holds: bool, what: &str| {
            if holds { Ok(Wanted::Holds) } else { Err(format!("{what} comes to something else")) }
        };
        let unit = scale(&step["value"]);
        let places = || i32::try_from(step["places"].as_i64().unwrap()).unwrap();
        match step["operation"].as_str().unwrap_or_default() {
            "constant" | "script" => Ok(Wanted::Given),
            "cell" => Self::cell(step, told),
            "is_empty" => Ok(Wanted::Is(Value::Truth(step["cell"]["text"] == ""))),
            "figure" => Ok(Wanted::Is(self.value(&step["of"])?.clone())),
            "negate" => is(-self.number(&step["of"])?.clone()),
            "arithmetic" => {
                if step["choices"].is_array() {
                    let place = |side: &str| place(self.value(&step[side])?, &step["choices"]);
                    let (left, right) = (place("left")?, place("right")?);
                    return if step["operator"] == "subtract" {
                        is(Fraction::from_integer((left - right).into()))
                    } else {
                        Err("choices have no sum and no product".to_owned())
                    };
                }
                let (left, right) = (self.number(&step["left"])?, self.number(&step["right"])?);
                match step["operator"].as_str() {
                    Some("add") => is(left + right),
                    Some("subtract") => is(left - right),
                    Some("multiply") => is(left * right),
                    _ if right.is_zero() => Err("divided by zero".to_owned()),
                    _ => is(left / right),
                }
            }
            "sum" => is(figures::total(&self.numbers(&step["terms"])?)),
            "least" => is(self.numbers(&step["terms"])?.into_iter().min().ok_or("nothing is least")?),
            "greatest" => is(self.numbers(&step["terms"])?.into_iter().max().ok_or("nothing is greatest")?),
            "round" => {
                let shown = self.number(&step["of"])? / &unit;
                is(rounded_by(&shown, &step["rounding"]).ok_or("no rounding")? * unit)
            }
            "and" | "or" => {
                let ends = step["operation"] == "or";
                let terms = self.values(&step["terms"])?;
                Ok(Wanted::Is(if terms.contains(&&Value::Truth(ends)) {
                    Value::Truth(ends)
                } else if terms.contains(&&Value::Missing) {
                    Value::Missing
                } else {
                    Value::Truth(!ends)
                }))
            }
            "not" => Ok(Wanted::Is(Value::Truth(*self.value(&step["of"])? == Value::Truth(false)))),
            "compare" => {
                let (left, right) = (self.value(&step["left"])?, self.value(&step["right"])?);
                let equal = matches!(step["comparison"].as_str(), Some("equal" | "unequal"));
                let order = order(left, right, Some(&step["choices"]).filter(|_| !equal))?;
                Ok(Wanted::Is(Value::Truth(match step["comparison"].as_str() {
                    Some("at_least") => order.is_ge(),
                    Some("above") => order.is_gt(),
                    Some("at_most") => order.is_le(),
                    Some("below") => order.is_lt(),
                    Some("equal") => order.is_eq(),
                    _ => order.is_ne(),
                })))
            }
            "text_test" => match (self.value(&step["left"])?, self.value(&step["right"])?) {
                (Value::Text(text), Value::Text(part)) => {
                    let (text, part) = (in_one_form(text), in_one_form(part));
                    Ok(Wanted::Is(Value::Truth(match step["test"].as_str() {
                        Some("begins_with") => text.starts_with(&part),
                        Some("ends_with") => text.ends_with(&part),
                        _ => text.contains(&part),
                    })))
                }
                _ => Err("texts are asked for texts in them".to_owned()),
            },
            "text_length" => match self.value(&step["of"])? {
                Value::Text(text) => {
                    let count = in_one_form(text).chars().filter(|letter| !letter.is_whitespace()).count();
                    is(Fraction::from_integer(count.into()))
                }
                _ => Err("only a text has a length".to_owned()),
            },
            "asked" => {
                let known = |of: &str| step.get(of).map(|id| self.value(id)).transpose();
                let verdict = match (known("applies")?, known("requirement")?) {
                    (Some(Value::Truth(false)), None) => &["not_applicable"][..],
                    (Some(Value::Truth(true)) | None, Some(Value::Truth(true))) => &["met"],
                    (Some(Value::Truth(true)) | None, Some(Value::Truth(false))) => &["not_met", "needs_reason"],
                    _ => &["open"],
                };
                let told = step["verdict"].as_str().unwrap_or_default();
                if !verdict.contains(&told) {
                    return Err(format!("the condition comes to {verdict:?}, not {told}"));
                }
                Ok(Wanted::Is(if told == "open" { Value::Missing } else { Value::Truth(step["asked"] == told) }))
            }
            "choose" => self.choice(step),
            "if_missing" => {
                let value = self.value(&step["of"])?;
                let stands_in = *value == Value::Missing;
                if step["stands_in"] != stands_in {
                    return Err("what stands in does so for no reason".to_owned());
                }
                Ok(Wanted::Is(if stands_in { self.value(&step["stand_in"])?.clone() } else { value.clone() }))
            }
            "powers" => {
                let pairs = step["factors"].as_array().ok_or("no factors")?.iter();
                let pairs: Result<Vec<_>, String> =
                    pairs.map(|pair| Ok((self.number(&pair[0])?, self.number(&pair[1])?))).collect();
                let told = told.number().ok_or("no number")?;
                match (step["places"].is_null(), powers(&pairs?)) {
                    (true, _) => {
                        let pairs = step["factors"].as_array().ok_or("no factors")?.iter();
                        let pairs: Result<Vec<_>, String> =
                            pairs.map(|pair| Ok((self.number(&pair[0])?, self.number(&pair[1])?))).collect();
                        is(exact_powers(&pairs?).ok_or("no whole exponent")?)
                    }
                    (false, Some(wanted)) => holds(near(told, wanted, places(), &unit), "a product of powers"),
                    (false, None) => Err("a power of a negative number".to_owned()),
                }
            }
            "logarithm" => {
                let log = |id: &Json| self.number(id).map(|number| super::value::float(number).ln());
                let base = if step["base"].is_null() { 1.0 } else { log(&step["base"])? };
                let wanted = log(&step["of"])? / base;
                holds(near(told.number().ok_or("no number")?, wanted, places(), &unit), "a logarithm")
            }
            "exponential" => {
                let wanted = super::value::float(self.number(&step["of"])?).exp();
                holds(near(told.number().ok_or("no number")?, wanted, places(), &unit), "a power of e")
            }
            "ordered" => is(self.ordered(step)?),
            "rows" => self.rows(step, told, &unit),
            "cohort" => self.cohort(step, told, &unit),
            "rank" => {
                let descending = step["descending"] == true;
                let ties = step["ties"].as_str().unwrap_or_default();
                if let Some(many) = self.many(step)? {
                    return Ok(Wanted::Is(Value::Number(many.rank(self.number(&step["own"])?, descending, ties)?)));
                }
                let numbers = self.members(step)?;
                is(rank(&numbers, self.number(&step["own"])?, descending, ties))
            }
            "copeland" => {
                let numbers = |name: &str| -> Result<Vec<Fraction>, String> {
                    let steps = step.get(name).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
                    steps.iter().map(|id| self.number(id).cloned()).collect()
                };
                let rows = self.every_member(step)?.into_iter();
                let rows: Vec<Vec<Fraction>> = rows.filter_map(|row| row.into_iter().collect()).collect();
                let (won, tied, lost) = pairs(&numbers("own")?, &rows, &numbers("weights")?);
                let told = ["won", "tied", "lost"].map(|name| step[name].as_u64().unwrap());
                if [won, tied, lost] != told {
                    return Err(format!("{won} are beaten, {tied} even and {lost} not, which is not {told:?}"));
                }
                let whole = |count: u64| Fraction::from_integer(count.into());
                is((whole(won) + whole(tied) / whole(2)) / whole(won + tied + lost))
            }
            "cohort_weight" => {
                let rows = self.every_member(step)?;
                let rows: Vec<Vec<Fraction>> = rows.into_iter().filter_map(|row| row.into_iter().collect()).collect();
                let index = usize::try_from(step["index"].as_u64().ok_or("no index")?).unwrap();
                let wanted = data_weight(step["method"].as_str().unwrap_or_default(), &rows, index);
                let wanted = wanted.ok_or("no weight")?;
                holds(near(told.number().ok_or("no number")?, wanted, places() - 1, &unit), "a weight")
            }
            "working_day_after" | "next_working_day" => {
                let Value::Date(date) = *self.value(&step["date"])? else { return Err("no date".to_owned()) };
                let skipped = step["skipped"].as_array().map_or(0, Vec::len);
                let counted =
                    if step["days"].is_null() { Fraction::zero() } else { self.number(&step["days"])?.clone() };
                let after = counted + Fraction::from_integer(skipped.into());
                let Value::Date(told) = told else { return Err("no date".to_owned()) };
                holds(Fraction::from_integer((told - date).into()) == after, "a working day")
            }
            other => Err(format!("an unknown operation {other}")),
        }
    }

    /// A number is what the text of its cell says, where that is a plain number in the unit of its column.
    fn cell(step: &Json, told: &Value) -> Result<Wanted, String> {
        let text = step["cell"]["text"].as_str().ok_or("a value without a cell")?;
        Ok(match told {
            Value::Number(_) => match fraction(text) {
                Some(number) => Wanted::Is(Value::Number(number * scale(&step["value"]))),
                None => Wanted::Given,
            },
            Value::Text(_) => Wanted::Is(Value::Text(text.trim().to_owned())),
            Value::Date(_) => days(text).map_or(Wanted::Given, |day| Wanted::Is(Value::Date(day))),
            _ => Wanted::Given,
        })
    }

    fn choice(&self, step: &Json) -> Result<Wanted, String> {
        let asked = self.values(&step["asked"])?;
        if step["taken"].is_null() {
            return Err("nothing was taken, and there is a value".to_owned());
        }
        let otherwise = step["taken"]["otherwise"] == true;
        let (last, before) = match asked.split_last() {
            Some((last, before)) if !otherwise => (Some(*last), before),
            _ => (None, asked.as_slice()),
        };
        if before.iter().any(|condition| **condition != Value::Truth(false)) {
            return Err("a condition before the one that was taken holds".to_owned());
        }
        if last.is_some_and(|condition| *condition != Value::Truth(true)) || (last.is_none() && !otherwise) {
            return Err("the condition that was taken does not hold".to_owned());
        }
        Ok(Wanted::Is(self.value(&step["taken"]["value"])?.clone()))
    }

    fn ordered(&self, step: &Json) -> Result<Fraction, String> {
        let mut terms = Vec::new();
        for term in step["terms"].as_array().ok_or("no terms")? {
            if term["counts"].is_null() || *self.value(&term["counts"])? == Value::Truth(true) {
                terms.push(self.number(&term["value"])?.clone());
            }
        }
        terms.sort_by(|left, right| right.cmp(left));
        let count = terms.len();
        let (high, low) = match &step["weights"] {
            Json::String(end) if end == "greatest" => (0, count.saturating_sub(1)),
            Json::String(end) if end == "least" => (count.saturating_sub(1), 0),
            Json::String(_) => (count.saturating_sub(1) / 2, count.saturating_sub(1) / 2),
            weights if weights["written"].is_array() => {
                let weights = self.numbers(&weights["written"])?;
                return Ok(terms.iter().zip(&weights).map(|(term, weight)| term * weight).sum());
            }
            weights => {
                let size = |name: &str| usize::try_from(weights["trimmed"][name].as_u64().unwrap()).unwrap();
                (size("high"), size("low"))
            }
        };
        let end = count.checked_sub(low).filter(|end| *end > high).ok_or("no term is left")?;
        Ok(figures::total(&terms[high..end]) / Fraction::from_integer((end - high).into()))
    }

    fn rows(&self, step: &Json, told: &Value, unit: &Fraction) -> Result<Wanted, String> {
        let rows = step["rows"].as_array().ok_or("no rows")?;
        for left_out in step["left_out"].as_array().into_iter().flatten() {
            let told = left_out["rows"].as_array().map_or(0, Vec::len);
            let right =
                left_out["count"].as_u64().is_some_and(|count| count > 0 && (told == 0 || count == told as u64));
            if !right {
                return Err(format!("{told} rows are told of {}", left_out["count"]));
            }
        }
        let count = |count: usize| Ok(Wanted::Is(Value::Number(Fraction::from_integer(count.into()))));
        let values: Result<Vec<&Value>, String> = rows.iter().map(|row| self.value(&row["value"])).collect();
        let statistic = &step["statistic"];
        match statistic.as_str() {
            Some("count") => return count(rows.len()),
            Some("exists") => return Ok(Wanted::Is(Value::Truth(!rows.is_empty()))),
            Some("count_distinct") => {
                let mut distinct: Vec<&Value> = Vec::new();
                for value in values? {
                    if !distinct.contains(&value) {
                        distinct.push(value);
                    }
                }
                return count(distinct.len());
            }
            Some("only") => {
                return match values?.as_slice() {
                    [only] => Ok(Wanted::Is((*only).clone())),
                    others => Err(format!("one of {} rows", others.len())),
                };
            }
            _ => {}
        }
        if let Value::Date(_) = told {
            let dates = values?.into_iter().filter_map(|value| match value {
                Value::Date(date) => Some(*date),
                _ => None,
            });
            let date = if statistic == "min" { dates.min() } else { dates.max() };
            return Ok(Wanted::Is(Value::Date(date.ok_or("no date")?)));
        }
        if step["choices"].is_array() {
            return extreme(statistic, values?, &step["choices"]);
        }
        let numbers: Option<Vec<Fraction>> = values?.into_iter().map(|value| value.number().cloned()).collect();
        let numbers = numbers.ok_or("a row without a number")?;
        if statistic["sum_of_greatest"].is_object() {
            let groups: Result<Vec<Value>, String> = rows.iter().map(|row| Value::of(&row["group"])).collect();
            let rows: Vec<(Value, Fraction)> = groups?.into_iter().zip(numbers).collect();
            return Ok(Wanted::Is(Value::Number(sum_of_greatest(&rows))));
        }
        summary(statistic, &numbers, told.number().ok_or("no number")?, unit).map(|()| Wanted::Holds)
    }

    fn many(&self, step: &Json) -> Result<Option<Many<'_>>, String> {
        let place = usize::try_from(step["cohort"].as_u64().ok_or("no cohort")?).unwrap();
        Many::of(self.cohorts.get(place).ok_or("no cohort")?)
    }

    fn cohort(&self, step: &Json, told: &Value, unit: &Fraction) -> Result<Wanted, String> {
        if let Some(many) = self.many(step)? {
            return many.holds(&step["statistic"], told, unit).map(|()| Wanted::Holds);
        }
        let members = self.every_member(step)?;
        let present = members.iter().filter(|values| values.iter().all(Option::is_some)).count();
        match step["statistic"].as_str() {
            Some("exists") => return Ok(Wanted::Is(Value::Truth(!members.is_empty()))),
            Some("count") => return Ok(Wanted::Is(Value::Number(Fraction::from_integer(present.into())))),
            _ => {}
        }
        if step["choices"].is_array() {
            let place = usize::try_from(step["cohort"].as_u64().ok_or("no cohort")?).unwrap();
            let members =
                self.cohorts.get(place).and_then(|cohort| cohort["members"].as_array()).ok_or("no members")?;
            let values: Result<Vec<Value>, String> =
                members.iter().map(|member| Value::of(&member["values"][0])).collect();
            let values = values?;
            let present = values.iter().filter(|value| **value != Value::Missing);
            return extreme(&step["statistic"], present.collect(), &step["choices"]);
        }
        let numbers = self.members(step)?;
        summary(&step["statistic"], &numbers, told.number().ok_or("no number")?, unit).map(|()| Wanted::Holds)
    }

    /// The numbers that the members of a cohort have.
    fn members(&self, step: &Json) -> Result<Vec<Fraction>, String> {
        Ok(self.every_member(step)?.into_iter().filter_map(|values| values.into_iter().next().flatten()).collect())
    }

    /// What every member has; what is there but no number counts as 1.
    fn every_member(&self, step: &Json) -> Result<Vec<Vec<Option<Fraction>>>, String> {
        let place = usize::try_from(step["cohort"].as_u64().ok_or("no cohort")?).unwrap();
        let members = self.cohorts.get(place).and_then(|cohort| cohort["members"].as_array()).ok_or("no members")?;
        let values = members.iter().map(|member| {
            let values = member["values"].as_array().ok_or("no values")?.iter();
            values
                .map(|value| {
                    Ok(match Value::of(value)? {
                        Value::Missing => None,
                        Value::Number(number) => Some(number),
                        _ => Some(Fraction::one()),
                    })
                })
                .collect()
        });
        values.collect()
    }
}

/// Letters as wide as on a keyboard. The generated texts have no others that differ in form.
fn in_one_form(text: &str) -> String {
    let narrow = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' => ' ',
        letter => letter,
    };
    text.chars().map(narrow).collect()
}

/// The place of a choice among those of its enumeration, of which the first is the highest.
fn place(choice: &Value, choices: &Json) -> Result<i64, String> {
    let Value::Text(name) = choice else { return Err(format!("{choice:?} is no choice")) };
    let place = choices.as_array().ok_or("no choices")?.iter().position(|known| known == name.as_str());
    place.and_then(|place| i64::try_from(place).ok()).ok_or_else(|| format!("`{name}` is none of {choices}"))
}

/// The highest or lowest of some choices.
fn extreme(statistic: &Json, values: Vec<&Value>, choices: &Json) -> Result<Wanted, String> {
    let places: Result<Vec<(i64, &Value)>, String> =
        values.into_iter().map(|value| Ok((place(value, choices)?, value))).collect();
    let places = places?.into_iter();
    let of_place = |(place, _): &(i64, &Value)| *place;
    let (_, value) = match statistic.as_str() {
        Some("max") => places.min_by_key(of_place),
        Some("min") => places.max_by_key(of_place),
        _ => return Err(format!("{statistic} of choices")),
    }
    .ok_or("no choice")?;
    Ok(Wanted::Is(value.clone()))
}

/// How two values stand to each other; texts only as choices, whose order is told. Without an order: whether they are
/// equal.
fn order(left: &Value, right: &Value, choices: Option<&Json>) -> Result<Ordering, String> {
    if let (Value::Text(_), Value::Text(_), Some(choices)) = (left, right, choices) {
        return Ok(place(right, choices)?.cmp(&place(left, choices)?));
    }
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Ok(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Ok(left.cmp(right)),
        (Value::Truth(left), Value::Truth(right)) => Ok(left.cmp(right)),
        _ => Err("two values that have no order".to_owned()),
    }
}

/// How many of the others one beats, how many are even with it and how many beat it; it stands among the rows itself.
fn pairs(own: &[Fraction], rows: &[Vec<Fraction>], weights: &[Fraction]) -> (u64, u64, u64) {
    let weight = |place: usize| weights.get(place).cloned().unwrap_or_else(Fraction::one);
    let lead = |row: &Vec<Fraction>| -> Fraction {
        let parts = own.iter().zip(row).enumerate();
        parts
            .map(|(place, (mine, theirs))| Fraction::from_integer((mine.cmp(theirs) as i64).into()) * weight(place))
            .sum()
    };
    let of = |wanted: Ordering| rows.iter().filter(|row| lead(row).cmp(&Fraction::zero()) == wanted).count() as u64;
    (of(Ordering::Greater), of(Ordering::Equal) - 1, of(Ordering::Less))
}
