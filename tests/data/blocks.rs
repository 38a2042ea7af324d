//! Files of several blocks: what is read, and where findings stand, is as in one piece.

use super::support::*;
use heng::core::{FieldId, Type};
use heng::data::Cell;
use heng::finding::{Code, Place};
use heng::number::Number;

const ROWS: usize = 120_000;

/// Rows of all kinds of writing, each with the lines that it has, the name and the number.
fn row(number: usize, end: &str) -> (String, u64, String, Number) {
    let (name, written, lines) = match number % 7 {
        0 => (format!("园,{number}"), format!("\"园,{number}\""), 1),
        1 => (format!("甲{end}乙"), format!("\"甲{end}乙\" "), 2),
        2 => ("说\"好\"".to_owned(), "\"说\"\"好\"\"\"".to_owned(), 1),
        3 => ("5\"屏".to_owned(), "5\"屏".to_owned(), 1),
        4 => ("\"".to_owned(), "\"\"\"\"".to_owned(), 1),
        _ => ("乐清市人力资源产业园".to_owned(), "乐清市人力资源产业园".to_owned(), 1),
    };
    let places = u32::try_from(number % 3).unwrap();
    let value = Number::from_scaled(i128::try_from(number).unwrap(), places);
    let blank = if number.is_multiple_of(1000) { end.repeat(2) } else { String::new() };
    let text = format!("P{number},{written},{}{end}{blank}", value.to_fixed(places));
    (text, lines + if blank.is_empty() { 0 } else { 2 }, name, value)
}

#[test]
fn rows_that_lie_across_blocks_are_read_as_others() {
    for end in ["\n", "\r\n", "\r"] {
        let rows: Vec<_> = (0..ROWS).map(|number| row(number, end)).collect();
        let texts: Vec<&str> = rows.iter().map(|(text, ..)| text.as_str()).collect();
        let text = format!("{}园区编号,名称,数{end}{}", end.repeat(3), texts.concat());
        assert!(text.len() > 3 << 20);
        let table = keyed_parks().with("名称", Type::Text).with("数", number(""));
        let read = read_one(table, &text).unwrap();
        assert_eq!(read.rows, ROWS);
        let mut line = 5;
        for (place, (text, lines, name, value)) in rows.iter().enumerate() {
            assert_eq!(read.lines.get(place), Some(line), "{place}");
            assert_eq!(read.cell(FieldId(1), place), Cell::Text(name), "{place}");
            assert_eq!(read.cell(FieldId(2), place), Cell::Number(value.clone()), "{place}");
            let written = read.place(FieldId(2), place).text.unwrap();
            assert!(text.trim_end().ends_with(&format!(",{written}")), "{place}: {written}");
            line += lines;
        }
    }
}

#[test]
fn findings_of_later_blocks_have_their_lines_and_are_counted_together() {
    let cell = |number: usize| if number % 1500 == 1499 { "许多".to_owned() } else { number.to_string() };
    let rows: String = (0..ROWS * 3).map(|number| format!("P{number},{}\n", cell(number))).collect::<Vec<_>>().concat();
    let found = read_one(keyed_parks().with("数", number("")), &format!("园区编号,数\n{rows}")).unwrap_err();
    assert_eq!(found.len(), 21);
    for (finding, number) in found.iter().zip(1..=20) {
        let Some(Place::Cell(place)) = &finding.place else { panic!("{finding:?}") };
        assert_eq!((finding.code, place.row), (Code::H0503, Some(number * 1500 + 1)));
    }
    assert_eq!(found[20].message.zh, "此文件另有 220 处「单元格内容不合类型」没有逐条列出");
}

#[test]
fn bytes_of_another_encoding_in_a_later_block_are_all_that_is_said() {
    let mut bytes = "园区编号,数\nP,许多\n".as_bytes().to_vec();
    (0..ROWS * 3).for_each(|number| bytes.extend(format!("P{number},1\n").bytes()));
    bytes.extend(b"\xD3\xAA\xD2\xB5\xCA\xD5\xC8\xEB,1\n");
    let tables = vec![keyed_parks().with("数", number(""))];
    let (code, _, message, _) = only_file(read(tables, &[("parks.csv", &bytes)]));
    assert_eq!(code, Code::H0508);
    assert!(message.contains("后面像是 GBK") && message.contains(&format!("第 {} 行", ROWS * 3 + 3)), "{message}");
}

#[test]
fn a_cell_of_several_blocks_is_a_cell() {
    let long = "长，\n".repeat(1 << 19);
    let text = format!("园区编号,名称\nP1,\"{long}完\"\nP2,\"\"\"\"\n");
    let read = read_one(keyed_parks().with("名称", Type::Text), &text).unwrap();
    assert_eq!(read.cell(FieldId(1), 0), Cell::Text(&format!("{long}完")));
    assert_eq!(lines(&read), [2, 3 + (1 << 19)]);
}

#[test]
fn a_row_that_is_too_long_is_refused_at_its_line() {
    let rows: String = (0..ROWS).map(|number| format!("P{number},1\n")).collect::<Vec<_>>().concat();
    let text = format!("园区编号,数\n{rows}P,{}\nQ,1\n", "9".repeat(18 << 20));
    let found = read_one(keyed_parks().with("数", number("")), &text).unwrap_err();
    assert_eq!(places(&found), [(Code::H0508, at(Some(u64::try_from(ROWS).unwrap() + 2), None, None))]);
}
