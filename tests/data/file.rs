use super::support::*;
use heng::core::Type;
use heng::finding::Code;
use heng::host::progress::Progress;

#[test]
fn a_missing_file_is_named() {
    let (code, path, message, help) = only_file(read(vec![keyed_parks()], &[]));
    assert_eq!((code, path.as_str()), (Code::H0501, "d/parks.csv"));
    assert!(message.contains("parks.csv"));
    assert!(help.contains("园区"));
}

#[test]
fn only_csv_and_tsv_are_read() {
    let mut table = keyed_parks();
    table.file = "parks.xlsx".into();
    let (code, path, message, _) = only_file(read(vec![table], &[("parks.xlsx", b"PK")]));
    assert_eq!((code, path.as_str()), (Code::H0508, "d/parks.xlsx"));
    assert_eq!(message, "现在只能读 .csv、.tsv、.parquet、.arrow、.json、.ndjson 文件和数据库");
}

#[test]
fn tsv_is_separated_by_tabs() {
    let mut table = keyed_parks().with("园区名称", Type::Text);
    table.file = "parks.TSV".into();
    let tables = read(vec![table], &[("parks.TSV", "园区编号\t园区名称\nP1\t甲,乙\n".as_bytes())]).unwrap();
    assert_eq!(tables.0[0].place(heng::core::FieldId(1), 0).text.unwrap(), "甲,乙");
}

#[test]
fn an_empty_file_has_no_header() {
    for text in ["", "\u{feff}", "\n\r\n", " ,\u{3000}, \n"] {
        let found = read_one(keyed_parks(), text).unwrap_err();
        assert_eq!(places(&found), [(Code::H0502, at(None, None, None))], "{text:?}");
    }
}

#[test]
fn subjects_need_a_row() {
    let tables = read(vec![keyed_parks()], &[("parks.csv", "园区编号\n\n".as_bytes())]);
    let (code, path, message, _) = only_file(tables);
    assert_eq!((code, path.as_str(), message.as_str()), (Code::H0508, "d/parks.csv", "没有一行数据"));
}

#[test]
fn a_child_table_may_be_empty() {
    let child = below(0, "园区编号", "机构", "orgs.csv").with("名称", Type::Text);
    let tables = read(
        vec![keyed_parks(), child],
        &[("parks.csv", "园区编号\nP1\n".as_bytes()), ("orgs.csv", "园区编号,名称\n".as_bytes())],
    )
    .unwrap();
    assert_eq!((tables.0[1].rows, tables.0[1].known), (0, true));
    assert_eq!(parents(&tables.0[1]), [0_u32; 0]);
}

#[test]
fn all_files_are_reported_in_one_run() {
    let orgs = below(0, "园区编号", "机构", "orgs.csv").with("名称", Type::Text);
    let years = below(0, "园区编号", "年度", "years.csv").with("年度", number("年"));
    let found = read(
        vec![keyed_parks(), orgs, years],
        &[("parks.csv", b"x\n1\n"), ("years.csv", "园区编号,年度\nP9,去年\n".as_bytes())],
    )
    .unwrap_err();
    let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
    // The children of a table that could not be read are no orphans.
    assert_eq!(codes, [Code::H0502, Code::H0502, Code::H0501, Code::H0503]);
}

#[test]
fn the_folder_may_be_written_either_way() {
    use heng::core::Schema;
    use heng::data::load;
    use heng::host::Memory;
    let host = Memory::default();
    host.put("d/parks.csv", "园区编号\nP1");
    host.put("parks.csv", "园区编号\nP1");
    let schema = Schema { tables: vec![keyed_parks()], ..Schema::default() };
    for folder in ["d", "d/", ""] {
        assert_eq!(load(&schema, &host, folder, &Progress::new()).unwrap().0[0].rows, 1, "{folder}");
    }
}
