//! To how many decimals a figure is rounded and printed.

use crate::core::FigureId;
use crate::number::{Rounding, RoundingMode};
use crate::rules::{Precision, RuleSet, Weights};

/// The precision of a mark or sum of marks.
pub(super) fn of(model: &RuleSet, id: FigureId) -> Option<Precision> {
    match id {
        FigureId::Mark(index) => {
            model.indicators.get(index).and_then(|indicator| indicator.precision).or(model.rounding)
        }
        FigureId::Head(index) => of_head(model, index),
        FigureId::Bonus | FigureId::Deduction => model.rounding,
        FigureId::Base => of_base(model),
        FigureId::Total => of_total(model),
        FigureId::Weight(node, _) => {
            let node = match node {
                Some(head) => &model.heads.get(head)?.node,
                None => &model.total.node,
            };
            match &node.weights {
                Weights::Data { places, .. } => Some(Rounding::new(*places, RoundingMode::HalfUp).into()),
                Weights::Given { .. } => None,
            }
        }
        _ => None,
    }
}

fn of_head(model: &RuleSet, index: usize) -> Option<Precision> {
    let head = model.heads.get(index)?;
    let indicators = head.indicators.iter().map(|indicator| of(model, FigureId::Mark(*indicator)));
    head.node.precision.or_else(|| of_sum(indicators).or(model.rounding))
}

/// 基础分 is part of 总分, which is rounded once, at its end.
fn of_base(model: &RuleSet) -> Option<Precision> {
    let heads = (0..model.heads.len()).map(|head| of_head(model, head));
    let own = model.total.node.precision.map(|own| Precision { exact: true, ..own });
    own.or_else(|| of_sum(heads))
}

fn of_total(model: &RuleSet) -> Option<Precision> {
    let blocks = [model.bonus.as_ref(), model.deduction.as_ref()];
    let blocks = blocks.into_iter().flatten().map(|_| model.rounding);
    model.total.node.precision.or_else(|| of_sum([of_base(model)].into_iter().chain(blocks)))
}

/// A sum is as exact as its parts.
fn of_sum(parts: impl Iterator<Item = Option<Precision>>) -> Option<Precision> {
    parts.flatten().reduce(|one, other| Precision {
        rounding: Rounding { places: one.rounding.places.max(other.rounding.places), mode: RoundingMode::HalfUp },
        exact: one.exact || other.exact,
    })
}
