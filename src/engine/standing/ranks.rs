//! Ranks of totals, and verdicts of conditions.

use super::truth;

use crate::cancel::{looking, sort_by};
use crate::column::Integers;
use crate::core::{ConditionId, FigureId, Verdict};
use crate::engine::outputs::Outputs;
use crate::invariant::{OrBroken, entry, fit};
use crate::program::Program;

/// Totals of so many values for each subject are ranked by counting how often each occurs.
const VALUES_BY_SUBJECT: usize = 4;

/// Competition ranks from the greatest down: 1, 2, 2, 4.
pub(super) fn ranks(total: &Integers) -> Vec<Option<usize>> {
    let span = total.range().and_then(|(least, greatest)| usize::try_from(greatest.checked_sub(least)?).ok());
    match (total.range(), span) {
        (Some((_, greatest)), Some(span)) if span < total.len().saturating_mul(VALUES_BY_SUBJECT) => {
            by_counting(total, greatest, span)
        }
        _ => by_sorting(total),
    }
}

/// Totals that lie so far apart at most.
fn by_counting(total: &Integers, greatest: i128, span: usize) -> Vec<Option<usize>> {
    let place = |own: i128| fit::<usize>(greatest - own);
    let mut before = vec![0_usize; span + 1];
    for own in looking(total.iter()).flatten() {
        *before.get_mut(place(own)).or_broken("a total lies between the ends") += 1;
    }
    let mut ahead = 0;
    for count in &mut before {
        ahead += std::mem::replace(count, ahead);
    }
    looking(total.iter()).map(|own| Some(entry(&before, place(own?)) + 1)).collect()
}

fn by_sorting(total: &Integers) -> Vec<Option<usize>> {
    let mut sorted: Vec<i128> = looking(total.iter()).flatten().collect();
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
    looking(total.iter()).map(|own| place(own?)).collect()
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
