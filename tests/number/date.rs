use heng::number::Date;
use proptest::prelude::*;

fn d(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd(year, month, day).expect("a date")
}

#[test]
fn dates_are_read_in_the_forms_files_have() {
    for text in [
        "2023-03-31",
        "2023-3-31",
        "2023/3/31",
        "2023.3.31",
        "2023年3月31日",
        "2023年03月31日",
        "20230331",
        "２０２３-０３-３１",
        "２０２３年３月３１日",
        "２０２３０３３１",
        "2023／3／31",
        "２０２３．３．３１",
        "2023－03－31",
    ] {
        assert_eq!(Date::parse(text), Some(d(2023, 3, 31)), "{text}");
    }
}

#[test]
fn other_text_and_days_that_do_not_exist_are_refused() {
    for text in [
        "",
        "2023",
        "2023-03",
        "2023年3月",
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023-01-00",
        "23-3-31",
        "2023-3/31",
        "2023-3-31 ",
        " 2023-3-31",
        "2023-3-31T00:00",
        "2023年3月31",
        "2023-003-031",
        "2023-3-31-1",
        "202303311",
        "2023033",
        "-023-3-31",
        "+2023-3-31",
        "0000-01-01",
        "２０２３年十月一日",
        "日",
        "年月日",
        "---",
        "公元年0331",
        "2023-+3-31",
    ] {
        assert_eq!(Date::parse(text), None, "{text:?}");
    }
}

#[test]
fn a_leap_day_exists_in_leap_years_only() {
    assert!(Date::from_ymd(2024, 2, 29).is_some() && Date::from_ymd(2000, 2, 29).is_some());
    assert!(Date::from_ymd(2023, 2, 29).is_none() && Date::from_ymd(1900, 2, 29).is_none());
}

#[test]
fn years_run_from_1_to_9999() {
    assert!(Date::from_ymd(0, 12, 31).is_none() && Date::from_ymd(10_000, 1, 1).is_none());
    assert_eq!(d(1, 1, 1).to_string(), "0001-01-01");
    assert_eq!(d(1, 1, 1).add_days(-1), None);
    assert_eq!(d(9999, 12, 31).add_days(1), None);
    assert_eq!(d(2023, 1, 1).add_days(i64::MAX), None);
    assert_eq!(d(2023, 1, 1).add_days(i64::MIN), None);
    assert_eq!(Date::from_days(i32::MAX), None);
    assert_eq!(Date::from_days(i32::MIN), None);
}

#[test]
fn days_are_counted_from_1970() {
    assert_eq!(d(1970, 1, 1).days_since_epoch(), 0);
    assert_eq!(d(1969, 12, 31).days_since_epoch(), -1);
    assert_eq!(d(2023, 3, 31).days_since_epoch(), 19_447);
    assert_eq!(Date::from_days(19_447), Some(d(2023, 3, 31)));
    assert_eq!(d(2024, 2, 28).days_until(d(2024, 3, 1)), 2);
    assert_eq!(d(2024, 3, 1).days_until(d(2024, 2, 28)), -2);
    assert_eq!(d(2023, 12, 31).add_days(1), Some(d(2024, 1, 1)));
}

#[test]
fn dates_are_in_order_of_time_and_print_as_iso() {
    assert!(d(2023, 12, 31) < d(2024, 1, 1));
    assert_eq!(d(2024, 1, 2).to_string(), "2024-01-02");
    assert_eq!(d(2024, 1, 2).ymd(), (2024, 1, 2));
    assert!(d(2024, 3, 31).is_weekend() && !d(2024, 4, 1).is_weekend());
}

proptest! {
    #[test]
    fn a_date_reads_back_in_every_form(days in -719_162_i32..=2_932_896) {
        let date = Date::from_days(days).unwrap();
        prop_assert_eq!(date.days_since_epoch(), days);
        let (y, m, dd) = date.ymd();
        for text in [
            date.to_string(),
            format!("{y:04}/{m}/{dd}"),
            format!("{y:04}.{m}.{dd}"),
            format!("{y:04}年{m}月{dd}日"),
            format!("{y:04}{m:02}{dd:02}"),
        ] {
            prop_assert_eq!(Date::parse(&text), Some(date));
        }
    }

    #[test]
    fn adding_the_days_between_arrives(a in -719_162_i32..=2_932_896, b in -719_162_i32..=2_932_896) {
        let (a, b) = (Date::from_days(a).unwrap(), Date::from_days(b).unwrap());
        prop_assert_eq!(a.add_days(a.days_until(b)), Some(b));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC*|[0-9年月日./０-９-]{0,14}") {
        let _ = Date::parse(&text);
    }
}
