//! The mark of an indicator, and what is said of it.

use super::inputs::without_range;
use super::interval::Interval;
use super::prover::{Prover, rounded};
use crate::core::{ExprId, FigureId, IndicatorId};
use crate::finding::Words;
use crate::number::Number;
use crate::rules::{Indicator, Precision};
use crate::words;

/// The marks that an indicator may give.
pub(super) fn bounds_of(indicator: &Indicator) -> Interval {
    let within = Interval::between(Number::zero(), indicator.full.clone());
    Interval { low: within.low.filter(|_| !indicator.unfloored), high: within.high.filter(|_| !indicator.uncapped) }
}

/// The mark of an indicator from what it is before rounding.
pub(super) fn round(prover: &Prover<'_>, id: IndicatorId, mark: &Interval) -> Interval {
    let score = prover.program.rules.indicator(id).score;
    match prover.program.precision(FigureId::Mark(id)) {
        Some(Precision { rounding, exact: false }) => rounded(mark, rounding, &prover.program.arena[score].ty),
        _ => mark.clone(),
    }
}

/// Why nothing could be told.
pub(super) fn unknown(prover: &Prover<'_>, expr: ExprId) -> Words {
    const NAMED: usize = 3;
    let columns = without_range(prover, expr);
    if columns.is_empty() {
        return words!("没有证出，也没有找到反例", "neither a proof nor a counter-example was found");
    }
    let named = columns.iter().take(NAMED);
    let zh = named.clone().map(|name| format!("「{name}」")).collect::<Vec<_>>().join("、");
    let en = named.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let (more_zh, more_en) = if columns.len() > NAMED { ("等", " and others") } else { ("", "") };
    words!("{zh}{more_zh}没有写范围", "no range is declared for {en}{more_en}")
}
