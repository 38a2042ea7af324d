//! Arithmetic and comparison of values.

use super::evaluator::Evaluator;
use super::value::{Reason, Reasons, Value};
use crate::lang::Span;
use crate::lang::model::{Comparison, Expr, ExprKind, Operator, TableId, Type};
use crate::number::{Number, Rounding};

impl Evaluator<'_> {
    /// Nodes that take numbers to a number. Missing operands make the result missing, with the
    /// reasons of all of them.
    pub(super) fn arithmetic(&self, expr: &Expr, table: TableId, row: usize) -> Value {
        let operands = match numbers(expr.children().into_iter().map(|child| self.eval(child, table, row))) {
            Ok(operands) => operands,
            Err(reasons) => return Value::Missing(reasons),
        };
        let result = match (&expr.kind, operands.as_slice()) {
            (ExprKind::Negate(_), [value]) => Some(-value),
            (ExprKind::Arithmetic { operator, .. }, [left, right]) => operate(*operator, left, right),
            (ExprKind::Least(_), values) => values.iter().min().cloned(),
            (ExprKind::Greatest(_), values) => values.iter().max().cloned(),
            (ExprKind::Round { rounding, .. }, [value]) => Some(round(value, *rounding, &expr.ty)),
            _ => None,
        };
        self.ways.bounded(expr, &operands, result.as_ref());
        result.map_or_else(|| Value::missing(Reason::ZeroDivisor(expr.span)), Value::Number)
    }
}

/// `None` only for a division by zero.
fn operate(operator: Operator, left: &Number, right: &Number) -> Option<Number> {
    match operator {
        Operator::Add => Some(left + right),
        Operator::Subtract => Some(left - right),
        Operator::Multiply => Some(left * right),
        Operator::Divide => left.checked_div(right),
    }
}

/// Rounds the figure that a reader sees: the number in the unit of its type.
fn round(value: &Number, rounding: Rounding, ty: &Type) -> Number {
    match ty {
        Type::Number(unit) => match value.checked_div(&unit.scale) {
            Some(shown) => shown.round(rounding) * &unit.scale,
            None => value.round(rounding),
        },
        _ => value.round(rounding),
    }
}

/// All numbers, or all reasons for missing ones.
pub(super) fn numbers(values: impl Iterator<Item = Value>) -> Result<Vec<Number>, Reasons> {
    let mut numbers = Vec::new();
    let mut missing = Reasons::new();
    for value in values {
        match value {
            Value::Number(number) => numbers.push(number),
            Value::Missing(reasons) => missing.extend(reasons),
            // Checking has made sure that operands are numbers.
            _ => {
                missing.insert(Reason::Fault(Span::default()));
            }
        }
    }
    if missing.is_empty() { Ok(numbers) } else { Err(missing) }
}

/// Compares two values of the same type.
pub(super) fn compare(comparison: Comparison, left: Value, right: Value) -> Value {
    let ordering = match (left, right) {
        (Value::Missing(mut reasons), Value::Missing(more)) => {
            reasons.extend(more);
            return Value::Missing(reasons);
        }
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
