//! The cells of the tables as values of rows.

use std::collections::BTreeMap;
use std::ops::Range;

use polars_core::prelude::{ChunkedArray, PolarsNumericType, StringChunked};

use super::order::Order;
use super::vector::{Values, Vector};
use crate::column::Widened;
use crate::core::{FieldId, TableId};
use crate::data::{Tables, Typed};
use crate::invariant::{OrBroken, entry, fit};
use crate::number::Date;

/// The columns that are read, each in one piece of memory.
pub(super) struct Cells<'a> {
    columns: BTreeMap<(TableId, FieldId), &'a Typed>,
    order: &'a Order,
}

/// Rows of a table, as they are wanted.
pub(super) enum Rows {
    Run(Range<usize>),
    List(Vec<u32>),
}

impl Rows {
    /// One after the other.
    fn each(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match self {
            Self::Run(run) => Box::new(run.clone()),
            Self::List(list) => Box::new(list.iter().map(|row| fit::<usize>(*row))),
        }
    }
}

impl Rows {
    /// The entries of a column of the whole table in these rows.
    pub(super) fn taken<'a>(&self, column: &Vector<'a>) -> Vector<'a> {
        let values = match &column.values {
            Values::Bits32(list) => Values::Bits32(taken(list, self)),
            Values::Bits64(list) => Values::Bits64(taken(list, self)),
            Values::Bits128(list) => Values::Bits128(taken(list, self)),
            Values::Truths(list) => Values::Truths(taken(list, self)),
            Values::Texts(list) => Values::Texts(taken(list, self)),
        };
        Vector { values, present: column.present.as_ref().map(|present| taken(present, self)) }
    }
}

impl<'a> Cells<'a> {
    pub(super) fn of(tables: &'a Tables, order: &'a Order) -> Self {
        let columns = tables.0.iter().enumerate().flat_map(|(table, data)| {
            let columns = data.columns.iter().enumerate();
            columns.map(move |(field, column)| ((TableId(table), FieldId(field)), &column.typed))
        });
        Self { columns: columns.collect(), order }
    }

    /// The rows of `of`, the table itself or one above it, for places of a table.
    pub(super) fn rows(&self, table: TableId, of: TableId, places: &Range<usize>) -> Rows {
        let own = self.order.rows(of);
        if table == of {
            return match own {
                None => Rows::Run(places.clone()),
                Some(rows) => Rows::List(rows.get(places.clone()).or_broken("each place has its row").to_vec()),
            };
        }
        let above = self.order.above(table, of, places);
        Rows::List(match own {
            None => above,
            Some(rows) => above.iter().map(|place| *entry(rows, fit(*place))).collect(),
        })
    }

    /// The numbers of the rows of `of`, the table itself or one above it, for places of a table.
    pub(super) fn numbers(&self, table: TableId, of: TableId, places: &Range<usize>) -> Vector<'a> {
        let rows = self.rows(table, of, places);
        Vector::full(Values::Bits64(rows.each().map(fit).collect()))
    }

    /// A column.
    pub(super) fn typed(&self, of: TableId, field: FieldId) -> &'a Typed {
        self.columns.get(&(of, field)).or_broken("each field has its column")
    }

    /// The cells of a column in some rows.
    pub(super) fn vector(&self, of: TableId, field: FieldId, rows: &Rows) -> Vector<'a> {
        match self.typed(of, field) {
            Typed::Number { values, .. } | Typed::Choice(values) => {
                let list = match rows {
                    Rows::Run(run) => values.run(run),
                    Rows::List(list) => values.picked(list),
                };
                let list = match list {
                    Widened::Bits32(list) => Values::Bits32(list),
                    Widened::Bits64(list) => Values::Bits64(list),
                    Widened::Bits128(list) => Values::Bits128(list),
                };
                let present = match rows {
                    Rows::Run(run) => values.presence(run),
                    Rows::List(list) => values.presence_at(list),
                };
                Vector { values: list, present }
            }
            Typed::YesNo(values) => {
                let found: Vec<Option<bool>> = rows.each().map(|row| values.get(row)).collect();
                let present = values.has_nulls().then(|| found.iter().map(Option::is_some).collect());
                Vector { values: Values::Truths(found.iter().map(|truth| *truth == Some(true)).collect()), present }
            }
            Typed::Text(values) => texts(values, rows),
            Typed::Date(values) => {
                let (list, present) = numbers(values, rows);
                let is_day = |day: &i32| Date::from_days(*day).is_some();
                let days: Vec<bool> = match &present {
                    None => list.iter().map(is_day).collect(),
                    Some(present) => list.iter().zip(present).map(|(day, is)| *is && is_day(day)).collect(),
                };
                Vector { values: Values::Bits32(list), present: Some(days) }
            }
        }
    }
}

/// The entries of a list in some rows.
fn taken<T: Copy>(list: &[T], rows: &Rows) -> Vec<T> {
    match rows {
        Rows::Run(run) => list.get(run.clone()).or_broken("a column has an entry for each row").to_vec(),
        Rows::List(rows) => rows.iter().map(|row| *entry(list, fit(*row))).collect(),
    }
}

fn numbers<T: PolarsNumericType>(column: &ChunkedArray<T>, rows: &Rows) -> (Vec<T::Native>, Option<Vec<bool>>) {
    if let (Ok(list), false) = (column.cont_slice(), column.has_nulls()) {
        return (taken(list, rows), None);
    }
    let found: Vec<Option<T::Native>> = rows.each().map(|row| column.get(row)).collect();
    (found.iter().map(|value| value.unwrap_or_default()).collect(), Some(found.iter().map(Option::is_some).collect()))
}

fn texts<'a>(column: &'a StringChunked, rows: &Rows) -> Vector<'a> {
    let found: Vec<Option<&'a str>> = rows.each().map(|row| column.get(row)).collect();
    let present = column.has_nulls().then(|| found.iter().map(Option::is_some).collect());
    Vector { values: Values::Texts(found.iter().map(|text| text.unwrap_or_default()).collect()), present }
}
