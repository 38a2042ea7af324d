//! Grades of weighted, extreme and ordered trees hold whatever the missing cells turn out to be: the bound of
//! a total that is missing is one for every aggregate.

use std::sync::Arc;

use heng::engine::EngineKind;
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::program::Program;
use heng::session;

use crate::build::{calendar, said};

const HEAD: &str = "规则集 \"例\"
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 不舍入 显示 2 位
舍入 方面 2 位 四舍五入
舍入 总分 不舍入 显示 2 位
数据 园区 \"parks.csv\" {
  编号 文本 主键
  有项 是否
  一 分
  二 分
  三 分
}
等次 {
  优 总分 不低于 6 分 名额 50% 向下取整 仍同 全退
  良 总分 不低于 4 分 名额 60% 向上取整 仍同 全进
  其余 \"差\"
}
";

/// What stands in the two 方面, and in 总分.
const TREES: [(&str, &str, &str); 8] = [
    ("汇总 平均", "汇总 最大", "汇总 平均"),
    ("汇总 几何平均 精确到 4 位", "汇总 最小", "汇总 最大"),
    ("汇总 调和平均", "汇总 中位数", "汇总 几何平均 精确到 6 位"),
    ("汇总 截尾平均 去高 1 去低 0", "汇总 平均\n缺项 折算 覆盖 不低于 60%", "汇总 最小"),
    (
        "汇总 幂平均 2 精确到 3 位",
        "汇总 平均\n赋权 层次分析法 { (1, 2, 4), (1/2, 1, 2), (1/4, 1/2, 1) } 精确到 3 位\n缺项 折算",
        "汇总 平均",
    ),
    ("汇总 幂平均 -1 精确到 3 位", "汇总 截尾平均 去高 0 去低 1", "汇总 调和平均"),
    ("汇总 平均\n权重 70%", "汇总 平均\n权重 30%", "汇总 平均"),
    ("汇总 最大", "汇总 几何平均 精确到 2 位\n缺项 折算", "汇总 平均\n封顶 8 分"),
];

const COLUMNS: [&[&str]; 4] = [&["是", "是", "否"], &["0", "5", "10"], &["0", "5", "10"], &["10", "7", "2"]];

type Rows = Vec<Vec<&'static str>>;

fn program((a, b, total): (&str, &str, &str)) -> Arc<Program> {
    let indicator = |code: &str, applies: &str, value: &str| {
        format!("指标 {code} \"例\" 10 分 {{ 依据 第一条 ; {applies} 取值 {value} ; 计分 直接 封顶 满分 保底 0 分 }}\n")
    };
    let head = |code: &str, node: &str, applies: &str| {
        let indicators = [
            indicator(&format!("{code}1"), "", "一"),
            indicator(&format!("{code}2"), "", "二"),
            indicator(&format!("{code}3"), applies, "三"),
        ];
        format!("方面 {code} \"例\" 10 分 {{\n{node}\n{}}}\n", indicators.concat())
    };
    let rules = format!(
        "{HEAD}总分 {{\n{total}\n}}\n{}{}",
        head("A", a, "适用 有项 ;"),
        // 有项 decides once as a limit, once as a mark.
        head("B", b, "适用 有项 ;")
    );
    let host = Memory::default();
    host.put("rules.heng", rules);
    let rules = session::rules(&host, "rules.heng").unwrap();
    let errors: Vec<_> = rules.diagnostics.iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    rules.program.unwrap()
}

fn text(rows: &Rows) -> String {
    let lines = rows.iter().enumerate().map(|(at, row)| format!("P{at},{}\n", row.join(",")));
    format!("编号,有项,一,二,三\n{}", lines.collect::<String>())
}

fn graded(program: &Program, rows: &Rows, engine: EngineKind) -> (Vec<Option<Arc<str>>>, Vec<Vec<String>>) {
    let host = Memory::default();
    host.put("parks.csv", text(rows));
    let tables = session::tables(&host, program, "", &Progress::new()).unwrap();
    let scores = session::score(program, &tables, &calendar(), engine, &Progress::new()).unwrap();
    let notes = said(&program.rules, &scores);
    (scores.grade.into(), notes)
}

fn throw(state: &mut u64, sides: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 33) as usize % sides
}

/// All tables that the missing cells may turn out to be.
fn completions(rows: &Rows) -> Vec<Rows> {
    let mut all = vec![rows.clone()];
    for (at, row) in rows.iter().enumerate() {
        for (column, _) in row.iter().enumerate().filter(|(_, cell)| cell.is_empty()) {
            let mut values = COLUMNS[column].to_vec();
            values.dedup();
            all = all
                .iter()
                .flat_map(|rows| {
                    values.iter().map(|value| {
                        let mut rows = rows.clone();
                        rows[at][column] = value;
                        rows
                    })
                })
                .collect();
        }
    }
    all
}

#[test]
fn no_completion_changes_a_grade_whatever_the_aggregates() {
    let programs = TREES.map(program);
    let state = &mut 0x9E37_79B9_7F4A_7C15;
    let (mut given, mut withheld) = (0, 0);
    for case in 0..1600 {
        let program = &programs[case % programs.len()];
        let mut rows: Rows = (0..=throw(state, 5))
            .map(|_| COLUMNS.iter().map(|values| values[throw(state, values.len())]).collect())
            .collect();
        for _ in 0..=throw(state, 2) {
            let (row, column) = (throw(state, rows.len()), throw(state, COLUMNS.len()));
            rows[row][column] = "";
        }
        let (before, notes) = graded(program, &rows, EngineKind::Exact);
        if case % 20 == 0 {
            assert_eq!(graded(program, &rows, EngineKind::Columnar), (before.clone(), notes.clone()));
        }
        for completed in completions(&rows) {
            let (after, _) = graded(program, &completed, EngineKind::Exact);
            for (row, (before, after)) in before.iter().zip(&after).enumerate() {
                let holds = before.is_none() || before == after;
                assert!(
                    holds,
                    "tree {}, row {row}: {before:?}, then {after:?}\n{}\n{}",
                    case % programs.len(),
                    text(&rows),
                    text(&completed)
                );
            }
        }
        given += before.iter().flatten().count();
        withheld += before.iter().filter(|grade| grade.is_none()).count();
    }
    assert!(given > 1000 && withheld > 500, "{given} given, {withheld} withheld");
}
