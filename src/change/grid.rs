//! The values that a cell may be changed to: a number in steps of the last place in which its column is written, a day by
//! days, what is chosen from a few one by one.

use super::lens::At;
use super::may::{May, Truth};
use crate::core::{Constant, End, Field, Range, Type};
use crate::data::{Cell, Table, Typed};
use crate::engine::exact::Value;
use crate::number::{Date, Number, Rounding, RoundingMode, Unit};

/// A number without a declared end is tried to so many times what is greatest in its column.
const TIMES: i128 = 10;

/// The values of one cell, by how many steps they lie from what it says.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) at: At,
    kind: Kind,
    /// The least and the greatest step.
    pub(super) low: i128,
    pub(super) high: i128,
}

#[derive(Debug, Clone)]
enum Kind {
    Number { own: i128, places: u32, unit: Unit },
    Day { own: i32 },
    YesNo { own: bool },
    Choice { own: usize, choices: crate::core::Choices },
}

/// Why a cell has no values to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoGrid {
    /// A text may be anything.
    Text,
    /// It is empty, so that nothing tells how far another value lies.
    Empty,
    /// No other value is allowed.
    Fixed,
}

impl Grid {
    /// The values of a cell within what its column declares, and within other ends where there are some.
    /// Days without a declared end end where the calendar does.
    pub(super) fn of(
        at: At,
        table: &Table,
        field: &Field,
        within: Option<&Range>,
        covered: Option<(i32, i32)>,
    ) -> Result<Self, NoGrid> {
        let (_, id, row) = at;
        let column = table.column(id).ok_or(NoGrid::Empty)?;
        let grid = match (table.cell(id, row), &field.ty, &column.typed) {
            (Cell::Missing, ..) => return Err(NoGrid::Empty),
            (Cell::Number(number), Type::Number(unit), Typed::Number { scale, values }) => {
                let own = number.to_scaled(*scale).ok_or(NoGrid::Fixed)?;
                let steps = |number: &Number, mode| {
                    let shown = number.checked_div(&unit.scale)?;
                    shown.round(Rounding::new(*scale, mode)).to_scaled(*scale)
                };
                let end = |end: &End, mode: RoundingMode, inwards: i128| {
                    let Constant::Number(number) = &end.at else { return None };
                    let at = steps(number, mode)?;
                    let is_on = Number::from_scaled(at, *scale) * &unit.scale == *number;
                    Some(if is_on && !end.inclusive { at.saturating_add(inwards) } else { at })
                };
                let lows = [Some(&field.range), within].map(|range| range.and_then(|range| range.low.as_ref()));
                let highs = [Some(&field.range), within].map(|range| range.and_then(|range| range.high.as_ref()));
                let low = lows.into_iter().flatten().filter_map(|low| end(low, RoundingMode::Ceiling, 1)).max();
                let high = highs.into_iter().flatten().filter_map(|high| end(high, RoundingMode::Floor, -1)).min();
                let (least, most) = values.range().unwrap_or((own, own));
                let far = most.abs().max(least.abs()).max(10_i128.saturating_pow(*scale)).saturating_mul(TIMES);
                let (from, to) = (low.unwrap_or(if least < 0 { -far } else { 0 }), high.unwrap_or(far));
                Self {
                    at,
                    kind: Kind::Number { own, places: *scale, unit: unit.clone() },
                    low: from.saturating_sub(own),
                    high: to.saturating_sub(own),
                }
            }
            (Cell::Date(day), ..) => {
                let own = day.days_since_epoch();
                let end = |end: &End, inwards: i32| {
                    let Constant::Date(day) = &end.at else { return None };
                    Some(day.days_since_epoch().saturating_add(if end.inclusive { 0 } else { inwards }))
                };
                let ranges = [Some(&field.range), within];
                let lows = ranges.iter().flatten().filter_map(|range| end(range.low.as_ref()?, 1));
                let highs = ranges.iter().flatten().filter_map(|range| end(range.high.as_ref()?, -1));
                let (low, high) = (lows.max(), highs.min());
                let new_year = |year: i32| Date::from_ymd(year, 1, 1).map_or(own, Date::days_since_epoch);
                let (from, to) = covered.map_or((own, own), |(first, last)| {
                    (new_year(first).min(own), new_year(last.saturating_add(1)).saturating_sub(1).max(own))
                });
                let (from, to) = (low.unwrap_or(from), high.unwrap_or(to));
                Self {
                    at,
                    kind: Kind::Day { own },
                    low: i128::from(from) - i128::from(own),
                    high: i128::from(to) - i128::from(own),
                }
            }
            (Cell::YesNo(own), ..) => Self { at, kind: Kind::YesNo { own }, low: 0, high: 1 },
            (Cell::Choice(own), Type::Choice(choices), _) => {
                let others = i128::try_from(choices.len()).unwrap_or(1).saturating_sub(1);
                let kind = Kind::Choice { own, choices: choices.clone() };
                Self { at, kind, low: 0, high: others }
            }
            _ => return Err(NoGrid::Text),
        };
        if grid.low >= 0 && grid.high <= 0 { Err(NoGrid::Fixed) } else { Ok(grid) }
    }

    /// Whether its values lie in a row, so that some of them are what lies between two of them.
    pub(super) fn is_ordered(&self) -> bool {
        matches!(self.kind, Kind::Number { .. } | Kind::Day { .. })
    }

    /// What the cell may say when it lies between two steps.
    pub(super) fn may(&self, from: i128, to: i128) -> May {
        match &self.kind {
            Kind::Number { own, places, unit } => {
                let at = |step: i128| Number::from_scaled(own.saturating_add(step), *places) * &unit.scale;
                May::between(at(from), at(to))
            }
            Kind::Day { .. } => match (self.day(from), self.day(to)) {
                (Some(from), Some(to)) => May::days(from, to),
                _ => May::Anything,
            },
            Kind::YesNo { own } if from == to => May::Be(Value::YesNo(*own ^ (from != 0))),
            Kind::Choice { .. } if from == to => {
                self.choice(from).map_or(May::Anything, |choice| May::Be(Value::Choice(choice)))
            }
            Kind::YesNo { .. } => May::Truth(Truth { unknown: false, ..Truth::ANY }),
            Kind::Choice { .. } => May::Anything,
        }
    }

    /// What the cell says at a step, as a file would.
    pub(super) fn text(&self, step: i128) -> String {
        match &self.kind {
            Kind::Number { own, places, unit } => {
                let number = Number::from_scaled(own.saturating_add(step), *places).to_fixed(*places);
                format!("{number}{}", unit.name)
            }
            Kind::Day { .. } => self.day(step).map(|day| day.to_string()).unwrap_or_default(),
            Kind::YesNo { own } => if *own ^ (step != 0) { "是" } else { "否" }.to_owned(),
            Kind::Choice { choices, .. } => {
                self.choice(step).and_then(|choice| choices.in_files().get(choice)).cloned().unwrap_or_default()
            }
        }
    }

    /// The same for a reader.
    pub(super) fn shown(&self, step: i128) -> String {
        match &self.kind {
            Kind::Number { own, places, unit } => {
                unit.shows(&(Number::from_scaled(own.saturating_add(step), *places) * &unit.scale), 0)
            }
            Kind::Choice { choices, .. } => {
                self.choice(step).and_then(|choice| choices.get(choice)).cloned().unwrap_or_default()
            }
            _ => self.text(step),
        }
    }

    /// How many steps lie between its ends.
    pub(super) fn width(&self) -> i128 {
        self.high.max(0).saturating_sub(self.low.min(0)).max(1)
    }

    /// A step as a share of all; the choice of something else is all.
    pub(super) fn share(&self, step: i128) -> Number {
        if step != 0 && !self.is_ordered() {
            return Number::one();
        }
        Number::ratio(step.abs(), self.width()).unwrap_or_else(Number::zero)
    }

    fn day(&self, step: i128) -> Option<Date> {
        let Kind::Day { own } = &self.kind else { return None };
        Date::from_days(i32::try_from(i128::from(*own).saturating_add(step)).ok()?)
    }

    /// The others in their order, from 1.
    fn choice(&self, step: i128) -> Option<usize> {
        let Kind::Choice { own, .. } = &self.kind else { return None };
        let step = usize::try_from(step).ok()?;
        Some(match step.checked_sub(1) {
            None => *own,
            Some(place) if place < *own => place,
            Some(place) => place.saturating_add(1),
        })
    }
}
