//! What is read of a condition, everywhere: `tests/golden/conditions.md` says who comes to what, and both engines give it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use heng::core::Verdict;
use heng::engine::EngineKind;
use heng::finding::Diagnostic;
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::program::Program;
use heng::result::{Decision, Mark, Scores};
use heng::session;

use crate::build::calendar;

const GOLDEN: &str = include_str!("../golden/conditions.md");

const ENGINES: [EngineKind; 2] = [EngineKind::Columnar, EngineKind::Exact];

/// A table of the golden file: its rows, each cell under the name of its column.
fn table(heading: &str) -> Vec<BTreeMap<&'static str, &'static str>> {
    let (_, behind) = GOLDEN.split_once(&format!("\n## {heading}")).expect("the table is there");
    let section = behind.split("\n## ").next().unwrap_or_default();
    let cells = |line: &'static str| line.trim().trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>();
    let mut lines = section.lines().filter(|line| line.starts_with('|')).map(cells);
    let names = lines.next().expect("a table has a header");
    lines
        .skip(1)
        .map(|row| {
            assert_eq!(row.len(), names.len(), "{row:?}");
            names.iter().copied().zip(row).collect()
        })
        .collect()
}

fn bare(code: &str) -> &str {
    code.trim_matches('`')
}

/// 甲, 乙 …: how the condition is written.
fn condition(kind: &str) -> String {
    let (name, clauses) = kind.split_once(' ').unwrap_or((kind, ""));
    let clauses = clauses.replace("适用", "适用 适用于");
    let body = if clauses.contains("定性") { "结论" } else { "达标" };
    format!("条件 {name} {clauses} 依据 第二条 {{ {body} }}\n")
}

/// The ways to ask a condition, each with the column that answers it and whether the answer is turned round.
fn questions(name: &str) -> Vec<(String, &'static str, bool)> {
    let columns = ["单独", "符合", "不符合", "待说明", "不适用"];
    let mut all = Vec::new();
    for column in columns {
        let asked = if column == "单独" { name.to_owned() } else { format!("{name} {column}") };
        all.push((format!("非 {asked}"), column, true));
        all.push((asked, column, false));
    }
    all
}

fn turned(answer: &str, is_turned: bool) -> &str {
    match answer {
        "成立" if is_turned => "不成立",
        "不成立" if is_turned => "成立",
        answer => answer,
    }
}

/// A rule set in which the place asks the question.
fn rules(kind: &str, place: &BTreeMap<&str, &str>, question: &str) -> String {
    // In a row of a condition a question of its own stands as it is; elsewhere it may stand beside others.
    let written = bare(place["写法"]).replace('?', question);
    let mut own = "取值 得数 ; 计分 直接 封顶 满分 保底 0 分".to_owned();
    let (mut items, mut clauses) = (String::new(), String::new());
    let mut grades = "等次 { 优 总分 不低于 8 分 ; 良 总分 不低于 6 分 ; 其余 \"差\" }".to_owned();
    match written.split(' ').next().unwrap_or_default() {
        "等次" => grades = written,
        "适用" => {
            own = format!("{written} ; {own}");
            "缺项 折算 ; 舍入 2 位 四舍五入".clone_into(&mut clauses);
        }
        "取值" => own = format!("{written} ; 计分 直接 封顶 满分 保底 0 分"),
        "定义" => {
            items = written;
            "取值 数 ; 计分 直接 封顶 满分 保底 0 分".clone_into(&mut own);
        }
        "调整" => own = format!("{own} ; {written}"),
        "计分" => own = written,
        _ => items = written,
    }
    format!(
        "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入
数据 家 \"家.csv\" {{
  编号 文本 主键
  适用于 是否
  达标 是否
  结论 枚举 {{ 符合, 基本符合, 不符合, 待定 }}
  得数 分
  是否有 是否
}}
{}方面 A \"例\" 10 分 {{
  {clauses}
  指标 A1 \"例\" 5 分 {{ 依据 第一条 ; 取值 得数 ; 计分 直接 封顶 满分 保底 0 分 }}
  指标 A2 \"例\" 5 分 {{ 依据 第一条 ; {own} }}
}}
{items}
{grades}
",
        condition(kind)
    )
}

fn read(text: &str) -> (Option<Arc<Program>>, Vec<Diagnostic>) {
    let host = Memory::default();
    host.put("rules.heng", text);
    let rules = session::rules(&host, "rules.heng").unwrap();
    (rules.program, rules.diagnostics)
}

fn scored(program: &Program, data: &str, engine: EngineKind) -> Scores {
    let host = Memory::default();
    host.put("家.csv", data);
    let tables = session::tables(&host, program, "", &Progress::new()).unwrap();
    session::score(program, &tables, &calendar(), engine, &Progress::new()).unwrap()
}

/// What is seen of a subject.
fn seen(scores: &Scores, what: &str, row: usize) -> String {
    let mark = |mark: Option<Mark>| match mark.unwrap() {
        Mark::NotApplicable => "不适用".to_owned(),
        mark => mark.decimal().unwrap_or_else(|| "无".to_owned()),
    };
    match what {
        "等次" => scores.grade[row].as_deref().unwrap_or("无").to_owned(),
        "A2" => mark(scores.indicators[1].get(row)),
        "加分" => mark(scores.bonus.get(row)),
        "扣分" => mark(scores.deduction.get(row)),
        _ => scores.conditions.last().unwrap()[row].word().to_owned(),
    }
}

/// The facts of some rows of the first table as a table of data.
fn facts(rows: &[&BTreeMap<&str, &str>]) -> String {
    let mut data = "编号,适用于,达标,结论,得数,是否有\n".to_owned();
    for (at, row) in rows.iter().enumerate() {
        let cell = |name: &str| Some(row[name]).filter(|cell| !matches!(*cell, "缺" | "—")).unwrap_or_default();
        let is_judged = row["条件"].contains("定性");
        let (met, verdict) = if is_judged { ("", cell("要求")) } else { (cell("要求"), "") };
        writeln!(data, "P{at},{},{met},{verdict},5,是", cell("适用")).unwrap();
    }
    data
}

#[test]
fn every_question_has_its_answer_at_every_place() {
    let (outcomes, places) = (table("表一"), table("表二"));
    let mut kinds: Vec<&str> = outcomes.iter().map(|row| row["条件"]).collect();
    kinds.dedup();
    let mut wrong = Vec::new();
    for kind in kinds {
        let rows: Vec<_> = outcomes.iter().filter(|row| row["条件"] == kind).collect();
        let data = facts(&rows);
        let name = kind.split(' ').next().unwrap_or_default();
        for (question, column, is_turned) in questions(name) {
            for place in &places {
                let text = rules(kind, place, &question);
                let (program, findings) = read(&text);
                if rows[0][column].starts_with('H') {
                    let codes: Vec<&str> =
                        findings.iter().filter(|found| found.is_error()).map(|found| found.code.name()).collect();
                    if codes != [rows[0][column]] {
                        wrong.push(format!("{}「{question}」: {codes:?}, not {}", place["处"], rows[0][column]));
                    }
                    continue;
                }
                let Some(program) = program else {
                    wrong.push(format!("{}「{question}」: {findings:?}", place["处"]));
                    continue;
                };
                for engine in ENGINES {
                    let scores = scored(&program, &data, engine);
                    for (at, row) in rows.iter().enumerate() {
                        let verdict = scores.conditions[0][at];
                        let found = seen(&scores, place["看"], at);
                        let wanted = place[turned(row[column], is_turned)];
                        if verdict.word() != row["结果"] || found != wanted {
                            wrong.push(format!(
                                "{}「{question}」{kind} {} {} {engine:?}: {} {found}, not {} {wanted}",
                                place["处"],
                                row["适用"],
                                row["要求"],
                                verdict.word(),
                                row["结果"]
                            ));
                        }
                        // Nobody is left without a grade and without a reason.
                        let decision = &scores.decisions[at];
                        let is_withheld = matches!(decision, Decision::Withheld { .. });
                        if is_withheld && scores.notes[at].is_empty() {
                            wrong.push(format!("{}「{question}」{kind}: nothing says why", place["处"]));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// The table names every outcome, and every place that the manual says may read a condition.
#[test]
fn the_table_is_whole() {
    let outcomes = table("表一");
    for verdict in Verdict::ALL {
        assert!(outcomes.iter().any(|row| row["结果"] == verdict.word()), "{verdict:?}");
    }
    let places: Vec<&str> = table("表二").iter().map(|row| row["处"]).collect();
    for wanted in ["否决", "限制", "降等", "参评", "指标的适用", "定义", "另一个条件"] {
        assert!(places.contains(&wanted), "{wanted}");
    }
}

/// A rule set whose total is the mark of one indicator.
fn of_total(items: &str) -> String {
    let items = items.replace(" ; 等次 {", "\n等次 {");
    format!(
        "规则集 \"例\"\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入
数据 家 \"家.csv\" {{
  编号 文本 主键
  奖 是否
  违规 是否
  得数 分
}}
方面 A \"例\" 10 分 {{
  指标 A1 \"例\" 10 分 {{ 依据 第一条 ; 取值 得数 ; 计分 直接 封顶 满分 保底 0 分 }}
}}
{items}
"
    )
}

/// What comes of a population, by both engines: grades and ranks.
fn standing(text: &str, data: &str) -> (Vec<String>, Vec<String>) {
    let (program, findings) = read(text);
    let program = program.unwrap_or_else(|| panic!("{text}\n{findings:#?}"));
    let all = ENGINES.map(|engine| {
        let scores = scored(&program, data, engine);
        let said = |text: Option<String>| text.unwrap_or_else(|| "无".to_owned());
        let grades = scores.grade.iter().map(|grade| said(grade.as_deref().map(str::to_owned)));
        let ranks = scores.rank.iter().map(|rank| said(rank.map(|rank| rank.to_string())));
        (grades.collect::<Vec<_>>(), ranks.collect::<Vec<_>>())
    });
    let [one, other] = all;
    assert_eq!(one, other, "the engines differ: {text}\n{data}");
    one
}

fn cell(text: &str) -> &str {
    if text == "缺" { "" } else { text }
}

#[test]
fn a_missing_total_stops_only_what_reads_it() {
    let mut wrong = Vec::new();
    for row in table("表三") {
        let data = format!("编号,奖,违规,得数\nP,{},{},{}\n", cell(row["奖"]), cell(row["违规"]), cell(row["总分"]));
        let (grades, _) = standing(&of_total(bare(row["写法"])), &data);
        if grades != [row["等次"]] {
            wrong.push(format!("{row:?}: {grades:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_missing_total_in_a_quota_is_given_a_place_where_there_is_one_for_all() {
    let mut wrong = Vec::new();
    for row in table("表四") {
        let mut data = "编号,奖,违规,得数\n".to_owned();
        for (at, own) in row["各家"].split(' ').enumerate() {
            let (total, prize) = own.split_once('/').unwrap();
            writeln!(data, "P{at},{},否,{}", cell(prize), cell(total)).unwrap();
        }
        let (grades, _) = standing(&of_total(bare(row["写法"])), &data);
        if grades.join(" ") != row["各家的等次"] {
            wrong.push(format!("{row:?}: {grades:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn where_less_is_better_the_least_comes_first() {
    let mut wrong = Vec::new();
    for row in table("表五") {
        let mut data = "编号,奖,违规,得数\n".to_owned();
        for (at, total) in row["各家"].split(' ').enumerate() {
            writeln!(data, "P{at},否,否,{}", cell(total)).unwrap();
        }
        let text = of_total(&format!("总分 {{ 方向 越低越好 }}\n{}", bare(row["写法"])));
        let (grades, ranks) = standing(&text, &data);
        if grades.join(" ") != row["各家的等次"] || ranks.join(" ") != row["名次"] {
            wrong.push(format!("{row:?}: {ranks:?} {grades:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
