//! Who keeps a grade that has a quota.

use super::evaluator::Supposing;
use super::outcome::Outcome;
use super::outcomes::{Earned, Way, way};
use super::places::{Rivals, places};
use crate::cancel::looking;
use crate::core::{FigureId, StillTied};
use crate::proof::Interval;
use crate::rules::{Quota, TieKey};

/// Of so many who may earn a grade two and two are compared with their tie-breaks; of more by their totals alone.
const MOST_COMPARED: usize = 600;

/// Whether each subject keeps what it earned within a quota: for certain, or perhaps. `is_given`: whether people gave a
/// subject the grade.
pub(super) fn kept(
    supposing: &Supposing<'_>,
    ways: &mut [Way<'_>],
    quota: &Quota,
    earned: &[Earned],
    is_given: &dyn Fn(usize) -> bool,
) -> Vec<Earned> {
    let never = Earned { must: false, may: false, in_turn: false };
    let mut kept = vec![never; ways.len()];
    let mut withheld = Vec::new();
    let candidates = earned.iter().filter(|earned| earned.may).count();
    let with_ties = candidates <= MOST_COMPARED;
    for (members, asked) in groups(supposing, quota, ways.len(), &mut withheld) {
        let rivals = rivals(supposing, ways, quota, (earned, with_ties), &members);
        // How many places there are, at least and at most.
        let sure = members.iter().filter(|(row, is_sure)| *is_sure && way(ways, *row).participates.0).count();
        let counted = members.iter().filter(|(row, _)| way(ways, *row).participates.1).count();
        let taken = members.iter().filter(|(row, is_sure)| *is_sure && is_given(*row)).count();
        let taken_at_most = members.iter().filter(|(row, _)| is_given(*row)).count();
        let least = places(quota, sure).saturating_sub(taken_at_most);
        let at_most = places(quota, counted).saturating_sub(taken);
        for row in looking(asked.into_iter()).filter(|row| earned.get(*row).is_some_and(|own| own.may)) {
            let ahead = rivals.ahead_of(row);
            let (keeps, can_keep) = match quota.still_tied {
                StillTied::AllOut => (ahead.may_tie < least, ahead.must_tie < at_most),
                StillTied::AllIn => (ahead.may_lead < least, ahead.must_lead < at_most),
            };
            if let Some(kept) = kept.get_mut(row) {
                *kept = Earned { must: keeps, may: can_keep, in_turn: keeps };
            }
            // Of some nobody will know what they have, and so nobody knows who is kept; nor where one without a total
            // stands.
            if can_keep && !keeps && rivals.has_unknown || !keeps && way(ways, row).total.lacks {
                withheld.push(row);
            }
        }
    }
    withheld.retain(|row| earned.get(*row).is_some_and(|own| own.may));
    for row in withheld {
        if let Some(way) = ways.get_mut(row) {
            way.can.insert(Outcome::Withheld);
        }
    }
    kept
}

/// The members of a group, each with whether it is one for certain, and those who are asked about in it.
type Group = (Vec<(usize, bool)>, Vec<usize>);

/// The groups that have a quota each; who has none is added to `withheld`.
fn groups(supposing: &Supposing<'_>, quota: &Quota, subjects: usize, withheld: &mut Vec<usize>) -> Vec<Group> {
    if !supposing.is_open_column(&quota.same) {
        let groups = supposing.exact().groups(&quota.same);
        withheld.extend((0..subjects).filter(|row| groups.of(*row).is_none()));
        let members = (0..groups.count()).map(|group| groups.members(group).to_vec());
        return members.map(|members| (members.iter().map(|row| (*row, true)).collect(), members)).collect();
    }
    let mut all = Vec::new();
    for row in looking(0..subjects) {
        match supposing.members(&quota.same, row) {
            Some(members) => all.push((members, vec![row])),
            None => withheld.push(row),
        }
    }
    all
}

/// Those of a group who may take a place of a quota.
fn rivals(
    supposing: &Supposing<'_>,
    ways: &[Way<'_>],
    quota: &Quota,
    (earned, with_ties): (&[Earned], bool),
    members: &[(usize, bool)],
) -> Rivals {
    let (mut rivals, mut has_unknown) = (Vec::new(), false);
    for (row, is_member) in members {
        let Some(own) = earned.get(*row) else { continue };
        let way = way(ways, *row);
        let is_unknown = way.can.contains(&Outcome::Withheld) || own.may && way.total.lacks;
        has_unknown |= is_unknown;
        if !own.may && !is_unknown {
            continue;
        }
        let mut keys = vec![way.total.numbers()];
        if is_unknown {
            keys = vec![Interval::all()];
        }
        if with_ties && !is_unknown {
            keys.extend(quota.tie_break.iter().map(|key| {
                let id = match key {
                    TieKey::Head(head) => FigureId::Head(*head),
                    TieKey::Indicator(indicator) => FigureId::Mark(*indicator),
                };
                let mark = supposing.figure(id, *row);
                if mark.lacks { Interval::all() } else { mark.numbers() }
            }));
        }
        if supposing.program().rules.total.falls {
            keys = keys.iter().map(Interval::negated).collect();
        }
        rivals.push((*row, own.must && *is_member && !is_unknown, keys));
    }
    Rivals::of(rivals, with_ties, has_unknown)
}
