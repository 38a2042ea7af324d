//! The weights at which something can change: where a total, a mark or a rate comes to a line, and with quotas where two
//! subjects change places.

use std::collections::BTreeSet;

use super::grading::{Compared, Grading};
use super::model::boundaries;
use crate::number::Number;

/// So many subjects at most are held against one another two by two.
pub(super) const MOST_RIVALS: usize = 300;

/// So many places at which something can change are looked at for one weight.
const MOST: usize = 20_000;

/// A number that rises or falls evenly as a weight moves: at 0, and by so much for each unit of the weight.
#[derive(Debug, Clone)]
struct Line {
    at: Number,
    by: Number,
}

impl Line {
    /// Where it comes to a number.
    fn reaches(&self, wanted: &Number) -> Option<Number> {
        (wanted - &self.at).checked_div(&self.by)
    }

    fn between(zero: Number, other: &Number, at: &Number) -> Option<Self> {
        let by = (other - &zero).checked_div(at)?;
        Some(Self { at: zero, by })
    }
}

/// The moves of one weight at which something can change, rising, within a range; nothing when there are too many.
pub(super) fn events(grading: &Grading<'_>, part: usize, (low, high): &(Number, Number)) -> Option<Vec<Number>> {
    let model = grading.model;
    let mut found: BTreeSet<Number> = BTreeSet::new();
    let unit = if high.is_zero() { low.clone() } else { high.clone() };
    if unit.is_zero() {
        return Some(Vec::new());
    }
    // What moves evenly is known from two places.
    let half = unit.checked_div(&Number::from_integer(2))?;
    let mut totals: Vec<Option<Line>> = Vec::new();
    for row in 0..model.subjects.len() {
        let factors = |by: &Number| model.factors(row, part, by);
        let raw = |by: &Number| model.raw(row, &factors(by));
        let line = raw(&Number::zero()).and_then(|zero| Line::between(zero, &raw(&half)?, &half));
        if let Some(line) = &line {
            let lines = grading.lines.iter().filter(|(compared, _)| *compared == Compared::Total);
            let lines = lines.map(|(_, at)| at).chain(model.cap());
            for at in lines.flat_map(|at| boundaries(model.rounding, at)) {
                found.extend(line.reaches(&at));
            }
        }
        totals.push(line);
        for (compared, at) in &grading.lines {
            found.extend(of_head(grading, row, part, &half, *compared, at));
        }
    }
    if grading.has_quotas {
        if model.subjects.len() > MOST_RIVALS {
            return None;
        }
        for (place, one) in totals.iter().enumerate() {
            for other in totals.iter().skip(place + 1) {
                if let (Some(one), Some(other)) = (one, other) {
                    crossings(grading, one, other, (low, high), &mut found);
                }
                if found.len() > MOST {
                    return None;
                }
            }
        }
    }
    Some(found.into_iter().filter(|by| by >= low && by <= high).collect())
}

/// Where the mark or rate of a 方面 comes to a line: mark less line times full is even in the weight.
fn of_head(
    grading: &Grading<'_>,
    row: usize,
    part: usize,
    half: &Number,
    compared: Compared,
    at: &Number,
) -> Option<Number> {
    let (Compared::Head(head) | Compared::Rate(head)) = compared else { return None };
    let over = |by: &Number| {
        let came = grading.model.came(row, &grading.model.factors(row, part, by));
        let (_, mark, full) = came.heads.into_iter().find(|(id, ..)| *id == head)?;
        let line = if matches!(compared, Compared::Rate(_)) { at * &full? } else { at.clone() };
        Some(mark? - line)
    };
    let line = Line::between(over(&Number::zero())?, &over(half)?, half)?;
    line.reaches(&Number::zero())
}

/// Where two totals change places. Exact ones do so once. Rounded ones may tie and part while they are less than a step
/// apart: there each step of either is looked at.
fn crossings(
    grading: &Grading<'_>,
    one: &Line,
    other: &Line,
    (low, high): (&Number, &Number),
    found: &mut BTreeSet<Number>,
) {
    let apart = Line { at: &one.at - &other.at, by: &one.by - &other.by };
    let Some(rounding) = grading.model.rounding else {
        found.extend(apart.reaches(&Number::zero()));
        return;
    };
    let step = rounding.apart();
    let (from, to) = match (apart.reaches(&-&step), apart.reaches(&step)) {
        (Some(one), Some(other)) => (one.clone().min(other.clone()).max(low.clone()), one.max(other).min(high.clone())),
        // They stay as far apart as they are.
        _ if apart.at.abs() >= step => return,
        _ => (low.clone(), high.clone()),
    };
    if from > to {
        return;
    }
    for line in [one, other] {
        let ends = [&line.at + &line.by * &from, &line.at + &line.by * &to];
        let (least, most) = (ends.iter().min(), ends.iter().max());
        let (Some(least), Some(most)) = (least, most) else { continue };
        if line.by.is_zero() {
            continue;
        }
        let mut at = boundaries(Some(rounding), least).into_iter().min().unwrap_or_else(|| least.clone());
        while at <= *most && found.len() <= MOST {
            found.extend(line.reaches(&at));
            at = at + &step;
        }
    }
}
