//! Two runs over the same subjects, held against each other.

use std::collections::BTreeSet;

use crate::cancel::looking;
use crate::core::{ConditionId, IndicatorId, OutputId, SubjectId, Verdict};
use crate::invariant::{OrBroken, entry};
use crate::result::change::{Effect, Moved, Said, Was};
use crate::result::{Mark, Marks, OutputValue, Scores};
use crate::rules::RuleSet;

/// What changes from one run to the other, whose subjects are the same, when some cells say something else.
#[must_use]
pub fn effect(rules: &RuleSet, said: Vec<Said>, before: &Scores, after: &Scores) -> Effect {
    let owners: BTreeSet<usize> = said.iter().map(|said| said.subject.0).collect();
    let subjects = before.subjects.len();
    let moved = looking(0..subjects).filter_map(|row| moved(rules, (row, owners.contains(&row)), before, after));
    let mut moved: Vec<Moved> = moved.collect();
    moved.sort_by_key(|moved| (!moved.is_own, !moved.grade.differs(), moved.subject));
    let stays = |row: &usize| !moved.iter().any(|moved| moved.subject.0 == *row);
    let unmoved = owners.into_iter().filter(stays).map(SubjectId).collect();
    Effect { said, moved, unmoved, subjects }
}

fn moved(rules: &RuleSet, (row, is_own): (usize, bool), before: &Scores, after: &Scores) -> Option<Moved> {
    let marks = |of: fn(&Scores) -> &Marks| Was { before: mark(of(before), row), after: mark(of(after), row) };
    let pairs = before.indicators.iter().zip(&after.indicators).enumerate();
    let indicators =
        pairs.map(|(id, (one, other))| (IndicatorId(id), Was { before: mark(one, row), after: mark(other, row) }));
    let indicators: Vec<(IndicatorId, Was<Mark>)> = indicators.filter(|(_, was)| was.differs()).collect();
    let verdicts = before.conditions.iter().zip(&after.conditions).enumerate();
    let conditions = verdicts
        .map(|(id, (one, other))| (ConditionId(id), Was { before: *entry(one, row), after: *entry(other, row) }));
    let conditions: Vec<(ConditionId, Was<Verdict>)> = conditions.filter(|(_, was)| was.differs()).collect();
    let gradings = rules.each_output().filter(|(_, output)| output.is_grading);
    let label = |scores: &Scores, id: OutputId| match entry(&scores.outputs, id.0).get(row) {
        Some(OutputValue::Text(label)) => Some(label.to_owned()),
        _ => None,
    };
    let gradings = gradings.map(|(id, _)| (id, Was { before: label(before, id), after: label(after, id) }));
    let gradings: Vec<(OutputId, Was<Option<String>>)> = gradings.filter(|(_, was)| was.differs()).collect();
    let rank = |scores: &Scores| scores.rank.get(row).copied().flatten();
    let moved = Moved {
        subject: SubjectId(row),
        is_own,
        indicators,
        conditions,
        gradings,
        bonus: marks(|scores| &scores.bonus),
        deduction: marks(|scores| &scores.deduction),
        total: marks(|scores| &scores.total),
        rank: Was { before: rank(before), after: rank(after) },
        grade: Was { before: before.grade.of(row).clone(), after: after.grade.of(row).clone() },
    };
    let sums = [&moved.bonus, &moved.deduction, &moved.total];
    let differs = !moved.indicators.is_empty()
        || !moved.conditions.is_empty()
        || !moved.gradings.is_empty()
        || sums.into_iter().any(Was::differs)
        || moved.rank.differs()
        || moved.grade.differs();
    differs.then_some(moved)
}

fn mark(marks: &Marks, row: usize) -> Mark {
    marks.get(row).or_broken("every subject has its mark")
}
