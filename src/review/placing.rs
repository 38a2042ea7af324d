//! Places of a quota, worked out once more from the result: who competes, in which order, and who stands at the line.

use std::cmp::{Ordering, Reverse};

use super::explain::Outline;
use crate::cancel::looking;
use crate::core::{FigureId, GradeId};
use crate::engine::exact::Value;
use crate::engine::subject_key;
use crate::invariant::{OrBroken, entry, fit};
use crate::number::{Number, Rounding};
use crate::result::{self, Competitor, Decision, Mark, Marks, Note, Obstacle, Passing, Placing};
use crate::rules::{Grade, Quota, TieKey};

/// Of so many competitors all are told in any case.
const ALL_TOLD: usize = 8;

/// So many are told on each side of the line.
const NEIGHBOURS: usize = 2;

/// A competitor and whether it has a place; absent while that is open.
type Standing = (usize, Option<bool>);

impl Outline<'_> {
    /// The places of a quota, where the subject earned its grade.
    pub(super) fn placing(&self, id: GradeId, grade: &Grade, quota: &Quota) -> Option<Placing> {
        let view = self.steps.view;
        let members = view.evaluator.members(&quota.same, self.row).ok()?;
        let all: Vec<Standing> = looking(members.iter()).filter_map(|row| self.standing(*row, id)).collect();
        let own = all.iter().copied().find(|(row, _)| *row == self.row)?;
        let participants = looking(members.iter()).filter(|row| self.takes_part(**row)).count();
        let given = |row: &&usize| {
            *self.scores.decisions.of(**row) == Decision::Manual
                && self.scores.grade.of(**row).as_deref() == Some(grade.name.as_str())
        };
        let by_people = looking(members.iter()).filter(given).count();
        let rounding = Rounding::new(0, quota.rounding);
        let places = (Number::from_integer(fit(participants)) * &quota.share).round(rounding).to_scaled(0);
        let places: usize = fit(places.or_broken("places of a quota are no more than subjects"));
        let pass = self.pass(quota, own, &all, places.saturating_sub(by_people));
        let mut shown = self.shown(quota, own, &all);
        if let Some((row, _)) = pass.as_ref()
            && !shown.iter().any(|(known, _)| known == row)
        {
            shown.extend(all.iter().copied().find(|(known, _)| known == row));
        }
        shown.sort_by(|one, other| self.order(quota, one.0, other.0));
        let text = |field: &crate::core::FieldId| {
            let place = view.evaluator.tables().subjects().place(*field, self.row);
            place.text.or_broken("a group shares what is there")
        };
        let figures = std::iter::once(FigureId::Total).chain(quota.tie_break.iter().map(figure_of));
        Some(Placing {
            clause: view.text(quota.span),
            share: quota.share.clone(),
            rounding: quota.rounding,
            group: quota.same.iter().map(text).collect(),
            participants,
            places,
            by_people,
            earned: all.len(),
            kept: all.iter().filter(|(_, has)| *has == Some(true)).count(),
            by: figures.map(|id| view.name(id)).collect(),
            still_tied: quota.still_tied,
            falls: self.program.rules.total.falls,
            competitors: self.competitors(quota, &shown, &all),
            pass: pass.map(|(_, passing)| passing),
        })
    }

    /// Who earned a grade, with whether it has a place.
    fn standing(&self, row: usize, id: GradeId) -> Option<Standing> {
        match self.scores.decisions.of(row) {
            Decision::Graded { grade } if *grade == id => return Some((row, Some(true))),
            Decision::Withheld { by: Obstacle::Places { grade } | Obstacle::Rivals { grade } } if *grade == id => {
                return Some((row, None));
            }
            _ => {}
        }
        let is_refused = |note: &Note| matches!(note, Note::BeyondQuota { grade, .. } if *grade == id);
        self.scores.notes.of(row).iter().any(is_refused).then_some((row, Some(false)))
    }

    /// Whether a subject participates for certain.
    fn takes_part(&self, row: usize) -> bool {
        let known = match self.scores.decisions.of(row) {
            _ if self.program.rules.participation.is_none() => return true,
            Decision::NotParticipating | Decision::Withheld { by: Obstacle::Participation } => false,
            // What people decide is decided before 参评.
            Decision::Manual => self.steps.view.evaluator.figure(FigureId::Participates, row) == Value::YesNo(true),
            _ => true,
        };
        known && !self.scores.notes.of(row).contains(&Note::NotParticipating)
    }

    /// The best stand first; a rank puts totals in order as they are before printing.
    fn order(&self, quota: &Quota, one: usize, other: usize) -> Ordering {
        let rank = |row: usize| entry(&self.scores.rank, row).unwrap_or(usize::MAX);
        rank(one).cmp(&rank(other)).then_with(|| {
            let keys = quota.tie_break.iter().map(|key| {
                let own = |row: usize| Reverse(self.worth(figure_of(key), row));
                let order = own(one).cmp(&own(other));
                if self.program.rules.total.falls { order.reverse() } else { order }
            });
            keys.fold(Ordering::Equal, Ordering::then)
        })
    }

    /// What a subject has of a figure that puts competitors in order.
    fn worth(&self, id: FigureId, row: usize) -> Option<Number> {
        let of_marks = |marks: &Marks| match marks.get(row) {
            Some(Mark::Given { value, places }) => Some(Number::from_scaled(value, places)),
            _ => None,
        };
        let printed = match id {
            _ if self.program.printed(id).exact => None,
            FigureId::Total => of_marks(&self.scores.total),
            FigureId::Head(head) => self.scores.heads.get(head.0).and_then(of_marks),
            FigureId::Mark(indicator) => self.scores.indicators.get(indicator.0).and_then(of_marks),
            _ => None,
        };
        printed.or_else(|| self.steps.view.evaluator.figure(id, row).as_number().cloned())
    }

    /// Those around the line, and the subject.
    fn shown(&self, quota: &Quota, own: Standing, all: &[Standing]) -> Vec<Standing> {
        if all.len() <= ALL_TOLD || self.steps.tells_all {
            return all.to_vec();
        }
        let mut shown = vec![own];
        let (mut above, mut below): (Vec<Standing>, Vec<Standing>) = (Vec::new(), Vec::new());
        for candidate in looking(all.iter().copied()) {
            let is_in = candidate.1 == Some(true);
            let side = if is_in { &mut above } else { &mut below };
            let nearer = |known: &Standing| {
                let order = self.order(quota, known.0, candidate.0);
                if is_in { order.is_gt() } else { order.is_lt() }
            };
            let at = side.partition_point(nearer);
            if at < NEIGHBOURS {
                side.insert(at, candidate);
                side.truncate(NEIGHBOURS);
            }
        }
        let others = above.into_iter().chain(below).filter(|(row, _)| *row != own.0);
        shown.extend(others);
        shown
    }

    fn competitors(&self, quota: &Quota, shown: &[Standing], all: &[Standing]) -> Vec<Competitor> {
        let view = self.steps.view;
        let mut competitors = Vec::new();
        for (place, (row, has)) in shown.iter().enumerate() {
            let next = shown.get(place + 1);
            let better = looking(all.iter()).filter(|(other, _)| self.order(quota, *other, *row).is_lt()).count();
            let figures = std::iter::once(FigureId::Total).chain(quota.tie_break.iter().map(figure_of));
            let values = figures.map(|id| {
                let ty = view.ty(view.figure(id).expr);
                self.worth(id, *row).map_or(result::Value::Missing, |number| result::Value::number(number, ty))
            });
            competitors.push(Competitor {
                key: subject_key(view.program, view.evaluator.tables(), *row),
                name: self.scores.subjects.name(*row).map(str::to_owned),
                place: better + 1,
                values: values.collect(),
                has: *has,
                apart: next.and_then(|(next, _)| self.apart(quota, *row, *next)),
            });
        }
        competitors
    }

    /// Which of the things that put competitors in order sets one before another.
    fn apart(&self, quota: &Quota, one: usize, other: usize) -> Option<usize> {
        if entry(&self.scores.rank, one) != entry(&self.scores.rank, other) {
            return Some(0);
        }
        let differs = |key: &TieKey| self.worth(figure_of(key), one) != self.worth(figure_of(key), other);
        quota.tie_break.iter().position(differs).map(|place| place + 1)
    }

    /// Before whom a subject without a place would have to stand: the last for whom there would be one besides it.
    fn pass(&self, quota: &Quota, own: Standing, all: &[Standing], left: usize) -> Option<(usize, Passing)> {
        let last = left.checked_sub(1).filter(|_| own.1 == Some(false))?;
        let mut others: Vec<usize> = all.iter().map(|(row, _)| *row).filter(|row| *row != own.0).collect();
        if last >= others.len() {
            return None;
        }
        let (_, row, _) =
            others.select_nth_unstable_by(last, |one, other| self.order(quota, *one, *other).then(one.cmp(other)));
        let row = *row;
        let by = self.apart(quota, row, own.0).unwrap_or(quota.tie_break.len());
        let figure = match by.checked_sub(1).and_then(|place| quota.tie_break.get(place)) {
            Some(key) => figure_of(key),
            None => FigureId::Total,
        };
        let view = self.steps.view;
        let (theirs, ours) = (self.worth(figure, row)?, self.worth(figure, own.0)?);
        let gap = if self.program.rules.total.falls { &ours - &theirs } else { &theirs - &ours };
        let gap = result::Value::number(gap, view.ty(view.figure(figure).expr));
        Some((row, Passing { key: subject_key(view.program, view.evaluator.tables(), row), by, gap }))
    }
}

fn figure_of(key: &TieKey) -> FigureId {
    match key {
        TieKey::Head(head) => FigureId::Head(*head),
        TieKey::Indicator(indicator) => FigureId::Mark(*indicator),
    }
}
