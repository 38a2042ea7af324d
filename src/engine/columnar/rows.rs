//! Figures over several rows: of a table below, or of a cohort of subjects.

use polars::prelude::DataType;

use super::asked::{Asked, Extent};
use super::bounds::{Bounds, Width};
use super::figure::{Figure, Over};
use super::form::Form;
use super::lower::Lowerer;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::piece::Piece;
use super::scope::{Alarm, Greatest};
use super::way::Reason;
use super::whole::{Whole, wide_enough, zero};
use crate::core::{Comparison, ExprId, FieldId, Schema, Statistic, TableId};
use crate::invariant::OrBroken;

impl Lowerer<'_> {
    pub(super) fn rows(
        &mut self,
        at: TableId,
        of: TableId,
        statistic: &Statistic,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Result<Operand, Reason> {
        let most = self.shape.up(of, at).ok_or(Reason::Form)?.most;
        let filter = filter.map(|filter| self.kept_truth(filter, of)).transpose()?;
        let value = value.map(|value| self.lower_once(value, of)).transpose()?;
        let asked = Asked { extent: Extent::Below { at, of }, most, filter, value };
        let by = match statistic {
            Statistic::SumOfGreatest { by } => Some(self.greatest_by(of, *by)?),
            _ => None,
        };
        let unknown = Self::unknown_row(&asked, *statistic == Statistic::Exists, by.as_ref());
        let unknown = unknown.map(|piece| {
            let any = Over::Any(self.column_of(of, &piece));
            self.statistic(asked.extent, Figure::of(any), 0)
        });
        let value = match (statistic, by) {
            (Statistic::SumOfGreatest { .. }, Some(by)) => self.sum_of_greatest(at, of, &asked, &by)?,
            (Statistic::CountDistinct, _) => self.count_distinct(&asked)?,
            (Statistic::Only, _) => self.only(at, of, &asked, unknown.as_ref())?,
            (statistic, _) => self.summary(&asked, statistic)?,
        };
        let Some(unknown) = unknown else { return Ok(value) };
        let unknown = unknown.or_else(Form::literal(false));
        if *statistic == Statistic::Exists {
            // One row that certainly counts settles it.
            let Operand::YesNo(found) = value else { return Err(Reason::Form) };
            let no = Piece::literal(Form::literal(false));
            let open = no.except_where(&unknown, DataType::Boolean);
            return Ok(Operand::YesNo(found.with(&open, Form::or)));
        }
        match value {
            Operand::Number(number) => Ok(Operand::from(number.except_where(&unknown)?)),
            Operand::YesNo(piece) => Ok(Operand::YesNo(piece.except_where(&unknown, DataType::Boolean))),
            Operand::Text(piece) => Ok(Operand::Text(piece.except_where(&unknown, DataType::String))),
            Operand::Choice(piece) => Ok(Operand::Choice(piece.except_where(&unknown, DataType::UInt32))),
            Operand::Date(piece) => Ok(Operand::Date(piece.except_where(&unknown, DataType::Int32))),
        }
    }

    /// A condition as a column.
    pub(super) fn kept_truth(&mut self, expr: ExprId, table: TableId) -> Result<Piece, Reason> {
        match self.lower_once(expr, table)? {
            Operand::YesNo(truth) => Ok(self.kept(table, &truth)),
            _ => Err(Reason::Form),
        }
    }

    fn greatest_by(&mut self, of: TableId, by: FieldId) -> Result<Piece, Reason> {
        let value = self.field(of, of, by)?;
        // The cells as written tell numbers apart as well as in base units.
        let piece = Piece::column(&super::scope::field_name(of, by), 0, value.presence().nullable);
        Ok(piece)
    }

    /// Whether a row makes the figure missing; `None` when no row can.
    fn unknown_row(asked: &Asked, exists: bool, by: Option<&Piece>) -> Option<Piece> {
        let mut unknown: Option<Piece> = None;
        let mut add = |piece: Piece| {
            unknown = Some(match unknown.take() {
                None => piece,
                Some(before) => before.with(&piece, Form::or),
            });
        };
        if let Some(filter) = asked.filter.as_ref().filter(|filter| filter.nullable) {
            add(filter.is_null());
        }
        if exists {
            return unknown;
        }
        let read = asked.value.as_ref().map(Operand::presence).into_iter().chain(by);
        for value in read.filter(|value| value.nullable) {
            add(match &asked.filter {
                Some(filter) => filter.with(&value.is_null(), Form::and),
                None => value.is_null(),
            });
        }
        unknown
    }

    /// The name of the column that holds a piece.
    pub(super) fn column_of(&mut self, table: TableId, piece: &Piece) -> String {
        self.kept(table, piece).name.or_broken("what is kept is a column")
    }

    /// A figure as a column of the table that asks for it, null for a row without a group.
    pub(super) fn statistic(&mut self, extent: Extent, figure: Figure, level: usize) -> Piece {
        let fresh = self.name();
        match extent {
            Extent::Below { at, of } => {
                let scope = self.scope(at);
                let figures = &mut scope.below.entry(of).or_default().figures;
                Piece::column(figures.entry(figure).or_insert(fresh), 0, true)
            }
            Extent::Cohort(cohort) => {
                let after = level.saturating_add(1);
                let stage = self.scope(Schema::SUBJECTS).stage(level);
                Piece::column(stage.figures.entry((cohort, figure)).or_insert(fresh), after, true)
            }
        }
    }

    /// What stands for a figure of no rows. A subject without a cohort has none.
    pub(super) fn filled(extent: Extent, piece: &Piece, nothing: Form) -> Piece {
        match extent {
            Extent::Below { .. } => piece.or_else(nothing),
            Extent::Cohort(_) => piece.clone(),
        }
    }

    /// The value of the rows that count, null in others.
    pub(super) fn chosen(&mut self, asked: &Asked, piece: &Piece, dtype: DataType) -> Piece {
        let table = asked.extent.rows();
        match &asked.filter {
            Some(filter) => self.kept(table, &piece.only_where(filter, dtype)),
            None => self.kept(table, piece),
        }
    }

    pub(super) fn chosen_whole(&mut self, asked: &Asked, whole: &Whole) -> Result<Whole, Reason> {
        let piece = self.chosen(asked, &whole.piece, whole.dtype()?);
        Ok(Whole::of(piece, whole.bounds.clone()))
    }

    /// How many rows count.
    pub(super) fn count(&mut self, asked: &Asked) -> Whole {
        let (over, level) = self.rows_that_count(asked);
        self.counted(asked, over, level)
    }

    fn rows_that_count(&mut self, asked: &Asked) -> (Over, usize) {
        match &asked.filter {
            Some(filter) => (Over::Sum(self.column_of(asked.extent.rows(), filter)), filter.level),
            None => (Over::Rows, 0),
        }
    }

    pub(super) fn counted(&mut self, asked: &Asked, over: Over, level: usize) -> Whole {
        let bounds = Bounds::new(0, asked.most);
        let width = bounds.width().or_broken("a count of rows fits a column");
        let piece = self.statistic(asked.extent, Figure { over, width: Some(width) }, level);
        let piece = Self::filled(asked.extent, &piece, zero(width));
        Whole::of(piece, bounds)
    }

    fn count_distinct(&mut self, asked: &Asked) -> Result<Operand, Reason> {
        let (piece, dtype) = match asked.value.as_ref().ok_or(Reason::Form)? {
            Operand::Number(number) => {
                number.bottom.fixed()?;
                (&number.top.piece, number.top.dtype()?)
            }
            Operand::YesNo(piece) => (piece, DataType::Boolean),
            Operand::Text(piece) => (piece, DataType::String),
            Operand::Choice(piece) => (piece, DataType::UInt32),
            Operand::Date(piece) => (piece, DataType::Int32),
        };
        let chosen = self.chosen(asked, piece, dtype);
        let over = Over::Distinct(self.column_of(asked.extent.rows(), &chosen));
        Ok(Operand::from(Fraction::whole(self.counted(asked, over, chosen.level))))
    }

    /// The value of the only row; more than one raises an alarm.
    fn only(&mut self, at: TableId, of: TableId, asked: &Asked, unknown: Option<&Piece>) -> Result<Operand, Reason> {
        let (over, _) = self.rows_that_count(asked);
        let count = self.statistic(asked.extent, Figure { over, width: Some(Width::Bits64) }, 0);
        let one = count.map(|count| count.compared(Comparison::Equal, Form::literal(1_i64)));
        let found = |lowerer: &mut Self, piece: &Piece, dtype: DataType| {
            let chosen = lowerer.chosen(asked, piece, dtype.clone());
            let greatest = Over::Greatest(lowerer.column_of(of, &chosen));
            let found = lowerer.statistic(asked.extent, Figure::of(greatest), 0);
            if let (Some(figure), Some(count)) = (&found.name, &count.name) {
                lowerer.scope(at).below.entry(of).or_default().alarms.push(Alarm {
                    figure: figure.clone(),
                    count: count.clone(),
                    unknown: unknown.and_then(|unknown| unknown.name.clone()),
                });
            }
            found.only_where(&one, dtype)
        };
        Ok(match asked.value.as_ref().ok_or(Reason::Form)? {
            Operand::Number(number) => {
                let top = found(self, &number.top.piece, number.top.dtype()?);
                let top = Whole::of(top, number.top.bounds.clone());
                let bottom = match &number.bottom {
                    Bottom::Fixed(bottom) => Bottom::Fixed(bottom.clone()),
                    Bottom::Rows(rows) => {
                        let piece = found(self, &rows.piece, rows.dtype()?);
                        Bottom::from(Whole::of(piece, rows.bounds.clone()))
                    }
                };
                Operand::from(Fraction { top, bottom })
            }
            Operand::YesNo(piece) => Operand::YesNo(found(self, piece, DataType::Boolean)),
            Operand::Text(piece) => Operand::Text(found(self, piece, DataType::String)),
            Operand::Choice(piece) => Operand::Choice(found(self, piece, DataType::UInt32)),
            Operand::Date(piece) => Operand::Date(found(self, piece, DataType::Int32)),
        })
    }

    fn sum_of_greatest(&mut self, at: TableId, of: TableId, asked: &Asked, by: &Piece) -> Result<Operand, Reason> {
        let Some(Operand::Number(number)) = &asked.value else { return Err(Reason::Form) };
        let under = number.bottom.fixed()?.clone();
        let bounds = number.top.bounds.summed(asked.most);
        let top = wide_enough(&number.top, &bounds)?;
        let chosen = self.chosen(asked, &top.0, top.1.dtype());
        let (by, value) = (self.column_of(of, by), self.column_of(of, &chosen));
        let fresh = self.name();
        let greatest = &mut self.scope(at).below.entry(of).or_default().greatest;
        let name = greatest.entry(Greatest { by, value }).or_insert(fresh).clone();
        let piece = Piece::column(&name, 0, true).or_else(zero(top.1));
        Ok(Operand::from(Fraction { top: Whole::of(piece, bounds), bottom: Bottom::Fixed(under) }))
    }
}
