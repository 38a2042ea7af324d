//! What facts may be changed to, to tell two rule sets apart.

use std::collections::BTreeSet;

use super::reach::Reach;
use crate::core::{Constant, ExprKind, FieldId, FigureId, KeyPart, Schema, TableId, Type};
use crate::finding::Span;
use crate::number::{Base, Number, Unit};
use crate::program::Program;
use crate::rules::{Assumption, FactRow, FactRows};

/// Of so many indicators numbers are looked for.
const MOST_INDICATORS: usize = 8;

/// So many rows are made up of one table.
const MOST_ROWS: i64 = 12;

/// So many numbers of rows are tried.
const MOST_COUNTS: usize = 10;

/// So many values are tried in one place.
const MOST_VALUES: usize = 48;

/// Facts and what is set.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) rows: Vec<FactRows>,
    pub(super) assumptions: Vec<Assumption>,
}

/// A place that can say something else, and what.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) at: At,
    pub(super) values: Vec<Constant>,
    /// Whether it is one of few: a truth, a choice.
    pub(super) is_few: bool,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// A cell of the first row of a table.
    Cell(TableId, FieldId),
    /// How many rows a table has, each like the first.
    Rows(TableId),
    /// What is set for the first subject.
    Figure(FigureId),
}

impl Facts {
    /// A subject of which its key is known.
    pub(super) fn of_key(program: &Program) -> Self {
        let rows = vec![FactRows { table: Schema::SUBJECTS, rows: vec![keyed(program, Schema::SUBJECTS)] }];
        Self { rows, assumptions: Vec::new() }
    }

    /// A subject with a value in each of some columns, and a row in each of their tables.
    pub(super) fn plain(program: &Program, cells: &[Place]) -> Self {
        let mut facts = Self::of_key(program);
        for place in cells.iter().filter(|place| !matches!(place.at, At::Rows(_))) {
            let Some(value) = place.values.get(place.values.len() / 2) else { continue };
            facts = facts.with(program, place.at, value.clone());
        }
        facts
    }

    /// The same with a value at a place.
    pub(super) fn with(&self, program: &Program, at: At, value: Constant) -> Self {
        let mut facts = self.clone();
        match at {
            At::Figure(figure) => {
                let known = facts.assumptions.iter_mut().find(|assumption| assumption.figure == figure);
                if let Some(known) = known {
                    if let Some(first) = known.values.first_mut() {
                        *first = value;
                    }
                } else {
                    let subjects = facts.rows.iter().find(|rows| rows.table == Schema::SUBJECTS);
                    let values = vec![value; subjects.map_or(1, |rows| rows.rows.len())];
                    facts.assumptions.push(Assumption { figure, values, span: Span::default() });
                }
            }
            At::Rows(table) => {
                facts.give_rows(program, table);
                let count = match &value {
                    Constant::Number(count) => count.whole().and_then(|count| usize::try_from(count).ok()),
                    _ => None,
                };
                let rows = facts.rows.iter_mut().find(|rows| rows.table == table);
                if let (Some(rows), Some(count)) = (rows, count) {
                    rows.rows = rows.rows.first().map(|row| alike(program, table, row, count)).unwrap_or_default();
                }
            }
            At::Cell(table, field) => {
                facts.give_rows(program, table);
                let rows = facts.rows.iter_mut().filter(|rows| rows.table == table);
                // Of rows below the subject all are alike.
                let most = if table == Schema::SUBJECTS { 1 } else { usize::MAX };
                for row in rows.flat_map(|rows| rows.rows.iter_mut().take(most)) {
                    match row.fields.iter_mut().find(|(known, _)| *known == field) {
                        Some((_, known)) => *known = value.clone(),
                        None => row.fields.push((field, value.clone())),
                    }
                }
            }
        }
        facts
    }

    /// A row in a table and in those above it.
    fn give_rows(&mut self, program: &Program, table: TableId) {
        let has = |facts: &Self| facts.rows.iter().any(|rows| rows.table == table && !rows.rows.is_empty());
        if has(self) {
            return;
        }
        if let Some(above) = program.rules.schema.parent(table) {
            self.give_rows(program, above);
        }
        let row = keyed(program, table);
        match self.rows.iter_mut().find(|rows| rows.table == table) {
            Some(rows) => rows.rows.push(row),
            None => self.rows.push(FactRows { table, rows: vec![row] }),
        }
    }
}

/// So many rows that differ in their keys alone.
fn alike(program: &Program, table: TableId, row: &FactRow, count: usize) -> Vec<FactRow> {
    let declared = program.rules.schema.table(table);
    let keys: Vec<FieldId> = declared
        .into_iter()
        .flat_map(|declared| &declared.key)
        .filter_map(|part| match part {
            KeyPart::Field(field) => Some(*field),
            KeyPart::Parent => None,
        })
        .collect();
    let named = |place: usize| {
        let mut row = row.clone();
        for (field, value) in row.fields.iter_mut().filter(|(field, _)| keys.contains(field)) {
            let _ = field;
            match value {
                Constant::Text(text) => *text = format!("S{}", place + 1),
                Constant::Number(number) => *number = &*number + &Number::count(place),
                _ => {}
            }
        }
        row
    };
    (0..count).map(named).collect()
}

/// A row with its key as far as it can be made up.
fn keyed(program: &Program, table: TableId) -> FactRow {
    let declared = program.rules.schema.table(table);
    let name = if table == Schema::SUBJECTS { "P1" } else { "S1" };
    let keys = declared.into_iter().flat_map(|declared| {
        declared.key.iter().filter_map(|part| match part {
            KeyPart::Field(field) => Some((*field, declared.fields.get(field.0)?)),
            KeyPart::Parent => None,
        })
    });
    let fields = keys.map(|(id, field)| {
        let value = match &field.ty {
            Type::Text => Constant::Text(name.to_owned()),
            Type::Choice(_) => Constant::Choice(0),
            Type::YesNo => Constant::YesNo(true),
            Type::Date => Constant::Date(program.rules.cycle.0),
            Type::Number(unit) => Constant::Number(unit.scale.clone()),
        };
        (id, value)
    });
    FactRow { parent: None, fields: fields.collect(), span: Span::default() }
}

/// Numbers that stand in the rules, those first that the edit changes.
pub(super) struct Numbers(Vec<(Number, Unit)>);

impl Numbers {
    pub(super) fn of(program: &Program, mutant: &Program, reach: &Reach) -> Self {
        let pool = |program: &Program| -> Vec<(Number, Unit)> {
            let mut found: Vec<(Number, Unit)> = Vec::new();
            let around = around(program, reach);
            for body in around.iter().filter_map(|figure| program.body(*figure)) {
                for (_, node) in program.arena.walk(body) {
                    if let (ExprKind::Constant(Constant::Number(number)), Type::Number(unit)) = (&node.kind, &node.ty)
                        && !found.iter().any(|(known, of)| known == number && of.dimension == unit.dimension)
                        && found.len() < 200
                    {
                        found.push((number.clone(), unit.clone()));
                    }
                }
            }
            found
        };
        let (own, other) = (pool(program), pool(mutant));
        let is_in = |one: &(Number, Unit), list: &[(Number, Unit)]| {
            list.iter().any(|known| known.0 == one.0 && known.1.dimension == one.1.dimension)
        };
        let mut all: Vec<(Number, Unit)> = own.iter().filter(|one| !is_in(one, &other)).cloned().collect();
        all.extend(other.iter().filter(|one| !is_in(one, &own)).cloned());
        all.extend(own.iter().filter(|one| is_in(one, &other)).cloned());
        Self(all)
    }

    /// What a number of a unit may be: on the lines, beside them, between them and beyond.
    fn values(&self, unit: &Unit) -> Vec<Constant> {
        let lines: Vec<Number> = self
            .0
            .iter()
            .filter(|(_, of)| of.dimension.compatible(&unit.dimension))
            .map(|(number, _)| number.clone())
            .collect();
        let hundredth = &unit.scale * &Number::from_scaled(1, 2);
        let mut values: Vec<Number> = lines.clone();
        let mut sorted: Vec<Number> = lines.clone();
        sorted.push(Number::zero());
        sorted.sort();
        sorted.dedup();
        let between = sorted.iter().zip(sorted.iter().skip(1)).map(|(low, high)| {
            let part = &(high - low) * &Number::from_scaled(37, 2);
            low + &part
        });
        values.extend(between);
        let beyond = sorted.last().map(|last| &(last + last) + &unit.scale);
        values.extend(beyond);
        values.push(Number::zero());
        for line in lines.iter().take(8) {
            values.push(line - &hundredth);
            values.push(line + &hundredth);
            values.push(line + &(&unit.scale * &Number::from_scaled(5, 1)));
        }
        // There are no parts of what is counted.
        if matches!(unit.dimension.as_base(), Some(Base::Count(_))) {
            values.retain(Number::is_integer);
        }
        let mut told: Vec<Constant> = Vec::new();
        for value in values {
            let value = Constant::Number(value);
            if told.len() < MOST_VALUES && !told.contains(&value) {
                told.push(value);
            }
        }
        told
    }

    /// How many rows there may be.
    fn counts(&self) -> Vec<Constant> {
        let mut counts: Vec<i64> = vec![1, 0, 2];
        for (number, _) in &self.0 {
            if let Some(count) = number.whole().filter(|count| (1..=MOST_ROWS).contains(count)) {
                counts.extend([count, count + 1]);
            }
        }
        let mut told: Vec<Constant> = Vec::new();
        for count in counts {
            let count = Constant::Number(Number::from(count));
            if told.len() < MOST_COUNTS && !told.contains(&count) {
                told.push(count);
            }
        }
        told
    }

    fn of_type(&self, program: &Program, ty: &Type) -> Vec<Constant> {
        match ty {
            Type::Number(unit) => self.values(unit),
            Type::YesNo => vec![Constant::YesNo(true), Constant::YesNo(false)],
            Type::Choice(choices) => (0..choices.len().min(16)).map(Constant::Choice).collect(),
            Type::Date => {
                let (from, to) = program.rules.cycle;
                vec![Constant::Date(from), Constant::Date(to)]
            }
            Type::Text => Vec::new(),
        }
    }
}

/// The figures in which an edit stands, those of their indicators first, and what has no name below them.
fn around(program: &Program, reach: &Reach) -> Vec<FigureId> {
    let mut found: Vec<FigureId> = reach.direct.iter().copied().collect();
    let of_indicator = |figure: &FigureId| match figure {
        FigureId::Value(id) | FigureId::Score(id) | FigureId::Mark(id) | FigureId::Stage(id, _) => Some(*id),
        _ => None,
    };
    let indicators: BTreeSet<_> = reach.direct.iter().filter_map(of_indicator).take(MOST_INDICATORS).collect();
    for id in indicators {
        found.extend([FigureId::Value(id), FigureId::Score(id)]);
    }
    let mut seen: BTreeSet<FigureId> = found.iter().copied().collect();
    let mut at = 0;
    while let Some(figure) = found.get(at).copied() {
        at += 1;
        let below = program.reads(figure).into_iter().map(|read| read.id);
        found.extend(below.filter(|id| !id.is_named() && seen.insert(*id)));
    }
    found
}

/// The columns that figures read, also through others.
pub(super) fn cells(program: &Program, mutant: &Program, reach: &Reach, numbers: &Numbers) -> Vec<Place> {
    let mut columns: BTreeSet<(TableId, FieldId)> = BTreeSet::new();
    for program in [program, mutant] {
        let (mut seen, mut open): (BTreeSet<FigureId>, Vec<FigureId>) =
            (BTreeSet::new(), reach.direct.iter().copied().collect());
        while let Some(figure) = open.pop() {
            let Some(body) = program.body(figure).filter(|_| seen.insert(figure)) else { continue };
            for (_, node) in program.arena.walk(body) {
                match &node.kind {
                    ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                        columns.insert((*table, *field));
                    }
                    ExprKind::Figure(id) => open.push(*id),
                    _ => {}
                }
            }
        }
    }
    let schema = &program.rules.schema;
    let place = |(table, field): (TableId, FieldId)| {
        let declared = schema.field(table, field)?;
        let mut values = numbers.of_type(program, &declared.ty);
        values.retain(|value| match value {
            Constant::Number(number) => declared.range.holds_number(number),
            Constant::Date(date) => declared.range.holds_date(*date),
            _ => true,
        });
        let is_few = matches!(declared.ty, Type::YesNo | Type::Choice(_));
        (!values.is_empty()).then_some(Place { at: At::Cell(table, field), values, is_few })
    };
    let below: BTreeSet<TableId> =
        columns.iter().map(|(table, _)| *table).filter(|table| *table != Schema::SUBJECTS).collect();
    let counts = numbers.counts();
    let rows = below.into_iter().map(|table| Place { at: At::Rows(table), values: counts.clone(), is_few: true });
    columns.into_iter().filter_map(place).chain(rows).collect()
}

/// The figures that can be set: values of indicators, definitions of subjects, marks that are read.
pub(super) fn figures(program: &Program, reach: &Reach, numbers: &Numbers) -> Vec<Place> {
    let mut found: Vec<FigureId> = Vec::new();
    let mut add = |figure: FigureId| {
        if program.figure(figure).is_some() && !found.contains(&figure) {
            found.push(figure);
        }
    };
    for figure in &reach.direct {
        if let FigureId::Score(id) | FigureId::Mark(id) | FigureId::Stage(id, _) = figure {
            add(FigureId::Value(*id));
        }
        for read in program.reads(*figure) {
            match read.id {
                FigureId::Definition(id) => {
                    let of_subject = program.rules.definitions.get(id.0).is_some_and(|definition| {
                        definition.table == Schema::SUBJECTS && definition.own.is_none() && !definition.is_row_set
                    });
                    if of_subject {
                        add(read.id);
                    }
                }
                FigureId::Value(_) | FigureId::Total | FigureId::Head(_) | FigureId::Mark(_) => add(read.id),
                _ => {}
            }
        }
    }
    let place = |figure: FigureId| {
        let ty = super::super::from_data::type_of(program, figure)?;
        let is_few = matches!(ty, Type::YesNo | Type::Choice(_));
        let values = numbers.of_type(program, &ty);
        (!values.is_empty()).then_some(Place { at: At::Figure(figure), values, is_few })
    };
    found.into_iter().filter_map(place).collect()
}
