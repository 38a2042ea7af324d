//! Damaged files: rows or a finding, whatever the bytes.

use super::support::*;
use heng::core::{Table as Declared, Type};
use heng::finding::Code;
use polars_core::prelude::{Categories, DataType, IntoColumn, NamedFrom, Series, TimeUnit};

fn table() -> Declared {
    keyed_parks()
        .with("整数", number(""))
        .with("小数", number(""))
        .with("金额", number("万元"))
        .with("是否", Type::YesNo)
        .with("日", Type::Date)
        .with("时", Type::Date)
        .with("类", choice(&["甲", "乙"]))
        .with("空", Type::Text)
        .with("短", number(""))
        .with("长", number(""))
}

fn sound() -> Vec<u8> {
    let rows = 40_i64;
    let some = |value: i64| (value % 7 != 0).then_some(value);
    let days = (0..rows).map(|row| some(row).map(|row| i32::try_from(19000 + row).unwrap())).collect::<Vec<_>>();
    let moments = (0..rows).map(|row| some(row).map(|row| (19000 + row) * 86_400_000)).collect::<Vec<_>>();
    let amounts = (0..rows).map(|row| some(row).map(|row| i128::from(row * 1_234_567))).collect::<Vec<_>>();
    let kinds = (0..rows).map(|row| some(row).map(|row| if row % 2 == 0 { "甲" } else { "乙" })).collect::<Vec<_>>();
    let dictionary = DataType::from_categories(Categories::global());
    let all = frame(vec![
        column("园区编号", (0..rows).map(|row| format!("P{row}")).collect::<Vec<_>>()),
        column("整数", (0..rows).map(some).collect::<Vec<_>>()),
        column("小数", (0..40_u8).map(|row| (row % 7 != 0).then(|| f64::from(row) / 8.0)).collect::<Vec<_>>()),
        Series::new("金额".into(), amounts).into_decimal(38, 4).unwrap().into_column(),
        column("是否", (0..rows).map(|row| some(row).map(|row| row % 3 == 0)).collect::<Vec<_>>()),
        column("日", days).cast(&DataType::Date).unwrap(),
        column("时", moments).cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap(),
        column("类", kinds).cast(&dictionary).unwrap(),
        Series::new_null("空".into(), 40).into_column(),
        column("短", (0..40_u8).map(|row| f32::from(row) / 10.0).collect::<Vec<_>>()),
        column("长", (0..40_u64).map(|row| u64::MAX - row).collect::<Vec<_>>()),
    ]);
    file(&all, 16)
}

/// Reads a file, which must give rows or findings.
fn outcome(bytes: &[u8]) -> Result<usize, Vec<Code>> {
    match read_bytes(table(), bytes) {
        Ok(table) => {
            for column in &table.columns {
                assert_eq!(column.typed.len(), table.rows);
            }
            Ok(table.rows)
        }
        Err(found) => {
            assert!(!found.is_empty());
            Err(found.iter().map(|found| found.code).collect())
        }
    }
}

#[test]
fn a_sound_file_is_read() {
    assert_eq!(outcome(&sound()), Ok(40));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let sound = sound();
    let step = sound.len() / 200;
    let lengths = (0..sound.len()).step_by(step.max(1)).chain(sound.len() - 20..sound.len());
    for length in lengths {
        assert_eq!(outcome(&sound[..length]), Err(vec![Code::H0508]), "{length} of {}", sound.len());
    }
}

#[test]
fn a_file_with_a_changed_byte_gives_rows_or_findings() {
    let sound = sound();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for round in 0..2000 {
        let mut bytes = sound.clone();
        // Half of the flips in the last part of the file, which says where everything is.
        let tail = bytes.len().min(6000);
        let length = bytes.len();
        let place = |number: u64| usize::try_from(number % u64::try_from(length).unwrap()).unwrap();
        let at = if round % 2 == 0 { place(next()) } else { length - 1 - place(next()) % tail };
        bytes[at] ^= u8::try_from(next() % 255 + 1).unwrap();
        if let Ok(rows) = outcome(&bytes) {
            assert_eq!(rows, 40, "rows got lost: byte {at} is {}", bytes[at]);
        }
    }
}

/// 741 bytes that stand for four hundred mebibytes (`written/written.py`).
const PREFIXES: &[u8] = include_bytes!("written/prefixes.parquet");

#[test]
fn texts_longer_than_any_table_has_are_refused_before_they_are_made() {
    let found = read_bytes(keyed_parks().with("名称", Type::Text), PREFIXES).unwrap_err();
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::H0508]);
    assert!(found[0].message.en.contains("texts are longer"), "{}", found[0].message.en);
    // What is not read is not looked at.
    assert_eq!(read_bytes(keyed_parks().ignoring(), PREFIXES).unwrap().rows, 400);
}
