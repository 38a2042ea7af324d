//! To how many decimals a figure is rounded and printed.

use crate::core::{ChildId, FigureId, HeadId, OutputId, Type};
use crate::number::{Rounding, RoundingMode};
use crate::rules::{Precision, RuleSet, Weights};

/// The precision of a mark or sum of marks.
pub(super) fn of(rules: &RuleSet, id: FigureId) -> Option<Precision> {
    match id {
        FigureId::Mark(id) => rules.indicator(id).precision.or(rules.rounding),
        FigureId::Head(id) => of_head(rules, id),
        FigureId::Bonus | FigureId::Deduction => rules.rounding,
        FigureId::Base => of_base(rules),
        FigureId::Total => of_total(rules),
        FigureId::Weight(node, _) => match &rules.node(node).weights {
            Weights::Data { places, .. } => Some(Rounding::new(*places, RoundingMode::HalfUp).into()),
            Weights::Given { .. } => None,
        },
        FigureId::Output(id) => of_output(rules, id),
        _ => None,
    }
}

/// More decimals than this are kept with the exact number: whole numbers of 128 bits do not hold them.
const MOST_PRINTED: u32 = 38;

/// A number that 列出 gives no places is exact, and so is one of many places, which is rounded to them.
fn of_output(rules: &RuleSet, id: OutputId) -> Option<Precision> {
    let output = rules.output(id);
    if !matches!(output.ty, Type::Number(_)) {
        return None;
    }
    Some(match output.rounding {
        Some(rounding) if rounding.places <= MOST_PRINTED => Precision { rounding, exact: false },
        _ => Precision { rounding: Rounding::new(0, RoundingMode::HalfUp), exact: true },
    })
}

fn of_head(rules: &RuleSet, id: HeadId) -> Option<Precision> {
    let head = rules.head(id);
    let children = head.node.children.iter().map(|child| of(rules, child.mark()));
    head.node.precision.or_else(|| of_sum(children).or(rules.rounding))
}

/// 基础分 is part of 总分, which is rounded once, at its end.
fn of_base(rules: &RuleSet) -> Option<Precision> {
    let children: &[ChildId] = &rules.total.node.children;
    let parts = children.iter().map(|child| of(rules, child.mark()));
    let own = rules.total.node.precision.map(|own| Precision { exact: true, ..own });
    own.or_else(|| of_sum(parts))
}

fn of_total(rules: &RuleSet) -> Option<Precision> {
    let blocks = [rules.bonus.as_ref(), rules.deduction.as_ref()];
    let blocks = blocks.into_iter().flatten().map(|_| rules.rounding);
    rules.total.node.precision.or_else(|| of_sum([of_base(rules)].into_iter().chain(blocks)))
}

/// A sum is as exact as its parts.
fn of_sum(parts: impl Iterator<Item = Option<Precision>>) -> Option<Precision> {
    parts.flatten().reduce(|one, other| Precision {
        rounding: Rounding::new(one.rounding.places.max(other.rounding.places), RoundingMode::HalfUp),
        exact: one.exact || other.exact,
    })
}
