//! The functions of the library.

use std::rc::Rc;

use super::change::whole;
use super::run::{Run, lack};
use super::stop::{Outcome, Stop};
use crate::invariant::{OrBroken, entry, fit};
use crate::number::figures::{self, NoFigure};
use crate::number::{
    Accuracy, CalendarError, Date, Number, Rounding, RoundingMode, exponential, logarithm, product_of_powers, quantile,
};
use crate::script::cell::{Cell, Reasons, united};
use crate::script::tree::{Kind, Node};
use crate::script::{Helper, Lack};

/// More decimals are not asked for.
const MOST_PLACES: i64 = 100;

/// What a root, power or logarithm takes, in steps, beside its length.
const REAL_STEPS: u64 = 100;

impl Run<'_> {
    #[inline(never)]
    pub(super) fn helper(&mut self, helper: Helper, arguments: &[Node], node: &Node) -> Outcome {
        if let ([value], Helper::IsMissing) = (arguments, helper) {
            return Ok(Cell::YesNo(matches!(self.eval(value)?, Cell::Missing(_))));
        }
        if let ([value, instead], Helper::Default) = (arguments, helper) {
            return match self.eval(value)? {
                Cell::Missing(_) => self.eval(instead),
                value => Ok(value),
            };
        }
        let mut given = Vec::with_capacity(arguments.len());
        for argument in arguments {
            given.push(self.eval(argument)?);
        }
        // Of a list itself that is there, the count is known whatever its items are.
        if let ([Cell::List(items)], Helper::Count) = (given.as_slice(), helper) {
            return Ok(Cell::Number(Number::count(items.cells.len())));
        }
        // 其余 is of no account where a line is reached.
        let needed = if helper == Helper::Bands { given.get(..2) } else { None };
        if let Some(reasons) = self.lacking(needed.unwrap_or(&given), node)? {
            return Ok(Cell::Missing(reasons));
        }
        match helper {
            Helper::Sum
            | Helper::Maximum
            | Helper::Minimum
            | Helper::Greatest
            | Helper::Least
            | Helper::Rank
            | Helper::RankUpward => self.of_many(helper, &given, arguments, node),
            Helper::Mean
            | Helper::Median
            | Helper::TrimmedMean
            | Helper::GeometricMean
            | Helper::StandardDeviation
            | Helper::SampleDeviation => self.figure(helper, &given, node),
            Helper::Absolute | Helper::Round | Helper::RoundUp | Helper::Truncate | Helper::Growth => {
                self.of_number(helper, &given, arguments, node)
            }
            Helper::Root | Helper::Power | Helper::Logarithm | Helper::NaturalLogarithm | Helper::Exponential => {
                self.real(helper, &given, node)
            }
            Helper::Bands => self.bands(&given, node),
            Helper::Interpolate => self.interpolate(&given, node),
            Helper::WorkingDayAfter
            | Helper::NextWorkingDay
            | Helper::DaysBetween
            | Helper::Year
            | Helper::Month
            | Helper::Day => self.of_dates(helper, &given, node),
            Helper::Count | Helper::IsMissing | Helper::Default => Err(unfit(node)),
        }
    }

    /// The reasons of all that is missing in values and in lists of them; every item is a step.
    pub(super) fn lacking(&mut self, cells: &[Cell], node: &Node) -> Result<Option<Reasons>, Stop> {
        let mut found: Option<Reasons> = None;
        for cell in cells {
            let more = match cell {
                Cell::Missing(reasons) => Some(Rc::clone(reasons)),
                Cell::List(items) => {
                    self.spend_items(items.cells.len(), node)?;
                    self.lacking(&items.cells, node)?
                }
                _ => None,
            };
            found = match (found, more) {
                (Some(found), Some(more)) => {
                    self.spend_items(found.len().saturating_add(more.len()), node)?;
                    Some(united(&found, &more))
                }
                (found, more) => found.or(more),
            };
        }
        Ok(found)
    }

    fn items<'c>(&mut self, cell: &'c Cell, node: &Node) -> Result<&'c [Cell], Stop> {
        match cell {
            Cell::List(items) => {
                self.spend_items(items.cells.len(), node)?;
                Ok(&items.cells)
            }
            other => Err(Stop::wanted(node, "列", "a list", other)),
        }
    }

    fn numbers(&mut self, cell: &Cell, node: &Node) -> Result<Vec<Number>, Stop> {
        let cells = self.items(cell, node)?;
        cells.iter().map(|cell| Ok(number(cell, node)?.clone())).collect()
    }

    fn of_many(&mut self, helper: Helper, given: &[Cell], arguments: &[Node], node: &Node) -> Outcome {
        if let (Helper::Rank | Helper::RankUpward, [value, list]) = (helper, given) {
            let value = number(value, node)?;
            let mut before = 0_usize;
            for item in self.items(list, node)? {
                let item = number(item, node)?;
                let ahead = if helper == Helper::Rank { item > value } else { item < value };
                before = before.saturating_add(usize::from(ahead));
            }
            return Ok(Cell::Number(Number::count(before.saturating_add(1))));
        }
        let cells = match (helper, given) {
            (Helper::Greatest | Helper::Least, cells) => cells,
            (_, [list]) => self.items(list, node)?,
            _ => return Err(unfit(node)),
        };
        let mut best: Option<Cell> = (helper == Helper::Sum).then_some(Cell::Number(Number::zero()));
        for (index, cell) in cells.iter().enumerate() {
            let place = if given.len() > 1 { entry(arguments, index) } else { node };
            let number = number(cell, place)?;
            best = Some(match (best, helper) {
                (Some(sum), Helper::Sum) => self.operate(crate::script::tree::Operation::Add, &sum, cell, node)?,
                (Some(Cell::Number(best)), Helper::Maximum | Helper::Greatest) => {
                    Cell::Number(if *number > best { number.clone() } else { best })
                }
                (Some(Cell::Number(best)), _) => Cell::Number(if *number < best { number.clone() } else { best }),
                (Some(missing), _) => missing,
                (None, _) => cell.clone(),
            });
        }
        Ok(best.unwrap_or_else(|| lack(Lack::NoItem, node)))
    }

    fn figure(&mut self, helper: Helper, given: &[Cell], node: &Node) -> Outcome {
        let Some((list, rest)) = given.split_first() else { return Err(unfit(node)) };
        let mut numbers = self.numbers(list, node)?;
        let words = numbers.iter().map(Number::bits).sum::<u64>() / 64 + 1;
        self.spend(words.saturating_mul(words) / 32, node)?;
        let figure = match helper {
            Helper::Mean => figures::mean(&numbers),
            Helper::Median => {
                numbers.sort();
                let half = Number::ratio(1, 2).or_broken("2 is not 0");
                quantile(&numbers, &half, 2).ok_or(NoFigure::NoNumber)
            }
            Helper::TrimmedMean => {
                let counts = rest.iter().map(|count| whole(count, node)).collect::<Result<Vec<i64>, Stop>>()?;
                let [high, low] = counts.as_slice() else { return Err(unfit(node)) };
                let (Ok(high), Ok(low)) = (u32::try_from(*high), u32::try_from(*low)) else {
                    return Err(Stop::runtime(
                        node,
                        "去掉的个数不能是负数",
                        "a number to leave out must not be negative",
                    ));
                };
                figures::trimmed_mean(&mut numbers, high, low)
            }
            _ => {
                let accuracy = self.rounding(rest.first(), words, node)?;
                match helper {
                    Helper::GeometricMean => figures::geometric_mean(numbers, &accuracy),
                    _ => figures::standard_deviation(&numbers, helper == Helper::SampleDeviation, &accuracy),
                }
            }
        };
        Ok(match figure {
            Ok(number) => Cell::Number(number),
            Err(NoFigure::NoNumber) => lack(Lack::NoItem, node),
            Err(NoFigure::ZeroDivisor) => lack(Lack::ZeroDivisor, node),
            Err(NoFigure::OutsideDomain) => lack(Lack::OutsideDomain, node),
        })
    }

    /// The decimals of a real figure: those that are stated, those of the rounding around it, or those of the call;
    /// takes the steps of working it out.
    fn rounding(&mut self, places: Option<&Cell>, words: u64, node: &Node) -> Result<Accuracy, Stop> {
        let stated = decimals(places, node)?.map(|places| Rounding::new(places, RoundingMode::HalfUp));
        let around = if let Kind::Helper(_, _, around) = &node.kind { *around } else { None };
        let rounding = stated.or(around);
        let digits = u64::from(rounding.map_or(20, |rounding| rounding.places));
        self.spend(REAL_STEPS + digits * digits / 4 + words.saturating_mul(words).saturating_mul(8), node)?;
        Ok(rounding.map_or_else(
            || self.accuracy.clone(),
            |Rounding { places, mode, .. }| Accuracy::new(places, &Number::one()).by(mode),
        ))
    }

    fn of_number(&mut self, helper: Helper, given: &[Cell], arguments: &[Node], node: &Node) -> Outcome {
        let (Some(first), Some(place)) = (given.first(), arguments.first()) else { return Err(unfit(node)) };
        let value = number(first, place)?;
        let mode = match (helper, given) {
            (Helper::Absolute, _) => return Ok(Cell::Number(value.abs())),
            (Helper::Growth, [_, base]) => {
                let from = number(base, node)?;
                if from.is_zero() || from.is_negative() {
                    return Ok(lack(Lack::OutsideDomain, node));
                }
                let change = self.operate(crate::script::tree::Operation::Subtract, first, base, node)?;
                return self.operate(crate::script::tree::Operation::Divide, &change, base, node);
            }
            (Helper::RoundUp, _) => RoundingMode::Up,
            (Helper::Truncate, _) => RoundingMode::Down,
            _ => RoundingMode::HalfUp,
        };
        let places = decimals(given.get(1), node)?.ok_or_else(|| unfit(node))?;
        if value.is_integer() {
            return Ok(first.clone());
        }
        self.spend(value.words() * value.words() / 32 + u64::from(places), node)?;
        Ok(Cell::Number(value.round(Rounding::new(places, mode))))
    }

    #[inline(never)]
    fn real(&mut self, helper: Helper, given: &[Cell], node: &Node) -> Outcome {
        let mut numbers = Vec::with_capacity(given.len());
        for cell in given {
            numbers.push(number(cell, node)?.clone());
        }
        let words = numbers.iter().map(Number::words).max().unwrap_or(1);
        let result = match (helper, numbers.as_slice()) {
            (Helper::Power, [base, exponent, ..]) => self.power(base, exponent, given.get(2), node)?,
            (Helper::Root, [value, degree, ..]) => {
                let accuracy = self.rounding(given.get(2), words, node)?;
                let share = Number::one().checked_div(degree);
                let wholly = degree.whole().filter(|degree| *degree > 0);
                share
                    .filter(|_| wholly.is_some())
                    .and_then(|share| product_of_powers(&[(value.clone(), share)], &accuracy))
            }
            (Helper::Logarithm, [value, base @ ..]) => {
                let accuracy = self.rounding(given.get(2), words, node)?;
                logarithm(value, base.first(), &accuracy)
            }
            (Helper::NaturalLogarithm, [value, ..]) => {
                let accuracy = self.rounding(given.get(1), words, node)?;
                logarithm(value, None, &accuracy)
            }
            (Helper::Exponential, [value, ..]) => {
                let accuracy = self.rounding(given.get(1), words, node)?;
                exponential(value, &accuracy)
            }
            _ => return Err(unfit(node)),
        };
        Ok(result.map_or_else(|| lack(Lack::OutsideDomain, node), Cell::Number))
    }

    /// A power: exact if the exponent is whole, else rounded half up.
    #[inline(never)]
    pub(super) fn power(
        &mut self,
        base: &Number,
        exponent: &Number,
        places: Option<&Cell>,
        node: &Node,
    ) -> Result<Option<Number>, Stop> {
        let words = base.words().max(exponent.words());
        let Some(exponent) = exponent.whole() else {
            let accuracy = self.rounding(places, words, node)?;
            return Ok(product_of_powers(&[(base.clone(), exponent.clone())], &accuracy));
        };
        let long = words.saturating_mul(exponent.unsigned_abs()).min(1024);
        self.spend(long.saturating_mul(long) / 32, node)?;
        let power = base.power(exponent);
        let places = decimals(places, node)?;
        Ok(power.map(|power| match places {
            Some(places) => power.round(Rounding::new(places, RoundingMode::HalfUp)),
            None => power,
        }))
    }

    /// Rows of two cells, the first of each a number.
    fn rows<'c>(&mut self, table: &'c Cell, node: &Node) -> Result<Vec<(&'c Number, &'c Cell)>, Stop> {
        let mut rows = Vec::new();
        for row in self.items(table, node)? {
            let [line, value] = self.items(row, node)? else {
                return Err(Stop::runtime(
                    node,
                    "每一行要写两项：[线, 值]",
                    "every row takes two items: [line, value]",
                ));
            };
            rows.push((number(line, node)?, value));
        }
        Ok(rows)
    }

    #[inline(never)]
    fn bands(&mut self, given: &[Cell], node: &Node) -> Outcome {
        let [value, table, otherwise] = given else { return Err(unfit(node)) };
        let value = number(value, node)?;
        let rows = self.rows(table, node)?;
        if !rows.windows(2).all(|pair| matches!(pair, [(above, _), (below, _)] if above > below)) {
            return Err(Stop::runtime(node, "分段的线要从高到低写", "lines must run from high to low"));
        }
        let reached = rows.into_iter().find(|(line, _)| value >= *line);
        Ok(reached.map_or(otherwise, |(_, value)| value).clone())
    }

    #[inline(never)]
    fn interpolate(&mut self, given: &[Cell], node: &Node) -> Outcome {
        let [value, table] = given else { return Err(unfit(node)) };
        let value = number(value, node)?;
        let mut points = Vec::new();
        for (x, y) in self.rows(table, node)? {
            points.push((x, number(y, node)?));
        }
        if !points.windows(2).all(|pair| matches!(pair, [(left, _), (right, _)] if left < right)) {
            return Err(Stop::runtime(node, "插值的 x 要从小到大写", "the x of the points must rise"));
        }
        let next = points.partition_point(|(x, _)| *x < value);
        let before = next.checked_sub(1).and_then(|place| points.get(place));
        Ok(match (before, points.get(next)) {
            (Some(&(x1, y1)), Some(&(x2, y2))) => {
                let share = (value - x1).checked_div(&(x2 - x1));
                share.map_or_else(|| lack(Lack::ZeroDivisor, node), |share| Cell::Number(y1 + share * (y2 - y1)))
            }
            (Some((_, y)), None) | (None, Some((_, y))) => Cell::Number(Number::clone(y)),
            (None, None) => lack(Lack::NoItem, node),
        })
    }

    #[inline(never)]
    fn of_dates(&mut self, helper: Helper, given: &[Cell], node: &Node) -> Outcome {
        let date = |cell: Option<&Cell>| match cell {
            Some(Cell::Date(date)) => Ok(*date),
            Some(other) => Err(Stop::wanted(node, "日期", "a date", other)),
            None => Err(unfit(node)),
        };
        let first = date(given.first())?;
        let (year, month, day) = first.ymd();
        let found = |found: Result<Date, CalendarError>| {
            found.map(Cell::Date).map_err(|error| Stop::runtime(node, error.to_string(), error.in_english()))
        };
        let count = match helper {
            Helper::Year => i64::from(year),
            Helper::Month => i64::from(month),
            Helper::Day => i64::from(day),
            Helper::DaysBetween => first.days_until(date(given.get(1))?),
            Helper::NextWorkingDay => return found(self.calendar.next_working_day(first)),
            _ => {
                let days = whole(given.get(1).ok_or_else(|| unfit(node))?, node)?;
                let Ok(days) = u32::try_from(days) else {
                    return Err(Stop::runtime(node, "工作日数不能是负数", "working days must not be negative"));
                };
                return found(self.calendar.working_day_after(first, days, false));
            }
        };
        Ok(Cell::Number(Number::from_integer(count)))
    }
}

/// The number of arguments was counted when the script was read.
#[cold]
fn unfit(node: &Node) -> Stop {
    Stop::runtime(node, "参数不对", "the arguments do not fit")
}

fn number<'c>(cell: &'c Cell, node: &Node) -> Result<&'c Number, Stop> {
    match cell {
        Cell::Number(number) => Ok(number),
        other => Err(Stop::wanted(node, "数", "a number", other)),
    }
}

fn decimals(cell: Option<&Cell>, node: &Node) -> Result<Option<u32>, Stop> {
    let Some(cell) = cell else { return Ok(None) };
    let places = whole(cell, node)?;
    if (0..=MOST_PLACES).contains(&places) {
        return Ok(Some(fit(places)));
    }
    let en = format!("decimals must be from 0 to {MOST_PLACES}");
    Err(Stop::runtime(node, format!("位数只能是 0 至 {MOST_PLACES}"), en))
}
