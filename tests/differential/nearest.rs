//! The smallest change that leads to another grade, held against the exact engine on both sides: applied, it does; of the
//! same cell nothing smaller does, and where a cell is said to lead nowhere, none of many of its values does.
//!
//! A long run takes as many pairs as wanted:
//! ```text
//! HENG_NEAREST=2000 HENG_NEAREST_FIRST=0 cargo test --release --test differential nearest -- --ignored --nocapture
//! ```

use std::collections::BTreeSet;
use std::path::Path;

use heng::core::{Constant, FieldId, Range, Schema, TableId, Type};
use heng::data::{Cell, Supposed, Tables, Typed};
use heng::engine::{self, EngineKind};
use heng::finding::Sources;
use heng::host::progress::UNSEEN;
use heng::host::{Disk, Host, Memory};
use heng::number::{Calendar, Date, Number};
use heng::program::Program;
use heng::result::why_not::{Outcome, Searched};
use heng::result::{Decision, Scores};
use heng::session;

use crate::random::Random;
use crate::run::pair;

/// Generated pairs of the tests.
const PAIRS: u64 = 20;

/// So many subjects of a data set, and values of a cell, are looked at.
const MOST_SUBJECTS: usize = 3;
const MOST_VALUES: i128 = 6;

/// What was held against the exact engine, and what does not hold.
#[derive(Debug, Default)]
struct Held {
    subjects: usize,
    found: usize,
    values: usize,
    nowhere: usize,
    unfinished: usize,
    broken: Vec<String>,
}

struct Asked<'a> {
    name: String,
    program: &'a Program,
    tables: &'a Tables,
    calendar: &'a Calendar,
    scores: &'a Scores,
}

/// The place of an outcome from the best down; nothing without one.
fn level(program: &Program, scores: &Scores, row: usize) -> Option<usize> {
    let grades = program.rules.grades.as_ref()?;
    let last = grades.grades.len();
    let label = scores.grade.iter().nth(row)?.as_deref();
    match scores.decisions.iter().nth(row)? {
        Decision::Graded { grade } => Some(grade.0),
        Decision::Otherwise => Some(last),
        Decision::Vetoed { .. } | Decision::Manual => label.map(|label| {
            let place = grades.grades.iter().position(|grade| grade.name == label);
            place.unwrap_or(if grades.otherwise.value == label { last } else { last + 1 })
        }),
        _ => None,
    }
}

impl Asked<'_> {
    fn text(&self, (table, field, row): (TableId, FieldId, usize), step: i128) -> Option<String> {
        let declared = self.program.rules.schema.field(table, field)?;
        let own = self.tables.get(table)?;
        match (own.cell(field, row), &declared.ty, &own.column(field)?.typed) {
            (Cell::Number(number), Type::Number(unit), Typed::Number { scale, .. }) => {
                let at = number.to_scaled(*scale)? + step;
                Some(format!("{}{}", Number::from_scaled(at, *scale).to_fixed(*scale), unit.name))
            }
            (Cell::Date(day), ..) => {
                Some(Date::from_days(day.days_since_epoch() + i32::try_from(step).ok()?)?.to_string())
            }
            (Cell::YesNo(own), ..) => Some(if own == (step == 0) { "是" } else { "否" }.to_owned()),
            _ => None,
        }
    }

    /// Whether a subject has a better (or worse) outcome with a cell at a step; nothing where no such value is allowed.
    fn leads(&self, subject: usize, at: (TableId, FieldId, usize), text: String, better: bool) -> Option<bool> {
        let (table, field, row) = at;
        let own = level(self.program, self.scores, subject)?;
        let cell = Supposed { table, field, row, text, reason: String::new() };
        let tables = self.tables.supposing(&self.program.rules.schema, &[cell]).ok()?;
        let scores = engine::score(self.program, &tables, self.calendar, EngineKind::Exact, &UNSEEN).ok()?;
        let then = level(self.program, &scores, subject);
        Some(then.is_some_and(|then| if better { then < own } else { then > own }))
    }

    /// The least step of a cell that may be tried: nothing below zero where none is declared and its column has none.
    fn lowest(&self, (table, field, row): (TableId, FieldId, usize)) -> i128 {
        let lowest = || {
            let low = &self.program.rules.schema.field(table, field)?.range.low;
            let own = self.tables.get(table)?;
            match (own.cell(field, row), &own.column(field)?.typed) {
                (Cell::Number(number), Typed::Number { scale, values }) => {
                    let is_free = low.is_some() || values.range()?.0 < 0;
                    if is_free { None } else { Some(-number.to_scaled(*scale)?) }
                }
                _ => None,
            }
        };
        lowest().unwrap_or(i128::MIN)
    }

    /// The values of a cell that may be tried, by steps.
    fn steps(&self, (table, field, row): (TableId, FieldId, usize)) -> Option<(i128, i128)> {
        let declared = self.program.rules.schema.field(table, field)?;
        let Range { low, high } = &declared.range;
        let own = self.tables.get(table)?;
        match (own.cell(field, row), &declared.ty, &own.column(field)?.typed) {
            (Cell::Number(number), Type::Number(unit), Typed::Number { scale, values }) => {
                let own = number.to_scaled(*scale)?;
                let end = |at: &Constant| match at {
                    Constant::Number(number) => number.checked_div(&unit.scale)?.to_scaled(*scale),
                    _ => None,
                };
                let (least, most) = values.range()?;
                let low = low.as_ref().map_or(if least < 0 { -most.abs() } else { 0 }.into(), |low| end(&low.at));
                let high = high.as_ref().map_or(Some(most.abs() * 2 + 1), |high| end(&high.at));
                Some((low? - own, high? - own))
            }
            (Cell::Date(_), ..) => Some((-400, 400)),
            (Cell::YesNo(_), ..) => Some((1, 1)),
            _ => None,
        }
    }

    fn hold(&self, row: usize, searched: &Searched, better: bool, random: &mut Random, held: &mut Held) {
        let schema = &self.program.rules.schema;
        let mut found = BTreeSet::new();
        for reached in &searched.single {
            let ([cell], [step]) = (reached.cells.as_slice(), reached.steps.as_slice()) else { panic!("one cell") };
            let own = self.tables.get(cell.table).unwrap();
            let mut rows = (0..own.rows).filter(|row| {
                let key = self.tables.key_of_row(schema, cell.table, *row);
                key.unwrap_or_else(|| format!("{}:{}", own.file_of(*row), own.lines.get(*row).unwrap())) == cell.key
            });
            let at = (cell.table, cell.field, rows.next_back().unwrap());
            found.insert(at);
            held.found += 1;
            let say = |what: &str| format!("{} row {row} {at:?} {cell:?} by {step}: {what}", self.name);
            // A choice has no steps; it was applied when it was found.
            let Some(text) = self.text(at, *step).filter(|_| *step != 0) else { continue };
            if self.leads(row, at, text, better) != Some(true) {
                held.broken.push(say("does not lead there"));
            }
            let (nearer, lowest) = (step.abs() - 1, self.lowest(at));
            let few = nearer <= MOST_VALUES;
            let tried = if few { nearer } else { MOST_VALUES };
            for place in 0..tried {
                let distance = match place {
                    _ if few => place + 1,
                    0 => nearer,
                    _ => i128::try_from(random.below(usize::try_from(nearer).unwrap())).unwrap() + 1,
                };
                for step in [distance, -distance].into_iter().filter(|step| *step >= lowest) {
                    held.values += 1;
                    let Some(text) = self.text(at, step) else { continue };
                    if self.leads(row, at, text, better) == Some(true) {
                        held.broken.push(say(&format!("{step} does too")));
                    }
                }
            }
        }
        held.unfinished += searched.unfinished.len();
        if !searched.unfinished.is_empty() {
            return;
        }
        // Cells that are said to lead nowhere.
        for (table, declared) in schema.tables.iter().enumerate() {
            let table = TableId(table);
            let held_fast = heng::data::fixed(schema, table);
            for field in (0..declared.fields.len()).map(FieldId).filter(|field| !held_fast.contains(field)) {
                let at = (table, field, if table == Schema::SUBJECTS { row } else { continue });
                if found.contains(&at) || declared.fields[field.0].ty == Type::Text {
                    continue;
                }
                let Some((low, high)) = self.steps(at) else { continue };
                for _ in 0..MOST_VALUES / 2 {
                    let wide = usize::try_from((high - low).max(0)).unwrap_or(1 << 40).min(1 << 40);
                    let step = low + i128::try_from(random.below(wide + 1)).unwrap();
                    let Some(text) = self.text(at, step).filter(|_| step != 0) else { continue };
                    held.nowhere += 1;
                    if self.leads(row, at, text.clone(), better) == Some(true) {
                        held.broken
                            .push(format!("{} row {row} {at:?} is said to lead nowhere, {text} does", self.name));
                    }
                }
            }
        }
    }
}

/// Asks about some subjects. `None` where rules or data are refused.
fn hold(host: &dyn Host, (rules, data): (&str, &str), name: &str, calendar: &Calendar, held: &mut Held) -> Option<()> {
    let program = session::rules(host, rules).ok()?.program?;
    program.rules.grades.as_ref()?;
    let tables = session::tables(host, &program, data, &UNSEEN).ok()?;
    let scores = engine::score(&program, &tables, calendar, EngineKind::Exact, &UNSEEN).ok()?;
    let limits = session::limits(&program, &tables, &mut Sources::default(), &[]).ok()?;
    let rows: Vec<usize> = (0..scores.subjects.len()).take(MOST_SUBJECTS).collect();
    let asked = Asked { name: name.to_owned(), program: &program, tables: &tables, calendar, scores: &scores };
    let mut random = Random::of(7, rows.len() as u64);
    for why_not in session::why_not(&program, &tables, calendar, &scores, (&limits, usize::MAX), rows) {
        held.subjects += 1;
        for (outcome, better) in [(&why_not.better, true), (&why_not.worse, false)] {
            if let Outcome::Searched(searched) = outcome {
                asked.hold(why_not.subject.0, searched, better, &mut random, held);
            }
        }
    }
    Some(())
}

fn generated(first: u64, pairs: u64) -> Held {
    let calendar = Calendar::china().unwrap();
    let mut held = Held::default();
    for number in first..first + pairs {
        let pair = pair(crate::SEED, number * crate::run::EACH);
        let host = Memory::default();
        host.put("rules.heng", pair.rules.as_str());
        for (name, text) in &pair.files {
            host.put(format!("data/{name}"), text.as_str());
        }
        hold(&host, ("rules.heng", "data"), &format!("pair {number}"), &calendar, &mut held);
    }
    held
}

#[test]
fn the_nearest_change_leads_there_and_nothing_nearer_does() {
    let held = generated(0, PAIRS);
    assert!(held.broken.is_empty(), "{:#?}", held.broken);
    assert!(held.found > 2 && held.nowhere > 100, "{held:?}");
}

#[test]
#[ignore = "takes as long as HENG_NEAREST says"]
fn the_nearest_change_of_as_many_pairs_as_wanted() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let held = generated(number("HENG_NEAREST_FIRST", 0), number("HENG_NEAREST", 500));
    eprintln!(
        "{} subjects, {} found, {} nearer values, {} values elsewhere, {} unfinished",
        held.subjects, held.found, held.values, held.nowhere, held.unfinished
    );
    assert!(held.broken.is_empty(), "{:#?}", held.broken);
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn the_nearest_change_of_each_shipped_park() {
    let calendar = Calendar::china().unwrap();
    let shipped = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_string_lossy().into_owned();
    let mut held = Held::default();
    for (rules, data) in [
        ("rules/wenzhou/evaluation-2022-2023.heng", "datasets/wenzhou-2023"),
        ("rules/wenzhou/evaluation-2024-2025.heng", "datasets/wenzhou-2025"),
        ("rules/wenzhou/evaluation-2022-2023.heng", "datasets/wenzhou-synthetic-2023"),
    ] {
        let (rules, data) = (shipped(rules), shipped(data));
        hold(&Disk, (&rules, &data), &data, &calendar, &mut held).unwrap();
    }
    assert!(held.broken.is_empty(), "{:#?}", held.broken);
    assert!(held.found > 0, "{held:?}");
}

/// Everything that makes an outcome go up and down with one value: extremes of others, ranks, bands that are best in the
/// middle, steps, ratios, deductions, a restriction, a veto, a demotion, and two grades with few places.
const RULES: &str = r#"规则集 "起伏" 示例
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 1 位 四舍五入
数据 园区 "parks.csv" {
  编号 文本 主键
  类型 枚举 { 甲, 乙 }
  产值 万元 不低于 0 万元 不超过 12 万元
  人数 人 不低于 0 人 不超过 9 人
  适度 个 不低于 0 个 不超过 11 个
  差错 次 不低于 0 次 不超过 5 次
  通报 是否
  违规 是否
}
数据 年报 "years.csv" 属于 园区 按 编号 {
  年度 文本
  税收 万元 不低于 0 万元 不超过 8 万元
  主键 编号, 年度
}
定义 人均 = 产值 ÷ (人数 + 1 人)
方面 A "甲" 100 分 {
  指标 A1 "产值" 25 分 {
    依据 第一条
    取值 产值
    计分 极差 范围 全部 底 0 幅 25 相等 得 满分
  }
  指标 A2 "人均" 20 分 {
    依据 第二条
    取值 人均
    计分 名次 范围 同 类型 降序 首名 满分 每降一位 减 6 分 保底 2 分 并列 同名次
  }
  指标 A3 "适度" 20 分 {
    依据 第三条
    取值 适度
    计分 分档 { 超过 9 个 : 3 分 ; 超过 6 个 : 12 分 ; 不低于 4 个 : 20 分 ; 其余 : 5 分 }
  }
  指标 A4 "税收" 20 分 {
    依据 第四条
    取值 求和(年报.税收)
    计分 插值 { 0 万元 : 0 分 ; 6 万元 : 12 分 ; 10 万元 : 20 分 } 两端 持平
  }
  指标 A5 "差错" 15 分 {
    依据 第五条
    取值 差错
    计分 自 满分 高于 0 次 时 每高 1 次 减 4 分 保底 0 分 不足一步 按比例
  }
}
否决 通报 通报 则 不予定等
限制 差错 差错 超过 3 次 则 最高 合格
降等 违规 违规 则 降 1 等
等次 {
  优秀 总分 不低于 70 分 名额 34% 向下取整 并列 比 A1 仍同 全退
  良好 总分 不低于 60 分 名额 34% 向上取整 仍同 全进
  合格 总分 不低于 40 分
  其余 "未达"
}
"#;

/// Data of some parks at random.
fn parks(random: &mut Random) -> (String, String) {
    let (mut parks, mut years) =
        ("编号,类型,产值,人数,适度,差错,通报,违规\n".to_owned(), "编号,年度,税收\n".to_owned());
    let yes_no = |random: &mut Random, times| if random.one_in(times) { "是" } else { "否" };
    for park in 0..random.below(4) + 3 {
        let (kind, value, people) = (random.of_all(&["甲", "乙"]), random.below(13), random.below(10));
        let (best, faults) = (random.below(12), random.below(5));
        let (told, broken) = (yes_no(random, 8), yes_no(random, 5));
        parks.push_str(&format!("P{park},{kind},{value},{people},{best},{faults},{told},{broken}\n"));
        for year in 0..random.below(3) {
            years.push_str(&format!("P{park},{},{}\n", 2022 + year, random.below(9)));
        }
    }
    (parks, years)
}

/// Every value of every cell of every park is applied and scored: what was found is exactly what there is.
fn by_brute_force(first: u64, sets: u64) -> Held {
    let calendar = Calendar::china().unwrap();
    let host = Memory::default();
    host.put("rules.heng", RULES);
    let read = session::rules(&host, "rules.heng").unwrap();
    let program = read.program.unwrap_or_else(|| panic!("{:#?}", read.diagnostics));
    let mut held = Held::default();
    for number in first..first + sets {
        let (parks, years) = parks(&mut Random::of(3, number));
        host.put("data/parks.csv", parks.as_str());
        host.put("data/years.csv", years.as_str());
        let tables = session::tables(&host, &program, "data", &UNSEEN).unwrap();
        let scores = engine::score(&program, &tables, &calendar, EngineKind::Exact, &UNSEEN).unwrap();
        let limits = session::limits(&program, &tables, &mut Sources::default(), &[]).unwrap();
        let rows: Vec<usize> = (0..scores.subjects.len()).collect();
        let asked = Asked {
            name: format!("set {number}"),
            program: &program,
            tables: &tables,
            calendar: &calendar,
            scores: &scores,
        };
        for why_not in session::why_not(&program, &tables, &calendar, &scores, (&limits, usize::MAX), rows) {
            held.subjects += 1;
            for (outcome, better) in [(&why_not.better, true), (&why_not.worse, false)] {
                let Outcome::Searched(searched) = outcome else { continue };
                held.unfinished += searched.unfinished.len();
                let mut found: Vec<(TableId, FieldId, String, Option<i128>)> = searched
                    .single
                    .iter()
                    .map(|reached| {
                        let cell = &reached.cells[0];
                        let steps = Some(reached.steps[0]).filter(|steps| *steps != 0);
                        (cell.table, cell.field, cell.key.clone(), steps.map(i128::abs))
                    })
                    .collect();
                found.sort();
                let mut wanted = asked.all_nearest(why_not.subject.0, better, &mut held.values);
                wanted.sort();
                held.found += wanted.len();
                if found != wanted {
                    held.broken.push(format!("set {number} {why_not:?} better {better}: {wanted:?}\n{parks}{years}"));
                }
            }
        }
    }
    held
}

impl Asked<'_> {
    /// The nearest value of each cell of a subject that leads there, by trying all.
    fn all_nearest(
        &self,
        subject: usize,
        better: bool,
        values: &mut usize,
    ) -> Vec<(TableId, FieldId, String, Option<i128>)> {
        let schema = &self.program.rules.schema;
        let mut all = Vec::new();
        for (table, declared) in schema.tables.iter().enumerate() {
            let table = TableId(table);
            let own = self.tables.get(table).unwrap();
            let fixed = heng::data::fixed(schema, table);
            let rows = (0..own.rows).filter(|row| {
                table == Schema::SUBJECTS && *row == subject
                    || table != Schema::SUBJECTS && own.parent_of(*row) == Some(subject)
            });
            for at in rows.flat_map(|row| (0..declared.fields.len()).map(move |field| (table, FieldId(field), row))) {
                if fixed.contains(&at.1) {
                    continue;
                }
                let key = self.tables.key_of_row(schema, table, at.2).unwrap();
                let nearest = if let Type::Choice(choices) = &declared.fields[at.1.0].ty {
                    let others = choices.iter().any(|choice| {
                        *values += 1;
                        own.place(at.1, at.2).text.as_ref() != Some(choice)
                            && self.leads(subject, at, choice.clone(), better) == Some(true)
                    });
                    others.then_some(None)
                } else {
                    let Some((low, high)) = self.steps(at) else { continue };
                    let is_one = declared.fields[at.1.0].ty == Type::YesNo;
                    let mut steps: Vec<i128> = (low..=high).filter(|step| *step != 0).collect();
                    steps.sort_by_key(|step| step.abs());
                    let found = steps.into_iter().find(|step| {
                        *values += 1;
                        self.text(at, *step).is_some_and(|text| self.leads(subject, at, text, better) == Some(true))
                    });
                    found.map(|step| (!is_one).then_some(step.abs()))
                };
                all.extend(nearest.map(|steps| (table, at.1, key, steps)));
            }
        }
        all
    }
}

#[test]
fn what_is_found_is_what_trying_every_value_finds() {
    let held = by_brute_force(0, 4);
    assert!(held.broken.is_empty(), "{}", held.broken.join("\n"));
    assert!(held.found > 20 && held.unfinished == 0, "{held:?}");
}

#[test]
#[ignore = "takes as long as HENG_NEAREST says"]
fn what_is_found_is_what_trying_every_value_of_as_many_sets_finds() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let held = by_brute_force(number("HENG_NEAREST_FIRST", 0), number("HENG_NEAREST", 200));
    eprintln!("{} subjects, {} found, {} values", held.subjects, held.found, held.values);
    assert!(held.broken.is_empty(), "{}", held.broken.join("\n"));
}
