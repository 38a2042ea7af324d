//! How a 方面 or 总分 came from its parts.

use super::explanation::{NodeExplanation, PartWeight};
use super::formula::Writer;
use crate::core::{ExprKind, FigureId, IndicatorId, NodeId, Schema};
use crate::engine::{NoWeight, chosen, effective_weight, tree_weighs, weights_of};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::rules::{Aggregate, Node, Weights};

impl Writer<'_> {
    /// A node; `None` of a plain sum that is not rounded, where the marks say it all.
    pub(super) fn node(&self, id: NodeId, row: usize) -> Option<NodeExplanation> {
        let rules = &self.program.rules;
        let node = rules.node(id);
        if node.is_sum() && node.precision.is_none() {
            return None;
        }
        let (codes, mark): (Vec<&str>, FigureId) = match id {
            NodeId::Head(head) => {
                let indicators = rules.head(head).indicators.iter().map(|id| rules.indicator(*id).code.as_str());
                (indicators.collect(), FigureId::Head(head))
            }
            NodeId::Total => (rules.heads.iter().map(|head| head.code.as_str()).collect(), FigureId::Base),
        };
        let counted = weights_of(self.program, self.evaluator, row, id);
        let counted = codes.into_iter().zip(counted).filter(|_| node.aggregate.weighs());
        let mark = self.program.body(mark).or_broken("a node of the scoring tree has its figure");
        // The figure of a 方面 is rounded; what stands below the rounding is not.
        let unrounded = match (id, self.kind(mark)) {
            (NodeId::Head(_), ExprKind::Round { value, .. }) => *value,
            _ => mark,
        };
        let unrounded = self.eval(unrounded, (Schema::SUBJECTS, row));
        let unrounded = unrounded.as_number().map(|number| number.to_readable(8));
        Some(NodeExplanation {
            how: self.how(node),
            weighting: self.weighting(node),
            weights: counted
                .map(|(code, weight)| PartWeight {
                    code: code.to_owned(),
                    weight: weight.map(|weight| percent(&weight)),
                })
                .collect(),
            chosen: chosen(self.program, self.evaluator, row, id).into_iter().map(str::to_owned).collect(),
            unrounded,
        })
    }

    fn how(&self, node: &Node) -> String {
        let own = match node.aggregate {
            Aggregate::Sum => "汇总 求和".to_owned(),
            _ => self.text(node.span),
        };
        match &node.gaps {
            Some(gaps) => format!("{own} ; {}", self.text(gaps.span)),
            None => own,
        }
    }

    fn weighting(&self, node: &Node) -> Option<String> {
        match &node.weights {
            Weights::Data { span, .. } => Some(self.text(*span)),
            Weights::Given { consistency: Some(known), .. } => Some(format!(
                "赋权 层次分析法，最大特征值 {}，CR = {}",
                known.eigenvalue.to_fixed(4),
                known.ratio.to_fixed(4)
            )),
            Weights::Given { .. } => None,
        }
    }

    /// The effective weight of an indicator, in a tree that weighs.
    pub(super) fn effective(&self, indicator: IndicatorId, row: usize) -> Option<String> {
        if !tree_weighs(self.program) {
            return None;
        }
        match effective_weight(self.program, Some((self.evaluator, row)), indicator) {
            Ok(weight) => Some(percent(&weight)),
            Err(NoWeight::Absent | NoWeight::Varies | NoWeight::FromData | NoWeight::Unweighed) => None,
        }
    }
}

fn percent(weight: &Number) -> String {
    format!("{}%", (weight * &Number::from_integer(100)).to_readable(8))
}
