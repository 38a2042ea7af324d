//! Arithmetic and comparison of values.

use std::collections::BTreeSet;

use super::evaluator::Evaluator;
use super::reasons::{Gathered, Occurrence, Reason, Reasons};
use super::value::Value;
use crate::core::{Comparison, ExprId, ExprKind, FieldId, Places, TableId, Term, Undefined};
use crate::invariant::broken;
use crate::number::Number;

/// The kinds of nodes that take numbers to a number, all of which they ask.
macro_rules! of_numbers {
    () => {
        ExprKind::Negate(_)
            | ExprKind::Arithmetic { .. }
            | ExprKind::Sum(_)
            | ExprKind::Least(_)
            | ExprKind::Greatest(_)
            | ExprKind::Round { .. }
            | ExprKind::Powers { .. }
            | ExprKind::Logarithm { .. }
            | ExprKind::Exponential { .. }
    };
}
pub(super) use of_numbers;

impl Evaluator<'_> {
    /// Nodes that take numbers to a number. Missing operands make the result missing, with the
    /// reasons of all of them.
    pub(super) fn arithmetic(&self, expr: ExprId, table: TableId, row: usize) -> Value {
        let children = self.program.arena.children(expr).into_iter();
        self.of_operands(expr, numbers(children.map(|child| self.eval(child, table, row))), table, row)
    }

    /// The same from its operands.
    pub(super) fn of_operands(
        &self,
        expr: ExprId,
        operands: Result<Vec<Number>, Reasons>,
        table: TableId,
        row: usize,
    ) -> Value {
        let operands = match operands {
            Ok(operands) => operands,
            Err(reasons) => return Value::Missing(reasons),
        };
        let node = &self.program.arena[expr];
        let result = node.of_numbers(&operands);
        self.ways.bounded(node, &operands, result.as_ref().ok());
        self.defined(result, expr, table, row)
    }

    /// The terms that count, sorted from the greatest, each times the weight of its place, added up. Whether a term
    /// counts must be known of all.
    pub(super) fn ordered(
        &self,
        expr: ExprId,
        (terms, places): (&[Term], &Places),
        table: TableId,
        row: usize,
    ) -> Value {
        let counted = terms.iter().filter_map(|term| {
            match term.counts.map_or(Value::YesNo(true), |counts| self.eval(counts, table, row)) {
                Value::YesNo(false) => None,
                Value::YesNo(true) => Some(self.eval(term.value, table, row)),
                missing => Some(missing),
            }
        });
        let counted = numbers(counted);
        let written = match places {
            Places::Written(weights) => numbers(weights.iter().map(|weight| self.eval(*weight, table, row))),
            Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => Ok(Vec::new()),
        };
        self.in_places(expr, places, counted, written, (table, row))
    }

    /// The same from the terms that count, and weights that are written.
    pub(super) fn in_places(
        &self,
        expr: ExprId,
        places: &Places,
        counted: Result<Vec<Number>, Reasons>,
        written: Result<Vec<Number>, Reasons>,
        (table, row): (TableId, usize),
    ) -> Value {
        match (counted, written) {
            (Ok(counted), Ok(written)) => self.defined(places.weighed(counted, &written), expr, table, row),
            (Err(reasons), Err(more)) => Value::Missing(reasons.and(more)),
            (Err(reasons), _) | (_, Err(reasons)) => Value::Missing(reasons),
        }
    }

    /// A number, or why a node without one has none.
    fn defined(&self, result: Result<Number, Undefined>, expr: ExprId, table: TableId, row: usize) -> Value {
        match result {
            Ok(number) => Value::Number(number),
            Err(undefined) => {
                let row = self.depends_on_row(expr).then_some(row);
                let field = row.and_then(|row| self.field_at_fault(expr, table, row));
                let span = self.program.arena.span(expr);
                Value::missing(Reason::of(undefined, Occurrence { table, row, field, span }))
            }
        }
    }

    /// The field of a row that leaves a node without a number: the only one that its divisor (or all of it) reads, or the
    /// only one of these that is 0.
    fn field_at_fault(&self, expr: ExprId, table: TableId, row: usize) -> Option<FieldId> {
        let from = match self.program.arena[expr].kind {
            ExprKind::Arithmetic { right, .. } => right,
            _ => expr,
        };
        let fields = self.program.fields_of(table, from);
        if let [only] = fields.as_slice() {
            return Some(*only);
        }
        let is_zero =
            |field: &&FieldId| self.field(table, row, table, **field).as_number().is_some_and(Number::is_zero);
        let mut zeros = fields.iter().filter(is_zero);
        zeros.next().copied().filter(|_| zeros.next().is_none())
    }

    /// Whether an expression can differ from row to row. Figures without a name are part of what reads them.
    fn depends_on_row(&self, expr: ExprId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            let node = &self.program.arena[expr];
            let depends = match &node.kind {
                ExprKind::Figure(id) if id.is_named() => self.named(*id).table.is_some(),
                ExprKind::Figure(id) => {
                    if seen.insert(*id) {
                        open.push(self.named(*id).expr);
                    }
                    false
                }
                ExprKind::Cohort { peers, .. } => !peers.same.is_empty(),
                // A script may be handed a row whole.
                ExprKind::Field { .. }
                | ExprKind::IsEmpty { .. }
                | ExprKind::Rows { .. }
                | ExprKind::Rank { .. }
                | ExprKind::Script(_) => true,
                kind => {
                    kind.each_child(|child| open.push(child));
                    false
                }
            };
            if depends {
                return true;
            }
        }
        false
    }
}

impl Reason {
    /// Why a node without a number has none.
    pub(super) fn of(undefined: Undefined, place: Occurrence) -> Self {
        match undefined {
            Undefined::ZeroDivisor => Self::ZeroDivisor(place),
            Undefined::OutsideDomain => Self::OutsideDomain(place),
            Undefined::TooFew => Self::Uncovered(place.span),
            Undefined::NotOfNumbers => broken("only nodes that take numbers to a number are asked for one"),
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
            // What is counted between choices are their places.
            Value::Choice(place) => numbers.push(Number::count(place)),
            Value::Missing(reasons) => missing.add(reasons),
            _ => broken("operands are numbers"),
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
        _ => broken("both sides of a comparison have one type"),
    };
    Value::YesNo(comparison.of(ordering))
}
