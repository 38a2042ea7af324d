//! Results that are rounded to stated decimals and then rounded again to a few less: 0.54946 to 0.5495 to 0.550.

use std::collections::BTreeSet;

use super::Proofs;
use super::prover::Prover;
use crate::core::{ExprId, ExprKind, FigureId, Statistic};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::{Rounding, RoundingMode};
use crate::words;

pub(super) fn find(prover: &Prover<'_>, proofs: &mut Proofs) {
    let (arena, mut found) = (&prover.program.arena, BTreeSet::new());
    for figure in prover.program.figures() {
        for (_, node) in arena.walk(figure.expr) {
            if let ExprKind::Round { value, rounding } = &node.kind {
                stated(prover, *value, *rounding, &mut found);
            }
        }
    }
    for (span, places, after) in found {
        let safe = after + Rounding::SPARE;
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
fn stated(prover: &Prover<'_>, expr: ExprId, after: Rounding, found: &mut BTreeSet<(Span, u32, u32)>) {
    let arena = &prover.program.arena;
    let (mut open, mut seen) = (vec![expr], BTreeSet::new());
    while let Some(expr) = open.pop() {
        let node = &arena[expr];
        let places = match &node.kind {
            ExprKind::Powers { .. } | ExprKind::Logarithm { .. } | ExprKind::Exponential { .. } => {
                open.extend(node.kind.children());
                accuracy(&node.kind)
            }
            ExprKind::Figure(id) => {
                if !matches!(id, FigureId::Parameter(_)) && seen.insert(*id) {
                    open.extend(prover.program.body(*id));
                }
                continue;
            }
            ExprKind::Case { arms, otherwise } => {
                open.extend(arms.iter().map(|(_, value)| *value).chain([*otherwise]));
                continue;
            }
            ExprKind::IfMissing { value, default } => {
                open.extend([*value, *default]);
                continue;
            }
            ExprKind::Arithmetic { left, right, .. } => {
                open.extend([*left, *right]);
                continue;
            }
            ExprKind::Negate(value) => {
                open.push(*value);
                continue;
            }
            ExprKind::Least(terms) | ExprKind::Greatest(terms) => {
                open.extend(terms);
                continue;
            }
            kind => accuracy(kind),
        };
        let is_again = |places: u32| match after.mode {
            RoundingMode::HalfUp => places > after.places && places < after.places + Rounding::SPARE,
            _ => places >= after.places && places < after.places + Rounding::SPARE,
        };
        if let Some(places) = places.filter(|places| is_again(*places)) {
            found.insert((node.span(), places, after.places));
        }
    }
}

/// The decimals that are stated for a result which has no last one.
fn accuracy(kind: &ExprKind) -> Option<u32> {
    match kind {
        ExprKind::Powers { places, .. } => *places,
        ExprKind::Logarithm { places, .. } | ExprKind::Exponential { places, .. } => Some(*places),
        ExprKind::Rows { statistic, .. } | ExprKind::Cohort { statistic, .. } => match statistic {
            Statistic::StandardDeviation { places, .. } | Statistic::GeometricMean { places } => Some(*places),
            _ => None,
        },
        _ => None,
    }
}
