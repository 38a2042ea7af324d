use heng::number::{Calendar, CalendarError, Date};
use proptest::prelude::*;

fn d(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn china() -> Calendar {
    Calendar::china().expect("the carried calendar holds together")
}

/// 2027 with an invented arrangement: the law's dates, one make-up day.
const YEAR_2027: &str = r#"
[2027]
notice = "示例"
weekday_off = ["01-01", "02-05", "02-08", "02-09", "02-10", "02-11", "02-12", "04-05", "05-03", "10-01"]
weekend_work = ["02-20"]
"#;

#[test]
fn an_extension_adds_a_year() {
    let longer = china().extended(YEAR_2027).unwrap();
    assert_eq!(longer.covered(), Some((2021, 2027)));
    assert_eq!(longer.is_workday(d("2027-02-20")), Ok(true));
    assert_eq!(longer.is_workday(d("2027-02-08")), Ok(false));
    assert_eq!(longer.working_day_after(d("2026-12-30"), 2, false), Ok(d("2027-01-04")));
    assert_eq!(longer.is_workday(d("2026-10-10")), Ok(true));
}

#[test]
fn an_extension_replaces_a_year() {
    let changed =
        china().extended("[2026]\nweekday_off = [\"01-01\"]\nweekend_work = []\nworkdays_total = 260").unwrap();
    assert_eq!(changed.is_workday(d("2026-10-01")), Ok(true));
    assert_eq!(changed.is_workday(d("2025-10-01")), Ok(false));
    assert_eq!(changed.covered(), Some((2021, 2026)));
}

#[test]
fn a_gap_between_known_years_is_never_jumped() {
    let gapped = china().extended("[2032]\nweekday_off = [\"01-01\"]\nweekend_work = []").unwrap();
    let expected = CalendarError::NotCovered { date: d("2027-01-01"), first: 2021, last: 2032 };
    assert_eq!(gapped.covered(), Some((2021, 2032)));
    assert_eq!(gapped.working_day_after(d("2026-12-31"), 1, false), Err(expected.clone()));
    assert_eq!(gapped.working_days_between(d("2026-12-01"), d("2032-02-01")), Err(expected.clone()));
    assert_eq!(gapped.working_days_between(d("2032-02-01"), d("2026-12-01")), Err(expected.clone()));
    assert_eq!(gapped.is_workday(d("2027-01-01")), Err(expected.clone()));
    assert!(expected.to_string().contains("中间缺年"));
    assert_eq!(gapped.next_working_day(d("2032-01-01")), Ok(d("2032-01-02")));
}

#[test]
fn a_year_that_does_not_hold_together_is_refused() {
    let date = |text| d(text);
    for (text, expected) in [
        (
            "[2027]\nweekday_off=[\"02-30\"]\nweekend_work=[]",
            CalendarError::BadDate { year: 2027, text: "02-30".into() },
        ),
        ("[2027]\nweekday_off=[\"元旦\"]\nweekend_work=[]", CalendarError::BadDate { year: 2027, text: "元旦".into() }),
        ("[2027]\nweekday_off=[\"01-02\"]\nweekend_work=[]", CalendarError::OffAtWeekend { date: date("2027-01-02") }),
        ("[2027]\nweekday_off=[]\nweekend_work=[\"01-01\"]", CalendarError::WorkOnWeekday { date: date("2027-01-01") }),
        (
            "[2027]\nweekday_off=[\"01-01\",\"1-1\"]\nweekend_work=[]",
            CalendarError::Repeated { date: date("2027-01-01") },
        ),
        ("[2027]\nweekend_work=[]", CalendarError::MissingList { year: 2027, list: "weekday_off" }),
        ("[2027]\nweekday_off=[]", CalendarError::MissingList { year: 2027, list: "weekend_work" }),
        ("[27]\nweekday_off=[]\nweekend_work=[]", CalendarError::BadYear { heading: "27".into() }),
        ("[0000]\nweekday_off=[]\nweekend_work=[]", CalendarError::BadYear { heading: "0000".into() }),
        (
            "[2027]\nworkdays_total=250\nweekday_off=[]\nweekend_work=[]",
            CalendarError::WrongTotal { year: 2027, stated: 250, counted: 261 },
        ),
    ] {
        assert_eq!(china().extended(text), Err(expected), "{text}");
    }
}

#[test]
fn text_that_is_no_calendar_is_refused_with_its_line() {
    for (text, line) in [
        ("[2027", 1),
        ("[2027]\nweekday_off = [1]\nweekend_work = []", 2),
        ("[2027]\nweekday_off = []\nweekend_wrok = []", 3),
    ] {
        match china().extended(text) {
            Err(CalendarError::Malformed { line: found, .. }) => assert_eq!(found, line, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn an_extension_by_nothing_changes_nothing() {
    assert_eq!(china().extended(""), Ok(china()));
}

#[test]
fn the_last_year_there_is_can_be_known() {
    let end = china().extended("[9999]\nweekday_off=[]\nweekend_work=[]").unwrap();
    assert!(end.working_day_after(d("9999-12-31"), 1, false).is_err());
    assert_eq!(end.next_working_day(d("9999-12-31")), Ok(d("9999-12-31")));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC*|(\\[[0-9]{1,5}\\]\n)?(weekday_off|weekend_work|[a-z]*)=\\[[\"0-9,-]*\\]") {
        let _ = china().extended(&text);
    }
}
