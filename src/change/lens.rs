//! Works a program out while some cells are open: what each figure may come to, for whatever the open cells say within
//! their ends. What does not depend on them is taken from the exact engine, so little is worked out anew.
//!
//! With cells that say one value each everything comes to one value, as in the exact engine. With ends between which a
//! cell may lie every answer is as wide as what may be, or wider; never narrower. One recursion over expressions, told by
//! kind in `numbers`, `below` and `cohort`, which come back here for the parts; so these files import one another.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::ballot::Ballot;
use super::may::{May, Truth};
use super::reach::{Depends, Reach};
use crate::cancel::look;
use crate::core::{ClassId, ExprId, ExprKind, FieldId, FigureId, Quick, Schema, TableId};
use crate::data::Tables;
use crate::engine::exact::{Evaluator, Value};
use crate::number::{Calendar, Number};
use crate::program::Program;

/// A cell.
pub(super) type At = (TableId, FieldId, usize);

/// What is worked out once for all questions about the same data.
pub(super) struct Ground<'a> {
    pub(super) program: &'a Program,
    pub(super) tables: &'a Tables,
    pub(super) calendar: &'a Calendar,
    /// The data as they are.
    pub(super) base: Evaluator<'a>,
    /// What all subjects come to.
    columns: RefCell<Quick<ClassId, Rc<Vec<Value>>>>,
    /// What rows below come to, by the figure over them and the row above.
    rows: RefCell<Quick<(ExprId, usize), Rc<AllBelow>>>,
    /// What decides about subjects.
    pub(super) ballots: RefCell<Quick<usize, Rc<Ballot>>>,
}

/// The rows below a row in the data as they are.
pub(super) struct AllBelow {
    pub(super) rows: Vec<Below>,
    /// The numbers of those that count added up, where all is known.
    pub(super) sum: Option<Number>,
}

/// A row below in the data as they are: whether it counts, and what it adds if it does.
pub(super) struct Below {
    pub(super) row: usize,
    pub(super) counts: Option<Value>,
    pub(super) value: Option<Value>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(program: &'a Program, tables: &'a Tables, calendar: &'a Calendar) -> Self {
        let base = Evaluator::new(program, tables, calendar);
        let (columns, rows, ballots) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { program, tables, calendar, base, columns, rows, ballots }
    }

    /// Forgets what is known of rows below, which are those of one subject after the other.
    pub(super) fn forget_rows(&self) {
        *self.rows.borrow_mut() = Quick::default();
    }

    /// The rows of a table below a row, for the figure over them that has this filter and value; nothing when they are not
    /// known.
    pub(super) fn below(
        &self,
        expr: ExprId,
        at: (TableId, usize),
        of: TableId,
        (filter, value): (Option<ExprId>, Option<ExprId>),
    ) -> Option<Rc<AllBelow>> {
        if let Some(known) = self.rows.borrow().get(&(expr, at.1)) {
            return Some(Rc::clone(known));
        }
        let below = self.base.rows_below(at, of)?.into_iter().map(|row| {
            let counts = filter.map(|filter| self.base.eval(filter, of, row));
            let is_asked = counts.as_ref().is_none_or(|counts| *counts == Value::YesNo(true));
            let value = value.filter(|_| is_asked).map(|value| self.base.eval(value, of, row));
            Below { row, counts, value }
        });
        let rows: Vec<Below> = below.collect();
        let sum = rows.iter().map(Below::adds).sum::<Option<Number>>();
        let below = Rc::new(AllBelow { rows, sum });
        self.rows.borrow_mut().insert((expr, at.1), Rc::clone(&below));
        Some(below)
    }

    /// The rows above a row, the nearest first.
    pub(super) fn above(&self, at: (TableId, usize)) -> impl Iterator<Item = (TableId, usize)> + '_ {
        let up = |(table, row): &(TableId, usize)| {
            let above = self.program.rules.schema.parent(*table)?;
            Some((above, self.tables.get(*table)?.parent_of(*row)?))
        };
        std::iter::successors(up(&at), up)
    }

    /// What all subjects come to in the data as they are.
    pub(super) fn column(&self, expr: ExprId) -> Rc<Vec<Value>> {
        let class = self.program.arena[expr].class;
        if let Some(known) = self.columns.borrow().get(&class) {
            return Rc::clone(known);
        }
        let subjects = self.tables.get(Schema::SUBJECTS).map_or(0, |table| table.rows);
        let column: Vec<Value> = (0..subjects).map(|row| self.base.of_member(expr, (Schema::SUBJECTS, row))).collect();
        let column = Rc::new(column);
        self.columns.borrow_mut().insert(class, Rc::clone(&column));
        column
    }
}

impl Below {
    /// What it adds to a sum; nothing where that is not known.
    pub(super) fn adds(&self) -> Option<Number> {
        match (&self.counts, &self.value) {
            (None | Some(Value::YesNo(true)), Some(Value::Number(number))) => Some(number.clone()),
            (Some(Value::YesNo(false)), _) => Some(Number::zero()),
            _ => None,
        }
    }
}

/// The data with some cells open.
pub(super) struct Lens<'g> {
    pub(super) ground: &'g Ground<'g>,
    pub(super) reach: &'g Reach<'g>,
    open: BTreeMap<At, May>,
    /// The rows of the cells, and all rows above them.
    above: BTreeSet<(TableId, usize)>,
    known: RefCell<Quick<(FigureId, usize), May>>,
    /// Figures of cohorts, by what they mean and the first member.
    pub(super) cohorts: RefCell<Quick<(ClassId, usize), May>>,
}

impl<'g> Lens<'g> {
    /// Through which some cells are seen open; `reach` is that of their columns.
    pub(super) fn new(ground: &'g Ground<'g>, reach: &'g Reach<'g>, open: BTreeMap<At, May>) -> Self {
        let mut above = BTreeSet::new();
        for (table, _, row) in open.keys() {
            above.insert((*table, *row));
            above.extend(ground.above((*table, *row)));
        }
        Self { ground, reach, open, above, known: RefCell::default(), cohorts: RefCell::default() }
    }

    /// Whether something of a row can differ from the data as they are.
    pub(super) fn is_open(&self, depends: Depends, (table, row): (TableId, usize)) -> bool {
        !self.open.is_empty() && (depends.others || depends.own && self.concerns((table, row)))
    }

    /// Whether a row is that of an open cell, above it or below it: of others an expression reads nothing for a row.
    fn concerns(&self, at: (TableId, usize)) -> bool {
        let is_of_cell = |above: (TableId, usize)| self.open.keys().any(|(table, _, row)| (*table, *row) == above);
        self.above.contains(&at) || self.ground.above(at).any(is_of_cell)
    }

    /// Whether the outcome of a subject can differ from that in the data as they are. What others come to may rest on the
    /// open cells and yet be the same.
    pub(super) fn is_outcome_open(&self, row: usize) -> bool {
        let at = (Schema::SUBJECTS, row);
        if !self.is_open(self.reach.outcome(), at) {
            return false;
        }
        let same = |gathering: &ExprId| {
            self.eval(*gathering, Schema::SUBJECTS, row)
                == May::Be(self.ground.base.eval(*gathering, Schema::SUBJECTS, row))
        };
        self.concerns(at) || !self.reach.gatherings().is_some_and(|all| all.iter().all(same))
    }

    /// The rows of a table that open cells are of, above or below; nothing when it may be any.
    pub(super) fn concerned(&self, table: TableId) -> Option<BTreeSet<usize>> {
        let mut rows = BTreeSet::new();
        for (of, _, _) in self.open.keys() {
            let mut at = *of;
            while at != table {
                at = self.ground.program.rules.schema.parent(at)?;
            }
        }
        rows.extend(self.above.iter().filter(|(of, _)| *of == table).map(|(_, row)| *row));
        Some(rows)
    }

    /// What a figure may come to for a row of its table.
    pub(super) fn figure(&self, id: FigureId, row: usize) -> May {
        let figure = self.ground.program.figure(id);
        let (Some(figure), depends) = (figure, self.reach.figure(id)) else { return May::Anything };
        let table = figure.table.unwrap_or(Schema::SUBJECTS);
        if !self.is_open(depends, (table, row)) {
            return May::Be(self.ground.base.figure(id, row));
        }
        let place = if figure.table.is_some() { row } else { 0 };
        if let Some(known) = self.known.borrow().get(&(id, place)) {
            return known.clone();
        }
        let may = self.eval(figure.expr, table, row);
        self.known.borrow_mut().insert((id, place), may.clone());
        may
    }

    /// What an expression may come to for a row of a table.
    pub(super) fn eval(&self, expr: ExprId, table: TableId, row: usize) -> May {
        look();
        let (program, base) = (self.ground.program, &self.ground.base);
        let node = &program.arena[expr];
        if let ExprKind::Figure(id) = &node.kind {
            return match program.figure(*id).and_then(|figure| figure.table) {
                Some(of) if of != table => {
                    base.up(table, row, of).map_or(May::Anything, |above| self.figure(*id, above))
                }
                _ => self.figure(*id, row),
            };
        }
        if !self.is_open(self.reach.expr(expr), (table, row)) {
            return May::Be(base.eval(expr, table, row));
        }
        match &node.kind {
            ExprKind::Field { table: of, field } => match self.cell((table, row), *of, *field) {
                Some(open) => open,
                None => May::Be(base.eval(expr, table, row)),
            },
            ExprKind::IsEmpty { table: of, field } => match self.cell((table, row), *of, *field) {
                Some(May::Be(value)) => May::Be(Value::YesNo(matches!(value, Value::Missing(_)))),
                Some(May::Between(..) | May::Days(..) | May::Truth(Truth { unknown: false, .. })) => {
                    May::Be(Value::YesNo(false))
                }
                Some(May::Truth(_) | May::Anything) => May::Truth(Truth { unknown: false, ..Truth::ANY }),
                None => May::Be(base.eval(expr, table, row)),
            },
            ExprKind::And(terms) => self.logic(terms, (table, row), false),
            ExprKind::Or(terms) => self.logic(terms, (table, row), true),
            ExprKind::Not(value) => match self.eval(*value, table, row) {
                May::Be(Value::YesNo(truth)) => May::Be(Value::YesNo(!truth)),
                May::Truth(Truth { yes, no, unknown }) => May::Truth(Truth { yes: no, no: yes, unknown }),
                other => other,
            },
            ExprKind::Case { arms, otherwise } => self.case(arms, *otherwise, (table, row)),
            ExprKind::IfMissing { value, default } => match self.eval(*value, table, row) {
                May::Be(Value::Missing(_)) => self.eval(*default, table, row),
                May::Truth(truth) if truth.unknown => {
                    let present = May::of_truth(Truth { unknown: false, ..truth }, None);
                    present.or(self.eval(*default, table, row))
                }
                other => other,
            },
            ExprKind::Rows { beside: Some(_), .. } | ExprKind::Copeland { .. } => May::Anything,
            ExprKind::Rows { table: below, statistic, filter, value, .. } => {
                self.below(expr, (table, row), (*below, statistic), *filter, *value)
            }
            ExprKind::Cohort { .. } | ExprKind::Rank { .. } => self.cohort(expr, row),
            ExprKind::CohortWeight { of, index } => self.cohort_weight(*of, *index, row),
            ExprKind::Script(call) => match call.translated {
                Some(translated) => self.eval(translated, table, row),
                None => May::Anything,
            },
            ExprKind::Ordered { terms, places } => self.ordered(expr, (terms, places), (table, row)),
            _ => {
                let parts: Vec<May> =
                    program.arena.children(expr).into_iter().map(|part| self.eval(part, table, row)).collect();
                self.composed(expr, (table, row), &parts)
            }
        }
    }

    /// What an open cell may say; nothing of one that is not open.
    fn cell(&self, (table, row): (TableId, usize), of: TableId, field: FieldId) -> Option<May> {
        let (mut at, mut row) = (table, row);
        while at != of {
            row = self.ground.tables.get(at)?.parent_of(row)?;
            at = self.ground.program.rules.schema.parent(at)?;
        }
        self.open.get(&(of, field, row)).cloned()
    }

    /// A cell of a row.
    pub(super) fn cell_of(&self, table: TableId, row: usize, field: FieldId) -> May {
        let open = self.open.get(&(table, field, row)).cloned();
        open.unwrap_or_else(|| May::Be(self.ground.base.field(table, row, table, field)))
    }

    /// A node that asks all of its children, from theirs.
    fn composed(&self, expr: ExprId, at: (TableId, usize), parts: &[May]) -> May {
        let values: Option<Vec<Value>> = parts.iter().map(|part| part.only().cloned()).collect();
        if let Some(values) = values {
            return May::Be(self.ground.base.composed(expr, at, values));
        }
        match (&self.ground.program.arena[expr].kind, parts) {
            (ExprKind::Compare { comparison, .. }, [left, right]) => May::compared(*comparison, left, right),
            (ExprKind::NextWorkingDay(_), [date]) => self.dated(date, None),
            (ExprKind::WorkingDayAfter { .. }, [date, days]) => self.dated(date, Some(days)),
            _ => self.of_numbers(expr, parts),
        }
    }

    /// A working day: the later a day, the later the one that follows it.
    fn dated(&self, date: &May, days: Option<&May>) -> May {
        if date.is_missing() || days.is_some_and(May::is_missing) {
            return if date.is_missing() { date.clone() } else { days.cloned().unwrap_or(May::Anything) };
        }
        let whole = |number: &Number| number.to_scaled(0).and_then(|days| u32::try_from(days).ok());
        let ends = |date| match days {
            None => Some([self.ground.calendar.next_working_day(date).ok()?; 2]),
            Some(days) => {
                let (low, high) = days.ends()?;
                let after = |days: &Number| self.ground.calendar.working_day_after(date, whole(days)?, false).ok();
                Some([after(low)?, after(high)?])
            }
        };
        let both = date.day_ends().and_then(|(low, high)| Some((ends(low)?, ends(high)?)));
        match both {
            Some(([low, _], [_, high])) => May::days(low, high),
            None => May::Anything,
        }
    }

    fn logic(&self, terms: &[ExprId], (table, row): (TableId, usize), ends: bool) -> May {
        // May end it, may not, and whether a term before may be unknown.
        let (mut may_end, mut must_end, mut may_be_unknown, mut must_be_unknown) = (false, false, false, false);
        let mut missing = None;
        for term in terms {
            let may = self.eval(*term, table, row);
            let truth = may.truth();
            let (ending, other) = if ends { (truth.yes, truth.no) } else { (truth.no, truth.yes) };
            may_end |= ending;
            must_end |= ending && !other && !truth.unknown;
            may_be_unknown |= truth.unknown;
            must_be_unknown |= truth.unknown && !ending && !other;
            if must_end {
                break;
            }
            if may.is_missing() {
                missing = may.only().cloned();
            }
        }
        let goes_on = !must_end;
        let (yes, no) = (may_end, goes_on && !must_be_unknown);
        let (yes, no) = if ends { (yes, no) } else { (no, yes) };
        May::of_truth(Truth { yes, no, unknown: goes_on && may_be_unknown }, missing)
    }

    fn case(&self, arms: &[(ExprId, ExprId)], otherwise: ExprId, (table, row): (TableId, usize)) -> May {
        let mut found: Option<May> = None;
        let mut add = |may: May| found = Some(found.take().map_or_else(|| may.clone(), |found| found.or(may.clone())));
        for (condition, value) in arms {
            let may = self.eval(*condition, table, row);
            let truth = may.truth();
            if truth.unknown {
                match may {
                    May::Be(missing) => {
                        add(May::Be(missing));
                    }
                    _ => return May::Anything,
                }
            }
            if truth.yes {
                add(self.eval(*value, table, row));
            }
            if !truth.no {
                return found.unwrap_or(May::Anything);
            }
        }
        add(self.eval(otherwise, table, row));
        found.unwrap_or(May::Anything)
    }
}
