//! Both engines on one pair.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use heng::data::Tables;
use heng::engine::columnar::{self, Batch, Lowered};
use heng::engine::{self, EngineKind, Outputs, exact};
use heng::finding::Diagnostic;
use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::number::Calendar;
use heng::program::Program;
use heng::result::Scores;
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
pub(crate) fn checked(rules: &str) -> Result<Arc<Program>, Outcome> {
    let host = Memory::default();
    host.put("rules.heng", rules);
    let read = catch_unwind(AssertUnwindSafe(|| session::rules(&host, "rules.heng")));
    let read = read.map_err(|panic| Outcome::Differ(format!("checking {}", said(&*panic))))?;
    let read = read.map_err(|found| Outcome::Miss(told(&found)))?;
    let errors: Vec<String> = read.diagnostics.iter().filter(|found| found.is_error()).map(told).collect();
    read.program.ok_or_else(|| Outcome::Miss(errors.join("\n")))
}

fn told(found: &Diagnostic) -> String {
    format!("{:?} {}", found.code, found.message.zh)
}

/// Runs both engines on one program and one data set. All output cells are compared; with `scores` also what is made of
/// them, by code that the engines share.
pub(crate) fn judged(
    program: &Program,
    files: &BTreeMap<String, String>,
    calendar: &Calendar,
    scores: bool,
) -> Outcome {
    let host = Memory::default();
    for (name, text) in files {
        host.put(format!("data/{name}"), text.as_str());
    }
    let tables = match catch_unwind(AssertUnwindSafe(|| session::tables(&host, program, "data", &UNSEEN))) {
        Ok(Ok(tables)) => tables,
        Ok(Err(found)) => return Outcome::Miss(found.iter().map(told).collect::<Vec<_>>().join("\n")),
        Err(panic) => return Outcome::Differ(format!("loading {}", said(&*panic))),
    };
    let compared = catch_unwind(AssertUnwindSafe(|| match cells(program, &tables, calendar, batch_of(files)) {
        Outcome::Same { decided } if scores => whole(program, &tables, calendar, decided),
        outcome => outcome,
    }));
    compared.unwrap_or_else(|panic| Outcome::Differ(said(&*panic)))
}

/// One pair from its files.
pub(crate) fn replayed(pair: &Pair, calendar: &Calendar) -> Outcome {
    let judged = checked(&pair.rules).map(|program| judged(&program, &pair.files, calendar, true));
    judged.unwrap_or_else(|outcome| outcome)
}

/// A batch of 1 to 100,000 rows, the small ones as often as the large ones; the same for the same data.
fn batch_of(files: &BTreeMap<String, String>) -> Batch {
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    let drawn = hasher.finish();
    let most = 10_usize.pow(u32::try_from(drawn % 6).unwrap());
    Batch::of(usize::try_from(drawn >> 32).unwrap() % most + 1)
}

/// Every output cell, each engine run once.
fn cells(program: &Program, tables: &Tables, calendar: &Calendar, batch: Batch) -> Outcome {
    let law = exact::run(program, tables, calendar);
    match (law, columnar::try_run_in(batch, program, tables, calendar, &UNSEEN)) {
        (Ok(law), Some(found)) if law == found => Outcome::Same { decided: false },
        (Ok(law), Some(found)) => Outcome::Differ(differing(program, &law, &found)),
        (Err(faults), Some(_)) => Outcome::Differ(format!("a fault passes unnoticed: {}", list(&faults))),
        // What the columnar engine gives then is what the exact one gives.
        (Ok(_), None) => Outcome::Same { decided: true },
        (Err(faults), None) => Outcome::Refused(list(&faults)),
    }
}

/// The scores, grades and notes that are made of the cells.
fn whole(program: &Program, tables: &Tables, calendar: &Calendar, decided: bool) -> Outcome {
    let by = |kind| engine::score(program, tables, calendar, kind, &UNSEEN);
    match (by(EngineKind::Exact), by(EngineKind::Columnar)) {
        (Ok(rows), Ok(columns)) if rows == columns => Outcome::Same { decided },
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
fn differing(program: &Program, law: &Outputs, found: &Outputs) -> String {
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
        lines
            .push(format!("the columnar engine gives more cells than the {} programned ones", program.outputs().len()));
    }
    lines.join("\n")
}

/// How many output cells run in columns, and how many there are.
pub(crate) fn in_columns(program: &Program, files: &BTreeMap<String, String>, calendar: &Calendar) -> (u64, u64) {
    let host = Memory::default();
    for (name, text) in files {
        host.put(format!("data/{name}"), text.as_str());
    }
    let Ok(tables) = session::tables(&host, program, "data", &UNSEEN) else { return (0, 0) };
    let lowered = columnar::describe(program, &tables, calendar);
    let columns = lowered.iter().filter(|(_, lowered)| *lowered == Lowered::Columns).count();
    (columns as u64, lowered.len() as u64)
}
