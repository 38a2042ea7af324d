use super::support::*;
use heng::core::{KeyPart, Type};
use heng::data::Form;
use heng::finding::Code;

#[test]
fn other_separators_are_read_or_named() {
    let table = || keyed_parks().with("数", number(""));
    for (text, separator) in [
        ("园区编号;数\nP1;1\n", ';'),
        ("\"园区编号\";\"数\"\nP1;1\n", ';'),
        ("园区编号\t数\nP1\t1\n", '\t'),
        ("园区编号|数\nP1|1\n", '|'),
    ] {
        let read = read_one(table(), text).unwrap();
        assert_eq!(lines(&read), [2]);
        let told = Form::Text { encoding: "UTF-8", separator };
        assert_eq!(read.readings.iter().map(|reading| reading.form.clone()).collect::<Vec<_>>(), [told]);
    }
    // A decimal comma is no number here.
    let found = read_one(table(), "园区编号; 数\nP1;1,5\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0503, at(Some(2), Some("数"), Some("1,5")))]);
    for (text, name) in [("园区编号，数\nP1，1\n", "全角逗号"), ("园区编号；数\nP1；1\n", "全角分号")]
    {
        let found = read_one(table(), text).unwrap_err();
        assert_eq!(places(&found), [(Code::H0502, at(None, None, None))], "{text}");
        let message = &found[0].message.zh;
        assert!(message.contains(&format!("各列之间是{name}")) && message.contains("应是逗号"), "{message}");
        assert!(help(&found[0]).contains("CSV UTF-8"), "{}", help(&found[0]));
    }
    let mut tabs = table();
    tabs.file = "parks.tsv".into();
    assert!(read(vec![tabs], &[("parks.tsv", "园区编号,数\nP1,1\n".as_bytes())]).is_ok());
    // Quotation marks that hide what separates them do not lead astray.
    let found = read_one(table(), "甲,园区编号;数,乙\nP1\n").unwrap_err();
    assert!(found.iter().all(|found| found.code == Code::H0502 || found.code == Code::H0508), "{found:?}");
}

#[test]
fn headers_are_trimmed() {
    let table = keyed_parks().with("营业收入", number("万元"));
    assert_eq!(read_one(table, " 园区编号\u{a0},\u{3000}营业收入\u{200b}\nP1,2\n").unwrap().rows, 1);
}

#[test]
fn a_renamed_column_is_reported_from_both_sides() {
    let table = keyed_parks().with("营业收入", number("万元"));
    let found = read_one(table, "园区编号,营业收入（含代收代付）\nP1,2\n").unwrap_err();
    let place = |column| (Code::H0502, at(None, Some(column), None));
    assert_eq!(places(&found), [place("营业收入"), place("营业收入（含代收代付）")]);
    for finding in &found {
        assert!(help(finding).contains("规则里这一列写：营业收入 … 列 \"营业收入（含代收代付）\""));
    }
    // Unless the rules say that the column has had several names.
    let mut table = keyed_parks().with("营业收入", number("万元"));
    table.fields[1].also = vec!["营收".into(), "营业收入（含代收代付）".into()];
    for header in ["营收", "营业收入（含代收代付）", "营业收入"] {
        let read = read_one(table.clone(), &format!("园区编号,{header}\nP1,2\n")).unwrap();
        assert_eq!(read.rows, 1);
    }
    let found = read_one(table, "园区编号,营收,营业收入（含代收代付）\nP1,2,3\n").unwrap_err();
    assert!(found[0].message.zh.contains("都是「营业收入」这一列"), "{found:?}");
}

#[test]
fn a_header_may_name_a_unit() {
    let value = |header: &str, cell: &str| {
        let table = keyed_parks().with("营业收入", number("万元"));
        let read =
            read_one(table, &format!("园区编号,{header}\nP1,{cell}\n")).map_err(|found| found[0].message.zh.clone())?;
        let place = read.place(heng::core::FieldId(1), 0).text.unwrap();
        Ok::<_, String>((format!("{:?}", read.cell(heng::core::FieldId(1), 0)), place))
    };
    let number = |text: &str| format!("{:?}", heng::data::Cell::Number(heng::number::Number::parse(text).unwrap()));
    assert_eq!(value("营业收入（万元）", "5"), Ok((number("5"), "5".into())));
    // What the file says is what is shown.
    assert_eq!(value("营业收入（亿元）", "5.2"), Ok((number("52000"), "5.2".into())));
    assert_eq!(value("营业收入(元)", "1"), Ok((number("0.0001"), "1".into())));
    assert_eq!(value("营业收入:亿元", "300万元"), Ok((number("300"), "300万元".into())));
    assert_eq!(value("\"营业\n收入\"", "5"), Ok((number("5"), "5".into())));
    assert!(value("营业收入（人）", "5").unwrap_err().contains("不是同一种量"));
}

#[test]
fn a_missing_column_lists_what_is_there() {
    let table = keyed_parks().with("营业收入", number("万元")).ignoring();
    let found = read_one(table, "园区编号,地址\nP1,a\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0502, at(None, Some("营业收入"), None))]);
    assert!(help(&found[0]).contains("园区编号、地址"));
}

#[test]
fn the_parent_column_is_required() {
    let child = below(0, "园区编号", "机构", "orgs.csv").with("名称", Type::Text).key(&[KeyPart::Parent]);
    let found = read(
        vec![keyed_parks(), child],
        &[("parks.csv", "园区编号\nP1\n".as_bytes()), ("orgs.csv", "名称\n甲\n乙\n".as_bytes())],
    )
    .unwrap_err();
    let mut place = at(None, Some("园区编号"), None);
    place.file = "orgs.csv".into();
    assert_eq!(places(&found), [(Code::H0502, place)]);
}

#[test]
fn an_undeclared_column_is_refused_or_ignored() {
    let text = "园区编号,联系人\nP1,甲\n";
    let found = read_one(keyed_parks(), text).unwrap_err();
    assert_eq!(places(&found), [(Code::H0502, at(None, Some("联系人"), None))]);
    assert!(help(&found[0]).contains("其余列 忽略"));
    assert_eq!(read_one(keyed_parks().ignoring(), text).unwrap().rows, 1);
}

#[test]
fn a_column_twice_is_refused() {
    let found = read_one(keyed_parks(), "园区编号,园区编号\nP1,P1\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0502, at(None, Some("园区编号"), None))]);
    assert!(found[0].message.zh.contains("第 1 列和第 2 列"));
    // Nobody looks at ignored columns.
    assert!(read_one(keyed_parks().ignoring(), "备注,园区编号,备注\n,P1,\n").is_ok());
}

#[test]
fn a_column_without_a_name_stays_empty() {
    assert_eq!(read_one(keyed_parks(), "园区编号,,\nP1,, \n").unwrap().rows, 1);
    let found = read_one(keyed_parks(), "园区编号,\nP1,甲\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0502, at(Some(2), None, Some("甲")))]);
}

#[test]
fn a_title_row_is_no_header() {
    let read = read_one(keyed_parks().ignoring(), "2023年汇总表\n园区编号\nP1\n").unwrap();
    assert_eq!((lines(&read), read.readings[0].header), (vec![3], 2));
    // Where no row is a header, the first one is what is spoken of.
    let found = read_one(keyed_parks().ignoring(), "2023年汇总表\n编码\nP1\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0502, at(None, Some("园区编号"), None))]);
}

#[test]
fn the_parent_column_may_be_a_field_too() {
    let child = below(0, "园区编号", "机构", "orgs.csv").with("园区编号", Type::Text);
    let tables = read(
        vec![keyed_parks(), child],
        &[("parks.csv", "园区编号\nP1\n".as_bytes()), ("orgs.csv", "园区编号\nP1\n".as_bytes())],
    )
    .unwrap();
    assert_eq!(parents(&tables.0[1]), [0]);
}
