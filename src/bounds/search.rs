//! Values are looked for that bring about what cannot be left out.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::subject_of;
use super::disputed::Disputed;
use super::found::{Bounds, SubjectBounds};
use super::sound::Parts;
use super::values::{Value, values};
use crate::core::FigureId;
use crate::data::{Supposed, Tables};
use crate::engine::exact::Evaluator;
use crate::engine::possible::{self, Cell, Outcome, Supposing};
use crate::engine::{self, EngineKind};
use crate::finding::{Diagnostic, Language};
use crate::host::progress::UNSEEN;
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::{Decision, Mark, Scores};

/// What is asked.
pub struct Request<'a> {
    /// The rule set.
    pub program: &'a Program,
    /// The data as they are.
    pub tables: &'a Tables,
    /// The calendar.
    pub calendar: &'a Calendar,
    /// What the data come to as they are.
    pub scores: &'a Scores,
    /// Cells in dispute.
    pub disputed: &'a [Disputed],
    /// Whom it is about; all when absent.
    pub subject: Option<usize>,
    /// The language of ranges.
    pub language: Language,
}

/// Of more subjects it is not worked out on which cells each hangs.
const MOST_ASKED: usize = 3000;

/// A way to fill all open cells: the place of a value for each.
pub(super) type Filled = Vec<usize>;

/// What was brought about for a subject.
#[derive(Default)]
pub(super) struct Reached {
    pub(super) least: Option<(Number, Filled)>,
    pub(super) most: Option<(Number, Filled)>,
    pub(super) grades: BTreeMap<Option<String>, Filled>,
}

/// The population with its open cells, and what has been brought about.
pub(super) struct Search<'a> {
    pub(super) request: &'a Request<'a>,
    /// The tables in which cells in dispute are empty.
    pub(super) emptied: &'a Tables,
    pub(super) cells: Vec<Cell>,
    pub(super) values: Vec<Vec<Value>>,
    pub(super) reached: Vec<Reached>,
    tried: BTreeSet<Filled>,
}

/// Works out what open cells could still do.
///
/// # Errors
/// There are more open cells than anything can be told of.
pub fn bounds(request: &Request<'_>) -> Result<Bounds, Vec<Diagnostic>> {
    let Request { program, tables, calendar, .. } = request;
    let schema = &program.rules.schema;
    let empty = |disputed: &Disputed| {
        let Cell { table, field, row } = disputed.cell;
        Supposed { table, field, row, text: String::new(), reason: String::new() }
    };
    let emptied = tables.supposing(schema, &request.disputed.iter().map(empty).collect::<Vec<_>>())?;
    let Some(mut open) = possible::missing(program, &emptied) else {
        return Err(vec![too_many()]);
    };
    for disputed in request.disputed {
        open.put(disputed.cell, disputed.domain.clone());
    }
    let exact = Evaluator::new(program, &emptied, calendar);
    let rows = emptied.subjects().rows;
    let all = Supposing::new(program, &exact, calendar, None, open.clone());
    // Of very many subjects it is not asked which cells each hangs on: all stay open.
    if rows <= MOST_ASKED {
        let asked: BTreeSet<Cell> = (0..rows).flat_map(|row| all.asks(row)).collect();
        open.keep(|cell| asked.contains(cell));
    }
    let supposing = Supposing::new(program, &exact, calendar, None, open.clone());
    let cells: Vec<Cell> = open.iter().map(|(cell, _)| *cell).collect();
    let values = open.iter().map(|(cell, domain)| values(program, &emptied, *cell, domain)).collect();
    let reached = (0..rows).map(|_| Reached::default()).collect();
    let mut search = Search { request, emptied: &emptied, cells, values, reached, tried: BTreeSet::new() };
    let decided = decided(request.scores);
    let whole = possible::outcomes(&supposing, &decided);
    let concerned = |row: usize| {
        let own = search_own(&search.cells, program, tables, row);
        let open = whole.get(row).is_some_and(|known| known.can.len() > 1 || known.total.only().is_none());
        !own.is_empty() || open && !open_for_good(whole.get(row))
    };
    let asked: Vec<usize> = match request.subject {
        Some(row) => vec![row],
        None => (0..rows).filter(|row| concerned(*row)).collect(),
    };
    if !search.cells.is_empty() {
        search.try_all_together();
    }
    let subjects = asked.into_iter().map(|row| search.subject(&supposing, &decided, row)).collect();
    Ok(Bounds { open: open.len(), subjects })
}

/// Whether nothing about a subject is open but what no cell can fill.
fn open_for_good(known: Option<&possible::Outcomes>) -> bool {
    known.is_none_or(|known| known.total.is_empty() && known.can.iter().all(|can| *can == Outcome::Withheld))
}

fn search_own(cells: &[Cell], program: &Program, tables: &Tables, row: usize) -> Vec<usize> {
    let own = |cell: &Cell| subject_of(program, tables, *cell) == Some(row);
    cells.iter().enumerate().filter(|(_, cell)| own(cell)).map(|(at, _)| at).collect()
}

/// What people decided.
fn decided(scores: &Scores) -> BTreeMap<usize, String> {
    let decisions = scores.decisions.iter().enumerate().filter(|(_, decision)| **decision == Decision::Manual);
    decisions.filter_map(|(row, _)| Some((row, grade(scores, row)?))).collect()
}

/// The grade or label of a subject.
fn grade(scores: &Scores, row: usize) -> Option<String> {
    scores.grade.get(row).and_then(Clone::clone).map(|label| label.to_string())
}

/// The total of a subject as printed.
fn total(scores: &Scores, row: usize) -> Option<Number> {
    scores.total.get(row).and_then(Mark::decimal).and_then(|text| Number::parse(&text))
}

fn too_many() -> Diagnostic {
    Diagnostic::file(
        crate::finding::Code::H0942,
        "--data",
        crate::words!(
            "空着的单元格太多，不能逐一推断；先补齐一部分",
            "too many cells are empty to tell what each could do; fill some of them first"
        ),
    )
}

impl Search<'_> {
    /// Scores the whole population with all open cells filled, and takes down what it brings about.
    pub(super) fn score(&mut self, filled: &Filled) {
        if !self.tried.insert(filled.clone()) {
            return;
        }
        let supposed = self.cells.iter().zip(&self.values).zip(filled).filter_map(|((cell, values), at)| {
            let Cell { table, field, row } = *cell;
            Some(Supposed { table, field, row, text: values.get(*at)?.text.clone(), reason: String::new() })
        });
        let supposed: Vec<Supposed> = supposed.collect();
        if supposed.len() < self.cells.len() {
            return;
        }
        let Request { program, calendar, .. } = self.request;
        let Ok(tables) = self.emptied.supposing(&program.rules.schema, &supposed) else { return };
        // Data of which there are no results bring nothing about.
        let Ok(scores) = engine::score(program, &tables, calendar, EngineKind::Columnar, &UNSEEN) else { return };
        for (row, reached) in self.reached.iter_mut().enumerate() {
            if let Some(total) = total(&scores, row) {
                if reached.least.as_ref().is_none_or(|(least, _)| total < *least) {
                    reached.least = Some((total.clone(), filled.clone()));
                }
                if reached.most.as_ref().is_none_or(|(most, _)| total > *most) {
                    reached.most = Some((total, filled.clone()));
                }
            }
            let label = grade(&scores, row);
            reached.grades.entry(label).or_insert_with(|| filled.clone());
        }
    }

    /// All cells at their least, at their greatest, and in between.
    fn try_all_together(&mut self) {
        const ROUNDS: usize = 9;
        for round in [0, ROUNDS - 1].into_iter().chain(1..ROUNDS - 1) {
            let at = |values: &Vec<Value>| values.len().saturating_sub(1) * round / (ROUNDS - 1);
            let filled: Filled = self.values.iter().map(at).collect();
            self.score(&filled);
        }
        // One cell against another: every second one the other way.
        let end =
            |(place, values): (usize, &Vec<Value>)| if place % 2 == 0 { values.len().saturating_sub(1) } else { 0 };
        let filled: Filled = self.values.iter().enumerate().map(end).collect();
        self.score(&filled);
    }

    /// What open cells could do to one subject.
    fn subject(&mut self, supposing: &Supposing<'_>, decided: &BTreeMap<usize, String>, row: usize) -> SubjectBounds {
        let Request { program, scores, .. } = self.request;
        let own = search_own(&self.cells, program, self.request.tables, row);
        let own_cells: Vec<Cell> = own.iter().filter_map(|at| self.cells.get(*at)).copied().collect();
        let lines: Vec<Vec<Number>> = own_cells.iter().map(|cell| self.lines(supposing, *cell)).collect();
        self.try_ends(&own);
        let has_total = program.figure(FigureId::Total).is_some();
        let mut parts = Parts::new(supposing, &own_cells, &lines, row);
        let (least, most) = (parts.total().low, parts.total().high);
        self.climb(row, &own, most.map(|edge| edge.at).as_ref(), true);
        self.climb(row, &own, least.map(|edge| edge.at).as_ref(), false);
        let ends = |reached: &Reached| Some((reached.least.as_ref()?.0.clone(), reached.most.as_ref()?.0.clone()));
        let reached = self.reached.get(row).and_then(ends);
        parts.narrow(reached.as_ref(), 64);
        let can = parts.outcomes(decided);
        let wanted: BTreeSet<Option<String>> = can.iter().map(|outcome| self.label(*outcome, decided, row)).collect();
        for label in &wanted {
            self.reach(row, &own, label.as_ref());
        }
        let total = parts.total();
        let places = program.places(FigureId::Total);
        let end =
            |is_most: bool| (has_total && !total.is_empty()).then(|| self.end((row, &own), &total, places, is_most));
        let (least, most) = (end(false), end(true));
        let may_lack_total = has_total && parts.may_lack();
        let fields = self.deciding(supposing, decided, row, &own);
        let others_matter = self.others_matter(supposing, decided, row, &own);
        SubjectBounds {
            subject: scores.subjects.key(row).into_owned(),
            name: scores.subjects.name(row).map(str::to_owned),
            total: scores.total.get(row).and_then(Mark::decimal),
            grade: grade(scores, row),
            least,
            most,
            may_lack_total,
            grades: self.grades(row, &own, &can, decided),
            fields,
            others_matter,
        }
    }
}
