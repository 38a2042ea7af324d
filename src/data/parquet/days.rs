//! Dates and moments of a file to days.

use polars_core::prelude::{ChunkAgg, Int32Chunked, Int64Chunked, TimeUnit};

use super::misfit::Misfit;
use crate::data::complaint::Fault;
use crate::number::Date;

const DAY_SECONDS: i64 = 86_400;

/// The days that are none of a year from 1 to 9999. Only when an end of the column is such a day are all looked at.
pub(super) fn beyond_the_calendar(days: &Int32Chunked) -> Vec<Misfit> {
    let is_none = |day: Option<i32>| day.is_some_and(|day| Date::from_days(day).is_none());
    if !is_none(days.min()) && !is_none(days.max()) {
        return Vec::new();
    }
    let beyond = days.iter().enumerate().filter(|(_, day)| is_none(*day));
    beyond.filter_map(|(row, day)| Some(misfit(row, counted(day?.into())))).collect()
}

/// Moments as days; a time of day is no part of a date, and one that is there was meant to say something.
pub(super) fn of_moments(moments: &Int64Chunked, unit: TimeUnit) -> (Int32Chunked, Vec<Misfit>) {
    let second = match unit {
        TimeUnit::Nanoseconds => 1_000_000_000,
        TimeUnit::Microseconds => 1_000_000,
        TimeUnit::Milliseconds => 1000,
    };
    let mut misfits = Vec::new();
    let days = moments.iter().enumerate().map(|(row, moment)| {
        let moment = moment?;
        let day = moment.div_euclid(second * DAY_SECONDS);
        let within = moment.rem_euclid(second * DAY_SECONDS);
        let date = i32::try_from(day).ok().and_then(Date::from_days);
        match date {
            Some(date) if within == 0 => return Some(date.days_since_epoch()),
            Some(date) => misfits.push(misfit(row, format!("{date} {}", clock(within / second)))),
            None => misfits.push(misfit(row, counted(day))),
        }
        None
    });
    let days = days.collect();
    (days, misfits)
}

fn misfit(row: usize, text: String) -> Misfit {
    Misfit { row, text, fault: Some(Fault::NotDate) }
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A day that has no date.
fn counted(day: i64) -> String {
    format!("1970-01-01 {day:+}")
}
