//! Cells of a column that are as plain as most are.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Builder, Numbers, Values};
use crate::core::{Field, Type};
use crate::data::blank::trim;
use crate::data::cell::{self, Said};
use crate::data::decimal::Decimal;
use crate::invariant::{OrBroken, fit, part_of};

impl Builder {
    /// Adds cells that are plain: empty, or their value said in the plain way and within its range. `None` when one is not;
    /// the column is of no use then.
    pub(in crate::data) fn add_plain(
        &mut self,
        text: &str,
        places_of: impl Iterator<Item = Range<usize>>,
        field: &Field,
    ) -> Option<()> {
        let bytes = text.as_bytes();
        match (&mut self.values, &field.ty) {
            (Values::Number { values: Numbers::Narrow(values), places }, Type::Number(_)) => {
                // By decimals, the least and the greatest.
                let mut ends: BTreeMap<u8, (i64, i64)> = BTreeMap::new();
                let mut run: Option<(u8, i64, i64)> = None;
                for place in places_of {
                    let cell = part(bytes, place);
                    if cell.is_empty() {
                        places.push_any();
                        values.push(None);
                        continue;
                    }
                    let (value, own) = Decimal::plain_parts(cell)?;
                    run = Some(match run {
                        Some((before, low, high)) if before == own => (own, low.min(value), high.max(value)),
                        other => {
                            note_ends(&mut ends, other);
                            (own, value, value)
                        }
                    });
                    places.push(values.len(), own);
                    values.push(Some(value));
                }
                note_ends(&mut ends, run);
                self.rows = values.len();
                let said =
                    |value: i64, places: u8| Said::Number(Decimal { value: value.into(), places: places.into() });
                let is_within = |(places, (least, greatest)): (&u8, &(i64, i64))| {
                    cell::is_within(&said(*least, *places), field) && cell::is_within(&said(*greatest, *places), field)
                };
                ends.iter().all(is_within).then_some(())
            }
            (Values::Choice(values), Type::Choice(choices)) => {
                let mut last: Option<(&[u8], u32)> = None;
                for place in places_of {
                    let cell = part(bytes, place.clone());
                    if cell.is_empty() {
                        values.push(None);
                        continue;
                    }
                    let choice = match last {
                        Some((name, choice)) if name == cell => choice,
                        _ => fit(choices.plain(part_of(text, place))?),
                    };
                    last = Some((cell, choice));
                    values.push(Some(choice));
                }
                self.rows = values.len();
                Some(())
            }
            _ => {
                for cell in places_of.map(|place| trim(part_of(text, place))) {
                    if cell.is_empty() {
                        self.push(None, None);
                        continue;
                    }
                    let value = cell::read(cell, &field.ty, None).ok()?;
                    if !self.is_within(&value, field) {
                        return None;
                    }
                    self.push(Some(value), Some(cell));
                }
                Some(())
            }
        }
    }
}

fn part(bytes: &[u8], place: Range<usize>) -> &[u8] {
    bytes.get(place).or_broken("a cell stands in its text")
}

/// Numbers of so many decimals lie between these.
fn note_ends(ends: &mut BTreeMap<u8, (i64, i64)>, more: Option<(u8, i64, i64)>) {
    let Some((places, least, greatest)) = more else { return };
    let known = ends.entry(places).or_insert((least, greatest));
    *known = (known.0.min(least), known.1.max(greatest));
}
