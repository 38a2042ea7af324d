//! Working days, by the calendar, date by date.

use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer;

use super::form::Form;
use super::lower::Lowerer;
use super::operand::Operand;
use super::way::Reason;
use crate::core::{ExprId, TableId};
use crate::number::{Calendar, Date};

impl Lowerer<'_> {
    pub(super) fn next_working_day(&mut self, date: ExprId, table: TableId) -> Result<Operand, Reason> {
        let date = self.date(date, table)?;
        Ok(Operand::Date(self.moved(&date, |calendar, date| calendar.next_working_day(date).ok())))
    }

    /// The number of days must be the same for all rows; else the exact engine works it out.
    pub(super) fn working_day_after(&mut self, date: ExprId, days: ExprId, table: TableId) -> Result<Operand, Reason> {
        let date = self.date(date, table)?;
        let (over, under) = self.number(days, table)?.as_constant().ok_or(Reason::Form)?;
        let days = whole_quotient(&over, &under).and_then(|days| u32::try_from(days).ok());
        Ok(Operand::Date(self.moved(&date, move |calendar, date| calendar.working_day_after(date, days?, false).ok())))
    }

    fn date(&mut self, expr: ExprId, table: TableId) -> Result<Form, Reason> {
        match self.lower(expr, table)? {
            Operand::Date(date) => Ok(date),
            _ => Err(Reason::Form),
        }
    }

    /// Each date by a function; where it gives none, the exact engine has to report why.
    fn moved(&self, date: &Form, function: impl Fn(&Calendar, Date) -> Option<Date> + Send + Sync + 'static) -> Form {
        let calendar = Arc::clone(&self.calendar);
        date.moved(Arc::new(move |days| {
            let date = Date::from_days(days)?;
            function(&calendar, date).map(Date::days_since_epoch)
        }))
    }
}

fn whole_quotient(over: &BigInt, under: &BigInt) -> Option<BigInt> {
    let (quotient, rest) = over.div_rem(under);
    (rest == BigInt::ZERO).then_some(quotient)
}
