//! What is said of missing cells: no way to fill them leaves it, and what is said to be confirmed can be brought about.

use std::collections::BTreeSet;
use std::sync::Arc;

use heng::bounds::{Bounds, CellValue, Request, bounds};
use heng::data::Tables;
use heng::engine::EngineKind;
use heng::finding::Language;
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::number::Number;
use heng::program::Program;
use heng::result::{Mark, Scores};
use heng::session;

use crate::build::calendar;
use crate::withheld::{COLUMNS, Dice, GRADES, completions, program, text};

fn tables(program: &Program, csv: &str) -> Tables {
    let host = Memory::default();
    host.put("parks.csv", csv.to_owned());
    session::tables(&host, program, "", &Progress::new()).unwrap()
}

fn scored(program: &Program, tables: &Tables) -> Option<Scores> {
    session::score(program, tables, &calendar(), EngineKind::Columnar, &Progress::new()).ok()
}

fn asked(program: &Program, tables: &Tables) -> Bounds {
    let scores = scored(program, tables).unwrap();
    let calendar = calendar();
    let request = Request {
        program,
        tables,
        calendar: &calendar,
        scores: &scores,
        disputed: &[],
        subject: None,
        language: Language::Zh,
    };
    bounds(&request).unwrap()
}

fn number(text: Option<&String>) -> Option<Number> {
    text.and_then(|text| Number::parse(text))
}

fn total(scores: &Scores, row: usize) -> Option<Number> {
    scores.total.get(row).and_then(Mark::decimal).and_then(|text| Number::parse(&text))
}

/// What a completion gives lies within what is said.
fn holds(found: &Bounds, scores: &Scores, csv: &str) {
    for subject in &found.subjects {
        let row = (0..scores.subjects.len()).find(|row| scores.subjects.key(*row) == subject.subject.as_str()).unwrap();
        if let Some(total) = total(scores, row) {
            let least = number(subject.least.as_ref().unwrap().bound.as_ref());
            let most = number(subject.most.as_ref().unwrap().bound.as_ref());
            assert!(least.is_none_or(|least| least <= total), "{subject:#?} {total}\n{csv}");
            assert!(most.is_none_or(|most| total <= most), "{subject:#?} {total}\n{csv}");
        }
        let grade = scores.grade.get(row).cloned().flatten().map(|grade| grade.to_string());
        let known = subject.grades.iter().any(|known| known.grade == grade);
        assert!(known, "{grade:?} of {subject:#?}\n{csv}");
    }
    // Of whom nothing is said nothing is open.
}

#[test]
fn no_completion_leaves_the_bounds_under_grades_of_every_kind() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let programs = GRADES.map(program);
    let (mut open, mut confirmed, mut told) = (0, 0, 0);
    for case in 0..120 {
        let program = &programs[case % programs.len()];
        let mut rows: Vec<Vec<&str>> = (0..=dice.throw(4))
            .map(|_| COLUMNS.iter().map(|values| values[dice.throw(values.len())]).collect())
            .collect();
        for _ in 0..=dice.throw(2) {
            let (row, column) = (dice.throw(rows.len()), dice.throw(COLUMNS.len()));
            rows[row][column] = "";
        }
        let found = asked(program, &tables(program, &text(&rows)));
        open += found.open;
        let grades = found.subjects.iter().flat_map(|subject| &subject.grades);
        confirmed += grades.clone().filter(|grade| grade.confirmed).count();
        told += grades.count();
        for complete in completions(&rows) {
            let csv = text(&complete);
            let scores = scored(program, &tables(program, &csv)).unwrap();
            holds(&found, &scores, &format!("{}{csv}", text(&rows)));
        }
    }
    assert!(open > 40, "{open}");
    // Nearly all that is said to be possible is.
    assert!(confirmed * 10 > told * 8, "{confirmed} of {told}");
}

/// A rule set of one indicator by each method, of a share from 0% to 100% in steps of 10%.
fn methods(dice: &mut Dice) -> (String, usize) {
    const METHODS: [&str; 6] = [
        "换算 100%",
        "分档 { 不低于 80% : 满分 ; 不低于 50% : 取值 × 满分 ; 其余 : 0 分 }",
        "插值 { 20% : 0 分 ; 70% : 满分 } 两端 持平",
        "极差 范围 全部 底 0 幅 100 相等 得 满分",
        "名次 范围 全部 降序 首名 满分 每降一位 减 10 分 保底 0 分 并列 同名次",
        "自 满分 低于 60% 时 每低 10 个百分点 减 5 分 不足一步 按一步 保底 0 分",
    ];
    let (one, two) = (METHODS[dice.throw(6)], METHODS[dice.throw(6)]);
    let quota = ["", " 名额 50% 向下取整 仍同 全退", " 名额 40% 向上取整 仍同 全进"][dice.throw(3)];
    let rules = format!(
        "规则集 \"例\"
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 \"parks.csv\" {{
  编号 文本 主键
  甲   % 不低于 0% 不高于 100%
  乙   % 不低于 0% 不高于 100%
}}
方面 A \"例\" 100 分 {{
  指标 A1 \"例\" 60 分 {{ 依据 第一条 ; 取值 甲 ; 计分 {one} }}
  指标 A2 \"例\" 40 分 {{ 依据 第一条 ; 取值 乙 ; 计分 {two} }}
}}
等次 {{
  优 总分 不低于 80 分{quota}
  良 总分 不低于 60 分 且 得分率(A) 不低于 55%
  合格 总分 不低于 40 分
  其余 \"差\"
}}
"
    );
    (rules, dice.throw(3) + 2)
}

fn checked(rules: &str) -> Arc<Program> {
    let host = Memory::default();
    host.put("rules.heng", rules.to_owned());
    let read = session::rules(&host, "rules.heng").unwrap();
    read.program.unwrap_or_else(|| panic!("{rules}\n{:#?}", read.diagnostics))
}

/// The cells of a table of shares, of which some are empty.
type Shares = Vec<[Option<u32>; 2]>;

fn csv(shares: &Shares) -> String {
    let cell = |share: &Option<u32>| share.map(|share| format!("{share}%")).unwrap_or_default();
    let line = |(at, row): (usize, &[Option<u32>; 2])| format!("P{at},{},{}\n", cell(&row[0]), cell(&row[1]));
    format!("编号,甲,乙\n{}", shares.iter().enumerate().map(line).collect::<String>())
}

/// The text of a table in which some cells say what they were confirmed with.
fn with(shares: &Shares, values: &[CellValue]) -> String {
    let mut text = csv(shares);
    for own in values {
        let (key, column) = own.cell.split_once('.').unwrap();
        let lines: Vec<String> = text
            .lines()
            .map(|line| {
                let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
                if cells[0] == key {
                    cells[if column == "甲" { 1 } else { 2 }].clone_from(&own.value);
                }
                cells.join(",")
            })
            .collect();
        text = lines.join("\n") + "\n";
    }
    text
}

#[test]
fn a_grid_of_values_never_leaves_the_bounds_and_what_is_confirmed_comes_about() {
    let cases = std::env::var("HENG_BOUNDS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40);
    let mut dice = Dice(0xD1B5_4A32_D192_ED03);
    let mut tight = (0, 0);
    for _ in 0..cases {
        let (rules, count) = methods(&mut dice);
        let program = checked(&rules);
        let mut share = || Some(u32::try_from(dice.throw(11)).unwrap() * 10);
        let mut shares: Shares = (0..count).map(|_| [share(), share()]).collect();
        let holes: BTreeSet<(usize, usize)> = (0..=dice.throw(2)).map(|_| (dice.throw(count), dice.throw(2))).collect();
        for (row, column) in &holes {
            shares[*row][*column] = None;
        }
        let found = asked(&program, &tables(&program, &csv(&shares)));
        // Each way to fill the holes in steps of 20 points, and just beside the lines.
        let grid = [0, 20, 40, 50, 60, 70, 79, 80, 100];
        let mut ways = vec![shares.clone()];
        for (row, column) in &holes {
            ways = ways
                .iter()
                .flat_map(|way| {
                    grid.map(|share| {
                        let mut way = way.clone();
                        way[*row][*column] = Some(share);
                        way
                    })
                })
                .collect();
        }
        for way in ways.iter().take(800) {
            let scores = scored(&program, &tables(&program, &csv(way))).unwrap();
            holds(&found, &scores, &format!("{rules}{}{}", csv(&shares), csv(way)));
        }
        // Where a subject has all the open cells, what it was confirmed with can be tried.
        for subject in &found.subjects {
            let ends = [&subject.least, &subject.most].into_iter().flatten();
            tight.0 += ends.clone().filter(|end| end.confirmed).count();
            tight.1 += ends.clone().count();
            if found.open != subject.fields.len() {
                continue;
            }
            let row = (0..count).find(|row| format!("P{row}") == subject.subject).unwrap();
            for end in ends.filter(|end| end.reached.is_some()) {
                let tables = tables(&program, &with(&shares, &end.with));
                let total = total(&scored(&program, &tables).unwrap(), row);
                assert_eq!(total, number(end.reached.as_ref()), "{end:#?}\n{rules}{}", csv(&shares));
            }
            for grade in subject.grades.iter().filter(|grade| grade.confirmed) {
                let tables = tables(&program, &with(&shares, &grade.with));
                let scores = scored(&program, &tables).unwrap();
                let own = scores.grade.get(row).cloned().flatten().map(|grade| grade.to_string());
                assert_eq!(own, grade.grade, "{grade:#?}\n{rules}{}", csv(&shares));
            }
        }
    }
    assert!(tight.0 * 10 > tight.1 * 8, "{} of {} ends confirmed", tight.0, tight.1);
}
