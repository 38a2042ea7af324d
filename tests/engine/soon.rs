//! Between two looks whether it is to go on, work does no more than a stated amount: counted for each kind of long step,
//! and timed in a long run.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "the long run takes its time and its folder from outside, and says what it found"
)]

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::{Duration, Instant};

use heng::cancel::{BYTES, Cancelled, ROWS};
use heng::engine::EngineKind;
use heng::host::progress::Progress;
use heng::host::{Disk, Host as _, Memory};
use heng::shown::Shown;
use heng::{Cancel, Language, report, session, syntax};
use polars_core::prelude::{Column, DataFrame};
use polars_io::prelude::ParquetWriter;

/// How often work looks.
fn looks<T>(work: impl FnOnce() -> T) -> usize {
    const MANY: u64 = u64::MAX / 2;
    let cancel = Cancel::after(MANY);
    cancel.over(work);
    usize::try_from(MANY - cancel.looks_left()).unwrap()
}

/// Of `more` of something, as against `some`, there is a look for at least each `amount`.
fn at_least_each(amount: usize, what: &str, (some, more): (usize, usize), looks: impl Fn(usize) -> usize) {
    let (few, many) = (looks(some), looks(more));
    assert!(many >= few + (more - some) / amount, "{what}: {few} looks of {some}, {many} of {more}");
}

fn temporary(name: &str) -> String {
    let folder = env::temp_dir().join(format!("heng-soon-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder.to_str().unwrap().to_owned()
}

#[test]
fn files_are_read_and_written_with_a_look_at_least_each_mebibyte() {
    let folder = temporary("files");
    let path = format!("{folder}/a");
    at_least_each(BYTES, "writing", (0, 9 * BYTES), |bytes| {
        let text = vec![b'x'; bytes];
        looks(|| Disk.write(&path, &text).unwrap())
    });
    assert!(looks(|| Disk.read(&path).unwrap()) >= 9);
    let old = Disk.read(&path).unwrap();
    for look in 0..9 {
        let cancelled = catch_unwind(|| Cancel::after(look).over(|| Disk.write(&path, &vec![b'y'; 9 * BYTES])));
        assert!(cancelled.is_err_and(|fault| fault.is::<Cancelled>()), "cancelled at look {look}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "cancelled at look {look}");
    }
    assert!(Disk.read(&path).unwrap() == old);
    fs::remove_dir_all(&folder).unwrap();
}

const TABLES: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 1 分
舍入 指标 2 位 四舍五入
数据 家 \"a.FORM\" {
  编号 文本 主键
  组 文本
  类 枚举 { 甲, 乙 }
  数 数值
}
数据 行 \"b.FORM\" 属于 家 按 家编号 {
  序 文本 主键
  名 文本
  额 数值
}
";

/// Rules with one indicator that reads a figure.
fn rules(form: &str, figure: &str) -> String {
    let tables = TABLES.replace("FORM", form);
    format!(
        "{tables}方面 A \"a\" 1 分 {{
  指标 A1 \"a\" 1 分 {{
    依据 \"一\"
    取值 {figure}
    计分 线性 0 : 0 分 ; 1000 : 满分
    缺失 得 0 分
  }}
}}
"
    )
    .replace("计分 线性 0 : 0 分 ; 1000 : 满分", "计分 插值 { 0 : 0 分 ; 1000 : 满分 } 两端 持平")
}

/// So many subjects, and as many rows below them.
fn tables(rows: usize) -> [(String, Vec<u8>); 2] {
    let (mut above, mut below) = ("编号,组,类,数\n".to_owned(), "家编号,序,名,额\n".to_owned());
    for row in 0..rows {
        let kind = if row % 3 == 0 { "甲" } else { "乙" };
        writeln!(above, "P{row},G{},{kind},{}", row % 7, row * 7919 % 1009).unwrap();
        writeln!(below, "P{},R{row},N{},{}", row / 2, row % 11, row * 7907 % 997).unwrap();
    }
    [("d/a.csv".to_owned(), above.into_bytes()), ("d/b.csv".to_owned(), below.into_bytes())]
}

fn memory(rules: String, tables: impl IntoIterator<Item = (String, Vec<u8>)>) -> Memory {
    let memory = Memory::default();
    memory.put("r.heng", rules);
    for (name, bytes) in tables {
        memory.put(name, bytes);
    }
    memory
}

#[test]
fn text_is_read_with_a_look_at_least_each_mebibyte_also_where_it_is_one_cell() {
    let rules = rules("csv", "数");
    let program = session::rules(&memory(rules, []), "r.heng").unwrap().program.unwrap();
    at_least_each(BYTES, "an open quotation mark", (1, 6 * BYTES), |bytes| {
        let text = format!("编号,组,类,数\nP1,\"{}", "长".repeat(bytes / 3));
        let memory = memory(String::new(), [("d/a.csv".to_owned(), text.into_bytes())]);
        looks(|| session::tables(&memory, &program, "d", &Progress::new()).unwrap_err())
    });
}

#[test]
fn parquet_is_read_by_pieces_whatever_its_row_groups() {
    let rules = rules("parquet", "求和(行.额)");
    let program = session::rules(&memory(rules, []), "r.heng").unwrap().program.unwrap();
    let file = |columns: Vec<Column>| {
        let mut bytes = Vec::new();
        let mut frame = DataFrame::new(columns[0].len(), columns).unwrap();
        // All rows in one group.
        ParquetWriter::new(&mut bytes).with_row_group_size(Some(usize::MAX)).finish(&mut frame).unwrap();
        bytes
    };
    let texts = |name: &str, letter: &str, rows: usize| {
        Column::new(name.into(), (0..rows).map(|row| format!("{letter}{row}")).collect::<Vec<_>>())
    };
    let above = file(vec![
        texts("编号", "P", 3),
        texts("组", "G", 3),
        Column::new("类".into(), ["甲", "乙", "甲"]),
        Column::new("数".into(), [1_i64, 2, 3]),
    ]);
    at_least_each(2 * ROWS / 4, "one row group", (2 * ROWS, 10 * ROWS), |rows| {
        let below = file(vec![
            Column::new("家编号".into(), (0..rows).map(|row| format!("P{}", row % 3)).collect::<Vec<_>>()),
            texts("序", "R", rows),
            Column::new("名".into(), vec!["N"; rows]),
            Column::new("额".into(), (0_i64..).take(rows).collect::<Vec<_>>()),
        ]);
        let memory =
            memory(String::new(), [("d/a.parquet".to_owned(), above.clone()), ("d/b.parquet".to_owned(), below)]);
        looks(|| session::tables(&memory, &program, "d", &Progress::new()).unwrap())
    });
}

/// Every figure over rows or subjects, beside one that reads its own row only.
#[test]
fn a_figure_goes_through_no_more_rows_than_four_thousand_between_two_looks() {
    const PLAIN: &str = "数";
    let scored = |figure: &str, rows: usize| {
        let memory = memory(rules("csv", figure), tables(rows));
        let read = session::rules(&memory, "r.heng").unwrap();
        let program = read.program.unwrap_or_else(|| panic!("{:?}", read.diagnostics));
        let tables = session::tables(&memory, &program, "d", &Progress::new()).unwrap();
        let calendar = session::calendar(&memory, None).unwrap();
        looks(|| session::score(&program, &tables, &calendar, EngineKind::Columnar, &Progress::new()).unwrap())
    };
    let sizes = (5_000, 45_000);
    let plain = [sizes.0, sizes.1].map(|rows| scored(PLAIN, rows));
    for figure in [
        "求和(行.额)",
        "平均(行.额)",
        "最大(行.额)",
        "计数(行)",
        "计数(不重复 行.名)",
        "截尾平均(行.额 去高 1 去低 1)",
        "求和(数 范围 全部) / 1000",
        "最小(数 范围 同 组)",
        "截尾平均(数 范围 同 类, 组 去高 1 去低 1)",
        "名次(数 范围 全部 降序 并列 同名次)",
        "名次(数 范围 同 组 升序 并列 同名次)",
    ] {
        at_least_each(4096, figure, sizes, |rows| {
            scored(figure, rows).saturating_sub(plain[usize::from(rows == sizes.1)])
        });
    }
}

#[test]
fn rules_are_laid_out_with_a_look_for_each_thousand_words() {
    at_least_each(1024 * 40, "the formatter", (1, 800_000), |bytes| {
        let line = "定义 甲 = 乙 + 丙\n";
        let text = line.repeat(bytes / line.len() + 1);
        looks(|| syntax::format(&text, None).unwrap())
    });
}

/// `HENG_NATION` names a folder of `bench/generate.py`. Each stage of a run over it is cancelled at many points of its
/// time; what is timed is how long it takes until the work has ended and all of it is gone.
#[test]
#[ignore = "a long run"]
fn a_nation_ends_within_a_tenth_of_a_second() {
    let folder = env::var("HENG_NATION").expect("HENG_NATION names the folder of the data");
    let points: u32 = env::var("HENG_POINTS").map_or(60, |points| points.parse().unwrap());
    let out = temporary("nation");
    let work = |done: &Progress| {
        let read = session::rules(&Disk, &format!("{folder}/rules.heng")).unwrap();
        let program = read.program.unwrap();
        let tables = session::tables(&Disk, &program, &folder, done).unwrap();
        let calendar = session::calendar(&Disk, None).unwrap();
        let scores = session::score(&program, &tables, &calendar, EngineKind::Columnar, done).unwrap();
        done.begin(heng::host::progress::Stage::Output);
        let shown = Shown::all(&program.rules);
        let mut bytes = Vec::new();
        report::parquet(&program.rules, &scores, Language::Zh, &shown, &mut bytes).unwrap();
        Disk.write(&format!("{out}/scores.parquet"), &bytes).unwrap();
        let mut csv = |out: &mut dyn std::io::Write| report::csv(&program.rules, &scores, Language::Zh, &shown, out);
        Disk.replace(&format!("{out}/scores.csv"), &mut csv).unwrap();
    };
    let began = Instant::now();
    work(&Progress::new());
    let whole = began.elapsed();
    println!("the whole run: {whole:.2?}");
    let mut longest = (Duration::ZERO, String::new());
    for point in 0..points {
        for file in fs::read_dir(&out).unwrap() {
            fs::remove_file(file.unwrap().path()).unwrap();
        }
        let (cancel, progress) = (Cancel::new(), Progress::new());
        let took = thread::scope(|scope| {
            let run = cancel.clone();
            let worker = scope.spawn(|| {
                let run = run;
                catch_unwind(AssertUnwindSafe(|| run.over(|| work(&progress))))
            });
            thread::sleep(whole * point / points);
            let at = progress.now();
            let asked = Instant::now();
            cancel.cancel();
            let ended = worker.join().unwrap();
            let took = asked.elapsed();
            if let Err(fault) = ended {
                assert!(fault.is::<Cancelled>());
                let left = fs::read_dir(&out).unwrap().map(|file| file.unwrap().path());
                let unfinished: Vec<_> =
                    left.filter(|path| path.extension().is_some_and(|end| end == "heng-new")).collect();
                assert!(unfinished.is_empty(), "{unfinished:?}");
            }
            (took, format!("{at:?}"))
        });
        println!("{:>4} of {points}: {:>8.2?} {}", point, took.0, took.1);
        longest = longest.max(took);
    }
    fs::remove_dir_all(&out).unwrap();
    println!("the longest: {:.2?} {}", longest.0, longest.1);
    assert!(longest.0 <= Duration::from_millis(100));
}
