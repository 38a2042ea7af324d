//! Files of SQLite, and files that are none.

use std::fs;

use crate::folder::{Folder, shipped};

const RULES: &str = "规则集 \"甲\" 示例
周期 2023-01-01 至 2023-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 SOURCE {
  园区编号 文本 主键
  面积 平方米
  其余列 忽略
}
方面 A \"甲\" 10 分 {
  指标 A1 \"面积\" 10 分 { 依据 第一条; 取值 面积; 计分 比例 目标 10000 平方米 封顶 满分; 缺失 得 0 分 }
}
等次 { 优秀 总分 不低于 4 分; 其余 \"合格\" }
";

fn folder(source: &str) -> Folder {
    let base = fs::read(shipped("tests/databases/fixtures/parks.db")).unwrap();
    Folder::empty().with("rules.heng", RULES.replace("SOURCE", source)).with("data/园区.db", base)
}

#[test]
fn a_table_a_view_and_a_query_are_read() {
    let table = folder("\"园区.db\" 表 \"园区\"").score(&[]).succeeds();
    assert_eq!(table.lines().count(), 5);
    for source in [
        "\"园区.db\" 表 \"面\"",
        "\"园区.db\" 表 \"main.园区\"",
        "\"sqlite:园区.db\" 表 \"园区\"",
        "\"园区.db\" 查询 \"select 园区编号, 面积 from 园区 order by 1;\"",
        "\"园区.db\" 查询 “with p as (select * from \"园区\") select * from p order by 园区编号”",
    ] {
        assert_eq!(folder(source).score(&[]).succeeds(), table, "{source}");
    }
    let english = RULES.replace("SOURCE", "\"园区.db\" 表 \"园区\"");
    let folder = folder("\"园区.db\" 表 \"园区\"").with("rules.heng", english);
    let formatted = folder.run(&["fmt", "rules.heng", "--keywords", "en"]);
    assert_eq!((formatted.code, formatted.err.as_str()), (Some(0), ""));
    let text = fs::read_to_string(folder.0.join("rules.heng")).unwrap();
    assert!(text.contains("\"园区.db\" from_table \"园区\""), "{text}");
    let printed = folder.score(&["--lang", "zh"]).succeeds();
    assert_eq!(printed.lines().count(), 5);
}

#[test]
fn what_cannot_be_read_is_told() {
    for (source, words) in [
        ("\"园区.db\"", &["H0520", "没有写明读数据库里的哪张表"][..]),
        ("\"没有.db\" 表 \"园区\"", &["H0501", "没有.db", "找不到这个数据库文件"]),
        ("\"园区.db\" 表 \"机构\"", &["H0520", "no such table"]),
        ("\"园区.db\" 表 \"a.b.c\"", &["H0520", "表名读不懂"]),
        ("\"园区.db\" 查询 \"delete from 园区\"", &["H0520", "不是 select"]),
        ("\"园区.db\" 查询 \"select 1; select 2\"", &["H0520", "几条语句"]),
        ("\"园区.db\" 查询 \"select 园区编号, 图 as 面积 from 图\"", &["H0503", "第 1 行「面积」列", "blob"]),
        ("\"园区.db\" 查询 \"select 园区编号 from 园区\"", &["H0502", "面积"]),
        (
            "\"园区.db\" 查询 \"select 'P1' as 园区编号, '约5' as 面积\"",
            &["H0503", "第 1 行「面积」列", "园区.db 查询"],
        ),
        ("\"园区.csv\" 表 \"园区\"", &["H0520", "不是数据库"]),
    ] {
        folder(source).score(&[]).is_refused(words);
    }
    // A value of a column that nobody reads is no matter.
    folder("\"园区.db\" 表 \"图\"").score(&[]).succeeds();
}

#[test]
fn a_damaged_file_is_told_and_nothing_is_written_beside_it() {
    let whole = fs::read(shipped("tests/databases/fixtures/parks.db")).unwrap();
    let source = "\"园区.db\" 表 \"园区\"";
    let mut misnamed = whole.clone();
    let name = "园区名称".as_bytes();
    let at = whole.windows(name.len()).position(|bytes| bytes == name).unwrap();
    misnamed[at] = 0xFF;
    for (bytes, word) in [
        (misnamed, "读不懂"),
        (Vec::new(), "不是 SQLite 数据库"),
        (b"not a database at all, but a longer text".to_vec(), "不是 SQLite 数据库"),
        (whole[..5000].to_vec(), "malformed"),
        ([&whole[..4096], &vec![0xFF; whole.len() - 4096]].concat(), "malformed"),
    ] {
        folder(source).with("data/园区.db", bytes).score(&[]).is_refused(&["H0520", word]);
    }
    // One that keeps a log beside it, properly closed.
    let folder = folder(source);
    let base = rusqlite::Connection::open(folder.0.join("data/园区.db")).unwrap();
    base.execute_batch("pragma journal_mode = wal").ok();
    base.execute_batch("update 园区 set 面积 = 5000 where 园区编号 = 'P01'").unwrap();
    // While the log holds the change, it is read with it.
    let names = || {
        let mut names: Vec<_> =
            fs::read_dir(folder.0.join("data")).unwrap().map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names().len(), 3);
    assert!(folder.score(&[]).succeeds().contains("5.00"));
    drop(base);
    assert_eq!(names(), ["园区.db"]);
    assert!(folder.score(&[]).succeeds().contains("5.00"));
    assert_eq!(names(), ["园区.db"]);
}

#[test]
fn a_result_does_not_replace_the_database_that_it_was_made_of() {
    for source in ["\"园区.db\" 表 \"园区\"", "\"sqlite:园区.db\" 表 \"园区\""] {
        let folder = folder(source);
        let before = fs::read(folder.0.join("data/园区.db")).unwrap();
        let said = folder.score(&["--out", "data/园区.db"]);
        assert_eq!(said.code, Some(2), "{}", said.err);
        assert_eq!(fs::read(folder.0.join("data/园区.db")).unwrap(), before);
    }
}

#[test]
fn the_next_cycle_reads_another_table_or_a_file() {
    let head = "规则集 \"乙\" 示例\n周期 2024-01-01 至 2024-12-31\n沿用 \"rules.heng\"\n";
    for (change, source) in [
        ("修改 数据 园区 表 \"面\"", "\"园区.db\" 表 \"面\""),
        ("修改 数据 园区 \"新.db\" 查询 \"select 1\"", "\"新.db\" 查询 \"select 1\""),
        // Another file is read as it says itself.
        ("修改 数据 园区 \"园区.csv\"", "\"园区.csv\""),
    ] {
        let folder = folder("\"园区.db\" 表 \"园区\"").with("next.heng", format!("{head}{change}\n"));
        let whole = folder.run(&["check", "next.heng", "--expanded"]).succeeds();
        assert!(whole.contains(&format!("数据 园区 {source} {{")), "{whole}");
    }
}
