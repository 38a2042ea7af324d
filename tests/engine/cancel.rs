//! Work that is cancelled ends wherever it stands, leaves nothing behind, and looks often enough to end soon.
//!
//! Looks are counted and no time is taken: [`Cancel::after`] ends work at its k-th look.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use heng::cancel::Cancelled;
use heng::host::{Disk, Host as _};
use heng::shown::Shown;
use heng::{Cancel, Data, Engine, Error, Explanation, Language, Rules, Run, Scores, report, session};

const RULES: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 \"parks.csv\" {
  编号 文本 主键
  类型 枚举 { 甲, 乙 }
  得数 数值
}
数据 机构 \"orgs.csv\" 属于 园区 按 园区编号 {
  机构编号 文本 主键
  人数 个
}
脚本 \"loop.rhai\" { 绕圈(数 : 数值) → 数值 精确到 2 位 }
定义 员工 = 求和(机构.人数)
";

const GRADES: &str = "等次 依据 第一条 {
  优 总分 不低于 60 分 名额 参评园区的 30% 范围 同 类型 向下取整 仍同 全退
  良 总分 不低于 30 分
  其余 \"差\"
}
";

/// Methods that work by rows, by cohorts and by scripts.
const METHODS: [&str; 5] = [
    "取值 得数 ; 计分 名次 范围 同 类型 降序 首名 满分 每降一位 减 0.1 分 保底 0 分 并列 同名次",
    "取值 员工 ; 计分 比例 目标 1000 个 封顶 满分 ; 缺失 得 0 分",
    "取值 绕圈(得数) ; 计分 比例 目标 100 封顶 满分 保底 0 分",
    "取值 得数 ; 计分 极差 范围 同 类型 底 60 幅 40 相等 得 满分 封顶 满分 保底 0 分",
    "取值 得数 ; 计分 比例 目标 100 封顶 满分 ; 调整 类型 是 甲 时 减半",
];

/// How much there is of everything.
#[derive(Debug, Clone, Copy)]
struct Size {
    indicators: usize,
    parks: usize,
    loops: usize,
}

const SMALL: Size = Size { indicators: 10, parks: 100, loops: 20 };

fn rule_texts(size: Size) -> Vec<(String, String)> {
    let mut text = format!("{RULES}方面 A \"例\" 100 分 {{\n");
    for (index, method) in METHODS.iter().cycle().take(size.indicators).enumerate() {
        let (code, full) = (index + 1, 100 / size.indicators);
        writeln!(text, "  指标 A{code} \"例\" {full} 分 {{ 依据 第一条 ; {method} }}").unwrap();
    }
    text.push_str("}\n");
    text.push_str(GRADES);
    let loops = size.loops;
    let script = format!(
        "fn 绕圈(数) {{\n    let 和 = 0;\n    for 次 in 0..{loops} {{ 和 += 1; }}\n    数 + 和 - {loops}\n}}\n"
    );
    vec![("rules.heng".to_owned(), text), ("loop.rhai".to_owned(), script)]
}

fn rules(size: Size) -> Result<Rules, Error> {
    Rules::from_texts("rules.heng", rule_texts(size))
}

fn data_texts(size: Size) -> Vec<(String, String)> {
    let mut parks = "编号,类型,得数\n".to_owned();
    let mut orgs = "机构编号,园区编号,人数\n".to_owned();
    for park in 0..size.parks {
        let kind = if park % 3 == 0 { "甲" } else { "乙" };
        writeln!(parks, "P{park},{kind},{}", park * 7919 % 101).unwrap();
        writeln!(orgs, "O{park},P{},{}", park / 2, park % 900).unwrap();
    }
    vec![("parks.csv".to_owned(), parks), ("orgs.csv".to_owned(), orgs)]
}

fn data(rules: &Rules, size: Size) -> Result<Data, Error> {
    Data::from_texts(rules, data_texts(size))
}

fn run(size: Size, engine: Engine) -> Result<Run, Error> {
    let rules = rules(size)?;
    let data = data(&rules, size)?;
    Ok(Run::of(&rules, &data)?.engine(engine))
}

/// How often work looks whether it is to go on.
fn looks<T>(work: impl FnOnce() -> T) -> u64 {
    const MANY: u64 = u64::MAX / 2;
    let cancel = Cancel::after(MANY);
    cancel.over(work);
    MANY - cancel.looks_left()
}

/// Looks at which work is cancelled: from the first to one near the end.
fn tried(looks: u64) -> impl Iterator<Item = u64> {
    const TRIED: u64 = 40;
    assert!(looks > TRIED, "{looks}");
    (0..TRIED).map(move |part| looks * part / TRIED)
}

#[test]
fn a_run_ends_wherever_it_is_cancelled_and_the_next_one_knows_nothing_of_it() {
    for engine in [Engine::Columnar, Engine::Exact] {
        let work = || -> Result<(Scores, Vec<Explanation>), Error> {
            let run = run(SMALL, engine)?;
            Ok((run.score()?, run.explain_all()?))
        };
        let whole = work().unwrap();
        for look in tried(looks(work)) {
            let cancel = Cancel::after(look);
            assert_eq!(cancel.over(work).err(), Some(Error::Cancelled), "cancelled at look {look}");
            assert!(cancel.is_cancelled());
        }
        assert_eq!(work().unwrap(), whole);
    }
}

#[test]
fn a_run_that_was_cancelled_from_outside_does_not_begin() {
    let cancel = Cancel::new();
    cancel.cancel();
    assert_eq!(cancel.over(|| rules(SMALL)).err(), Some(Error::Cancelled));
    assert!(rules(SMALL).is_ok(), "what was cancelled is that work alone");
}

#[test]
fn proofs_and_reports_end_wherever_they_are_cancelled() {
    let folder = std::env::temp_dir().join(format!("heng-cancel-{}", std::process::id()));
    fs::create_dir_all(folder.join("data")).unwrap();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for (name, text) in rule_texts(SMALL) {
        Disk.write(&path(&name), text.as_bytes()).unwrap();
    }
    for (name, text) in data_texts(SMALL) {
        Disk.write(&path(&format!("data/{name}")), text.as_bytes()).unwrap();
    }
    let files = || {
        let all = [&folder, &folder.join("data")].map(|folder| fs::read_dir(folder).unwrap());
        let mut names: Vec<_> = all.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        names
    };
    let before = files();
    let work = || {
        let rules = session::rules(&Disk, &path("rules.heng")).unwrap();
        let program = rules.program.clone().unwrap();
        let proofs = session::proofs(&program, true);
        let progress = heng::host::progress::Progress::new();
        let tables = session::tables(&Disk, &program, &path("data"), &progress).unwrap();
        let calendar = session::calendar(&Disk, None).unwrap();
        let engine = heng::engine::EngineKind::Columnar;
        let scores = session::score(&program, &tables, &calendar, engine, &progress).unwrap();
        let shown = Shown::all(&program.rules);
        let mut bytes = Vec::new();
        report::parquet(&program.rules, &scores, Language::Zh, &shown, &mut bytes).unwrap();
        let mut csv = Vec::new();
        report::csv(&program.rules, &scores, Language::Zh, &shown, &mut csv).unwrap();
        let texts = [report::table, report::scores_json];
        let texts = texts.map(|text| text(&program.rules, &scores, Language::Zh, &shown));
        Disk.write(&path("scores.parquet"), &bytes).unwrap();
        (proofs.statements.len(), csv, texts)
    };
    let looked = looks(work);
    fs::remove_file(path("scores.parquet")).unwrap();
    for look in tried(looked) {
        let ended = catch_unwind(AssertUnwindSafe(|| Cancel::after(look).over(work)));
        match ended {
            Ok(_) => fs::remove_file(path("scores.parquet")).unwrap(),
            Err(fault) => assert!(fault.is::<Cancelled>(), "cancelled at look {look}"),
        }
        assert_eq!(files(), before, "cancelled at look {look}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Between two looks the same work is done however much there is: four times as much work looks about four times as
/// often.
#[test]
fn looks_grow_with_the_work() {
    let grows = |name: &str, at: &dyn Fn(usize) -> u64| {
        let (some, more) = (at(1), at(4));
        assert!(more >= some * 3, "{name}: {some} looks, of four times as much {more}");
    };
    let sized = |times: usize| Size { indicators: 5 * times, ..SMALL };
    grows("reading and checking rules", &|times| looks(|| rules(sized(times)).unwrap()));
    grows("proving", &|times| {
        let memory = heng::host::Memory::default();
        for (name, text) in rule_texts(sized(times)) {
            memory.put(name, text);
        }
        let program = session::rules(&memory, "rules.heng").unwrap().program.unwrap();
        looks(|| session::proofs(&program, true))
    });
    let sized = |times: usize| Size { parks: 500 * times, ..SMALL };
    grows("reading tables", &|times| {
        let rules = rules(SMALL).unwrap();
        looks(|| data(&rules, sized(times)).unwrap())
    });
    grows("scoring subject by subject", &|times| {
        let run = run(sized(times), Engine::Exact).unwrap();
        looks(|| run.score().unwrap())
    });
    grows("explaining", &|times| {
        let run = run(sized(times), Engine::Columnar).unwrap();
        looks(|| run.explain_all().unwrap())
    });
    let script = |loops: usize| {
        let run = run(Size { parks: 1, loops, ..SMALL }, Engine::Exact).unwrap();
        looks(|| run.score().unwrap())
    };
    // A loop takes several steps, and there is a look after each four thousand.
    assert!(script(80_000) >= script(20_000) + 60_000 / 4096 * 2);
}

/// Statements that cannot be read are read again and again for what is meant, but not more often the more there are.
#[test]
fn thousands_of_statements_that_cannot_be_read_take_a_bounded_number_of_readings() {
    for line in [
        "参数 目标{n} 100 万元整 上下\n",
        "目标{n} 一百万元 上下\n",
        "定义 甲{n} = 若 自满分高于15时每低1个百分点 减 四十分 则 大于 10% 且 小于 20% 否则 前30%\n",
    ] {
        let read = |count: usize| {
            let memory = heng::host::Memory::default();
            let lines: String = (0..count).map(|number| line.replace("{n}", &number.to_string())).collect();
            memory.put("rules.heng", format!("规则集 \"例\" 示例\n{lines}"));
            looks(|| session::rules(&memory, "rules.heng").unwrap())
        };
        // Some two looks for each statement; as many are read again as there can be findings of, on each of eight cores.
        let (some, more) = (read(500), read(8_000));
        assert!(more <= some + 7_500 * 3 + 8 * 100 * 150, "{line}: {some} readings, of sixteen times as much {more}");
    }
}

/// By columns, what does not grow with the table is most of the looks of a small one.
#[test]
fn looks_of_columns_grow_with_the_rows() {
    let at = |parks: usize| {
        let run = run(Size { parks, loops: 1, ..SMALL }, Engine::Columnar).unwrap();
        looks(|| run.score().unwrap())
    };
    let (some, more) = (at(10_000), at(40_000));
    assert!(more >= some + 30_000 / 1024 * 5, "{some} looks of 10000 rows, {more} of 40000");
}
