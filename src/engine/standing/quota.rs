//! 名额: at most so many of those who participate, in all or in each group.

use std::sync::Arc;

use super::candidates::Candidates;
use super::{Standing, missing_notes, several};
use crate::cancel::looking;
use crate::core::{FieldId, GradeId, StillTied};
use crate::cores::on_all_cores_if_long;
use crate::data::Tables;
use crate::engine::ahead::Ahead;
use crate::invariant::{OrBroken, entry, fit};
use crate::number::{Number, Rounding};
use crate::result::{Decision, Note, Obstacle};
use crate::rules::{Grade, Quota};

/// A subject without a total or a grade that may still take a place: its group (`None`: any), and
/// the best that its total can be (`None`: no bound).
struct Rival {
    row: usize,
    group: Option<usize>,
    most: Option<i128>,
}

impl Standing<'_> {
    /// Gives a grade to those who earned it, as far as its quota goes.
    pub(super) fn within_quota(&mut self, id: GradeId, grade: &Grade, quota: &Quota, earned: Vec<usize>) {
        let groups = self.evaluator.groups(&quota.same);
        // Those who earned the grade, by group; apart from them those without the total that puts them in order.
        let mut earned_by: Vec<Vec<usize>> = vec![Vec::new(); groups.count()];
        let mut unplaced_by: Vec<Vec<usize>> = vec![Vec::new(); groups.count()];
        for row in looking(earned.into_iter()) {
            if let Some(group) = groups.of(row) {
                let of_group = if self.total.get(row).is_some() { &mut earned_by } else { &mut unplaced_by };
                of_group.get_mut(group).or_broken("who has a group is one of it").push(row);
            } else if let Err(reason) = self.evaluator.members(&quota.same, row) {
                for note in missing_notes(self.tables, [&reason]) {
                    self.note(row, note);
                }
                self.withhold(row, Obstacle::Group { grade: id });
            }
        }
        let unplaced = unplaced_by.iter().flatten().map(|row| (*row, self.most(*row)));
        let unplaced: Vec<(usize, Option<i128>)> = unplaced.collect();
        let rivals: Vec<Rival> = looking(self.uncertain(id, grade).into_iter().chain(unplaced))
            .map(|(row, most)| Rival { row, group: groups.of(row), most })
            .collect();
        // Those without a group count for each of them until it is known.
        let ungrouped = self.evaluator.ungrouped(&quota.same);
        let anywhere = looking(ungrouped.into_iter()).filter(|row| self.may_participate(*row)).count();
        let all = earned_by.iter().map(Vec::len).sum();
        let columns = self.columns(quota);
        let earned = on_all_cores_if_long(all, earned_by, |earned| Candidates::of(&columns, &earned));
        let groups_of_all = earned.iter().zip(&unplaced_by).enumerate();
        for (group, (earned, unplaced)) in
            groups_of_all.filter(|(_, (one, other))| !one.rows.is_empty() || !other.is_empty())
        {
            let rivals = looking(rivals.iter()).filter(|rival| rival.group.is_none_or(|own| own == group));
            let rivals = Ahead::new(rivals.map(|rival| (rival.row, rival.most)));
            self.within_group((id, grade, quota), groups.members(group), (earned, unplaced), &rivals, anywhere);
        }
    }

    fn within_group(
        &mut self,
        (id, grade, quota): (GradeId, &Grade, &Quota),
        members: &[usize],
        (earned, unplaced): (&Candidates, &[usize]),
        rivals: &Ahead,
        anywhere: usize,
    ) {
        let outcome = self.outcome(Decision::Graded { grade: id }, &grade.name);
        let (participants, open) = match &self.participates {
            None => (members.len(), anywhere),
            Some(known) => {
                let counted = |wanted| looking(members.iter()).filter(|row| *entry(known, **row) == wanted).count();
                (counted(Some(true)), counted(None).saturating_add(anywhere))
            }
        };
        // Only people can have given the grade before its turn.
        let given = |row: &&usize| self.labels.code_of(**row) == outcome.label;
        let taken = looking(members.iter()).filter(given).count();
        let all = places(quota, participants);
        let left = all.saturating_sub(taken);
        let left_at_most = places(quota, participants.saturating_add(open)).saturating_sub(taken);
        // All of a group are told the same.
        let in_common = in_common(
            quota,
            self.tables,
            *earned.rows.first().or(unplaced.first()).or_broken("a group is one of somebody who earned the grade"),
        );
        let refused = |is_tied: bool| Note::BeyondQuota {
            grade: id,
            places: all,
            group: Arc::clone(&in_common),
            participants,
            by_people: taken,
            is_tied,
        };
        let kept = earned.kept(quota, left);
        // Who ties for the last place that was left over is told so, whoever stands first in the row.
        let line = earned.tied(kept).filter(|_| kept < left);
        let kept_at_most = earned.kept(quota, left_at_most);
        for (position, row) in looking(earned.rows.iter().copied().enumerate()) {
            if position >= kept && position < kept_at_most {
                self.note(row, Note::PlacesOpen { grade: id, subjects: open });
                self.withhold(row, Obstacle::Places { grade: id });
                continue;
            }
            if position >= kept {
                let is_tied = line.is_some_and(|(_, behind)| position < behind);
                self.note(row, refused(is_tied));
                continue;
            }
            let ahead = if rivals.is_empty() { (0, &[][..]) } else { rivals.at_least(self.total.get(row)) };
            if ahead.0 == 0 {
                self.put(row, outcome);
                continue;
            }
            // Of those still tied at the line all are in or all are out, whoever stands first in the row.
            let (before, behind) = earned.tied(position).or_broken("each of them has a place");
            let known = match quota.still_tied {
                StillTied::AllIn => before,
                StillTied::AllOut => behind.saturating_sub(1),
            };
            if known.saturating_add(ahead.0) < left {
                self.put(row, outcome);
            } else {
                let rivals = several(ahead);
                self.note(row, Note::PlaceContested { grade: id, rivals });
                self.withhold(row, Obstacle::Rivals { grade: id });
            }
        }
        // Without a total nobody knows where one stands; there are places for all, or it has to be known.
        let fits = earned.rows.len().saturating_add(rivals.count()) <= left;
        for row in unplaced {
            if fits {
                self.put(*row, outcome);
            } else {
                self.put_withheld(*row, Obstacle::Total);
            }
        }
    }
}

/// What a group has in common, in the words of the data; nothing when there is one for all.
fn in_common(quota: &Quota, tables: &Tables, row: usize) -> Arc<[String]> {
    let text = |field: &FieldId| tables.subjects().place(*field, row).text.or_broken("a group shares what is there");
    quota.same.iter().map(text).collect()
}

/// Whole places of a quota.
fn places(quota: &Quota, participants: usize) -> usize {
    let all = Number::from_integer(fit(participants));
    let rounding = Rounding::new(0, quota.rounding);
    let places = (all * &quota.share).round(rounding).to_scaled(0);
    fit(places.or_broken("places of a quota are no more than subjects"))
}
