//! Working days: weekdays less public holidays plus make-up workdays (调休), announced year by year.

mod error;
mod year;

use super::Date;
use crate::invariant::fit;
pub use error::CalendarError;

use std::collections::BTreeMap;
use year::{first_day, read_years};

/// The arrangements of the State Council's annual notices, 2021–2026.
const CHINA: &str = include_str!("cn_workdays_2021_2026.toml");

/// The last year a [`Date`] can have.
const LAST_YEAR: i32 = 9999;

/// The working days of the years whose arrangements are known.
///
/// A year that is not known gives [`CalendarError::NotCovered`], never a guess by weekday: holidays are announced,
/// they cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The working days of each known year.
    years: BTreeMap<i32, Vec<Date>>,
    /// The working days of all known years in order, so that counting is a search and not a walk.
    days: Vec<Date>,
}

impl Calendar {
    /// The calendar of mainland China that the program carries.
    ///
    /// # Errors
    /// If the carried file does not hold together; a test of this room reads it, so a released program does not
    /// fail here.
    pub fn china() -> Result<Calendar, CalendarError> {
        Calendar::of(CHINA)
    }

    /// The arrangements that the program carries, as a TOML text.
    #[must_use]
    pub fn china_text() -> &'static str {
        CHINA
    }

    /// The calendar of a TOML text alone.
    ///
    /// # Errors
    /// As [`Calendar::extended`].
    pub fn of(toml_text: &str) -> Result<Calendar, CalendarError> {
        Calendar { years: BTreeMap::new(), days: Vec::new() }.extended(toml_text)
    }

    /// This calendar with the years of a TOML text added; a year already there is replaced.
    ///
    /// Each year is a table `[2027]` with `weekday_off` (Monday to Friday, off) and `weekend_work` (Saturday and
    /// Sunday, working), both lists of `"MM-DD"`, and optionally `workdays_total` (checked) and `notice` (text).
    ///
    /// # Errors
    /// If the text is not TOML of this form, a date does not exist, stands twice or in the wrong list, the stated
    /// total differs from the counted one, or there is no year in the calendar in the end.
    pub fn extended(&self, toml_text: &str) -> Result<Calendar, CalendarError> {
        let mut years = self.years.clone();
        years.extend(read_years(toml_text)?);
        if years.is_empty() {
            return Err(CalendarError::Empty);
        }
        let days = years.values().flatten().copied().collect();
        Ok(Calendar { years, days })
    }

    /// Whether the date is a working day.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] if its year is not known.
    pub fn is_workday(&self, date: Date) -> Result<bool, CalendarError> {
        self.known(date)?;
        Ok(self.days.binary_search(&date).is_ok())
    }

    /// The `n`-th working day after `start`; `n` = 0 is `start` itself, working day or not.
    ///
    /// `start` does not count, unless `count_start` is set and it is a working day: then it is the first.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] if `start` or the way to the answer lies in a year that is not known.
    pub fn working_day_after(&self, start: Date, n: u32, count_start: bool) -> Result<Date, CalendarError> {
        self.known(start)?;
        let Some(steps) = n.checked_sub(1) else {
            return Ok(start);
        };
        let first = if count_start { self.days_before(start) } else { self.days_up_to(start) };
        self.reached(start, first, steps)
    }

    /// How many working days `d` there are with `from < d <= to`; negative, counting `to < d <= from`, if `to` is
    /// before `from`.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] if any year from the one to the other is not known.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i64, CalendarError> {
        self.known_throughout(from.min(to), from.max(to))?;
        Ok(count(self.days_up_to(to)).saturating_sub(count(self.days_up_to(from))))
    }

    /// 顺延: the date itself if it is a working day, else the next working day.
    ///
    /// # Errors
    /// [`CalendarError::NotCovered`] if the date or the way to the answer lies in a year that is not known.
    pub fn next_working_day(&self, date: Date) -> Result<Date, CalendarError> {
        self.known(date)?;
        self.reached(date, self.days_before(date), 0)
    }

    /// The first and last year known; years between them may be missing after an extension.
    #[must_use]
    pub fn covered(&self) -> Option<(i32, i32)> {
        let (first, _) = self.years.first_key_value()?;
        let (last, _) = self.years.last_key_value()?;
        Some((*first, *last))
    }

    /// The working day `steps` places on from place `first`, if no unknown year lies between `start` and it.
    fn reached(&self, start: Date, first: usize, steps: u32) -> Result<Date, CalendarError> {
        let place = first.checked_add(fit(steps));
        match place.and_then(|place| self.days.get(place)) {
            Some(date) => self.known_throughout(start, *date).map(|()| *date),
            None => Err(self.not_covered(self.first_unknown(start))),
        }
    }

    fn days_before(&self, date: Date) -> usize {
        self.days.partition_point(|day| *day < date)
    }

    fn days_up_to(&self, date: Date) -> usize {
        self.days.partition_point(|day| *day <= date)
    }

    fn known(&self, date: Date) -> Result<(), CalendarError> {
        if self.years.contains_key(&date.ymd().0) { Ok(()) } else { Err(self.not_covered(date)) }
    }

    fn known_throughout(&self, from: Date, to: Date) -> Result<(), CalendarError> {
        self.known(from)?;
        self.known(to)?;
        let unknown = self.first_unknown(from);
        if unknown < to && unknown != from { Err(self.not_covered(unknown)) } else { Ok(()) }
    }

    /// The first day of the first unknown year after that of `date`; `date` itself if time ends before.
    fn first_unknown(&self, date: Date) -> Date {
        let (year, ..) = date.ymd();
        (year..=LAST_YEAR).find(|year| !self.years.contains_key(year)).and_then(first_day).unwrap_or(date)
    }

    fn not_covered(&self, date: Date) -> CalendarError {
        match self.covered() {
            Some((first, last)) => CalendarError::NotCovered { date, first, last },
            None => CalendarError::Empty,
        }
    }
}

fn count(place: usize) -> i64 {
    fit(place)
}
