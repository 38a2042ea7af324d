//! A grade that is given holds whatever the missing cells turn out to be.

use std::sync::Arc;

use heng::engine::EngineKind;
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::program::Program;
use heng::session;

use crate::build::{calendar, said};

const RULES: &str = "规则集 \"例\"
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 0 位 四舍五入
数据 园区 \"parks.csv\" {
  编号 文本 主键
  类型 枚举 { 甲, 乙 }
  参加 是否
  得数 分
  违规 是否
  约谈 是否
  事件 是否
  造假 是否
}
参评 参加 其余 \"不参评\" 依据 第一条
方面 A \"例\" 10 分 {
  指标 A1 \"例\" 10 分 { 依据 第一条 ; 取值 得数 ; 计分 直接 封顶 满分 保底 0 分 }
}
否决 造假 造假 则 取消
限制 事件 事件 则 最高 良
降等 违规 违规 则 降 1 等
降等 约谈 约谈 则 降 1 等
";

/// Grades with quotas of every kind.
pub(crate) const GRADES: [&str; 4] = [
    "等次 {
  优 总分 不低于 8 分 名额 50% 范围 同 类型 向下取整 仍同 全退
  良 总分 不低于 6 分 名额 60% 向上取整 仍同 全进
  合格 总分 不低于 4 分
  其余 \"差\"
}",
    "等次 {
  优 总分 不低于 8 分 名额 50% 向上取整 仍同 全退
  良 总分 不低于 6 分 且 得分率(A) 不低于 60% 名额 40% 范围 同 类型 四舍五入 仍同 全退
  合格 总分 不低于 4 分 名额 50% 范围 同 类型 向上取整 仍同 全进
  其余 \"差\"
}",
    "等次 {
  优 总分 不低于 8 分
  良 总分 不低于 6 分 名额 50% 范围 同 类型 向下取整 并列 比 A1 仍同 全进
  合格 总分 不低于 4 分
  其余 \"差\"
}",
    "等次 {
  优 总分 保留 0 位 四舍五入 不低于 8 分 名额 30% 四舍五入 仍同 全进
  良 总分 不低于 6 分
  其余 \"差\"
}",
];

/// Columns behind the key, with what may stand in them.
pub(crate) const COLUMNS: [&[&str]; 7] = [
    &["甲", "乙"],
    &["是", "是", "否"],
    &["9", "8", "7", "6", "5", "10", "3"],
    &["否", "否", "否", "是"],
    &["否", "否", "否", "是"],
    &["否", "否", "是"],
    &["否", "否", "否", "是"],
];

pub(crate) type Rows = Vec<Vec<&'static str>>;

pub(crate) fn program(grades: &str) -> Arc<Program> {
    let host = Memory::default();
    host.put("rules.heng", format!("{RULES}{grades}\n"));
    let rules = session::rules(&host, "rules.heng").unwrap();
    assert!(rules.diagnostics.is_empty(), "{:#?}", rules.diagnostics);
    rules.program.unwrap()
}

pub(crate) fn text(rows: &Rows) -> String {
    let lines = rows.iter().enumerate().map(|(at, row)| format!("P{at},{}\n", row.join(",")));
    format!("编号,类型,参加,得数,违规,约谈,事件,造假\n{}", lines.collect::<String>())
}

fn graded(program: &Program, rows: &Rows, engine: EngineKind) -> (Vec<Option<Arc<str>>>, Vec<Vec<String>>) {
    let host = Memory::default();
    host.put("parks.csv", text(rows));
    let tables = session::tables(&host, program, "", &Progress::new()).unwrap();
    let scores = session::score(program, &tables, &calendar(), engine, &Progress::new()).unwrap();
    let notes = said(&program.rules, &scores);
    (scores.grade.into(), notes)
}

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }
}

/// All tables that the missing cells may turn out to be.
pub(crate) fn completions(rows: &Rows) -> Vec<Rows> {
    let mut all = vec![rows.clone()];
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| cell.is_empty()) {
            assert!(cell.is_empty());
            all = all
                .iter()
                .flat_map(|rows| {
                    let mut values = COLUMNS[column].to_vec();
                    values.sort_unstable();
                    values.dedup();
                    values.into_iter().map(|value| {
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
fn no_completion_changes_a_grade_that_is_given() {
    let (given, withheld) = no_completion_changes(&GRADES.map(program), 3000);
    // The law means little if nearly everything is withheld.
    assert!(given > withheld, "{given} given, {withheld} withheld");
}

#[test]
fn no_completion_changes_a_grade_that_is_given_although_something_is_missing() {
    let programs = GRADES.map(program);
    let clause = GRADES.map(|grades| program(&grades.replace("  其余", "  缺失 无碍 照定\n  其余")));
    let (given, withheld) = no_completion_changes(&programs, 400);
    let (more, fewer) = no_completion_changes(&clause, 400);
    // The same tables are drawn for both.
    assert_eq!(given + withheld, more + fewer);
    assert!(withheld - fewer > 10, "{withheld} withheld without the clause, {fewer} with it");
}

/// How many grades are given and withheld; none that is given differs from what any completion gives.
fn no_completion_changes(programs: &[Arc<Program>], cases: usize) -> (usize, usize) {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let (mut given, mut withheld) = (0, 0);
    for case in 0..cases {
        let program = &programs[case % programs.len()];
        let mut rows: Rows = (0..=dice.throw(6))
            .map(|_| COLUMNS.iter().map(|values| values[dice.throw(values.len())]).collect())
            .collect();
        for _ in 0..=dice.throw(2) {
            let (row, column) = (dice.throw(rows.len()), dice.throw(COLUMNS.len()));
            rows[row][column] = "";
        }
        let (before, notes) = graded(program, &rows, EngineKind::Exact);
        if case % 50 == 0 {
            assert_eq!(graded(program, &rows, EngineKind::Columnar), (before.clone(), notes.clone()));
        }
        for (grade, notes) in before.iter().zip(&notes) {
            assert!(grade.is_some() || !notes.is_empty(), "withheld without a word:\n{}", text(&rows));
        }
        given += before.iter().flatten().count();
        withheld += before.iter().filter(|grade| grade.is_none()).count();
        for complete in completions(&rows) {
            let (after, _) = graded(program, &complete, EngineKind::Exact);
            for (subject, grade) in before.iter().enumerate().filter(|(_, grade)| grade.is_some()) {
                assert_eq!(
                    grade,
                    &after[subject],
                    "P{subject} under grades {}:\n{}\n{}{notes:#?}",
                    case % programs.len(),
                    text(&rows),
                    text(&complete),
                );
            }
        }
    }
    (given, withheld)
}
