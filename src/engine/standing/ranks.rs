//! Ranks of totals, and verdicts of conditions.

use super::truth;

use crate::cancel::{looking, sort_by};
use crate::core::{ConditionId, FigureId, Verdict};
use crate::engine::outputs::Outputs;
use crate::program::Program;

/// Competition ranks from the greatest down: 1, 2, 2, 4.
pub(super) fn ranks(total: &[Option<i128>]) -> Vec<Option<usize>> {
    let mut sorted: Vec<i128> = looking(total.iter()).flatten().copied().collect();
    sort_by(&mut sorted, |left, right| right.cmp(left));
    // Each total with the first place that it takes: far fewer than subjects.
    let mut places: Vec<(i128, usize)> = Vec::new();
    for (own, place) in looking(sorted.into_iter().zip(1..)) {
        if places.last().is_none_or(|(last, _)| *last != own) {
            places.push((own, place));
        }
    }
    let place = |own: i128| {
        let at = places.partition_point(|(other, _)| *other > own);
        places.get(at).map(|(_, place)| *place)
    };
    looking(total.iter()).map(|own| place((*own)?)).collect()
}

pub(super) fn verdicts(program: &Program, outputs: &Outputs, id: ConditionId, subjects: usize) -> Vec<Verdict> {
    let condition = program.rules.condition(id);
    let (soft, limited) = (condition.soft, condition.applies.is_some());
    looking(0..subjects)
        .map(|row| {
            if limited {
                match truth(outputs, FigureId::ConditionApplies(id), row) {
                    Some(false) => return Verdict::NotApplicable,
                    None => return Verdict::Open,
                    Some(true) => {}
                }
            }
            match truth(outputs, FigureId::Condition(id), row) {
                Some(true) => Verdict::Met,
                Some(false) if soft => Verdict::NeedsReason,
                Some(false) => Verdict::NotMet,
                None => Verdict::Open,
            }
        })
        .collect()
}
