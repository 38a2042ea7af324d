//! What expressions can come to.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::functions::{self, dated};
use super::hangs::Hangs;
use super::open::{Cell, Open};
use super::rank::rank;
use super::value::{Possible, all};
use crate::cancel::look;
use crate::core::{ClassId, Comparison, ExprId, ExprKind, FieldId, FigureId, Places, Schema, TableId, Term, Type};
use crate::engine::exact::{Evaluator, Value};
use crate::engine::outputs::Outputs;
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::proof::{Domain, Interval, beside, compared};

/// What is known of an expression for a row of a table.
pub(super) type Narrowed = (ClassId, (TableId, usize), Interval);

/// Works out what can be while some cells are open. Nothing is worked out twice.
pub struct Supposing<'a> {
    pub(super) program: &'a Program,
    /// Of tables in which the open cells are empty.
    pub(super) exact: &'a Evaluator<'a>,
    calendar: &'a Calendar,
    /// What is known of the same tables already.
    outputs: Option<&'a Outputs>,
    pub(super) open: Open,
    pub(super) hangs: Rc<Hangs>,
    known: RefCell<BTreeMap<(FigureId, usize), Possible>>,
    pub(super) cohorts: RefCell<BTreeMap<(ClassId, usize), Possible>>,
    /// The open cells that have been asked for.
    pub(super) asked: RefCell<BTreeSet<Cell>>,
    /// What is known of expressions for a row, on the way into an arm.
    pub(super) narrowed: RefCell<Vec<Narrowed>>,
}

impl<'a> Supposing<'a> {
    /// Of open cells that are empty in the tables of `exact`.
    #[must_use]
    pub fn new(
        program: &'a Program,
        exact: &'a Evaluator<'a>,
        calendar: &'a Calendar,
        outputs: Option<&'a Outputs>,
        open: Open,
    ) -> Self {
        let hangs = Hangs::new(program, open.columns());
        Self::over(program, exact, calendar, outputs, open, Rc::new(hangs))
    }

    /// The same with other values for the same open cells.
    #[must_use]
    pub fn with(&self, open: Open) -> Self {
        Self::over(self.program, self.exact, self.calendar, self.outputs, open, Rc::clone(&self.hangs))
    }

    /// The same for a subject whose total is there.
    pub(super) fn with_total(&self, row: usize) -> Self {
        let total = Possible { lacks: false, ..self.figure(FigureId::Total, row) };
        let with = self.with(self.open.clone());
        with.known.borrow_mut().insert((FigureId::Total, row), total);
        with
    }

    fn over(
        program: &'a Program,
        exact: &'a Evaluator<'a>,
        calendar: &'a Calendar,
        outputs: Option<&'a Outputs>,
        open: Open,
        hangs: Rc<Hangs>,
    ) -> Self {
        let (known, cohorts, asked) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { program, exact, calendar, outputs, open, hangs, known, cohorts, asked, narrowed: RefCell::default() }
    }

    /// The open cells.
    #[must_use]
    pub fn open(&self) -> &Open {
        &self.open
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'a Program {
        self.program
    }

    /// The exact engine over the tables in which the open cells are empty.
    #[must_use]
    pub fn exact(&self) -> &'a Evaluator<'a> {
        self.exact
    }

    /// What a figure can come to for a row of its table.
    #[must_use]
    pub fn figure(&self, id: FigureId, row: usize) -> Possible {
        let Some(figure) = self.program.figure(id) else { return Possible::anything(&Type::YesNo) };
        let ty = &self.program.arena[figure.expr].ty;
        let place = if figure.table.is_some() { row } else { 0 };
        if let Some(known) = self.known.borrow().get(&(id, place)) {
            return known.clone();
        }
        let is_touched = self.hangs.touched.contains(&id);
        let found = if let Some(value) = self.given(id, place, is_touched) {
            Possible::of(value, ty)
        } else {
            // What is known on the way to here is not of the figure.
            let aside = std::mem::take(&mut *self.narrowed.borrow_mut());
            let table = figure.table.unwrap_or(Schema::SUBJECTS);
            let found = self.eval(figure.expr, table, row);
            *self.narrowed.borrow_mut() = aside;
            self.allowed(id, found)
        };
        self.known.borrow_mut().insert((id, place), found.clone());
        found
    }

    /// The value of a figure that does not hang on what is open.
    fn given(&self, id: FigureId, row: usize, is_touched: bool) -> Option<Value> {
        let is_wide = self.hangs.wide.contains(&id);
        if is_touched && is_wide {
            return None;
        }
        if let Some(outputs) = self.outputs {
            let number = outputs.numbers.get(&id).and_then(|column| column.number(row)).map(Value::Number);
            let truth = || outputs.truth(id, row).map(Value::YesNo);
            if let Some(value) = number.or_else(truth) {
                return Some(value);
            }
        }
        let value = self.exact.figure(id, row);
        (!is_touched || value.reasons().is_none()).then_some(value)
    }

    /// A mark outside of its bounds is no result.
    fn allowed(&self, id: FigureId, found: Possible) -> Possible {
        let FigureId::Mark(indicator) = id else { return found };
        let known = self.program.rules.indicator(indicator);
        let mut within = Interval::all();
        if !known.unfloored {
            within = within.meet(&Interval::not_negative());
        }
        if !known.uncapped {
            within = within.meet(&Interval::at_most(known.full.clone(), true));
        }
        Possible { domain: Domain::Number(found.numbers().meet(&within)), lacks: found.lacks }
    }

    /// What an expression can come to for a row of a table.
    #[must_use]
    pub fn eval(&self, expr: ExprId, table: TableId, row: usize) -> Possible {
        look();
        let node = &self.program.arena[expr];
        let mut found = self.worked_out(expr, table, row);
        for (class, at, within) in self.narrowed.borrow().iter() {
            if *class == node.class && *at == (table, row) {
                found.domain = found.domain.meet(&Domain::Number(within.clone()));
            }
        }
        found
    }

    fn worked_out(&self, expr: ExprId, table: TableId, row: usize) -> Possible {
        let node = &self.program.arena[expr];
        let ty = &node.ty;
        let (is_touched, is_wide) = self.hangs.of(self.program, expr);
        if !is_touched {
            return Possible::of(self.exact.eval(expr, table, row), ty);
        }
        if !is_wide && !matches!(node.kind, ExprKind::Figure(_)) {
            let value = self.exact.eval(expr, table, row);
            if value.reasons().is_none() {
                return Possible::of(value, ty);
            }
        }
        let eval = |part: ExprId| self.eval(part, table, row);
        match &node.kind {
            ExprKind::Constant(value) => Possible::of(value.into(), ty),
            ExprKind::Undecided | ExprKind::Uncovered | ExprKind::NothingApplies(_) => Possible::missing(ty),
            ExprKind::Field { table: of, field } => self.field(expr, (table, row), *of, *field),
            ExprKind::IsEmpty { table: of, field } => match self.cell((table, row), *of, *field) {
                Some(_) => Possible::truth(false, true, false),
                None => Possible::of(self.exact.eval(expr, table, row), ty),
            },
            ExprKind::Figure(id)
                if !id.is_named()
                    && !self.narrowed.borrow().is_empty()
                    && self.program.figure(*id).is_some_and(|figure| figure.table == Some(table)) =>
            {
                self.program.body(*id).map_or_else(|| self.figure(*id, row), eval)
            }
            ExprKind::Figure(id) => match self.program.figure(*id).and_then(|figure| figure.table) {
                Some(of) if of != table => match self.exact.up(table, row, of) {
                    Some(above) => self.figure(*id, above),
                    None => Possible::of(self.exact.eval(expr, table, row), ty),
                },
                _ => self.figure(*id, row),
            },
            ExprKind::Compare { comparison, left, right, .. } => {
                self.compared((table, row), *comparison, *left, *right)
            }
            ExprKind::And(terms) => all(terms.iter().map(|term| eval(*term)), true),
            ExprKind::Or(terms) => all(terms.iter().map(|term| eval(*term)), false),
            ExprKind::Not(value) => {
                let value = eval(*value);
                Possible { domain: Domain::Truth(value.as_truth().opposite()), lacks: value.lacks }
            }
            ExprKind::Case { arms, otherwise } => self.case((table, row), arms, *otherwise),
            ExprKind::IfMissing { value, default } => match eval(*value) {
                value if value.lacks => {
                    let default = eval(*default);
                    Possible { domain: value.domain.hull(&default.domain), lacks: default.lacks }
                }
                value => value,
            },
            ExprKind::Ordered { terms, places } => self.ordered(expr, (table, row), terms, places),
            // Who stands beside it is told by cells that may be open.
            ExprKind::Rows { beside: Some(_), .. } => Possible::anything(ty),
            ExprKind::Rows { table: of, statistic, filter, value, .. } => {
                self.rows(expr, (table, row), (*of, statistic), *filter, *value)
            }
            ExprKind::Cohort { peers, statistic, filter, value } => {
                self.cohort(expr, row, peers, statistic, (*filter, *value))
            }
            ExprKind::Rank { peers, value, descending, ties } => {
                let own = eval(*value);
                let Some(members) = self.peers(peers, row) else { return Possible::missing(ty) };
                let others = members.into_iter().filter(|(member, _)| *member != row);
                let (others, _) = self.chosen(table, others, None, Some(*value));
                let domain = if own.domain.is_empty() {
                    Domain::nothing(ty)
                } else {
                    Domain::Number(rank(&own.numbers(), &others, *descending, *ties))
                };
                Possible { domain, lacks: own.lacks }
            }
            ExprKind::CohortWeights { .. } | ExprKind::CohortWeight { .. } => {
                Possible { domain: Domain::Number(Interval::between(Number::zero(), Number::one())), lacks: true }
            }
            ExprKind::Script(call) => call.translated.map_or_else(|| Possible::anything(ty), eval),
            ExprKind::WorkingDayAfter { date, days } => {
                let (date, days) = (eval(*date), eval(*days));
                let count = days.numbers().only().and_then(|days| days.to_scaled(0)?.try_into().ok());
                match count {
                    Some(count) => dated(&date, |day| self.calendar.working_day_after(day, count, false).ok()),
                    None => Possible::anything(ty),
                }
            }
            ExprKind::NextWorkingDay(date) => dated(&eval(*date), |day| self.calendar.next_working_day(day).ok()),
            ExprKind::Negate(_)
            | ExprKind::Arithmetic { .. }
            | ExprKind::Sum(_)
            | ExprKind::Least(_)
            | ExprKind::Greatest(_)
            | ExprKind::Round { .. }
            | ExprKind::Powers { .. }
            | ExprKind::Logarithm { .. }
            | ExprKind::Exponential { .. } => {
                let operands: Vec<Possible> = node.kind.children().into_iter().map(eval).collect();
                functions::of_numbers(node, &operands)
            }
        }
    }

    fn cell(&self, (table, row): (TableId, usize), of: TableId, field: FieldId) -> Option<&Domain> {
        let row = self.exact.up(table, row, of)?;
        let cell = Cell { table: of, field, row };
        let open = self.open.get(cell)?;
        self.asked.borrow_mut().insert(cell);
        Some(open)
    }

    /// The open cells on which the grade of a subject hangs, those of other subjects among them that it is compared with.
    #[must_use]
    pub fn asks(&self, row: usize) -> BTreeSet<Cell> {
        let afresh = self.with(self.open.clone());
        let decides = |id: FigureId| {
            matches!(
                id,
                FigureId::Total
                    | FigureId::Participates
                    | FigureId::Veto(_)
                    | FigureId::Demotion(_)
                    | FigureId::Restriction(_)
                    | FigureId::Requirement(_)
            )
        };
        for figure in self.program.figures().iter().filter(|figure| decides(figure.id)) {
            let _ = afresh.figure(figure.id, row);
        }
        let groups = self.program.rules.each_grade().filter_map(|(_, grade)| grade.quota.as_ref());
        let fields = groups.flat_map(|quota| &quota.same);
        let cells = fields.map(|field| Cell { table: Schema::SUBJECTS, field: *field, row });
        let groups: Vec<Cell> = cells.filter(|cell| self.open.get(*cell).is_some()).collect();
        let mut asked = afresh.asked.into_inner();
        asked.extend(groups);
        asked
    }

    fn field(&self, expr: ExprId, at: (TableId, usize), of: TableId, field: FieldId) -> Possible {
        match self.cell(at, of, field) {
            Some(domain) => Possible::there(domain.clone()),
            None => Possible::of(self.exact.eval(expr, at.0, at.1), &self.program.arena[expr].ty),
        }
    }

    fn compared(
        &self,
        (table, row): (TableId, usize),
        comparison: Comparison,
        left: ExprId,
        right: ExprId,
    ) -> Possible {
        let (one, two) = (self.eval(left, table, row), self.eval(right, table, row));
        let lacks = one.lacks || two.lacks;
        if self.program.arena[left].class == self.program.arena[right].class && !one.domain.is_empty() {
            let holds = matches!(comparison, Comparison::Equal | Comparison::AtLeast | Comparison::AtMost);
            return Possible::truth(holds, !holds, lacks);
        }
        Possible { domain: Domain::Truth(compared(comparison, &one.domain, &two.domain)), lacks }
    }

    /// The value of the first arm that holds; on the way into an arm and past it more is known of what was compared.
    fn case(&self, (table, row): (TableId, usize), arms: &[(ExprId, ExprId)], otherwise: ExprId) -> Possible {
        let depth = self.narrowed.borrow().len();
        let ty = &self.program.arena[otherwise].ty;
        let mut found = Possible { domain: Domain::nothing(ty), lacks: false };
        let mut goes_on = true;
        for (condition, value) in arms {
            let met = self.eval(*condition, table, row);
            let truth = met.as_truth();
            found.lacks |= met.lacks;
            if truth.can_hold {
                let before = self.narrowed.borrow().len();
                self.narrow(*condition, (table, row), true);
                found = found.or(&self.eval(*value, table, row));
                self.narrowed.borrow_mut().truncate(before);
            }
            if !truth.can_fail {
                goes_on = false;
                break;
            }
            self.narrow(*condition, (table, row), false);
        }
        if goes_on {
            found = found.or(&self.eval(otherwise, table, row));
        }
        self.narrowed.borrow_mut().truncate(depth);
        found
    }

    /// Takes down what a condition says of numbers when it holds or fails.
    fn narrow(&self, condition: ExprId, at: (TableId, usize), holds: bool) {
        match &self.program.arena[condition].kind {
            ExprKind::And(terms) if holds => terms.iter().for_each(|term| self.narrow(*term, at, true)),
            ExprKind::Or(terms) if !holds => terms.iter().for_each(|term| self.narrow(*term, at, false)),
            ExprKind::Not(value) => self.narrow(*value, at, !holds),
            ExprKind::Compare { comparison, left, right, .. } => {
                let comparison = if holds { *comparison } else { comparison.opposite() };
                let sides = [(*left, *right, comparison), (*right, *left, comparison.mirrored())];
                for (own, other, comparison) in sides {
                    let is_number = matches!(self.program.arena[own].ty, Type::Number(_) | Type::Date);
                    if is_number && !matches!(self.program.arena[own].kind, ExprKind::Constant(_)) {
                        let within = beside(comparison, &self.eval(other, at.0, at.1).numbers());
                        self.narrowed.borrow_mut().push((self.program.arena[own].class, at, within));
                    }
                }
            }
            _ => {}
        }
    }

    fn ordered(&self, expr: ExprId, (table, row): (TableId, usize), terms: &[Term], places: &Places) -> Possible {
        let mut counted = Vec::new();
        let mut lacks = false;
        for term in terms {
            let counts = term.counts.map(|counts| self.eval(counts, table, row));
            lacks |= counts.as_ref().is_some_and(|counts| counts.lacks);
            if counts.as_ref().is_some_and(|counts| !counts.as_truth().can_hold) {
                continue;
            }
            let is_sure = counts.is_none_or(|counts| !counts.as_truth().can_fail);
            counted.push((self.eval(term.value, table, row), is_sure));
        }
        let written: Vec<Possible> = match places {
            Places::Written(weights) => weights.iter().map(|weight| self.eval(*weight, table, row)).collect(),
            Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => Vec::new(),
        };
        let found = functions::ordered(&self.program.arena[expr], &counted, places, &written);
        Possible { lacks: found.lacks || lacks, ..found }
    }
}
