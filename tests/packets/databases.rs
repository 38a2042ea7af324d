//! Tables of databases are kept as the rows that were read.

use std::fs;

use crate::folder::Folder;

/// The rules of [`Folder::small`] with their table in a file of SQLite.
fn folder() -> Folder {
    let folder = Folder::small();
    let rules = fs::read_to_string(folder.at("r.heng")).unwrap();
    let rules = rules.replace("数据 园区 \"parks.csv\"", "数据 园区 \"sqlite:parks.db\" 表 \"parks\"");
    fs::remove_file(folder.at("data/parks.csv")).unwrap();
    let database = rusqlite::Connection::open(folder.at("data/parks.db")).unwrap();
    database
        .execute_batch(
            "create table parks(编号 text, 收入 numeric, 备注 text);
             insert into parks values ('P1', 10, '一,二'), ('P2', 20.5, null), ('P3', 40, 'x');",
        )
        .unwrap();
    folder.with("r.heng", rules.replace("  收入 万元 不低于 0 万元\n", "  收入 万元 不低于 0 万元\n  其余列 忽略\n"))
}

#[test]
fn a_packet_verifies_without_the_database_that_it_was_read_from() {
    let folder = folder();
    folder.packs("score r.heng --data data --packet p.zip --with-data");
    let plain = folder.prints("explain r.heng --data data --subject P2");
    fs::remove_file(folder.at("data/parks.db")).unwrap();
    assert_eq!(folder.prints("explain p.zip --subject P2"), plain);
    let said = folder.prints("verify p.zip --exact");
    assert!(said.contains("结论  相符"), "{said}");
}

#[test]
fn rows_of_a_database_have_a_fingerprint() {
    let folder = folder();
    folder.packs("score r.heng --data data --packet p");
    assert!(folder.prints("verify p --data data").contains("指纹都与包里记的相符"));
    let database = rusqlite::Connection::open(folder.at("data/parks.db")).unwrap();
    database.execute_batch("update parks set 收入 = 41 where 编号 = 'P3'").unwrap();
    let (said, code) = folder.refuses("verify p --data data");
    assert!(code == Some(1) && said.contains("和出包时的不是同一份：database/园区.csv"), "{said}");
}
