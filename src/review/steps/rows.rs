//! Rows below a row.

use std::collections::BTreeSet;

use super::Steps;
use super::task::{Listed, Task};
use crate::core::{ClassId, ExprId, ExprKind, FieldId, FigureId, Statistic, TableId, Type};
use crate::engine::exact;
use crate::invariant::broken;
use crate::result::{LeftOut, Operation, Row, StepId};
use crate::review::view::{At, value};

/// Definitions are looked into at most so deep for the cells that decide whether a row counts.
const DEEPEST: usize = 40;

impl Steps<'_> {
    /// Begins with the rows that count. What `task` makes of them goes on when their steps are done.
    pub(super) fn open_rows(
        &mut self,
        rows: &[usize],
        of: TableId,
        filter: Option<ExprId>,
        value: Option<ExprId>,
        task: impl FnOnce(Vec<Listed>, Vec<LeftOut>) -> Task,
    ) {
        let (listed, tasks) = self.listed(rows, of, filter, value);
        let left_out = filter.map(|filter| self.left_out(rows, of, filter)).unwrap_or_default();
        self.todo.push(task(listed, left_out));
        self.todo.extend(tasks.into_iter().rev());
    }

    /// The rows that count, and the tasks that do their steps, in order.
    pub(super) fn listed(
        &mut self,
        rows: &[usize],
        of: TableId,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> (Vec<Listed>, Vec<Task>) {
        let view = self.view;
        let (mut listed, mut tasks) = (Vec::new(), Vec::new());
        for row in rows.iter().copied() {
            let chosen = filter.map(|filter| view.eval(filter, (of, row)));
            if matches!(chosen, Some(exact::Value::YesNo(false))) {
                continue;
            }
            if let Some(value) = value {
                tasks.extend([Task::Visit(value, (of, row)), Task::Root]);
                listed.push(Listed { row, has_value: true, cells: Vec::new(), steps: 1 });
            } else {
                let (cells, others) = self.read(filter, (of, row));
                let steps = others.len();
                tasks.extend(others);
                listed.push(Listed { row, has_value: false, cells, steps });
            }
        }
        (listed, tasks)
    }

    /// The rows with their steps, which are the last ones done.
    pub(super) fn rows_of(&mut self, of: TableId, listed: Vec<Listed>, group: Option<FieldId>) -> Vec<Row> {
        let mut steps = self.last_of(listed.iter().map(|row| row.steps).sum()).into_iter();
        let view = self.view;
        let rows = listed.into_iter().map(|Listed { row, has_value, cells, steps: count }| {
            let mut own: Vec<StepId> = steps.by_ref().take(count).collect();
            let value = if has_value { own.pop() } else { None };
            let group = group.map(|field| {
                let found = view.evaluator.field(of, row, of, field);
                self::value(&found, &view.field(of, field).ty)
            });
            Row { at: view.line((of, row)), value, read: cells.into_iter().chain(own).collect(), group }
        });
        rows.collect()
    }

    /// The rows that do not count, by the first condition that does not hold of each.
    fn left_out(&mut self, rows: &[usize], of: TableId, filter: ExprId) -> Vec<LeftOut> {
        let view = self.view;
        let conditions = view.conditions(filter);
        let mut by_condition: Vec<(ExprId, Vec<usize>)> = Vec::new();
        for row in rows.iter().copied() {
            let fails = |condition: &&ExprId| view.eval(**condition, (of, row)) == exact::Value::YesNo(false);
            let Some(condition) = conditions.iter().find(fails) else { continue };
            match by_condition.iter_mut().find(|(known, _)| known == condition) {
                Some((_, rows)) => rows.push(row),
                None => by_condition.push((*condition, vec![row])),
            }
        }
        let place = |condition: &ExprId| conditions.iter().position(|known| known == condition);
        by_condition.sort_by_key(|(condition, _)| place(condition));
        let left_out = by_condition.into_iter().map(|(condition, rows)| LeftOut {
            condition: view.source(condition),
            count: rows.len(),
            rows: if self.tells_left_out {
                rows.into_iter().map(|row| self.row_left_out(condition, (of, row))).collect()
            } else {
                Vec::new()
            },
        });
        left_out.collect()
    }

    fn row_left_out(&mut self, condition: ExprId, at: At) -> Row {
        let (mut read, others) = self.read(Some(condition), at);
        for other in others {
            // Done at once: what is still to be done waits.
            let waiting = std::mem::take(&mut self.todo);
            self.todo.push(other);
            read.push(self.run());
            self.todo = waiting;
        }
        Row { at: self.view.line(at), value: None, read, group: None }
    }

    pub(super) fn rows_done(&mut self, expr: ExprId, at: At, listed: Vec<Listed>, left_out: Vec<LeftOut>) {
        let view = self.view;
        let ExprKind::Rows { table, statistic, .. } = &view.program.arena[expr].kind else {
            broken("only a figure over rows has rows")
        };
        let group = match statistic {
            Statistic::SumOfGreatest { by } => Some(*by),
            _ => None,
        };
        let rows = self.rows_of(*table, listed, group);
        let statistic = as_told(statistic, view.ty(expr));
        let operation = Operation::Rows { statistic, rows, left_out };
        let clause = Some(view.source(expr));
        self.finish_node(expr, operation, view.eval(expr, at), clause);
    }

    /// The cells of a row, and figures over rows below it, that decided whether it counts; its first cell when none
    /// was asked.
    fn read(&mut self, filter: Option<ExprId>, (of, row): At) -> (Vec<StepId>, Vec<Task>) {
        let view = self.view;
        let mut fields: Vec<(TableId, FieldId)> = Vec::new();
        let mut stack: Vec<ExprId> = filter.into_iter().collect();
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut figures: Vec<FigureId> = Vec::new();
        let mut deadlines: Vec<ExprId> = Vec::new();
        let mut depth = 0;
        while let Some(expr) = stack.pop() {
            match view.kind(expr) {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    if !fields.contains(&(*table, *field)) {
                        fields.push((*table, *field));
                    }
                }
                ExprKind::Figure(id) if depth < DEEPEST => {
                    depth += 1;
                    let figure = view.figure(*id);
                    if figure.table.is_none() {
                        continue;
                    }
                    match view.kind(figure.expr) {
                        ExprKind::Rows { .. } => figures.push(*id),
                        _ => stack.push(figure.expr),
                    }
                }
                ExprKind::Rows { .. } => {}
                // A figure without a name may be read from several places.
                _ if !known.insert(view.program.arena[expr].class) => {}
                kind => {
                    if matches!(kind, ExprKind::WorkingDayAfter { .. } | ExprKind::NextWorkingDay(_)) {
                        deadlines.push(expr);
                    }
                    stack.extend(kind.children().into_iter().rev());
                }
            }
        }
        if fields.is_empty() && figures.is_empty() {
            fields.push((of, FieldId(0)));
        }
        let mut cells = Vec::new();
        for (table, field) in fields {
            let Some(cell) = view.cell((of, row), table, field) else { continue };
            let declared = view.field(table, field);
            let found = view.evaluator.field(of, row, table, field);
            let operation = Operation::Cell { name: declared.name.clone(), cell: Some(cell) };
            self.finish(operation, found, &declared.ty, None, None);
            cells.push(self.last_done());
        }
        let figures = figures.into_iter().map(|id| Task::Open(id, row));
        let deadlines = deadlines.into_iter().map(|expr| Task::Visit(expr, (of, row)));
        (cells, figures.chain(deadlines).collect())
    }
}

/// A statistic as it is told: the first of an enumeration is the highest, and its place the least.
pub(super) fn as_told(statistic: &Statistic, ty: &Type) -> Statistic {
    match (statistic, ty) {
        (Statistic::Min, Type::Choice(_)) => Statistic::Max,
        (Statistic::Max, Type::Choice(_)) => Statistic::Min,
        _ => statistic.clone(),
    }
}
