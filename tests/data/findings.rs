use super::support::*;
use heng::finding::{Code, Place};

#[test]
fn a_flood_is_bounded_for_each_kind() {
    let table = keyed_parks().with("数", number(""));
    let text = format!("园区编号,数\n{}", "P,x\n".repeat(25));
    let found = read_one(table, &text).unwrap_err();
    let of = |code| found.iter().filter(|found| found.code == code).count();
    // 25 wrong numbers: 20 and a line for 5 more; 24 duplicates: 20 and a line for 4 more.
    assert_eq!((of(Code::H0503), of(Code::H0504)), (21, 21));
    let sums: Vec<&str> = found
        .iter()
        .filter(|found| found.place == Some(Place::File("d/parks.csv".into())))
        .map(|found| found.message.zh.as_str())
        .collect();
    assert!(sums[0].contains("另有 5 处") && sums[1].contains("另有 4 处"), "{sums:?}");
}

#[test]
fn twenty_are_all_listed() {
    let text = format!("数\n{}", "x\n".repeat(20));
    assert_eq!(read_one(parks().with("数", number("")), &text).unwrap_err().len(), 20);
}
