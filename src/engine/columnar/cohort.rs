//! Figures over cohorts of subjects, and ranks in them.

use num_bigint::BigInt;
use polars::prelude::DataType;

use super::asked::{Asked, Extent};
use super::bounds::Bounds;
use super::figure::{Figure, Over};
use super::form::Form;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::piece::Piece;
use super::scope::Rank;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{ExprId, FieldId, Schema, Statistic, Ties};

impl Lowerer<'_> {
    /// A subject without one of the shared fields has no cohort: all its figures are null. Of the
    /// members, those without the value are left out, and one with an unknown filter makes the
    /// figure null for all.
    pub(super) fn cohort(
        &mut self,
        same: &[FieldId],
        statistic: &Statistic,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Result<Operand, Reason> {
        let cohort = self.grouping(same)?;
        let filter = filter.map(|filter| self.kept_truth(filter, Schema::SUBJECTS)).transpose()?;
        let value = value.map(|value| self.lower_once(value, Schema::SUBJECTS)).transpose()?;
        let most = self.tables.get(Schema::SUBJECTS).map_or(0, |subjects| subjects.rows);
        let extent = Extent::Cohort(cohort);
        let asked = Asked { extent, most, filter, value };
        let found = self.summary(&asked, statistic)?;
        let Some(filter) = asked.filter.filter(|filter| filter.nullable) else { return Ok(found) };
        let unknown = self.kept(Schema::SUBJECTS, &filter.is_null());
        let any = Over::Any(self.column_of(Schema::SUBJECTS, &unknown));
        let unknown = self.statistic(extent, Figure::of(any), unknown.level);
        let unknown = unknown.or_else(Form::literal(false));
        match found {
            Operand::Number(number) => Ok(Operand::from(number.except_where(&unknown)?)),
            Operand::YesNo(piece) => Ok(Operand::YesNo(piece.except_where(&unknown, DataType::Boolean))),
            Operand::Text(_) | Operand::Choice(_) | Operand::Date(_) => Err(Reason::Form),
        }
    }

    pub(super) fn rank(
        &mut self,
        same: &[FieldId],
        value: ExprId,
        descending: bool,
        ties: Ties,
    ) -> Result<Operand, Reason> {
        let cohort = self.grouping(same)?;
        let Operand::Number(value) = self.lower_once(value, Schema::SUBJECTS)? else {
            return Err(Reason::Form);
        };
        let top = self.kept(Schema::SUBJECTS, &value.top.piece);
        let bottom = match &value.bottom {
            Bottom::Fixed(_) => None,
            Bottom::Rows(rows) => {
                // Ranks compare by cross-multiplication.
                value.top.bounds.times(&rows.bounds).width().ok_or(Reason::Width)?;
                Some(self.kept(Schema::SUBJECTS, &rows.piece))
            }
        };
        let level = bottom.as_ref().map_or(0, |bottom| bottom.level).max(top.level);
        let name = self.name();
        let value = (top.name.ok_or(Reason::Form)?, bottom.and_then(|bottom| bottom.name));
        let stage = self.scope(Schema::SUBJECTS).stage(level);
        stage.ranks.push(Rank { name: name.clone(), cohort, value, descending, ties });
        let rows = self.tables.get(Schema::SUBJECTS).map_or(0, |subjects| subjects.rows);
        let piece = Piece::column(&name, level.saturating_add(1), true);
        if ties == Ties::Average {
            // The column holds twice the rank.
            let top = Whole::of(piece, Bounds::new(2, rows.max(1).saturating_mul(2)));
            return Ok(Operand::from(Fraction { top, bottom: Bottom::Fixed(BigInt::from(2)) }));
        }
        Ok(Operand::from(Fraction::whole(Whole::of(piece, Bounds::new(1, rows.max(1))))))
    }

    /// The index of a grouping of the subjects.
    fn grouping(&mut self, same: &[FieldId]) -> Result<usize, Reason> {
        let mut fields = same.to_vec();
        fields.sort_unstable();
        fields.dedup();
        for field in &fields {
            self.field(Schema::SUBJECTS, Schema::SUBJECTS, *field)?;
        }
        let cohorts = &mut self.scope(Schema::SUBJECTS).cohorts;
        if let Some(known) = cohorts.iter().position(|known| *known == fields) {
            return Ok(known);
        }
        cohorts.push(fields);
        Ok(cohorts.len().saturating_sub(1))
    }
}
