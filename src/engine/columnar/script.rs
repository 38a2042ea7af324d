//! Calls of scripts: in columns where a function is spelt out in the core; else the rows of a column of arguments one
//! by one on all cores; else the exact engine, row by row on all cores.

mod ports;
pub(super) mod rows;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::bounds::{Bounds, Width};
use super::form::Form;
use super::guard::all;
use super::kind::Kind;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::output::given_numbers;
use super::vector::Vector;
use super::way::Reason;
use super::whole::Whole;
use crate::cancel::parts;
use crate::core::{Argument, ExprId, ScriptCall, TableId, Term, Type};
use crate::cores::with_hands;
use crate::engine::exact::{Evaluator, Reason as Missing, Value};
use crate::number::Number;
use crate::rules::PortKind;
use ports::Port;
use rows::{Given, Rows};

/// So many rows are handed to the exact engine at a time.
const ROWS_AT_ONCE: usize = 1_000;

/// Results are kept below this, so that a column of them is known to be wide enough; beyond it the exact engine
/// works everything out.
const MOST: i64 = 1 << 60;

impl Lowerer<'_> {
    /// A call, or a call that is rounded to the places of its declaration.
    pub(super) fn script(&mut self, expr: ExprId, call: &ScriptCall, table: TableId) -> Result<Operand, Reason> {
        if let Some(translated) = call.translated
            && let Ok(value) = self.lower(translated, table)
        {
            return Ok(value);
        }
        match self.called_by_rows(call, table) {
            Ok(value) => Ok(value),
            Err(_) => self.row_by_row(expr, table),
        }
    }

    /// Arguments in columns, and the function called for each row of them.
    fn called_by_rows(&mut self, call: &ScriptCall, table: TableId) -> Result<Operand, Reason> {
        let rules = &self.program.rules;
        let function = rules.function(call.function);
        let file = rules.script(function.file);
        let given = match (&function.result, function.places) {
            (Type::Number(unit), Some(places)) => {
                let power = Number::from(BigInt::from(10).pow(places));
                let shown = (function.result.script_scale() * power).checked_div(&unit.scale);
                Given::Steps(shown.ok_or(Reason::Form)?)
            }
            (Type::YesNo, _) => Given::Truth,
            // Without places its values have no denominator in common.
            _ => return Err(Reason::Form),
        };
        let (mut ports, mut columns) = (Vec::new(), Vec::new());
        for (argument, port) in call.arguments.iter().zip(&function.ports) {
            ports.push(match (argument, &port.kind) {
                (Argument::Value(value), PortKind::Value(ty)) => {
                    port_of(&self.lower(*value, table)?, ty, &mut columns)?
                }
                (Argument::Parts(terms), PortKind::Parts(ty)) => {
                    let mut items = Vec::new();
                    for Term { value, counts } in terms {
                        let counts = match counts {
                            Some(counts) => {
                                columns.push(self.truth(*counts, table)?);
                                Some(columns.len().saturating_sub(1))
                            }
                            None => None,
                        };
                        items.push((counts, port_of(&self.lower(*value, table)?, ty, &mut columns)?));
                    }
                    Port::List(items)
                }
                _ => return Err(Reason::Form),
            });
        }
        if columns.iter().all(Form::is_literal) {
            return Err(Reason::Form);
        }
        // Who does not reach the call has no result; nobody asks for it.
        let reached = all(&self.reached()).map(|reached| {
            columns.push(reached);
            columns.len().saturating_sub(1)
        });
        let rows = Rows {
            script: file.script.clone(),
            function: function.name.clone(),
            accuracy: function.accuracy(),
            limits: rules.limits.clone(),
            calendar: Arc::clone(&self.calendar),
            ports,
            reached,
            given,
            most: i128::from(MOST),
            alarm: Arc::clone(&self.alarm),
        };
        let is_truth = matches!(rows.given, Given::Truth);
        if is_truth {
            return Ok(Operand::YesNo(Form::call(Arc::new(rows), columns, Kind::Truth)));
        }
        let steps = Form::call(Arc::new(rows), columns, Kind::Whole(Width::Bits64));
        let top = Whole::of(steps, Bounds::new(-MOST, MOST));
        let (Type::Number(unit), Some(places)) = (&function.result, function.places) else { return Err(Reason::Form) };
        let steps = Fraction { top, bottom: Bottom::Fixed(BigInt::from(10).pow(places)) };
        Ok(Operand::from(steps.scaled(&unit.scale.numer(), &unit.scale.denom())?))
    }

    fn row_by_row(&mut self, expr: ExprId, table: TableId) -> Result<Operand, Reason> {
        let rows = self.tables.table(table).rows;
        let progress = self.evaluator.progress();
        progress.expect(rows);
        let (calls, guards) = (self.evaluator.calls(), self.reached());
        let (program, tables, calendar) = (self.program, self.tables, self.calendar.as_ref());
        let unreached = Value::missing(Missing::Fault(program.arena.span(expr)));
        // Of what is remembered of one row, calls of scripts alone are of use to another thread.
        let hand = || Evaluator::new(program, tables, calendar).knowing(&calls);
        let done = with_hands(parts(rows, ROWS_AT_ONCE).collect(), hand, |evaluator, run| -> (Vec<Value>, bool) {
            let mut tally = progress.tally();
            let value = |row: usize| {
                let reached = guards.iter().all(|guard| guard.lets(evaluator, table, row));
                if reached { evaluator.eval(expr, table, row) } else { unreached.clone() }
            };
            let values = run.inspect(|_| tally.one()).map(value).collect();
            (values, !evaluator.faults().is_empty())
        });
        let mut values = Vec::with_capacity(rows);
        for (some, has_faults) in done {
            values.extend(some);
            self.alarm.fetch_or(has_faults, Ordering::Relaxed);
        }
        self.given_values(expr, &values)
    }

    /// Values that are known already, as a column.
    fn given_values(&self, expr: ExprId, values: &[Value]) -> Result<Operand, Reason> {
        match &self.node(expr).ty {
            Type::Number(_) => {
                let numbers: Vec<Option<Number>> = values.iter().map(|value| value.as_number().cloned()).collect();
                given_numbers(&numbers).map(Operand::from)
            }
            Type::YesNo => {
                let truths: Vec<Option<bool>> = values.iter().map(Value::as_yes_no).collect();
                Ok(Operand::YesNo(Form::given(Arc::new(Vector::of_truths(&truths)))))
            }
            Type::Text | Type::Choice(_) | Type::Date => Err(Reason::Form),
        }
    }
}

/// The port for a lowered value of a type; its columns are added to `columns`.
fn port_of(value: &Operand, ty: &Type, columns: &mut Vec<Form>) -> Result<Port, Reason> {
    let mut column = |form: &Form| {
        columns.push(form.clone());
        columns.len() - 1
    };
    Ok(match (value, ty) {
        (Operand::Number(number), _) => {
            let scale = ty.script_scale();
            let (over, under) = (scale.denom().to_i128(), scale.numer().to_i128());
            let (over, mut under) = (over.ok_or(Reason::Width)?, under.ok_or(Reason::Width)?);
            let top = column(&number.top.form);
            let bottom = match &number.bottom {
                Bottom::Fixed(bottom) => {
                    let bottom = bottom.to_i128().ok_or(Reason::Width)?;
                    under = under.checked_mul(bottom).ok_or(Reason::Width)?;
                    None
                }
                Bottom::Rows(rows) => Some(column(&rows.form)),
            };
            Port::Number { top, bottom, over, under }
        }
        (Operand::YesNo(form), _) => Port::YesNo(column(form)),
        (Operand::Text(form), _) => Port::Text(column(form)),
        (Operand::Choice(form), Type::Choice(choices)) => Port::Choice(column(form), choices.clone()),
        (Operand::Date(form), _) => Port::Date(column(form)),
        (Operand::Choice(_), _) => return Err(Reason::Form),
    })
}
