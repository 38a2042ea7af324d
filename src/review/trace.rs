//! Figures down to their cells.

use super::explanation::{CellOrigin, Trace};
use super::formula::Writer;
use crate::engine::exact::Value;
use crate::lang::model::{CellId, Expr, ExprKind, FieldId, Schema, TableId};

/// Figures are followed at most so deep; a rule set that passes checking stays far below.
const DEEPEST: usize = 40;

impl Writer<'_> {
    /// An expression for a row, and all that it was worked out from.
    pub(super) fn trace(&self, label: String, expr: &Expr, at: (TableId, usize), depth: usize) -> Trace {
        let value = self.evaluator.eval(expr, at.0, at.1);
        let mut trace = Trace { label, value: self.value(&value, &expr.ty), ..Trace::default() };
        if depth > DEEPEST {
            return trace;
        }
        match &expr.kind {
            ExprKind::Constant(_) => {}
            ExprKind::Field { table, field } => trace.cell = self.cell(at, *table, *field),
            ExprKind::Cell(id) => return self.named(*id, at, depth),
            ExprKind::Rows { table, filter, value, .. } => {
                trace.from = self.rows(at, *table, filter.as_deref(), value.as_deref(), depth);
            }
            ExprKind::Cohort { same, filter, value, .. } => {
                trace.from = self.members(same, filter.as_deref(), value.as_deref(), at.1);
            }
            ExprKind::Rank { same, value, .. } => {
                trace.from = self.members(same, None, Some(value), at.1);
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
    fn named(&self, id: CellId, at: (TableId, usize), depth: usize) -> Trace {
        let Some(cell) = self.plan.cell(id) else { return Trace::default() };
        let at = if cell.table.is_some() { at } else { (Schema::SUBJECTS, 0) };
        // A figure that is set by an 示例, or was worked out, has its value in the evaluator.
        let value = self.evaluator.cell(id, at.1);
        let mut trace = self.trace(self.name(id), &cell.expr, at, depth + 1);
        trace.label = self.name(id);
        trace.value = self.value(&value, &cell.expr.ty);
        if trace.formula.is_empty() && matches!(cell.expr.kind, ExprKind::Rows { .. } | ExprKind::Cohort { .. }) {
            trace.formula = self.source(&cell.expr);
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
            ExprKind::Constant(_) | ExprKind::Undecided => {}
            ExprKind::Field { .. }
            | ExprKind::Cell(_)
            | ExprKind::Rows { .. }
            | ExprKind::Cohort { .. }
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

    /// The condition of the branch that was taken, in the words of the rule.
    fn branch(&self, expr: &Expr, at: (TableId, usize)) -> Option<String> {
        match &expr.kind {
            ExprKind::Case { arms, .. } => {
                for (condition, _) in arms {
                    match self.evaluator.eval(condition, at.0, at.1) {
                        Value::YesNo(true) => return Some(self.source(condition)),
                        Value::YesNo(false) => {}
                        _ => return None,
                    }
                }
                Some("其余".to_owned())
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
    fn rows(
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
            .map(|row| match value {
                Some(value) => self.trace(self.row_name(of, row), value, (of, row), depth + 1).labelled(self.row_name(of, row)),
                None => Trace {
                    label: self.row_name(of, row),
                    value: "计入".to_owned(),
                    cell: self.first_cell(of, row),
                    ..Trace::default()
                },
            })
            .collect()
    }

    fn members(
        &self,
        same: &[FieldId],
        filter: Option<&Expr>,
        value: Option<&Expr>,
        row: usize,
    ) -> Vec<Trace> {
        let members = self.evaluator.members(same, row).unwrap_or_default();
        let chosen = members.into_iter().filter(|row| {
            let chosen = filter.map(|filter| self.evaluator.eval(filter, Schema::SUBJECTS, *row));
            !matches!(chosen, Some(Value::YesNo(false)))
        });
        chosen
            .map(|member| {
                let label = self.row_name(Schema::SUBJECTS, member);
                let Some(value) = value else {
                    return Trace { label, value: "计入".to_owned(), ..Trace::default() };
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
            at = self.plan.model.schema.parent(at)?;
        }
        Some(self.evaluator.tables().get(of)?.place(field, row).into())
    }

    /// What a row is called: its key, or its file and line.
    fn row_name(&self, of: TableId, row: usize) -> String {
        let Some(table) = self.evaluator.tables().get(of) else { return String::new() };
        let line = table.lines.get(row).copied().unwrap_or(0);
        format!("{} 第 {line} 行", table.file)
    }

    fn first_cell(&self, of: TableId, row: usize) -> Option<CellOrigin> {
        let table = self.evaluator.tables().get(of)?;
        (!table.columns.is_empty()).then(|| table.place(FieldId(0), row).into())
    }
}

impl Trace {
    /// The same under another label, the old one kept as the formula of a bare figure.
    fn labelled(self, label: String) -> Self {
        Self { label, ..self }
    }
}
