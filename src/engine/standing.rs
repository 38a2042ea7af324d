//! From outputs to standing: verdicts, ranks, and grades under quotas.
//!
//! Decisions of people come first, then who does not participate, then vetoes. Grades are given from
//! the best down: what was earned is lowered (降等), held against the 限制, then against the quota. A
//! subject has a grade only when no missing value could change it.

mod demotion;
mod manual;
mod participation;
mod quota;

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use super::ahead::Ahead;
use super::best::{Best, Bound};
use super::chosen;
use super::exact::{Evaluator, Occurrence, Reason};
use super::left_out;
use super::marks::Marks;
use super::order::Order;
use super::outputs::{Outputs, Truths};
use super::scores::Scores;
use crate::core::{ConditionId, FigureId, HeadId, IndicatorId, StillTied, Verdict, VetoId};
use crate::data::Tables;
use crate::number::{Number, Rounding};
use crate::program::Program;
use crate::rules::{Grade, Quota, TieKey};

/// What is decided about a subject so far.
enum Decision {
    Open,
    Given(Arc<str>),
    Withheld,
}

struct Standing<'a> {
    program: &'a Program,
    tables: &'a Tables,
    outputs: &'a Outputs,
    evaluator: &'a Evaluator<'a>,
    /// Keys that compare as the totals do.
    total: &'a [Option<i128>],
    order: Order,
    /// Such keys of the columns that are not rounded.
    exact: BTreeMap<FigureId, Vec<Option<i128>>>,
    best: Best<'a>,
    /// Who participates; `None` is unknown.
    participates: Truths,
    /// The best grade whose requirement is met, once it was its turn.
    earned: Vec<Option<usize>>,
    decisions: Vec<Decision>,
    notes: Vec<Vec<String>>,
}

pub(super) use manual::{ManualGrade, decisions as manual_grades};

/// Fewer subjects are ranked before a second thread has begun.
const FEWEST_SUBJECTS: usize = 50_000;

pub(super) fn settle(
    program: &Program,
    evaluator: &Evaluator<'_>,
    outputs: &Outputs,
    manual: &[ManualGrade],
) -> Scores {
    let subjects = evaluator.tables().0.first().map_or(0, |table| table.rows);
    let order = outputs.numbers.get(&FigureId::Total).map_or(Order::Decimal(0), Order::of);
    let total = keys(outputs, FigureId::Total, &order, subjects);
    if subjects < FEWEST_SUBJECTS {
        let rank = ranks(&total);
        return decided(program, evaluator, outputs, manual, (order, &total)).with_ranks(rank);
    }
    // Nothing that is decided asks for a rank.
    thread::scope(|scope| {
        let rank = scope.spawn(|| ranks(&total));
        let scores = decided(program, evaluator, outputs, manual, (order, &total));
        scores.with_ranks(rank.join().unwrap_or_else(|fault| resume_unwind(fault)))
    })
}

/// The scores but for the ranks.
fn decided(
    program: &Program,
    evaluator: &Evaluator<'_>,
    outputs: &Outputs,
    manual: &[ManualGrade],
    (order, total): (Order, &[Option<i128>]),
) -> Scores {
    let (tables, subjects) = (evaluator.tables(), total.len());
    let mut standing = Standing {
        program,
        tables,
        outputs,
        evaluator,
        total,
        order,
        exact: exact_keys(outputs),
        best: Best::new(program, evaluator, outputs),
        participates: participation::of(program, outputs, subjects),
        earned: vec![None; subjects],
        decisions: (0..subjects).map(|_| Decision::Open).collect(),
        notes: vec![Vec::new(); subjects],
    };
    standing.decide(manual);
    standing.note_ranks();
    let says_chosen = chosen::is_said(program);
    for row in (0..subjects).filter(|_| says_chosen) {
        for note in chosen::notes(program, outputs, row) {
            standing.note(row, note);
        }
    }
    for (row, notes) in left_out::notes(program, evaluator, outputs) {
        for note in notes {
            standing.note(row, note);
        }
    }
    let participates = program.rules.participation.is_some().then_some(&standing.participates);
    let marks = |id: FigureId, applies: Option<FigureId>| {
        let applies = applies.and_then(|applies| outputs.truths.get(&applies));
        Marks::new(subjects, outputs.numbers.get(&id), applies).of_participants(participates)
    };
    let indicators = 0..program.rules.indicators.len();
    let indicators =
        indicators.map(IndicatorId).map(|id| marks(FigureId::Mark(id), Some(FigureId::Applies(id)))).collect();
    let heads = 0..program.rules.heads.len();
    let heads = heads.map(HeadId).map(|head| marks(FigureId::Head(head), Some(FigureId::HeadApplies(head)))).collect();
    let sum = |id| marks(id, None);
    Scores {
        indicators,
        heads,
        base: sum(FigureId::Base),
        bonus: sum(FigureId::Bonus),
        deduction: sum(FigureId::Deduction),
        rank: Vec::new(),
        total: sum(FigureId::Total),
        grade: standing
            .decisions
            .into_iter()
            .map(|decision| match decision {
                Decision::Given(label) => Some(label),
                Decision::Open | Decision::Withheld => None,
            })
            .collect(),
        notes: standing.notes,
        conditions: program.rules.each_condition().map(|(id, _)| verdicts(program, outputs, id, subjects)).collect(),
    }
}

impl Scores {
    fn with_ranks(self, rank: Vec<Option<usize>>) -> Self {
        Self { rank, ..self }
    }
}

fn keys(outputs: &Outputs, id: FigureId, order: &Order, subjects: usize) -> Vec<Option<i128>> {
    outputs.numbers.get(&id).map_or_else(|| vec![None; subjects], |column| order.keys(column))
}

fn exact_keys(outputs: &Outputs) -> BTreeMap<FigureId, Vec<Option<i128>>> {
    let exact = outputs.numbers.iter().filter(|(_, column)| column.exact.is_some());
    exact.map(|(id, column)| (*id, Order::of(column).keys(column))).collect()
}

fn truth(outputs: &Outputs, id: FigureId, row: usize) -> Option<bool> {
    outputs.truths.get(&id).and_then(|truths| truths.get(row)).copied().flatten()
}

/// Competition ranks from the greatest down: 1, 2, 2, 4.
fn ranks(total: &[Option<i128>]) -> Vec<Option<usize>> {
    let mut sorted: Vec<i128> = total.iter().flatten().copied().collect();
    sorted.sort_unstable_by(|left, right| right.cmp(left));
    // Each total with the first place that it takes: far fewer than subjects.
    let mut places: Vec<(i128, usize)> = sorted.into_iter().zip(1..).collect();
    places.dedup_by_key(|(total, _)| *total);
    let place = |own: i128| {
        let at = places.partition_point(|(other, _)| *other > own);
        places.get(at).map(|(_, place)| *place)
    };
    total.iter().map(|own| place((*own)?)).collect()
}

fn verdicts(program: &Program, outputs: &Outputs, id: ConditionId, subjects: usize) -> Vec<Verdict> {
    let condition = program.rules.condition(id);
    let (soft, limited) = (condition.soft, condition.applies.is_some());
    (0..subjects)
        .map(|row| {
            if limited {
                match truth(outputs, FigureId::ConditionApplies(id), row) {
                    Some(false) => return Verdict::NotApplicable,
                    None => return Verdict::Open,
                    Some(true) => {}
                }
            }
            match truth(outputs, FigureId::Condition(id), row) {
                Some(true) => Verdict::Met,
                Some(false) if soft => Verdict::NeedsReason,
                Some(false) => Verdict::NotMet,
                None => Verdict::Open,
            }
        })
        .collect()
}

impl Standing<'_> {
    fn decide(&mut self, manual: &[ManualGrade]) {
        self.take_decisions(manual);
        self.leave_out();
        self.apply_vetoes();
        self.withhold_missing();
        let program = self.program;
        let Some(grades) = &program.rules.grades else { return };
        for (index, grade) in grades.grades.iter().enumerate() {
            self.give(index, grade);
        }
        let otherwise: Arc<str> = grades.otherwise.value.as_str().into();
        for decision in &mut self.decisions {
            if matches!(decision, Decision::Open) {
                *decision = Decision::Given(Arc::clone(&otherwise));
            }
        }
    }

    /// A rank is taken among the totals that are known; who could still come before is named.
    fn note_ranks(&mut self) {
        if self.program.figure(FigureId::Total).is_none() {
            return;
        }
        let totals = self.total.iter().enumerate();
        let withheld = totals.filter(|(row, total)| total.is_none() && self.may_participate(*row));
        let withheld = Ahead::new(withheld.map(|(row, _)| (row, self.most(row))));
        if withheld.is_empty() {
            return;
        }
        for row in 0..self.total.len() {
            let Some(own) = self.total.get(row).copied().flatten() else { continue };
            let ahead = withheld.above(own);
            if ahead.0 > 0 {
                let who = left_out::names(self.program, self.tables, ahead);
                self.note(row, format!("名次未计入缺数据的 {who}，补齐后可能后移"));
            }
        }
    }

    /// A veto that fires settles the outcome, whatever is missing besides. Of several the first that
    /// is written counts; one before it that is still unknown leaves the outcome open unless it
    /// would come to the same.
    fn apply_vetoes(&mut self) {
        let rules = &self.program.rules;
        for row in 0..self.decisions.len() {
            if !self.may_participate(row) {
                continue;
            }
            let mut open: Option<VetoId> = None;
            for (id, veto) in rules.each_veto() {
                match truth(self.outputs, FigureId::Veto(id), row) {
                    Some(false) => {}
                    None => open = open.or(Some(id)),
                    Some(true) => {
                        self.note(row, format!("否决：{}", veto.name));
                        let differs = |earlier: &VetoId| rules.veto(*earlier).outcome != veto.outcome;
                        let undecided = matches!(self.decisions.get(row), Some(Decision::Open));
                        if undecided && !open.iter().any(differs) {
                            self.set(row, Decision::Given(veto.outcome.as_str().into()));
                        }
                    }
                }
            }
            if let (Some(id), Some(Decision::Open)) = (open, self.decisions.get(row)) {
                self.withhold(row, FigureId::Veto(id));
            }
        }
    }

    /// Without a total there is no grade.
    fn withhold_missing(&mut self) {
        if self.program.figure(FigureId::Total).is_none() {
            return;
        }
        for row in 0..self.decisions.len() {
            if self.total.get(row).copied().flatten().is_none() && self.may_participate(row) {
                match self.decisions.get(row) {
                    Some(Decision::Open) => self.withhold(row, FigureId::Total),
                    _ => self.note_missing(row, FigureId::Total),
                }
            }
        }
    }

    /// Gives one grade to those who earn it, within its quota.
    fn give(&mut self, index: usize, grade: &Grade) {
        let mut earned = Vec::new();
        for row in 0..self.decisions.len() {
            if matches!(self.decisions.get(row), Some(Decision::Open))
                && self.reaches(row, index)
                && self.may_have(row, index, &grade.name)
            {
                earned.push(row);
            }
        }
        if let Some(quota) = &grade.quota {
            self.within_quota(index, grade, quota, earned);
        } else {
            let name: Arc<str> = grade.name.as_str().into();
            for row in earned {
                self.set(row, Decision::Given(Arc::clone(&name)));
            }
        }
    }

    /// Whether no 限制 forbids a grade that is earned.
    fn may_have(&mut self, row: usize, index: usize, name: &str) -> bool {
        let program = self.program;
        for (id, restriction) in program.rules.each_restriction() {
            if restriction.best.0 <= index {
                continue;
            }
            match truth(self.outputs, FigureId::Restriction(id), row) {
                Some(false) => {}
                Some(true) => {
                    self.note(row, format!("达到{name}条件，因限制「{}」不得评为{name}", restriction.name));
                    return false;
                }
                None => {
                    self.withhold(row, FigureId::Restriction(id));
                    return false;
                }
            }
        }
        true
    }

    /// How many of the sorted candidates keep their place.
    fn kept(&self, quota: &Quota, sorted: &[usize], places: usize) -> usize {
        let (Some(last), Some(next)) = (places.checked_sub(1).and_then(|last| sorted.get(last)), sorted.get(places))
        else {
            return places.min(sorted.len());
        };
        let line = self.keys(quota, *last);
        if line != self.keys(quota, *next) {
            return places;
        }
        match quota.still_tied {
            StillTied::AllOut => sorted.iter().take_while(|row| self.keys(quota, **row) > line).count(),
            StillTied::AllIn => sorted.iter().take_while(|row| self.keys(quota, **row) >= line).count(),
        }
    }

    /// 总分 and the tie-breaks; more is better.
    fn keys(&self, quota: &Quota, row: usize) -> Vec<Option<i128>> {
        let number = |id| match self.exact.get(&id) {
            Some(keys) => keys.get(row).copied().flatten(),
            None => self.outputs.numbers.get(&id)?.values.get(row),
        };
        let mut keys = vec![self.total.get(row).copied().flatten()];
        keys.extend(quota.tie_break.iter().map(|key| match key {
            TieKey::Head(head) => number(FigureId::Head(*head)),
            TieKey::Indicator(indicator) => number(FigureId::Mark(*indicator)),
        }));
        keys
    }

    /// Withheld subjects that might earn the grade, with the most that their total can be (`None`:
    /// no bound).
    fn uncertain(&self, index: usize, grade: &Grade) -> Vec<(usize, Option<i128>)> {
        let rows = self.decisions.iter().enumerate().filter(|(_, decision)| matches!(decision, Decision::Withheld));
        rows.filter_map(|(row, _)| {
            if !self.may_reach(row, index) {
                return None;
            }
            match (self.best.total(row), &grade.line) {
                (Bound::Never, _) => None,
                (Bound::AtMost(most), Some(line)) if most < *line => None,
                _ => Some((row, self.most(row))),
            }
        })
        .collect()
    }

    /// The key of the most that a total can be when all that is missing turns out best; `None`: no bound.
    fn most(&self, row: usize) -> Option<i128> {
        match self.best.total(row) {
            Bound::AtMost(most) => self.order.key(&most),
            Bound::Never => Some(i128::MIN),
            Bound::Open => None,
        }
    }

    fn withhold(&mut self, row: usize, id: FigureId) {
        self.note_missing(row, id);
        self.set(row, Decision::Withheld);
    }

    fn note_missing(&mut self, row: usize, id: FigureId) {
        let value = self.evaluator.figure(id, row);
        for note in missing_notes(self.program, self.tables, value.reasons().into_iter().flatten()) {
            self.note(row, note);
        }
    }

    fn note(&mut self, row: usize, note: String) {
        if let Some(notes) = self.notes.get_mut(row)
            && !notes.contains(&note)
        {
            notes.push(note);
        }
    }

    fn set(&mut self, row: usize, decision: Decision) {
        if let Some(at) = self.decisions.get_mut(row) {
            *at = decision;
        }
    }
}

/// Whole places of a quota.
fn places(quota: &Quota, participants: usize) -> usize {
    let all = Number::from_integer(i64::try_from(participants).unwrap_or(i64::MAX));
    let rounding = Rounding { places: 0, mode: quota.rounding };
    let places = (all * &quota.share).round(rounding).to_scaled(0);
    places.and_then(|places| usize::try_from(places).ok()).unwrap_or(0)
}

fn percent(share: &Number) -> String {
    format!("{}%", (share * &Number::from_integer(100)).to_readable(4))
}

fn rounding_word(quota: &Quota) -> &'static str {
    use crate::number::RoundingMode;
    match quota.rounding {
        RoundingMode::Down | RoundingMode::Floor => "向下取整",
        RoundingMode::Up | RoundingMode::Ceiling => "向上取整",
        RoundingMode::HalfUp => "四舍五入",
        RoundingMode::HalfEven => "四舍六入五成双",
    }
}

/// At most so many reasons are spelt out in 说明; `explain` has them all.
const MOST_REASONS: usize = 5;

/// Why something is missing, in words.
pub(crate) fn missing_notes<'r>(
    program: &Program,
    tables: &Tables,
    reasons: impl Iterator<Item = &'r Reason>,
) -> Vec<String> {
    let all: Vec<String> = reasons.map(|reason| missing_note(program, tables, reason)).collect();
    let more = all.len().saturating_sub(MOST_REASONS);
    let mut notes: Vec<String> = all.into_iter().take(MOST_REASONS).collect();
    if more > 0 {
        notes.push(format!("另有 {more} 处缺失"));
    }
    notes
}

/// File and line of the row for which something could not be worked out.
fn line_of(tables: &Tables, place: &Occurrence) -> Option<String> {
    let table = tables.get(place.table)?;
    Some(format!("{} 第 {} 行", table.file, table.lines.get(place.row?)?))
}

fn missing_note(program: &Program, tables: &Tables, reason: &Reason) -> String {
    let name = |table| program.rules.schema.table(table).map_or("", |table| table.name.as_str());
    match reason {
        Reason::Cell { table, row, field } => {
            let place = tables.get(*table).map(|table| table.place(*field, *row));
            let (file, line, column) = place.map_or_else(Default::default, |place| {
                (place.file, place.row.unwrap_or(0), place.column.unwrap_or_default())
            });
            format!("缺数据：{}「{column}」（{file} 第 {line} 行）", name(*table))
        }
        Reason::NoRow { table, .. } => format!("缺数据：「{}」没有符合条件的行", name(*table)),
        Reason::UnknownTable(table) => format!("缺数据：「{}」未给出", name(*table)),
        Reason::ZeroDivisor(place) => match line_of(tables, place) {
            Some(line) => format!("缺数据：除数为 0，无法计算（{line}）"),
            None => format!("缺数据：「{}」的行数不够或有 0，除数为 0，无法计算", name(place.table)),
        },
        Reason::OutsideDomain(place) => {
            let line = line_of(tables, place).map_or_else(String::new, |line| format!("（{line}）"));
            format!("缺数据：数值不在函数的定义域里（如负数开方、0 取对数），或结果太大，无法计算{line}")
        }
        Reason::Undecided(_) => "缺数据：尚待判定、不适用，或基期不为正而无法计算".to_owned(),
        Reason::Uncovered(_) => "缺数据：适用的部分不够".to_owned(),
        Reason::Alike(_) => "缺数据：各家的得分率分不出各项，定不出权重".to_owned(),
        Reason::Fault(_) => "缺数据：计算出错".to_owned(),
    }
}
