//! Figures down to their cells.

use std::collections::BTreeSet;

use super::choice::{Choice, Took};
use super::explanation::{CellOrigin, Trace};
use super::formula::Writer;
use crate::core::{ClassId, ExprId, ExprKind, FieldId, FigureId, Schema, TableId};
use crate::data::Table;
use crate::engine::exact::Value;
use crate::engine::subject_key;
use crate::invariant::OrBroken;

/// Figures are followed at most so deep; a rule set that passes checking stays far below.
const DEEPEST: usize = 40;

/// What is said of a row that a count took in.
pub(super) const COUNTED: &str = "计入";

/// Marks and totals are named, not followed: each has an explanation of its own.
fn is_followed_no_further(id: FigureId) -> bool {
    matches!(id, FigureId::Mark(_) | FigureId::Head(_) | FigureId::HeadFull(_) | FigureId::Base | FigureId::Total)
}

impl Writer<'_> {
    /// An expression for a row, and all that it was worked out from.
    pub(super) fn trace(&self, label: String, expr: ExprId, at: (TableId, usize), depth: usize) -> Trace {
        let mut trace = Trace { label, value: self.own(expr, at), ..Trace::default() };
        if depth > DEEPEST {
            return trace;
        }
        match self.kind(expr) {
            ExprKind::Constant(_) | ExprKind::CohortWeight { .. } => {}
            ExprKind::Field { table, field } => trace.cell = self.cell(at, *table, *field),
            ExprKind::IsEmpty { table, field } => {
                let found = self.cell(at, *table, *field);
                trace.label.clone_from(&self.field(*table, *field).name);
                trace.value = match &found {
                    Some(cell) if !cell.text.is_empty() => cell.text.clone(),
                    _ => "空".to_owned(),
                };
                trace.cell = found;
            }
            ExprKind::Script(call) => {
                trace.from = self.script(call, at, depth);
            }
            ExprKind::Figure(id) if is_followed_no_further(*id) => trace.label = self.name(*id),
            ExprKind::Figure(id) => return self.named(*id, at, depth),
            ExprKind::Rows { table, filter, value, .. } => {
                trace.from = self.rows(at, *table, *filter, *value, depth);
            }
            ExprKind::Cohort { same, filter, value, .. } => {
                trace.from = self.members(same, *filter, *value, at.1);
            }
            ExprKind::Rank { same, value, .. } => {
                trace.from = vec![self.trace(self.source(*value), self.of_member(*value), at, depth + 1)];
                trace.from.extend(self.members(same, None, Some(*value), at.1));
            }
            _ => {
                trace.formula = self.formula(expr, at);
                trace.branch = self.branch(expr, at);
                trace.from = self.parts(expr, at, depth);
            }
        }
        trace
    }

    /// A named figure under its own name.
    fn named(&self, id: FigureId, at: (TableId, usize), depth: usize) -> Trace {
        let figure = self.program.figure(id).or_broken("a figure that is read is one of the program");
        let at = if figure.table.is_some() { at } else { (Schema::SUBJECTS, 0) };
        // A figure that is set by an 示例, or was worked out, has its value in the evaluator.
        let value = self.evaluator.figure(id, at.1);
        let mut trace = self.trace(self.name(id), figure.expr, at, depth + 1);
        trace.label = self.name(id);
        trace.value = self.value(&value, &self.program.arena[figure.expr].ty);
        match self.kind(figure.expr) {
            ExprKind::Rows { .. } | ExprKind::Cohort { .. } | ExprKind::Rank { .. } => {
                trace.formula = self.source(figure.expr);
            }
            ExprKind::Figure(inner) if is_followed_no_further(*inner) => trace.formula = self.name(*inner),
            _ => {}
        }
        trace
    }

    /// The figures that an expression was worked out from, each once, in reading order. Only those
    /// that decided: conditions up to the branch taken, and that branch.
    fn parts(&self, expr: ExprId, at: (TableId, usize), depth: usize) -> Vec<Trace> {
        let leaves = self.leaves(expr, at).into_iter();
        leaves.map(|leaf| self.trace(self.source(leaf), leaf, at, depth + 1)).collect()
    }

    fn leaves(&self, root: ExprId, at: (TableId, usize)) -> Vec<ExprId> {
        let mut leaves = Vec::new();
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut stack = vec![root];
        while let Some(expr) = stack.pop() {
            let class = self.program.arena[expr].class;
            match self.kind(expr) {
                // 参评 is implied in every value and mark, and explained once, above all marks.
                ExprKind::Constant(_)
                | ExprKind::Undecided
                | ExprKind::Uncovered
                | ExprKind::Figure(FigureId::Participates) => {}
                ExprKind::Field { .. }
                | ExprKind::IsEmpty { .. }
                | ExprKind::Figure(_)
                | ExprKind::Rows { .. }
                | ExprKind::Cohort { .. }
                | ExprKind::CohortWeight { .. }
                | ExprKind::Script(_)
                | ExprKind::Rank { .. } => {
                    if known.insert(self.program.arena[self.shown(expr)].class) {
                        leaves.push(expr);
                    }
                }
                // A figure without a name may be read from several places.
                _ if !known.insert(class) => {}
                ExprKind::Case { arms, otherwise } => {
                    let Choice { asked, took } = self.choice(arms, *otherwise, at);
                    match took {
                        Took::Arm { value, .. } | Took::Otherwise(value) => stack.push(value),
                        Took::Unknown => {}
                    }
                    stack.extend(asked.iter().rev().map(|(condition, _)| *condition));
                }
                kind => stack.extend(kind.children().into_iter().rev()),
            }
        }
        leaves
    }

    /// The rows that a figure over rows was worked out from.
    pub(super) fn rows(
        &self,
        at: (TableId, usize),
        of: TableId,
        filter: Option<ExprId>,
        value: Option<ExprId>,
        depth: usize,
    ) -> Vec<Trace> {
        let rows = self.evaluator.rows_below(at, of).unwrap_or_default();
        rows.into_iter()
            .filter(|row| {
                let chosen = filter.map(|filter| self.eval(filter, (of, *row)));
                !matches!(chosen, Some(Value::YesNo(false)))
            })
            .map(|row| {
                let trace = match value {
                    Some(value) => self.trace(String::new(), value, (of, row), depth + 1),
                    None => Trace {
                        value: COUNTED.to_owned(),
                        from: self.cells_read(filter, (of, row), depth),
                        ..Trace::default()
                    },
                };
                Trace { label: self.row_name(of, row), is_row: true, ..trace }
            })
            .collect()
    }

    pub(super) fn members(
        &self,
        same: &[FieldId],
        filter: Option<ExprId>,
        value: Option<ExprId>,
        row: usize,
    ) -> Vec<Trace> {
        let members = self.evaluator.members(same, row).unwrap_or_default();
        let chosen = members.iter().copied().filter(|row| {
            let chosen = filter.map(|filter| self.eval(filter, (Schema::SUBJECTS, *row)));
            !matches!(chosen, Some(Value::YesNo(false)))
        });
        // Who does not participate is no member of a comparison of values and marks.
        let takes_part = |member: &usize| {
            let is_out = self.program.figure(FigureId::Participates).is_some()
                && self.evaluator.figure(FigureId::Participates, *member) == Value::YesNo(false);
            !is_out || value.is_none_or(|value| !self.is_missing(value, (Schema::SUBJECTS, *member)))
        };
        chosen
            .filter(takes_part)
            .map(|member| {
                let label = subject_key(self.program, self.evaluator.tables(), member);
                let Some(value) = value else {
                    return Trace { label, value: COUNTED.to_owned(), ..Trace::default() };
                };
                // Another subject's figure is named, not followed: its own explanation has it.
                Trace { label, value: self.own(value, (Schema::SUBJECTS, member)), ..Trace::default() }
            })
            .collect()
    }

    /// A cell of the row at hand or of one above it; `None` of a row that belongs to none.
    fn cell(&self, (table, row): (TableId, usize), of: TableId, field: FieldId) -> Option<CellOrigin> {
        let mut row = row;
        let mut at = table;
        while at != of {
            row = self.table(at).parent_of(row)?;
            at = self.program.rules.schema.parent(at).or_broken("a field is of the row at hand or of one above it");
        }
        Some(self.table(of).place(field, row).into())
    }

    pub(super) fn table(&self, id: TableId) -> &Table {
        self.evaluator.tables().get(id).or_broken("every declared table is there")
    }

    /// What a row is called: its file and line.
    fn row_name(&self, of: TableId, row: usize) -> String {
        let table = self.table(of);
        let line = table.lines.get(row).or_broken("a row stands on a line");
        format!("{} 第 {line} 行", table.file)
    }

    /// The cells of a row, and figures over rows below it, that decided whether it counts; its first
    /// cell when none was asked.
    fn cells_read(&self, filter: Option<ExprId>, (of, row): (TableId, usize), depth: usize) -> Vec<Trace> {
        let mut fields: Vec<(TableId, FieldId)> = Vec::new();
        let mut stack: Vec<ExprId> = filter.into_iter().collect();
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut figures: Vec<FigureId> = Vec::new();
        let mut steps = depth;
        while let Some(expr) = stack.pop() {
            match self.kind(expr) {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    if !fields.contains(&(*table, *field)) {
                        fields.push((*table, *field));
                    }
                }
                ExprKind::Figure(id) if steps < DEEPEST => {
                    steps += 1;
                    let figure = self.program.figure(*id).or_broken("a figure that is read is one of the program");
                    if figure.table.is_none() {
                        continue;
                    }
                    match self.kind(figure.expr) {
                        ExprKind::Rows { .. } => figures.push(*id),
                        _ => stack.push(figure.expr),
                    }
                }
                ExprKind::Rows { .. } => {}
                // A figure without a name may be read from several places.
                _ if !known.insert(self.program.arena[expr].class) => {}
                kind => stack.extend(kind.children().into_iter().rev()),
            }
        }
        if fields.is_empty() && figures.is_empty() {
            fields.push((of, FieldId(0)));
        }
        let cells = fields.into_iter().filter_map(|(table, field)| {
            let cell = self.cell((of, row), table, field)?;
            Some(Trace { label: cell.column.clone(), value: cell.text.clone(), cell: Some(cell), ..Trace::default() })
        });
        let figures = figures.into_iter().map(|id| self.named(id, (of, row), depth));
        cells.chain(figures).collect()
    }
}
