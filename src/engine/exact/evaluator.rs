//! Evaluation of one expression on one row, with named figures worked out once.
//!
//! One recursion over expressions, told by kind in `arithmetic`, `cohort`, `rows` and `script`, each of which comes back
//! here for its parts; so these files import one another.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::arithmetic::{compare, of_numbers};
use super::calls::Calls;
use super::faults::{Case, Faults};
use super::known::Known;
use super::reasons::{Gathered, Reason};
use super::rows::Children;
use super::value::Value;
use super::ways::{Way, Ways};
use crate::cancel::look;
use crate::column::Integers;
use crate::core::{ChildId, Expr, ExprId, ExprKind, FieldId, FigureId, NodeId, Schema, TableId, Type};
use crate::data::{Cell, Tables};
use crate::engine::members::{self, Members};
use crate::finding::{Code, Diagnostic, Span};
use crate::host::progress::{Progress, UNSEEN};
use crate::invariant::{OrBroken, broken};
use crate::number::{Calendar, CalendarError, Number};
use crate::program::{Figure, Program};
use crate::rules::WhenMissing;
use crate::words;

/// Works out figures of a program on tables. Results are remembered, so asking twice costs once.
pub struct Evaluator<'a> {
    pub(super) program: &'a Program,
    pub(super) tables: &'a Tables,
    pub(super) calendar: &'a Calendar,
    pub(super) children: Children,
    known: RefCell<Known>,
    pub(super) cohorts: RefCell<super::cohort::Cohorts>,
    pub(super) beside: RefCell<super::index::LookedUp>,
    pub(super) scripts: super::script::Scripts,
    faults: RefCell<Faults>,
    pub(super) ways: Ways,
    progress: &'a Progress,
    /// What the columnar engine knows of subjects.
    members: Option<&'a Members>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator with nothing worked out yet.
    #[must_use]
    pub fn new(program: &'a Program, tables: &'a Tables, calendar: &'a Calendar) -> Self {
        Self {
            program,
            tables,
            calendar,
            children: Children::of(tables),
            known: RefCell::default(),
            cohorts: RefCell::default(),
            beside: RefCell::default(),
            scripts: super::script::Scripts::default(),
            faults: RefCell::default(),
            ways: Ways::default(),
            progress: &UNSEEN,
            members: None,
        }
    }

    /// The same evaluator, which need not work out what is known of the members of cohorts.
    #[must_use]
    pub fn of_members(self, members: &'a Members) -> Self {
        Self { members: Some(members), ..self }
    }

    /// The numbers of those of some members who have one, as [`Members::numbers`].
    pub(super) fn known_numbers(&self, expr: ExprId, table: TableId, rows: &[usize]) -> Option<(Vec<i128>, i128)> {
        self.members
            .filter(|_| table == Schema::SUBJECTS)
            .and_then(|members| members.numbers(self.program.arena[expr].class, rows))
    }

    /// What all subjects come to as whole numbers, and how many of these make one, where that is known.
    #[must_use]
    pub fn known_whole(&self, expr: ExprId) -> Option<(&Integers, i128)> {
        self.members.and_then(|members| members.whole(self.program.arena[expr].class))
    }

    /// The value of an expression for a member of a cohort: a row of a table.
    #[must_use]
    pub fn of_member(&self, expr: ExprId, (table, row): (TableId, usize)) -> Value {
        match self
            .members
            .filter(|_| table == Schema::SUBJECTS)
            .and_then(|members| members.value(self.program.arena[expr].class, row))
        {
            Some(members::Known::Number(number)) => Value::Number(number),
            Some(members::Known::YesNo(truth)) => Value::YesNo(truth),
            None => self.eval(expr, table, row),
        }
    }

    /// An evaluator of the same program and tables with nothing worked out or assumed yet.
    #[must_use]
    pub fn afresh(&self) -> Self {
        Self::new(self.program, self.tables, self.calendar).knowing(&self.calls())
    }

    /// What calls of scripts have given so far.
    #[must_use]
    pub fn calls(&self) -> Calls {
        self.scripts.calls.clone()
    }

    /// The same evaluator, which shares with others of the program and tables what calls of scripts have given.
    #[must_use]
    pub fn knowing(mut self, calls: &Calls) -> Self {
        self.scripts.calls = calls.clone();
        self
    }

    /// An evaluator that also keeps which ways it goes.
    #[must_use]
    pub fn recording(program: &'a Program, tables: &'a Tables, calendar: &'a Calendar) -> Self {
        Self { ways: Ways::kept(), ..Self::new(program, tables, calendar) }
    }

    /// The same evaluator; whoever asks it for all rows of a figure tells it here how far that is.
    #[must_use]
    pub fn telling(self, progress: &'a Progress) -> Self {
        Self { progress, ..self }
    }

    /// Where to tell how far the work is.
    #[must_use]
    pub fn progress(&self) -> &'a Progress {
        self.progress
    }

    /// The ways that were gone so far; none unless it is [`Evaluator::recording`].
    #[must_use]
    pub fn ways(&self) -> BTreeSet<Way> {
        self.ways.noted()
    }

    /// The calendar that it counts working days by.
    #[must_use]
    pub fn calendar(&self) -> &'a Calendar {
        self.calendar
    }

    /// The tables that it reads.
    #[must_use]
    pub fn tables(&self) -> &'a Tables {
        self.tables
    }

    /// Sets a figure instead of working it out (示例: 设).
    pub fn assume(&self, id: FigureId, row: usize, value: Value) {
        self.known.borrow_mut().insert(id, row, value);
    }

    /// Faults met so far, each once, in the order of the rule text and of the rows; with very many, the first ones
    /// and their number.
    #[must_use]
    pub fn faults(&self) -> Vec<Diagnostic> {
        self.faults.borrow().list()
    }

    /// The value of a figure for a row of its table. The row of one that is the same for all does not matter.
    #[must_use]
    pub fn figure(&self, id: FigureId, row: usize) -> Value {
        let Figure { table, expr, .. } = *self.named(id);
        let place = if table.is_some() { row } else { 0 };
        if let Some(value) = self.known.borrow().get(id, place) {
            return value.clone();
        }
        let value = self.eval(expr, table.unwrap_or(Schema::SUBJECTS), row);
        self.known.borrow_mut().insert(id, place, value.clone());
        value
    }

    pub(super) fn named(&self, id: FigureId) -> &'a Figure {
        self.program.figure(id).or_broken("a figure that is read is one of the program")
    }

    /// The value of an expression for a row of a table.
    #[must_use]
    pub fn eval(&self, expr: ExprId, table: TableId, row: usize) -> Value {
        look();
        let node = &self.program.arena[expr];
        match &node.kind {
            ExprKind::Constant(constant) => constant.into(),
            ExprKind::Undecided => Value::missing(Reason::Undecided(node.span())),
            ExprKind::Uncovered => Value::missing(Reason::Uncovered(node.span())),
            ExprKind::NothingApplies(id) => self.nothing_applies(*id, row),
            ExprKind::Field { table: of, field } => self.field(table, row, *of, *field),
            ExprKind::IsEmpty { table: of, field } => self.is_empty(table, row, *of, *field),
            ExprKind::Figure(id) => self.figure_at(*id, table, row),
            of_numbers!() => self.arithmetic(expr, table, row),
            ExprKind::Ordered { terms, places } => self.ordered(expr, (terms, places), table, row),
            ExprKind::Compare { comparison, left, right, .. } => {
                let (left, right) = (self.eval(*left, table, row), self.eval(*right, table, row));
                compare(*comparison, left, right)
            }
            ExprKind::And(terms) => self.logic(terms, table, row, false),
            ExprKind::Or(terms) => self.logic(terms, table, row, true),
            ExprKind::Not(value) => match self.eval(*value, table, row) {
                Value::YesNo(truth) => Value::YesNo(!truth),
                other => other,
            },
            ExprKind::Case { arms, otherwise } => self.case(expr, arms, *otherwise, table, row),
            ExprKind::IfMissing { value, default } => match self.eval(*value, table, row) {
                Value::Missing(_) => {
                    self.ways.went(Way::StandIn(*default));
                    self.eval(*default, table, row)
                }
                present => present,
            },
            ExprKind::Rows { table: of, statistic, filter, value, .. } => {
                self.rows(node, (table, row), (*of, statistic), *filter, *value)
            }
            ExprKind::Cohort { .. } | ExprKind::Rank { .. } => self.cohort(node, (table, row)),
            ExprKind::CohortWeight { of, index } => self.cohort_weight(*of, *index, row),
            ExprKind::CohortWeights { .. } => broken("weights are asked for one by one"),
            ExprKind::Script(call) => self.script(node, call, table, row),
            ExprKind::WorkingDayAfter { date, days } => {
                let (date, days) = (self.eval(*date, table, row), self.eval(*days, table, row));
                self.working_day_after(node, date, days, (table, row))
            }
            ExprKind::NextWorkingDay(date) => self.next_working_day(node, self.eval(*date, table, row), (table, row)),
        }
    }

    /// Why nothing of a node applies to a subject.
    fn nothing_applies(&self, node: NodeId, row: usize) -> Value {
        let rules = &self.program.rules;
        let mut reasons = Gathered::default();
        reasons.add(Reason::NothingApplies.into());
        for child in &rules.node(node).children {
            match child {
                ChildId::Indicator(id) => {
                    let indicator = rules.indicator(*id);
                    let concerned = indicator.applies.map(|applies| self.eval(applies, Schema::SUBJECTS, row));
                    let score = || self.figure(FigureId::Score(*id), row);
                    match (concerned, indicator.when_missing) {
                        (None | Some(Value::YesNo(true)), WhenMissing::NotApplicable) => {
                            score().reasons().into_iter().for_each(|missing| reasons.add(missing.clone()));
                        }
                        _ => reasons.add(Reason::DoesNotApply(*id).into()),
                    }
                }
                ChildId::Head(id) => {
                    let mark = self.figure(FigureId::Head(*id), row);
                    mark.reasons().into_iter().for_each(|missing| reasons.add(missing.clone()));
                }
            }
        }
        Value::Missing(reasons.all().or_broken("that nothing applies is a reason"))
    }

    /// `of` is the row's own table or an ancestor; returns the row there.
    pub(crate) fn up(&self, table: TableId, row: usize, of: TableId) -> Option<usize> {
        let mut row = row;
        let mut at = table;
        while at != of {
            row = self.tables.table(at).parent_of(row)?;
            at = self.program.rules.schema.parent(at)?;
        }
        Some(row)
    }

    /// A field of a row, or of the one above it in the table `of`, in base units.
    #[must_use]
    pub fn field(&self, table: TableId, row: usize, of: TableId, field: FieldId) -> Value {
        let Some(row) = self.up(table, row, of) else { return Value::missing(Reason::UnknownTable(of)) };
        match self.tables.table(of).cell(field, row) {
            Cell::Missing => Value::missing(Reason::Cell { table: of, row, field }),
            Cell::Number(number) => Value::Number(self.in_base(of, field, number)),
            Cell::YesNo(truth) => Value::YesNo(truth),
            Cell::Text(text) => Value::Text(Arc::from(text)),
            Cell::Choice(choice) => Value::Choice(choice),
            Cell::Date(day) => Value::Date(day),
        }
    }

    fn in_base(&self, table: TableId, field: FieldId, number: Number) -> Number {
        match self.program.rules.schema.field(table, field).map(|field| &field.ty) {
            Some(Type::Number(unit)) => number * &unit.scale,
            _ => number,
        }
    }

    fn is_empty(&self, table: TableId, row: usize, of: TableId, field: FieldId) -> Value {
        match self.up(table, row, of) {
            Some(above) => Value::YesNo(self.tables.table(of).cell(field, above) == Cell::Missing),
            None => Value::missing(Reason::UnknownTable(of)),
        }
    }

    /// 且 ends at the first false term, 或 at the first true one; an unknown term makes the whole
    /// unknown only when no later term ends it.
    fn logic(&self, terms: &[ExprId], table: TableId, row: usize, ends: bool) -> Value {
        let mut unknown = Gathered::default();
        for term in terms {
            match self.eval(*term, table, row) {
                Value::YesNo(truth) if truth == ends => return Value::YesNo(ends),
                Value::Missing(reasons) => unknown.add(reasons),
                _ => {}
            }
        }
        unknown.all().map_or(Value::YesNo(!ends), Value::Missing)
    }

    fn case(&self, case: ExprId, arms: &[(ExprId, ExprId)], otherwise: ExprId, table: TableId, row: usize) -> Value {
        for (condition, value) in arms {
            match self.eval(*condition, table, row) {
                Value::YesNo(true) => {
                    self.ways.went(Way::Arm(*condition));
                    return self.eval(*value, table, row);
                }
                Value::YesNo(false) => {}
                missing => return missing,
            }
        }
        self.ways.went(Way::Otherwise(case));
        self.eval(otherwise, table, row)
    }

    pub(super) fn next_working_day(&self, expr: &Expr, date: Value, at: (TableId, usize)) -> Value {
        match date {
            Value::Date(date) => self.dated(expr.span(), at, self.calendar.next_working_day(date)),
            other => other,
        }
    }

    pub(super) fn working_day_after(
        &self,
        expr: &Expr,
        date: Value,
        days: Value,
        (table, row): (TableId, usize),
    ) -> Value {
        match (date, days) {
            (Value::Date(date), Value::Number(days)) => {
                let days = days.to_scaled(0).and_then(|days| u32::try_from(days).ok());
                let Some(days) = days else {
                    self.fault(expr.span(), Code::H0207, Case::default(), || {
                        Diagnostic::error(
                            Code::H0207,
                            expr.span(),
                            words!(
                                "工作日天数须为非负整数",
                                "the number of working days must be a whole number, not negative"
                            ),
                        )
                    });
                    return Value::missing(Reason::Fault(expr.span()));
                };
                self.dated(expr.span(), (table, row), self.calendar.working_day_after(date, days, false))
            }
            (Value::Missing(reasons), Value::Missing(more)) => Value::Missing(reasons.and(more)),
            (missing @ Value::Missing(_), _) | (_, missing) => missing,
        }
    }

    fn dated(&self, span: Span, at: (TableId, usize), date: Result<crate::number::Date, CalendarError>) -> Value {
        match date {
            Ok(date) => Value::Date(date),
            Err(error) => {
                let asked = if let CalendarError::NotCovered { date, .. } = error { Some(date) } else { None };
                self.fault(span, Code::H0601, Case { row: Some(at), date: asked }, || {
                    let ((file, line), english) = (self.line(at), error.in_english());
                    let words = words!("{file} 第 {line} 行：{error}", "{file}, row {line}: {english}");
                    Diagnostic::error(Code::H0601, span, words)
                });
                Value::missing(Reason::Fault(span))
            }
        }
    }

    /// The file and line of a row.
    pub(super) fn line(&self, (table, row): (TableId, usize)) -> (String, u64) {
        let data = self.tables.table(table);
        (data.file_of(row).to_owned(), data.lines.get(row).or_broken("each row has its line"))
    }

    /// Notes a fault once.
    pub(super) fn fault(&self, span: Span, code: Code, case: Case, make: impl FnOnce() -> Diagnostic) {
        self.faults.borrow_mut().note(span, code, case, make);
    }
}
