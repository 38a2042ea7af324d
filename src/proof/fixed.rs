//! What no data can change: conditions that always hold, limits that lie outside the range of what they are compared
//! with, and marks that are always the same.

use std::collections::{BTreeMap, BTreeSet};

use super::dead::{Found, Place, at, is_choice, never_holds, places};
use super::domain::Truth;
use super::interval::Interval;
use super::known::Known;
use super::mark::round;
use super::prover::{Opens, Prover};
use super::statement::Proofs;
use crate::core::{ExprId, ExprKind, FigureId, IndicatorId, Item, Role, Type};
use crate::finding::{self, Code, Diagnostic, Span};
use crate::rules::Indicator;
use crate::words;

/// `undecided`: comparisons that are known to hold for some data and to fail for some.
pub(super) fn find(prover: &Prover<'_>, undecided: &BTreeSet<ExprId>, proofs: &mut Proofs) {
    let open = prover.opening(Opens::Switches);
    let mut finder = Finder { prover: &open, undecided, seen: BTreeSet::new(), found: BTreeMap::new() };
    for place in places(&prover.program.rules) {
        open.ask();
        match place {
            Place::Whole(expr) if prover.program.arena[expr].ty == Type::YesNo => finder.condition(expr, true),
            Place::Whole(_) | Place::Within(_) => {}
        }
        let (Place::Whole(expr) | Place::Within(expr)) = place;
        finder.within(expr);
    }
    for ((span, item), fixed) in finder.found {
        let finding = match fixed {
            Fixed::Never => never_holds(span),
            Fixed::Always => Diagnostic::warning(
                Code::H0451,
                span,
                words!("这个条件总是成立", "this condition always holds"),
            )
            .help(words!(
                "不论数据怎样它都成立；改正或删去它，核对界限和列的范围",
                "it holds whatever the data; correct or remove it, and check the limit and the range of the column"
            )),
            Fixed::Outside => Diagnostic::warning(
                Code::H0453,
                span,
                words!("取值到不了这里：它在取值的范围之外", "the value never comes here: this lies outside its range"),
            )
            .help(words!("核对这个数的单位，和列的范围", "check the unit of this number, and the range of the column")),
        };
        proofs.findings.push(prover.program.rules.about(finding, item));
    }
    same_for_all(&prover.opening(Opens::Parameters), proofs);
}

/// What is found of a condition or of a limit in one.
#[derive(Clone, Copy)]
enum Fixed {
    Never,
    Always,
    Outside,
}

struct Finder<'p, 'm> {
    prover: &'p Prover<'m>,
    undecided: &'p BTreeSet<ExprId>,
    /// Figures without a name that were met.
    seen: BTreeSet<FigureId>,
    found: BTreeMap<Found, Fixed>,
}

impl Finder<'_, '_> {
    /// The conditions in an expression and in the figures without a name that it reads.
    fn within(&mut self, expr: ExprId) {
        let program = self.prover.program;
        let mut waiting = vec![expr];
        while let Some(expr) = waiting.pop() {
            for (_, node) in program.arena.walk(expr) {
                match &node.kind {
                    ExprKind::Figure(id) if !id.is_named() && self.seen.insert(*id) => {
                        waiting.extend(self.prover.body(*id));
                    }
                    ExprKind::Case { arms, .. } => {
                        let is_band = matches!(node.origin.role, Role::Band(_));
                        self.choice(arms, is_band);
                    }
                    ExprKind::Rows { filter: Some(filter), .. } | ExprKind::Cohort { filter: Some(filter), .. } => {
                        self.condition(*filter, true);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The conditions of a choice. The last of several bands may take all that is left.
    fn choice(&mut self, arms: &[(ExprId, ExprId)], is_band: bool) {
        let is_implied = |expr: ExprId| self.prover.program.arena[expr].origin.role.is_implied();
        let (implied, written): (Vec<ExprId>, Vec<ExprId>) =
            arms.iter().map(|(condition, _)| *condition).partition(|condition| is_implied(*condition));
        for condition in written {
            if !is_choice(self.prover, condition) {
                self.condition(condition, !is_band);
            }
        }
        let limits = implied.into_iter().filter_map(|condition| match *self.prover.kind(condition) {
            ExprKind::Compare { left, right, .. } if !is_implied(right) => Some((left, right)),
            _ => None,
        });
        self.limits(&limits.collect::<Vec<_>>());
    }

    /// The limits that a method compares a value with, from the least. One out of range is no mistake where the limit
    /// before it is at the end of the range already, so that nothing depends on it.
    fn limits(&mut self, limits: &[(ExprId, ExprId)]) {
        let Some((value, _)) = limits.first() else { return };
        let range = self.range(*value);
        let outside: Vec<Option<Side>> = limits
            .iter()
            .map(|(_, limit)| range.as_ref().and_then(|range| side(&self.range(*limit)?, range)))
            .collect();
        let touches = |place: Option<usize>, side: Side| {
            let limit = place.and_then(|place| limits.get(place)).and_then(|(_, limit)| self.range(*limit));
            limit.zip(range.as_ref()).is_some_and(|(limit, range)| match side {
                Side::Above => limit.low.zip(range.high.clone()).is_some_and(|(limit, end)| limit.at >= end.at),
                Side::Below => limit.high.zip(range.low.clone()).is_some_and(|(limit, end)| limit.at <= end.at),
            })
        };
        let found = outside.iter().enumerate().filter_map(|(place, outside)| {
            let beside = match (*outside)? {
                Side::Above => place.checked_sub(1),
                Side::Below => Some(place + 1),
            };
            (!touches(beside, (*outside)?)).then_some(place)
        });
        let found: Vec<ExprId> = found.filter_map(|place| limits.get(place)).map(|(_, limit)| *limit).collect();
        for limit in found {
            self.note(limit, Fixed::Outside);
        }
    }

    /// A condition that is written. `wholly`: also where what it compares touches the limit.
    fn condition(&mut self, condition: ExprId, wholly: bool) {
        if self.undecided.contains(&condition) && self.is_told_by_truth(condition) {
            return;
        }
        let truth = self.prover.truth(condition, &Known::default());
        let can_be = |wanted: bool| {
            let told = self.is_told_by_truth(condition);
            if told { truth.can_be(wanted) } else { self.prover.assume(condition, wanted, &Known::default()).is_some() }
        };
        if !can_be(true) {
            // That is told elsewhere.
            return;
        }
        if truth == Truth::of(false) {
            return self.note(condition, Fixed::Never);
        }
        let always = truth.is_certain() || !can_be(false);
        if always && wholly && truth != Truth::NEVER {
            return self.note(condition, Fixed::Always);
        }
        if truth.is_certain() || !matches!(self.prover.kind(condition), ExprKind::Compare { .. }) {
            self.terms(condition);
        }
    }

    /// Whether the truth of a condition says all of whether it can hold and can fail: of comparisons, and of what is put
    /// together from them, of which it says too whether the parts contradict one another.
    fn is_told_by_truth(&self, condition: ExprId) -> bool {
        match self.prover.kind(condition) {
            ExprKind::And(terms) | ExprKind::Or(terms) => terms.iter().all(|term| self.is_told_by_truth(*term)),
            ExprKind::Not(of) => self.is_told_by_truth(*of),
            ExprKind::Compare { left, right, .. } => !self.prover.are_one(*left, *right),
            _ => false,
        }
    }

    /// The terms of a condition that have a limit out of reach.
    fn terms(&mut self, condition: ExprId) {
        match self.prover.kind(condition) {
            ExprKind::And(terms) | ExprKind::Or(terms) => terms.iter().for_each(|term| self.terms(*term)),
            ExprKind::Not(of) => self.terms(*of),
            ExprKind::Compare { left, right, .. } => {
                let truth = self.prover.truth(condition, &Known::default());
                let fixed = match (truth.can_hold, truth.can_fail) {
                    (true, false) => Fixed::Always,
                    (false, true) => Fixed::Never,
                    _ => return,
                };
                if self.is_outside(*left, *right) {
                    self.note(condition, fixed);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, expr: ExprId, fixed: Fixed) {
        self.found.insert(at(self.prover, expr), fixed);
    }

    /// Whether what one side can come to lies wholly beyond the other.
    fn is_outside(&self, left: ExprId, right: ExprId) -> bool {
        self.range(left).zip(self.range(right)).is_some_and(|(left, right)| side(&left, &right).is_some())
    }

    /// What a number or a date can come to.
    fn range(&self, expr: ExprId) -> Option<Interval> {
        let is_number = matches!(self.prover.program.arena[expr].ty, Type::Number(_) | Type::Date);
        let range = is_number.then(|| self.prover.interval(expr, &Known::default()));
        range.filter(|range| !range.is_empty())
    }
}

/// Beyond which end of a range something lies.
#[derive(Clone, Copy)]
enum Side {
    Above,
    Below,
}

/// Beyond which end of a range another one lies as a whole.
fn side(one: &Interval, range: &Interval) -> Option<Side> {
    let is_below = |one: &Interval, two: &Interval| {
        one.high.as_ref().zip(two.low.as_ref()).is_some_and(|(high, low)| high.at < low.at)
    };
    if is_below(one, range) {
        return Some(Side::Below);
    }
    is_below(range, one).then_some(Side::Above)
}

/// Marks that are the same whatever the data, and whatever the parameters.
fn same_for_all(prover: &Prover<'_>, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    let span = |expr: ExprId| prover.program.arena.span(expr);
    for entry in rules.bonus.iter().chain(&rules.deduction).flat_map(|block| &block.entries) {
        if let Some(mark) = prover.ask().interval(entry.marks, &Known::default()).only()
            && !is_told(proofs, [entry.span, span(entry.marks)])
        {
            let title = &entry.title;
            let mark = mark.to_readable(4);
            let message =
                words!("「{title}」不论数据怎样都是 {mark} 分", "`{title}` is {mark} marks whatever the data");
            proofs.findings.push(Diagnostic::warning(Code::H0454, entry.span, message).help(words!(
                "写明什么情况下得这些分，如 若 … 则 … 否则 0 分",
                "say when these marks are given, such as if … then … else 0 分"
            )));
        }
    }
    for (id, indicator) in rules.each_indicator() {
        if indicator.is_unscored || is_known_to_differ(prover.ask(), id, indicator) {
            continue;
        }
        let base = match indicator.applies {
            Some(applies) => prover.assume(applies, true, &Known::default()),
            None => Some(Known::default()),
        };
        let Some(base) = base else { continue };
        let concerned = prover.of(base);
        // What stands in for missing data is another mark, but no mark of data.
        let score = match *prover.kind(indicator.score) {
            ExprKind::IfMissing { value, .. } => value,
            _ => indicator.score,
        };
        let mark = round(prover, id, &concerned.interval(score, &concerned.base));
        let Some(mark) = mark.only().filter(|_| !indicator.is_unscored) else { continue };
        let value = indicator.value.map(span);
        if is_told(proofs, value.into_iter().chain([indicator.method_span])) {
            continue;
        }
        let (code, mark) = (&indicator.code, mark.to_readable(4));
        let finding = Diagnostic::warning(
            Code::H0454,
            indicator.method_span,
            words!("{code} 不论数据怎样都得 {mark} 分", "{code} gives {mark} marks whatever the data"),
        );
        let finding = finding.help(words!(
            "核对各档的分值、界限和列的范围",
            "check the marks of the bands, their limits and the range of the column"
        ));
        proofs.findings.push(rules.about(finding, Some(Item::Indicator(id))));
    }
}

/// Whether the mark was found to differ already: what was settled of it holds for all parameters where none is read.
fn is_known_to_differ(prover: &Prover<'_>, id: IndicatorId, indicator: &Indicator) -> bool {
    let is_of_all = prover.body(FigureId::Applies(id)).is_none()
        && !matches!(prover.kind(indicator.score), ExprKind::IfMissing { .. });
    is_of_all && !prover.closed().varies(FigureId::Score(id)) && {
        let mark = prover.figure(FigureId::Mark(id), &Type::marks()).into_interval();
        mark.only().is_none() && !mark.is_empty()
    }
}

/// Whether something was found at one of these places, which is why.
fn is_told(proofs: &Proofs, places: impl IntoIterator<Item = Span>) -> bool {
    let is_in = |at: Span, whole: Span| at.source == whole.source && at.start >= whole.start && at.end <= whole.end;
    let found = |place: Span| {
        proofs.findings.iter().filter(|finding| finding.code != Code::H0450).any(|finding| match finding.place {
            Some(finding::Place::Source(at)) => is_in(at, place),
            _ => false,
        })
    };
    places.into_iter().any(found)
}
