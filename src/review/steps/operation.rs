//! What the step of a node does.

use super::Steps;
use super::rows::as_told;
use super::task::Telling;
use crate::core::{ExprId, ExprKind, Peers, Places, Role, TableId, Type};
use crate::engine::exact;
use crate::invariant::{OrBroken, broken};
use crate::number::{Date, Rounding, RoundingMode};
use crate::result::{Bound, Clause, Operation, OrderedTerm, OrderedWeights, StepId};
use crate::review::view::At;

impl Steps<'_> {
    /// A node that needs no other step.
    pub(super) fn leaf(&mut self, expr: ExprId, at: At) {
        let view = self.view;
        let cell = |table: TableId, field| (view.field(table, field).name.clone(), view.cell(at, table, field));
        let operation = match &view.program.arena[expr].kind {
            ExprKind::Constant(_) => Operation::Constant,
            ExprKind::Undecided => Operation::Undecided,
            ExprKind::Uncovered | ExprKind::NothingApplies(_) => Operation::Uncovered,
            ExprKind::Field { table, field } => {
                let (name, cell) = cell(*table, *field);
                Operation::Cell { name, cell }
            }
            ExprKind::IsEmpty { table, field } => {
                let (name, cell) = cell(*table, *field);
                Operation::IsEmpty { name, cell }
            }
            ExprKind::Cohort { peers, statistic, filter, value } => {
                let telling = Self::telling(statistic, &view.eval(expr, at));
                let cohort = self.cohort(peers, *filter, value.as_slice(), at.1, telling);
                Operation::Cohort { statistic: as_told(statistic, view.ty(expr)), cohort }
            }
            ExprKind::CohortWeight { of, index } => {
                let all = view.program.inlined(*of);
                let ExprKind::CohortWeights { same, kind, items, places } = &view.program.arena[all].kind else {
                    broken("a weight is one of several")
                };
                let cohort =
                    self.cohort_for(&[all], (&Peers::of_subjects(same), None, items.as_slice()), at.1, Telling::All);
                Operation::CohortWeight { method: *kind, index: *index, places: *places, cohort }
            }
            _ => broken("only a node without steps below is made at once"),
        };
        let clause = match &operation {
            Operation::Constant | Operation::Uncovered => None,
            Operation::Cell { name, .. } => Some(view.source(expr)).filter(|clause| !says(clause, name)),
            _ => Some(view.source(expr)),
        };
        let value = view.eval(expr, at);
        self.finish_node(expr, operation, value, clause);
    }

    /// What a node does with the steps of its children.
    pub(super) fn operation(&self, expr: ExprId, below: &[StepId]) -> Operation {
        let view = self.view;
        let only = || below.first().copied().or_broken("a node has a child");
        match (&view.program.arena[expr].kind, below) {
            (ExprKind::Negate(_), _) => Operation::Negate { of: only() },
            (ExprKind::Not(_), _) => Operation::Not { of: only() },
            (ExprKind::Round { rounding, .. }, _) => Operation::Round { of: only(), rounding: *rounding },
            (ExprKind::Exponential { rounding: Rounding { places, mode, .. }, .. }, _) => {
                Operation::Exponential { of: only(), places: *places, mode: *mode }
            }
            (ExprKind::Logarithm { rounding: Rounding { places, mode, .. }, .. }, [of, base @ ..]) => {
                Operation::Logarithm { of: *of, base: base.first().copied(), places: *places, mode: *mode }
            }
            (ExprKind::Arithmetic { operator, .. }, [left, right]) => {
                Operation::Arithmetic { operator: *operator, left: *left, right: *right }
            }
            (ExprKind::Compare { comparison, left: compared, word, .. }, [left, right]) => {
                let (comparison, word) = view.comparison(*comparison, *word, *compared);
                let dates = *view.ty(*compared) == Type::Date;
                Operation::Compare { comparison, word, dates, left: *left, right: *right }
            }
            (ExprKind::TextTest { test, .. }, [left, right]) => {
                Operation::TextTest { test: *test, left: *left, right: *right }
            }
            (ExprKind::TextLength(_), _) => Operation::TextLength { of: only() },
            (ExprKind::Sum(_), terms) => Operation::Sum { terms: terms.to_vec() },
            (ExprKind::And(_), terms) => Operation::And { terms: terms.to_vec() },
            (ExprKind::Or(_), terms) => Operation::Or { terms: terms.to_vec() },
            (ExprKind::Least(operands), terms) => {
                Operation::Least { terms: terms.to_vec(), bound: self.bound(operands) }
            }
            (ExprKind::Greatest(operands), terms) => Operation::Greatest {
                terms: terms.to_vec(),
                bound: self.bound(operands),
                absolute: self.is_absolute(operands),
            },
            (ExprKind::IfMissing { default, .. }, [value, stand_in]) => Operation::IfMissing {
                of: *value,
                stand_in: *stand_in,
                stands_in: self.value(*value).reasons().is_some(),
                is_written: view.role(*default) == Role::Default,
            },
            (ExprKind::Powers { rounding, .. }, below) => {
                let factors = below.chunks_exact(2).filter_map(|pair| match pair {
                    [base, exponent] => Some((*base, *exponent)),
                    _ => None,
                });
                let places = rounding.map(|rounding| rounding.places);
                let mode = rounding.map_or(RoundingMode::HalfUp, |rounding| rounding.mode);
                Operation::Powers { factors: factors.collect(), places, mode }
            }
            (ExprKind::Ordered { terms, places }, below) => {
                let mut below = below.iter().copied();
                let mut next = || below.next().or_broken("a term has a step for each of its nodes");
                let terms = terms.iter().map(|term| {
                    let counts = term.counts.map(|_| next());
                    OrderedTerm { value: next(), counts }
                });
                let terms = terms.collect();
                let weights = match places {
                    Places::Written(_) => OrderedWeights::Written(below.collect()),
                    Places::Trimmed { high, low } => OrderedWeights::Trimmed { high: *high, low: *low },
                    Places::Middle => OrderedWeights::Middle,
                    Places::Greatest => OrderedWeights::Greatest,
                    Places::Least => OrderedWeights::Least,
                };
                Operation::Ordered { terms, weights }
            }
            (ExprKind::WorkingDayAfter { .. }, [date, days]) => {
                Operation::WorkingDayAfter { date: *date, days: *days, skipped: self.days_off(*date, Some(*days)) }
            }
            (ExprKind::NextWorkingDay(_), [date]) => {
                Operation::NextWorkingDay { date: *date, skipped: self.days_off(*date, None) }
            }
            _ => broken("a node is put together from its children"),
        }
    }

    /// What the rule says of a step that is a formula of its own, or stands in.
    pub(super) fn clause_beside(&mut self, operation: &Operation, expr: ExprId) -> Option<Clause> {
        match (operation, &self.view.program.arena[expr].kind) {
            (
                Operation::WorkingDayAfter { .. } | Operation::NextWorkingDay { .. } | Operation::TextLength { .. },
                _,
            ) => Some(self.view.source(expr)),
            (
                Operation::IfMissing { stand_in, stands_in: true, is_written: false, .. },
                ExprKind::IfMissing { default, .. },
            ) => {
                let default = *default;
                self.say(*stand_in, |view| view.source(default));
                None
            }
            _ => None,
        }
    }

    /// 封顶 or 保底 of two operands.
    fn bound(&self, operands: &[ExprId]) -> Option<Bound> {
        let [_, bound] = operands else { return None };
        self.view.bound(*bound)
    }

    /// Whether these are x and −x.
    fn is_absolute(&self, operands: &[ExprId]) -> bool {
        let [value, negated] = operands else { return false };
        let ExprKind::Negate(same) = self.view.kind(*negated) else { return false };
        let class = |expr: ExprId| self.view.program.arena[self.view.shown(expr)].class;
        class(*same) == class(*value)
    }

    /// The days off from a date on until so many working days after it, or until the next working day.
    fn days_off(&self, date: StepId, days: Option<StepId>) -> Vec<Date> {
        let exact::Value::Date(mut date) = *self.value(date) else { return Vec::new() };
        let wanted = match days {
            Some(days) => self.value(days).as_number().and_then(|days| days.to_scaled(0)),
            None => Some(1),
        };
        let Some(mut left) = wanted else { return Vec::new() };
        let mut off = Vec::new();
        if days.is_some() {
            let Some(next) = date.add_days(1) else { return off };
            date = next;
        }
        while left > 0 {
            match self.calendar.is_workday(date) {
                Ok(true) => left -= 1,
                Ok(false) => off.push(date),
                // Outside the calendar there is no result either.
                Err(_) => return Vec::new(),
            }
            let Some(next) = date.add_days(1) else { return off };
            date = next;
        }
        off
    }
}

fn says(clause: &Clause, name: &str) -> bool {
    matches!(clause, Clause::Written(text) if text == name)
}
