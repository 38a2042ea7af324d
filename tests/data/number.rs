use super::support::*;
use heng::core::FieldId;
use heng::data::{Cell, Typed};
use heng::finding::Code;
use heng::number::Number;

/// The number in a column of `unit` whose only cell is `text`.
fn one(unit: &str, text: &str) -> Option<Number> {
    let table = read_one(parks().with("数", number(unit)), &format!("数\n\"{text}\"\n"));
    match table.ok()?.cell(FieldId(0), 0) {
        Cell::Number(number) => Some(number),
        other => panic!("{other:?}"),
    }
}

fn refused(unit: &str, text: &str) -> String {
    let found = read_one(parks().with("数", number(unit)), &format!("数\n\"{text}\"\n")).unwrap_err();
    assert_eq!(places(&found), [(Code::H0503, at(Some(2), Some("数"), Some(text)))]);
    help(&found[0]).to_owned()
}

#[test]
fn all_accepted_forms() {
    for (unit, text, value) in [
        ("", "0", "0"),
        ("", "007", "7"),
        ("", ".5", "0.5"),
        ("", "-1.50", "-1.5"),
        ("", "−3", "-3"),
        ("", "＋１２３．５", "123.5"),
        ("", "1,234,567.89", "1234567.89"),
        ("", "１，２３４", "1234"),
        ("", "-12,345", "-12345"),
        ("%", "70", "70"),
        ("%", "70%", "70"),
        ("%", "７０％", "70"),
        ("%", "7‰", "0.7"),
        ("", "70%", "0.7"),
        ("平方米", "5000㎡", "5000"),
        ("平方米", "5000 平方米", "5000"),
        ("平方米", "3亩", "2000"),
        ("平方米", "1.5公顷", "15000"),
        ("万元", "5.2亿元", "52000"),
        ("万元", "6,300万元", "6300"),
        ("万元", "1元", "0.0001"),
        ("家", "20家", "20"),
        ("家", "2.5", "2.5"),
        ("年", "2023年", "2023"),
        // As people say them.
        ("万元", "5.2亿", "52000"),
        ("万元", "5000万", "5000"),
        ("人", "3万", "30000"),
        ("万元", "五千万元", "5000"),
        ("家", "二十家", "20"),
        ("家", "两家", "2"),
        ("家", "○", "0"),
        ("%", "百分之七十", "70"),
        ("%", "百分之三点五", "3.5"),
        ("%", "增长15%", "15"),
        ("%", "同比下降3.2%", "-3.2"),
        ("%", "↑15%", "15"),
        ("%", "持平", "0"),
        ("万元", "(120)", "-120"),
        ("万元", "（1,200.5万元）", "-1200.5"),
        ("", "1 234 567.5", "1234567.5"),
        ("万元", "'120", "120"),
        ("平方米", "5000平米", "5000"),
        ("平方米", "5000 m2", "5000"),
        ("", "170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
        // Scientific notation, carried out digit for digit.
        ("", "1.2E+05", "120000"),
        ("", "1e5", "100000"),
        ("", "-1.25e-3", "-0.00125"),
        ("", "１．２Ｅ３", "1200"),
        ("", "1,200e-2", "12"),
        ("", "1.2×10^3", "1200"),
        ("", "5 × 10⁻³", "0.005"),
        ("", "0e20", "0"),
        ("", "1e38", "100000000000000000000000000000000000000"),
        ("万元", "1.2e3 元", "0.12"),
        ("毫克/升", "1.2e3 mg/L", "1200"),
        ("毫克/立方米", "1.5 mg/L", "1500"),
        ("千米/小时", "10 m/s", "36"),
        ("千瓦时", "7200 kJ", "2"),
    ] {
        assert_eq!(one(unit, text), Number::parse(value), "{text} in {unit}");
    }
}

#[test]
fn everything_else_is_refused() {
    for text in [
        "约3000",
        "20+",
        "≥20",
        "20-25",
        "1e",
        "1e5.5",
        "1e999999999",
        "1e-999999999",
        "1e39",
        "1e-39",
        "0e99999999999999999999",
        "1.2×10",
        "abc",
        "1.2.3",
        "1,23",
        "12,34,567",
        "1234,567",
        "0,123",
        ",123",
        "1,234,",
        "1,2345",
        "1.5,000",
        "5.",
        "+",
        ".",
        "(约120)",
        "二三十",
        "12 34",
        "--5",
        "减少5",
        "20余",
        "NaN",
        "inf",
        "0x10",
        "170141183460469231731687303715884105728",
        "٣",
    ] {
        refused("平方米", text);
    }
    // A unit of another quantity, and a quotient that does not end.
    assert!(refused("平方米", "20家").contains("平方米"));
    assert!(refused("平方米", "1亩").contains("平方米"));
    assert!(refused("", "20家").contains("单位"));
    assert!(refused("", &format!("0.{}1", "0".repeat(38))).contains("38"));
}

#[test]
fn marks_for_missing_say_to_leave_the_cell_empty() {
    for text in ["-", "—", "——", "/", "无", "暂无", "N/A", "－", "NaN", "不涉及"] {
        assert!(refused("万元", text).contains("缺失请留空"), "{text}");
    }
    assert!(refused("", "#DIV/0!").contains("公式"));
}

#[test]
fn a_column_has_the_scale_of_its_finest_cell() {
    let table =
        read_one(parks().with("数", number("")).with("甲", number("")), "数,甲\n1,1\n2.50,\n,2\n-0.125,3\n").unwrap();
    let Typed::Number { scale, values } = &table.columns[0].typed else { panic!() };
    assert_eq!(*scale, 3);
    assert_eq!(values.iter().collect::<Vec<_>>(), [Some(1000), Some(2500), None, Some(-125)]);
    let Typed::Number { scale, values } = &table.columns[1].typed else { panic!() };
    assert_eq!((*scale, values.iter().filter(Option::is_none).count()), (0, 1));
    assert_eq!(table.place(FieldId(0), 1), at(Some(3), Some("数"), Some("2.50")));
}

#[test]
fn a_number_that_does_not_fit_the_scale_is_refused() {
    let text = format!("数\n{}\n0.1\n", i128::MAX);
    let found = read_one(parks().with("数", number("")), &text).unwrap_err();
    assert_eq!(places(&found), [(Code::H0503, at(Some(2), Some("数"), Some(&i128::MAX.to_string())))]);
    // Which cell asks for the decimals is said; the number itself would do.
    assert!(found[0].message.zh.contains("与同一列的「0.1」放不到一起"), "{}", found[0].message.zh);
    assert!(help(&found[0]).contains("「0.1」的小数位数"), "{}", help(&found[0]));
    assert!(read_one(parks().with("数", number("")), &text.replace("0.1", "1")).is_ok());
}

#[test]
fn a_plain_number_that_does_not_fit_beside_a_finer_one_is_shown_as_it_is_written() {
    let fine = format!("0.{}1", "0".repeat(29));
    let text = format!("园区编号,数\nP1,{fine}\nP2,999999999999999999\nP3,-12345678901.50\n");
    let found = read_one(keyed_parks().with("数", number("")), &text).unwrap_err();
    assert_eq!(
        places(&found),
        [
            (Code::H0503, at(Some(3), Some("数"), Some("999999999999999999"))),
            (Code::H0503, at(Some(4), Some("数"), Some("-12345678901.50"))),
        ]
    );
    assert!(found[0].message.zh.contains(&fine), "{}", found[0].message.zh);
}
