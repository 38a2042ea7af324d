//! Values one below the other to a typed column.

mod plain;

use polars_arrow::array::BooleanArray;
use polars_arrow::bitmap::MutableBitmap;
use polars_arrow::datatypes::ArrowDataType;
use polars_core::prelude::{
    BooleanChunked, ChunkedArray, DataType, Int32Type, Int64Type, Int128Type, IntoSeries, PlSmallStr,
    PolarsNumericType, Series, StringChunkedBuilder, UInt32Type,
};

use super::cell::{self, Said};
use super::crowded::Crowded;
use super::decimal::Decimal;
use super::spelled::{Odd, Places, Spelled, written, yes_or_no};
use super::table::{Column, Found, Typed};
use crate::cancel::{look, looking};
use crate::column::{Integers, joined};
use crate::core::{Choices, Field, Type};
use crate::invariant::{OrBroken, fit};
use crate::number::Date;

/// A column that grows, or a part of one.
pub(super) struct Builder {
    header: String,
    choices: Choices,
    rows: usize,
    values: Values,
    /// The rows whose cells their values do not tell, and what they say.
    odd: (Vec<u32>, StringChunkedBuilder),
    /// Numbers, by their decimals, and dates between which all are within the range of the column.
    within: Vec<Option<(i128, i128)>>,
}

enum Values {
    /// They share a scale only once all are known.
    Number {
        values: Numbers,
        places: Places,
    },
    YesNo(Growing<bool>),
    Text(StringChunkedBuilder),
    Choice(Growing<u32>),
    Date(Growing<i32>),
}

enum Numbers {
    Narrow(Growing<i64>),
    Wide(Growing<i128>),
}

/// Values, and which rows have one.
struct Growing<T> {
    values: Vec<T>,
    /// Nothing as long as all have.
    present: Option<MutableBitmap>,
}

impl<T: Copy + Default> Growing<T> {
    fn new() -> Self {
        Self { values: Vec::new(), present: None }
    }

    fn push(&mut self, value: Option<T>) {
        if value.is_none() || self.present.is_some() {
            self.presence().push(value.is_some());
        }
        self.values.push(value.unwrap_or_default());
    }

    fn presence(&mut self) -> &mut MutableBitmap {
        let rows = self.values.len();
        self.present.get_or_insert_with(|| MutableBitmap::from_len_set(rows))
    }

    fn len(&self) -> usize {
        self.values.len()
    }

    fn is_present(&self, row: usize) -> bool {
        self.present.as_ref().is_none_or(|present| present.get(row))
    }

    /// Parts put together, each value as it is to be.
    fn joined<U: Copy + Default, F: Fn(usize, T) -> Option<U>>(parts: Vec<(Self, F)>) -> Growing<U> {
        let mut all = Growing::new();
        all.values.reserve_exact(parts.iter().map(|(part, _)| part.len()).sum());
        for (part, told) in parts {
            look();
            for (row, value) in part.values.into_iter().enumerate() {
                let is_present = part.present.as_ref().is_none_or(|present| present.get(row));
                all.push(if is_present { told(row, value) } else { None });
            }
        }
        all
    }
}

impl<T: Copy> Growing<T> {
    fn whole<P: PolarsNumericType<Native = T>>(self) -> ChunkedArray<P> {
        ChunkedArray::from_vec_validity(name(), self.values, self.present.map(MutableBitmap::freeze))
    }
}

impl Builder {
    /// Under the words that the file has above it.
    pub(super) fn under(self, header: String) -> Self {
        Self { header, ..self }
    }

    pub(super) fn new(field: &Field) -> Self {
        let (values, choices) = match &field.ty {
            Type::Number(_) => {
                (Values::Number { values: Numbers::Narrow(Growing::new()), places: Places::Same(0) }, None)
            }
            Type::YesNo => (Values::YesNo(Growing::new()), None),
            Type::Text => (Values::Text(StringChunkedBuilder::new(name(), 0)), None),
            Type::Choice(choices) => (Values::Choice(Growing::new()), Some(choices.clone())),
            Type::Date => (Values::Date(Growing::new()), None),
        };
        let choices = choices.unwrap_or_else(|| Choices::from_iter([]));
        let odd = (Vec::new(), StringChunkedBuilder::new(name(), 0));
        Self { header: field.column.clone(), choices, rows: 0, values, odd, within: Vec::new() }
    }

    /// Adds a cell: what it says, if anything that fits the column, and the text as found.
    pub(super) fn push(&mut self, value: Option<Said>, found: Option<&str>) {
        if let Some(found) = found.filter(|found| !self.is_told(value, found)) {
            self.odd.0.push(fit(self.rows));
            self.odd.1.append_value(found);
        }
        self.push_value(value, found);
    }

    /// Adds a cell that says its value in the plain way.
    pub(super) fn push_plain(&mut self, value: Said) {
        self.push_value(Some(value), None);
    }

    fn push_value(&mut self, value: Option<Said>, found: Option<&str>) {
        match &mut self.values {
            Values::Number { values, places } => {
                let number = match value {
                    Some(Said::Number(number)) => Some(number),
                    _ => None,
                };
                match number {
                    Some(number) => places.push(self.rows, fit(number.places)),
                    None => places.push_any(),
                }
                values.push(number.map(|number| number.value));
            }
            Values::YesNo(values) => values.push(match value {
                Some(Said::YesNo(yes)) => Some(yes),
                _ => None,
            }),
            Values::Text(values) => values.append_option(found),
            Values::Choice(values) => values.push(match value {
                Some(Said::Choice(choice)) => Some(choice),
                _ => None,
            }),
            Values::Date(values) => values.push(match value {
                Some(Said::Date(days)) => Some(days),
                _ => None,
            }),
        }
        self.rows = self.rows.saturating_add(1);
    }

    /// Whether a value tells the text of its cell.
    fn is_told(&self, value: Option<Said>, found: &str) -> bool {
        match (value, &self.values) {
            (_, Values::Text(_)) => true,
            (Some(Said::Number(number)), _) => Decimal::plain(found) == Some(number),
            (Some(Said::YesNo(yes)), _) => found == yes_or_no(yes),
            (Some(Said::Choice(choice)), _) => {
                self.choices.in_files().get(fit::<usize>(choice)).is_some_and(|choice| choice == found)
            }
            (Some(Said::Date(days)), _) => {
                found.len() == "2024-01-01".len() && Date::from_days(days).is_some_and(|date| date.to_string() == found)
            }
            (Some(Said::Text) | None, _) => false,
        }
    }

    /// Whether a value lies in the range that its column declares. What lies between two that do does so too.
    pub(super) fn is_within(&mut self, value: &Said, field: &Field) -> bool {
        if !field.range.is_declared() {
            return true;
        }
        let (slot, at) = match value {
            Said::Number(number) => (fit(number.places), number.value),
            Said::Date(days) => (0, i128::from(*days)),
            Said::YesNo(_) | Said::Text | Said::Choice(_) => return true,
        };
        if self.within.len() <= slot {
            self.within.resize(slot.saturating_add(1), None);
        }
        let known = self.within.get_mut(slot).or_broken("there is a slot for all decimals");
        if known.is_some_and(|(least, greatest)| (least..=greatest).contains(&at)) {
            return true;
        }
        let is_within = cell::is_within(value, field);
        if is_within {
            let (least, greatest) = known.unwrap_or((at, at));
            *known = Some((least.min(at), greatest.max(at)));
        }
        is_within
    }

    /// The column, and the numbers that do not fit with the decimals that the column needs.
    pub(super) fn finish(self) -> (Column, Crowded) {
        Self::joined(vec![self]).or_broken("there is a part")
    }

    /// The same of a column in parts, if there is one.
    pub(super) fn joined(parts: Vec<Self>) -> Option<(Column, Crowded)> {
        let mut crowded = Crowded::default();
        let (header, choices) = parts.first().map(|part| (part.header.clone(), part.choices.clone()))?;
        let mut rows = 0_usize;
        let mut odd = Vec::with_capacity(parts.len());
        let mut numbers = Vec::new();
        let mut all_places = Places::Same(0);
        let (mut truths, mut texts, mut picked, mut dates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            odd.push((rows, Odd::new(part.odd.0, part.odd.1.finish())));
            match part.values {
                Values::Number { values, places } => {
                    numbers.push((values, places.clone()));
                    all_places.append(rows, places, part.rows);
                }
                Values::YesNo(values) => truths.push((values, |_: usize, yes: bool| Some(yes))),
                Values::Text(values) => texts.push(values.finish().into_series()),
                Values::Choice(values) => picked.push((values, |_: usize, choice: u32| Some(choice))),
                Values::Date(values) => dates.push((values, |_: usize, days: i32| Some(days))),
            }
            rows = rows.saturating_add(part.rows);
        }
        // What does not fit beside the others is told by no value.
        let mut lost = Vec::new();
        let typed = if !numbers.is_empty() {
            to_scale(numbers, &mut crowded, &mut lost)
        } else if !truths.is_empty() {
            let all = Growing::joined(truths);
            let (values, present) = (all.values.into_iter().collect(), all.present.map(MutableBitmap::freeze));
            let values = BooleanArray::new(ArrowDataType::Boolean, values, present);
            Typed::YesNo(BooleanChunked::with_chunk(name(), values))
        } else if !texts.is_empty() {
            let whole = joined(texts, &DataType::String).or_broken("texts can be put together");
            Typed::Text(whole.str().or_broken("texts are texts").clone())
        } else if !picked.is_empty() {
            Typed::Choice(integers(&Growing::joined(picked).whole::<UInt32Type>().into_series()))
        } else {
            Typed::Date(Growing::joined(dates).whole::<Int32Type>())
        };
        let found = Found::Spelled(Spelled { choices, places: all_places, odd: Odd::joined(odd).with(lost) });
        Some((Column { header, typed, found }, crowded))
    }
}

impl Numbers {
    fn push(&mut self, value: Option<i128>) {
        match (&mut *self, value.map(i64::try_from)) {
            (Self::Narrow(values), None) => values.push(None),
            (Self::Narrow(values), Some(Ok(narrow))) => values.push(Some(narrow)),
            (Self::Narrow(values), Some(Err(_))) => {
                let narrow = std::mem::replace(values, Growing::new());
                let mut wide =
                    Growing { values: narrow.values.into_iter().map(i128::from).collect(), present: narrow.present };
                wide.push(value);
                *self = Self::Wide(wide);
            }
            (Self::Wide(values), _) => values.push(value),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Narrow(values) => values.len(),
            Self::Wide(values) => values.len(),
        }
    }

    fn is_present(&self, row: usize) -> bool {
        match self {
            Self::Narrow(values) => values.is_present(row),
            Self::Wide(values) => values.is_present(row),
        }
    }
}

/// Numbers of one scale: the most decimals that any of them has. Those that do not fit, with their texts, are lost.
fn to_scale(parts: Vec<(Numbers, Places)>, crowded: &mut Crowded, lost: &mut Vec<(usize, String)>) -> Typed {
    let most = |(values, places): &(Numbers, Places)| match places {
        Places::Same(places) if values.len() > 0 => *places,
        Places::Same(_) => 0,
        Places::Each(places) => places.iter().copied().max().unwrap_or(0),
    };
    let scale = parts.iter().map(most).max().unwrap_or(0);
    let power = |own: u8| 10_i128.checked_pow(u32::from(scale.saturating_sub(own)));
    // The greatest a number can become.
    let reach = |(values, places): &(Numbers, Places)| {
        let least = match places {
            Places::Same(places) => *places,
            Places::Each(places) => places.iter().copied().min().unwrap_or(0),
        };
        match values {
            Numbers::Narrow(values) => {
                let largest = looking(values.values.iter()).map(|value| value.unsigned_abs()).max().unwrap_or(0);
                i128::from(largest).checked_mul(power(least)?)
            }
            Numbers::Wide(_) => None,
        }
    };
    let fits = parts.iter().all(|part| reach(part).is_some_and(|reach| i64::try_from(reach).is_ok()));
    let series = if fits {
        let parts = parts.into_iter().filter_map(|(values, places)| match values {
            Numbers::Narrow(values) => Some((values, move |row: usize, value: i64| {
                let own = places.of(row);
                if own == scale { Some(value) } else { value.checked_mul(i64::try_from(power(own)?).ok()?) }
            })),
            Numbers::Wide(_) => None,
        });
        Growing::joined(parts.collect()).whole::<Int64Type>().into_series()
    } else {
        let mut all: Growing<i128> = Growing::new();
        let mut finest = None;
        for (values, places) in parts {
            for row in looking(0..values.len()) {
                let value = values.is_present(row).then(|| match &values {
                    Numbers::Narrow(values) => values.values.get(row).copied().map(i128::from),
                    Numbers::Wide(values) => values.values.get(row).copied(),
                });
                let Some(value) = value.flatten() else {
                    all.push(None);
                    continue;
                };
                let own = places.of(row);
                if own == scale && finest.is_none() {
                    finest = Some(all.len());
                }
                let scaled = Decimal { value, places: u32::from(own) }.scaled_to(u32::from(scale));
                if scaled.is_none() {
                    crowded.rows.push(all.len());
                    lost.push((all.len(), written(value, u32::from(own), u32::from(own))));
                }
                all.push(scaled);
            }
        }
        crowded.finest = finest.unwrap_or(0);
        all.whole::<Int128Type>().into_series()
    };
    Typed::Number { scale: u32::from(scale), values: integers(&series) }
}

fn integers(values: &Series) -> Integers {
    Integers::of(values).or_broken("whole numbers are integers")
}

/// Columns are told apart by their ids.
fn name() -> PlSmallStr {
    PlSmallStr::EMPTY
}
