//! Who was left out of a comparison.
//!
//! A figure over a cohort is taken over the members that have the value. A mark that rests on such a
//! figure stands, but its 说明 names the members that were left out for lack of data.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::ahead::NAMED;
use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use crate::cancel::looking;
use crate::core::{Argument, ClassId, ExprId, ExprKind, FieldId, FigureId, NodeId, Peers, Schema, SubjectId};
use crate::invariant::{OrBroken, entry};
use crate::program::Program;
use crate::result::{Compared, Note, Several};
use crate::rules::Weights;

/// A cohort figure: the fields that its members share, and their value.
type Comparison = (Vec<FieldId>, ExprId);

/// For each subject, what has to be said of the comparisons that its marks and its grade rest on.
pub(super) fn notes(program: &Program, evaluator: &Evaluator<'_>, outputs: &Outputs) -> BTreeMap<usize, Vec<Note>> {
    let mut notes: BTreeMap<usize, Vec<Note>> = BTreeMap::new();
    let participates = outputs.truths.get(&FigureId::Participates);
    // Who does not participate is no member, and nobody lacks its data.
    let is_out = |row: usize| participates.is_some_and(|known| *entry(known, row) == Some(false));
    let mut note = |of: Compared, missed: BTreeMap<usize, Rc<Several>>| {
        for (row, absent) in missed {
            notes.entry(row).or_default().push(Note::ComparedWithout { of, absent: (*absent).clone() });
        }
    };
    for (id, indicator) in program.rules.each_indicator() {
        let column = outputs.numbers.get(&FigureId::Mark(id)).or_broken("each indicator has its marks");
        let applies = outputs.truths.get(&FigureId::Applies(id));
        if !column.values.has_nulls() {
            continue;
        }
        // A value that 缺失 stands in for is left out by a written rule, and no mark is withheld.
        let marks = looking(column.values.iter().enumerate());
        let withheld: Vec<usize> =
            marks.filter(|(row, mark)| mark.is_none() && !is_out(*row)).map(|(row, _)| row).collect();
        let known = |member: usize| {
            let concerned = applies.is_none_or(|applies| *entry(applies, member) == Some(true));
            concerned && column.values.get(member).is_some()
        };
        let missed = missed(evaluator, &comparisons(program, indicator.score, true), &withheld, known);
        note(Compared::Indicator { indicator: id }, missed);
    }
    let total = outputs.numbers.get(&FigureId::Total);
    for (id, grade) in program.rules.each_grade() {
        let Some(truths) = outputs.truths.get(&FigureId::Requirement(id)) else { continue };
        if total.is_none_or(|total| !total.values.has_nulls()) && !truths.contains(&None) {
            continue;
        }
        let known = |member: usize| total.is_none_or(|total| total.values.get(member).is_some());
        let open = looking(truths.iter().enumerate());
        let open = open.filter(|(row, truth)| (!known(*row) || truth.is_none()) && !is_out(*row));
        let open: Vec<usize> = open.map(|(row, _)| row).collect();
        // What marks rest on has been said of them.
        let missed = missed(evaluator, &comparisons(program, grade.requirement, false), &open, known);
        note(Compared::Grade { grade: id }, missed);
    }
    of_weights(program, evaluator, outputs, &mut notes);
    notes
}

/// Members of groups, by the first of each.
type Groups = BTreeMap<usize, Vec<usize>>;

/// For each subject of which something is known, who of `withheld` was left out of its comparisons.
fn missed(
    evaluator: &Evaluator<'_>,
    comparisons: &[Comparison],
    withheld: &[usize],
    known: impl Fn(usize) -> bool,
) -> BTreeMap<usize, Rc<Several>> {
    let mut missed = BTreeMap::new();
    let subjects = evaluator.tables().subjects().rows;
    // Of each comparison who is absent from the group with this first member, and who may belong to any group.
    let mut groups: Vec<(&[FieldId], Groups)> = Vec::new();
    let mut anywhere: BTreeSet<usize> = BTreeSet::new();
    for (same, value) in comparisons {
        let mut of_groups = Groups::new();
        for absent in withheld {
            match first_member(evaluator, same, *absent) {
                // Without what it is grouped by, it may belong with any of them.
                None => {
                    anywhere.insert(*absent);
                }
                Some(group) => {
                    if matches!(evaluator.eval(*value, Schema::SUBJECTS, *absent), Value::Missing(_)) {
                        of_groups.entry(group).or_default().push(*absent);
                    }
                }
            }
        }
        groups.push((same, of_groups));
    }
    if anywhere.is_empty() && groups.iter().all(|(_, of_groups)| of_groups.is_empty()) {
        return missed;
    }
    // Members of the same groups miss the same subjects.
    let mut alike: BTreeMap<Vec<Option<usize>>, Rc<Several>> = BTreeMap::new();
    for member in looking(0..subjects).filter(|member| known(*member)) {
        let own = groups.iter().map(|(same, of_groups)| {
            first_member(evaluator, same, member).filter(|group| of_groups.contains_key(group))
        });
        let own: Vec<Option<usize>> = own.collect();
        let absent = alike.entry(own).or_insert_with_key(|own| {
            let of_groups = own.iter().zip(&groups).filter_map(|(group, (_, of_groups))| of_groups.get(&(*group)?));
            let all: BTreeSet<usize> = of_groups.flatten().chain(&anywhere).copied().collect();
            Rc::new(several(all))
        });
        if absent.count > 0 {
            missed.insert(member, Rc::clone(absent));
        }
    }
    missed
}

/// What stands for the cohort of a subject; `None` when it lacks one of the fields that members share.
fn first_member(evaluator: &Evaluator<'_>, same: &[FieldId], row: usize) -> Option<usize> {
    evaluator.members(same, row).ok()?.first().copied()
}

/// The first of some subjects, and how many there are.
fn several(all: BTreeSet<usize>) -> Several {
    let count = all.len();
    Several { first: all.into_iter().take(NAMED).map(SubjectId).collect(), count }
}

/// Whom the weights of a node were not taken from for lack of data.
fn of_weights(program: &Program, evaluator: &Evaluator<'_>, outputs: &Outputs, notes: &mut BTreeMap<usize, Vec<Note>>) {
    let model = &program.rules;
    let participates = outputs.truths.get(&FigureId::Participates);
    let is_out = |row: usize| participates.is_some_and(|known| *entry(known, row) == Some(false));
    for (id, node) in model.nodes() {
        let (own, head) = match id {
            NodeId::Head(head) => (FigureId::Head(head), Some(head)),
            NodeId::Total => (FigureId::Base, None),
        };
        let parts: Vec<FigureId> = node.children.iter().map(|child| child.mark()).collect();
        let Weights::Data { same, .. } = &node.weights else { continue };
        let value = |id: &FigureId, row: usize| outputs.numbers.get(id)?.values.get(row);
        let rows = outputs.numbers.get(&own).map_or(0, |column| column.values.len());
        let lacks = |row: &usize| !is_out(*row) && parts.iter().any(|part| value(part, *row).is_none());
        let mut of_groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for absent in looking(0..rows).filter(lacks) {
            if let Some(group) = first_member(evaluator, same, absent) {
                of_groups.entry(group).or_default().insert(absent);
            }
        }
        for (group, absent) in of_groups {
            let absent = several(absent);
            let Ok(members) = evaluator.members(same, group) else { continue };
            for member in members.iter().copied().filter(|member| value(&own, *member).is_some()) {
                notes.entry(member).or_default().push(Note::WeighedWithout { head, absent: absent.clone() });
            }
        }
    }
}

/// The cohort figures that an expression rests on, through the figures that it names; through marks and
/// totals only when asked for.
fn comparisons(program: &Program, expr: ExprId, through_marks: bool) -> Vec<Comparison> {
    let mut found: Vec<Comparison> = Vec::new();
    let mut known: BTreeSet<(Peers, ClassId)> = BTreeSet::new();
    let mut seen: BTreeSet<FigureId> = BTreeSet::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        let node = &program.arena[expr];
        match &node.kind {
            ExprKind::Figure(id) if (through_marks || !is_mark(*id)) && seen.insert(*id) => {
                stack.extend(program.body(*id));
            }
            // Of rows that are compared those without the value take no part.
            ExprKind::Cohort { peers, value: Some(value), .. } | ExprKind::Rank { peers, value, .. }
                if peers.are_subjects() && known.insert((peers.clone(), program.arena[*value].class)) =>
            {
                found.push((peers.same.iter().map(|(_, field)| *field).collect(), *value));
            }
            ExprKind::Script(call) => {
                for argument in &call.arguments {
                    if let Argument::Column { same, value, .. } = argument {
                        found.push((same.clone(), *value));
                    }
                }
            }
            _ => {}
        }
        node.kind.each_child(|child| stack.push(child));
    }
    found
}

fn is_mark(id: FigureId) -> bool {
    matches!(id, FigureId::Mark(_) | FigureId::Head(_) | FigureId::Base | FigureId::Total)
}
