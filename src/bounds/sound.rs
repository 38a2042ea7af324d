//! Bounds that nothing lies beyond, narrowed by cutting what the cells may say into parts.

use std::collections::BTreeSet;

use crate::core::FigureId;
use crate::engine::possible::{Cell, Outcome, Supposing, outcomes};
use crate::number::Number;
use crate::proof::{Choices, Domain, Interval, Texts, Truth};

/// What some cells may say, one domain each.
type Part = Vec<Domain>;

/// The parts into which what the cells of a subject may say was cut, each with what the total can be there.
pub(super) struct Parts<'s, 'a> {
    supposing: &'s Supposing<'a>,
    cells: &'s [Cell],
    row: usize,
    /// Numbers of the rules at which a cell is cut first, by cell.
    lines: &'s [Vec<Number>],
    each: Vec<(Part, Interval, bool)>,
}

impl<'s, 'a> Parts<'s, 'a> {
    pub(super) fn new(supposing: &'s Supposing<'a>, cells: &'s [Cell], lines: &'s [Vec<Number>], row: usize) -> Self {
        let whole: Part = cells.iter().filter_map(|cell| supposing.open().get(*cell).cloned()).collect();
        let mut parts = Self { supposing, cells, row, lines, each: Vec::new() };
        parts.add(whole);
        parts
    }

    fn with(&self, part: &Part) -> Supposing<'a> {
        let mut open = self.supposing.open().clone();
        for (cell, domain) in self.cells.iter().zip(part) {
            open.put(*cell, domain.clone());
        }
        self.supposing.with(open)
    }

    fn add(&mut self, part: Part) {
        let total = self.with(&part).figure(FigureId::Total, self.row);
        self.each.push((part, total.numbers(), total.lacks));
    }

    /// What the total can be.
    pub(super) fn total(&self) -> Interval {
        let all = self.each.iter().map(|(_, total, _)| total.clone());
        all.reduce(|one, other| one.hull(&other)).unwrap_or_else(Interval::empty)
    }

    /// Whether it can be without a total.
    pub(super) fn may_lack(&self) -> bool {
        self.each.iter().any(|(_, _, lacks)| *lacks)
    }

    /// Cuts the parts that reach farthest, at most so often, until no part lies beyond what was reached.
    pub(super) fn narrow(&mut self, reached: Option<&(Number, Number)>, cuts: usize) {
        for turn in 0..cuts {
            let total = self.total();
            let is_least = reached.is_some_and(|(least, _)| total.low.as_ref().is_some_and(|edge| edge.at == *least));
            let is_most = reached.is_some_and(|(_, most)| total.high.as_ref().is_some_and(|edge| edge.at == *most));
            let at_high = match (is_least, is_most) {
                (true, true) => return,
                (true, false) => true,
                (false, true) => false,
                (false, false) => turn % 2 == 0,
            };
            let farthest = |(_, own, _): &(Part, Interval, bool)| {
                if at_high { own.high == total.high } else { own.low == total.low }
            };
            let Some(at) = self.each.iter().position(farthest) else { return };
            let (part, total, lacks) = self.each.swap_remove(at);
            let cut = self.cut(&part);
            if cut.is_empty() {
                self.each.push((part, total, lacks));
                return;
            }
            for part in cut {
                self.add(part);
            }
        }
    }

    /// A part cut at the cell that leaves most open.
    fn cut(&self, part: &Part) -> Vec<Part> {
        let pieces = part.iter().zip(self.lines).map(|(domain, lines)| (width(domain), domain, lines));
        let widest = pieces.enumerate().max_by(|one, other| one.1.0.cmp(&other.1.0));
        let Some((at, (_, domain, lines))) = widest else { return Vec::new() };
        let with = |piece: Domain| {
            let mut part = part.clone();
            if let Some(own) = part.get_mut(at) {
                *own = piece;
            }
            part
        };
        pieces_of(domain, lines).into_iter().map(with).collect()
    }

    /// What the subject can have for a grade.
    pub(super) fn outcomes(&self, decided: &std::collections::BTreeMap<usize, String>) -> BTreeSet<Outcome> {
        /// Each part goes through all subjects.
        const MOST_WORK: usize = 4_000;
        let subjects = self.supposing.exact().tables().subjects().rows;
        let of = |supposing: &Supposing<'_>| {
            outcomes(supposing, decided).get(self.row).map(|known| known.can.clone()).unwrap_or_default()
        };
        if self.each.len().saturating_mul(subjects) > MOST_WORK || self.each.len() == 1 {
            return of(self.supposing);
        }
        self.each.iter().flat_map(|(part, _, _)| of(&self.with(part))).collect()
    }
}

/// How much a domain leaves open, for the choice of the one that is cut: anything without an end most of all.
fn width(domain: &Domain) -> Number {
    let many = || Number::from_integer(1 << 40);
    match domain {
        Domain::Number(numbers) if numbers.only().is_some() || numbers.is_empty() => Number::zero(),
        Domain::Number(numbers) => match (&numbers.low, &numbers.high) {
            (Some(low), Some(high)) => {
                let scale = low.at.abs() + high.at.abs();
                (&high.at - &low.at).checked_div(&scale).unwrap_or_else(Number::one)
            }
            _ => many(),
        },
        Domain::Truth(truth) if truth.can_hold && truth.can_fail => Number::from_integer(2),
        Domain::Choice(choices) if !choices.is_one() => Number::from_integer(2),
        Domain::Text(Texts::Only(texts)) if texts.len() > 1 => Number::from_integer(2),
        _ => Number::zero(),
    }
}

/// A domain in pieces that together are all of it; none where it is not cut.
fn pieces_of(domain: &Domain, lines: &[Number]) -> Vec<Domain> {
    match domain {
        Domain::Number(numbers) => cut(numbers, lines).into_iter().map(Domain::Number).collect(),
        Domain::Truth(truth) if truth.can_hold && truth.can_fail => {
            vec![Domain::Truth(Truth::of(false)), Domain::Truth(Truth::of(true))]
        }
        Domain::Choice(choices) if !choices.is_one() => {
            /// No enumeration of a rule set is longer.
            const MOST: usize = 1024;
            let single = (0..MOST).map(Choices::only).filter(|one| !choices.meet(one).is_empty());
            let single: Vec<Choices> = single.collect();
            let all = single.iter().cloned().reduce(|one, other| one.hull(&other));
            if all.as_ref() == Some(choices) { single.into_iter().map(Domain::Choice).collect() } else { Vec::new() }
        }
        Domain::Text(Texts::Only(texts)) if texts.len() > 1 => {
            texts.iter().map(|text| Domain::Text(Texts::Only(BTreeSet::from([text.clone()])))).collect()
        }
        _ => Vec::new(),
    }
}

fn cut(numbers: &Interval, lines: &[Number]) -> Vec<Interval> {
    if numbers.only().is_some() || numbers.is_empty() {
        return Vec::new();
    }
    let is_end = |at: &Number| [&numbers.low, &numbers.high].into_iter().flatten().any(|edge| edge.at == *at);
    let inside: Vec<&Number> = lines.iter().filter(|at| numbers.holds(at) && !is_end(at)).collect();
    if let Some(at) = inside.get(inside.len() / 2) {
        let below = numbers.meet(&Interval::at_most((*at).clone(), false));
        let above = numbers.meet(&Interval::at_least((*at).clone(), false));
        return vec![below, Interval::point((*at).clone()), above];
    }
    let (Some(low), Some(high)) = (&numbers.low, &numbers.high) else { return Vec::new() };
    let two = Number::from_integer(2);
    let Some(middle) = (&low.at + &high.at).checked_div(&two) else { return Vec::new() };
    let below = numbers.meet(&Interval::at_most(middle.clone(), true));
    let above = numbers.meet(&Interval::at_least(middle, false));
    vec![below, above]
}
