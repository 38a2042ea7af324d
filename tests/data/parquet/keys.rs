//! Keys, rows above, and row groups.

use super::support::*;
use heng::core::{FieldId, KeyPart, Type};
use heng::data::Typed;
use heng::finding::Code;
use polars_core::prelude::{DataType, IntoColumn, NamedFrom, Series};

#[test]
fn a_key_that_stands_twice_names_the_first_row() {
    let keys = column("园区编号", ["P1", "P2", " P1 ", "P1"]);
    let found = read_frame(keyed_parks(), &frame(vec![keys])).unwrap_err();
    let at = |row| (Code::H0504, place(Some(row), "园区编号", Some("P1")));
    assert_eq!(places(&found), [at(3), at(4)]);
    assert_eq!(found[0].message.zh, "主键「园区编号」重复：「P1」在第 1 行已经有了");
}

#[test]
fn an_empty_key_and_a_row_of_totals_are_refused() {
    let keys = column("园区编号", [Some("P1"), None, Some(" "), Some("合 计"), Some("小计")]);
    let found = read_frame(keyed_parks(), &frame(vec![keys])).unwrap_err();
    let at = |row, text| (Code::H0506, place(Some(row), "园区编号", text));
    assert_eq!(places(&found), [at(2, None), at(3, None), at(4, Some("合 计")), at(5, Some("小计"))]);
}

#[test]
fn findings_in_later_row_groups_have_the_row_of_the_file() {
    let table = keyed_parks().with("数", number("")).with("类", choice(&["甲"]));
    let keys: Vec<String> = (1..=10).map(|number| format!("P{number}")).collect();
    let mut numbers = vec!["1"; 10];
    numbers[7] = "约";
    let mut kinds = vec!["甲"; 10];
    kinds[9] = "乙";
    let all = frame(vec![column("园区编号", keys), column("数", numbers), column("类", kinds)]);
    for group in [1, 3, 10] {
        let found = read_bytes(table.clone(), &file(&all, group)).unwrap_err();
        let mut found = places(&found);
        found.sort_by_key(|(code, _)| *code);
        assert_eq!(
            found,
            [(Code::H0503, place(Some(8), "数", Some("约"))), (Code::H0507, place(Some(10), "类", Some("乙")))],
            "{group}"
        );
    }
}

#[test]
fn row_groups_of_different_scales_become_one_column() {
    let values = [Some(1.0), Some(2.0), Some(0.125), None, Some(1e15 + 0.5), Some(3.0)];
    let all = frame(vec![column("列", values)]);
    for group in 1..=6 {
        let table = read_bytes(parks().with("列", number("")), &file(&all, group)).unwrap();
        let Typed::Number { scale, values } = &table.columns[0].typed else { panic!() };
        assert_eq!(*scale, 3);
        let thousandths = [1000, 2000, 125, -1, 1_000_000_000_000_000_500, 3000];
        assert_eq!(values.iter().map(|value| value.unwrap_or(-1)).collect::<Vec<_>>(), thousandths, "{group}");
        assert_eq!(lines(&table), [1, 2, 3, 4, 5, 6]);
    }
}

#[test]
fn a_number_that_only_one_scale_for_all_groups_does_not_fit_is_refused() {
    let all = frame(vec![column("列", [1e30, 1e-22])]);
    for group in [1, 2] {
        let found = read_bytes(parks().with("列", number("")), &file(&all, group)).unwrap_err();
        assert_eq!(found[0].code, Code::H0503);
        let place = places(&found).remove(0).1;
        assert_eq!((place.row, place.column.as_deref()), (Some(1), Some("列")), "{group}");
        let (large, fine) = (format!("1{}", "0".repeat(30)), format!("0.{}1", "0".repeat(21)));
        assert_eq!(place.text.as_deref(), Some(large.as_str()), "{group}");
        let said = &found[0].message.zh;
        // Within one group the numbers never had one scale.
        assert!(said.contains(&large) && (group == 2 || said.contains(&fine)), "{said}");
    }
}

#[test]
fn every_type_survives_every_size_of_group() {
    let table = || {
        keyed_parks()
            .with("数", number(""))
            .with("是", Type::YesNo)
            .with("日", Type::Date)
            .with("类", choice(&["甲", "乙"]))
    };
    let days = column("日", [Some(1_i32), None, Some(3), Some(4), Some(5)]).cast(&DataType::Date).unwrap();
    let kinds = column("类", [Some("乙"), Some("甲"), None, Some("甲"), Some("乙")]);
    let all = frame(vec![
        column("园区编号", ["a", "b", "c", "d", "e"]),
        column("数", [Some(1_i64), None, Some(3), Some(4), Some(5)]),
        column("是", [Some(true), None, Some(false), None, Some(true)]),
        days,
        kinds,
    ]);
    let said = |group| {
        let table = read_bytes(table(), &file(&all, group)).unwrap();
        let row = |row| (0..5).map(|field| table.place(FieldId(field), row).text).collect::<Vec<_>>();
        (0..table.rows).map(row).collect::<Vec<_>>()
    };
    let whole = said(5);
    assert_eq!(whole[4].join_texts(), "e 5 是 1970-01-06 乙");
    assert_eq!(whole[1].join_texts(), "b - - - 甲");
    for group in 1..5 {
        assert_eq!(said(group), whole, "{group}");
    }
}

trait JoinTexts {
    fn join_texts(&self) -> String;
}

impl JoinTexts for Vec<Option<String>> {
    fn join_texts(&self) -> String {
        self.iter().map(|text| text.as_deref().unwrap_or("-")).collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn rows_find_their_parents_and_orphans_are_named() {
    let tables = || {
        vec![in_parquet(keyed_parks()), in_parquet(below(0, "所属园区", "机构", "orgs.csv").with("名称", Type::Text))]
    };
    let parks = file(&frame(vec![column("园区编号", ["P1", "P2"])]), 1);
    let orgs = |keys: &[Option<&str>]| {
        let names = column("名称", vec!["甲"; keys.len()]);
        file(&frame(vec![Series::new("所属园区".into(), keys).into_column(), names]), 2)
    };
    let fine = orgs(&[Some("P2"), Some(" P1"), Some("P2"), Some("P2")]);
    let read_both = |orgs: &[u8]| read(tables(), &[("parks.parquet", &parks), ("orgs.parquet", orgs)]);
    assert_eq!(parents(&read_both(&fine).unwrap().0[1]), [1, 0, 1, 1]);
    let found = read_both(&orgs(&[Some("P1"), Some("园区P2"), Some("园区P2"), None])).unwrap_err();
    let at = |code, row, text| {
        let place = place(Some(row), "所属园区", text);
        (code, heng::finding::CellPlace { file: "orgs.parquet".into(), ..place })
    };
    let expected = [at(Code::H0505, 2, Some("园区P2")), at(Code::H0505, 3, Some("园区P2")), at(Code::H0506, 4, None)];
    assert_eq!(places(&found), expected);
    assert!(help(&found[0]).contains("是不是想写「P2」"));
}

#[test]
fn a_key_of_several_columns_compares_values() {
    let table = parks().with("年度", number("年")).with("日", Type::Date).key(&[field(0), field(1)]);
    let years = column("年度", [2023.0, 2022.0, 2023.0]);
    let days = column("日", [1_i32, 1, 1]).cast(&DataType::Date).unwrap();
    let found = read_frame(table, &frame(vec![years, days])).unwrap_err();
    let place = heng::finding::CellPlace { column: None, ..place(Some(3), "", Some("2023, 1970-01-02")) };
    assert_eq!(places(&found), [(Code::H0504, place)]);
}

#[test]
fn the_parent_may_be_part_of_a_key() {
    let child = in_parquet(below(0, "园区编号", "判定", "q.csv").with("条款", Type::Text));
    let tables = vec![in_parquet(keyed_parks()), child.key(&[KeyPart::Parent, field(0)])];
    let parks = file(&frame(vec![column("园区编号", ["P1", "P2"])]), 9);
    let rows = frame(vec![column("园区编号", ["P1", "P2", "P1"]), column("条款", ["R1", "R1", "R1"])]);
    let found = read(tables, &[("parks.parquet", &parks), ("q.parquet", &file(&rows, 9))]).unwrap_err();
    assert_eq!(found.len(), 1);
    assert!(found[0].message.zh.contains("第 1 行"), "{}", found[0].message.zh);
}

#[test]
fn a_column_of_a_wrong_type_moves_no_other_column_into_the_place_of_the_key() {
    let mut table = parks().with("数", number("")).with("园区编号", Type::Text).with("名称", Type::Text);
    table.key = vec![KeyPart::Field(FieldId(1))];
    let all = vec![column("数", [true, false]), column("园区编号", ["P1", "P2"]), column("名称", ["同名", "同名"])];
    let found = read_frame(table, &frame(all)).unwrap_err();
    assert_eq!(places(&found), [(Code::H0503, place(None, "数", None))]);
}
