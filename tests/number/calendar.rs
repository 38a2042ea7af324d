use crate::vectors::VECTORS;
use heng::number::{Calendar, CalendarError, Date};
use proptest::prelude::*;

fn d(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn china() -> Calendar {
    Calendar::china().expect("the carried calendar holds together")
}

#[test]
fn five_working_days_of_public_notice_end_on_the_known_dates() {
    let china = china();
    for (start, not_counted, counted) in VECTORS {
        assert_eq!(china.working_day_after(d(start), 5, false), Ok(d(not_counted)), "{start} not counted");
        assert_eq!(china.working_day_after(d(start), 5, true), Ok(d(counted)), "{start} counted");
        assert_eq!(china.working_days_between(d(start), d(not_counted)), Ok(5), "{start}");
    }
}

#[test]
fn each_year_has_its_known_number_of_working_days() {
    let china = china();
    for (year, total) in [(2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
        let first = Date::from_ymd(year, 1, 1).unwrap();
        let last = Date::from_ymd(year, 12, 31).unwrap();
        // 1 January is a day off in each of these years.
        assert_eq!(china.is_workday(first), Ok(false));
        assert_eq!(china.working_days_between(first, last), Ok(total), "{year}");
    }
    assert_eq!(china.covered(), Some((2021, 2026)));
}

#[test]
fn a_deadline_on_a_sunday_moves_to_monday() {
    assert_eq!(china().next_working_day(d("2024-03-31")), Ok(d("2024-04-01")));
    assert_eq!(china().next_working_day(d("2023-03-31")), Ok(d("2023-03-31")));
    assert_eq!(china().next_working_day(d("2024-10-01")), Ok(d("2024-10-08")));
}

#[test]
fn a_make_up_saturday_is_a_working_day_and_a_holiday_monday_is_not() {
    assert_eq!(china().is_workday(d("2023-05-06")), Ok(true));
    assert_eq!(china().is_workday(d("2023-05-01")), Ok(false));
    assert_eq!(china().is_workday(d("2023-05-07")), Ok(false));
}

#[test]
fn the_day_of_start_counts_only_if_it_is_a_working_day() {
    assert_eq!(china().working_day_after(d("2024-03-31"), 1, true), Ok(d("2024-04-01")));
    assert_eq!(china().working_day_after(d("2024-04-01"), 1, true), Ok(d("2024-04-01")));
    assert_eq!(china().working_day_after(d("2024-04-01"), 1, false), Ok(d("2024-04-02")));
}

#[test]
fn no_working_days_after_a_date_is_the_date() {
    for count_start in [false, true] {
        assert_eq!(china().working_day_after(d("2024-03-31"), 0, count_start), Ok(d("2024-03-31")));
    }
}

#[test]
fn counting_backwards_is_negative() {
    assert_eq!(china().working_days_between(d("2024-04-08"), d("2024-03-29")), Ok(-5));
    assert_eq!(china().working_days_between(d("2024-04-08"), d("2024-04-08")), Ok(0));
}

#[test]
fn a_date_outside_the_known_years_is_an_error() {
    let china = china();
    for text in ["2020-12-31", "2027-01-01", "0001-01-01", "9999-12-31"] {
        let date = d(text);
        let expected = CalendarError::NotCovered { date, first: 2021, last: 2026 };
        assert_eq!(china.is_workday(date), Err(expected.clone()));
        assert_eq!(china.next_working_day(date), Err(expected.clone()));
        assert_eq!(china.working_day_after(date, 0, false), Err(expected.clone()));
        assert_eq!(china.working_days_between(date, date), Err(expected.clone()));
        assert!(china.working_days_between(d("2024-01-01"), date).is_err());
        assert!(china.working_days_between(date, d("2024-01-01")).is_err());
    }
}

#[test]
fn a_count_that_runs_beyond_the_known_years_is_an_error() {
    let expected = Err(CalendarError::NotCovered { date: d("2027-01-01"), first: 2021, last: 2026 });
    assert_eq!(china().working_day_after(d("2026-12-30"), 1, false), Ok(d("2026-12-31")));
    assert_eq!(china().working_day_after(d("2026-12-30"), 2, false), expected);
    assert_eq!(china().working_day_after(d("2021-01-01"), u32::MAX, true), expected);
}

#[test]
fn the_error_tells_the_way_out() {
    let message = china().is_workday(d("2027-03-31")).unwrap_err().to_string();
    assert!(message.contains("2027 年") && message.contains("2021 至 2026"), "{message}");
    assert!(message.contains("用 --calendar 文件补充该年的放假安排"), "{message}");
}

proptest! {
    #[test]
    fn counting_is_the_walk_over_the_days(from in 18_628_i32..=20_818, to in 18_628_i32..=20_818) {
        let china = china();
        let start = Date::from_days(from).unwrap();
        let end = Date::from_days(to.max(from)).unwrap();
        let walked: Vec<Date> = (from + 1..=to)
            .filter_map(Date::from_days)
            .filter(|date| china.is_workday(*date).unwrap())
            .collect();
        let count = i64::try_from(walked.len()).unwrap();
        prop_assert_eq!(china.working_days_between(start, end), Ok(count));
        prop_assert_eq!(china.working_days_between(end, start), Ok(-count));
        if let Some(last) = walked.last() {
            prop_assert_eq!(china.working_day_after(start, u32::try_from(walked.len()).unwrap(), false), Ok(*last));
        }
    }
}
