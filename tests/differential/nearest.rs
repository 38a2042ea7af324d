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
const PAIRS: u64 = 30;

/// So many subjects of a data set, and values of a cell, are looked at.
const MOST_SUBJECTS: usize = 4;
const MOST_VALUES: i128 = 12;

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
            let rows = (0..own.rows).filter(|row| {
                let key = self.tables.key_of_row(schema, cell.table, *row);
                key.unwrap_or_else(|| format!("{}:{}", own.file_of(*row), own.lines.get(*row).unwrap())) == cell.key
            });
            let at = (cell.table, cell.field, rows.last().unwrap());
            found.insert(at);
            held.found += 1;
            let say = |what: &str| format!("{} row {row} {at:?} {cell:?} by {step}: {what}", self.name);
            // A choice has no steps; it was applied when it was found.
            let Some(text) = self.text(at, *step).filter(|_| *step != 0) else { continue };
            if self.leads(row, at, text, better) != Some(true) {
                held.broken.push(say("does not lead there"));
            }
            let nearer = step.abs() - 1;
            let few = nearer <= MOST_VALUES;
            let tried = if few { nearer } else { MOST_VALUES };
            for place in 0..tried {
                let distance = match place {
                    _ if few => place + 1,
                    0 => nearer,
                    _ => i128::try_from(random.below(usize::try_from(nearer).unwrap())).unwrap() + 1,
                };
                for step in [distance, -distance] {
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
                        held.broken.push(format!("{} row {row} {at:?} is said to lead nowhere, {text} does", self.name));
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
    assert!(held.found > 30 && held.values > 100 && held.nowhere > 100, "{held:?}");
}

#[test]
#[ignore = "takes as long as HENG_NEAREST says"]
fn the_nearest_change_of_as_many_pairs_as_wanted() {
    let number = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().expect("a number"));
    let held = generated(number("HENG_NEAREST_FIRST", 0), number("HENG_NEAREST", 500));
    eprintln!("{} subjects, {} found, {} nearer values, {} values elsewhere, {} unfinished", held.subjects, held.found, held.values, held.nowhere, held.unfinished);
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
