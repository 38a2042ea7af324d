//! Rule sets grow by repetition. Every clause that can be repeated is repeated, twice as often from step to step, and
//! what is counted may grow as n log n does: nodes of the arena, allocations of reading and checking, of proofs, of
//! both engines and of an explanation, and what the explanation says. Allocations are counted in this thread, and so
//! are the same on every machine; time is not asked.

use std::fmt::Write as _;
use std::sync::Arc;

use allocation_counter::measure;
use heng::engine::EngineKind;
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::number::Calendar;
use heng::program::Program;
use heng::review::Explainer;
use heng::session;

/// A rule set in which something is repeated so often.
type Repeated = fn(usize) -> String;

const HEAD: &str = "规则集 \"长\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n舍入 方面 2 位 四舍五入\n舍入 总分 2 位 四舍五入\n";

const TABLES: &str = "数据 户 \"p.csv\" {
  编号 文本 主键
  类 枚举 { 甲, 乙 }
  数 数值 不低于 0 不超过 1000
  额 万元
  查实 是否
  日 日期
}
数据 项 \"c.csv\" 属于 户 按 编号 {
  值 数值
}
";

/// Of each of so many.
fn each(n: usize, between: &str, one: impl Fn(usize) -> String) -> String {
    (0..n).map(one).collect::<Vec<_>>().join(between)
}

/// One indicator.
fn indicator(value: &str, scoring: &str) -> String {
    format!(
        "方面 A \"a\" 10 分 {{\n  指标 A1 \"x\" 10 分 {{\n    依据 第一条\n    取值 {value}\n    计分 {scoring}\n  }}\n}}\n"
    )
}

fn whole(more: &str) -> String {
    format!("{HEAD}{TABLES}{more}")
}

fn scored(scoring: &str) -> String {
    whole(&indicator("数", scoring))
}

fn valued(value: &str) -> String {
    whole(&indicator(value, "换算 1000 封顶 满分 保底 0 分"))
}

fn one() -> String {
    indicator("数", "换算 1000 封顶 满分 保底 0 分")
}

fn heads(n: usize, aggregate: &str) -> String {
    let each = each(n, "", |i| {
        format!(
            "方面 H{i} \"h\" 10 分 {{\n  指标 I{i} \"b\" 10 分 {{\n    依据 第一条\n    适用 数 不低于 {i}\n    取值 数\n    计分 换算 1000 封顶 满分 保底 0 分\n    缺失 得 0 分\n  }}\n}}\n"
        )
    });
    whole(&format!("{each}总分 {{\n  汇总 {aggregate}\n}}\n"))
}

fn indicators(n: usize, before: &str, aggregate: &str) -> String {
    let each = each(n, "", |i| {
        format!(
            "  指标 A{i} \"x\" 10 分 {{\n    依据 第一条\n    适用 数 不低于 {i}\n    取值 数\n    计分 换算 {} 封顶 满分 保底 0 分\n  }}\n",
            i + 500
        )
    });
    whole(&format!("{before}方面 A \"a\" 10 分 {{\n  {aggregate}\n{each}}}\n"))
}

/// Indicators that data weigh.
fn weighed(n: usize, weights: &str) -> String {
    let each = each(n, "", |i| {
        format!(
            "  指标 A{i} \"x\" 10 分 {{\n    依据 第一条\n    取值 数 + {i}\n    计分 换算 2000 封顶 满分 保底 0 分\n  }}\n"
        )
    });
    whole(&format!("方面 A \"a\" 10 分 {{\n  汇总 平均\n  赋权 {weights}\n{each}}}\n"))
}

/// Clauses that may be repeated (`grammar/heng.pest`), each in a rule set of its own.
const CLAUSES: &[(&str, Repeated)] = &[
    ("分档", |n| {
        scored(&format!(
            "分档 {{ {} ; 其余 : 0 分 }}",
            each(n, " ; ", |i| format!("不低于 {} : {} / {n} × 10 分", n - i, n - i))
        ))
    }),
    ("枚举, 按", |n| {
        let names = each(n, ", ", |i| format!("k{i}"));
        let arms = each(n, " ; ", |i| format!("k{i} : {i} / {n} × 10 分"));
        let indicator = indicator("1", &format!("算式 按 别 {{ {arms} }} 封顶 满分 保底 0 分"));
        format!("{HEAD}{}{indicator}", TABLES.replacen("  数 ", &format!("  别 枚举 {{ {names} }}\n  数 "), 1))
    }),
    ("且", |n| scored(&format!("算式 若 {} 则 10 分 否则 0 分", each(n, " 且\n", |i| format!("数 不等于 {i}.5"))))),
    ("或", |n| scored(&format!("算式 若 {} 则 10 分 否则 0 分", each(n, " 或\n", |i| format!("数 等于 {i}.5"))))),
    ("+", |n| valued(&each(n / 4, " + ", |i| format!("数 × {i}")))),
    ("×", |n| valued(&each(n / 4, " × ", |_| "1".to_owned()))),
    ("最大值", |n| valued(&format!("最大值({})", each(n, ", ", |i| format!("数 - {i}"))))),
    ("最小值", |n| valued(&format!("最小值({})", each(n, ", ", |i| format!("数 + {i}"))))),
    ("平均, 权重", |n| valued(&format!("平均({})", each(n, ", ", |i| format!("数 + {i} 权重 1 / {n}"))))),
    ("中位数", |n| valued(&format!("中位数({})", each(n, ", ", |i| format!("数 + {i}"))))),
    ("名次 of rows", |n| {
        let sum = each(n / 4, " + ", |i| format!("名次(值 + {i} 范围 全部 升序 并列 同名次)"));
        whole(&format!("定义 项.位次 = {sum}\n{}", indicator("求和(项.位次)", "换算 1000 封顶 满分 保底 0 分")))
    }),
    ("本行", |n| {
        let sum = each(n / 4, " + ", |i| format!("求和(项.值 其中 值 是 本行.值 + {i})"));
        whole(&format!("定义 项.邻 = {sum}\n{}", indicator("求和(项.邻)", "换算 1000 封顶 满分 保底 0 分")))
    }),
    ("属于", |n| valued(&format!("若 数 属于 {{ {} }} 则 1 否则 0", each(n, ", ", |i| format!("{i}.5"))))),
    ("累计", |n| scored(&format!("累计 {{ {} }}", each(n, " ; ", |i| format!("数 不低于 {i} : 10 / {n} × 1 分"))))),
    ("累计, 否则", |n| {
        let cases = each(n, " ; 否则 ", |i| format!("数 不低于 {} : {} / {n} × 10 分", n - i, n - i));
        scored(&format!("累计 {{ {cases} }}"))
    }),
    ("自 … {{ }}", |n| {
        scored(&format!(
            "自 满分 {{ {} }} 保底 0 分",
            each(n, " ; ", |i| format!("数 每 {} 减 0.001 分 不足一步 不计", i + 1))
        ))
    }),
    ("插值", |n| scored(&format!("插值 {{ {} }} 两端 持平", each(n, " ; ", |i| format!("{i} : {i} / {n} × 10 分"))))),
    ("调整", |n| {
        scored(&format!(
            "换算 1000 封顶 满分 保底 0 分\n{}",
            each(n, "\n", |i| format!("    调整 数 等于 {i} 时 减半"))
        ))
    }),
    ("指标", |n| indicators(n, "", "汇总 平均")),
    ("指标, 覆盖", |n| indicators(n, "", "汇总 平均\n  缺项 折算 覆盖 不低于 50%")),
    ("方面", |n| heads(n, "平均")),
    ("方面, 中位数", |n| heads(n, "中位数")),
    ("方面, 几何平均", |n| heads(n, "几何平均 精确到 4 位")),
    ("指标, 权重", |n| {
        let each = each(n, "", |i| {
            format!(
                "  指标 A{i} \"x\" 10 分 {{\n    依据 第一条\n    权重 1 / {n}\n    取值 数\n    计分 换算 1000 封顶 满分 保底 0 分\n  }}\n"
            )
        });
        whole(&format!("方面 A \"a\" 10 分 {{\n  汇总 平均\n{each}}}\n"))
    }),
    ("指标, 赋权", |n| weighed(n, "熵权法 范围 全部 精确到 4 位")),
    ("指标, 赋权 极差", |n| weighed(n, "标准差法 极差 范围 全部 精确到 4 位")),
    ("条件", |n| {
        whole(&(each(n, "", |i| format!("条件 条{i} 依据 第一条 {{\n  数 不低于 {i}\n}}\n")) + one().as_str()))
    }),
    ("否决, 限制, 降等", |n| {
        let each = each(n, "", |i| {
            format!(
                "否决 否{i} 数 低于 -{i} 则 不合格 依据 第一条\n限制 限{i} 数 低于 -{i} 则 最高 合格 依据 第一条\n降等 落{i} 数 低于 -{i} 则 降 1 等 依据 第一条\n"
            )
        });
        let grades = "等次 依据 第一条 {\n  优秀 总分 不低于 9 分\n  合格 总分 不低于 6 分\n  其余 \"不合格\"\n}\n";
        whole(&format!("{}{grades}{each}", one()))
    }),
    ("等次", |n| {
        let lines = each(n, "", |i| format!("  等{i} 总分 不低于 {} / {n} × 10 分\n", n - i));
        whole(&format!("{}等次 依据 第一条 {{\n{lines}  其余 \"不合格\"\n}}\n", one()))
    }),
    ("加分, 扣分", |n| {
        let entries = each(n, "", |i| format!("  \"第 {i} 项\" 若 数 等于 {i} 则 1 分 否则 0 分\n"));
        whole(&format!("{}加分 封顶 5 分 {{\n{entries}}}\n扣分 {{\n{entries}}}\n", one()))
    }),
    ("定义", |n| {
        let defined = each(n, "", |i| format!("定义 值{i} = 数 × {i}\n"));
        whole(&format!(
            "{defined}{}",
            indicator(&each(n, " + ", |i| format!("值{i}")), "换算 1000 封顶 满分 保底 0 分")
        ))
    }),
    ("参数", |n| {
        let defined = each(n, "", |i| format!("参数 线{i} = {i} 依据 \"通知\"\n"));
        whole(&format!(
            "{defined}{}",
            indicator(&each(n, " + ", |i| format!("线{i}")), "换算 1000 封顶 满分 保底 0 分")
        ))
    }),
    ("参数, 时段", |n| {
        let dated = each(n, " ; ", |i| format!("{}-01-01 至 {}-12-31 : {i}", 2024 - n + i, 2024 - n + i));
        whole(&format!(
            "参数 线 {{ {dated} ; 2024-01-01 起 : 7 }}\n{}",
            indicator("数 + 线", "换算 1000 封顶 满分 保底 0 分")
        ))
    }),
    ("口径, 依据", |n| {
        let glosses = each(n, "", |i| format!("口径 词{i} \"说明\" 依据 第{i}条\n"));
        whole(
            &(glosses
                + one()
                    .replacen("依据 第一条", &format!("依据 {}", each(n, "、", |i| format!("第{i}条"))), 1)
                    .as_str()),
        )
    }),
    ("列", |n| {
        let fields = each(n, "", |i| format!("  列{i} 数值\n"));
        let value = each(n, " + ", |i| format!("列{i}"));
        let indicator = indicator(&value, "换算 1000 封顶 满分 保底 0 分");
        format!("{HEAD}{}{indicator}", TABLES.replacen("  数 ", &format!("{fields}  数 "), 1))
    }),
    ("数据", |n| {
        let tables = each(n, "", |i| format!("数据 表{i} \"c.csv\" 属于 户 按 编号 {{\n  值 数值\n}}\n"));
        let value = each(n, " + ", |i| format!("求和(表{i}.值)"));
        whole(&(tables + indicator(&value, "换算 1000 封顶 满分 保底 0 分").as_str()))
    }),
    ("求和, 其中", |n| valued(&each(n, " + ", |i| format!("求和(项.值 其中 项.值 不低于 {i})")))),
    ("平均, 范围", |n| valued(&each(n, " + ", |i| format!("平均((数 + {i}) 范围 全部)")))),
    ("名次", |n| valued(&each(n, " + ", |i| format!("名次(数 × {i} + 数 范围 全部 降序 并列 同名次)")))),
    ("各方面得分率", |n| {
        let heads = each(n, "", |i| {
            format!(
                "方面 H{i} \"h\" 1 分 {{\n  指标 I{i} \"b\" 1 分 {{\n    依据 第一条\n    取值 数\n    计分 换算 1000 封顶 满分 保底 0 分\n  }}\n}}\n"
            )
        });
        let head = HEAD.replacen("满分 10 分", &format!("满分 {n} 分"), 1);
        format!("{head}{TABLES}{heads}等次 依据 第一条 {{\n  优秀 各方面得分率 不低于 60%\n  其余 \"不合格\"\n}}\n")
    }),
    ("示例", |n| {
        let examples = each(n, "", |i| {
            format!("示例 \"第 {i} 例\" {{\n  户 {{ 编号 : P1 ; 数 : {i} }}\n  期望 A1 得 {} 分\n}}\n", i * 10)
        });
        whole(&(one() + examples.as_str()))
    }),
    ("示例, 行", |n| {
        let rows = each(n, ", ", |i| format!("(P{i}, {i})"));
        whole(&format!("{}示例 \"各家\" {{\n  户 {{ 编号, 数 }} = {rows}\n  期望 P0 A1 得 0 分\n}}\n", one()))
    }),
];

/// What is counted of one rule set.
struct Counted(Vec<(&'static str, u64)>);

fn counted(text: &str) -> Result<Counted, String> {
    let host = Memory::default();
    host.put("r.heng", text.as_bytes());
    let (mut table, mut row) = ("编号".to_owned(), "P1".to_owned());
    for line in text.lines().skip_while(|line| !line.starts_with("数据")).skip(2).take_while(|line| *line != "}") {
        let mut words = line.split_whitespace();
        let (name, kind) = (words.next().unwrap(), words.next().unwrap());
        let value = match kind {
            "枚举" if name == "别" => "k1",
            "枚举" => "甲",
            "是否" => "否",
            "日期" => "2024-05-06",
            _ => "7",
        };
        write!(table, ",{name}").unwrap();
        write!(row, ",{value}").unwrap();
    }
    host.put("data/p.csv", format!("{table}\n{row}\n").as_bytes());
    host.put("data/c.csv", b"\xe7\xbc\x96\xe5\x8f\xb7,\xe5\x80\xbc\nP1,3\nP1,4\n");
    let mut counts = Vec::new();
    let rules = count(&mut counts, "check", || session::rules(&host, "r.heng").unwrap());
    let Some(program) = rules.program.clone() else {
        let said: Vec<&str> = rules.diagnostics.iter().map(|finding| finding.message.zh.as_str()).collect();
        return Err(format!("{}\n{text}", said.join("\n")));
    };
    counts.push(("nodes", program.arena.len() as u64));
    count(&mut counts, "proofs", || session::proofs(&program, false));
    let (tables, calendar) = (tables(&host, &program), Calendar::china().unwrap());
    let mut run = |name, engine| {
        count(&mut counts, name, || session::score(&program, &tables, &calendar, engine, &Progress::new()).unwrap())
    };
    let (exact, scores) = (run("exact", EngineKind::Exact), run("columns", EngineKind::Columnar));
    assert_eq!(exact, scores, "{text}");
    let explanation = count(&mut counts, "explanation", || {
        Explainer::new(&program, &tables, &calendar, &rules.sources, &scores).explain(0, None)
    });
    counts.push(("bytes of the explanation", serde_json::to_string(&explanation).unwrap().len() as u64));
    Ok(Counted(counts))
}

fn tables(host: &Memory, program: &Arc<Program>) -> heng::data::Tables {
    session::tables(host, program, "data", &Progress::new()).unwrap()
}

fn count<T>(counts: &mut Vec<(&'static str, u64)>, name: &'static str, work: impl FnOnce() -> T) -> T {
    let mut result = None;
    let info = measure(|| result = Some(work()));
    counts.push((name, info.count_total));
    result.unwrap()
}

/// From n to 2n and from 2n to 4n, what is added may double and a little more: n log n adds 2.3 times as much at these
/// numbers, n² four times.
#[test]
fn what_is_repeated_is_worked_through_once() {
    let mut grown = Vec::new();
    // What is made once for the whole program is not counted.
    counted(&whole(&one())).err().into_iter().for_each(|said| grown.push(said));
    for (name, clause) in CLAUSES {
        let all: Result<Vec<Counted>, String> = [40, 80, 160].iter().map(|n| counted(&clause(*n))).collect();
        let all = match all {
            Ok(all) => all,
            Err(said) => {
                grown.push(format!("{name}: {said}"));
                continue;
            }
        };
        for (at, (what, once)) in all[0].0.iter().enumerate() {
            let (twice, four) = (all[1].0[at].1, all[2].0[at].1);
            let (first, second) = (twice.saturating_sub(*once), four.saturating_sub(twice));
            if second * 10 > first * 25 + 2_000 {
                grown.push(format!("{name}: {what} {once} {twice} {four}"));
            }
        }
    }
    assert!(grown.is_empty(), "\n{}", grown.join("\n"));
}
