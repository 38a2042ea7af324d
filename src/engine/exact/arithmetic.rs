//! Arithmetic and comparison of values.

use super::evaluator::Evaluator;
use super::reasons::{Gathered, Reasons};
use super::value::{Occurrence, Reason, Value};
use crate::core::{Comparison, Expr, ExprKind, TableId, Undefined};
use crate::finding::Span;
use crate::number::Number;

impl Evaluator<'_> {
    /// Nodes that take numbers to a number. Missing operands make the result missing, with the
    /// reasons of all of them.
    pub(super) fn arithmetic(&self, expr: &Expr, table: TableId, row: usize) -> Value {
        let operands = match numbers(expr.children().into_iter().map(|child| self.eval(child, table, row))) {
            Ok(operands) => operands,
            Err(reasons) => return Value::Missing(reasons),
        };
        let result = expr.of_numbers(&operands);
        self.ways.bounded(expr, &operands, result.as_ref().ok());
        match result {
            Ok(number) => Value::Number(number),
            Err(undefined) => {
                let row = self.depends_on_row(expr).then_some(row);
                Value::missing(Reason::of(undefined, Occurrence { table, row, span: expr.span }))
            }
        }
    }

    /// Whether an expression can differ from row to row.
    fn depends_on_row(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Figure(id) => self.plan.cell(*id).is_none_or(|cell| cell.table.is_some()),
            ExprKind::Cohort { same, .. } => !same.is_empty(),
            // A script may be handed a row whole.
            ExprKind::Field { .. }
            | ExprKind::IsEmpty { .. }
            | ExprKind::Rows { .. }
            | ExprKind::Rank { .. }
            | ExprKind::Script(_) => true,
            _ => expr.children().into_iter().any(|child| self.depends_on_row(child)),
        }
    }
}

impl Reason {
    /// Why a node without a number has none.
    pub(super) fn of(undefined: Undefined, place: Occurrence) -> Self {
        match undefined {
            Undefined::ZeroDivisor => Self::ZeroDivisor(place),
            Undefined::OutsideDomain => Self::OutsideDomain(place),
            // Only nodes that take numbers to a number are asked.
            Undefined::NotOfNumbers => Self::Fault(place.span),
        }
    }
}

/// All numbers, or all reasons for missing ones.
pub(super) fn numbers(values: impl Iterator<Item = Value>) -> Result<Vec<Number>, Reasons> {
    let mut numbers = Vec::new();
    let mut missing = Gathered::default();
    for value in values {
        match value {
            Value::Number(number) => numbers.push(number),
            Value::Missing(reasons) => missing.add(reasons),
            // Checking has made sure that operands are numbers.
            _ => missing.add(Reason::Fault(Span::default()).into()),
        }
    }
    missing.all().map_or(Ok(numbers), Err)
}

/// Compares two values of the same type.
pub(super) fn compare(comparison: Comparison, left: Value, right: Value) -> Value {
    let ordering = match (left, right) {
        (Value::Missing(reasons), Value::Missing(more)) => return Value::Missing(reasons.and(more)),
        (missing @ Value::Missing(_), _) | (_, missing @ Value::Missing(_)) => return missing,
        (Value::Number(left), Value::Number(right)) => left.cmp(&right),
        (Value::Date(left), Value::Date(right)) => left.cmp(&right),
        (Value::Text(left), Value::Text(right)) => left.cmp(&right),
        (Value::Choice(left), Value::Choice(right)) => left.cmp(&right),
        (Value::YesNo(left), Value::YesNo(right)) => left.cmp(&right),
        _ => return Value::missing(Reason::Fault(Span::default())),
    };
    Value::YesNo(match comparison {
        Comparison::AtLeast => ordering.is_ge(),
        Comparison::Above => ordering.is_gt(),
        Comparison::AtMost => ordering.is_le(),
        Comparison::Below => ordering.is_lt(),
        Comparison::Equal => ordering.is_eq(),
        Comparison::Unequal => ordering.is_ne(),
    })
}
