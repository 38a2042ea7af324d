//! Files in memory.

use heng::core::{FieldId, Table as Declared, Type};
use heng::data::Table;
use heng::finding::{CellPlace, Code, Diagnostic};
use polars_core::prelude::{Column, DataFrame, IntoColumn, NamedFrom, Series};
use polars_io::prelude::ParquetWriter;

pub(super) use crate::support::*;

pub(super) fn frame(columns: Vec<Column>) -> DataFrame {
    DataFrame::new_infer_height(columns).unwrap()
}

pub(super) fn column<T, A>(name: &str, values: A) -> Column
where
    T: ?Sized,
    Series: NamedFrom<A, T>,
    A: AsRef<T>,
{
    Series::new(name.into(), values).into_column()
}

/// The file of a table, with so many rows in a group.
pub(super) fn file(frame: &DataFrame, group: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).with_row_group_size(Some(group)).finish(&mut frame.clone()).unwrap();
    bytes
}

pub(super) fn in_parquet(mut table: Declared) -> Declared {
    table.file = table.file.replace(".csv", ".parquet");
    table
}

/// Reads a file of the subject table.
pub(super) fn read_bytes(table: Declared, bytes: &[u8]) -> Result<Table, Vec<Diagnostic>> {
    read(vec![in_parquet(table)], &[("parks.parquet", bytes)]).map(|mut tables| tables.0.remove(0))
}

pub(super) fn read_frame(table: Declared, of: &DataFrame) -> Result<Table, Vec<Diagnostic>> {
    let declared = table.clone();
    let read = read_bytes(table, &file(of, 1000));
    if let Err(found) = &read {
        // The cells that are at fault are texts of the file.
        let places: Vec<String> = found.iter().map(|found| format!("{:?}", found.place)).collect();
        speaks_english(
            found,
            &declared,
            [places, of.get_column_names().iter().map(ToString::to_string).collect()].concat(),
        );
    }
    read
}

/// What is read of a column, cell by cell.
pub(super) fn cells(ty: &Type, of: Column) -> Vec<String> {
    let table = read_frame(parks().with("列", ty.clone()), &frame(vec![of])).unwrap_or_else(|found| {
        panic!("{:?}", found.iter().map(|found| found.message.zh.clone()).collect::<Vec<_>>());
    });
    (0..table.rows).map(|row| table.place(FieldId(0), row).text.unwrap_or_else(|| "缺失".to_owned())).collect()
}

/// Code, row and text of each finding about the only column.
pub(super) fn refused(ty: &Type, of: Column) -> Vec<(Code, Option<u64>, Option<String>)> {
    let found = read_frame(parks().with("列", ty.clone()), &frame(vec![of])).unwrap_err();
    let all = places(&found).into_iter().map(|(code, place)| {
        assert_eq!((place.file.as_str(), place.column.as_deref()), ("parks.parquet", Some("列")));
        (code, place.row, place.text)
    });
    all.collect()
}

pub(super) fn place(row: Option<u64>, column: &str, text: Option<&str>) -> CellPlace {
    CellPlace { file: "parks.parquet".into(), ..at(row, Some(column), text) }
}

/// A column of one list.
pub(super) fn lists(name: &str) -> Column {
    Series::new(name.into(), [Series::new("".into(), [1_i64])]).into_column()
}
