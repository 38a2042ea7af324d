//! The range that a column declares.

use super::support::*;
use heng::core::{Constant, End, FieldId, Range, Table, Type};
use heng::finding::{Code, Span};
use heng::number::{Date, Number, Unit};

fn end(at: Constant, inclusive: bool) -> End {
    End { at, inclusive, span: Span::default() }
}

fn share(percent: i128, inclusive: bool) -> End {
    end(Constant::Number(Number::ratio(percent, 100).unwrap()), inclusive)
}

fn with_range(ty: Type, range: Range) -> Table {
    let mut table = parks().with("数", ty);
    table.fields[0].range = range;
    table
}

/// Whether a column of shares with this range takes a cell.
fn takes(range: Range, cell: &str) -> bool {
    match read_one(with_range(Type::Number(Unit::parse("%").unwrap()), range), &format!("数\n{cell}\n")) {
        Ok(_) => true,
        Err(found) => {
            assert_eq!(places(&found), [(Code::H0509, at(Some(2), Some("数"), Some(cell)))]);
            false
        }
    }
}

#[test]
fn inclusive_ends_belong_to_the_range_and_others_do_not() {
    let closed = || Range { low: Some(share(0, true)), high: Some(share(100, true)) };
    let open = || Range { low: Some(share(0, false)), high: Some(share(100, false)) };
    for (cell, in_closed, in_open) in [
        ("0", true, false),
        ("100", true, false),
        ("50", true, true),
        ("0.0001", true, true),
        ("100.0001", false, false),
        ("-1", false, false),
        ("1000‰", true, false),
    ] {
        assert_eq!(takes(closed(), cell), in_closed, "{cell}");
        assert_eq!(takes(open(), cell), in_open, "{cell}");
    }
}

#[test]
fn one_end_leaves_the_other_open() {
    assert!(takes(Range { low: Some(share(0, true)), high: None }, "99999"));
    assert!(!takes(Range { low: Some(share(0, true)), high: None }, "-0.01"));
    assert!(takes(Range { low: None, high: Some(share(0, false)) }, "-5"));
    assert!(!takes(Range { low: None, high: Some(share(0, false)) }, "0"));
}

#[test]
fn an_empty_cell_is_missing_and_not_out_of_range() {
    let table = with_range(Type::Number(Unit::parse("%").unwrap()), Range { low: Some(share(50, true)), high: None });
    let read = read_one(table.with("他", Type::Text), "数,他\n,a\n").unwrap();
    assert!(matches!(read.cell(FieldId(0), 0), heng::data::Cell::Missing));
}

#[test]
fn dates_have_a_range_too() {
    let range = || Range { low: Some(end(Constant::Date(Date::parse("2024-01-01").unwrap()), true)), high: None };
    assert!(read_one(with_range(Type::Date, range()), "数\n2024-01-01\n").is_ok());
    let found = read_one(with_range(Type::Date, range()), "数\n2023-12-31\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0509, at(Some(2), Some("数"), Some("2023-12-31")))]);
}

#[test]
fn the_range_is_said_in_the_unit_of_the_column() {
    let table = with_range(
        Type::Number(Unit::parse("%").unwrap()),
        Range { low: Some(share(0, true)), high: Some(share(100, false)) },
    );
    let found = read_one(table, "数\n950\n").unwrap_err();
    assert_eq!(found[0].message.zh, "「数」须不低于 0%、低于 100%，「950」超出了");
    assert_eq!(found[0].message.en, "`数` must be at least 0% and below 100%, and `950` is not");
}
