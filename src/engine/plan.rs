//! The plan: every named figure of a rule set in an order in which each follows what it reads.

mod build;
mod cells;
mod precision;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use crate::lang::model::{CellId, Expr, ExprKind, Model, Precision, TableId};
use crate::number::{Rounding, RoundingMode};

/// A plan for one rule set.
#[derive(Debug, Clone)]
pub struct Plan<'m> {
    /// The rule set.
    pub model: &'m Model,
    /// Cells, each after those that it reads.
    cells: Vec<PlannedCell>,
    place: BTreeMap<CellId, usize>,
}

/// A named figure and how it is worked out.
#[derive(Debug, Clone)]
pub struct PlannedCell {
    /// Its id.
    pub id: CellId,
    /// The table for whose rows it is worked out; `None` for a parameter.
    pub table: Option<TableId>,
    /// How.
    pub expr: Expr,
}

impl<'m> Plan<'m> {
    /// Lowers a rule set: adds the cells that its items imply (rounded marks, sums, totals) and
    /// orders all of them.
    #[must_use]
    pub fn of(model: &'m Model) -> Self {
        let mut unordered: BTreeMap<CellId, PlannedCell> = BTreeMap::new();
        for cell in cells::planned(model) {
            unordered.insert(cell.id, cell);
        }
        let mut plan = Self { model, cells: Vec::new(), place: BTreeMap::new() };
        let ids: Vec<CellId> = unordered.keys().copied().collect();
        for id in ids {
            plan.append(id, &unordered);
        }
        plan
    }

    /// Appends a cell after all that it reads. Checking has refused cycles, so an explicit stack of
    /// (cell, children done?) suffices.
    fn append(&mut self, id: CellId, unordered: &BTreeMap<CellId, PlannedCell>) {
        let mut stack = vec![(id, false)];
        while let Some((id, ready)) = stack.pop() {
            if self.place.contains_key(&id) {
                continue;
            }
            let Some(cell) = unordered.get(&id) else { continue };
            if ready {
                self.place.insert(id, self.cells.len());
                self.cells.push(cell.clone());
            } else {
                stack.push((id, true));
                stack.extend(reads(&cell.expr).into_iter().map(|read| (read, false)));
            }
        }
    }

    /// All cells in order.
    #[must_use]
    pub fn cells(&self) -> &[PlannedCell] {
        &self.cells
    }

    /// A cell by id.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&PlannedCell> {
        self.cells.get(*self.place.get(&id)?)
    }

    /// How a mark or sum of marks is rounded and printed; `None` of figures that are no marks.
    #[must_use]
    pub fn precision(&self, id: CellId) -> Option<Precision> {
        precision::of(self.model, id)
    }

    /// How an output cell is printed.
    #[must_use]
    pub fn printed(&self, id: CellId) -> Precision {
        let decimal = || Precision { rounding: Rounding::new(self.places(id), RoundingMode::HalfUp), exact: false };
        self.precision(id).unwrap_or_else(decimal)
    }

    /// Decimals of an output cell as printed.
    #[must_use]
    pub fn places(&self, id: CellId) -> u32 {
        match self.precision(id).or(self.model.rounding) {
            Some(precision) => precision.rounding.places,
            None => 0,
        }
    }

    /// The cells that results are made of: marks and sums (numbers with [`Plan::places`] decimals, or exact ones),
    /// and conditions (truths).
    #[must_use]
    pub fn outputs(&self) -> Vec<CellId> {
        self.cells
            .iter()
            .map(|cell| cell.id)
            .filter(|id| {
                !matches!(
                    id,
                    CellId::Parameter(_)
                        | CellId::Definition(_)
                        | CellId::Value(_)
                        | CellId::Given(_)
                        | CellId::Score(_)
                        | CellId::BonusEntry(_)
                        | CellId::DeductionEntry(_)
                )
            })
            .collect()
    }
}

/// The named figures that an expression reads directly.
fn reads(expr: &Expr) -> BTreeSet<CellId> {
    let mut found = BTreeSet::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        if let ExprKind::Cell(id) = expr.kind {
            found.insert(id);
        }
        stack.extend(expr.children());
    }
    found
}
