//! Calendar dates.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};

use super::digit::ascii_digit;
use crate::invariant::fit;

/// Days from 0001-01-01 (day 1) to 1970-01-01 in the proleptic Gregorian calendar.
const EPOCH_FROM_CE: i32 = 719_163;

/// The longest text read as a date, in bytes: full-width `２０２３年１２月３１日` takes 33.
const MAX_BYTES: usize = 40;

/// A date of the Gregorian calendar, years 1 to 9999 (so it always prints with four digits of year).
///
/// ```
/// use heng::result::Date;
///
/// let date = Date::parse("2023年3月31日").unwrap();
/// assert_eq!(date.to_string(), "2023-03-31");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// Reads `2023-03-31`, `2023/3/31`, `2023.3.31`, `2023年3月31日`, `20230331`, digits and separators ASCII or
    /// full-width.
    ///
    /// `None` for other forms (two-digit years, times of day, spaces) and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Date> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let plain: String = text.chars().map(ascii_form).collect();
        let (year, (month, day)) = if let Some(body) = plain.strip_suffix('日') {
            let (year, rest) = body.split_once('年')?;
            (year, rest.split_once('月')?)
        } else if let Some(separator) = plain.chars().find(|c| matches!(c, '-' | '/' | '.')) {
            let (year, rest) = plain.split_once(separator)?;
            (year, rest.split_once(separator)?)
        } else {
            let (year, rest) = plain.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            if day.len() != 2 {
                return None;
            }
            (year, (month, day))
        };
        let year = fit(whole(year, 4..=4)?);
        Self::from_ymd(year, whole(month, 1..=2)?, whole(day, 1..=2)?)
    }

    /// The date of a year (1 to 9999), month (1 to 12) and day, or `None` if there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::within_range)
    }

    /// Year, month (1 to 12) and day.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The date `days` calendar days later (earlier if negative), or `None` outside the years 1 to 9999.
    #[must_use]
    pub fn add_days(self, days: i64) -> Option<Date> {
        let sum = i64::from(self.days_since_epoch()).checked_add(days)?;
        Self::from_days(i32::try_from(sum).ok()?)
    }

    /// Days since 1970-01-01, negative before it: the form of a polars or Arrow date column.
    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        // Years 1 to 9999 keep this between -719162 and 2932896; the subtraction cannot saturate.
        self.0.num_days_from_ce().saturating_sub(EPOCH_FROM_CE)
    }

    /// The date `days` days after 1970-01-01, or `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Date> {
        NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH_FROM_CE)?).and_then(Self::within_range)
    }

    /// Calendar days from this date to `other`; negative if `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Date) -> i64 {
        i64::from(other.days_since_epoch()).saturating_sub(i64::from(self.days_since_epoch()))
    }

    /// Whether the date is a Saturday or Sunday; that alone does not make it a day off, see
    /// [`Calendar`](super::Calendar).
    #[must_use]
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    fn within_range(date: NaiveDate) -> Option<Date> {
        (1..=9999).contains(&date.year()).then_some(Self(date))
    }
}

/// ISO 8601: `2023-03-31`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// As [`Display`](fmt::Display).
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn ascii_form(c: char) -> char {
    match c {
        '－' => '-',
        '／' => '/',
        '．' => '.',
        _ => ascii_digit(c).unwrap_or(c),
    }
}

/// ASCII digits, of a permitted length, as a number.
fn whole(digits: &str, length: RangeInclusive<usize>) -> Option<u32> {
    let plain = length.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}
