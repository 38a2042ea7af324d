use super::support::*;
use heng::core::{FieldId, KeyPart, Type};
use heng::data::{Cell, Tables};
use heng::finding::{Code, Diagnostic, Place};
use heng::number::Number;

/// Parks in one file, and their institutions in those of a folder.
fn tables(file: &str) -> Vec<heng::core::Table> {
    let orgs = below(0, "园区编号", "机构", file)
        .with("机构编号", Type::Text)
        .with("人数", number(""))
        .key(&[KeyPart::Parent, field(0)]);
    vec![keyed_parks(), orgs]
}

const PARKS: (&str, &[u8]) = ("parks.csv", "园区编号\nP1\nP2\n".as_bytes());
const A: &str = "园区编号,机构编号,人数\nP1,1,10\n\nP2,1,2.50\n";
/// The same columns in another order.
const B: &str = "人数,机构编号,园区编号\n7,2,P2\n";

fn read_orgs(file: &str, orgs: &[(&str, &str)]) -> Result<Tables, Vec<Diagnostic>> {
    let orgs = orgs.iter().map(|(name, text)| (*name, text.as_bytes()));
    read(tables(file), &[PARKS].into_iter().chain(orgs).collect::<Vec<_>>())
}

/// Where each row stands: the file, the line and what 人数 says.
fn origins(tables: &Tables) -> Vec<(String, u64, String)> {
    let orgs = &tables.0[1];
    let place = |row| orgs.place(FieldId(1), row);
    (0..orgs.rows).map(place).map(|place| (place.file, place.row.unwrap(), place.text.unwrap())).collect()
}

fn of(file: &str, line: u64, text: &str) -> (String, u64, String) {
    (file.to_owned(), line, text.to_owned())
}

#[test]
fn the_files_of_a_folder_are_one_table_in_the_order_of_their_names() {
    let expected = [of("orgs/B.csv", 2, "7"), of("orgs/a.csv", 2, "10"), of("orgs/a.csv", 4, "2.50")];
    for pattern in ["orgs/", "orgs/*.csv", "orgs/*", "orgs/?.csv"] {
        let tables = read_orgs(pattern, &[("orgs/a.csv", A), ("orgs/B.csv", B), ("other/a.csv", "x")]).unwrap();
        assert_eq!(origins(&tables), expected, "{pattern}");
        assert_eq!(parents(&tables.0[1]), [1, 0, 1], "{pattern}");
        assert_eq!(tables.0[1].cell(FieldId(1), 2), Cell::Number(Number::from_scaled(25, 1)));
        assert_eq!(tables.0[1].file, pattern);
    }
    let tables = read_orgs("orgs/a*.csv", &[("orgs/a.csv", A), ("orgs/B.csv", B)]).unwrap();
    assert_eq!(origins(&tables), expected[1..]);
    // A pattern may stand in the folder of the data itself.
    let tables = read_orgs("机构*.csv", &[("机构甲.csv", A), ("机构乙.csv", B)]).unwrap();
    let expected = [of("机构乙.csv", 2, "7"), of("机构甲.csv", 2, "10"), of("机构甲.csv", 4, "2.50")];
    assert_eq!(origins(&tables), expected);
}

#[test]
fn files_without_rows_and_files_that_programs_leave_are_no_trouble() {
    let empty = "园区编号,机构编号,人数\n";
    let files =
        [("orgs/.a.csv", "x"), ("orgs/~$a.csv", "x"), ("orgs/_SUCCESS", ""), ("orgs/0.csv", empty), ("orgs/a.csv", A)];
    let tables = read_orgs("orgs/", &files).unwrap();
    assert_eq!(origins(&tables), [of("orgs/a.csv", 2, "10"), of("orgs/a.csv", 4, "2.50")]);
    assert_eq!(read_orgs("orgs/", &[("orgs/0.csv", empty), ("orgs/1.csv", empty)]).unwrap().0[1].rows, 0);
}

#[test]
fn files_of_several_forms_are_one_table() {
    let tsv = B.replace(',', "\t");
    let tables = read_orgs("orgs/", &[("orgs/a.csv", A), ("orgs/b.TSV", &tsv)]).unwrap();
    assert_eq!(origins(&tables).last(), Some(&of("orgs/b.TSV", 2, "7")));
}

fn told(found: &[Diagnostic]) -> Vec<(Code, String, Option<u64>, Option<String>)> {
    found
        .iter()
        .map(|found| match &found.place {
            Some(Place::Cell(place)) => (found.code, place.file.clone(), place.row, place.column.clone()),
            Some(Place::File(path)) => (found.code, path.clone(), None, None),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn each_finding_names_its_file_and_line() {
    let missing = "园区编号,机构编号\nP1,5\n";
    let wrong = "园区编号,机构编号,人数,备注\nP9,7,多\n";
    let found = read_orgs("orgs/", &[("orgs/a.csv", A), ("orgs/b.csv", missing), ("orgs/c.csv", wrong)]).unwrap_err();
    assert_eq!(
        told(&found),
        [
            (Code::H0502, "orgs/b.csv".into(), None, Some("人数".into())),
            (Code::H0502, "orgs/c.csv".into(), None, Some("备注".into())),
            (Code::H0508, "orgs/c.csv".into(), Some(2), None),
        ]
    );
    let wrong = "园区编号,机构编号,人数\n\nP9,7,多\n";
    let found = read_orgs("orgs/*.csv", &[("orgs/a.csv", A), ("orgs/b.csv", wrong)]).unwrap_err();
    assert_eq!(
        told(&found),
        [
            (Code::H0505, "orgs/b.csv".into(), Some(3), Some("园区编号".into())),
            (Code::H0503, "orgs/b.csv".into(), Some(3), Some("人数".into())),
        ]
    );
}

#[test]
fn a_key_that_stands_in_two_files_names_both() {
    let found =
        read_orgs("orgs/", &[("orgs/a.csv", A), ("orgs/b.csv", "园区编号,机构编号,人数\nP2,1,5\n")]).unwrap_err();
    assert_eq!(told(&found), [(Code::H0504, "orgs/b.csv".into(), Some(2), None)]);
    assert!(found[0].message.zh.contains("在 orgs/a.csv 第 4 行已经有了"), "{}", found[0].message.zh);
    assert!(found[0].message.en.contains("already in orgs/a.csv, line 4"), "{}", found[0].message.en);
}

#[test]
fn numbers_that_do_not_fit_beside_those_of_another_file_are_told_in_their_own() {
    let long = format!("园区编号,机构编号,人数\nP2,9,{}\n", "9".repeat(37));
    let fine = format!("园区编号,机构编号,人数\nP1,8,0.{}1\n", "0".repeat(30));
    let found = read_orgs("orgs/", &[("orgs/a.csv", &fine), ("orgs/b.csv", &long)]).unwrap_err();
    assert_eq!(told(&found), [(Code::H0503, "orgs/b.csv".into(), Some(2), Some("人数".into()))]);
}

#[test]
fn what_names_no_file_says_what_there_is() {
    let help = |file: &str, orgs: &[(&str, &str)]| {
        let found = read_orgs(file, orgs).unwrap_err();
        let help = found[0].help.as_ref().map(|help| help.zh.clone()).unwrap_or_default();
        (found.len(), found[0].code, found[0].message.zh.clone(), help)
    };
    let orgs = [("orgs/a.csv", A), ("orgs/b.csv", B)];
    let nothing = |file: &str| format!("没有符合「{file}」的数据文件，数据「机构」要用它们");
    assert_eq!(help("orgs/*.tsv", &orgs), (1, Code::H0501, nothing("orgs/*.tsv"), "文件夹里有：a.csv、b.csv".into()));
    let empty = "文件夹是空的；请核对数据文件夹".to_owned();
    assert_eq!(help("institutions/", &orgs), (1, Code::H0501, nothing("institutions/"), empty));
    let (_, code, message, _) = help("or*/a.csv", &orgs);
    assert_eq!(code, Code::H0501);
    assert!(message.contains("只有最后的文件名里可以写"), "{message}");
    // A table that a county sent as a workbook is not passed over.
    let (_, code, message, way_out) = help("orgs/", &[("orgs/a.csv", A), ("orgs/b.xlsx", "PK")]);
    assert_eq!(
        (code, message.as_str()),
        (Code::H0508, "orgs/b.xlsx 不是 .csv、.tsv、.parquet、.arrow、.json 或 .ndjson 文件")
    );
    assert!(way_out.contains("\"orgs/*.csv\""), "{way_out}");
    let (_, code, message, _) = help("orgs/", &[("orgs/a.csv", A), ("orgs/2023/b.csv", B)]);
    assert_eq!((code, message.as_str()), (Code::H0508, "orgs/2023 是文件夹，里面的文件不会读到"));
    // A folder that is named like a file.
    let (_, code, message, way_out) = help("orgs", &orgs);
    assert_eq!((code, message.as_str()), (Code::H0508, "orgs 是文件夹，不是文件"));
    assert!(way_out.contains("\"orgs/\""), "{way_out}");
}
