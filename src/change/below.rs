//! Figures over rows below a row while some cells are open.

use std::collections::{BTreeMap, BTreeSet};

use super::lens::{Below, Lens};
use super::may::{May, Truth};
use super::numbers::over;
use crate::core::{ExprId, Statistic, TableId, Type};
use crate::engine::exact::{Reason, Value};
use crate::number::{Date, Number};

/// The rows that a filter lets through: those that surely count, and those that may.
struct Chosen<'r> {
    sure: Vec<&'r Below>,
    open: Vec<&'r Below>,
    /// One of which it is not known whether it counts.
    missing: Option<May>,
    may_miss: bool,
}

impl Lens<'_> {
    /// A figure over rows of a table below a row.
    pub(super) fn below(
        &self,
        expr: ExprId,
        at: (TableId, usize),
        (of, figure): (TableId, &Statistic),
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> May {
        let Some(rows) = self.ground.below(expr, at, of, (filter, value)) else {
            return May::Be(Value::missing(Reason::UnknownTable(of)));
        };
        if let (Statistic::Sum, Some(sum), Some(concerned)) = (figure, &rows.sum, self.concerned(of)) {
            return self.sum(sum.clone(), (&rows.rows, &concerned), of, (filter, value));
        }
        let rows = &rows.rows;
        let chosen = self.chosen(rows, of, filter);
        let node = &self.ground.program.arena[expr];
        if *figure == Statistic::Exists {
            if !chosen.sure.is_empty() {
                return May::Be(Value::YesNo(true));
            }
            if let Some(missing) = chosen.missing.filter(|_| chosen.open.is_empty()) {
                return missing;
            }
            let open = !chosen.open.is_empty();
            return May::of_truth(Truth { yes: open, no: true, unknown: chosen.may_miss }, None);
        }
        if let Some(missing) = chosen.missing {
            return missing;
        }
        if chosen.may_miss {
            return May::Anything;
        }
        let value_of = |value: ExprId, below: &Below| match &below.value {
            Some(known) if !self.is_open(self.reach.expr(value), (of, below.row)) => May::Be(known.clone()),
            _ => self.eval(value, of, below.row),
        };
        let values = |rows: &[&Below]| -> Vec<May> {
            value.map_or_else(Vec::new, |value| rows.iter().map(|row| value_of(value, row)).collect())
        };
        let (sure, open) = (values(&chosen.sure), values(&chosen.open));
        if let Some(missing) = sure.iter().find(|may| may.is_missing()) {
            return missing.clone();
        }
        let no_row = || Value::missing(Reason::NoRow { table: of, span: node.span() });
        match figure {
            Statistic::Count => May::between(
                Number::count(chosen.sure.len()),
                Number::count(chosen.sure.len().saturating_add(chosen.open.len())),
            ),
            Statistic::Exists => May::Anything,
            Statistic::CountDistinct => {
                let known: Option<std::collections::BTreeSet<Value>> =
                    sure.iter().map(|may| may.only().cloned()).collect();
                match known.filter(|_| open.is_empty()) {
                    Some(known) => May::Be(Value::Number(Number::count(known.len()))),
                    None => May::Anything,
                }
            }
            Statistic::Only => match (sure.as_slice(), open.is_empty()) {
                ([], true) => May::Be(no_row()),
                ([only], true) => only.clone(),
                _ => May::Anything,
            },
            Statistic::SumOfGreatest { by } => {
                let matters = chosen.sure.iter().map(|below| self.cell_of(of, below.row, *by)).collect();
                if open.is_empty() { greatest_of_each(&sure, matters) } else { May::Anything }
            }
            Statistic::Min | Statistic::Max
                if matches!(node.ty, Type::Choice(_))
                    && open.is_empty()
                    && sure.iter().all(|may| may.only().is_some()) =>
            {
                let known = sure.iter().filter_map(May::only);
                let found = if *figure == Statistic::Min { known.min() } else { known.max() };
                May::Be(found.cloned().unwrap_or_else(no_row))
            }
            Statistic::Min | Statistic::Max if sure.iter().any(|may| may.day_ends().is_some()) => {
                if open.is_empty() {
                    last_day(figure, &sure)
                } else {
                    May::Anything
                }
            }
            _ => {
                let ends = |values: &[May]| -> Option<Vec<(Number, Number)>> {
                    values.iter().map(|may| may.ends().map(|(low, high)| (low.clone(), high.clone()))).collect()
                };
                let (Some(mut sure), Some(open)) = (ends(&sure), ends(&open)) else { return May::Anything };
                match figure {
                    // A row that may not count adds nothing then.
                    Statistic::Sum => {
                        let zero = Number::zero();
                        sure.extend(
                            open.into_iter().map(|(low, high)| (low.min(zero.clone()), high.max(zero.clone()))),
                        );
                    }
                    _ if open.is_empty() => {}
                    _ => return May::Anything,
                }
                if sure.is_empty() && *figure != Statistic::Sum { May::Be(no_row()) } else { over(figure, node, &sure) }
            }
        }
    }

    /// A sum of which all is known but what some rows add.
    fn sum(
        &self,
        known: Number,
        (rows, concerned): (&[Below], &BTreeSet<usize>),
        of: TableId,
        (filter, value): (Option<ExprId>, Option<ExprId>),
    ) -> May {
        let (mut low, mut high) = (known.clone(), known);
        for row in concerned {
            // Rows below stand in the order of their table.
            let place = rows.binary_search_by_key(row, |below| below.row);
            let Some(below) = place.ok().and_then(|place| rows.get(place)) else { continue };
            let Some(was) = below.adds() else { return May::Anything };
            let counts = filter.map(|filter| self.eval(filter, of, *row));
            let truth = counts.as_ref().map_or(Truth::of(Some(true)), May::truth);
            let may = match (truth.settled(), value) {
                (Some(None), _) => return counts.unwrap_or(May::Anything),
                (Some(Some(false)), _) => May::Be(Value::Number(Number::zero())),
                (Some(Some(true)), Some(value)) => self.eval(value, of, *row),
                (None, Some(value)) if !truth.unknown => match self.eval(value, of, *row) {
                    missing if missing.is_missing() => return May::Anything,
                    may => may.or(May::Be(Value::Number(Number::zero()))),
                },
                _ => return May::Anything,
            };
            if may.is_missing() {
                return may;
            }
            let Some((least, most)) = may.ends() else { return May::Anything };
            low = &(&low - &was) + least;
            high = &(&high - &was) + most;
        }
        May::between(low, high)
    }

    fn chosen<'r>(&self, rows: &'r [Below], of: TableId, filter: Option<ExprId>) -> Chosen<'r> {
        let mut chosen = Chosen { sure: Vec::new(), open: Vec::new(), missing: None, may_miss: false };
        for row in rows {
            let Some(filter) = filter else {
                chosen.sure.push(row);
                continue;
            };
            let may = match &row.counts {
                Some(known) if !self.is_open(self.reach.expr(filter), (of, row.row)) => May::Be(known.clone()),
                _ => self.eval(filter, of, row.row),
            };
            let truth = may.truth();
            match truth.settled() {
                Some(Some(true)) => chosen.sure.push(row),
                Some(Some(false)) => {}
                Some(None) => chosen.missing = Some(may),
                None => {
                    chosen.may_miss |= truth.unknown;
                    if truth.yes {
                        chosen.open.push(row);
                    }
                }
            }
        }
        chosen
    }
}

/// Of rows that are about the same matter the greatest counts.
fn greatest_of_each(values: &[May], matters: Vec<May>) -> May {
    let mut greatest: BTreeMap<Value, (Number, Number)> = BTreeMap::new();
    for (value, matter) in values.iter().zip(matters) {
        let (Some((low, high)), May::Be(matter)) = (value.ends(), matter) else { return May::Anything };
        if matches!(matter, Value::Missing(_)) {
            return May::Be(matter);
        }
        let best = greatest.entry(matter).or_insert_with(|| (low.clone(), high.clone()));
        *best = (best.0.clone().max(low.clone()), best.1.clone().max(high.clone()));
    }
    May::between(greatest.values().map(|(low, _)| low).sum(), greatest.values().map(|(_, high)| high).sum())
}

/// The first or last day.
fn last_day(figure: &Statistic, values: &[May]) -> May {
    let ends: Option<Vec<(Date, Date)>> = values.iter().map(May::day_ends).collect();
    let Some(ends) = ends else { return May::Anything };
    let (lows, highs) = (ends.iter().map(|(low, _)| *low), ends.iter().map(|(_, high)| *high));
    let found = if *figure == Statistic::Min { lows.min().zip(highs.min()) } else { lows.max().zip(highs.max()) };
    found.map_or(May::Anything, |(low, high)| May::days(low, high))
}
