//! What servers hold, what they refuse, and servers that go away.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use mysql::prelude::Queryable;

use crate::folder::{Folder, Said};
use crate::leave::folder;
use crate::server::{self, Server};

/// Rules with a query for the subjects, and one for the rows below them.
fn queries(server: &Server, subjects: &str, below: &str) -> Folder {
    let rules = crate::leave::RULES.replacen("SOURCE", &format!("\"{}\" 查询 \"{subjects}\"", server.url), 1);
    Folder::empty().with("rules.heng", rules.replace("SOURCE", &format!("\"{}\" 查询 \"{below}\"", server.url)))
}

const BELOW: &str = "select 'P1' as 园区编号, 1 as 面积";

/// The keys of a result; a name in it may have line breaks.
fn keys(printed: &str) -> Vec<String> {
    csv::Reader::from_reader(printed.as_bytes()).records().map(|row| row.unwrap()[0].to_owned()).collect()
}

#[test]
fn values_of_postgresql_are_what_they_say() {
    let Some(server) = server::postgres() else { return };
    server.execute(
        "drop table if exists typed; drop type if exists kind; drop domain if exists area;
         create type kind as enum ('综合性', '专业性'); create domain area as numeric(30, 10);
         create table typed (园区编号 varchar(9), 名称 text, 类型 kind, 面积 area, 营收 double precision, 比 real,
           人数 smallint, 认定 date, 收件 timestamp, 升级 boolean, 图 bytea, 注 char(4));
         insert into typed values
           ('P2', E'乙\"园\\t二\\n期\\\\', '专业性', 12345678901234567890.0123456789, 1e-5, 0.1, 7, '2020-02-29', '2023-01-31 00:00', false, '\\x00', '注'),
           ('P1', null, '综合性', 0.10, 1e20, 94.3, null, '2019-06-18', '2022-12-31', true, null, null)",
    );
    let rules = |columns: &str| {
        format!(
            "规则集 \"甲\" 示例\n周期 2023-01-01 至 2023-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n数据 园区 \"{}\" 表 \"typed\" {{\n  园区编号 文本 主键\n{columns}  其余列 忽略\n}}\n方面 A \"甲\" 10 分 {{\n  指标 A1 \"甲\" 10 分 {{ 依据 第一条; 取值 面积; 计分 比例 目标 10 平方米 封顶 满分; 缺失 得 0 分 }}\n}}\n等次 {{ 优秀 总分 不低于 4 分; 其余 \"合格\" }}\n",
            server.url
        )
    };
    let columns = "  名称 文本 名称\n  类型 枚举 { 综合性, 专业性 }\n  面积 平方米\n  营收 万元\n  比 %\n  人数 人\n  认定 日期\n  收件 日期\n  升级 是否\n  注 文本\n";
    let folder = Folder::empty().with("rules.heng", rules(columns));
    // The rows stand in the order of their key.
    let printed = folder.score(&["--allow", &server.url]).succeeds();
    assert_eq!(keys(&printed), ["P1", "P2"]);
    let arguments = ["explain", "rules.heng", "--data", "data", "--subject", "P2", "--allow", &server.url];
    let explained = folder.run(&arguments).succeeds();
    for words in ["12345678901234567890.0123456789", "表 typed", "第 2 行"] {
        assert!(explained.contains(words), "{words}\n{explained}");
    }
    let folder = Folder::empty().with("rules.heng", rules("  面积 平方米\n  图 文本\n"));
    folder.score(&["--allow", &server.url]).is_refused(&["H0503", "「图」列", "bytea"]);
}

#[test]
fn values_of_mariadb_are_what_they_say() {
    let Some(server) = server::mysql() else { return };
    server.execute(
        "drop table if exists typed;
         create table typed (园区编号 varchar(9), 面积 decimal(30, 10), 名称 text, 类型 enum('综合性', '专业性'), 营收 double,
           单 float, 人数 tinyint unsigned, 认定 date, 收件 datetime, 升级 boolean, 图 blob, 刻 timestamp null);
         insert into typed values
           ('P2', 12345678901234567890.0123456789, '乙\"园\\t二\\n期', '专业性', 1e-5, 0.1, 7, '2020-02-29', '2023-01-31', false, x'00', null),
           ('P1', 0.10, null, '综合性', 1e20, 94.3, null, '2019-06-18', '2022-12-31', true, null, null)",
    );
    let rules = |columns: &str| {
        format!(
            "规则集 \"甲\" 示例\n周期 2023-01-01 至 2023-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n数据 园区 \"{}\" 表 \"typed\" {{\n  园区编号 文本 主键\n  面积 平方米\n{columns}  其余列 忽略\n}}\n方面 A \"甲\" 10 分 {{\n  指标 A1 \"甲\" 10 分 {{ 依据 第一条; 取值 面积; 计分 比例 目标 10 平方米 封顶 满分; 缺失 得 0 分 }}\n}}\n等次 {{ 优秀 总分 不低于 4 分; 其余 \"合格\" }}\n",
            server.url
        )
    };
    let columns = "  名称 文本 名称\n  类型 枚举 { 综合性, 专业性 }\n  营收 万元\n  人数 人\n  认定 日期\n  收件 日期\n  升级 是否\n";
    let folder = Folder::empty().with("rules.heng", rules(columns));
    let printed = folder.score(&["--allow", &server.url]).succeeds();
    assert_eq!(keys(&printed), ["P1", "P2"]);
    let arguments = ["explain", "rules.heng", "--data", "data", "--subject", "P2", "--allow", &server.url];
    assert!(folder.run(&arguments).succeeds().contains("12345678901234567890.0123456789"));
    // The server writes six digits of a float, and a moment in a zone that nobody named.
    for (column, ty) in [("图", "blob"), ("单", "float"), ("刻", "timestamp")] {
        let folder = Folder::empty().with("rules.heng", rules(&format!("  {column} 文本\n")));
        folder.score(&["--allow", &server.url]).is_refused(&["H0503", &format!("「{column}」列"), ty]);
    }
}

#[test]
fn nothing_but_reading_is_asked_of_a_server() {
    for server in [server::postgres(), server::mysql()].into_iter().flatten() {
        server.execute("drop table if exists kept; create table kept (园区编号 varchar(9), 面积 int); insert into kept values ('P1', 1)");
        let is_postgres = server.url.starts_with("postgres");
        let written = if is_postgres {
            "with gone as (delete from kept returning *) select * from gone"
        } else {
            "select 园区编号, 面积 from kept for update"
        };
        let mut wrong = vec![
            ("delete from kept", "不是 select"),
            ("select 1; delete from kept", "几条语句"),
            ("select * from kept into outfile 'kept.txt'", "写文件"),
            ("select * from nowhere", "nowhere"),
            ("select * from", "读不出"),
        ];
        if is_postgres {
            wrong.push((written, "read-only"));
            wrong.push(("select 1) to program 'true' --", "读不出"));
        }
        for (query, words) in wrong {
            let said = queries(&server, query, BELOW).score(&["--allow", &server.url]);
            said.is_refused(&["H0520", words]);
        }
        let folder = queries(&server, "select * from kept", BELOW);
        folder.score(&["--allow", &server.url]).succeeds();
        // What is wrong with one table does not keep the others from being looked at.
        let both = queries(&server, "select * from nowhere", "select * from never");
        both.score(&["--allow", &server.url]).is_refused(&["nowhere", "never"]);
    }
}

#[test]
fn all_tables_are_of_one_moment() {
    for server in [server::postgres(), server::mysql()].into_iter().flatten() {
        server.execute("drop table if exists moment; create table moment (园区编号 varchar(9), 面积 int); insert into moment values ('P1', 1000)");
        let (sleep, prefix) =
            if server.url.starts_with("postgres") { ("pg_sleep(3)::text", "") } else { ("sleep(3)", "") };
        // While the subjects are read, somebody adds a row below.
        let subjects = format!("select 'P1' as 园区编号, {prefix}count(*) as 面积, {sleep} as 等 from moment");
        let folder = queries(&server, &subjects, "select * from moment");
        let url = server.url.clone();
        let run = thread::spawn(move || folder.score(&["--allow", &url]));
        thread::sleep(Duration::from_millis(1500));
        server.execute("insert into moment values ('P1', 5000)");
        let printed = run.join().unwrap().succeeds();
        // 1001 of 10000, and not 6001.
        assert!(printed.contains("P1,1.00,"), "{printed}");
    }
}

/// Waits until a query of ours runs, and then does something to it.
fn meanwhile(folder: Folder, url: &str, mut strike: impl FnMut() -> bool) -> Said {
    let url = url.to_owned();
    let folder = folder.with("scores.csv", "the last result\n");
    let run = thread::spawn(move || {
        let said = folder.score(&["--allow", &url, "--out", "scores.csv"]);
        // What was written before is still there, and nothing else is.
        assert_eq!(fs::read_to_string(folder.0.join("scores.csv")).unwrap(), "the last result\n");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 3);
        said
    });
    let started = Instant::now();
    while !strike() {
        assert!(started.elapsed() < Duration::from_secs(20), "no query was seen");
        thread::sleep(Duration::from_millis(50));
    }
    run.join().unwrap()
}

const ENDLESS: &str = "select n::text as 园区编号, n as 面积 from generate_series(1, 40000000) n";

#[test]
fn a_connection_that_is_ended_in_the_middle_is_told() {
    if let Some(server) = server::postgres() {
        let mut client = server.to_postgres();
        let strike = || {
            let ended = client.query(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'heng' and query like 'copy%40000000%'",
                &[],
            );
            thread::sleep(Duration::from_millis(300));
            !ended.unwrap().is_empty()
        };
        meanwhile(queries(&server, ENDLESS, BELOW), &server.url, strike)
            .is_refused(&["H0520", "读到一半，数据库断开了"]);
    }
    if let Some(server) = server::mysql() {
        let mut conn = server.to_mysql();
        let strike = || {
            let ids: Vec<u64> = conn
                .query("select id from information_schema.processlist where info like 'select%seq_1_to_40000000'")
                .unwrap();
            for id in &ids {
                conn.query_drop(format!("kill {id}")).unwrap();
            }
            !ids.is_empty()
        };
        let endless = "select cast(seq as char) as 园区编号, seq as 面积 from seq_1_to_40000000";
        meanwhile(queries(&server, endless, BELOW), &server.url, strike)
            .is_refused(&["H0520", "读到一半，数据库断开了"]);
    }
}

#[test]
fn a_server_that_is_killed_in_the_middle_is_told() {
    let Some((server, pid)) = server::doomed() else { return };
    let mut client = server.to_postgres();
    let strike = || {
        let running = client.query(
            "select 1 from pg_stat_activity where query like 'copy%40000000%' and application_name = 'heng'",
            &[],
        );
        let is_running = !running.unwrap().is_empty();
        if is_running {
            thread::sleep(Duration::from_millis(300));
            assert!(Command::new("kill").args(["-QUIT", &pid]).status().unwrap().success());
        }
        is_running
    };
    meanwhile(queries(&server, ENDLESS, BELOW), &server.url, strike).is_refused(&["H0520", "读到一半，数据库断开了"]);
    // And then it is not there.
    let url = &server.url;
    self::folder(&format!("\"{url}\" 表 \"parks\"")).score(&["--allow", url]).is_refused(&["H0520", "连不上"]);
}
