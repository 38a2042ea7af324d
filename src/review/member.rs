//! The cells behind what a member of a cohort has.

use std::collections::BTreeSet;

use super::choice::{Choice, Took};
use super::view::View;
use crate::core::{ClassId, ExprId, ExprKind, FieldId, FigureId, Schema};
use crate::engine::exact::Value;
use crate::result::Cell;

/// Of one member at most so many cells are told.
const MOST_CELLS: usize = 6;

impl View<'_> {
    /// The cells of the own row of a subject that values come from, and how many rows below it. Marks are not looked
    /// into: they have an explanation of their own.
    pub(super) fn cells_of_member(&self, values: &[ExprId], row: usize) -> (Vec<Cell>, usize) {
        let at = (Schema::SUBJECTS, row);
        let mut fields: Vec<FieldId> = Vec::new();
        let mut rows: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        let mut open: Vec<ExprId> = values.iter().rev().copied().collect();
        while let Some(expr) = open.pop() {
            if !known.insert(self.program.arena[expr].class) {
                continue;
            }
            match self.kind(expr) {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    if *table == Schema::SUBJECTS && !fields.contains(field) {
                        fields.push(*field);
                    }
                }
                ExprKind::Figure(FigureId::Value(_) | FigureId::Given(_) | FigureId::Definition(_)) => {
                    let ExprKind::Figure(id) = self.kind(expr) else { continue };
                    let figure = self.figure(*id);
                    if figure.table == Some(Schema::SUBJECTS) {
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
                ExprKind::Rows { table, filter, .. } => {
                    let counts = |row: &usize| {
                        filter.is_none_or(|filter| self.eval(filter, (*table, *row)) != Value::YesNo(false))
                    };
                    let below = self.evaluator.rows_below(at, *table).unwrap_or_default();
                    rows.extend(below.into_iter().filter(counts).map(|row| (table.0, row)));
                }
                ExprKind::Figure(_) | ExprKind::Cohort { .. } | ExprKind::Rank { .. } => {}
                kind => open.extend(kind.children().into_iter().rev()),
            }
        }
        fields.truncate(MOST_CELLS);
        let cells = fields.into_iter().map(|field| self.cell_of(Schema::SUBJECTS, field, row));
        (cells.collect(), rows.len())
    }
}
