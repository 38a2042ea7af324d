//! Expressions of the core to columns.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::bounds::Bounds;
use super::form::Form;
use super::guard::Guard;
use super::kind::Kind;
use super::number::{Bottom, Fraction};
use super::operand::Operand;
use super::order::Order;
use super::readers::Readers;
use super::way::Reason;
use super::whole::Whole;
use crate::core::{ClassId, Constant, Expr, ExprId, ExprKind, FieldId, FigureId, Operator, TableId, Type};
use crate::data::{Tables, Typed};
use crate::engine::exact::{Evaluator, Value};
use crate::invariant::OrBroken;
use crate::number::{Calendar, Number};
use crate::program::{Figure, Program};
use num_bigint::BigInt;

/// Lowers the figures of one program.
pub(super) struct Lowerer<'a> {
    pub(super) program: &'a Program,
    pub(super) tables: &'a Tables,
    pub(super) calendar: Arc<Calendar>,
    pub(super) evaluator: &'a Evaluator<'a>,
    pub(super) order: &'a Order,
    pub(super) figures: BTreeMap<FigureId, Result<Operand, Reason>>,
    /// What is asked of several rows, by what it means: it is asked once.
    known: BTreeMap<(TableId, ClassId), Operand>,
    /// Of columns of numbers: each is looked through once.
    bounds: BTreeMap<(TableId, FieldId), Bounds>,
    /// Conditions on the way to the branch at hand, the outermost first.
    pub(super) guards: Vec<Guard>,
    /// The figure at whose rows they are asked; `None` when it is lowered for other rows.
    pub(super) current: Option<FigureId>,
    /// The figures that are just being lowered.
    pub(super) lowering: BTreeSet<FigureId>,
    pub(super) readers: Rc<Readers>,
    /// What the rows that ask for a figure have in common.
    pub(super) asking: BTreeMap<FigureId, Option<Guard>>,
    /// Set while columns are worked out when the exact engine would report a fault.
    pub(super) alarm: Arc<AtomicBool>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn new(
        program: &'a Program,
        tables: &'a Tables,
        calendar: &Calendar,
        evaluator: &'a Evaluator<'a>,
        order: &'a Order,
    ) -> Self {
        Self {
            program,
            tables,
            calendar: Arc::new(calendar.clone()),
            evaluator,
            order,
            figures: BTreeMap::new(),
            known: BTreeMap::new(),
            bounds: BTreeMap::new(),
            guards: Vec::new(),
            current: None,
            lowering: BTreeSet::new(),
            readers: Rc::default(),
            asking: BTreeMap::new(),
            alarm: Arc::default(),
        }
    }

    /// A node of the program, for as long as the program is there.
    pub(super) fn node(&self, expr: ExprId) -> &'a Expr {
        &self.program.arena[expr]
    }

    pub(super) fn lower(&mut self, expr: ExprId, table: TableId) -> Result<Operand, Reason> {
        let node = self.node(expr);
        match &node.kind {
            ExprKind::Constant(constant) => Operand::constant(constant),
            ExprKind::Undecided | ExprKind::Uncovered | ExprKind::NothingApplies(_) => Ok(Operand::null(&node.ty)),
            ExprKind::Field { table: of, field } => self.field(table, *of, *field),
            ExprKind::IsEmpty { table: of, field } => {
                let value = self.field(table, *of, *field)?;
                Ok(Operand::YesNo(value.presence().is_null()))
            }
            ExprKind::Figure(id) => self.figure(*id, table),
            ExprKind::Negate(value) => Ok(Operand::from(self.number(*value, table)?.negated()?)),
            ExprKind::Arithmetic { operator, left, right } => {
                let (left, right) = (self.number(*left, table)?, self.number(*right, table)?);
                Ok(Operand::from(left.operate(*operator, &right)?))
            }
            ExprKind::Sum(terms) => self.sum(terms, table),
            ExprKind::Compare { comparison, left, right, .. } => self.compare(*comparison, *left, *right, table),
            ExprKind::And(terms) => self.terms(terms, table, true),
            ExprKind::Or(terms) => self.terms(terms, table, false),
            ExprKind::Not(value) => Ok(Operand::YesNo(self.truth(*value, table)?.not())),
            ExprKind::Case { arms, otherwise } => self.case(arms, *otherwise, table),
            ExprKind::Least(terms) => self.extreme(terms, table, true),
            ExprKind::Greatest(terms) => self.extreme(terms, table, false),
            ExprKind::Script(call) => self.script(expr, call, table),
            ExprKind::Round { value, rounding } => {
                if let ExprKind::Script(call) = &self.node(*value).kind
                    && call.translated.is_none()
                {
                    // What it gives has no common denominator before it is rounded.
                    return self.script(expr, call, table);
                }
                Ok(Operand::from(self.number(*value, table)?.rounded(*rounding, &node.ty)?))
            }
            // Their results are no quotients of columns; the exact engine works them out.
            ExprKind::Powers { .. }
            | ExprKind::Logarithm { .. }
            | ExprKind::Exponential { .. }
            | ExprKind::Ordered { .. }
            | ExprKind::CohortWeights { .. }
            | ExprKind::CohortWeight { .. } => Err(Reason::Form),
            ExprKind::IfMissing { value, default } => self.if_missing(*value, *default, table),
            ExprKind::Rows { .. } | ExprKind::Cohort { .. } | ExprKind::Rank { .. } => self.lower_once(expr, table),
            ExprKind::WorkingDayAfter { date, days } => self.working_day_after(*date, *days, table),
            ExprKind::NextWorkingDay(date) => self.next_working_day(*date, table),
        }
    }

    /// Lowers to a form, the same one for all expressions that mean the same.
    pub(super) fn lower_once(&mut self, expr: ExprId, table: TableId) -> Result<Operand, Reason> {
        let node = self.node(expr);
        if let Some(value) = self.known.get(&(table, node.class)) {
            return Ok(value.clone());
        }
        let value = self.unguarded(|lowerer| match &node.kind {
            ExprKind::Rows { table: of, beside, statistic, filter, value } => {
                lowerer.rows(table, (*of, beside.as_ref()), statistic, *filter, *value)
            }
            ExprKind::Cohort { peers, statistic, filter, value } if peers.table == table => {
                lowerer.cohort(peers, statistic, *filter, *value)
            }
            ExprKind::Rank { peers, value, descending, ties } if peers.table == table => {
                lowerer.rank(peers, *value, *descending, *ties)
            }
            ExprKind::Cohort { .. } | ExprKind::Rank { .. } => Err(Reason::Form),
            _ => lowerer.lower(expr, table),
        })?;
        self.known.insert((table, node.class), value.clone());
        Ok(value)
    }

    /// Added up in halves, so that no term lies deep.
    fn sum(&mut self, terms: &[ExprId], table: TableId) -> Result<Operand, Reason> {
        let terms = terms.iter().map(|term| self.number(*term, table)).collect::<Result<Vec<_>, Reason>>()?;
        Ok(Operand::from(halved(terms, |left, right| left.operate(Operator::Add, right))?))
    }

    pub(super) fn number(&mut self, expr: ExprId, table: TableId) -> Result<Fraction, Reason> {
        match (self.lower(expr, table)?, &self.node(expr).ty) {
            (Operand::Number(number), _) => Ok(*number),
            // What is counted between choices are their places.
            (Operand::Choice(form), Type::Choice(choices)) => {
                let bounds = Bounds::new(0, choices.len().saturating_sub(1));
                let form = form.resized(bounds.width().ok_or(Reason::Width)?);
                Ok(Fraction::whole(Whole::of(form, bounds)))
            }
            _ => Err(Reason::Form),
        }
    }

    pub(super) fn truth(&mut self, expr: ExprId, table: TableId) -> Result<Form, Reason> {
        match self.lower(expr, table)? {
            Operand::YesNo(truth) => Ok(truth),
            _ => Err(Reason::Form),
        }
    }

    fn figure(&mut self, id: FigureId, table: TableId) -> Result<Operand, Reason> {
        let figure = self.program.figure(id).or_broken("a figure that is read is one of the program");
        let Some(of) = figure.table else {
            return match self.evaluator.figure(id, 0) {
                Value::Number(number) => Operand::constant(&Constant::Number(number)),
                Value::YesNo(truth) => Operand::constant(&Constant::YesNo(truth)),
                Value::Text(text) => Operand::constant(&Constant::Text(text.to_string())),
                Value::Choice(choice) => Operand::constant(&Constant::Choice(choice)),
                Value::Date(date) => Operand::constant(&Constant::Date(date)),
                Value::Missing(_) => Ok(Operand::null(&self.node(figure.expr).ty)),
            };
        };
        if of != table {
            self.program.rules.schema.path_up(table, of).ok_or(Reason::Form)?;
            return Ok(self.figure(id, of)?.above(of));
        }
        if let Some(known) = self.figures.get(&id) {
            return known.clone();
        }
        // Only what a call is translated to reads it, which may turn out to have no columns.
        let lowered = self.of_figure(figure, table);
        self.figures.insert(id, lowered.clone());
        lowered
    }

    /// How a figure is worked out, lowered anew.
    pub(super) fn of_figure(&mut self, figure: &Figure, table: TableId) -> Result<Operand, Reason> {
        self.unguarded(|lowerer| {
            lowerer.current = Some(figure.id);
            lowerer.lowering.insert(figure.id);
            let lowered = lowerer.lower(figure.expr, table);
            lowerer.lowering.remove(&figure.id);
            lowered
        })
    }

    pub(super) fn field(&mut self, table: TableId, of: TableId, field: FieldId) -> Result<Operand, Reason> {
        let (form, typed) = self.cells(table, of, field)?;
        Ok(match typed {
            Typed::Number { scale, values } => {
                let bounds = self.bounds.entry((of, field)).or_insert_with(|| Bounds::of(values)).clone();
                let unit = match self.program.rules.schema.field(of, field).map(|field| &field.ty) {
                    Some(Type::Number(unit)) => unit.scale.clone(),
                    _ => Number::one(),
                };
                let bottom = Bottom::Fixed(BigInt::from(10).pow(*scale));
                let written = Fraction { top: Whole::of(form, bounds), bottom };
                Operand::from(written.scaled(&unit.numer(), &unit.denom())?)
            }
            Typed::YesNo(_) => Operand::YesNo(form),
            Typed::Text(_) => Operand::Text(form),
            Typed::Choice(_) => Operand::Choice(form),
            Typed::Date(_) => Operand::Date(form),
        })
    }

    /// The cells of a field as they are written.
    pub(super) fn cells(&self, table: TableId, of: TableId, field: FieldId) -> Result<(Form, &'a Typed), Reason> {
        let tables = self.tables;
        self.program.rules.schema.path_up(table, of).ok_or(Reason::Form)?;
        let typed = &tables.table(of).column(field).or_broken("each field has its column").typed;
        let kind = match typed {
            Typed::Number { values, .. } => Kind::Whole(Bounds::of(values).width().ok_or(Reason::Width)?),
            Typed::YesNo(_) => Kind::Truth,
            Typed::Text(_) => Kind::Text,
            Typed::Choice(_) | Typed::Date(_) => Kind::PLACE,
        };
        Ok((Form::field(of, field, kind, may_be_empty(typed)), typed))
    }
}

/// Puts all together, neighbours first, so that no part lies deep.
pub(super) fn halved<T>(mut terms: Vec<T>, join: impl Fn(&T, &T) -> Result<T, Reason>) -> Result<T, Reason> {
    while terms.len() > 1 {
        let mut joined = Vec::with_capacity(terms.len().div_ceil(2));
        let mut rest = terms.into_iter();
        while let Some(left) = rest.next() {
            joined.push(match rest.next() {
                Some(right) => join(&left, &right)?,
                None => left,
            });
        }
        terms = joined;
    }
    terms.pop().ok_or(Reason::Form)
}

fn may_be_empty(values: &Typed) -> bool {
    match values {
        Typed::Number { values, .. } | Typed::Choice(values) => values.has_nulls(),
        Typed::YesNo(values) => values.has_nulls(),
        Typed::Text(values) => values.has_nulls(),
        // A day that is no date is missing too.
        Typed::Date(_) => true,
    }
}
