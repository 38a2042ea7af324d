//! The same rows as several programs write them (`written/written.py`).

use super::support::*;
use heng::core::{FieldId, Table as Declared, Type};
use heng::data::Tables;
use heng::finding::{Code, Diagnostic};
use heng::number::Date;

const ROWS: usize = 300;

const FILES: [(&str, &[u8]); 6] = [
    ("fallback", include_bytes!("written/fallback.parquet")),
    ("version_2", include_bytes!("written/version_2.parquet")),
    ("delta", include_bytes!("written/delta.parquet")),
    ("spark", include_bytes!("written/spark.parquet")),
    ("dictionaries", include_bytes!("written/dictionaries.parquet")),
    ("duckdb", include_bytes!("written/duckdb.parquet")),
];

fn organisations() -> Declared {
    let table = below(0, "园区编号", "机构", "orgs.parquet");
    table
        .with("名称", Type::Text)
        .with("类", choice(&["甲", "乙", "丙"]))
        .with("数", number(""))
        .with("小数", number(""))
        .with("金额", number("万元"))
        .with("大额", number("万元"))
        .with("是否", Type::YesNo)
        .with("日", Type::Date)
        .with("时", Type::Date)
}

/// The organisations of a file below parks of which the rows are in this order.
fn read_below(parks: &[usize], bytes: &[u8]) -> Result<Tables, Vec<Diagnostic>> {
    let keys: Vec<String> = parks.iter().map(|park| format!("P{park:03}")).collect();
    let parks = file(&frame(vec![column("园区编号", keys)]), 40);
    let files: [(&str, &[u8]); 2] = [("parks.parquet", &parks), ("orgs.parquet", bytes)];
    read(vec![in_parquet(keyed_parks()), organisations()], &files)
}

/// What a row says, as the programs were given it.
fn written(row: usize) -> Vec<Option<String>> {
    let some = |text: String| (row % 7 != 3).then_some(text);
    let number = u32::try_from(row).unwrap();
    let day = Date::from_ymd(2022, 1, 8).unwrap().days_since_epoch() + i32::try_from(row % 90).unwrap();
    let day = Date::from_days(day).unwrap().to_string();
    vec![
        Some(format!("机构{row}")),
        some(["甲", "乙", "丙"][row % 3].to_owned()),
        some((row * row).to_string()),
        some((f64::from(number % 50) / 8.0).to_string()),
        some((f64::from(number * 4321) / 10000.0).to_string()),
        some(if row == 0 { "0".to_owned() } else { (-f64::from(number * 4321) / 100.0).to_string() }),
        some(if row.is_multiple_of(5) { "是" } else { "否" }.to_owned()),
        some(day.clone()),
        some(day),
    ]
}

fn is_as_written(tables: &Tables, name: &str) {
    let table = &tables.0[1];
    assert_eq!(table.rows, ROWS, "{name}");
    for row in 0..ROWS {
        let said: Vec<_> = (0..9).map(|field| table.place(FieldId(field), row).text).collect();
        assert_eq!(said, written(row), "{name} {row}");
    }
}

#[test]
fn every_program_says_the_same() {
    let parks: Vec<usize> = (0..ROWS / 3).collect();
    for (name, bytes) in FILES {
        let tables = read_below(&parks, bytes).unwrap_or_else(|found| panic!("{name}: {found:?}"));
        is_as_written(&tables, name);
        let own: Vec<u32> = (0..ROWS).map(|row| u32::try_from(row / 3).unwrap()).collect();
        assert_eq!(parents(&tables.0[1]), own, "{name}");
    }
}

#[test]
fn rows_find_their_parents_in_any_order() {
    // 37 and 100 have no common part, so that each park comes once.
    let parks: Vec<usize> = (0..ROWS / 3).map(|row| row * 37 % (ROWS / 3)).collect();
    for (name, bytes) in FILES {
        let tables = read_below(&parks, bytes).unwrap();
        let named: Vec<usize> = parents(&tables.0[1]).into_iter().map(|parent| parks[parent as usize]).collect();
        assert_eq!(named, (0..ROWS).map(|row| row / 3).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn an_entry_that_fits_nothing_is_found_in_each_of_its_rows() {
    let parks: Vec<usize> = (0..ROWS / 3).filter(|park| *park != 5).collect();
    for (name, bytes) in FILES {
        let found = read_below(&parks, bytes).unwrap_err();
        let rows: Vec<_> = places(&found).into_iter().map(|(code, place)| (code, place.row, place.text)).collect();
        let of = |row| (Code::H0505, Some(row), Some("P005".to_owned()));
        assert_eq!(rows, [of(16), of(17), of(18)], "{name}");
    }
}

#[test]
fn one_bit_that_was_flipped_does_not_pass_a_checksum() {
    let parks: Vec<usize> = (0..ROWS / 3).collect();
    for (name, sound) in &FILES[..2] {
        // A checksum is of the body of a page, not of its header.
        let bodies = include_str!("written/bodies.csv").lines().filter_map(|line| {
            let (start, end) = line.strip_prefix(name)?.strip_prefix(',')?.split_once(',')?;
            Some(start.parse().unwrap()..end.parse().unwrap())
        });
        let bytes: Vec<usize> = bodies.flatten().collect();
        assert!(bytes.len() > 5000, "{name}: {}", bytes.len());
        for at in bytes.into_iter().step_by(11) {
            let mut flipped = sound.to_vec();
            flipped[at] ^= 1 << (at % 8);
            let found = read_below(&parks, &flipped).expect_err(&format!("{name}: bit of byte {at}"));
            assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::H0508], "{name} {at}");
        }
    }
}
