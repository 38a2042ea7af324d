//! What is read of each type of a file.

use super::support::*;
use heng::core::{FieldId, Type};
use heng::data::{Cell, Typed};
use heng::finding::Code;
use heng::number::Date;
use polars_core::prelude::{Categories, Column, DataType, IntoColumn, NamedFrom, Series, TimeUnit};

fn cast(of: &Column, to: &DataType) -> Column {
    of.strict_cast(to).unwrap()
}

#[test]
fn whole_numbers_of_every_width_are_read() {
    let small = column("列", [Some(-7_i64), None, Some(120)]);
    for dtype in [DataType::Int8, DataType::Int16, DataType::Int32, DataType::Int64] {
        assert_eq!(cells(&number("人"), cast(&small, &dtype)), ["-7", "缺失", "120"], "{dtype}");
    }
    let unsigned = column("列", [Some(7_i64), None, Some(120)]);
    for dtype in [DataType::UInt8, DataType::UInt16, DataType::UInt32, DataType::UInt64] {
        assert_eq!(cells(&number("人"), cast(&unsigned, &dtype)), ["7", "缺失", "120"], "{dtype}");
    }
    assert_eq!(cells(&number(""), column("列", [i64::MIN, i64::MAX])), [i64::MIN.to_string(), i64::MAX.to_string()]);
}

#[test]
fn whole_numbers_beyond_64_bits_with_a_sign_are_read() {
    let column = column("列", [Some(u64::MAX), None, Some(0), Some(1 << 63)]);
    assert_eq!(cells(&number(""), column), ["18446744073709551615", "缺失", "0", "9223372036854775808"]);
}

#[test]
fn decimals_keep_their_places() {
    let units = Series::new("列".into(), [Some(1235_i128), None, Some(-5), Some(10_i128.pow(30))]);
    let column = units.into_decimal(38, 2).unwrap().into_column();
    let read = cells(&number("万元"), column.clone());
    assert_eq!(read, ["12.35", "缺失", "-0.05", "10000000000000000000000000000"]);
    let table = read_frame(parks().with("列", number("万元")), &frame(vec![column])).unwrap();
    assert!(matches!(table.columns[0].typed, Typed::Number { scale: 2, .. }));
}

#[test]
fn truths_are_yes_and_no() {
    assert_eq!(cells(&Type::YesNo, column("列", [Some(true), None, Some(false)])), ["是", "缺失", "否"]);
    assert_eq!(
        cells(&Type::YesNo, column("列", [Some("√"), Some(" "), None, Some("否")])),
        ["√", "缺失", "缺失", "否"]
    );
    assert_eq!(refused(&Type::YesNo, column("列", ["是", "2"])), [(Code::H0503, Some(2), Some("2".into()))]);
}

#[test]
fn dates_are_days() {
    let days = column("列", [Some(19722_i32), None, Some(-1)]);
    assert_eq!(cells(&Type::Date, cast(&days, &DataType::Date)), ["2023-12-31", "缺失", "1969-12-31"]);
    assert_eq!(cells(&Type::Date, column("列", [Some("2023年12月31日"), None])), ["2023年12月31日", "缺失"]);
    let table = read_frame(parks().with("列", Type::Date), &frame(vec![cast(&days, &DataType::Date)])).unwrap();
    assert_eq!(table.cell(FieldId(0), 0), Cell::Date(Date::from_ymd(2023, 12, 31).unwrap()));
}

#[test]
fn a_moment_at_midnight_is_a_day_and_another_is_refused() {
    for (unit, day) in [
        (TimeUnit::Milliseconds, 86_400_000_i64),
        (TimeUnit::Microseconds, 86_400_000_000),
        (TimeUnit::Nanoseconds, 86_400_000_000_000),
    ] {
        let dtype = DataType::Datetime(unit, None);
        let fine = column("列", [Some(19722 * day), None, Some(-day)]);
        assert_eq!(cells(&Type::Date, cast(&fine, &dtype)), ["2023-12-31", "缺失", "1969-12-31"], "{dtype}");
        let odd = column("列", [Some(0), Some(19722 * day + day / 3), None, Some(-1)]);
        let found = refused(&Type::Date, cast(&odd, &dtype));
        let morning = (Code::H0503, Some(2), Some("2023-12-31 08:00:00".to_owned()));
        assert_eq!(found, [morning, (Code::H0503, Some(4), Some("1969-12-31 23:59:59".into()))], "{dtype}");
    }
}

#[test]
fn days_of_no_calendar_are_refused() {
    let days = column("列", [Some(0), Some(2_932_897), None, Some(i32::MIN)]);
    let found = refused(&Type::Date, cast(&days, &DataType::Date));
    let rows: Vec<_> = found.iter().map(|(code, row, _)| (*code, *row)).collect();
    assert_eq!(rows, [(Code::H0503, Some(2)), (Code::H0503, Some(4))]);
    for unit in [TimeUnit::Milliseconds, TimeUnit::Microseconds] {
        let far = cast(&column("列", [i64::MAX, i64::MIN, 0]), &DataType::Datetime(unit, None));
        assert_eq!(refused(&Type::Date, far).len(), 2);
    }
}

#[test]
fn texts_are_trimmed_and_empty_ones_missing() {
    let column = || column("列", [Some(" 甲\u{3000}"), Some(""), None, Some("\u{200b}"), Some("乙 丙")]);
    assert_eq!(cells(&Type::Text, column()), ["甲", "缺失", "缺失", "缺失", "乙 丙"]);
    assert_eq!(cells(&choice(&["甲", "乙 丙"]), column()), ["甲", "缺失", "缺失", "缺失", "乙 丙"]);
}

#[test]
fn texts_in_other_columns_are_read_as_those_of_a_text_file() {
    let column = column("列", [Some("1,234.5"), Some(" 3 亿元"), Some(""), None]);
    assert_eq!(cells(&number("万元"), column.clone()), ["1,234.5", "3 亿元", "缺失", "缺失"]);
    let table = read_frame(parks().with("列", number("万元")), &frame(vec![column])).unwrap();
    assert_eq!(format!("{:?}", table.cell(FieldId(0), 1)), "Number(30000)");
    let found = refused(&number("万元"), super::support::column("列", ["1", "约3", "3 亩"]));
    assert_eq!(
        found,
        [(Code::H0503, Some(2), Some("约3".to_owned())), (Code::H0503, Some(3), Some("3 亩".to_owned()))]
    );
}

#[test]
fn an_encoded_text_is_a_text() {
    let texts = column("列", [Some("甲"), None, Some("乙"), Some("甲")]);
    let kinds = [
        DataType::from_categories(Categories::global()),
        DataType::from_frozen_categories(polars_core::prelude::FrozenCategories::new(["乙", "甲"]).unwrap()),
    ];
    for dtype in kinds {
        let encoded = cast(&texts, &dtype);
        for ty in [Type::Text, choice(&["甲", "乙"])] {
            assert_eq!(cells(&ty, encoded.clone()), ["甲", "缺失", "乙", "甲"], "{dtype}");
        }
        assert_eq!(refused(&choice(&["甲"]), encoded), [(Code::H0507, Some(3), Some("乙".to_owned()))]);
    }
}

#[test]
fn choices_are_found_with_brackets_of_either_width() {
    let ty = choice(&["综合性", "专业性（特色）"]);
    let read = cells(&ty, column("列", ["综合性", "专业性(特色)"]));
    assert_eq!(read, ["综合性", "专业性（特色）"]);
    let found = refused(&ty, column("列", [Some("综合"), None, Some("综合性"), Some("无")]));
    assert_eq!(found, [(Code::H0507, Some(1), Some("综合".into())), (Code::H0507, Some(4), Some("无".into()))]);
}

#[test]
fn whole_numbers_may_be_names() {
    assert_eq!(cells(&Type::Text, column("列", [Some(330_304_i64), None])), ["330304", "缺失"]);
}

#[test]
fn a_column_without_values_fits_every_type() {
    for ty in [number("%"), Type::YesNo, Type::Text, choice(&["甲"]), Type::Date] {
        let nothing = Series::new_null("列".into(), 3).into_column();
        assert_eq!(cells(&ty, nothing), ["缺失"; 3], "{ty:?}");
        let no_text = column("列", [None::<&str>, None]);
        assert_eq!(cells(&ty, no_text), ["缺失"; 2], "{ty:?}");
    }
}

#[test]
fn a_column_of_another_type_is_named_with_both() {
    let truths = column("列", [true]);
    let lists = lists("列");
    let wrong = [
        (number("%"), truths.clone()),
        (Type::YesNo, column("列", [1_i64])),
        (Type::Text, column("列", [1.5])),
        (Type::Text, truths.clone()),
        (Type::Text, lists),
        (choice(&["甲"]), column("列", [1_i64])),
        (Type::Date, column("列", [20_231_231_i64])),
    ];
    for (ty, column) in wrong {
        assert_eq!(refused(&ty, column), [(Code::H0503, None, None)], "{ty:?}");
    }
    let found = read_frame(parks().with("列", number("%")), &frame(vec![truths])).unwrap_err();
    assert_eq!(found[0].message.zh, "「列」列在文件里是 bool 类型，与「数据」里声明的类型不合");
    assert!(help(&found[0]).contains("存成文本"));
}

#[test]
fn values_outside_the_declared_range_are_found_in_their_rows() {
    use heng::core::{Constant, End, Range};
    use heng::finding::Span;
    use heng::number::Number;
    let mut table = parks().with("列", number("%"));
    let end = |percent: i64| {
        Some(End {
            at: Constant::Number(Number::from_scaled(percent.into(), 2)),
            inclusive: true,
            span: Span::default(),
        })
    };
    table.fields[0].range = Range { low: end(0), high: end(100) };
    let read = |column: Column| read_frame(table.clone(), &frame(vec![column]));
    assert!(read(column("列", [Some(0.0), None, Some(100.0)])).is_ok());
    for column in [
        column("列", [Some(100.0), None, Some(100.01), Some(-0.5)]),
        column("列", [Some("100"), None, Some("100.01"), Some("-0.5")]),
    ] {
        let found = read(column).unwrap_err();
        let all = [place(Some(3), "列", Some("100.01")), place(Some(4), "列", Some("-0.5"))];
        assert_eq!(places(&found), all.map(|place| (Code::H0509, place)));
    }
}

/// 编号, 数 in 256 bits, and a remark.
const WIDE: &[u8] = include_bytes!("written/decimal256.parquet");

#[test]
fn a_type_that_cannot_be_read_is_named_with_its_column() {
    let table = parks().with("编号", Type::Text).with("数", number("")).ignoring();
    let found = read_bytes(table, WIDE).unwrap_err();
    assert_eq!(places(&found), [(Code::H0503, place(None, "数", None))]);
}

#[test]
fn a_type_that_cannot_be_read_disturbs_nobody_where_no_rule_reads_it() {
    let table = read_bytes(parks().with("编号", Type::Text).ignoring(), WIDE).unwrap();
    assert!(table.rows > 0);
    assert!((0..table.rows).all(|row| table.place(FieldId(0), row).text.is_some()));
}
