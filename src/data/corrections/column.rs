//! A column with some of its cells corrected.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cancel::looking;
use crate::data::cell::Said;
use crate::data::correction::Correction;
use crate::data::decimal::Decimal;
use crate::data::table::{Column, Found, Typed};

/// What is corrected, by rows.
pub(in crate::data) type Changes = BTreeMap<usize, (Option<Said>, Correction)>;

/// The column with its corrections.
///
/// # Errors
/// The row of a number that has no place beside the others.
pub(in crate::data) fn corrected(column: &Column, changes: Changes) -> Result<Column, usize> {
    let typed = typed(&column.typed, &changes)?;
    let cells = changes.into_iter().map(|(row, (_, correction))| (row, correction)).collect();
    let found = Found::Corrected(Box::new(column.found.clone()), Arc::new(cells));
    Ok(Column { header: column.header.clone(), typed, found })
}

/// The values: those of the file, and of corrected cells what these say.
fn typed(typed: &Typed, changes: &Changes) -> Result<Typed, usize> {
    let said = |row: usize| changes.get(&row).map(|(said, _)| *said);
    Ok(match typed {
        Typed::Number { scale, values } => {
            let own = changes
                .values()
                .filter_map(|(said, _)| if let Some(Said::Number(own)) = said { Some(own.places) } else { None });
            let finest = own.max().unwrap_or(0).max(*scale);
            let mut all: Vec<Option<i128>> = Vec::with_capacity(values.len());
            for (row, value) in looking(values.iter().enumerate()) {
                let number = match said(row) {
                    Some(Some(Said::Number(own))) => Some(own),
                    Some(_) => None,
                    None => value.map(|value| Decimal { value, places: *scale }),
                };
                // Where the decimals of a correction are too many, it is the one that does not fit.
                let finest_row = || {
                    changes
                        .iter()
                        .find(|(_, (said, _))| matches!(said, Some(Said::Number(own)) if own.places == finest))
                };
                match number.map(|number| number.scaled_to(finest)) {
                    Some(None) => {
                        return Err(if changes.contains_key(&row) {
                            row
                        } else {
                            finest_row().map_or(row, |(row, _)| *row)
                        });
                    }
                    Some(scaled) => all.push(scaled),
                    None => all.push(None),
                }
            }
            Typed::Number { scale: finest, values: all.into_iter().collect() }
        }
        Typed::YesNo(values) => {
            let of = |(row, value)| match said(row) {
                Some(Some(Said::YesNo(yes))) => Some(yes),
                Some(_) => None,
                None => value,
            };
            Typed::YesNo(looking(values.iter().enumerate()).map(of).collect())
        }
        Typed::Text(values) => {
            let of = |(row, value)| match changes.get(&row) {
                Some((_, correction)) => Some(correction.value.as_str()).filter(|text| !text.is_empty()),
                None => value,
            };
            Typed::Text(looking(values.iter().enumerate()).map(of).collect())
        }
        Typed::Choice(values) => {
            let of = |(row, value)| match said(row) {
                Some(Some(Said::Choice(choice))) => Some(i128::from(choice)),
                Some(_) => None,
                None => value,
            };
            Typed::Choice(looking(values.iter().enumerate()).map(of).collect())
        }
        Typed::Date(values) => {
            let of = |(row, value)| match said(row) {
                Some(Some(Said::Date(days))) => Some(days),
                Some(_) => None,
                None => value,
            };
            Typed::Date(looking(values.iter().enumerate()).map(of).collect())
        }
    })
}
