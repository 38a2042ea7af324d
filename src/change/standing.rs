//! Which outcomes a subject may have while some cells are open. It goes the way of the grading, with three answers to each
//! question: surely, surely not, perhaps. Where people, missing data and places come together so that more would have to
//! be known, any outcome is among the answer, and who asks looks closer.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ballot::{Ballot, Run};
use super::lens::Lens;
use super::level::{Levels, Wanted, level, level_of_label};
use super::may::{May, Truth};
use crate::core::{FigureId, GradeId, StillTied};
use crate::invariant::{OrBroken, entry, fit};
use crate::number::{Number, Rounding};
use crate::result::{Decision, Scores};
use crate::rules::{Grade, Quota, TieKey};

/// So many are held against one another for the places of a grade.
const MOST_CANDIDATES: usize = 2_000;

/// Asks which outcomes are possible.
pub(super) struct Standing<'l, 'g> {
    lens: &'l Lens<'g>,
    /// The outcomes in the data as they are.
    scores: &'l Scores,
}

impl<'l, 'g> Standing<'l, 'g> {
    pub(super) fn new(lens: &'l Lens<'g>, scores: &'l Scores) -> Self {
        Self { lens, scores }
    }

    /// The outcomes that a subject may have.
    pub(super) fn levels(&self, row: usize, wanted: &[Wanted]) -> Levels {
        let rules = &self.lens.ground.program.rules;
        let ballot = self.ballot(row);
        let mut run = ballot.begun.clone();
        let mut is_last = true;
        for (id, grade) in rules.each_grade() {
            let (may, must) = self.earns(&mut run, &ballot, id);
            // Whether there is a place for it is asked of the others.
            is_last &= grade.quota.is_none() || !may;
            give(&mut run, id, may, must && grade.quota.is_none());
        }
        let alone = finished(run, rules.each_grade().count());
        if is_last || !wanted.iter().any(|wanted| alone.hit(*wanted).0) {
            return alone;
        }
        // Where nothing about anyone differs, nor does the outcome.
        if !self.lens.reach.outcome().others && *ballot == *self.as_it_is(row) {
            let (decision, label) = (*self.scores.decisions.of(row), self.scores.grade.of(row).as_deref());
            let mut levels = Levels::nothing(rules);
            levels.add(level(self.lens.ground.program, decision, label));
            return levels;
        }
        self.among_others(row)
    }

    /// The same where places are few: everyone comes forward for each grade.
    fn among_others(&self, row: usize) -> Levels {
        let rules = &self.lens.ground.program.rules;
        let subjects = self.scores.subjects.len();
        if subjects > MOST_CANDIDATES {
            return Levels::any(rules);
        }
        let ballots: Vec<Rc<Ballot>> = (0..subjects).map(|row| self.ballot(row)).collect();
        let mut runs: Vec<Run> = ballots.iter().map(|ballot| ballot.begun.clone()).collect();
        for (id, grade) in rules.each_grade() {
            let coming = runs.iter_mut().zip(&ballots);
            let earned: Vec<(bool, bool)> = coming.map(|(run, ballot)| self.earns(run, ballot, id)).collect();
            match &grade.quota {
                None => {
                    for (run, (may, must)) in runs.iter_mut().zip(earned) {
                        give(run, id, may, must);
                    }
                }
                Some(quota) => {
                    if !self.within(&mut runs, (&ballots, &earned), (id, grade, quota)) {
                        return Levels::any(rules);
                    }
                }
            }
            if runs.get(row).is_some_and(|run| !run.open.0) {
                break;
            }
        }
        let run = runs.into_iter().nth(row).or_broken("a subject is one of all");
        finished(run, rules.each_grade().count())
    }

    /// What decides about a subject; that of one of whom nothing is open is worked out once.
    fn ballot(&self, row: usize) -> Rc<Ballot> {
        if self.lens.is_outcome_open(row) { Rc::new(self.voted(row)) } else { self.as_it_is(row) }
    }

    /// What decides about a subject in the data as they are.
    fn as_it_is(&self, row: usize) -> Rc<Ballot> {
        let ballots = &self.lens.ground.ballots;
        if let Some(known) = ballots.borrow().get(&row) {
            return Rc::clone(known);
        }
        let lens = Lens::new(self.lens.ground, self.lens.reach, BTreeMap::new());
        let ballot = Rc::new(Standing::new(&lens, self.scores).voted(row));
        ballots.borrow_mut().insert(row, Rc::clone(&ballot));
        ballot
    }

    fn voted(&self, row: usize) -> Ballot {
        let rules = &self.lens.ground.program.rules;
        let participates = match rules.participation {
            Some(_) => self.truth(FigureId::Participates, row),
            None => Truth::of(Some(true)),
        };
        Ballot {
            begun: self.begun(row, participates),
            participates,
            requirements: rules.each_grade().map(|(id, _)| self.truth(FigureId::Requirement(id), row)).collect(),
            keys: rules.each_grade().map(|(_, grade)| self.keys(grade.quota.as_ref()?, row)).collect(),
            restrictions: rules.each_restriction().map(|(id, _)| self.truth(FigureId::Restriction(id), row)).collect(),
        }
    }

    fn truth(&self, id: FigureId, row: usize) -> Truth {
        self.lens.figure(id, row).truth()
    }

    /// What comes before any grade.
    fn begun(&self, row: usize, participates: Truth) -> Run {
        let rules = &self.lens.ground.program.rules;
        let levels = Levels::nothing(rules);
        let mut run = Run { levels, open: (true, true), withheld: false, earned: None, steps: Some(0) };
        if *self.scores.decisions.of(row) == Decision::Manual {
            let label = self.scores.grade.of(row).as_deref();
            run.close(true, true, label.map(|label| level_of_label(rules, label)));
            return run;
        }
        run.close(participates.no, !participates.yes && !participates.unknown, None);
        if participates.unknown {
            run.withhold();
            run.open.0 = participates.yes;
        }
        for (id, veto) in rules.each_veto() {
            if !run.open.0 {
                return run;
            }
            let truth = self.truth(FigureId::Veto(id), row);
            run.close(truth.yes, !truth.no && !truth.unknown, Some(level_of_label(rules, &veto.outcome)));
            // One that is unknown leaves the outcome to those behind it.
            if truth.unknown {
                run.withhold();
            }
        }
        // Without grades a total that is missing is all that is in the way.
        if run.open.0 && rules.grades.is_none() && self.lens.ground.program.figure(FigureId::Total).is_some() {
            let total = self.lens.figure(FigureId::Total, row);
            if total.ends().is_none() {
                run.withhold();
                run.open.0 = !total.is_missing();
            }
        }
        if !rules.demotions.is_empty() {
            for (id, demotion) in rules.each_demotion() {
                run.steps = match self.truth(FigureId::Demotion(id), row).settled() {
                    Some(Some(true)) => run.steps.map(|steps| steps.saturating_add(demotion.steps)),
                    Some(Some(false)) => run.steps,
                    _ => None,
                };
            }
        }
        run
    }

    /// Whether a subject may earn a grade, and whether it surely does, if it is open.
    fn earns(&self, run: &mut Run, ballot: &Ballot, id: GradeId) -> (bool, bool) {
        if !run.open.0 {
            return (false, false);
        }
        let rules = &self.lens.ground.program.rules;
        let met = *entry(&ballot.requirements, id.0);
        let (mut may, mut must) = if rules.demotions.is_empty() {
            if met.unknown {
                run.withhold();
                run.open.0 = met.yes || met.no;
            }
            (met.yes, met.yes && !met.no && !met.unknown)
        } else {
            Self::lowered(run, id, met)
        };
        for ((_, known), truth) in rules.each_restriction().zip(&ballot.restrictions) {
            if known.best <= id || !may {
                continue;
            }
            if truth.unknown {
                run.withhold();
                run.open.0 = !must || truth.yes || truth.no;
            }
            may &= truth.no;
            must &= truth.no && !truth.yes && !truth.unknown;
        }
        (may, must)
    }

    /// As the grading lowers what was earned, where all of it is known; perhaps, where not.
    fn lowered(run: &mut Run, id: GradeId, met: Truth) -> (bool, bool) {
        let settled = met.settled().flatten();
        let (Some(steps), Some(met)) = (run.steps, settled) else {
            run.steps = None;
            run.withhold();
            return (true, false);
        };
        let lands = run.earned.unwrap_or(id.0).saturating_add(steps);
        if (run.earned.is_none() || id.0 > lands) && !met {
            return (false, false);
        }
        run.earned.get_or_insert(id.0);
        let reaches = id.0 >= lands;
        (reaches, reaches)
    }

    /// Gives the places of a grade; false where more would have to be known.
    fn within(
        &self,
        runs: &mut [Run],
        (ballots, earned): (&[Rc<Ballot>], &[(bool, bool)]),
        (id, grade, quota): (GradeId, &Grade, &Quota),
    ) -> bool {
        if self.lens.reach.is_among(&quota.same) || !self.lens.ground.base.ungrouped(&quota.same).is_empty() {
            return false;
        }
        let groups = self.lens.ground.base.groups(&quota.same);
        for group in 0..groups.count() {
            let members = groups.members(group);
            let candidates: Vec<usize> =
                members.iter().copied().filter(|row| earned.get(*row).is_some_and(|(may, _)| *may)).collect();
            if candidates.is_empty() {
                continue;
            }
            let Some(places) = self.places(members, ballots, grade, quota) else { return false };
            let key = |row: &usize| entry(&entry(ballots, *row).keys, id.0).as_deref();
            let keys: Option<BTreeMap<usize, &[(Number, Number)]>> =
                candidates.iter().map(|row| Some((*row, key(row)?))).collect();
            let Some(keys) = keys else { return false };
            // Of whom something is missing may take a place when it is known.
            let is_withheld = |row: &usize| runs.get(*row).is_some_and(|run| run.withheld);
            let withheld = members.iter().filter(|row| !candidates.contains(row) && is_withheld(row));
            let rivals = withheld.count();
            let places = Places { quota, count: places, rivals, keys: &keys, earned };
            let found: Vec<(usize, bool, bool)> = candidates.iter().map(|row| places.of(*row, runs)).collect();
            for (row, may, must) in found {
                let run = runs.get_mut(row).or_broken("a candidate is one of all");
                if may && rivals > 0 {
                    run.levels.add(None);
                }
                give(run, id, may, must);
            }
        }
        true
    }

    /// How many places there are, less those that people have given.
    fn places(&self, members: &[usize], ballots: &[Rc<Ballot>], grade: &Grade, quota: &Quota) -> Option<usize> {
        let rules = &self.lens.ground.program.rules;
        // A 否决 that gives this very grade takes a place of it too.
        if rules.each_veto().any(|(_, veto)| veto.outcome == grade.name) {
            return None;
        }
        let mut participants = 0_usize;
        let mut taken = 0_usize;
        for row in members {
            let participates = entry(ballots, *row).participates.settled()?;
            participants = participants.saturating_add(usize::from(participates?));
            let decision = *self.scores.decisions.of(*row);
            let is_given = self.scores.grade.of(*row).as_deref() == Some(grade.name.as_str());
            taken = taken.saturating_add(usize::from(is_given && matches!(decision, Decision::Manual)));
        }
        let all = Number::from_integer(fit(participants)) * &quota.share;
        let all = all.round(Rounding::new(0, quota.rounding)).to_scaled(0)?;
        Some(usize::try_from(all).ok()?.saturating_sub(taken))
    }

    /// What candidates are ordered by, the best the greatest.
    fn keys(&self, quota: &Quota, row: usize) -> Option<Vec<(Number, Number)>> {
        let tie_breaks = quota.tie_break.iter().map(|key| match key {
            TieKey::Head(head) => FigureId::Head(*head),
            TieKey::Indicator(indicator) => FigureId::Mark(*indicator),
        });
        let falls = self.lens.ground.program.rules.total.falls;
        let ends = |id| {
            let may: May = self.lens.figure(id, row);
            let (low, high) = may.ends()?;
            Some(if falls { (-high.clone(), -low.clone()) } else { (low.clone(), high.clone()) })
        };
        std::iter::once(FigureId::Total).chain(tie_breaks).map(ends).collect()
    }
}

/// The places of a grade in one group.
struct Places<'p> {
    quota: &'p Quota,
    count: usize,
    rivals: usize,
    keys: &'p BTreeMap<usize, &'p [(Number, Number)]>,
    earned: &'p [(bool, bool)],
}

impl Places<'_> {
    /// Whether a candidate may have a place, and whether it surely has one if it earns the grade.
    fn of(&self, row: usize, runs: &[Run]) -> (usize, bool, bool) {
        let own = self.keys.get(&row).or_broken("each candidate has its keys");
        let (mut perhaps, mut surely) = (self.rivals, 0_usize);
        for (other, keys) in self.keys.iter().filter(|(other, _)| **other != row) {
            let (may, must) = stands_before(keys, own, self.quota.still_tied);
            let comes = self.earned.get(*other).is_some_and(|(_, must)| *must);
            let is_open = runs.get(*other).is_some_and(|run| run.open.1);
            perhaps = perhaps.saturating_add(usize::from(may));
            surely = surely.saturating_add(usize::from(must && comes && is_open));
        }
        let earns = self.earned.get(row).is_some_and(|(_, must)| *must);
        (row, surely < self.count, earns && perhaps < self.count)
    }
}

/// Whether one may take a place from another, and whether it surely does: it stands before, or ties where all who tie are
/// left out.
fn stands_before(one: &[(Number, Number)], other: &[(Number, Number)], tied: StillTied) -> (bool, bool) {
    let takes_tied = tied == StillTied::AllOut;
    // Whether all columns so far may tie, and whether none of them is behind.
    let (mut may_tie, mut not_behind) = (true, true);
    let (mut may, mut surely) = (false, false);
    for ((low, high), (least, most)) in one.iter().zip(other) {
        may |= may_tie && high > least;
        surely |= not_behind && low > most;
        may_tie &= low <= most && high >= least;
        not_behind &= low >= most;
    }
    (may || may_tie && takes_tied, surely || not_behind && takes_tied)
}

/// A subject that may have a grade, or surely has it.
fn give(run: &mut Run, id: GradeId, may: bool, must: bool) {
    if may {
        run.levels.add(Some(id.0));
        run.open.1 &= must;
    }
    if may && must {
        run.open = (false, false);
    }
}

/// Who is still open earns no grade.
fn finished(mut run: Run, grades: usize) -> Levels {
    if run.open.0 {
        run.levels.add(Some(grades));
    }
    run.levels
}
