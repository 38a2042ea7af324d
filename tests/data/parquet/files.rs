//! Columns of files, and files as a whole.

use super::support::*;
use heng::core::Type;
use heng::finding::Code;
use polars_io::prelude::{ParquetCompression, ParquetWriter};

fn codes(found: &[heng::finding::Diagnostic]) -> Vec<Code> {
    found.iter().map(|found| found.code).collect()
}

#[test]
fn a_missing_column_is_named_and_the_others_are_still_read() {
    let table = keyed_parks().with("数", number("")).with("类", choice(&["甲"]));
    let found =
        read_frame(table, &frame(vec![column("园区编号", ["P1", "P2"]), column("类", ["甲", "乙"])])).unwrap_err();
    assert_eq!(codes(&found), [Code::H0502, Code::H0507]);
    assert!(found[0].message.zh.contains('数'));
}

#[test]
fn an_undeclared_column_is_refused_unless_ignored() {
    let lists = lists("其他");
    let all = frame(vec![column("园区编号", ["P1"]), lists]);
    assert_eq!(codes(&read_frame(keyed_parks(), &all).unwrap_err()), [Code::H0502]);
    assert_eq!(read_frame(keyed_parks().ignoring(), &all).unwrap().rows, 1);
}

#[test]
fn names_of_columns_are_trimmed_and_may_not_stand_twice() {
    let all = frame(vec![column(" 园区编号\u{3000}", ["P1"])]);
    assert_eq!(read_frame(keyed_parks(), &all).unwrap().rows, 1);
    let twice = frame(vec![column("园区编号", ["P1"]), column("园区编号 ", ["P2"])]);
    let found = read_frame(keyed_parks(), &twice).unwrap_err();
    assert_eq!(codes(&found), [Code::H0502]);
    assert!(found[0].message.zh.contains("第 1 列和第 2 列"));
}

#[test]
fn a_file_of_other_columns_has_no_rows_to_speak_of() {
    let found = read_frame(keyed_parks(), &frame(vec![column("x", ["约"])])).unwrap_err();
    assert!(codes(&found).iter().all(|code| *code == Code::H0502));
}

#[test]
fn a_file_without_rows_has_no_subjects() {
    let empty = frame(vec![column("园区编号", Vec::<&str>::new())]);
    let (code, path, message, _) =
        only_file(read(vec![in_parquet(keyed_parks())], &[("parks.parquet", &file(&empty, 10))]));
    assert_eq!((code, path.as_str(), message.as_str()), (Code::H0508, "d/parks.parquet", "没有一行数据"));
    let child = in_parquet(below(0, "园区编号", "机构", "orgs.csv").with("名称", Type::Text));
    let parks = file(&frame(vec![column("园区编号", ["P1"])]), 10);
    let orgs = file(&frame(vec![column("园区编号", Vec::<&str>::new()), column("名称", Vec::<&str>::new())]), 10);
    let files: [(&str, &[u8]); 2] = [("parks.parquet", &parks), ("orgs.parquet", &orgs)];
    let tables = read(vec![in_parquet(keyed_parks()), child], &files).unwrap();
    assert_eq!((tables.0[1].rows, parents(&tables.0[1])), (0, vec![]));
}

#[test]
fn a_csv_table_may_be_below_one_of_parquet() {
    let child = below(0, "园区编号", "机构", "orgs.csv").with("名称", Type::Text);
    let parks = file(&frame(vec![column("园区编号", ["P1", "P2"])]), 10);
    let files: [(&str, &[u8]); 2] = [("parks.parquet", &parks), ("orgs.csv", "园区编号,名称\nP2,甲\n".as_bytes())];
    assert_eq!(parents(&read(vec![in_parquet(keyed_parks()), child], &files).unwrap().0[1]), [1]);
}

#[test]
fn compressed_files_are_read() {
    let all = frame(vec![column("园区编号", (0..1000).map(|row| format!("P{row}")).collect::<Vec<_>>())]);
    for compression in [
        ParquetCompression::Uncompressed,
        ParquetCompression::Snappy,
        ParquetCompression::Zstd(None),
        ParquetCompression::Lz4Raw,
    ] {
        let mut bytes = Vec::new();
        let writer = ParquetWriter::new(&mut bytes).with_compression(compression);
        if writer.finish(&mut all.clone()).is_ok() {
            assert_eq!(read_bytes(keyed_parks(), &bytes).unwrap().rows, 1000, "{compression:?}");
        }
    }
}

#[test]
fn what_is_no_parquet_file_is_refused() {
    for bytes in ["", "PAR1", "PAR1PAR1", "园区编号\nP1\n"] {
        let (code, path, message, help) =
            only_file(read(vec![in_parquet(keyed_parks())], &[("parks.parquet", bytes.as_bytes())]));
        assert_eq!((code, path.as_str()), (Code::H0508, "d/parks.parquet"), "{bytes}");
        assert!(message.starts_with("这不是完好的 parquet 文件"), "{message}");
        assert!(help.contains("重新导出"));
    }
}
