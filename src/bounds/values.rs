//! Values of open cells that are tried.

use std::collections::BTreeSet;

use crate::core::{Constant, ExprKind, Type};
use crate::data::{Cell as Said, Tables};
use crate::engine::possible::Cell;
use crate::invariant::{OrBroken, fit};
use crate::number::{Date, Number};
use crate::program::Program;
use crate::proof::{Choices, Domain, Interval, Texts, Truth};

/// A value that a cell is supposed to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    /// It alone.
    pub(super) domain: Domain,
    /// As a file would write it, with its unit.
    pub(super) text: String,
}

/// At most so many numbers of the rules are tried for one cell.
const MOST_LINES: usize = 6;

/// What is tried for an open cell: numbers and dates from the least up.
pub(super) fn values(program: &Program, tables: &Tables, cell: Cell, domain: &Domain) -> Vec<Value> {
    let ty = &declared(program, cell);
    match (domain, ty) {
        (Domain::Number(numbers), _) => {
            let step = step(tables, cell, ty);
            let mut tried = BTreeSet::new();
            let (low, high) = ends(tables, cell, numbers, &step, ty);
            let middle = (&low + &high).checked_div(&Number::from_integer(2)).or_broken("2 is not 0");
            tried.extend([low, high, rounded(&middle, &step)]);
            for line in lines(program, ty, numbers) {
                tried.extend([&line - &step, line.clone(), &line + &step]);
            }
            let tried = tried.into_iter().filter(|at| numbers.holds(at));
            tried.filter_map(|at| number(&at, ty)).collect()
        }
        (Domain::Truth(truth), _) => {
            let both = [(truth.can_fail, false), (truth.can_hold, true)];
            let both = both.into_iter().filter(|(can, _)| *can);
            both.map(|(_, truth)| constant(&Constant::YesNo(truth), ty)).collect()
        }
        (Domain::Choice(choices), Type::Choice(names)) => {
            let is_one = |place: &usize| !choices.meet(&Choices::only(*place)).is_empty();
            (0..names.len()).filter(is_one).map(|place| constant(&Constant::Choice(place), ty)).collect()
        }
        (Domain::Text(texts), _) => {
            let known: Vec<String> = match texts {
                Texts::Only(only) => only.iter().cloned().collect(),
                Texts::Except(_) => some_texts(program, tables, cell),
            };
            known.into_iter().map(|text| constant(&Constant::Text(text), ty)).collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn declared(program: &Program, cell: Cell) -> Type {
    program.rules.schema.field(cell.table, cell.field).or_broken("a cell is of a declared column").ty.clone()
}

/// The value of a number of a column; nothing of one that no file can write.
pub(super) fn number(at: &Number, ty: &Type) -> Option<Value> {
    let domain = Domain::Number(Interval::point(at.clone()));
    match ty {
        Type::Date => {
            let day = Date::from_days(at.to_scaled(0)?.try_into().ok()?)?;
            Some(Value { domain, text: day.to_string() })
        }
        Type::Number(unit) => {
            let own = at.checked_div(&unit.scale)?;
            own.places()?;
            let name = if unit.dimension.is_pure() && !unit.is_percent() { "" } else { unit.name.as_str() };
            Some(Value { domain, text: format!("{own}{name}") })
        }
        _ => None,
    }
}

fn constant(value: &Constant, ty: &Type) -> Value {
    let domain = match value {
        Constant::YesNo(truth) => Domain::Truth(Truth::of(*truth)),
        other => Domain::constant(other),
    };
    Value { domain, text: value.as_cell(ty) }
}

/// The last place in which a column is written, in base units; a day for dates.
pub(super) fn step(tables: &Tables, cell: Cell, ty: &Type) -> Number {
    /// A long column is not read to its end for this.
    const READ: usize = 2000;
    let Type::Number(unit) = ty else { return Number::one() };
    let own = tables.table(cell.table);
    let places = (0..own.rows.min(READ)).filter_map(|row| match own.cell(cell.field, row) {
        Said::Number(number) => number.places(),
        _ => None,
    });
    let least = if unit.is_percent() { 2 } else { 0 };
    let places = places.max().unwrap_or(2).clamp(least, 6);
    Number::from_scaled(1, places) * &unit.scale
}

/// A number in whole steps.
pub(super) fn rounded(at: &Number, step: &Number) -> Number {
    let steps = at.checked_div(step).or_broken("a step is not 0");
    steps.round(crate::number::Rounding::new(0, crate::number::RoundingMode::HalfUp)) * step
}

/// The least and the greatest that are tried; without an end what the column holds elsewhere, and a good deal beyond.
fn ends(tables: &Tables, cell: Cell, numbers: &Interval, step: &Number, ty: &Type) -> (Number, Number) {
    const READ: usize = 2000;
    let own = tables.table(cell.table);
    let scale = match ty {
        Type::Number(unit) => unit.scale.clone(),
        _ => Number::one(),
    };
    let known = (0..own.rows.min(READ)).filter_map(|row| match own.cell(cell.field, row) {
        Said::Number(number) => Some(number * &scale),
        Said::Date(day) => Some(Number::from_integer(day.days_since_epoch().into())),
        _ => None,
    });
    let known: Vec<Number> = known.collect();
    let far = |wanted: Option<&Number>| wanted.cloned().unwrap_or_else(Number::zero);
    let is_date = *ty == Type::Date;
    let beyond = if is_date {
        Number::from_integer(400)
    } else {
        far(known.iter().max()).abs() * &Number::from_integer(9) + step
    };
    let low = match &numbers.low {
        Some(edge) if edge.inclusive => edge.at.clone(),
        Some(edge) => &edge.at + step,
        None if is_date => far(known.iter().min()) - &beyond,
        None => far(known.iter().min()).min(Number::zero()),
    };
    let high = match &numbers.high {
        Some(edge) if edge.inclusive => edge.at.clone(),
        Some(edge) => &edge.at - step,
        None => far(known.iter().max()).max(low.clone()) + &beyond,
    };
    (low, high)
}

/// Numbers of the rules that are of the kind of a column and lie within it.
pub(super) fn lines(program: &Program, ty: &Type, within: &Interval) -> Vec<Number> {
    let mut found = BTreeSet::new();
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            let at = match (&node.kind, &node.ty, ty) {
                (ExprKind::Constant(Constant::Number(at)), Type::Number(own), Type::Number(unit))
                    if own.dimension.compatible(&unit.dimension) =>
                {
                    at.clone()
                }
                (ExprKind::Constant(Constant::Date(day)), _, Type::Date) => {
                    Number::from_integer(day.days_since_epoch().into())
                }
                _ => continue,
            };
            if within.holds(&at) {
                found.insert(at);
            }
        }
    }
    let found: Vec<Number> = found.into_iter().collect();
    let every = found.len().div_ceil(MOST_LINES).max(1);
    found.into_iter().step_by(every).collect()
}

/// Texts that the column holds elsewhere and that the rules name.
fn some_texts(program: &Program, tables: &Tables, cell: Cell) -> Vec<String> {
    const MOST: usize = 8;
    let own = tables.table(cell.table);
    let mut found: BTreeSet<String> = BTreeSet::new();
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            if let ExprKind::Constant(Constant::Text(text)) = &node.kind {
                found.insert(text.clone());
            }
        }
    }
    for row in 0..own.rows.min(fit(200_u32)) {
        if let Said::Text(text) = own.cell(cell.field, row) {
            found.insert(text.to_owned());
        }
    }
    found.into_iter().take(MOST).collect()
}
