//! Steps: an expression followed down to cells and constants, each thing that is worked out once.
//!
//! A chain of 调整 is as long as a rule makes it, so what is left to do is kept by hand, the next last.

mod asked;
mod choice;
mod cohort;
mod many;
mod operation;
mod rows;
mod script;
mod task;

use super::view::{At, View, value};
use crate::core::{ClassId, ExprId, ExprKind, FigureId, Role, Schema, Type};
use crate::engine::exact;
use crate::invariant::OrBroken;
use crate::number::Calendar;
use crate::result::{Clause, Cohort, Name, Operation, Step, StepId, Taken};
pub use script::datum;
use std::collections::{BTreeMap, BTreeSet};
use task::{CohortKey, Task};

/// The steps of one explanation so far.
pub(super) struct Steps<'a> {
    pub(super) view: View<'a>,
    calendar: &'a Calendar,
    /// Whether all members of every cohort are told, however many.
    pub(super) tells_all: bool,
    /// Whether the rows are told that a condition leaves out, and not only how many they are.
    tells_left_out: bool,
    made: Vec<Made>,
    figures: BTreeMap<(FigureId, usize), StepId>,
    /// Figures over rows and cohorts and calls of scripts that have no name, by what they mean.
    listed: BTreeMap<(ClassId, At), StepId>,
    cohorts: Vec<Cohort>,
    cohort_ids: BTreeMap<CohortKey, crate::result::CohortId>,
    todo: Vec<Task>,
    done: Vec<StepId>,
}

/// A step, and what is not told of it.
struct Made {
    step: Step,
    /// The value as the evaluator has it.
    value: exact::Value,
    /// What it means; a cell that was only read for a row has none.
    class: Option<ClassId>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(view: View<'a>, calendar: &'a Calendar, (tells_all, tells_left_out): (bool, bool)) -> Self {
        Self {
            view,
            calendar,
            tells_all,
            tells_left_out,
            made: Vec::new(),
            figures: BTreeMap::new(),
            listed: BTreeMap::new(),
            cohorts: Vec::new(),
            cohort_ids: BTreeMap::new(),
            todo: Vec::new(),
            done: Vec::new(),
        }
    }

    /// All steps and the cohorts that they compare.
    pub(super) fn into_parts(self) -> (Vec<Step>, Vec<Cohort>) {
        (self.made.into_iter().map(|made| made.step).collect(), self.cohorts)
    }

    /// How a figure of a subject was worked out.
    pub(super) fn figure(&mut self, id: FigureId, row: usize) -> StepId {
        self.open_figure(id, row);
        self.run()
    }

    /// How an expression that is no figure of its own was worked out for a subject.
    pub(super) fn expr(&mut self, expr: ExprId, row: usize) -> StepId {
        self.todo.push(Task::Root);
        self.todo.push(Task::Visit(expr, (Schema::SUBJECTS, row)));
        self.run()
    }

    /// What a step came to.
    pub(super) fn value(&self, id: StepId) -> &exact::Value {
        &self.made(id).value
    }

    /// What a step does.
    pub(super) fn operation_of(&self, id: StepId) -> &Operation {
        &self.made(id).step.operation
    }

    /// Says how the rule says a step, unless that is said already.
    pub(super) fn say(&mut self, id: StepId, clause: impl FnOnce(View<'a>) -> Clause) {
        let view = self.view;
        let step = &mut self.made.get_mut(id.0).or_broken("a step is one that was made").step;
        step.clause.get_or_insert_with(|| clause(view));
    }

    /// Notes from which figures a step was worked out that is told under a title of its own.
    pub(super) fn tell_apart(&mut self, id: StepId) {
        self.done.push(id);
        self.root();
        self.done.pop();
    }

    fn made(&self, id: StepId) -> &Made {
        self.made.get(id.0).or_broken("a step is one that was made")
    }

    fn run(&mut self) -> StepId {
        while let Some(task) = self.todo.pop() {
            self.one(task);
        }
        self.done.pop().or_broken("what was begun has been done")
    }

    fn one(&mut self, task: Task) {
        match task {
            Task::Visit(expr, at) => self.visit(expr, at),
            Task::Open(id, row) => {
                self.todo.push(Task::Name(id, None));
                self.open_figure(id, row);
            }
            Task::Compose(expr, at) => self.compose(expr, at),
            Task::Ask(case, at, mut asked) => {
                asked.push(self.last_done());
                self.ask(case, at, asked);
            }
            Task::Take(case, asked, otherwise) => {
                let taken = Taken { value: self.last_done(), otherwise };
                self.choose(case, asked, Some(taken));
            }
            Task::Name(id, expr) => {
                let of = self.last_done();
                let figure = self.view.name(id);
                let ty = expr.map_or_else(|| self.view.ty(self.view.figure(id).expr), |expr| self.view.ty(expr));
                let value = self.made(of).value.clone();
                let class = expr.map(|expr| self.view.program.arena[expr].class);
                let (declared, basis) = self.view.declared(id);
                self.finish(Operation::Figure { figure, of, declared, basis }, value, ty, class, None);
            }
            Task::Remember(id, row) => {
                let of = *self.done.last().or_broken("a figure was worked out");
                self.figures.insert((id, row), of);
                // Who asks the evaluator for it later need not follow a chain of figures again.
                self.view.evaluator.assume(id, row, self.made(of).value.clone());
            }
            Task::Keep(class, at) => {
                let done = *self.done.last().or_broken("what is kept was worked out");
                self.listed.insert((class, at), done);
            }
            Task::Root => self.root(),
            Task::ShowAs(expr) => self.show_as(expr),
            Task::Asked(expr, at, id, asked) => self.asked_done(expr, at, id, asked),
            Task::Rows(expr, at, listed, left_out) => self.rows_done(expr, at, listed, left_out),
            Task::Rank(expr, at) => self.rank_done(expr, at),
            Task::Copeland(expr, at) => self.copeland_done(expr, at),
            Task::Script(expr, at, handed) => self.script_done(expr, at, handed),
        }
    }

    fn last_done(&mut self) -> StepId {
        self.done.pop().or_broken("what a task needs was done before it")
    }

    /// Steps that were done last, in their order.
    fn last_of(&mut self, count: usize) -> Vec<StepId> {
        let first = self.done.len().checked_sub(count).or_broken("what a task needs was done before it");
        self.done.split_off(first)
    }

    fn visit(&mut self, expr: ExprId, at: At) {
        let node = &self.view.program.arena[expr];
        if let Role::Asks(asked) = node.origin.role {
            return self.open_asked(expr, asked, at);
        }
        let is_listed = matches!(
            node.kind,
            ExprKind::Rows { .. } | ExprKind::Cohort { .. } | ExprKind::Rank { .. } | ExprKind::Script(_)
        );
        if is_listed {
            if let Some(known) = self.listed.get(&(node.class, at)) {
                self.done.push(*known);
                return self.show_as(expr);
            }
            self.todo.push(Task::Keep(node.class, at));
        }
        match &node.kind {
            ExprKind::Figure(id) if id.is_named() => {
                self.todo.push(Task::Name(*id, Some(expr)));
                self.open_figure(*id, self.row_of(*id, at));
            }
            ExprKind::Figure(id) => {
                self.todo.push(Task::ShowAs(expr));
                self.open_figure(*id, self.row_of(*id, at));
            }
            ExprKind::Case { .. } => self.ask(expr, at, Vec::new()),
            ExprKind::Rows { table, filter, value, .. } => {
                let task = |listed, left_out| Task::Rows(expr, at, listed, left_out);
                let rows = self.view.evaluator.rows_asked(node, at).unwrap_or_default();
                self.open_rows(&rows, *table, *filter, *value, task);
            }
            ExprKind::Rank { value, .. } => {
                self.todo.push(Task::Rank(expr, at));
                self.todo.push(Task::Root);
                self.todo.push(Task::Visit(self.view.of_member(*value), at));
            }
            ExprKind::Copeland { items, weights, .. } => {
                self.todo.push(Task::Copeland(expr, at));
                let children = items.iter().chain(weights).rev();
                self.todo.extend(children.map(|child| Task::Visit(*child, at)));
            }
            ExprKind::Script(call) => self.open_script(expr, call, at),
            ExprKind::Constant(_)
            | ExprKind::Undecided
            | ExprKind::Uncovered
            | ExprKind::NothingApplies(_)
            | ExprKind::Field { .. }
            | ExprKind::IsEmpty { .. }
            | ExprKind::Cohort { .. }
            | ExprKind::CohortWeights { .. }
            | ExprKind::CohortWeight { .. } => self.leaf(expr, at),
            kind => {
                self.todo.push(Task::Compose(expr, at));
                let children = kind.children().into_iter().rev();
                self.todo.extend(children.map(|child| Task::Visit(child, at)));
            }
        }
    }

    /// The row of a figure that is read at another: its own, or the one above it.
    fn row_of(&self, id: FigureId, (table, row): At) -> usize {
        match self.view.figure(id).table {
            Some(of) => {
                self.view.evaluator.up(table, row, of).or_broken("a figure is of the row at hand or of one above it")
            }
            None => row,
        }
    }

    /// Begins to work out a figure, unless that was done. A figure without a name is part of what reads it.
    fn open_figure(&mut self, id: FigureId, row: usize) {
        let figure = self.view.figure(id);
        let at = if figure.table.is_some() { row } else { 0 };
        if let Some(known) = self.figures.get(&(id, at)) {
            return self.done.push(*known);
        }
        self.todo.push(Task::Remember(id, at));
        if id.is_named() {
            self.todo.push(Task::Root);
        }
        self.todo.push(Task::Visit(figure.expr, (figure.table.unwrap_or(Schema::SUBJECTS), at)));
    }

    fn compose(&mut self, expr: ExprId, at: At) {
        let below = self.last_of(self.view.program.arena.children(expr).len());
        let values: Vec<exact::Value> = below.iter().map(|id| self.made(*id).value.clone()).collect();
        let value = match (&self.view.program.arena[expr].kind, values.as_slice()) {
            (ExprKind::IfMissing { .. }, [value, stand_in]) => {
                if value.reasons().is_some() {
                    stand_in.clone()
                } else {
                    value.clone()
                }
            }
            _ => self.view.evaluator.composed(expr, at, values),
        };
        let operation = self.operation(expr, &below);
        let clause = self.clause_beside(&operation, expr);
        self.finish_node(expr, operation, value, clause);
    }

    /// A step that is done, for an expression.
    fn finish_node(&mut self, expr: ExprId, operation: Operation, value: exact::Value, clause: Option<Clause>) {
        let node = &self.view.program.arena[expr];
        self.finish(operation, value, &node.ty, Some(node.class), clause);
        let choices = self.choices_ordered(expr);
        self.made.last_mut().or_broken("a step was just made").step.choices = choices;
    }

    fn finish(
        &mut self,
        operation: Operation,
        found: exact::Value,
        ty: &Type,
        class: Option<ClassId>,
        clause: Option<Clause>,
    ) {
        let why = self.reasons_of_its_own(&operation, &found);
        let step = Step { operation, value: value(&found, ty), why, clause, choices: Vec::new(), from: None };
        self.done.push(StepId(self.made.len()));
        self.made.push(Made { step, value: found, class });
    }

    /// Why a value is missing, but for what the steps below lack.
    fn reasons_of_its_own(&self, operation: &Operation, found: &exact::Value) -> Vec<crate::result::Missing> {
        let Some(reasons) = found.reasons() else { return Vec::new() };
        let rows = match operation {
            Operation::Rows { rows, .. } => rows.iter().filter_map(|row| row.value).collect(),
            _ => Vec::new(),
        };
        let mut below: BTreeSet<&exact::Reason> = BTreeSet::new();
        for id in operation.operands().into_iter().chain(rows) {
            match self.made(id).value.reasons() {
                // Most have all their reasons from one step.
                Some(known) if known == reasons => return Vec::new(),
                known => below.extend(known.into_iter().flatten()),
            }
        }
        self.view.missing(reasons.iter().filter(|reason| !below.contains(reason)))
    }

    fn show_as(&mut self, expr: ExprId) {
        let id = self.last_done();
        let made = self.made(id);
        let shown = value(&made.value, self.view.ty(expr));
        if shown == made.step.value {
            return self.done.push(id);
        }
        let step = Step { value: shown, ..made.step.clone() };
        let again = Made { step, value: made.value.clone(), class: made.class };
        self.done.push(StepId(self.made.len()));
        self.made.push(again);
    }

    /// Notes from which figures the last step was worked out, each once, in reading order. Only those that decided:
    /// conditions up to the branch taken, and that branch.
    fn root(&mut self) {
        let root = *self.done.last().or_broken("a root was worked out");
        let made = self.made(root);
        if made.step.operation.is_leaf() || made.step.from.is_some() {
            return;
        }
        let mut from = Vec::new();
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut seen: BTreeSet<StepId> = BTreeSet::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let made = self.made(id);
            let operation = &made.step.operation;
            // 参评 is implied in every value and mark, and explained once, above all marks.
            if matches!(operation, Operation::Figure { figure: Name::Participates, .. }) {
                continue;
            }
            if !operation.is_leaf() {
                if seen.insert(id) {
                    open.extend(operation.operands().into_iter().rev());
                }
            } else if made.class.is_none_or(|class| known.insert(class)) {
                from.push(id);
            }
        }
        self.made.get_mut(root.0).or_broken("a step is one that was made").step.from = Some(from);
    }
}
