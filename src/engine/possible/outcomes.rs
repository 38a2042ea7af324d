//! What all subjects can have for a grade, whatever the open cells turn out to say: the order of `standing` gone through
//! with what is not known. Participation comes first, then vetoes, then grades from the best down.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluator::Supposing;
use super::outcome::Outcome;
use super::quota;
use super::value::Possible;
use crate::cancel::looking;
use crate::core::{FigureId, GradeId};
use crate::engine::exact::Value;
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::proof::Interval;
use crate::rules::Grade;

/// What a subject can have for a grade, and what its total can be.
#[derive(Debug, Clone)]
pub struct Outcomes {
    /// What it can have.
    pub can: BTreeSet<Outcome>,
    /// What its total can be where it has one.
    pub(crate) total: Interval,
    /// Whether it can be without a total.
    pub lacks_total: bool,
}

/// A subject on its way through the grades.
pub(super) struct Way<'a> {
    /// What is worked out where its total is there, of one whose total may not be.
    with_total: Option<Box<Supposing<'a>>>,
    pub(super) can: BTreeSet<Outcome>,
    pub(super) total: Possible,
    /// Whether it can still be without a grade when its turn comes, and whether it is for certain.
    pub(super) may_be_open: bool,
    pub(super) is_open: bool,
    /// Whether it participates for certain, and whether it may.
    pub(super) participates: (bool, bool),
    /// The best grade whose requirement was met so far, and by how many grades it is lowered: all that can be.
    states: BTreeSet<(Option<GradeId>, usize)>,
}

/// Whether a grade is earned: for certain, or perhaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Earned {
    pub(super) must: bool,
    pub(super) may: bool,
    /// For certain by whoever is still without a grade when its turn comes.
    pub(super) in_turn: bool,
}

/// What each subject can have, in the order of their table. `decided`: what people decided of some.
#[must_use]
pub fn outcomes(supposing: &Supposing<'_>, decided: &BTreeMap<usize, String>) -> Vec<Outcomes> {
    let rules = &supposing.program().rules;
    let subjects = supposing.exact().tables().subjects().rows;
    let mut ways: Vec<Way<'_>> = looking(0..subjects).map(|row| begun(supposing, decided, row)).collect();
    for (id, grade) in rules.each_grade() {
        let earned: Vec<Earned> =
            looking(ways.iter_mut().enumerate()).map(|(row, way)| way.earned(supposing, row, id)).collect();
        give(supposing, &mut ways, (id, grade), &earned, decided);
    }
    for way in &mut ways {
        if way.may_be_open && rules.grades.is_some() {
            way.can.insert(Outcome::Otherwise);
        }
    }
    let done = |way: Way<'_>| Outcomes { can: way.can, total: way.total.numbers(), lacks_total: way.total.lacks };
    ways.into_iter().map(done).collect()
}

fn begun<'a>(supposing: &Supposing<'a>, decided: &BTreeMap<usize, String>, row: usize) -> Way<'a> {
    let rules = &supposing.program().rules;
    let mut can = BTreeSet::new();
    let participates = match rules.participation {
        Some(_) => supposing.figure(FigureId::Participates, row),
        None => Possible::truth(true, false, false),
    };
    let has_total = supposing.program().figure(FigureId::Total).is_some();
    let total = if has_total {
        supposing.figure(FigureId::Total, row)
    } else if rules.grades.is_none() {
        Possible { lacks: false, ..Possible::anything(&crate::core::Type::marks()) }
    } else {
        // Nobody asks for it, and nothing of it is open.
        Possible::of(Value::Number(Number::zero()), &crate::core::Type::marks())
    };
    let (mut may_be_open, mut is_open) = (participates.as_truth().can_hold, participates.must_hold());
    let way = |can: BTreeSet<Outcome>, may_be_open: bool, is_open: bool| Way {
        with_total: None,
        can,
        total: total.clone(),
        may_be_open,
        is_open,
        participates: (participates.must_hold(), !participates.must_fail()),
        states: states(supposing, row),
    };
    if decided.contains_key(&row) {
        can.insert(Outcome::Manual);
        return way(can, false, false);
    }
    if participates.as_truth().can_fail {
        can.insert(Outcome::NotParticipating);
    }
    if participates.lacks {
        can.insert(Outcome::Withheld);
    }
    for (id, _) in rules.each_veto() {
        if !may_be_open {
            break;
        }
        let fires = supposing.figure(FigureId::Veto(id), row);
        if fires.as_truth().can_hold {
            can.insert(Outcome::Vetoed(id));
        }
        if fires.lacks {
            can.insert(Outcome::Withheld);
        }
        may_be_open = fires.as_truth().can_fail || fires.lacks;
        is_open &= fires.must_fail();
    }
    // Without grades a total that is missing is all that is in the way.
    if has_total && may_be_open && total.lacks && rules.grades.is_none() {
        can.insert(Outcome::Withheld);
        is_open = false;
    }
    way(can, may_be_open, is_open)
}

/// By how many grades a subject can be lowered.
fn states(supposing: &Supposing<'_>, row: usize) -> BTreeSet<(Option<GradeId>, usize)> {
    let mut steps = BTreeSet::from([0_usize]);
    for (id, demotion) in supposing.program().rules.each_demotion() {
        let fires = supposing.figure(FigureId::Demotion(id), row);
        let lowered: BTreeSet<usize> = steps.iter().map(|steps| steps.saturating_add(demotion.steps)).collect();
        if fires.must_hold() {
            steps = lowered;
        } else if !fires.must_fail() {
            steps.extend(lowered);
        }
    }
    steps.into_iter().map(|steps| (None, steps)).collect()
}

impl<'a> Way<'a> {
    /// Whether the grade whose turn it is may be earned.
    fn earned(&mut self, supposing: &Supposing<'a>, row: usize, id: GradeId) -> Earned {
        if !self.may_be_open {
            return Earned { must: false, may: false, in_turn: false };
        }
        if supposing.figure(FigureId::Requirement(id), row).lacks {
            self.can.insert(Outcome::Withheld);
            self.is_open = false;
        }
        // Who goes on has a total, or does not need it: then it is met or not whatever the total is.
        let may_have_total = self.total.lacks && !self.total.numbers().is_empty();
        if may_have_total && self.with_total.is_none() {
            self.with_total = Some(Box::new(supposing.with_total(row)));
        }
        let asked = self.with_total.as_deref().unwrap_or(supposing);
        let met = asked.figure(FigureId::Requirement(id), row);
        let (can_meet, can_fail) = (met.as_truth().can_hold, met.as_truth().can_fail);
        let (mut must, mut may) = (!met.lacks, false);
        let mut states = BTreeSet::new();
        for (first, steps) in std::mem::take(&mut self.states) {
            let lowered = |first: GradeId| GradeId(first.0.saturating_add(steps));
            let (reaches, misses) = match first {
                None => {
                    if can_meet {
                        states.insert((Some(id), steps));
                    }
                    if can_fail || met.lacks {
                        states.insert((None, steps));
                    }
                    (can_meet && steps == 0, can_fail || steps > 0)
                }
                Some(first) => {
                    states.insert((Some(first), steps));
                    match id.cmp(&lowered(first)) {
                        std::cmp::Ordering::Less => (false, true),
                        std::cmp::Ordering::Equal => (true, false),
                        std::cmp::Ordering::Greater => (can_meet, can_fail),
                    }
                }
            };
            may |= reaches;
            must &= !misses;
        }
        self.states = states;
        for (restriction, known) in supposing.program().rules.each_restriction() {
            if known.best <= id || !may {
                continue;
            }
            let fires = supposing.figure(FigureId::Restriction(restriction), row);
            if fires.lacks {
                self.can.insert(Outcome::Withheld);
            }
            may = fires.as_truth().can_fail;
            must &= fires.must_fail();
        }
        Earned { must: self.is_open && must && may, may, in_turn: must && may }
    }
}

/// Gives a grade to those who can have it.
fn give(
    supposing: &Supposing<'_>,
    ways: &mut [Way<'_>],
    (id, grade): (GradeId, &Grade),
    earned: &[Earned],
    decided: &BTreeMap<usize, String>,
) {
    let kept = match &grade.quota {
        Some(quota) => quota::kept(supposing, ways, quota, earned, &|row| decided.get(&row) == Some(&grade.name)),
        None => earned.iter().map(|earned| Earned { must: true, in_turn: true, ..*earned }).collect(),
    };
    for ((way, kept), earned) in ways.iter_mut().zip(kept).zip(earned) {
        if kept.may {
            way.can.insert(Outcome::Graded(id));
        }
        way.is_open &= !kept.may;
        if earned.in_turn && kept.must {
            way.may_be_open = false;
        }
    }
}

/// The way of a subject.
pub(super) fn way<'w, 'a>(ways: &'w [Way<'a>], row: usize) -> &'w Way<'a> {
    ways.get(row).or_broken("each subject is on its way")
}
