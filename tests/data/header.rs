use super::support::*;
use heng::core::{KeyPart, Type};
use heng::finding::Code;

#[test]
fn other_separators_are_named() {
    let table = || keyed_parks().with("数", number(""));
    for (text, name) in [
        ("园区编号;数\nP1;1\n", "分号"),
        ("园区编号; 数\nP1;1,5\n", "分号"),
        ("\"园区编号\";\"数\"\nP1;1\n", "分号"),
        ("园区编号\t数\nP1\t1\n", "制表符"),
        ("园区编号|数\nP1|1\n", "竖线"),
        ("园区编号，数\nP1，1\n", "全角逗号"),
        ("园区编号；数\nP1；1\n", "全角分号"),
    ] {
        let found = read_one(table(), text).unwrap_err();
        assert_eq!(places(&found), [(Code::H0502, at(None, None, None))], "{text}");
        let message = &found[0].message.zh;
        assert!(message.contains(&format!("各列之间是{name}")) && message.contains("应是逗号"), "{message}");
        assert!(help(&found[0]).contains("CSV UTF-8"), "{}", help(&found[0]));
    }
    let mut tabs = table();
    tabs.file = "parks.tsv".into();
    let found = read(vec![tabs], &[("parks.tsv", "园区编号,数\nP1,1\n".as_bytes())]).unwrap_err();
    assert!(found[0].message.zh.contains("各列之间是逗号，按文件名应是制表符"), "{}", found[0].message.zh);
}

#[test]
fn headers_are_trimmed() {
    let table = keyed_parks().with("营业收入", number("万元"));
    assert_eq!(read_one(table, " 园区编号\u{a0},\u{3000}营业收入\u{200b}\nP1,2\n").unwrap().rows, 1);
}

#[test]
fn a_renamed_column_is_reported_from_both_sides() {
    let table = keyed_parks().with("营业收入", number("万元"));
    let found = read_one(table, "园区编号,营业收入（万元）\nP1,2\n").unwrap_err();
    assert_eq!(
        places(&found),
        [(Code::H0502, at(None, Some("营业收入"), None)), (Code::H0502, at(None, Some("营业收入（万元）"), None)),]
    );
    for finding in &found {
        assert!(help(finding).contains("规则里这一列写：营业收入 … 列 \"营业收入（万元）\""));
    }
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
    let found = read_one(keyed_parks().ignoring(), "2023年汇总表\n园区编号\nP1\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0502, at(None, Some("园区编号"), None))]);
    assert!(help(&found[0]).contains("第一行"));
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
