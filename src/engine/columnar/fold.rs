//! A figure over groups of rows while the rows are gone through.

mod listed;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::bounds::Width;
use super::figure::Figure;
use super::kind::Kind;
use super::vector::{Values, Vector};
use crate::cancel::{looking, parts};
use crate::invariant::{OrBroken, broken, fit};
use listed::{Listed, Value};

/// What is known of each group so far. Rows may come in any order and in any pieces.
pub(super) enum Fold<'a> {
    /// How many rows.
    Count(Vec<i64>, Width),
    Any(Vec<bool>),
    Sum(Vec<i64>, Width),
    WideSum(Vec<i128>),
    /// The least, or the greatest.
    Extreme(Vector<'a>, Extreme),
    /// The values of groups, for figures that need all of them.
    Listed(Vec<(u32, Value<'a>, i128)>, Listed),
    Only {
        counts: Vec<i64>,
        value: Vector<'a>,
        unknown: Vec<bool>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extreme {
    Least,
    Greatest,
}

impl<'a> Fold<'a> {
    /// Of so many groups without a row; `kind` is that of its values.
    pub(super) fn new<P>(figure: &Figure<P>, kind: Kind, groups: usize) -> Self {
        let blank = || Vector { values: Values::blank(kind, groups), present: Some(vec![false; groups]) };
        match figure {
            Figure::Count(_, width) | Figure::Present(_, width) => Self::Count(vec![0; groups], *width),
            Figure::Any(_) => Self::Any(vec![false; groups]),
            Figure::Sum(_, Width::Bits128) => Self::WideSum(vec![0; groups]),
            Figure::Sum(_, width) => Self::Sum(vec![0; groups], *width),
            Figure::Least(_) => Self::Extreme(blank(), Extreme::Least),
            Figure::Greatest(_) => Self::Extreme(blank(), Extreme::Greatest),
            Figure::Distinct(_, width) => Self::Listed(Vec::new(), Listed::Distinct(*width)),
            Figure::Trimmed { low, dropped, width, .. } => {
                Self::Listed(Vec::new(), Listed::Trimmed { low: *low, dropped: *dropped, width: *width })
            }
            Figure::SumOfGreatest { width, .. } => Self::Listed(Vec::new(), Listed::SumOfGreatest(*width)),
            Figure::Only { .. } => Self::Only { counts: vec![0; groups], value: blank(), unknown: vec![false; groups] },
        }
    }

    /// Adds rows of these groups; `of` gives the values of a part of the figure. A row beyond the groups has none.
    pub(super) fn add<'v, P>(&mut self, figure: &Figure<P>, groups: &[u32], of: impl Fn(&P) -> &'v Vector<'a>)
    where
        'a: 'v,
    {
        let of = |part: &P| each_row(of(part), groups.len());
        match (self, figure) {
            (Self::Count(counts, _), Figure::Count(None, _)) => count(counts, groups, None),
            (Self::Count(counts, _), Figure::Count(Some(part), _)) => {
                let counted = of(part);
                add(counts, groups, counted.present.as_deref(), truths(&counted), i64::from);
            }
            (Self::Count(counts, _), Figure::Present(part, _)) => {
                count(counts, groups, of(part).present.as_deref());
            }
            (Self::Any(any), Figure::Any(part)) => raise(any, groups, &of(part)),
            (Self::Sum(sums, _), Figure::Sum(part, _)) => {
                let vector = of(part);
                let present = vector.present.as_deref();
                match &vector.values {
                    Values::Bits32(list) => add(sums, groups, present, list, i64::from),
                    Values::Bits64(list) => add(sums, groups, present, list, |value| value),
                    _ => broken("a sum is as wide as what it adds up"),
                }
            }
            (Self::WideSum(sums), Figure::Sum(part, _)) => {
                let vector = of(part);
                for (row, group) in looking(groups.iter()).enumerate() {
                    if let (Some(sum), Some(value)) = (sums.get_mut(fit::<usize>(*group)), vector.number(row)) {
                        *sum = sum.wrapping_add(value);
                    }
                }
            }
            (Self::Extreme(best, extreme), Figure::Least(part) | Figure::Greatest(part)) => {
                better(best, *extreme, groups, &of(part));
            }
            (Self::Listed(values, _), Figure::Distinct(part, _) | Figure::Trimmed { value: part, .. }) => {
                let vector = of(part);
                let rows = looking(groups.iter()).enumerate();
                values.extend(rows.filter_map(|(row, group)| Some((*group, value(&vector, row)?, 0))));
            }
            (Self::Listed(values, _), Figure::SumOfGreatest { by, value: part, .. }) => {
                let (by, vector) = (of(by), of(part));
                let rows = looking(groups.iter()).enumerate();
                values.extend(rows.filter_map(|(row, group)| Some((*group, value(&by, row)?, vector.number(row)?))));
            }
            (Self::Only { counts, value, unknown }, Figure::Only { counts: counted, value: part, unknown: open }) => {
                let (counted, vector) = (counted.as_ref().map(&of), of(part));
                if let Some(open) = open {
                    raise(unknown, groups, &of(open));
                }
                match &counted {
                    None => count(counts, groups, None),
                    Some(counted) => {
                        add(counts, groups, counted.present.as_deref(), truths(counted), i64::from);
                    }
                }
                better(value, Extreme::Greatest, groups, &vector);
            }
            _ => broken("a figure is worked out by its own fold"),
        }
    }

    /// What is known with the rows of another fold of the same figure and groups. It does not matter which rows were
    /// gone through by which, nor in what order folds are put together.
    pub(super) fn and(mut self, other: Self) -> Self {
        fn each<T: Copy>(known: &mut [T], more: &[T], put: impl Fn(T, T) -> T) {
            known.iter_mut().zip(more).for_each(|(known, more)| *known = put(*known, *more));
        }
        match (&mut self, other) {
            (Self::Count(counts, _), Self::Count(more, _)) => each(counts, &more, i64::wrapping_add),
            (Self::Sum(sums, _), Self::Sum(more, _)) => each(sums, &more, i64::wrapping_add),
            (Self::WideSum(sums), Self::WideSum(more)) => each(sums, &more, i128::wrapping_add),
            (Self::Any(any), Self::Any(more)) => each(any, &more, |known, more| known | more),
            (Self::Extreme(best, extreme), Self::Extreme(more, _)) => better_of_groups(best, *extreme, &more),
            (Self::Listed(values, _), Self::Listed(more, _)) => values.extend(more),
            (Self::Only { counts, value, unknown }, Self::Only { counts: more, value: other, unknown: open }) => {
                each(counts, &more, i64::wrapping_add);
                each(unknown, &open, |known, more| known | more);
                better_of_groups(value, Extreme::Greatest, &other);
            }
            _ => broken("folds of one figure are put together"),
        }
        self
    }

    /// The figure of each group. The alarm is set where there is more than one row and only one may be.
    pub(super) fn finish(self, groups: usize, alarm: &AtomicBool) -> Vector<'a> {
        match self {
            Self::Count(sums, width) | Self::Sum(sums, width) => Vector::full(Values::narrowed(sums, width)),
            Self::WideSum(sums) => Vector::full(Values::Bits128(sums)),
            Self::Any(any) => Vector::full(Values::Truths(any)),
            Self::Extreme(best, _) => best,
            Self::Listed(values, listed) => listed.finish(values, groups),
            Self::Only { counts, mut value, unknown } => {
                if counts.iter().zip(&unknown).any(|(count, unknown)| *count > 1 && !unknown) {
                    alarm.store(true, Ordering::Relaxed);
                }
                if let Some(present) = &mut value.present {
                    present.iter_mut().zip(&counts).for_each(|(present, count)| *present &= *count == 1);
                }
                value
            }
        }
    }
}

/// The values of so many rows.
fn each_row<'v, 'a>(vector: &'v Vector<'a>, rows: usize) -> Cow<'v, Vector<'a>> {
    if vector.len() == rows { Cow::Borrowed(vector) } else { Cow::Owned(vector.clone().stretched(rows)) }
}

/// So many rows are gone through between two looks whether to go on.
const BETWEEN: usize = 4096;

fn some<'l, T>(list: &'l [T], rows: &Range<usize>) -> &'l [T] {
    list.get(rows.clone()).or_broken("a column has an entry for each row")
}

/// Adds what rows have to the sums of their groups.
fn add<V: Copy>(sums: &mut [i64], groups: &[u32], present: Option<&[bool]>, values: &[V], number: impl Fn(V) -> i64) {
    let mut put = |group: u32, value: i64| {
        if let Some(sum) = sums.get_mut(fit::<usize>(group)) {
            *sum = sum.wrapping_add(value);
        }
    };
    for rows in parts(groups.len(), BETWEEN) {
        let each = some(groups, &rows).iter().zip(some(values, &rows));
        match present {
            None => each.for_each(|(group, value)| put(*group, number(*value))),
            Some(present) => {
                let each = each.zip(some(present, &rows));
                each.for_each(|((group, value), is)| put(*group, if *is { number(*value) } else { 0 }));
            }
        }
    }
}

/// Adds one for each row.
fn count(counts: &mut [i64], groups: &[u32], present: Option<&[bool]>) {
    add(counts, groups, present, &vec![(); groups.len()], |()| 1);
}

/// Notes the groups of the rows for which something holds.
fn raise(any: &mut [bool], groups: &[u32], vector: &Vector<'_>) {
    for (row, group) in looking(groups.iter()).enumerate() {
        if vector.holds(row) == Some(true)
            && let Some(any) = any.get_mut(fit::<usize>(*group))
        {
            *any = true;
        }
    }
}

/// The better of what is known of each group.
fn better_of_groups<'a>(best: &mut Vector<'a>, extreme: Extreme, more: &Vector<'a>) {
    let groups: Vec<u32> = (0..fit(more.len())).collect();
    better(best, extreme, &groups, more);
}

fn better<'a>(best: &mut Vector<'a>, extreme: Extreme, groups: &[u32], vector: &Vector<'a>) {
    let Some(there) = best.present.as_mut() else { broken("it is known which groups have a value") };
    let present = vector.present.as_deref();
    match (&mut best.values, &vector.values) {
        (Values::Bits32(best), Values::Bits32(list)) => replace(best, there, extreme, groups, list, present),
        (Values::Bits64(best), Values::Bits64(list)) => replace(best, there, extreme, groups, list, present),
        (Values::Bits128(best), Values::Bits128(list)) => replace(best, there, extreme, groups, list, present),
        (Values::Truths(best), Values::Truths(list)) => replace(best, there, extreme, groups, list, present),
        (Values::Texts(best), Values::Texts(list)) => replace(best, there, extreme, groups, list, present),
        _ => broken("an extreme is of the kind of its values"),
    }
}

fn replace<T: Copy + Ord>(
    best: &mut [T],
    there: &mut [bool],
    extreme: Extreme,
    groups: &[u32],
    list: &[T],
    present: Option<&[bool]>,
) {
    let mut put = |group: u32, value: T, counts: bool| {
        let group = fit::<usize>(group);
        if let (true, Some(best), Some(there)) = (counts, best.get_mut(group), there.get_mut(group)) {
            let is_better = match extreme {
                Extreme::Least => value < *best,
                Extreme::Greatest => value > *best,
            };
            if is_better || !*there {
                (*best, *there) = (value, true);
            }
        }
    };
    for rows in parts(groups.len(), BETWEEN) {
        let each = some(groups, &rows).iter().zip(some(list, &rows));
        match present {
            None => each.for_each(|(group, value)| put(*group, *value, true)),
            Some(present) => {
                let each = each.zip(some(present, &rows));
                each.for_each(|((group, value), is)| put(*group, *value, *is));
            }
        }
    }
}

fn value<'a>(vector: &Vector<'a>, row: usize) -> Option<Value<'a>> {
    match &vector.values {
        Values::Texts(_) => vector.text(row).map(Value::Text),
        Values::Truths(_) => vector.holds(row).map(|holds| Value::Number(holds.into())),
        Values::Bits32(_) | Values::Bits64(_) | Values::Bits128(_) => vector.number(row).map(Value::Number),
    }
}

fn truths<'v>(vector: &'v Vector<'_>) -> &'v [bool] {
    match &vector.values {
        Values::Truths(list) => list,
        _ => broken("what is counted holds or does not"),
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use proptest::prelude::{any, proptest};
    use proptest::{option, prop_assert_eq};

    use super::Fold;
    use crate::engine::columnar::bounds::Width;
    use crate::engine::columnar::figure::Figure;
    use crate::engine::columnar::kind::Kind;
    use crate::engine::columnar::vector::Vector;

    const GROUPS: usize = 4;
    const NUMBER: Kind = Kind::Whole(Width::Bits32);

    /// Parts 0 and 1 are numbers, 2 and 3 are truths.
    fn figures() -> Vec<(Figure<usize>, Kind)> {
        let width = Width::Bits64;
        let sum = Kind::Whole(width);
        vec![
            (Figure::Count(None, width), sum),
            (Figure::Count(Some(2), width), sum),
            (Figure::Present(0, width), sum),
            (Figure::Any(2), Kind::Truth),
            (Figure::Sum(0, width), sum),
            (Figure::Sum(0, Width::Bits128), Kind::Whole(Width::Bits128)),
            (Figure::Least(0), NUMBER),
            (Figure::Greatest(0), NUMBER),
            (Figure::Distinct(0, width), sum),
            (Figure::Trimmed { value: 0, low: 1, dropped: 2, width }, sum),
            (Figure::SumOfGreatest { by: 1, value: 0, width }, sum),
            (Figure::Only { counts: Some(2), value: 0, unknown: Some(3) }, NUMBER),
        ]
    }

    type Row = (u32, Option<i128>, Option<i128>, Option<bool>, Option<bool>);

    fn fold(figure: &Figure<usize>, kind: Kind, rows: &[Row]) -> Fold<'static> {
        let numbers = |of: fn(&Row) -> Option<i128>| Vector::of_numbers(&rows.iter().map(of).collect::<Vec<_>>());
        let truths = |of: fn(&Row) -> Option<bool>| Vector::of_truths(&rows.iter().map(of).collect::<Vec<_>>());
        let parts = [numbers(|row| row.1), numbers(|row| row.2.or(Some(0))), truths(|row| row.3), truths(|row| row.4)];
        let groups: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let mut fold = Fold::new(figure, kind, GROUPS);
        fold.add(figure, &groups, |part| parts.get(*part).unwrap_or(&parts[0]));
        fold
    }

    fn found(fold: Fold<'_>) -> (Vec<Option<String>>, bool) {
        let alarm = AtomicBool::new(false);
        let found = fold.finish(GROUPS, &alarm);
        let shown = |row| match found.values.kind() {
            Kind::Truth => found.holds(row).map(|holds| holds.to_string()),
            _ => found.number(row).map(|number| number.to_string()),
        };
        ((0..GROUPS).map(shown).collect(), alarm.load(Ordering::Relaxed))
    }

    proptest! {
        #[test]
        fn figures_are_the_same_however_the_rows_are_divided_and_put_together(
            rows in proptest::collection::vec(
                (
                    0..=u32::try_from(GROUPS).unwrap_or(0),
                    option::of(-3..4_i128),
                    option::of(-3..4_i128),
                    any::<Option<bool>>(),
                    option::weighted(0.1, any::<bool>()),
                ),
                1..40,
            ),
            cuts in proptest::collection::vec(any::<usize>(), 1..6),
            order in proptest::collection::vec(any::<usize>(), 8),
        ) {
            for (figure, kind) in figures() {
                let mut places: Vec<usize> = cuts.iter().map(|cut| cut % rows.len()).chain([0, rows.len()]).collect();
                places.sort_unstable();
                let mut folds: Vec<Fold<'_>> =
                    places.windows(2).map(|ends| fold(&figure, kind, &rows[ends[0]..ends[1]])).collect();
                for drawn in &order {
                    if folds.len() > 1 {
                        let one = folds.swap_remove(drawn % folds.len());
                        let other = folds.swap_remove((drawn >> 8) % folds.len());
                        folds.push(one.and(other));
                    }
                }
                prop_assert_eq!(folds.len(), 1);
                prop_assert_eq!(folds.pop().map(found), Some(found(fold(&figure, kind, &rows))));
            }
        }
    }
}
