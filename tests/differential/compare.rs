//! Both engines on one pair.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use heng::data::Tables;
use heng::engine::columnar::{self, Lowered};
use heng::engine::{EngineKind, Outputs, Plan, Scores, exact};
use heng::host::Memory;
use heng::lang::Diagnostic;
use heng::lang::model::Model;
use heng::number::Calendar;
use heng::progress::Progress;
use heng::session;

/// The files of a pair: the rules and the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) rules: String,
    pub(crate) files: BTreeMap<String, String>,
}

/// What the two engines made of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The rules or the data were refused before scoring.
    Miss(String),
    /// Both refuse the data, alike.
    Refused(String),
    /// Both give the same. `decided`: the columnar engine left everything to the exact one.
    Same { decided: bool },
    /// They differ, or one panics.
    Differ(String),
}

/// What a panic says.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("panics: {}", text.unwrap_or("without words"))
}

/// Reads and checks rules.
pub(crate) fn checked(rules: &str) -> Result<Model, Outcome> {
    let host = Memory::default();
    host.put("rules.heng", rules);
    let read = catch_unwind(AssertUnwindSafe(|| session::rules(&host, "rules.heng")));
    let read = read.map_err(|panic| Outcome::Differ(format!("checking {}", said(&*panic))))?;
    let read = read.map_err(|found| Outcome::Miss(told(&found)))?;
    let errors: Vec<String> = read.diagnostics.iter().filter(|found| found.is_error()).map(told).collect();
    read.model.ok_or_else(|| Outcome::Miss(errors.join("\n")))
}

fn told(found: &Diagnostic) -> String {
    format!("{:?} {}", found.code, found.message.zh)
}

/// Runs both engines on one model and one data set.
pub(crate) fn judged(model: &Model, files: &BTreeMap<String, String>, calendar: &Calendar) -> Outcome {
    let host = Memory::default();
    for (name, text) in files {
        host.put(format!("data/{name}"), text.as_str());
    }
    let tables = match catch_unwind(AssertUnwindSafe(|| session::tables(&host, model, "data", &Progress::new()))) {
        Ok(Ok(tables)) => tables,
        Ok(Err(found)) => return Outcome::Miss(found.iter().map(told).collect::<Vec<_>>().join("\n")),
        Err(panic) => return Outcome::Differ(format!("loading {}", said(&*panic))),
    };
    let plan = match catch_unwind(AssertUnwindSafe(|| Plan::of(model))) {
        Ok(plan) => plan,
        Err(panic) => return Outcome::Differ(format!("planning {}", said(&*panic))),
    };
    match catch_unwind(AssertUnwindSafe(|| compared(&plan, &tables, calendar))) {
        Ok(outcome) => outcome,
        Err(panic) => Outcome::Differ(said(&*panic)),
    }
}

/// One pair from its files.
pub(crate) fn replayed(pair: &Pair, calendar: &Calendar) -> Outcome {
    match checked(&pair.rules) {
        Ok(model) => judged(&model, &pair.files, calendar),
        Err(outcome) => outcome,
    }
}

fn compared(plan: &Plan<'_>, tables: &Tables, calendar: &Calendar) -> Outcome {
    let law = exact::run(plan, tables, calendar);
    let found = match columnar::try_run(plan, tables, calendar, &Progress::new()) {
        Ok(found) => found,
        Err(error) => return Outcome::Differ(format!("polars refuses: {error}")),
    };
    if let Some(found) = &found {
        match &law {
            Ok(law) if law == found => {}
            Ok(law) => return Outcome::Differ(differing(plan, law, found)),
            Err(faults) => return Outcome::Differ(format!("a fault passes unnoticed: {}", list(faults))),
        }
    }
    let by = |engine| session::score(plan.model, tables, calendar, engine, &Progress::new());
    let (rows, columns) = (by(EngineKind::Exact), by(EngineKind::Columnar));
    match (rows, columns) {
        (Ok(rows), Ok(columns)) if rows == columns => Outcome::Same { decided: found.is_none() },
        (Err(rows), Err(columns)) if rows == columns => Outcome::Refused(list(&rows)),
        (rows, columns) => {
            Outcome::Differ(format!("scores differ\nexact    {}\ncolumnar {}", scored(&rows), scored(&columns)))
        }
    }
}

fn list(faults: &[Diagnostic]) -> String {
    faults.iter().map(told).collect::<Vec<_>>().join("\n")
}

fn scored(scores: &Result<Scores, Vec<Diagnostic>>) -> String {
    match scores {
        Ok(scores) => format!("{scores:?}"),
        Err(faults) => list(faults),
    }
}

/// The cells that differ.
fn differing(plan: &Plan<'_>, law: &Outputs, found: &Outputs) -> String {
    let mut lines = Vec::new();
    for (id, law) in &law.numbers {
        if Some(law) != found.numbers.get(id) {
            lines.push(format!("{id:?}\n  exact    {law:?}\n  columnar {:?}", found.numbers.get(id)));
        }
    }
    for (id, law) in &law.truths {
        if Some(law) != found.truths.get(id) {
            lines.push(format!("{id:?}\n  exact    {law:?}\n  columnar {:?}", found.truths.get(id)));
        }
    }
    if lines.is_empty() {
        lines.push(format!("the columnar engine gives more cells than the {} planned ones", plan.outputs().len()));
    }
    lines.join("\n")
}

/// How many output cells run in columns, and how many there are.
pub(crate) fn in_columns(model: &Model, files: &BTreeMap<String, String>, calendar: &Calendar) -> (u64, u64) {
    let host = Memory::default();
    for (name, text) in files {
        host.put(format!("data/{name}"), text.as_str());
    }
    let Ok(tables) = session::tables(&host, model, "data", &Progress::new()) else { return (0, 0) };
    let lowered = columnar::describe(&Plan::of(model), &tables, calendar);
    let columns = lowered.iter().filter(|(_, lowered)| *lowered == Lowered::Columns).count();
    (columns as u64, lowered.len() as u64)
}
