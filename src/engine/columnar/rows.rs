//! Figures over several rows: of a table below, or of a cohort of subjects.

use super::asked::{Asked, Extent};
use super::bounds::{Bounds, Width};
use super::figure::Figure;
use super::form::Form;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{Beside, ExprId, FieldId, Statistic, TableId};
use crate::invariant::OrBroken;

impl Lowerer<'_> {
    pub(super) fn rows(
        &mut self,
        at: TableId,
        (of, beside): (TableId, Option<&Beside>),
        statistic: &Statistic,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Result<Operand, Reason> {
        let (extent, most) = match beside {
            None => (Extent::Below(of), self.order.most(of, at).ok_or(Reason::Form)?),
            Some(beside) => {
                let keys = self.keys(beside, of, at)?;
                (Extent::Beside { of, above: beside.above, keys }, self.most_beside(of, beside.above)?)
            }
        };
        let filter = filter.map(|filter| self.condition(filter, of)).transpose()?;
        let value = value.map(|value| self.lower_once(value, of)).transpose()?;
        let asked = Asked { extent, most, filter, value };
        let by = match statistic {
            Statistic::SumOfGreatest { by } => Some(self.written(of, *by)?),
            _ => None,
        };
        let unknown = asked.unknown_row(*statistic == Statistic::Exists, by.as_ref());
        let value = match (statistic, by) {
            (Statistic::SumOfGreatest { .. }, Some(by)) => asked.sum_of_greatest(by)?,
            (Statistic::CountDistinct, _) => asked.count_distinct()?,
            (Statistic::Only, _) => asked.only(unknown.as_ref())?,
            (statistic, _) => asked.summary(statistic)?,
        };
        let value = match asked.unsaid() {
            Some(unsaid) => value.except_where(&unsaid),
            None => value,
        };
        let Some(unknown) = unknown else { return Ok(value) };
        let unknown = asked.figure(Figure::Any(unknown));
        if *statistic == Statistic::Exists {
            // One row that certainly counts settles it.
            let Operand::YesNo(found) = value else { return Err(Reason::Form) };
            return Ok(Operand::YesNo(found.or(&Form::truth(false).except_where(&unknown))));
        }
        Ok(value.except_where(&unknown))
    }

    /// The most rows of a table below one row of a table above it.
    fn most_beside(&self, of: TableId, above: TableId) -> Result<usize, Reason> {
        self.order.most(of, above).ok_or(Reason::Form)
    }

    /// What rows that are looked up say, and what each row says that looks for them, as values of one kind.
    fn keys(&mut self, beside: &Beside, of: TableId, at: TableId) -> Result<Vec<(Form, Form)>, Reason> {
        let mut keys = Vec::new();
        for (theirs, own) in &beside.keys {
            keys.push(match (self.lower_once(*theirs, of)?, self.lower_once(*own, at)?) {
                (Operand::Number(theirs), Operand::Number(own)) => {
                    let (under, over) = (theirs.bottom.fixed()?.clone(), own.bottom.fixed()?.clone());
                    let (theirs, own) = (theirs.top.scaled(&over)?, own.top.scaled(&under)?);
                    let width = theirs.bounds.or(&own.bounds).width().ok_or(Reason::Width)?;
                    (theirs.form.resized(width), own.form.resized(width))
                }
                (Operand::YesNo(theirs), Operand::YesNo(own))
                | (Operand::Text(theirs), Operand::Text(own))
                | (Operand::Choice(theirs), Operand::Choice(own))
                | (Operand::Date(theirs), Operand::Date(own)) => (theirs, own),
                _ => return Err(Reason::Form),
            });
        }
        Ok(keys)
    }

    /// A condition, the same one for all expressions that mean the same.
    pub(super) fn condition(&mut self, expr: ExprId, table: TableId) -> Result<Form, Reason> {
        match self.lower_once(expr, table)? {
            Operand::YesNo(truth) => Ok(truth),
            _ => Err(Reason::Form),
        }
    }

    /// The cells of a field as written, which tell numbers apart as well as in base units.
    fn written(&mut self, of: TableId, by: FieldId) -> Result<Form, Reason> {
        self.cells(of, of, by).map(|(form, _)| form)
    }
}

impl Asked {
    /// Whether a row below the same row above does not say by what it is looked up; nothing where each does.
    fn unsaid(&self) -> Option<Form> {
        let Extent::Beside { of, above, keys } = &self.extent else { return None };
        let unsaid = keys.iter().filter(|(theirs, _)| theirs.is_nullable()).map(|(theirs, _)| theirs.is_null());
        let unsaid = unsaid.reduce(|one, other| one.or(&other))?;
        Some(Form::beside(*of, *above, Vec::new(), Figure::Any(unsaid)))
    }

    /// Whether a row makes the figure missing; `None` when no row can.
    fn unknown_row(&self, exists: bool, by: Option<&Form>) -> Option<Form> {
        let mut unknown: Option<Form> = None;
        let mut add = |form: Form| {
            if form.as_truth() == Some(false) {
                return;
            }
            unknown = Some(match unknown.take() {
                None => form,
                Some(before) => before.or(&form),
            });
        };
        if let Some(filter) = self.filter.as_ref().filter(|filter| filter.is_nullable()) {
            add(filter.is_null());
        }
        if exists {
            return unknown;
        }
        let read = self.value.as_ref().map(Operand::presence).into_iter().chain(by);
        for value in read.filter(|value| value.is_nullable()) {
            add(match &self.filter {
                Some(filter) => filter.and(&value.is_null()),
                None => value.is_null(),
            });
        }
        unknown
    }

    /// How many rows count.
    pub(super) fn count(&self) -> Whole {
        self.counted(|width| Figure::Count(self.filter.as_ref().map(Form::holding), width))
    }

    /// A number of rows.
    pub(super) fn counted(&self, figure: impl FnOnce(Width) -> Figure<Form>) -> Whole {
        let bounds = Bounds::new(0, self.most);
        let width = bounds.width().or_broken("a count of rows fits a column");
        Whole::of(self.figure(figure(width)), bounds)
    }

    fn count_distinct(&self) -> Result<Operand, Reason> {
        let form = match self.value.as_ref().ok_or(Reason::Form)? {
            Operand::Number(number) => {
                number.bottom.fixed()?;
                &number.top.form
            }
            Operand::YesNo(form) | Operand::Text(form) | Operand::Choice(form) | Operand::Date(form) => form,
        };
        let chosen = self.chosen(form);
        Ok(Operand::from(Fraction::whole(self.counted(|width| Figure::Distinct(chosen, width)))))
    }

    /// The value of the only row; more than one raises the alarm.
    fn only(&self, unknown: Option<&Form>) -> Result<Operand, Reason> {
        let found = |value: &Form| {
            let (counts, unknown) = (self.filter.clone(), unknown.cloned());
            self.figure(Figure::Only { counts, value: self.chosen(value), unknown })
        };
        Ok(self.value.as_ref().ok_or(Reason::Form)?.mapped(found))
    }

    fn sum_of_greatest(&self, by: Form) -> Result<Operand, Reason> {
        let Some(Operand::Number(number)) = &self.value else { return Err(Reason::Form) };
        let under = number.bottom.fixed()?.clone();
        let bounds = number.top.bounds.summed(self.most);
        let width = bounds.width().ok_or(Reason::Width)?;
        let value = self.chosen(&number.top.form);
        let top = Whole::of(self.figure(Figure::SumOfGreatest { by, value, width }), bounds);
        Ok(Operand::from(Fraction { top, bottom: Bottom::Fixed(under) }))
    }
}
