//! Which parts 最大 and 最小 took.

use super::exact::{Evaluator, Value};
use super::outputs::Outputs;
use crate::core::FigureId;
use crate::number::Number;
use crate::program::Program;
use crate::result::Note;
use crate::rules::{Aggregate, Node};

/// The codes of the parts that give a node its mark for a subject; empty for other aggregates and for a
/// mark that is missing.
#[must_use]
pub fn chosen<'p>(plan: &'p Program<'_>, evaluator: &Evaluator<'_>, row: usize, head: Option<usize>) -> Vec<&'p str> {
    let model = plan.model;
    let left_out = |id| plan.cell(id).is_some() && evaluator.cell(id, row) == Value::YesNo(false);
    let parts = of_node(plan, head, |id| match id {
        FigureId::Mark(index) if left_out(FigureId::Applies(index)) => None,
        FigureId::Head(index) if left_out(FigureId::HeadApplies(index)) => None,
        id => evaluator.cell(id, row).as_number().cloned(),
    });
    let code = |part: usize| match head {
        Some(_) => model.indicators.get(part).map(|indicator| indicator.code.as_str()),
        None => model.heads.get(part).map(|head| head.code.as_str()),
    };
    parts.into_iter().filter_map(code).collect()
}

/// Whether some node is 最大 or 最小.
pub(super) fn is_said(plan: &Program<'_>) -> bool {
    let nodes = plan.model.heads.iter().map(|head| &head.node).chain([&plan.model.total.node]);
    nodes.into_iter().any(|node| matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least))
}

/// What has to be said of 最大 and 最小 in 说明.
pub(super) fn notes(plan: &Program<'_>, outputs: &Outputs, row: usize) -> Vec<Note> {
    let number = |id| outputs.numbers.get(&id).and_then(|column| column.number(row));
    let truth = |id| outputs.truths.get(&id).and_then(|truths| truths.get(row)).copied().flatten();
    let counted = |id: FigureId| match id {
        FigureId::Mark(index) if truth(FigureId::Applies(index)) == Some(false) => None,
        FigureId::Head(index) if truth(FigureId::HeadApplies(index)) == Some(false) => None,
        id => number(id),
    };
    let nodes = (0..plan.model.heads.len()).map(Some).chain([None]);
    let chosen = nodes.map(|head| (head, of_node(plan, head, counted)));
    chosen.filter(|(_, parts)| !parts.is_empty()).map(|(head, parts)| Note::Chosen { head, parts }).collect()
}

/// The parts that give a node its mark: indicators of a 方面, or 方面 of 总分.
fn of_node(plan: &Program<'_>, head: Option<usize>, number: impl Fn(FigureId) -> Option<Number>) -> Vec<usize> {
    let model = plan.model;
    let (node, parts): (&Node, Vec<(usize, FigureId)>) = match head {
        Some(index) => {
            let Some(head) = model.heads.get(index) else { return Vec::new() };
            (&head.node, head.indicators.iter().map(|id| (*id, FigureId::Mark(*id))).collect())
        }
        None => (&model.total.node, (0..model.heads.len()).map(|head| (head, FigureId::Head(head))).collect()),
    };
    if !matches!(node.aggregate, Aggregate::Greatest | Aggregate::Least) {
        return Vec::new();
    }
    if number(head.map_or(FigureId::Base, FigureId::Head)).is_none() {
        return Vec::new();
    }
    let known: Vec<(usize, Number)> = parts.into_iter().filter_map(|(part, id)| Some((part, number(id)?))).collect();
    let marks = known.iter().map(|(_, mark)| mark);
    let best = if node.aggregate == Aggregate::Greatest { marks.max() } else { marks.min() };
    let Some(best) = best.cloned() else { return Vec::new() };
    known.into_iter().filter(|(_, mark)| *mark == best).map(|(part, _)| part).collect()
}
