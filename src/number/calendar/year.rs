//! One year of a calendar file, checked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::CalendarError;
use crate::invariant::fit;
use crate::number::Date;

/// A year as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    workdays_total: Option<i64>,
    weekday_off: Option<Vec<String>>,
    weekend_work: Option<Vec<String>>,
    /// The number of the State Council notice; kept in the file for the reader, not used.
    #[serde(rename = "notice")]
    _notice: Option<String>,
}

/// The working days of each year in a calendar file, in order.
pub(super) fn read_years(text: &str) -> Result<BTreeMap<i32, Vec<Date>>, CalendarError> {
    let written: BTreeMap<String, Written> = toml::from_str(text).map_err(|error| malformed(text, &error))?;
    let mut years = BTreeMap::new();
    for (heading, entry) in &written {
        let year = read_heading(heading).ok_or_else(|| CalendarError::BadYear { heading: heading.clone() })?;
        years.insert(year, working_days(year, entry)?);
    }
    Ok(years)
}

/// The first date of a year.
pub(super) fn first_day(year: i32) -> Option<Date> {
    Date::from_ymd(year, 1, 1)
}

fn malformed(text: &str, error: &toml::de::Error) -> CalendarError {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or("");
    let line = before.matches('\n').count().saturating_add(1);
    CalendarError::Malformed { line, message: error.message().to_owned() }
}

fn read_heading(heading: &str) -> Option<i32> {
    let plain = heading.len() == 4 && heading.bytes().all(|b| b.is_ascii_digit());
    let year = if plain {
        heading.parse().ok()?
    } else {
        return None;
    };
    first_day(year).map(|_| year)
}

fn working_days(year: i32, written: &Written) -> Result<Vec<Date>, CalendarError> {
    let off = dates(year, "weekday_off", written.weekday_off.as_deref())?;
    let on = dates(year, "weekend_work", written.weekend_work.as_deref())?;
    if let Some(date) = off.iter().copied().find(|date| date.is_weekend()) {
        return Err(CalendarError::OffAtWeekend { date });
    }
    if let Some(date) = on.iter().copied().find(|date| !date.is_weekend()) {
        return Err(CalendarError::WorkOnWeekday { date });
    }
    let days: Vec<Date> = std::iter::successors(first_day(year), |date| date.add_days(1))
        .take_while(|date| date.ymd().0 == year)
        .filter(|date| if date.is_weekend() { on.contains(date) } else { !off.contains(date) })
        .collect();
    let counted = fit(days.len());
    match written.workdays_total {
        Some(stated) if stated != counted => Err(CalendarError::WrongTotal { year, stated, counted }),
        _ => Ok(days),
    }
}

fn dates(year: i32, list: &'static str, written: Option<&[String]>) -> Result<BTreeSet<Date>, CalendarError> {
    let entries = written.ok_or(CalendarError::MissingList { year, list })?;
    let mut dates = BTreeSet::new();
    for text in entries {
        let date = Date::parse(&format!("{year:04}-{text}"))
            .ok_or_else(|| CalendarError::BadDate { year, text: text.clone() })?;
        if !dates.insert(date) {
            return Err(CalendarError::Repeated { date });
        }
    }
    Ok(dates)
}
