//! From outputs to standing: verdicts, ranks, and grades under quotas.
//!
//! Decisions of people come first, then who does not participate, then vetoes. Grades are given from
//! the best down: what was earned is lowered (降等), held against the 限制, then against the quota. A
//! subject has a grade only when no missing value could change it.

mod candidates;
mod demotion;
mod immaterial;
mod manual;
mod missing;
mod obstacle;
mod participation;
mod quota;
mod ranks;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use super::ahead::Ahead;
use super::best::{Best, Bound};
use super::chosen;
use super::exact::Evaluator;
use super::left_out;
use super::manual::ManualGrade;
use super::order::Order;
use super::outputs::Outputs;
use super::reasons::missing_notes;
use super::subjects::subjects as roster;
use crate::cancel::{here, look, looking};
use crate::column::Integers;
use crate::core::{FigureId, GradeId, SubjectId, VetoId};
use crate::data::Tables;
use crate::invariant::entry;
use crate::number::Number;
use crate::program::Program;
use crate::result::{Code, Coded, Decision, Marks, Note, Notes, Obstacle, Scores, Several, Truths, Version};
use crate::rules::Grade;
use obstacle::{figure_of, on_total, some_head_applies};
use ranks::{ranks, verdicts};
use read::{keys, listed, other_keys, participants, truth};

struct Standing<'a> {
    program: &'a Program,
    tables: &'a Tables,
    outputs: &'a Outputs,
    evaluator: &'a Evaluator<'a>,
    /// Keys that compare as the totals do.
    total: &'a Integers,
    order: Order,
    /// Such keys of the columns that are not rounded; of all where the least is the best.
    exact: BTreeMap<FigureId, Integers>,
    best: Best<'a>,
    /// The grades whose requirement rests on the total.
    on_total: BTreeSet<GradeId>,
    /// Who participates, where the rules say who; `None` of a subject is unknown.
    participates: Option<Truths>,
    /// The best grade whose requirement is met, once it was its turn; asked for only where there is a 降等.
    earned: Option<Vec<Option<GradeId>>>,
    decisions: Coded<Decision>,
    /// The grade or label of another outcome that was given.
    labels: Coded<Option<Arc<str>>>,
    notes: Notes,
}

/// A decision and its label, as many subjects have it.
#[derive(Clone, Copy)]
struct Outcome {
    decision: Code,
    label: Code,
}

/// Fewer subjects are ranked before a second thread has begun.
const FEWEST_SUBJECTS: usize = 50_000;

pub(super) fn settle(
    program: &Program,
    evaluator: &Evaluator<'_>,
    outputs: &Outputs,
    manual: &[ManualGrade],
) -> Scores {
    let subjects = evaluator.tables().subjects().rows;
    let falls = program.rules.total.falls;
    let order = outputs.numbers.get(&FigureId::Total).map_or_else(Order::of_none, |total| Order::of(total, falls));
    let total = keys(outputs, FigureId::Total, &order, subjects);
    if subjects < FEWEST_SUBJECTS {
        let rank = ranks(&total);
        return Scores { rank, ..decided(program, evaluator, outputs, manual, (order, &total)) };
    }
    // Nothing that is decided asks for a rank.
    let cancel = here();
    thread::scope(|scope| {
        let rank = scope.spawn(|| cancel.over(|| ranks(&total)));
        let scores = decided(program, evaluator, outputs, manual, (order, &total));
        Scores { rank: rank.join().unwrap_or_else(|fault| resume_unwind(fault)), ..scores }
    })
}

/// The scores but for the ranks.
fn decided(
    program: &Program,
    evaluator: &Evaluator<'_>,
    outputs: &Outputs,
    manual: &[ManualGrade],
    (order, total): (Order, &Integers),
) -> Scores {
    let (tables, subjects) = (evaluator.tables(), total.len());
    let mut standing = Standing {
        program,
        tables,
        outputs,
        evaluator,
        total,
        order,
        exact: other_keys(outputs, program.rules.total.falls),
        best: Best::new(program, evaluator, outputs),
        on_total: on_total(program),
        participates: participants(program, outputs),
        earned: (!program.rules.demotions.is_empty()).then(|| vec![None; subjects]),
        decisions: Coded::same(Decision::Open, subjects),
        labels: Coded::same(None, subjects),
        notes: Notes::none(subjects),
    };
    standing.decide(manual);
    standing.note_ranks();
    let says_chosen = chosen::is_said(program);
    for row in looking(0..subjects).filter(|_| says_chosen) {
        for note in chosen::notes(program, outputs, row) {
            standing.note(row, note);
        }
    }
    let applies = some_head_applies(program, outputs, subjects);
    standing.note_lapses(applies.as_ref());
    for (row, notes) in left_out::notes(program, evaluator, outputs) {
        for note in notes {
            standing.note(row, note);
        }
    }
    let participates = standing.participates.as_ref();
    let marks = |id: FigureId, applies: Option<FigureId>| {
        let applies = applies.and_then(|applies| outputs.truths.get(&applies));
        let values = outputs.numbers.get(&id).map(|column| (column.places, column.values.clone()));
        Marks::new(subjects, values, applies.cloned()).of_participants(participates)
    };
    let indicators = program.rules.each_indicator();
    let indicators = indicators.map(|(id, indicator)| {
        if indicator.is_unscored {
            // It has no mark: nothing of it is given or withheld.
            let none = (0..subjects).map(|_| Some(false)).collect();
            return Marks::new(subjects, None, Some(none)).of_participants(participates);
        }
        marks(FigureId::Mark(id), Some(FigureId::Applies(id)))
    });
    let indicators = indicators.collect();
    let heads = program.rules.each_head();
    let heads = heads.map(|(id, _)| marks(FigureId::Head(id), Some(FigureId::HeadApplies(id)))).collect();
    let sum = |id| marks(id, None);
    let total = |id| {
        let values = outputs.numbers.get(&id).map(|column| (column.places, column.values.clone()));
        Marks::new(subjects, values, applies.clone()).of_participants(participates)
    };
    Scores {
        version: Version,
        subjects: roster(program, tables),
        indicators,
        heads,
        base: total(FigureId::Base),
        bonus: sum(FigureId::Bonus),
        deduction: sum(FigureId::Deduction),
        rank: Vec::new(),
        total: total(FigureId::Total),
        grade: standing.labels,
        decisions: standing.decisions,
        notes: standing.notes,
        conditions: program.rules.each_condition().map(|(id, _)| verdicts(program, outputs, id, subjects)).collect(),
        outputs: program.rules.each_output().map(|(id, _)| listed(outputs, id, subjects)).collect(),
    }
}

impl Standing<'_> {
    fn decide(&mut self, manual: &[ManualGrade]) {
        self.take_decisions(manual);
        self.leave_out();
        self.apply_vetoes();
        self.note_missing_totals();
        self.note_open_gradings();
        let program = self.program;
        let Some(grades) = &program.rules.grades else { return };
        for (id, grade) in program.rules.each_grade() {
            self.give(id, grade);
        }
        let otherwise = self.outcome(Decision::Otherwise, &grades.otherwise.value);
        for row in looking(0..self.decisions.len()) {
            if self.is_open(row) {
                self.put(row, otherwise);
            }
        }
        self.give_immaterial(manual);
    }

    /// A rank is taken among the totals that are known; who could still come before is named.
    fn note_ranks(&mut self) {
        if self.program.figure(FigureId::Total).is_none() || !self.total.has_nulls() {
            return;
        }
        let totals = looking(self.total.iter().enumerate());
        let withheld = totals.filter(|(row, total)| total.is_none() && self.may_participate(*row));
        let withheld = Ahead::new(withheld.map(|(row, _)| (row, self.most(row))));
        if withheld.is_empty() {
            return;
        }
        for row in looking(0..self.total.len()) {
            let Some(own) = self.total.get(row) else { continue };
            let ahead = withheld.above(own);
            if ahead.0 > 0 {
                let absent = several(ahead);
                self.note(row, Note::RankMayFall { absent });
            }
        }
    }

    /// A veto that fires settles the outcome, whatever is missing besides. Of several the first that
    /// is written counts; one before it that is still unknown leaves the outcome open unless it
    /// would come to the same.
    fn apply_vetoes(&mut self) {
        let rules = &self.program.rules;
        if rules.vetoes.is_empty() {
            return;
        }
        for row in looking(0..self.decisions.len()) {
            if !self.may_participate(row) {
                continue;
            }
            let mut open: Option<VetoId> = None;
            for (id, veto) in rules.each_veto() {
                match truth(self.outputs, FigureId::Veto(id), row) {
                    Some(false) => {}
                    None => open = open.or(Some(id)),
                    Some(true) => {
                        self.note(row, Note::Vetoed { veto: id });
                        let differs = |earlier: &VetoId| rules.veto(*earlier).outcome != veto.outcome;
                        if self.is_open(row) && !open.iter().any(differs) {
                            self.set(row, Decision::Vetoed { veto: id }, &veto.outcome);
                        }
                    }
                }
            }
            if let Some(veto) = open.filter(|_| self.is_open(row)) {
                self.withhold(row, Obstacle::Veto { veto });
            }
        }
    }

    /// Gives one grade to those who earn it, within its quota.
    fn give(&mut self, id: GradeId, grade: &Grade) {
        let mut earned = Vec::new();
        let met = self.outputs.truths.get(&FigureId::Requirement(id)).map(Arc::clone);
        // Where nothing lowers or forbids a grade, who meets its requirement earns it.
        let is_lowered =
            self.earned.is_some() || self.program.rules.each_restriction().any(|(_, known)| known.best > id);
        for row in looking(0..self.decisions.len()) {
            if !self.is_open(row) {
                continue;
            }
            let met = met.as_ref().and_then(|met| *entry(met, row));
            let is_earned = match met {
                Some(met) if !is_lowered => met,
                _ => self.reaches(row, id, met) && self.may_have(row, id),
            };
            if is_earned {
                earned.push(row);
            }
        }
        if let Some(quota) = &grade.quota {
            self.within_quota(id, grade, quota, earned);
        } else {
            let outcome = self.outcome(Decision::Graded { grade: id }, &grade.name);
            for row in looking(earned.into_iter()) {
                self.put(row, outcome);
            }
        }
    }

    /// Whether no 限制 forbids a grade that is earned.
    fn may_have(&mut self, row: usize, grade: GradeId) -> bool {
        let program = self.program;
        for (restriction, known) in program.rules.each_restriction() {
            if known.best <= grade {
                continue;
            }
            match truth(self.outputs, FigureId::Restriction(restriction), row) {
                Some(false) => {}
                Some(true) => {
                    self.note(row, Note::Restricted { grade, restriction });
                    return false;
                }
                None => {
                    self.withhold(row, Obstacle::Restriction { restriction });
                    return false;
                }
            }
        }
        true
    }

    /// Withheld subjects that might earn the grade, with the best that their total can be (`None`:
    /// no bound).
    fn uncertain(&self, id: GradeId, grade: &Grade) -> Vec<(usize, Option<i128>)> {
        let rows =
            self.decisions.iter().enumerate().filter(|(_, decision)| matches!(decision, Decision::Withheld { .. }));
        looking(rows)
            .filter_map(|(row, _)| {
                if !self.may_reach(row, id) {
                    return None;
                }
                match (self.best.total(row), &grade.line) {
                    (Bound::Never, Some(_)) => None,
                    (Bound::Best(best), Some(line)) if self.is_worse(&best, line) => None,
                    _ => Some((row, self.most(row))),
                }
            })
            .collect()
    }

    fn is_worse(&self, total: &Number, line: &Number) -> bool {
        if self.program.rules.total.falls { total > line } else { total < line }
    }

    /// The key of the best that a total can be when all that is missing turns out best; `None`: no bound.
    fn most(&self, row: usize) -> Option<i128> {
        match self.best.total(row) {
            Bound::Best(best) => self.order.key(&best),
            Bound::Never => Some(i128::MIN),
            Bound::Open => None,
        }
    }

    /// Whether nothing has been decided about a subject so far.
    fn is_open(&self, row: usize) -> bool {
        *self.decisions.value(self.decisions.code_of(row)) == Decision::Open
    }

    /// No grade, because something that could change it is not known.
    fn withhold(&mut self, row: usize, by: Obstacle) {
        if let Some(id) = figure_of(by) {
            self.note_missing(row, id);
        }
        self.put_withheld(row, by);
    }

    fn put_withheld(&mut self, row: usize, by: Obstacle) {
        let withheld = self.decisions.code(Decision::Withheld { by });
        self.decisions.put(row, withheld);
    }

    fn note_missing(&mut self, row: usize, id: FigureId) {
        let value = self.evaluator.figure(id, row);
        for note in missing_notes(self.tables, value.reasons().into_iter().flatten()) {
            self.note(row, note);
        }
    }

    fn note(&mut self, row: usize, note: Note) {
        look();
        self.notes.add(row, note);
    }

    /// A grade, or the label of another outcome.
    fn set(&mut self, row: usize, decision: Decision, label: &str) {
        let outcome = self.outcome(decision, label);
        self.put(row, outcome);
    }

    fn outcome(&mut self, decision: Decision, label: &str) -> Outcome {
        Outcome { decision: self.decisions.code(decision), label: self.labels.code(Some(label.into())) }
    }

    fn put(&mut self, row: usize, outcome: Outcome) {
        self.decisions.put(row, outcome.decision);
        self.labels.put(row, outcome.label);
    }
}

/// So many subjects, the first of whom are named.
fn several((count, first): (usize, &[usize])) -> Several {
    Several { first: first.iter().copied().map(SubjectId).collect(), count }
}
