//! Figures over cohorts, of subjects or of rows of all of them, and ranks in them.

use num_bigint::BigInt;

use super::asked::{Asked, Extent};
use super::bounds::Bounds;
use super::figure::Figure;
use super::form::Form;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::rank::Ranking;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{ExprId, Peers, Statistic, TableId, Ties};
use crate::invariant::OrBroken;

impl Lowerer<'_> {
    /// A row without one of the shared fields has no cohort: all its figures are null. Of the
    /// members, those without the value are left out, and one with an unknown filter makes the
    /// figure null for all.
    pub(super) fn cohort(
        &mut self,
        peers: &Peers,
        statistic: &Statistic,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Result<Operand, Reason> {
        let filter = filter.map(|filter| self.condition(filter, peers.table)).transpose()?;
        let value = value.map(|value| self.lower_once(value, peers.table)).transpose()?;
        let asked = Asked { extent: Extent::Cohort(peers.in_order()), most: self.rows_of(peers.table), filter, value };
        let found = asked.summary(statistic)?;
        let Some(filter) = asked.filter.as_ref().filter(|filter| filter.is_nullable()) else { return Ok(found) };
        let unknown = asked.figure(Figure::Any(filter.is_null())).or_else(&Form::truth(false));
        match found {
            Operand::Number(_) | Operand::YesNo(_) => Ok(found.except_where(&unknown)),
            Operand::Text(_) | Operand::Choice(_) | Operand::Date(_) => Err(Reason::Form),
        }
    }

    pub(super) fn rank(
        &mut self,
        peers: &Peers,
        value: ExprId,
        descending: bool,
        ties: Ties,
    ) -> Result<Operand, Reason> {
        let Operand::Number(value) = self.lower_once(value, peers.table)? else {
            return Err(Reason::Form);
        };
        let bottom = match &value.bottom {
            Bottom::Fixed(_) => None,
            Bottom::Rows(rows) => {
                // Ranks compare by cross-multiplication.
                value.top.bounds.times(&rows.bounds).width().ok_or(Reason::Width)?;
                Some(rows.form.clone())
            }
        };
        // Of ranks that are shared as means, the column holds twice the rank.
        let steps = if ties == Ties::Average { 2 } else { 1 };
        let bounds = Bounds::new(steps, self.rows_of(peers.table).max(1).saturating_mul(steps));
        let width = bounds.width().or_broken("a count of rows fits a column");
        // Multiples stand in the order of what they are multiples of.
        let of = value.top.as_multiple().map_or(&value.top, |(of, _)| of);
        let ranked = if bottom.is_none() { of } else { &value.top };
        let ranking = Ranking { top: ranked.form.clone(), bottom, descending, ties };
        let top = Whole::of(Form::rank(peers.in_order(), ranking, width), bounds);
        Ok(Operand::from(Fraction { top, bottom: Bottom::Fixed(BigInt::from(steps)) }))
    }

    fn rows_of(&self, table: TableId) -> usize {
        self.tables.table(table).rows
    }
}
