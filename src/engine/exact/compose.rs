//! A node from the values of its children.

use super::arithmetic::{compare, numbers, of_numbers};
use super::evaluator::Evaluator;
use super::reasons::Gathered;
use super::text::{length, text_test};
use super::value::Value;
use crate::core::{ExprId, ExprKind, Places, TableId};
use crate::invariant::{OrBroken, broken};

impl Evaluator<'_> {
    /// The value of a node that asks all of its children, from theirs in the order of [`ExprKind::children`]. It is
    /// that of [`Evaluator::eval`]; who follows an evaluation step by step has the values of the children already.
    #[must_use]
    pub fn composed(&self, expr: ExprId, (table, row): (TableId, usize), values: Vec<Value>) -> Value {
        let node = &self.program.arena[expr];
        match &node.kind {
            of_numbers!() => self.of_operands(expr, numbers(values.into_iter()), table, row),
            ExprKind::Ordered { terms, places } => {
                let mut values = values.into_iter();
                let mut next = || values.next().or_broken("a term has a value for each of its nodes");
                let mut counted = Vec::new();
                for term in terms {
                    let counts = term.counts.map_or(Value::YesNo(true), |_| next());
                    let value = next();
                    match counts {
                        Value::YesNo(false) => {}
                        Value::YesNo(true) => counted.push(value),
                        missing => counted.push(missing),
                    }
                }
                let written = match places {
                    Places::Written(_) => numbers(values),
                    Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => Ok(Vec::new()),
                };
                self.in_places(expr, places, numbers(counted.into_iter()), written, (table, row))
            }
            ExprKind::Compare { comparison, .. } => match two(values) {
                [left, right] => compare(*comparison, left, right),
            },
            ExprKind::TextTest { test, .. } => match two(values) {
                [text, part] => text_test(*test, text, part),
            },
            ExprKind::TextLength(_) => length(one(values)),
            ExprKind::And(_) => settled(values, false),
            ExprKind::Or(_) => settled(values, true),
            ExprKind::Not(_) => match one(values) {
                Value::YesNo(truth) => Value::YesNo(!truth),
                other => other,
            },
            ExprKind::WorkingDayAfter { .. } => {
                let [date, days] = two(values);
                self.working_day_after(node, date, days, (table, row))
            }
            ExprKind::NextWorkingDay(_) => self.next_working_day(node, one(values), (table, row)),
            _ => broken("a node that asks all of its children is put together from them"),
        }
    }
}

/// 且 (or 或) of values that are all there: see [`Evaluator::eval`].
fn settled(values: Vec<Value>, ends: bool) -> Value {
    let mut unknown = Gathered::default();
    for value in values {
        match value {
            Value::YesNo(truth) if truth == ends => return Value::YesNo(ends),
            Value::Missing(reasons) => unknown.add(reasons),
            _ => {}
        }
    }
    unknown.all().map_or(Value::YesNo(!ends), Value::Missing)
}

fn one(mut values: Vec<Value>) -> Value {
    values.pop().or_broken("a node has a value for its child")
}

fn two(values: Vec<Value>) -> [Value; 2] {
    values.try_into().or_broken("a node has a value for each of two children")
}
