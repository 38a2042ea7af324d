//! 名额: at most so many of those who participate, in all or in each group.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Standing, missing_notes, several};
use crate::cancel::{looking, sort_by};
use crate::core::{FieldId, GradeId, StillTied};
use crate::data::Tables;
use crate::engine::ahead::Ahead;
use crate::invariant::{OrBroken, entry, fit};
use crate::number::{Number, Rounding};
use crate::result::{Decision, Note, Obstacle};
use crate::rules::{Grade, Quota};

/// Subjects that share one quota.
struct Group {
    members: Arc<[usize]>,
    /// Those who earned the grade.
    earned: Vec<usize>,
}

/// A withheld subject that may still take a place: its group by the first member (`None`: any), and
/// the most that its total can be (`None`: no bound).
struct Rival {
    row: usize,
    group: Option<usize>,
    most: Option<i128>,
}

impl Standing<'_> {
    /// Gives a grade to those who earned it, as far as its quota goes.
    pub(super) fn within_quota(&mut self, id: GradeId, grade: &Grade, quota: &Quota, earned: Vec<usize>) {
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for row in looking(earned.into_iter()) {
            match self.evaluator.members(&quota.same, row) {
                Ok(members) => {
                    let first = *members.first().or_broken("who has a group is one of it");
                    groups.entry(first).or_insert(Group { members, earned: Vec::new() }).earned.push(row);
                }
                Err(reason) => {
                    for note in missing_notes(self.tables, [&reason]) {
                        self.note(row, note);
                    }
                    self.withhold(row, Obstacle::Group { grade: id });
                }
            }
        }
        let rivals: Vec<Rival> = looking(self.uncertain(id, grade).into_iter())
            .map(|(row, most)| {
                let members = self.evaluator.members(&quota.same, row).ok();
                Rival { row, group: members.and_then(|members| members.first().copied()), most }
            })
            .collect();
        // Those without a group count for each of them until it is known.
        let ungrouped = self.evaluator.ungrouped(&quota.same);
        let anywhere = looking(ungrouped.into_iter()).filter(|row| self.may_participate(*row)).count();
        for (first, group) in groups {
            let rivals = looking(rivals.iter()).filter(|rival| rival.group.is_none_or(|group| group == first));
            let rivals = Ahead::new(rivals.map(|rival| (rival.row, rival.most)));
            self.within_group((id, grade, quota), group, &rivals, anywhere);
        }
    }

    fn within_group(
        &mut self,
        (id, grade, quota): (GradeId, &Grade, &Quota),
        group: Group,
        rivals: &Ahead,
        anywhere: usize,
    ) {
        let Group { members, mut earned } = group;
        let label: Arc<str> = grade.name.as_str().into();
        let counted = |wanted: Option<bool>| {
            looking(members.iter()).filter(|row| *entry(&self.participates, **row) == wanted).count()
        };
        let (participants, open) = (counted(Some(true)), counted(None).saturating_add(anywhere));
        // Only people can have given the grade before its turn.
        let given = |row: &&usize| self.labels.get(**row).is_some_and(|given| given.as_ref() == Some(&label));
        let taken = looking(members.iter()).filter(given).count();
        let all = places(quota, participants);
        let left = all.saturating_sub(taken);
        let left_at_most = places(quota, participants.saturating_add(open)).saturating_sub(taken);
        // All of a group are told the same.
        let in_common =
            in_common(quota, self.tables, *earned.first().or_broken("a group is one of somebody who earned the grade"));
        let refused = |is_tied: bool| Note::BeyondQuota {
            grade: id,
            places: all,
            group: Arc::clone(&in_common),
            participants,
            by_people: taken,
            is_tied,
        };
        self.sort(quota, &mut earned);
        let kept = self.kept(quota, &earned, left);
        // Who ties for the last place that was left over is told so, whoever stands first in the row.
        let line = earned.get(kept).filter(|_| kept < left).map(|row| self.keys(quota, *row));
        let kept_at_most = self.kept(quota, &earned, left_at_most);
        for (position, row) in looking(earned.iter().copied().enumerate()) {
            if position >= kept && position < kept_at_most {
                self.note(row, Note::PlacesOpen { grade: id, subjects: open });
                self.withhold(row, Obstacle::Places { grade: id });
                continue;
            }
            if position >= kept {
                let is_tied = line.as_ref().is_some_and(|line| self.keys(quota, row) == *line);
                self.note(row, refused(is_tied));
                continue;
            }
            let own = self.total.get(row);
            let ahead = rivals.at_least(own);
            if ahead.0 == 0 {
                self.set(row, Decision::Graded { grade: id }, Arc::clone(&label));
                continue;
            }
            // Of those still tied at the line all are in or all are out, whoever stands first in the row.
            let own_keys = self.keys(quota, row);
            let known = match quota.still_tied {
                StillTied::AllIn => earned.partition_point(|other| self.keys(quota, *other) > own_keys),
                StillTied::AllOut => {
                    earned.partition_point(|other| self.keys(quota, *other) >= own_keys).saturating_sub(1)
                }
            };
            if known.saturating_add(ahead.0) < left {
                self.set(row, Decision::Graded { grade: id }, Arc::clone(&label));
            } else {
                let rivals = several(ahead);
                self.note(row, Note::PlaceContested { grade: id, rivals });
                self.withhold(row, Obstacle::Rivals { grade: id });
            }
        }
    }
}

impl Standing<'_> {
    /// The best first; of equal ones the earlier row stays the first. The tie-breaks are asked of those only whose
    /// totals are equal.
    fn sort(&self, quota: &Quota, rows: &mut [usize]) {
        let mut sorted: Vec<_> = looking(rows.iter()).map(|row| (Reverse(self.total.get(*row)), *row)).collect();
        sort_by(&mut sorted, Ord::cmp);
        for equal in sorted.chunk_by_mut(|one, other| one.0 == other.0).filter(|equal| equal.len() > 1) {
            let keys = looking(equal.iter()).map(|(_, row)| (Reverse(self.keys(quota, *row)), *row));
            let mut keyed: Vec<_> = keys.collect();
            sort_by(&mut keyed, Ord::cmp);
            equal.iter_mut().zip(keyed).for_each(|(place, (_, row))| place.1 = row);
        }
        rows.iter_mut().zip(sorted).for_each(|(place, (_, row))| *place = row);
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
    let rounding = Rounding { places: 0, mode: quota.rounding };
    let places = (all * &quota.share).round(rounding).to_scaled(0);
    fit(places.or_broken("places of a quota are no more than subjects"))
}
