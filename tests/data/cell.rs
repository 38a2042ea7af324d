use super::support::*;
use heng::core::{FieldId, Type};
use heng::data::Cell;
use heng::finding::Code;
use heng::number::Date;

fn cells(ty: &Type, texts: &[&str]) -> Vec<String> {
    let text = format!("列\n\"{}\"\n", texts.join("\"\n\""));
    let table = read_one(parks().with("列", ty.clone()), &text).unwrap();
    (0..table.rows).map(|row| format!("{:?}", table.cell(FieldId(0), row))).collect()
}

fn refused(ty: &Type, code: Code, text: &str) -> String {
    let found = read_one(parks().with("列", ty.clone()), &format!("列\n{text}\n")).unwrap_err();
    assert_eq!(places(&found), [(code, at(Some(2), Some("列"), Some(text)))]);
    help(&found[0]).to_owned()
}

#[test]
fn yes_and_no() {
    let said = |texts: &[&str], yes: bool| {
        let read = cells(&Type::YesNo, texts);
        assert!(read.iter().all(|cell| *cell == format!("{:?}", Cell::YesNo(yes))), "{read:?}");
    };
    said(&["是", "有", "√", "✓", "1", "对", "已建", "Y", "yes", "TRUE"], true);
    said(&["否", "无", "×", "✗", "0", "错", "未建", "n", "No", "FALSE"], false);
    for text in ["2", "在建", "大概", "是的", "-"] {
        refused(&Type::YesNo, Code::H0503, text);
    }
    assert!(refused(&Type::YesNo, Code::H0503, "/").contains("缺失请留空"));
}

#[test]
fn dates() {
    let day = format!("{:?}", Cell::Date(Date::from_ymd(2023, 12, 31).unwrap()));
    let read = cells(&Type::Date, &["2023年12月31日", "2023.12.31", "2023/12/31", "2023-12-31", "20231231"]);
    assert!(read.iter().all(|cell| *cell == day));
    for text in ["2023-12", "2023年底", "2023-02-30"] {
        assert!(refused(&Type::Date, Code::H0503, text).contains("2023-12-31"));
    }
    assert!(refused(&Type::Date, Code::H0503, "45291").contains("日期序号"));
}

#[test]
fn choices() {
    let ty = choice(&["综合性", "专业性（特色）"]);
    let read = cells(&ty, &[" 综合性 ", "专业性（特色）", "专业性(特色)"]);
    assert_eq!(read, ["Choice(0)", "Choice(1)", "Choice(1)"]);
    let help = refused(&ty, Code::H0507, "综合");
    assert!(help.contains("是不是想写「综合性」") && help.contains("综合性、专业性（特色）"), "{help}");
    assert!(refused(&ty, Code::H0507, "-").contains("缺失请留空"));
    assert!(refused(&ty, Code::H0507, "其他").contains("可以填：综合性、专业性（特色）"));
}

#[test]
fn columns_kept_for_the_record_are_checked_too() {
    let mut table = parks().with("列", Type::Date);
    table.fields[0].record_only = true;
    assert_eq!(read_one(table, "列\n昨天\n").unwrap_err()[0].code, Code::H0503);
}

#[test]
fn messages_have_both_languages_and_no_type_names() {
    let found = read_one(parks().with("列", Type::YesNo), "列\nx\n").unwrap_err();
    assert_eq!(found[0].message.zh, "「列」须填 是 或 否，不能填「x」");
    assert_eq!(found[0].message.en, "`列` takes √ or ×, not `x`");
}
