//! How a 方面 or 总分 came from its parts.

use super::explain::Outline;
use crate::core::{ChildId, FigureId, NodeId, Step};
use crate::engine::{chosen, full_marks, weights_of};
use crate::number::Number;
use crate::result::{Node, Operation, PartShare, Rescaled, Weighting};
use crate::rules::{self, Aggregate, Weights};

impl Outline<'_> {
    /// A node; `None` of a plain sum that is not rounded, where the marks say it all.
    pub(super) fn node(&mut self, id: NodeId) -> Option<Node> {
        let view = self.steps.view;
        let rules = &self.program.rules;
        let node = rules.node(id);
        if node.is_sum() && node.precision.is_none() {
            return None;
        }
        let (codes, mark) = (node.children.iter().map(|child| rules.code(*child)), id.mark());
        let counted = weights_of(self.program, view.evaluator, self.row, id);
        let counted = codes.zip(counted).filter(|_| node.aggregate.weighs());
        let weights = counted.map(|(code, share)| PartShare { code: code.to_owned(), share }).collect();
        let step = self.steps.figure(mark, self.row);
        // The figure of a 方面 is rounded; what stands below the rounding is not.
        let unrounded = match (id, self.steps.operation_of(step)) {
            (NodeId::Head(_), Operation::Round { of, .. }) => *of,
            _ => step,
        };
        let rescaled = self.rescaled(id);
        Some(Node {
            rescaled,
            aggregate: (node.aggregate != Aggregate::Sum).then(|| view.text(node.span)),
            by_formula: matches!(node.aggregate, Aggregate::Formula(_)),
            gaps: node.gaps.as_ref().map(|gaps| view.text(gaps.span)),
            weighting: weighting(node, |span| view.text(span)),
            weights,
            chosen: chosen(self.program, view.evaluator, self.row, id).into_iter().map(str::to_owned).collect(),
            unrounded,
        })
    }
}

impl Outline<'_> {
    /// 缺项 折算 of a sum, where there are parts that may not apply.
    fn rescaled(&mut self, id: NodeId) -> Option<Rescaled> {
        let (sum, applicable) = (FigureId::Step(id, Step::Sum), FigureId::Step(id, Step::Full));
        self.program.figure(sum)?;
        let rules = &self.program.rules;
        let full = match id {
            NodeId::Head(head) => full_marks(self.program, self.steps.view.evaluator, ChildId::Head(head), self.row)
                .unwrap_or_else(|| rules.head(head).full.clone()),
            NodeId::Total => rules.full.clone().unwrap_or_else(Number::zero),
        };
        let (sum, applicable) = (self.steps.figure(sum, self.row), self.steps.figure(applicable, self.row));
        let factor = self.steps.value(applicable).as_number().and_then(|applicable| full.checked_div(applicable));
        Some(Rescaled { sum, applicable, full, factor })
    }
}

fn weighting(node: &rules::Node, text: impl Fn(crate::finding::Span) -> String) -> Option<Weighting> {
    match &node.weights {
        Weights::Data { span, .. } => Some(Weighting::Clause(text(*span))),
        Weights::Given { consistency: Some(known), .. } => {
            Some(Weighting::Judged { eigenvalue: known.eigenvalue.clone(), ratio: known.ratio.clone() })
        }
        Weights::Given { .. } => None,
    }
}
