//! The cells behind what a member of a cohort has.

use std::collections::BTreeSet;

use super::choice::{Choice, Took};
use super::view::{At, View};
use crate::core::{ClassId, ExprId, ExprKind, FieldId, FigureId};
use crate::engine::exact::Value;
use crate::result::Cell;

/// Of one member at most so many cells are told.
const MOST_CELLS: usize = 6;

/// So few rows below are told by their cells; more are counted.
const FEW_ROWS: usize = 3;

impl View<'_> {
    /// The cells of the own row of a member and of few rows below it that values come from, and how many rows there are
    /// else. Marks are not looked
    /// into: they have an explanation of their own.
    pub(super) fn cells_of_member(&self, values: &[ExprId], at: At) -> (Vec<Cell>, usize) {
        let (own, row) = at;
        let mut fields: Vec<FieldId> = Vec::new();
        let mut rows: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut below: Vec<Cell> = Vec::new();
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut open: Vec<ExprId> = values.iter().rev().copied().collect();
        while let Some(expr) = open.pop() {
            if !known.insert(self.program.arena[expr].class) {
                continue;
            }
            match self.kind(expr) {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    if *table == own && !fields.contains(field) {
                        fields.push(*field);
                    }
                }
                ExprKind::Figure(FigureId::Value(_) | FigureId::Given(_) | FigureId::Definition(_)) => {
                    let ExprKind::Figure(id) = self.kind(expr) else { continue };
                    let figure = self.figure(*id);
                    if figure.table == Some(own) {
                        open.push(figure.expr);
                    }
                }
                ExprKind::Case { arms, otherwise } => {
                    let Choice { asked, took } = self.choice(arms, *otherwise, at);
                    match took {
                        Took::Arm { value, .. } | Took::Otherwise(value) => open.push(value),
                        Took::Unknown => {}
                    }
                    open.extend(asked.iter().rev().map(|(condition, _)| *condition));
                }
                ExprKind::Rows { table, filter, value, .. } => {
                    let counts = |row: &usize| {
                        filter.is_none_or(|filter| self.eval(filter, (*table, *row)) != Value::YesNo(false))
                    };
                    let node = &self.program.arena[self.shown(expr)];
                    let counted = self.evaluator.rows_asked(node, at).unwrap_or_default();
                    let counted: Vec<usize> = counted.into_iter().filter(counts).collect();
                    match value.map(|value| self.kind(value)) {
                        Some(ExprKind::Field { table: of, field }) if of == table && counted.len() <= FEW_ROWS => {
                            below.extend(counted.iter().map(|row| self.cell_of(*table, *field, *row)));
                        }
                        _ => rows.extend(counted.into_iter().map(|row| (table.0, row))),
                    }
                }
                ExprKind::Figure(_) | ExprKind::Cohort { .. } | ExprKind::Rank { .. } => {}
                kind => open.extend(kind.children().into_iter().rev()),
            }
        }
        let cells = fields.into_iter().map(|field| self.cell_of(own, field, row)).chain(below);
        (cells.take(MOST_CELLS).collect(), rows.len())
    }
}
