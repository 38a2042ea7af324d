//! How a 方面 or 总分 came from its parts.

use super::explanation::{NodeExplanation, PartWeight};
use super::formula::{Writer, one_line};
use crate::core::FigureId;
use crate::engine::{NoWeight, chosen, effective_weight, tree_weighs, weights_of};
use crate::number::Number;
use crate::rules::{Aggregate, Node, Weights};

impl Writer<'_> {
    /// A node; `None` of a plain sum that is not rounded, where the marks say it all.
    pub(super) fn node(&self, head: Option<usize>, row: usize) -> Option<NodeExplanation> {
        let model = self.program.rules;
        let (node, codes, id): (&Node, Vec<&str>, FigureId) = match head {
            Some(index) => {
                let head = model.heads.get(index)?;
                let codes = head.indicators.iter().filter_map(|id| model.indicators.get(*id));
                (&head.node, codes.map(|indicator| indicator.code.as_str()).collect(), FigureId::Head(index))
            }
            None => (&model.total.node, model.heads.iter().map(|head| head.code.as_str()).collect(), FigureId::Base),
        };
        if node.is_sum() && node.precision.is_none() {
            return None;
        }
        let counted = weights_of(self.program, self.evaluator, row, head);
        let counted = codes.into_iter().zip(counted).filter(|_| node.aggregate.weighs());
        let unrounded = match head {
            // The cell is rounded; what stands below the rounding is not.
            Some(_) => self.program.figure(id).map(|cell| match &cell.expr.kind {
                crate::core::ExprKind::Round { value, .. } => value.as_ref(),
                _ => &cell.expr,
            }),
            None => self.program.figure(id).map(|cell| &cell.expr),
        };
        let unrounded = unrounded.and_then(|expr| {
            self.evaluator
                .eval(expr, crate::core::Schema::SUBJECTS, row)
                .as_number()
                .map(|number| number.to_readable(8))
        });
        Some(NodeExplanation {
            how: self.how(node),
            weighting: self.weighting(node),
            weights: counted
                .map(|(code, weight)| PartWeight {
                    code: code.to_owned(),
                    weight: weight.map(|weight| percent(&weight)),
                })
                .collect(),
            chosen: chosen(self.program, self.evaluator, row, head).into_iter().map(str::to_owned).collect(),
            unrounded,
        })
    }

    fn how(&self, node: &Node) -> String {
        let own = match node.aggregate {
            Aggregate::Sum => "汇总 求和".to_owned(),
            _ => one_line(self.sources.text(node.span)),
        };
        match &node.gaps {
            Some(gaps) => format!("{own} ; {}", one_line(self.sources.text(gaps.span))),
            None => own,
        }
    }

    fn weighting(&self, node: &Node) -> Option<String> {
        match &node.weights {
            Weights::Data { span, .. } => Some(one_line(self.sources.text(*span))),
            Weights::Given { consistency: Some(known), .. } => Some(format!(
                "赋权 层次分析法，最大特征值 {}，CR = {}",
                known.eigenvalue.to_fixed(4),
                known.ratio.to_fixed(4)
            )),
            Weights::Given { .. } => None,
        }
    }

    /// The effective weight of an indicator, in a tree that weighs.
    pub(super) fn effective(&self, indicator: usize, row: usize) -> Option<String> {
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
