//! Results that are rounded to stated decimals and then rounded again to a few less: 0.54946 to 0.5495 to 0.550.

use std::collections::BTreeSet;

use super::Proofs;
use super::prover::Prover;
use crate::core::{ExprId, ExprKind, FigureId, NodeId, Statistic};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Rounding;
use crate::words;

pub(super) fn find(prover: &Prover<'_>, proofs: &mut Proofs) {
    let (arena, mut found) = (&prover.program.arena, BTreeSet::new());
    for figure in prover.program.figures() {
        for (_, node) in arena.walk(figure.expr) {
            if let ExprKind::Round { value, rounding } = &node.kind {
                stated(prover, (*value, node_of(figure.id)), *rounding, &mut found);
            }
        }
    }
    for (span, places, after) in found {
        let safe = after + Rounding::SAFE;
        proofs.findings.push(
            Diagnostic::warning(
                Code::H0418,
                span,
                words!(
                    "精确到 {places} 位以后又舍入到 {after} 位：两次舍入，个别结果会差最末一位",
                    "accurate to {places} places and then rounded to {after}: rounded twice, some results are off by one in the last place"
                ),
            )
            .help(words!(
                "汇总后面和 保留 里面的「精确到」可以删去，只舍入一次；要写的，写 精确到 {safe} 位",
                "behind `aggregate`, and inside of `rounded_to`, remove `accurate_to`, so that it is rounded once; else write accurate_to {safe} places"
            )),
        );
    }
}

/// The stated decimals of what comes to a rounding, as it is or through arithmetic: a percentage is mostly multiplied by
/// marks of a scale of a hundred, so that its decimals count as they are shown. Weights are published as they are stated.
fn stated(
    prover: &Prover<'_>,
    from: (ExprId, Option<NodeId>),
    after: Rounding,
    found: &mut BTreeSet<(Span, u32, u32)>,
) {
    let (arena, rules) = (&prover.program.arena, &prover.program.rules);
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some((expr, within)) = open.pop() {
        let node = &arena[expr];
        let goes_on = match &node.kind {
            ExprKind::Figure(id) => {
                if !matches!(id, FigureId::Parameter(_)) && seen.insert(*id) {
                    open.extend(prover.program.body(*id).map(|body| (body, node_of(*id))));
                }
                continue;
            }
            ExprKind::Case { arms, otherwise } => arms.iter().map(|(_, value)| *value).chain([*otherwise]).collect(),
            ExprKind::Powers { .. }
            | ExprKind::Logarithm { .. }
            | ExprKind::Exponential { .. }
            | ExprKind::IfMissing { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::Sum(_)
            | ExprKind::Negate(_)
            | ExprKind::Least(_)
            | ExprKind::Greatest(_) => node.kind.children(),
            _ => Vec::new(),
        };
        open.extend(goes_on.into_iter().map(|part| (part, within)));
        let is_again = |stated: &Rounding| {
            *stated != after && (after.places..after.places + Rounding::SPARE).contains(&stated.places)
        };
        if let Some(Rounding { places, .. }) = accuracy(&node.kind).filter(is_again) {
            // What stands last in a call is about the call, and not about what is in its brackets.
            let whole = within.map_or(node.span(), |id| rules.node(id).span);
            let words = rules.accuracies.iter().filter(|words| whole.contains(**words));
            let place = words.copied().max_by_key(|words| words.end).unwrap_or(node.span());
            found.insert((place, places, after.places));
        }
    }
}

/// The node of the scoring tree that a figure puts together.
fn node_of(figure: FigureId) -> Option<NodeId> {
    match figure {
        FigureId::Step(node, _) => Some(node),
        FigureId::Head(head) => Some(NodeId::Head(head)),
        FigureId::Base | FigureId::Total => Some(NodeId::Total),
        _ => None,
    }
}

/// The decimals that are stated for a result which has no last one.
fn accuracy(kind: &ExprKind) -> Option<Rounding> {
    match kind {
        ExprKind::Powers { rounding, .. } => *rounding,
        ExprKind::Logarithm { rounding, .. } | ExprKind::Exponential { rounding, .. } => Some(*rounding),
        ExprKind::Rows { statistic, .. } | ExprKind::Cohort { statistic, .. } => match statistic {
            Statistic::StandardDeviation { places, mode, .. } | Statistic::GeometricMean { places, mode } => {
                Some(Rounding::new(*places, *mode))
            }
            _ => None,
        },
        _ => None,
    }
}
