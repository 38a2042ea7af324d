//! What is worth knowing of a column.

use std::collections::BTreeMap;

use super::by::Groups;
use super::repair::{Example, Repair, Repaired};
use crate::cancel::looking;
use crate::core::{Field, FieldId};
use crate::data::{Table, Typed};
use crate::invariant::fit;
use crate::number::Number;

/// So many examples of a repair are kept.
const EXAMPLES: usize = 5;

/// A drawing has so many bars.
const BARS: usize = 20;

/// What is worth knowing of a column.
#[derive(Debug)]
pub struct Column {
    /// The field.
    pub field: FieldId,
    /// Rows with a value.
    pub filled: usize,
    /// Rows without one, by the county of their subject.
    pub missing: Vec<Missing>,
    /// Cells that were repaired.
    pub repaired: Vec<Repaired>,
    /// The least and the greatest number, in the unit of the column.
    pub ends: Option<(Number, Number)>,
    /// How many numbers lie in each of equally wide parts between the ends.
    pub bars: Vec<usize>,
    /// How many rows have each value of an enumeration, or 是 and 否.
    pub values: Vec<(String, usize)>,
}

/// Rows without a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The county, or what else the subjects are grouped by; nothing where they are not.
    pub group: Option<String>,
    /// Rows without a value.
    pub missing: usize,
    /// Rows in all.
    pub rows: usize,
}

impl Column {
    pub(super) fn of(table: &Table, (field, declared): (FieldId, &Field), groups: &Groups) -> Self {
        let Some(column) = table.column(field) else {
            return Self {
                field,
                filled: 0,
                missing: Vec::new(),
                repaired: Vec::new(),
                ends: None,
                bars: Vec::new(),
                values: Vec::new(),
            };
        };
        // Rows without a value, and all of them, by group.
        let mut counts = vec![(0_usize, 0_usize); groups.names.len()];
        let mut values: BTreeMap<String, usize> = BTreeMap::new();
        let mut filled = 0_usize;
        for row in looking(0..table.rows) {
            let is_present = column.typed.is_present(row);
            filled = filled.saturating_add(usize::from(is_present));
            if let Some((missing, rows)) = counts.get_mut(groups.group(row)) {
                *rows = rows.saturating_add(1);
                *missing = missing.saturating_add(usize::from(!is_present));
            }
            let (Typed::YesNo(_) | Typed::Choice(_)) = &column.typed else { continue };
            let Some(text) = column.plain(row) else { continue };
            match values.get_mut(text.as_ref()) {
                Some(count) => *count = count.saturating_add(1),
                None => _ = values.insert(text.into_owned(), 1),
            }
        }
        let mut repaired: BTreeMap<Repair, Repaired> = BTreeMap::new();
        for (row, text) in column.repaired() {
            let value = column.plain(row).unwrap_or_default();
            let Some(repair) = Repair::of(&text, &value, &declared.ty) else { continue };
            let of_kind = repaired.entry(repair).or_insert_with(|| Repaired { repair, count: 0, examples: Vec::new() });
            of_kind.count = of_kind.count.saturating_add(1);
            if of_kind.examples.len() < EXAMPLES {
                of_kind.examples.push(Example { place: table.place(field, row), value: value.into_owned() });
            }
        }
        let all = groups.names.iter().cloned().zip(counts).filter(|(_, (_, rows))| *rows > 0);
        let mut missing: Vec<Missing> = all.map(|(group, (missing, rows))| Missing { group, missing, rows }).collect();
        missing.sort_by(|one, other| one.group.cmp(&other.group));
        let (ends, bars) = drawn(&column.typed);
        Self {
            field,
            filled,
            missing,
            repaired: repaired.into_values().collect(),
            ends,
            bars,
            values: values.into_iter().collect(),
        }
    }

    /// Rows without a value.
    #[must_use]
    pub fn lacking(&self) -> usize {
        self.missing.iter().map(|group| group.missing).sum()
    }
}

/// The ends of the numbers, and how many lie in each of equally wide parts between them.
fn drawn(typed: &Typed) -> (Option<(Number, Number)>, Vec<usize>) {
    let Typed::Number { scale, values } = typed else { return (None, Vec::new()) };
    let Some((least, greatest)) = values.range() else { return (None, Vec::new()) };
    let ends = (Number::from_scaled(least, *scale), Number::from_scaled(greatest, *scale));
    let Some(width) = greatest.checked_sub(least).filter(|width| *width > 0) else { return (Some(ends), Vec::new()) };
    let mut bars = vec![0_usize; BARS];
    for value in looking(values.iter()).flatten() {
        let times = value.saturating_sub(least).checked_mul(fit(BARS));
        // So wide a range is divided first.
        let place = match times {
            Some(times) => times / width,
            None => value.saturating_sub(least) / (width / fit::<i128>(BARS)).max(1),
        };
        let place = fit::<usize>(place).min(BARS - 1);
        if let Some(bar) = bars.get_mut(place) {
            *bar = bar.saturating_add(1);
        }
    }
    (Some(ends), bars)
}
