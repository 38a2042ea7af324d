//! From columns of arguments to what a script sees.

use std::sync::Arc;

use super::super::vector::Vector;
use super::super::way::Reason;
use crate::core::Choices;
use crate::invariant::{OrBroken, fit};
use crate::number::{Date, Number};
use crate::script;

/// How an argument is read: its columns, and what they mean.
pub(super) enum Port {
    /// Numerators, times `over`, divided by `under`, and by a column of denominators where there is one.
    Number {
        top: usize,
        bottom: Option<usize>,
        over: i128,
        under: i128,
    },
    YesNo(usize),
    Text(usize),
    Choice(usize, Choices),
    Date(usize),
    /// Values one after the other, each where a condition holds if there is one.
    List(Vec<(Option<usize>, Port)>),
}

impl Port {
    /// Adds what tells the value of a row from others, missing ones too; `None` of a text, which is not told apart here.
    pub(super) fn key(&self, columns: &[&Vector<'_>], row: usize, key: &mut Vec<[Option<i128>; 2]>) -> Option<()> {
        let column = |place: &usize| *columns.get(*place).or_broken(HAS_COLUMNS);
        key.push(match self {
            Self::List(items) => {
                for (counts, item) in items {
                    if let Some(counts) = counts {
                        key.push([column(counts).holds(row).map(i128::from), None]);
                    }
                    item.key(columns, row, key)?;
                }
                return Some(());
            }
            Self::Number { top, bottom, .. } => {
                [column(top).number(row), bottom.as_ref().and_then(|bottom| column(bottom).number(row))]
            }
            Self::YesNo(place) => [column(place).holds(row).map(i128::from), None],
            Self::Choice(place, _) | Self::Date(place) => [column(place).number(row), None],
            Self::Text(_) => return None,
        });
        Some(())
    }

    /// The values of a list, each where its condition holds; `None` where nobody knows whether one does.
    fn listed(
        items: &[(Option<usize>, Self)],
        columns: &[&Vector<'_>],
        row: usize,
    ) -> Result<Option<script::Datum>, Reason> {
        let mut values = Vec::new();
        for (place, (counts, item)) in items.iter().enumerate() {
            let holds = |counts: &usize| columns.get(*counts).or_broken(HAS_COLUMNS).holds(row);
            match counts.as_ref().map(holds) {
                None | Some(Some(true)) => {
                    let missing = || script::Datum::Missing([script::Lack::Given(place)].into());
                    values.push(item.value(columns, row)?.unwrap_or_else(missing));
                }
                Some(None) => return Ok(None),
                Some(Some(false)) => {}
            }
        }
        Ok(Some(script::Datum::List(values)))
    }

    /// The value of a row as a script sees it; `None` when it is missing. A value beyond 128 bits is an error.
    pub(super) fn value(&self, columns: &[&Vector<'_>], row: usize) -> Result<Option<script::Datum>, Reason> {
        let column = |place: &usize| *columns.get(*place).or_broken(HAS_COLUMNS);
        Ok(match self {
            Self::Number { top, bottom, over, under } => {
                let bottom = bottom.as_ref().map_or(Some(1), |bottom| column(bottom).number(row));
                let (Some(top), Some(bottom)) = (column(top).number(row), bottom) else { return Ok(None) };
                let (top, bottom) = (top.checked_mul(*over), bottom.checked_mul(*under));
                let (top, bottom) = (top.ok_or(Reason::Width)?, bottom.ok_or(Reason::Width)?);
                Some(script::Datum::Number(Number::ratio(top, bottom).ok_or(Reason::Width)?))
            }
            Self::List(items) => return Self::listed(items, columns, row),
            Self::YesNo(place) => column(place).holds(row).map(script::Datum::YesNo),
            Self::Text(place) => column(place).text(row).map(|text| script::Datum::Text(Arc::from(text))),
            Self::Choice(place, names) => column(place).number(row).map(|choice| {
                let name = names.get(fit::<usize>(choice)).or_broken("a choice is one of its column");
                script::Datum::Text(Arc::from(name.as_str()))
            }),
            Self::Date(place) => match column(place).number(row) {
                Some(days) => {
                    let date = i32::try_from(days).ok().and_then(Date::from_days);
                    Some(script::Datum::Date(date.ok_or(Reason::Form)?))
                }
                None => None,
            },
        })
    }
}

const HAS_COLUMNS: &str = "each port has its columns";
