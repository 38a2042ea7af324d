//! Which parts 最大 and 最小 took.

use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use crate::core::{FigureId, HeadId, IndicatorId, NodeId};
use crate::number::Number;
use crate::program::Program;
use crate::result::Note;
use crate::rules::Aggregate;

/// The codes of the parts that give a node its mark for a subject; empty for other aggregates and for a
/// mark that is missing.
#[must_use]
pub fn chosen<'p>(program: &'p Program, evaluator: &Evaluator<'_>, row: usize, node: NodeId) -> Vec<&'p str> {
    let left_out = |id| program.figure(id).is_some() && evaluator.figure(id, row) == Value::YesNo(false);
    let parts = of_node(program, node, |id| match id {
        FigureId::Mark(index) if left_out(FigureId::Applies(index)) => None,
        FigureId::Head(index) if left_out(FigureId::HeadApplies(index)) => None,
        id => evaluator.figure(id, row).as_number().cloned(),
    });
    let code = |part: usize| match node {
        NodeId::Head(_) => program.rules.indicator(IndicatorId(part)).code.as_str(),
        NodeId::Total => program.rules.head(HeadId(part)).code.as_str(),
    };
    parts.into_iter().map(code).collect()
}

/// Whether some node is 最大 or 最小.
pub(super) fn is_said(program: &Program) -> bool {
    let nodes = program.rules.heads.iter().map(|head| &head.node).chain([&program.rules.total.node]);
    nodes.into_iter().any(|node| matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least))
}

/// What has to be said of 最大 and 最小 in 说明.
pub(super) fn notes(program: &Program, outputs: &Outputs, row: usize) -> Vec<Note> {
    let number = |id| outputs.numbers.get(&id).and_then(|column| column.number(row));
    let truth = |id| outputs.truth(id, row);
    let counted = |id: FigureId| match id {
        FigureId::Mark(index) if truth(FigureId::Applies(index)) == Some(false) => None,
        FigureId::Head(index) if truth(FigureId::HeadApplies(index)) == Some(false) => None,
        id => number(id),
    };
    let heads = program.rules.each_head().map(|(id, _)| (Some(id), NodeId::Head(id)));
    let chosen = heads.chain([(None, NodeId::Total)]).map(|(head, node)| (head, of_node(program, node, counted)));
    chosen.filter(|(_, parts)| !parts.is_empty()).map(|(head, parts)| Note::Chosen { head, parts }).collect()
}

/// The parts that give a node its mark: indicators of a 方面, or 方面 of 总分.
fn of_node(program: &Program, node: NodeId, number: impl Fn(FigureId) -> Option<Number>) -> Vec<usize> {
    let rules = &program.rules;
    let aggregate = &rules.node(node).aggregate;
    if !matches!(aggregate, Aggregate::Greatest | Aggregate::Least) {
        return Vec::new();
    }
    let (own, parts): (FigureId, Vec<(usize, FigureId)>) = match node {
        NodeId::Head(head) => {
            let parts = rules.head(head).indicators.iter().map(|id| (id.0, FigureId::Mark(*id)));
            (FigureId::Head(head), parts.collect())
        }
        NodeId::Total => (FigureId::Base, rules.each_head().map(|(id, _)| (id.0, FigureId::Head(id))).collect()),
    };
    if number(own).is_none() {
        return Vec::new();
    }
    let known: Vec<(usize, Number)> = parts.into_iter().filter_map(|(part, id)| Some((part, number(id)?))).collect();
    let marks = known.iter().map(|(_, mark)| mark);
    let best = if *aggregate == Aggregate::Greatest { marks.max() } else { marks.min() };
    let Some(best) = best.cloned() else { return Vec::new() };
    known.into_iter().filter(|(_, mark)| *mark == best).map(|(part, _)| part).collect()
}
