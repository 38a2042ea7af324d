//! Many members of a cohort by what they come to, where columns have given it as whole numbers: whoever decides is found in
//! one pass, and nobody else is looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::Steps;
use super::cohort::{ALL_TOLD, NEIGHBOURS};
use super::task::Telling;
use crate::cancel::looking;
use crate::core::{ExprId, FigureId, Schema};
use crate::engine::{exact, subject_key};
use crate::invariant::{entry, fit};
use crate::number::{Number, Rounding, RoundingMode};
use crate::result::{Among, Cohort, Many, Member};
use crate::review::view::value;

/// A whole number and the place of the member that has it.
type Entry = (i64, u32);

impl Steps<'_> {
    /// The members of a cohort; `None` where they have to be looked at one by one.
    pub(super) fn of_whole_numbers(
        &self,
        members: &[usize],
        expr: ExprId,
        row: usize,
        telling: &Telling,
    ) -> Option<Cohort> {
        let view = self.view;
        // Who does not participate is no member of a comparison.
        let is_selected = view.program.figure(FigureId::Participates).is_some();
        if members.len() <= ALL_TOLD || *telling == Telling::All || is_selected {
            return None;
        }
        let (tops, bottom) = view.evaluator.known_whole(expr)?;
        let mut entries: Vec<Entry> = Vec::with_capacity(members.len());
        let (mut sum, mut squares) = (0_i128, 0_i128);
        for (member, place) in looking(members.iter().zip(0..)) {
            let Some(top) = tops.get(*member) else { continue };
            entries.push((i64::try_from(top).ok()?, place));
            sum = sum.checked_add(top)?;
            squares = squares.checked_add(top.checked_mul(top)?)?;
        }
        let ty = view.ty(expr);
        let number = |top: i64| Number::ratio(top.into(), bottom);
        let many = Many {
            count: members.len(),
            with_value: entries.len(),
            sum: Some(value(&exact::Value::Number(Number::ratio(sum, bottom)?), ty)),
            squares: Some(Number::ratio(squares, bottom.checked_mul(bottom)?)?),
        };
        let own = entries.iter().find(|(_, place)| *entry(members, fit(*place)) == row).copied();
        let told = match telling {
            Telling::All | Telling::Sums => BTreeSet::new(),
            Telling::Holders => holders(&entries),
            Telling::Around(middle) => around(&entries, &(middle * &Number::ratio(bottom, 1)?), own)?,
        };
        let mut among: BTreeMap<i64, Among> = BTreeMap::new();
        for (top, _) in &told {
            among.entry(*top).or_insert_with(|| Among {
                below: entries.iter().filter(|(other, _)| other < top).count(),
                above: entries.iter().filter(|(other, _)| other > top).count(),
            });
        }
        let member = |(top, place): Entry| {
            let (cells, rows) = view.cells_of_member(&[expr], (Schema::SUBJECTS, *entry(members, fit(place))));
            Some(Member {
                cells,
                rows,
                key: subject_key(view.program, view.evaluator.tables(), *entry(members, fit(place))),
                values: vec![value(&exact::Value::Number(number(top)?), ty)],
                among: among.get(&top).copied(),
            })
        };
        let told = told.into_iter().map(member).collect::<Option<Vec<Member>>>()?;
        Some(Cohort { members: told, many: Some(many) })
    }
}

/// The first of those that have the least, and of those that have the greatest.
fn holders(entries: &[Entry]) -> BTreeSet<Entry> {
    let tops = || entries.iter().map(|(top, _)| *top);
    let ends: BTreeSet<i64> = tops().min().into_iter().chain(tops().max()).collect();
    let first = |end: i64| entries.iter().filter(move |(top, _)| *top == end).take(NEIGHBOURS).copied();
    ends.into_iter().flat_map(first).collect()
}

/// The nearest below and above a number, the first of those that have just it, and among these the subject itself.
fn around(entries: &[Entry], middle: &Number, own: Option<Entry>) -> Option<BTreeSet<Entry>> {
    let floor = middle.round(Rounding::new(0, RoundingMode::Floor));
    let is_whole = floor == *middle;
    let floor = floor.to_scaled(0)?;
    let is_like = |top: i64| is_whole && i128::from(top) == floor;
    let is_above = |top: i64| i128::from(top) > floor;
    let (mut below, mut above): (BTreeSet<Entry>, BTreeSet<Entry>) = (BTreeSet::new(), BTreeSet::new());
    let mut told: BTreeSet<Entry> = own.into_iter().filter(|(top, _)| is_like(*top)).collect();
    let mut like = 0;
    for own in looking(entries.iter()) {
        if is_like(own.0) {
            like += 1;
            if like <= NEIGHBOURS {
                told.insert(*own);
            }
        } else if is_above(own.0) {
            if above.len() < NEIGHBOURS || above.last().is_some_and(|last| own < last) {
                above.insert(*own);
                if above.len() > NEIGHBOURS {
                    above.pop_last();
                }
            }
        } else if below.len() < NEIGHBOURS || below.first().is_some_and(|first| own > first) {
            below.insert(*own);
            if below.len() > NEIGHBOURS {
                below.pop_first();
            }
        }
    }
    told.extend(below);
    told.extend(above);
    Some(told)
}
