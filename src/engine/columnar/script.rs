//! Calls of scripts: in columns where a function is spelt out in the core, else row by row on all cores.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread;

use polars::prelude::{BooleanChunked, IntoSeries};

use super::lower::{Lowerer, Value};
use super::piece::Piece;
use super::way::Reason;
use crate::engine::exact::{Evaluator, Value as ExactValue};
use crate::lang::Diagnostic;
use crate::lang::model::{Expr, ScriptCall, TableId, Type};
use crate::number::Number;

/// Fewer rows are worked out before a second thread has begun.
const FEWEST_ROWS: usize = 1_000;

impl Lowerer<'_> {
    /// A call, or a call that is rounded.
    pub(super) fn script(&mut self, expr: &Expr, call: &ScriptCall, table: TableId) -> Result<Value, Reason> {
        if let Some(translated) = &call.translated {
            return match self.lower(translated, table) {
                Ok(value) => Ok(value),
                // The core may have a form for it that columns have not.
                Err(_) => self.row_by_row(expr, table),
            };
        }
        self.row_by_row(expr, table)
    }

    fn row_by_row(&mut self, expr: &Expr, table: TableId) -> Result<Value, Reason> {
        let rows = self.tables.get(table).map_or(0, |data| data.rows);
        let progress = self.evaluator.progress();
        progress.expect(rows);
        let (plan, tables, calendar) = (self.plan, self.tables, self.calendar.as_ref());
        let work = |from: usize, to: usize| -> (Vec<ExactValue>, Vec<Diagnostic>) {
            // What is remembered of one row is of no use to another thread.
            let evaluator = Evaluator::new(plan, tables, calendar);
            let mut tally = progress.tally();
            let values = (from..to).inspect(|_| tally.one()).map(|row| evaluator.eval(expr, table, row)).collect();
            (values, evaluator.faults())
        };
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let run = if rows < FEWEST_ROWS { rows } else { rows.div_ceil(cores) }.max(1);
        let work = &work;
        let done: Vec<(Vec<ExactValue>, Vec<Diagnostic>)> = thread::scope(|scope| {
            let starts = (0..rows).step_by(run);
            let runs: Vec<_> = starts.map(|from| scope.spawn(move || work(from, (from + run).min(rows)))).collect();
            runs.into_iter().map(|run| run.join().unwrap_or_else(|fault| resume_unwind(fault))).collect()
        });
        let mut values = Vec::with_capacity(rows);
        for (some, faults) in done {
            values.extend(some);
            for fault in faults {
                self.evaluator.fault(fault);
            }
        }
        self.given_values(expr, table, values)
    }

    /// Values that are known already, as a column.
    fn given_values(&mut self, expr: &Expr, table: TableId, values: Vec<ExactValue>) -> Result<Value, Reason> {
        match &expr.ty {
            Type::Number(_) => {
                let numbers: Vec<Option<Number>> = values
                    .into_iter()
                    .map(|value| match value {
                        ExactValue::Number(number) => Some(number),
                        _ => None,
                    })
                    .collect();
                self.given_numbers(table, &numbers).map(Value::from)
            }
            Type::YesNo => {
                let truths: BooleanChunked = values.iter().map(ExactValue::as_yes_no).collect();
                let name = self.name();
                self.scope(table)?.given.push(truths.with_name(name.as_str().into()).into_series());
                Ok(Value::YesNo(Piece::column(&name, 0, true)))
            }
            Type::Text | Type::Choice(_) | Type::Date => Err(Reason::Form),
        }
    }
}
