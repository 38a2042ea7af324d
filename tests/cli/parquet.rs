//! `heng score --format parquet`, and data in parquet files.

use std::io::Cursor;
use std::panic::catch_unwind;
use std::process::Stdio;

use polars_core::prelude::{AnyValue, Column, DataFrame, DataType, IntoColumn, NamedFrom, Series};
use polars_io::prelude::{ParquetReader, ParquetWriter, SerReader};

use crate::bench;
use crate::folder::Folder;
use crate::run::bytes;
use crate::sheet::Sheet;

const PARTICIPATION: &str = r#"规则集 "参评" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  园区编号 文本 主键
  认定日期 日期
  营收     万元
  满意率   %
}

参评 认定日期 不晚于 2023-12-31 其余 "不参评" 依据 第三条

条件 满意 依据 第九条 { 满意率 不低于 80% }

方面 D "效益" 10 分 {
  指标 D1 "营业收入" 10 分 {
    依据 第十四条（四）
    取值 营收
    计分 比例 目标 最大(营收 范围 参评) 封顶 满分
  }
}

等次 {
  优秀 总分 不低于 9 分
  其余 "合格"
}
"#;

fn participation() -> Folder {
    let rows = "P1,2020-01-01,100,79.9\nP2,2024-06-01,900,80\nP3,2021-01-01,,\nP4,2022-05-06,33.335,95\n";
    let parks = format!("园区编号,认定日期,营收,满意率\n{rows}");
    Folder::empty().with("rules.heng", PARTICIPATION).with_folder("data").with("data/parks.csv", parks)
}

/// The bytes of a result.
pub(crate) fn result(folder: &Folder, rules: &str, more: &str, variables: &[(&str, &str)]) -> Vec<u8> {
    bytes(folder.command(&format!("score {rules} --data data --format parquet {more}"), variables))
}

pub(crate) fn frame(bytes: Vec<u8>) -> DataFrame {
    ParquetReader::new(Cursor::new(bytes)).finish().unwrap()
}

fn shown(value: &AnyValue<'_>) -> Option<String> {
    match value {
        AnyValue::Null => None,
        AnyValue::String(text) => Some((*text).to_owned()),
        AnyValue::UInt64(rank) => Some(rank.to_string()),
        AnyValue::Decimal(units, _, scale) => {
            let places = u32::try_from(*scale).unwrap();
            Some(heng::number::Number::from_scaled(*units, places).to_fixed(places))
        }
        other => panic!("{other:?}"),
    }
}

/// Every cell of the parquet form says what the csv form says.
fn agrees_with_csv(folder: &Folder, rules: &str) {
    let csv = Sheet::of(&folder.heng(&format!("score {rules} --data data --format csv")).succeeds());
    for engine in ["exact", "columnar"] {
        let frame = frame(result(folder, rules, &format!("--engine {engine}"), &[]));
        assert_eq!(frame.height(), csv.rows.len());
        let names: Vec<&str> = frame.columns().iter().map(|column| column.name().as_str()).collect();
        assert_eq!(names, csv.header);
        for (position, column) in frame.columns().iter().enumerate() {
            for (row, cells) in csv.rows.iter().enumerate() {
                let (text, value) = (cells[position].as_str(), column.get(row).unwrap());
                let expected = Some(text).filter(|text| !text.is_empty());
                assert_eq!(shown(&value).as_deref(), expected, "{rules} {engine} {} {row}", column.name());
            }
        }
    }
}

#[test]
fn every_cell_is_that_of_the_csv_form() {
    for folder in [Folder::golden(), Folder::synthetic()] {
        agrees_with_csv(&folder, "evaluation.heng");
        agrees_with_csv(&folder, "admission.heng");
    }
    agrees_with_csv(&participation(), "rules.heng");
    agrees_with_csv(&bench::of_parks(200, 11), "rules.heng");
}

#[test]
fn marks_are_decimals_and_those_that_do_not_participate_have_none() {
    let frame = frame(result(&participation(), "rules.heng", "", &[]));
    let column = |name: &str| frame.column(name).unwrap().clone();
    assert_eq!(column("D1").dtype(), &DataType::Decimal(18, 2));
    let marks: Vec<Option<String>> = (0..4).map(|row| shown(&column("D1").get(row).unwrap())).collect();
    assert_eq!(marks, [Some("10.00".into()), None, None, Some("3.33".into())]);
    let grades: Vec<Option<String>> = (0..4).map(|row| shown(&column("等次").get(row).unwrap())).collect();
    assert_eq!(grades, [Some("优秀".into()), Some("不参评".into()), None, Some("合格".into())]);
    assert!(column("说明").get(2).unwrap().to_string().contains("营收"));
}

#[test]
fn a_reader_of_parquet_that_has_gone_away_is_no_error() {
    let folder = bench::of_parks(5000, 17);
    for format in ["parquet", "csv"] {
        let mut command = folder.command(&format!("score rules.heng --data data --format {format}"), &[]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{format}");
    }
}

#[test]
fn nothing_but_the_finding_is_printed_about_a_damaged_file() {
    let folder = participation().turning_into_parquet("parks", "rules.heng");
    let sound = std::fs::read(folder.at("data/parks.parquet")).unwrap();
    folder.heng("score rules.heng --data data").succeeds();
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panics = |bytes: &Vec<u8>| {
        let bytes = bytes.clone();
        catch_unwind(|| ParquetReader::new(Cursor::new(bytes)).finish().is_ok()).is_err()
    };
    let flipped = (0..sound.len()).rev().flat_map(|at| [0xFF, 0x80, 0x01].map(|mask| (at, mask)));
    let flipped = flipped.map(|(at, mask)| {
        let mut bytes = sound.clone();
        bytes[at] ^= mask;
        bytes
    });
    let broken: Vec<Vec<u8>> = flipped.filter(panics).take(12).collect();
    std::panic::set_hook(print);
    assert!(!broken.is_empty(), "the library got better: this test has nothing to do");
    let mut folder = folder;
    let mut refused = 0;
    for bytes in broken {
        folder = folder.with("data/parks.parquet", bytes);
        let run = folder.heng("score rules.heng --data data");
        assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        if run.code == Some(1) {
            run.is_refused().are(&["H0508"]);
            refused += 1;
        }
    }
    assert!(refused > 0);
}

/// A table of texts as a file of what the texts are: whole numbers, binary numbers, dates or texts.
pub(crate) fn typed(sheet: &Sheet) -> Vec<u8> {
    let columns = sheet.header.iter().enumerate().map(|(position, name)| {
        let cells: Vec<Option<&str>> =
            sheet.rows.iter().map(|row| Some(row[position].as_str()).filter(|text| !text.is_empty())).collect();
        column(name, &cells)
    });
    let mut frame = DataFrame::new_infer_height(columns.collect()).unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).with_row_group_size(Some(97)).finish(&mut frame).unwrap();
    bytes
}

fn column(name: &str, cells: &[Option<&str>]) -> Column {
    let texts = || cells.iter().flatten();
    let day = |text: &str| heng::number::Date::parse(text).map(heng::number::Date::days_since_epoch);
    if texts().all(|text| text.len() == 10 && text.contains('-') && day(text).is_some()) {
        let days: Vec<Option<i32>> = cells.iter().map(|text| text.and_then(day)).collect();
        return Series::new(name.into(), days).cast(&DataType::Date).unwrap().into_column();
    }
    if texts().all(|text| text.parse::<i64>().is_ok_and(|number| number.to_string() == *text)) {
        let numbers: Vec<Option<i64>> = cells.iter().map(|text| text.and_then(|text| text.parse().ok())).collect();
        return Series::new(name.into(), numbers).into_column();
    }
    if texts().all(|text| text.parse::<f64>().is_ok() && !text.starts_with(|c: char| c.is_alphabetic())) {
        let numbers: Vec<Option<f64>> = cells.iter().map(|text| text.and_then(|text| text.parse().ok())).collect();
        return Series::new(name.into(), numbers).into_column();
    }
    Series::new(name.into(), cells).into_column()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_of_parquet() {
    let folder = Folder::golden();
    let mut process = folder.command("score evaluation.heng --data data --format parquet", &[]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = process.stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_ne!(String::from_utf8_lossy(&output.stderr), "");
}
