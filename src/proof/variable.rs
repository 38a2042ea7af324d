//! The data that a figure is worked out from, each with some values to try.

use std::collections::BTreeSet;

use super::domain::{Domain, Truth};
use super::inputs::Inputs;
use super::interval::Interval;
use super::known::{Key, Known};
use super::prover::Prover;
use crate::core::{Constant, ExprId, ExprKind, FieldId, KeyPart, Schema, Statistic, TableId, Type};
use crate::invariant::OrBroken;
use crate::number::{Base, Number, Unit};

/// What an example has to say for a value.
#[derive(Debug, Clone)]
pub(super) enum Fact {
    /// A column of the subject.
    Given(FieldId, Constant),
    /// All rows below the subject.
    Rows(TableId, Vec<Vec<(FieldId, Constant)>>),
}

/// A figure, and values it may have with the facts that give it each.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) key: Key,
    pub(super) options: Vec<(Domain, Fact)>,
}

/// So many values are tried for one number.
const MOST_OPTIONS: usize = 24;
/// So many rows stand in an example.
const MOST_ROWS: i64 = 20;
/// So many different rows are looked at for one figure over rows.
const MOST_KINDS_OF_ROWS: usize = 128;

/// The variables of expressions; nothing when one has no values that could honestly be tried: a column
/// without a declared range, other subjects, the calendar.
pub(super) fn variables(prover: &Prover<'_>, exprs: &[ExprId], given: Option<&Key>) -> Option<Vec<Variable>> {
    let inputs = Inputs::of(prover, exprs, given);
    if inputs.is_opaque {
        return None;
    }
    let mut found = Vec::new();
    for (table, field) in &inputs.fields {
        if *table != Schema::SUBJECTS {
            return None;
        }
        let options = field_options(prover, *table, *field, &inputs)?;
        let options = options.into_iter().map(|value| (Domain::constant(&value), Fact::Given(*field, value)));
        found.push(Variable { key: Key::Field(*table, *field), options: options.collect() });
        // A value that is given is not empty.
    }
    for rows in &inputs.rows {
        let key = prover.key(*rows);
        if found.iter().any(|known: &Variable| known.key == key) {
            continue;
        }
        let options = rows_options(prover, *rows, &inputs)?;
        found.push(Variable { key, options });
    }
    found.iter().all(|variable| !variable.options.is_empty()).then_some(found)
}

fn field_options(prover: &Prover<'_>, table: TableId, field: FieldId, inputs: &Inputs) -> Option<Vec<Constant>> {
    let declared = prover.declared(table, field);
    Some(match &declared.ty {
        Type::Number(unit) => {
            if !declared.range.is_declared() {
                return None;
            }
            let range = prover.field(table, field, &prover.base).into_interval();
            numbers(&range, unit, inputs).into_iter().map(Constant::Number).collect()
        }
        Type::YesNo => vec![Constant::YesNo(false), Constant::YesNo(true)],
        Type::Choice(choices) => (0..choices.len()).map(Constant::Choice).collect(),
        Type::Text => {
            let own = "甲".to_owned();
            inputs.texts.iter().cloned().chain([own]).map(Constant::Text).collect()
        }
        Type::Date => {
            let ends = [&declared.range.low, &declared.range.high];
            let ends = ends.into_iter().flatten().filter_map(|end| match &end.at {
                Constant::Date(date) => Some(*date),
                _ => None,
            });
            let mut dates: BTreeSet<_> = inputs.dates.iter().copied().chain(ends).collect();
            let beside: Vec<_> =
                dates.iter().flat_map(|date| [date.add_days(1), date.add_days(-1)]).flatten().collect();
            dates.extend(beside);
            dates.into_iter().filter(|date| declared.range.holds_date(*date)).map(Constant::Date).collect()
        }
    })
}

/// Values of a range worth trying: its ends, the fixed numbers of the rule, and what lies just beside them.
pub(super) fn numbers(range: &Interval, unit: &Unit, inputs: &Inputs) -> Vec<Number> {
    let counted = matches!(unit.dimension.as_base(), Some(Base::Count(_)));
    let hundredth = &unit.scale * Number::from_scaled(1, 2);
    let step = if counted { unit.scale.clone() } else { hundredth };
    let ten = &unit.scale * Number::from_integer(10);
    let mut marks: BTreeSet<Number> = BTreeSet::new();
    for (number, of) in &inputs.numbers {
        if of.dimension.compatible(&unit.dimension) {
            marks.insert(number.clone());
        }
    }
    marks.extend(range.low.iter().chain(&range.high).map(|edge| edge.at.clone()));
    if marks.is_empty() {
        marks.insert(Number::zero());
    }
    if let (None, Some(most)) = (&range.high, marks.last().cloned()) {
        let beyond = [&most + &unit.scale, &most + &ten, most.abs() * Number::from_integer(10) + &ten];
        marks.extend(beyond);
    }
    if let (None, Some(least)) = (&range.low, marks.first().cloned()) {
        let beyond = [&least - &unit.scale, &least - &ten, -(least.abs() * Number::from_integer(10) + &ten)];
        marks.extend(beyond);
    }
    let mut all = marks.clone();
    for mark in &marks {
        all.insert(mark + &step);
        all.insert(mark - &step);
    }
    for (one, two) in marks.iter().zip(marks.iter().skip(1)) {
        all.extend((one + two).checked_div(&Number::from_integer(2)));
    }
    let fits = |number: &Number| {
        let shown = number.checked_div(&unit.scale);
        let whole = !counted || shown.as_ref().is_some_and(Number::is_integer);
        range.holds(number) && whole && shown.and_then(|shown| shown.places()).is_some_and(|places| places <= 6)
    };
    let fitting: Vec<Number> = all.into_iter().filter(fits).collect();
    thinned(fitting, MOST_OPTIONS)
}

/// At most so many of a list, its ends among them.
fn thinned<T: Clone>(list: Vec<T>, most: usize) -> Vec<T> {
    if list.len() <= most || most < 2 {
        return list;
    }
    let end = list.len() - 1;
    (0..most).filter_map(|place| list.get(place * end / (most - 1)).cloned()).collect()
}

/// A row, and what it counts for.
type Sample = (Vec<(FieldId, Constant)>, Option<Number>);

/// Values of a figure over rows of a table that belongs to the subjects, with the rows that give them.
fn rows_options(prover: &Prover<'_>, expr: ExprId, outer: &Inputs) -> Option<Vec<(Domain, Fact)>> {
    let node = &prover.program.arena[expr];
    let ExprKind::Rows { table, beside: None, statistic, filter, value } = &node.kind else { return None };
    if prover.program.rules.schema.parent(*table)? != Schema::SUBJECTS {
        return None;
    }
    let parts: Vec<ExprId> = filter.iter().chain(value).copied().collect();
    let mut inputs = Inputs::of(prover, &parts, None);
    if inputs.is_opaque || !inputs.rows.is_empty() || inputs.fields.iter().any(|(of, _)| of != table) {
        return None;
    }
    inputs.numbers.extend(outer.numbers.iter().cloned());
    let distinct = distinct_field(prover, *table, statistic, *value);
    let samples = samples(prover, *table, (*filter, *value), &inputs, distinct)?;
    let number = |number: i64| Domain::Number(Interval::point(Number::from_integer(number)));
    let repeated = |row: &[(FieldId, Constant)], times: i64| {
        let rows = (0..times).map(|place| with_names(prover, *table, row, distinct, place)).collect();
        Fact::Rows(*table, rows)
    };
    let counts = || (1..=MOST_ROWS).filter(|count| *count <= 12 || count % 5 == 0);
    let mut options = Vec::new();
    match statistic {
        Statistic::Count => {
            options.push((number(0), Fact::Rows(*table, Vec::new())));
            if let Some((row, _)) = samples.first() {
                options.extend(counts().map(|count| (number(count), repeated(row, count))));
            }
        }
        Statistic::CountDistinct => {
            distinct?;
            options.push((number(0), Fact::Rows(*table, Vec::new())));
            if let Some((row, _)) = samples.first() {
                options.extend(counts().map(|count| (number(count), repeated(row, count))));
            }
        }
        Statistic::Exists => {
            options.push((Domain::Truth(Truth::of(false)), Fact::Rows(*table, Vec::new())));
            if let Some((row, _)) = samples.first() {
                options.push((Domain::Truth(Truth::of(true)), repeated(row, 1)));
            }
        }
        Statistic::Sum | Statistic::SumOfGreatest { .. } => {
            options.push((number(0), Fact::Rows(*table, Vec::new())));
            for (row, each) in extremes(&samples) {
                options.extend([1, 2, 3, 5, 10, MOST_ROWS].into_iter().map(|count| {
                    let sum = each * Number::from_integer(count);
                    (Domain::Number(Interval::point(sum)), repeated(row, count))
                }));
            }
        }
        Statistic::Min | Statistic::Max | Statistic::Mean | Statistic::Only if matches!(node.ty, Type::Number(_)) => {
            for (row, each) in &samples {
                let Some(each) = each else { continue };
                options.push((Domain::Number(Interval::point(each.clone())), repeated(row, 1)));
            }
        }
        _ => return None,
    }
    Some(options)
}

/// The rows that count for least and for most.
fn extremes(samples: &[Sample]) -> Vec<(&[(FieldId, Constant)], &Number)> {
    let known = || samples.iter().filter_map(|(row, each)| Some((row.as_slice(), each.as_ref()?)));
    let least = known().min_by(|one, two| one.1.cmp(two.1));
    let most = known().max_by(|one, two| one.1.cmp(two.1));
    most.into_iter().chain(least.filter(|least| most.is_some_and(|most| most.1 != least.1))).collect()
}

/// The text column in which rows must differ for a figure to count each of them.
fn distinct_field(
    prover: &Prover<'_>,
    table: TableId,
    statistic: &Statistic,
    value: Option<ExprId>,
) -> Option<FieldId> {
    let field = match (statistic, value.map(|value| prover.kind(value))) {
        (Statistic::SumOfGreatest { by }, _) => *by,
        (Statistic::CountDistinct, Some(ExprKind::Field { field, .. })) => *field,
        _ => return None,
    };
    let declared = prover.declared(table, field);
    matches!(declared.ty, Type::Text).then_some(field)
}

/// Rows that pass a filter, with what each counts for.
fn samples(
    prover: &Prover<'_>,
    table: TableId,
    (filter, value): (Option<ExprId>, Option<ExprId>),
    inputs: &Inputs,
    distinct: Option<FieldId>,
) -> Option<Vec<Sample>> {
    let mut kinds: Vec<Vec<(FieldId, Constant)>> = vec![Vec::new()];
    for (_, field) in inputs.fields.iter().filter(|(_, field)| Some(*field) != distinct) {
        let options = field_options(prover, table, *field, inputs)?;
        let longer = kinds.iter().flat_map(|kind| {
            options.iter().map(move |option| kind.iter().cloned().chain([(*field, option.clone())]).collect())
        });
        kinds = longer.take(MOST_KINDS_OF_ROWS).collect();
    }
    let mut found = Vec::new();
    for kind in kinds {
        let mut known = prover.base.clone();
        for (field, constant) in &kind {
            known.set(Key::Field(table, *field), Domain::constant(constant));
        }
        if let Some(distinct) = distinct {
            known.set(Key::Field(table, distinct), Domain::constant(&Constant::Text("甲".to_owned())));
        }
        let row = prover.of(known);
        if filter.is_none_or(|filter| row.truth(filter, &row.base).is_certain()) {
            let each = value.map(|value| row.interval(value, &row.base));
            found.push((kind, each.and_then(|each| each.only().cloned())));
        }
    }
    Some(found)
}

/// A row with names of its own in the columns that tell rows apart.
fn with_names(
    prover: &Prover<'_>,
    table: TableId,
    row: &[(FieldId, Constant)],
    distinct: Option<FieldId>,
    place: i64,
) -> Vec<(FieldId, Constant)> {
    let declared = prover.program.rules.schema.table(table).or_broken("rows are of a declared table");
    let mut named = row.to_vec();
    for (index, field) in declared.fields.iter().enumerate() {
        let id = FieldId(index);
        let tells = declared.key.contains(&KeyPart::Field(id)) || Some(id) == distinct;
        if tells && matches!(field.ty, Type::Text) && !named.iter().any(|(given, _)| *given == id) {
            let number = place.saturating_add(1);
            named.push((id, Constant::Text(format!("S{number}"))));
        }
    }
    named
}

/// What is known when variables have the values at some places of their options.
pub(super) fn point(base: &Known, variables: &[Variable], places: &[usize]) -> Known {
    let mut known = base.clone();
    for (variable, place) in variables.iter().zip(places) {
        let (domain, _) = variable.options.get(*place).or_broken("a place is one of the options");
        if let Key::Field(table, field) = variable.key {
            known.set(Key::Empty(table, field), Domain::Truth(Truth::of(false)));
        }
        known.set(variable.key.clone(), domain.clone());
    }
    known
}
