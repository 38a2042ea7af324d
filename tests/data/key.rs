use super::support::*;
use heng::core::{KeyPart, Type};
use heng::data::What;
use heng::finding::{Code, Diagnostic};

#[test]
fn a_duplicate_key_names_the_first_row() {
    let found = read_one(keyed_parks(), "园区编号\nP1\nP2\n P1 \n\nP1\n").unwrap_err();
    assert_eq!(
        places(&found),
        [
            (Code::H0504, at(Some(4), Some("园区编号"), Some("P1"))),
            (Code::H0504, at(Some(6), Some("园区编号"), Some("P1"))),
        ]
    );
    assert_eq!(found[0].message.zh, "主键「园区编号」重复：「P1」在第 2 行已经有了");
}

#[test]
fn an_empty_key_is_refused() {
    let table = keyed_parks().with("名称", Type::Text);
    let found = read_one(table, "园区编号,名称\nP1,甲\n,乙\n,丙\n").unwrap_err();
    assert_eq!(
        places(&found),
        [(Code::H0506, at(Some(3), Some("园区编号"), None)), (Code::H0506, at(Some(4), Some("园区编号"), None)),]
    );
}

#[test]
fn a_row_of_totals_is_left_out_and_held_against_the_rows() {
    let table = || keyed_parks().with("名称", Type::Text).with("数", number("家")).with("率", number("%"));
    let header = "园区编号,名称,数,率\n";
    let read =
        read_one(table(), &format!("{header}P1,合计园区,2,50\nP2,乙,3.5,60\n合 计,,5.5,55\n,合计,,\n注：完,,,\n"));
    let read = read.unwrap();
    let left_out: Vec<_> = read.readings[0].left_out.iter().map(|row| (row.line, row.what)).collect();
    assert_eq!((lines(&read), left_out), (vec![2, 3], vec![(4, What::Total), (5, What::Total), (6, What::Note)]));
    // By parts: each total counts the rows since the one before, or all above, or all.
    let parts = "总计,,10,\nP1,甲,1,\nP2,乙,2,\n小计,,3,\nP3,丙,3,\nP4,丁,4,\n小计,,7,\n合计,,10,\n";
    assert_eq!(lines(&read_one(table(), &format!("{header}{parts}")).unwrap()), [3, 4, 6, 7]);
    let found = read_one(table(), &format!("{header}P1,甲,2,\nP2,乙,3,\n合计,,6,\n")).unwrap_err();
    assert_eq!(places(&found), [(Code::H0510, at(Some(4), Some("数"), Some("6")))]);
    assert!(found[0].message.zh.contains("加起来是 5"), "{}", found[0].message.zh);
}

#[test]
fn headers_said_again_and_rows_that_nobody_filled_in_are_left_out() {
    let table = keyed_parks().with("名称", Type::Text).with("数", number("家"));
    let text = "序号,园区编号,名称,数\n1,P1,甲,1\n序号,园区编号,名称,数\n1,P2,乙,2\n,,,0\n,,-,—\n";
    let read = read_one(table, text).unwrap();
    let left_out: Vec<_> = read.readings[0].left_out.iter().map(|row| (row.line, row.what)).collect();
    assert_eq!(lines(&read), [2, 4]);
    assert_eq!(left_out, [(3, What::Header), (5, What::Blank), (6, What::Blank)]);
}

#[test]
fn a_key_of_several_columns_compares_values() {
    let table =
        || parks().with("年度", number("年")).with("日", Type::Date).with("注", Type::Text).key(&[field(0), field(1)]);
    assert!(read_one(table(), "年度,日,注\n2023,2023-1-1,\n2023,2023-1-2,\n2022,2023-1-1,\n").is_ok());
    let found = read_one(table(), "年度,日,注\n2023,2023-1-1,\n2023.0,2023年1月1日,\n").unwrap_err();
    assert_eq!(places(&found), [(Code::H0504, at(Some(3), None, Some("2023.0, 2023年1月1日")))]);
}

#[test]
fn the_parent_may_be_part_of_a_key() {
    let child = || below(0, "编号", "判定", "q.csv").with("条款", Type::Text).key(&[KeyPart::Parent, field(0)]);
    let parks = ("parks.csv", "园区编号\nP1\nP2\n".as_bytes());
    let fine = "编号,条款\nP1,R1\nP2,R1\nP1,R2\n";
    assert!(read(vec![keyed_parks(), child()], &[parks, ("q.csv", fine.as_bytes())]).is_ok());
    let twice = "编号,条款\nP1,R1\nP2,R1\nP1,R1\n";
    let found = read(vec![keyed_parks(), child()], &[parks, ("q.csv", twice.as_bytes())]).unwrap_err();
    let mut place = at(Some(4), None, Some("P1, R1"));
    place.file = "q.csv".into();
    assert_eq!(places(&found), [(Code::H0504, place)]);
    assert!(found[0].message.zh.contains("编号、条款") && found[0].message.zh.contains("第 2 行"));
    // Found as well when the parent's file is not there.
    let found = read(vec![keyed_parks(), child()], &[("q.csv", twice.as_bytes())]).unwrap_err();
    let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::H0501, Code::H0504]);
    assert!(found[1].message.zh.contains("P1, R1"));
}

/// The same clause below two parks is no mistake of the data: the key lacks the park.
#[test]
fn a_key_that_repeats_below_several_rows_is_told_with_the_key_that_would_do() {
    let child = || below(0, "编号", "判定", "q.csv").with("条款", Type::Text).with("年度", number("年"));
    let parks = ("parks.csv", "园区编号\nP1\nP2\n".as_bytes());
    let helps = |table, text: &str| {
        let found = read(vec![keyed_parks(), table], &[parks, ("q.csv", text.as_bytes())]).unwrap_err();
        let help = |found: &Diagnostic| found.help.as_ref().unwrap().clone();
        found.iter().map(|found| (found.code, help(found).zh, help(found).en)).collect::<Vec<_>>()
    };
    let [(code, zh, en)] =
        helps(child().key(&[field(0)]), "编号,条款,年度\nP1,R1,2023\nP2,R1,2023\n").try_into().unwrap();
    assert_eq!(code, Code::H0504);
    assert!(zh.ends_with("同一个「条款」可以在不同的「编号」下面各有一行的，主键合起来是：编号、条款"), "{zh}");
    assert!(en.contains("the key is 编号") && en.contains("together"), "{en}");
    let two = child().key(&[field(0), field(1)]);
    let [(_, zh, _)] = helps(two, "编号,条款,年度\nP1,R1,2023\nP2,R1,2023\n").try_into().unwrap();
    assert!(zh.ends_with("主键合起来是：编号、条款、年度"), "{zh}");
    // Below one park it is.
    for table in [child().key(&[field(0)]), child().key(&[KeyPart::Parent, field(0)])] {
        let [(_, zh, _)] = helps(table, "编号,条款,年度\nP1,R1,2023\nP2,R2,2023\nP1,R1,2023\n").try_into().unwrap();
        assert!(zh.ends_with("请删去或改正其中一行"), "{zh}");
    }
}

#[test]
fn many_keys_are_told_apart() {
    let keys: Vec<String> = (0..20_000).map(|number| format!("P{number}\n")).collect();
    let mut text = format!("园区编号\n{}", keys.concat());
    assert_eq!(read_one(keyed_parks(), &text).unwrap().rows, 20_000);
    text.push_str("P777\n");
    let found = read_one(keyed_parks(), &text).unwrap_err();
    assert_eq!(places(&found), [(Code::H0504, at(Some(20_002), Some("园区编号"), Some("P777")))]);
    assert!(found[0].message.zh.contains("第 779 行"));
}

/// Rows at the end of a table that clerks write under it.
#[test]
fn rows_about_the_table_are_no_subjects() {
    let told = |key: &str| {
        let table = keyed_parks().with("名称", Type::Text);
        let found = read_one(table, &format!("园区编号,名称\nP1,甲\n{key},\n")).err().unwrap_or_default();
        found.iter().map(|found| (found.code, found.message.zh.clone())).collect::<Vec<_>>()
    };
    for (key, what) in [
        ("平均", "平均等统计行"),
        ("平 均 值", "平均等统计行"),
        ("全市平均", "平均等统计行"),
        ("Average", "平均等统计行"),
        ("最高分", "平均等统计行"),
        ("最高", "平均等统计行"),
        ("极差", "平均等统计行"),
        ("全市最低", "平均等统计行"),
    ] {
        let found = told(key);
        assert_eq!(found.len(), 1, "{key} {found:?}");
        assert!(found[0].0 == Code::H0506 && found[0].1.contains(what), "{key} {found:?}");
    }
    for key in ["平阳", "注塑产业园", "合计园区", "备用", "全市之窗", "P2", "TOTAL-1", "汇总科技园", "说明书", "来源地"]
    {
        assert_eq!(told(key), [], "{key}");
    }
    let left_out = |text: &str| {
        let read =
            read_one(keyed_parks().with("名称", Type::Text), &format!("园区编号,名称\nP1,甲\n{text}\n")).unwrap();
        assert_eq!(read.rows, 1, "{text}");
        read.readings[0].left_out.iter().map(|row| row.what).collect::<Vec<_>>()
    };
    for key in ["小 计,", "总计：,", "（合计）,", "全市合计,", "Total,"] {
        assert_eq!(left_out(key), [What::Total], "{key}");
    }
    // A note stands in one cell, or runs over fewer cells than the header has.
    for key in [
        "注：本表由各园区填报,",
        "注1：营业收入含税,",
        "备注: 本页完,",
        "数据来源：统计局,",
        "填表人：王五,",
        "（注）：乙,",
        "注：本表由各园区填报",
    ] {
        assert_eq!(left_out(key), [What::Note], "{key}");
    }
    let child = || below(0, "编号", "项目", "q.csv").with("名称", Type::Text);
    let parks = ("parks.csv", "园区编号\nP1\n".as_bytes());
    let read = read(vec![keyed_parks(), child()], &[parks, ("q.csv", "编号,名称\nP1,甲\n合计,\n注：完,\n".as_bytes())]);
    assert_eq!(read.unwrap().0[1].rows, 1);
}
