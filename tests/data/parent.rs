use super::support::*;
use heng::core::{Table, Type};
use heng::finding::Code;

fn schema() -> Vec<Table> {
    vec![
        keyed_parks().with("数", number("")),
        below(0, "所属园区", "机构", "orgs.csv").with("信用代码", Type::Text).key(&[field(0)]),
        below(1, "信用代码", "年度", "years.csv").with("年度", number("年")),
    ]
}

fn files<'a>(parks: &'a str, orgs: &'a str, years: &'a str) -> [(&'a str, &'a [u8]); 3] {
    [("parks.csv", parks.as_bytes()), ("orgs.csv", orgs.as_bytes()), ("years.csv", years.as_bytes())]
}

const PARKS: &str = "园区编号,数\nP1,1\nP2,2\n";
const ORGS: &str = "所属园区,信用代码\nP2,甲\nP1,乙\nP2,丙\n";

#[test]
fn rows_find_their_parents() {
    let years = "信用代码,年度\n丙,2022\n 甲\u{3000},2022\n丙,2023\n";
    let tables = read(schema(), &files(PARKS, ORGS, years)).unwrap();
    assert!(tables.0[0].parents.is_none());
    assert_eq!(parents(&tables.0[1]), [1, 0, 1]);
    assert_eq!(parents(&tables.0[2]), [2, 0, 2]);
    assert_eq!(tables.0[2].parent_of(1), Some(0));
}

#[test]
fn an_orphan_is_reported_with_the_near_key() {
    let orgs = "所属园区,信用代码\nP1,甲\n园区P2,乙\n某园,丙\n,丁\n";
    let found = read(schema(), &files(PARKS, orgs, "信用代码,年度\n甲,2023\n")).unwrap_err();
    let place = |row, text| {
        let mut place = at(Some(row), Some("所属园区"), text);
        place.file = "orgs.csv".into();
        place
    };
    assert_eq!(
        places(&found),
        [(Code::H0505, place(3, Some("园区P2"))), (Code::H0505, place(4, Some("某园"))), (Code::H0506, place(5, None)),]
    );
    assert!(found[0].message.zh.contains("parks.csv"));
    assert!(help(&found[0]).contains("是不是想写「P2」"));
    assert!(help(&found[1]).contains("parks.csv"));
}

#[test]
fn no_orphans_of_a_table_that_was_not_read_whole() {
    let orgs = "所属园区,信用代码\nP9,甲\n";
    let years = "信用代码,年度\n甲,2023\n";
    for parks in ["", "数\n1\n", "园区编号,数\nP1\n", "园区编号,数\n,1\n"] {
        let found = read(schema(), &files(parks, orgs, years)).unwrap_err();
        assert!(found.iter().all(|found| found.code != Code::H0505), "{parks}");
    }
    // A wrong figure does not hide which parks there are.
    let found = read(schema(), &files("园区编号,数\nP1,x\n", orgs, years)).unwrap_err();
    let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, [Code::H0503, Code::H0505]);
}

#[test]
fn a_parent_without_a_key_is_refused() {
    let tables =
        vec![parks().with("园区编号", Type::Text), below(0, "园区编号", "机构", "orgs.csv").with("名称", Type::Text)];
    let files = [("parks.csv", "园区编号\nP1\n".as_bytes()), ("orgs.csv", "园区编号,名称\nP1,甲\n".as_bytes())];
    let (code, path, _, _) = only_file(read(tables, &files));
    assert_eq!((code, path.as_str()), (Code::H0508, "d/orgs.csv"));
}
