//! Which parts 最大 and 最小 took.

use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use crate::core::FigureId;
use crate::number::Number;
use crate::program::Program;
use crate::rules::{Aggregate, Node};

/// The codes of the parts that give a node its mark for a subject; empty for other aggregates and for a
/// mark that is missing.
#[must_use]
pub fn chosen<'p>(program: &'p Program, evaluator: &Evaluator<'_>, row: usize, head: Option<usize>) -> Vec<&'p str> {
    let left_out = |id| program.figure(id).is_some() && evaluator.figure(id, row) == Value::YesNo(false);
    of_node(program, head, |id| match id {
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
    let nodes = (0..program.rules.heads.len()).map(Some).chain([None]);
    nodes
        .filter_map(|head| {
            let (name, node) = named(program, head)?;
            let codes = of_node(program, head, counted);
            let word = node.aggregate.word();
            (!codes.is_empty()).then(|| format!("{name} 取{word}：{}", codes.join("、")))
        })
        .collect()
}

fn named<'p>(program: &'p Program, head: Option<usize>) -> Option<(&'p str, &'p Node)> {
    let model = program.rules;
    Some(match head {
        Some(head) => {
            let head = model.heads.get(head)?;
            (&head.code, &head.node)
        }
        None => ("总分", &model.total.node),
    })
}

fn of_node<'p>(program: &'p Program, head: Option<usize>, number: impl Fn(FigureId) -> Option<Number>) -> Vec<&'p str> {
    let model = program.rules;
    let Some((_, node)) = named(program, head) else { return Vec::new() };
    if !matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least) {
        return Vec::new();
    }
    let parts: Vec<(&str, FigureId)> = match head.and_then(|head| model.heads.get(head)) {
        Some(head) => head
            .indicators
            .iter()
            .filter_map(|id| Some((model.indicators.get(*id)?.code.as_str(), FigureId::Mark(*id))))
            .collect(),
        None => {
            model.heads.iter().enumerate().map(|(index, head)| (head.code.as_str(), FigureId::Head(index))).collect()
        }
    };
    let own = head.map_or(FigureId::Base, FigureId::Head);
    if number(own).is_none() {
        return Vec::new();
    }
    let known: Vec<(&str, Number)> = parts.into_iter().filter_map(|(code, id)| Some((code, number(id)?))).collect();
    let marks = known.iter().map(|(_, mark)| mark);
    let best = if node.aggregate == Aggregate::Greatest { marks.max() } else { marks.min() };
    let Some(best) = best.cloned() else { return Vec::new() };
    known.into_iter().filter(|(_, mark)| *mark == best).map(|(code, _)| code).collect()
}
