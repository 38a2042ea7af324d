//! To whom nothing applies, and what stands in the way of a grade.

use std::collections::BTreeSet;

use crate::core::{FigureId, GradeId};
use crate::engine::outputs::Outputs;
use crate::invariant::entry;
use crate::program::Program;
use crate::result::{Obstacle, Truths};

/// Whether something of 总分 applies to each subject; `None` when it does to all.
pub(super) fn some_head_applies(program: &Program, outputs: &Outputs, subjects: usize) -> Option<Truths> {
    let parts = program.rules.total.node.children.iter().map(|child| outputs.truths.get(&child.applies()));
    let heads: Vec<&Truths> = parts.collect::<Option<_>>()?;
    if heads.is_empty() {
        return None;
    }
    let of_row = |row: usize| {
        let known = || heads.iter().map(|truths| *entry(truths, row));
        let holds = known().any(|truth| truth == Some(true));
        holds.then_some(true).or_else(|| known().all(|truth| truth == Some(false)).then_some(false))
    };
    Some((0..subjects).map(of_row).collect())
}

/// The figure of which something is missing; none where other subjects stand in the way.
pub(super) fn figure_of(obstacle: Obstacle) -> Option<FigureId> {
    Some(match obstacle {
        Obstacle::Participation => FigureId::Participates,
        Obstacle::Veto { veto } => FigureId::Veto(veto),
        Obstacle::Total => FigureId::Total,
        Obstacle::Requirement { grade } => FigureId::Requirement(grade),
        Obstacle::Demotion { demotion } => FigureId::Demotion(demotion),
        Obstacle::Restriction { restriction } => FigureId::Restriction(restriction),
        Obstacle::Group { .. } | Obstacle::Places { .. } | Obstacle::Rivals { .. } => return None,
    })
}

/// The grades whose requirement rests on the total.
pub(super) fn on_total(program: &Program) -> BTreeSet<GradeId> {
    let changed = program.changed(|id| id == FigureId::Total, |_| false);
    let grades = changed.into_iter().filter_map(|id| match id {
        FigureId::Requirement(grade) => Some(grade),
        _ => None,
    });
    grades.collect()
}
