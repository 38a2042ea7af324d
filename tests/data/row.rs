use super::support::*;
use heng::core::{FieldId, Type};
use heng::data::Cell;
use heng::finding::Code;

#[test]
fn blank_rows_are_skipped_and_lines_counted() {
    let text = "园区编号,名称\n\nP1,甲\n,\n \u{3000},\n\n\nP2,乙\n";
    let table = read_one(keyed_parks().with("名称", Type::Text), text).unwrap();
    assert_eq!(lines(&table), [3, 8]);
}

#[test]
fn every_line_end_counts_once() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["园区编号", "P1", "", "P2", "P3"].join(end);
        assert_eq!(lines(&read_one(keyed_parks(), &text).unwrap()), [2, 4, 5], "{end:?}");
    }
}

#[test]
fn quoted_cells_keep_commas_quotes_and_line_breaks() {
    let text = "\u{feff}园区编号,名称\r\n\"P\r\n1\",\"甲,\"\"乙\"\"\r\n丙\"\r\nP2,丁\r\n";
    let table = read_one(keyed_parks().with("名称", Type::Text), text).unwrap();
    assert_eq!(lines(&table), [2, 5]);
    assert_eq!(table.cell(FieldId(0), 0), Cell::Text("P\r\n1"));
    assert_eq!(table.cell(FieldId(1), 0), Cell::Text("甲,\"乙\"\r\n丙"));
}

#[test]
fn ragged_rows_are_refused() {
    let text = "园区编号,名称\nP1\nP2,乙\nP3,丙,\n";
    let found = read_one(keyed_parks().with("名称", Type::Text), text).unwrap_err();
    assert_eq!(places(&found), [(Code::H0508, at(Some(2), None, None)), (Code::H0508, at(Some(4), None, None))]);
    assert_eq!(found[0].message.zh, "这一行有 1 格，表头有 2 格");
}

#[test]
fn an_unpaired_quotation_mark_does_not_swallow_rows() {
    let table = || keyed_parks().with("名称", Type::Text);
    let found = read_one(table(), "园区编号,名称\nP1,\"甲\nP2,乙\nP3,丙\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0508, at(Some(2), None, None))]);
    for fine in ["P1,\"a\"\"\"\n", "P1,5\"\n", "P1,\"\"\n", "P1,\"a\"", "P1,\"\"\"\"\"\"\n"] {
        assert!(read_one(table(), &format!("园区编号,名称\n{fine}")).is_ok(), "{fine}");
    }
}

#[test]
fn nothing_but_blanks_stands_behind_a_closing_quotation_mark() {
    let read = |rows: &str| {
        let table = keyed_parks().with("名称", Type::Text).with("收入", number(""));
        read_one(table, &format!("园区编号,名称,收入\n{rows}"))
    };
    for (row, column, written, behind) in [
        ("P1,甲,\"50\"9\n", "收入", "\"50\"9", "9"),
        ("P1,甲,\"9\"5", "收入", "\"9\"5", "5"),
        ("P1,\"甲\" \"园\",1\r\n", "名称", "\"甲\" \"园\"", "\"园\""),
        ("P1,\"甲\"\"园\"乙\",1\n", "名称", "\"甲\"\"园\"乙\"", "乙\""),
        ("\"P1\"x,甲,1\n", "园区编号", "\"P1\"x", "x"),
        ("P1,\"\"甲,1\n", "名称", "\"\"甲", "甲"),
        ("P1,\"甲\"\u{3000}、 ,1\n", "名称", "\"甲\"\u{3000}、", "、"),
        // A row with a cell too many has no column there.
        ("P1,\"甲\"园,1,2\n", "名称", "\"甲\"园", "园"),
    ] {
        let found = read(&format!("{row}\nP2,乙,2\n")).unwrap_err();
        assert_eq!(places(&found), [(Code::H0508, at(Some(2), Some(column), Some(written)))], "{row}");
        assert_eq!(found[0].message.zh, format!("双引号已经合上，后面还有「{behind}」"), "{row}");
        assert!(help(&found[0]).starts_with("双引号放在一格的头和尾"), "{row}");
    }
    for (row, name) in [
        ("P1,\"甲\" ,1\n", "甲"),
        ("P1,\"甲\"\u{3000}\t,\"1\" \n", "甲"),
        ("P1,5\",1\n", "5\""),
        ("P1,5\"寸\"屏,1\n", "5\"寸\"屏"),
        ("P1,\"5\"\"\",1\n", "5\""),
    ] {
        assert_eq!(read(row).unwrap().cell(FieldId(1), 0), Cell::Text(name), "{row}");
    }
    // In a number such a mark is no digit.
    assert_eq!(places(&read("P1,甲,50\"9\n").unwrap_err()), [(Code::H0503, at(Some(2), Some("收入"), Some("50\"9")))]);
}

#[test]
fn a_mark_that_is_closed_rows_later_is_told_where_it_was_opened() {
    let table = keyed_parks().with("名称", Type::Text);
    let found = read_one(table, "园区编号,名称\nP1,\"甲\nP2,\"乙\"\nP3,丙\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0508, at(Some(2), Some("名称"), Some("\"甲\nP2,\"乙\"")))]);
    assert!(help(&found[0]).contains("没有配对"));
}

#[test]
fn marks_of_a_header_are_held_too() {
    let table = || keyed_parks().ignoring();
    for (header, text) in [("\"园区\"编号,名称", Some("\"园区\"编号")), ("园区编号,\"名称", None)] {
        let found = read_one(table(), &format!("{header}\nP1,甲\n")).unwrap_err();
        assert_eq!(places(&found), [(Code::H0508, at(None, None, text))], "{header}");
    }
    assert!(read_one(table(), "\"园区编号\" ,\"名\"\"称\"\nP1,甲\n").is_ok());
}

#[test]
fn cells_are_trimmed_and_empty_ones_missing() {
    let text = "园区编号,名称,数\n\u{a0}P1\u{3000}, ,\u{200b}\n";
    let table = read_one(keyed_parks().with("名称", Type::Text).with("数", number("")), text).unwrap();
    assert_eq!(table.cell(FieldId(0), 0), Cell::Text("P1"));
    assert_eq!(table.cell(FieldId(1), 0), Cell::Missing);
    assert_eq!(table.cell(FieldId(2), 0), Cell::Missing);
    assert_eq!(table.place(FieldId(2), 0), at(Some(2), Some("数"), None));
}
