//! Which cells are open: those that are empty and that rules ask for a value.

use std::collections::BTreeSet;

use super::open::{Cell, Open};
use crate::cancel::looking;
use crate::core::{Constant, End, ExprKind, Field, FieldId, Schema, Statistic, TableId, Type};
use crate::data::{self, Cell as Said, Tables};
use crate::number::Number;
use crate::program::Program;
use crate::proof::{Domain, Interval};

/// Columns of tables.
type Columns = BTreeSet<(TableId, FieldId)>;

/// Open cells are given up beyond so many: nothing would be told of them in time.
const MOST: usize = 10_000;

/// The empty cells that rules ask for a value, with what their columns may hold; nothing when there are too many. A
/// column of which a rule asks whether it is empty (为空) says something where it is, and is not open; nor is a key.
#[must_use]
pub fn missing(program: &Program, tables: &Tables) -> Option<Open> {
    let (read, asked) = read(program);
    let schema = &program.rules.schema;
    let mut open = Open::default();
    for (table, field) in read.difference(&asked) {
        let Some(declared) = schema.field(*table, *field) else { continue };
        let own = tables.table(*table);
        if !own.known || data::fixed(schema, *table).contains(field) {
            continue;
        }
        for row in looking(0..own.rows).filter(|row| own.cell(*field, *row) == Said::Missing) {
            if open.len() >= MOST {
                return None;
            }
            open.put(Cell { table: *table, field: *field, row }, domain(declared));
        }
    }
    Some(open)
}

/// The columns that rules ask for values, and those of which they ask whether they are empty.
fn read(program: &Program) -> (Columns, Columns) {
    let (mut read, mut asked) = (Columns::new(), Columns::new());
    let share = |read: &mut Columns, same: &[FieldId]| {
        read.extend(same.iter().map(|field| (Schema::SUBJECTS, *field)));
    };
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            match &node.kind {
                ExprKind::Field { table, field } => {
                    read.insert((*table, *field));
                }
                ExprKind::IsEmpty { table, field } => {
                    asked.insert((*table, *field));
                }
                ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. } => read.extend(&peers.same),
                ExprKind::CohortWeights { same, .. } => share(&mut read, same),
                ExprKind::Rows { table, statistic: Statistic::SumOfGreatest { by }, .. } => {
                    read.insert((*table, *by));
                }
                _ => {}
            }
        }
    }
    for (_, grade) in program.rules.each_grade() {
        share(&mut read, grade.quota.as_ref().map_or(&[], |quota| &quota.same));
    }
    (read, asked)
}

/// What a column may hold, by its declaration.
pub(crate) fn domain(declared: &Field) -> Domain {
    let end = |end: &End| match &end.at {
        Constant::Number(at) => Some((at.clone(), end.inclusive)),
        Constant::Date(at) => Some((Number::from_integer(at.days_since_epoch().into()), end.inclusive)),
        _ => None,
    };
    match &declared.ty {
        Type::Number(_) | Type::Date => {
            let low = declared.range.low.as_ref().and_then(end);
            let high = declared.range.high.as_ref().and_then(end);
            let above = low.map_or_else(Interval::all, |(at, inclusive)| Interval::at_least(at, inclusive));
            let below = high.map_or_else(Interval::all, |(at, inclusive)| Interval::at_most(at, inclusive));
            Domain::Number(above.meet(&below))
        }
        ty => Domain::of_type(ty),
    }
}
