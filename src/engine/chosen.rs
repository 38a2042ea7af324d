//! Which parts 最大 and 最小 took.

use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use crate::core::{ChildId, FigureId, NodeId};
use crate::number::Number;
use crate::program::Program;
use crate::result::Note;
use crate::rules::Aggregate;

/// The codes of the parts that give a node its mark for a subject; empty for other aggregates and for a
/// mark that is missing.
#[must_use]
pub fn chosen<'p>(program: &'p Program, evaluator: &Evaluator<'_>, row: usize, node: NodeId) -> Vec<&'p str> {
    let left_out = |id| program.figure(id).is_some() && evaluator.figure(id, row) == Value::YesNo(false);
    let number = |id| evaluator.figure(id, row).as_number().cloned();
    let parts = of_node(program, node, number, |child| !left_out(child.applies()));
    parts.into_iter().map(|part| program.rules.code(part)).collect()
}

/// Whether some node is 最大 or 最小.
pub(super) fn is_said(program: &Program) -> bool {
    program.rules.nodes().any(|(_, node)| matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least))
}

/// What has to be said of 最大 and 最小 in 说明.
pub(super) fn notes(program: &Program, outputs: &Outputs, row: usize) -> Vec<Note> {
    let number = |id| outputs.numbers.get(&id).and_then(|column| column.number(row));
    let counts = |child: ChildId| outputs.truth(child.applies(), row) != Some(false);
    let chosen = program.rules.nodes().map(|(id, _)| {
        let head = match id {
            NodeId::Head(head) => Some(head),
            NodeId::Total => None,
        };
        (head, of_node(program, id, number, counts))
    });
    chosen.filter(|(_, parts)| !parts.is_empty()).map(|(head, parts)| Note::Chosen { head, parts }).collect()
}

/// The parts that give a node its mark.
fn of_node(
    program: &Program,
    id: NodeId,
    number: impl Fn(FigureId) -> Option<Number>,
    counts: impl Fn(ChildId) -> bool,
) -> Vec<ChildId> {
    let node = program.rules.node(id);
    if !matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least) || number(id.mark()).is_none() {
        return Vec::new();
    }
    let counted = node.children.iter().copied().filter(|child| counts(*child));
    let known: Vec<(ChildId, Number)> = counted.filter_map(|child| Some((child, number(child.mark())?))).collect();
    let marks = known.iter().map(|(_, mark)| mark);
    let best = if node.aggregate == Aggregate::Greatest { marks.max() } else { marks.min() };
    let Some(best) = best.cloned() else { return Vec::new() };
    known.into_iter().filter(|(_, mark)| *mark == best).map(|(part, _)| part).collect()
}
