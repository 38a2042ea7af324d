//! Figures down to their cells.

use super::explanation::{CellOrigin, Trace};
use super::formula::Writer;
use crate::core::{Expr, ExprKind, FieldId, FigureId, Schema, TableId};
use crate::engine::exact::Value;
use crate::engine::subject_key;

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
    pub(super) fn trace(&self, label: String, expr: &Expr, at: (TableId, usize), depth: usize) -> Trace {
        let value = self.evaluator.eval(expr, at.0, at.1);
        let mut trace = Trace { label, value: self.value(&value, &expr.ty), ..Trace::default() };
        if depth > DEEPEST {
            return trace;
        }
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::CohortWeight { .. } => {}
            ExprKind::Field { table, field } => trace.cell = self.cell(at, *table, *field),
            ExprKind::IsEmpty { table, field } => {
                let found = self.cell(at, *table, *field);
                let name = self.program.rules.schema.field(*table, *field).map(|field| field.name.clone());
                trace.label = name.unwrap_or_default();
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
                trace.from = self.rows(at, *table, filter.as_deref(), value.as_deref(), depth);
            }
            ExprKind::Cohort { same, filter, value, .. } => {
                trace.from = self.members(same, filter.as_deref(), value.as_deref(), at.1);
            }
            ExprKind::Rank { same, value, .. } => {
                trace.from = vec![self.trace(self.source(value), of_member(value), at, depth + 1)];
                trace.from.extend(self.members(same, None, Some(value), at.1));
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
        let Some(cell) = self.program.figure(id) else { return Trace::default() };
        let at = if cell.table.is_some() { at } else { (Schema::SUBJECTS, 0) };
        // A figure that is set by an 示例, or was worked out, has its value in the evaluator.
        let value = self.evaluator.figure(id, at.1);
        let mut trace = self.trace(self.name(id), &cell.expr, at, depth + 1);
        trace.label = self.name(id);
        trace.value = self.value(&value, &cell.expr.ty);
        match &cell.expr.kind {
            ExprKind::Rows { .. } | ExprKind::Cohort { .. } | ExprKind::Rank { .. } => {
                trace.formula = self.source(&cell.expr);
            }
            ExprKind::Figure(inner) if is_followed_no_further(*inner) => trace.formula = self.name(*inner),
            _ => {}
        }
        trace
    }

    /// The figures that an expression was worked out from, each once, in reading order. Only those
    /// that decided: conditions up to the branch taken, and that branch.
    fn parts(&self, expr: &Expr, at: (TableId, usize), depth: usize) -> Vec<Trace> {
        let mut leaves: Vec<&Expr> = Vec::new();
        self.leaves(expr, at, &mut leaves);
        leaves.into_iter().map(|leaf| self.trace(self.source(leaf), leaf, at, depth + 1)).collect()
    }

    fn leaves<'e>(&self, expr: &'e Expr, at: (TableId, usize), found: &mut Vec<&'e Expr>) {
        match &expr.kind {
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
                if !found.iter().any(|known| known.kind == expr.kind) {
                    found.push(expr);
                }
            }
            ExprKind::Case { arms, otherwise } => {
                for (condition, value) in arms {
                    self.leaves(condition, at, found);
                    match self.evaluator.eval(condition, at.0, at.1) {
                        Value::YesNo(false) => {}
                        Value::YesNo(true) => return self.leaves(value, at, found),
                        _ => return,
                    }
                }
                self.leaves(otherwise, at, found);
            }
            _ => {
                for child in expr.children() {
                    self.leaves(child, at, found);
                }
            }
        }
    }

    /// The conditions of the branches that were taken, in the words of the rule.
    fn branch(&self, expr: &Expr, at: (TableId, usize)) -> Option<String> {
        match &expr.kind {
            ExprKind::Case { arms, otherwise } => {
                // A condition that a method implies is not written and has the method's place.
                let written = arms.iter().any(|(condition, _)| condition.span != expr.span);
                for (condition, value) in arms {
                    match self.evaluator.eval(condition, at.0, at.1) {
                        Value::YesNo(true) => {
                            let own = written.then(|| self.source(condition));
                            let inner = self.branch(value, at);
                            return match (own, inner) {
                                (Some(own), Some(inner)) => Some(format!("{own}；{inner}")),
                                (own, inner) => own.or(inner),
                            };
                        }
                        Value::YesNo(false) => {}
                        _ => return None,
                    }
                }
                let last = !matches!(otherwise.kind, ExprKind::Case { .. });
                if last { written.then(|| "其余".to_owned()) } else { self.branch(otherwise, at) }
            }
            ExprKind::IfMissing { value, .. } => {
                let missing = matches!(self.evaluator.eval(value, at.0, at.1), Value::Missing(_));
                if missing { Some("缺失".to_owned()) } else { self.branch(value, at) }
            }
            ExprKind::Least(terms) | ExprKind::Greatest(terms) => terms.first().and_then(|term| self.branch(term, at)),
            _ => None,
        }
    }

    /// The rows that a figure over rows was worked out from.
    pub(super) fn rows(
        &self,
        at: (TableId, usize),
        of: TableId,
        filter: Option<&Expr>,
        value: Option<&Expr>,
        depth: usize,
    ) -> Vec<Trace> {
        let rows = self.evaluator.rows_below(at, of).unwrap_or_default();
        rows.into_iter()
            .filter(|row| {
                let chosen = filter.map(|filter| self.evaluator.eval(filter, of, *row));
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
        filter: Option<&Expr>,
        value: Option<&Expr>,
        row: usize,
    ) -> Vec<Trace> {
        let members = self.evaluator.members(same, row).unwrap_or_default();
        let chosen = members.iter().copied().filter(|row| {
            let chosen = filter.map(|filter| self.evaluator.eval(filter, Schema::SUBJECTS, *row));
            !matches!(chosen, Some(Value::YesNo(false)))
        });
        // Who does not participate is no member of a comparison of values and marks.
        let takes_part = |member: &usize| {
            let is_out = self.program.figure(FigureId::Participates).is_some()
                && self.evaluator.figure(FigureId::Participates, *member) == Value::YesNo(false);
            let has_value =
                |value: &Expr| !matches!(self.evaluator.eval(value, Schema::SUBJECTS, *member), Value::Missing(_));
            !is_out || value.is_none_or(has_value)
        };
        chosen
            .filter(takes_part)
            .map(|member| {
                let label = subject_key(self.program, self.evaluator.tables(), member);
                let Some(value) = value else {
                    return Trace { label, value: COUNTED.to_owned(), ..Trace::default() };
                };
                // Another subject's figure is named, not followed: its own explanation has it.
                let shown = self.evaluator.eval(value, Schema::SUBJECTS, member);
                Trace { label, value: self.value(&shown, &value.ty), ..Trace::default() }
            })
            .collect()
    }

    fn cell(&self, (table, row): (TableId, usize), of: TableId, field: FieldId) -> Option<CellOrigin> {
        let mut row = row;
        let mut at = table;
        while at != of {
            row = self.evaluator.tables().get(at)?.parent_of(row)?;
            at = self.program.rules.schema.parent(at)?;
        }
        Some(self.evaluator.tables().get(of)?.place(field, row).into())
    }

    /// What a row is called: its file and line.
    fn row_name(&self, of: TableId, row: usize) -> String {
        let Some(table) = self.evaluator.tables().get(of) else { return String::new() };
        let line = table.lines.get(row).unwrap_or(0);
        format!("{} 第 {line} 行", table.file)
    }

    /// The cells of a row, and figures over rows below it, that decided whether it counts; its first
    /// cell when none was asked.
    fn cells_read(&self, filter: Option<&Expr>, (of, row): (TableId, usize), depth: usize) -> Vec<Trace> {
        let mut fields: Vec<(TableId, FieldId)> = Vec::new();
        let mut stack: Vec<&Expr> = filter.into_iter().collect();
        let mut figures: Vec<FigureId> = Vec::new();
        let mut steps = depth;
        while let Some(expr) = stack.pop() {
            match &expr.kind {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    if !fields.contains(&(*table, *field)) {
                        fields.push((*table, *field));
                    }
                }
                ExprKind::Figure(id) if steps < DEEPEST => {
                    steps += 1;
                    match self.program.figure(*id).filter(|cell| cell.table.is_some()).map(|cell| &cell.expr) {
                        Some(Expr { kind: ExprKind::Rows { .. }, .. }) => figures.push(*id),
                        inner => stack.extend(inner),
                    }
                }
                ExprKind::Rows { .. } => {}
                _ => stack.extend(expr.children().into_iter().rev()),
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

/// The value itself of one that only those who participate have.
fn of_member(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Case { arms, .. } => match arms.first() {
            Some((Expr { kind: ExprKind::Figure(FigureId::Participates), .. }, value)) => value,
            _ => value,
        },
        _ => value,
    }
}
