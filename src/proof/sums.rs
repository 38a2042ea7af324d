//! What marks come to when they are put together: 方面, 加分, 扣分 and 总分.

use super::domain::Domain;
use super::interval::Interval;
use super::prover::{Prover, rounded};
use crate::core::{ChildId, ExprKind, FigureId};
use crate::number::Number;
use crate::rules::{Aggregate, Node, RuleSet};

/// Settles what the sums of a rule set can come to, each after those that it is put together from: what its expression
/// gives, within what is known of it besides.
pub(super) fn settle(prover: &Prover<'_>) {
    let program = prover.program;
    for figure in program.figures() {
        let is_sum = matches!(
            figure.id,
            FigureId::HeadFull(_)
                | FigureId::Head(_)
                | FigureId::Base
                | FigureId::Bonus
                | FigureId::Deduction
                | FigureId::Total
        );
        if !is_sum {
            continue;
        }
        // Each is a question of its own.
        let anyone = prover.of(prover.base.clone());
        let found = anyone.interval(figure.expr, &anyone.base);
        let node = &program.arena[figure.expr];
        let bounds = bounds(&program.rules, figure.id).map(|bounds| match &node.kind {
            ExprKind::Round { rounding, .. } => rounded(&bounds, *rounding, &node.ty),
            _ => bounds,
        });
        let settled = match bounds {
            // Of a sum that nobody has yet, because something in it is undecided, nothing is said.
            Some(bounds) => Some(found.meet(&bounds)).filter(|met| !met.is_empty()).unwrap_or(bounds),
            None => found,
        };
        prover.settle(figure.id, Domain::Number(settled));
    }
    // What was worked out before knew less of marks and sums.
    prover.figures.take();
}

/// What is known of a sum of marks before it is rounded. A mark outside 0 to the full marks gives no result at all, and
/// however marks are put together, what comes of them lies between 0 and the full marks too.
fn bounds(rules: &RuleSet, id: FigureId) -> Option<Interval> {
    let within = |is_open: bool, full: &Number| {
        if is_open { Interval::all() } else { Interval::between(Number::zero(), full.clone()) }
    };
    match id {
        FigureId::HeadFull(head) => Some(within(false, &rules.head(head).full)),
        FigureId::Head(head) => Some(within(is_free(rules, &rules.head(head).node), &rules.head(head).full)),
        FigureId::Base => {
            let is_free = is_free(rules, &rules.total.node);
            rules.full.as_ref().map(|full| within(is_free, full))
        }
        _ => None,
    }
}

/// Whether the mark of a node may lie beyond its full marks or below 0, as far as its parts tell: a formula is held to
/// them only where marks are given.
fn is_free(rules: &RuleSet, node: &Node) -> bool {
    matches!(node.aggregate, Aggregate::Formula(_)) || is_open(rules, &node.children)
}

/// Whether a mark below a node may lie beyond its full marks or below 0.
fn is_open(rules: &RuleSet, children: &[ChildId]) -> bool {
    children.iter().any(|child| match child {
        ChildId::Head(head) => is_free(rules, &rules.head(*head).node),
        ChildId::Indicator(indicator) => {
            let indicator = rules.indicator(*indicator);
            indicator.uncapped || indicator.unfloored
        }
    })
}
