//! Which parts 最大 and 最小 took.

use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use crate::core::{FigureId, NodeId};
use crate::number::Number;
use crate::program::Program;
use crate::rules::{Aggregate, Node};

/// The codes of the parts that give a node its mark for a subject; empty for other aggregates and for a
/// mark that is missing.
#[must_use]
pub fn chosen<'p>(program: &'p Program, evaluator: &Evaluator<'_>, row: usize, node: NodeId) -> Vec<&'p str> {
    let left_out = |id| program.figure(id).is_some() && evaluator.figure(id, row) == Value::YesNo(false);
    of_node(program, node, |id| match id {
        FigureId::Mark(index) if left_out(FigureId::Applies(index)) => None,
        FigureId::Head(index) if left_out(FigureId::HeadApplies(index)) => None,
        id => evaluator.figure(id, row).as_number().cloned(),
    })
}

/// Whether some node is 最大 or 最小.
pub(super) fn is_said(program: &Program) -> bool {
    let nodes = program.rules.heads.iter().map(|head| &head.node).chain([&program.rules.total.node]);
    nodes.into_iter().any(|node| matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least))
}

/// What has to be said of 最大 and 最小 in 说明.
pub(super) fn notes(program: &Program, outputs: &Outputs, row: usize) -> Vec<String> {
    let number = |id| outputs.numbers.get(&id).and_then(|column| column.number(row));
    let truth = |id| outputs.truths.get(&id).and_then(|truths| truths.get(row)).copied().flatten();
    let counted = |id: FigureId| match id {
        FigureId::Mark(index) if truth(FigureId::Applies(index)) == Some(false) => None,
        FigureId::Head(index) if truth(FigureId::HeadApplies(index)) == Some(false) => None,
        id => number(id),
    };
    let nodes = program.rules.each_head().map(|(id, _)| NodeId::Head(id)).chain([NodeId::Total]);
    nodes
        .filter_map(|id| {
            let (name, node) = named(program, id);
            let codes = of_node(program, id, counted);
            let word = node.aggregate.word();
            (!codes.is_empty()).then(|| format!("{name} 取{word}：{}", codes.join("、")))
        })
        .collect()
}

fn named(program: &Program, id: NodeId) -> (&str, &Node) {
    let name = match id {
        NodeId::Head(head) => &program.rules.head(head).code,
        NodeId::Total => "总分",
    };
    (name, program.rules.node(id))
}

fn of_node(program: &Program, id: NodeId, number: impl Fn(FigureId) -> Option<Number>) -> Vec<&str> {
    let rules = &program.rules;
    let (_, node) = named(program, id);
    if !matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least) {
        return Vec::new();
    }
    let (own, parts): (FigureId, Vec<(&str, FigureId)>) = match id {
        NodeId::Head(head) => {
            let parts = rules.head(head).indicators.iter();
            let parts = parts.map(|id| (rules.indicator(*id).code.as_str(), FigureId::Mark(*id)));
            (FigureId::Head(head), parts.collect())
        }
        NodeId::Total => {
            let parts = rules.each_head().map(|(id, head)| (head.code.as_str(), FigureId::Head(id)));
            (FigureId::Base, parts.collect())
        }
    };
    if number(own).is_none() {
        return Vec::new();
    }
    let known: Vec<(&str, Number)> = parts.into_iter().filter_map(|(code, id)| Some((code, number(id)?))).collect();
    let marks = known.iter().map(|(_, mark)| mark);
    let best = if node.aggregate == Aggregate::Greatest { marks.max() } else { marks.min() };
    let Some(best) = best.cloned() else { return Vec::new() };
    known.into_iter().filter(|(_, mark)| *mark == best).map(|(code, _)| code).collect()
}
