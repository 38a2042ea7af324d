//! The plan: every named figure of a rule set in an order in which each follows what it reads.

mod build;
mod cells;
mod precision;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{Expr, ExprKind, FigureId, TableId};
use crate::number::{Rounding, RoundingMode};
use crate::rules::{Precision, RuleSet};

/// A plan for one rule set.
#[derive(Debug, Clone)]
pub struct Program<'m> {
    /// The rule set.
    pub model: &'m RuleSet,
    /// Cells, each after those that it reads.
    cells: Vec<Figure>,
    place: BTreeMap<FigureId, usize>,
}

/// A named figure and how it is worked out.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its id.
    pub id: FigureId,
    /// The table for whose rows it is worked out; `None` for a parameter.
    pub table: Option<TableId>,
    /// How.
    pub expr: Expr,
}

impl<'m> Program<'m> {
    /// Lowers a rule set: adds the cells that its items imply (rounded marks, sums, totals) and
    /// orders all of them.
    #[must_use]
    pub fn of(model: &'m RuleSet) -> Self {
        let mut unordered: BTreeMap<FigureId, Figure> = BTreeMap::new();
        for cell in cells::planned(model) {
            unordered.insert(cell.id, cell);
        }
        let mut plan = Self { model, cells: Vec::new(), place: BTreeMap::new() };
        let ids: Vec<FigureId> = unordered.keys().copied().collect();
        for id in ids {
            plan.append(id, &unordered);
        }
        plan
    }

    /// Appends a cell after all that it reads. Checking has refused cycles, so an explicit stack of
    /// (cell, children done?) suffices.
    fn append(&mut self, id: FigureId, unordered: &BTreeMap<FigureId, Figure>) {
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
    pub fn cells(&self) -> &[Figure] {
        &self.cells
    }

    /// A cell by id.
    #[must_use]
    pub fn cell(&self, id: FigureId) -> Option<&Figure> {
        self.cells.get(*self.place.get(&id)?)
    }

    /// How a mark or sum of marks is rounded and printed; `None` of figures that are no marks.
    #[must_use]
    pub fn precision(&self, id: FigureId) -> Option<Precision> {
        precision::of(self.model, id)
    }

    /// How an output cell is printed.
    #[must_use]
    pub fn printed(&self, id: FigureId) -> Precision {
        let decimal = || Precision { rounding: Rounding::new(self.places(id), RoundingMode::HalfUp), exact: false };
        self.precision(id).unwrap_or_else(decimal)
    }

    /// Decimals of an output cell as printed.
    #[must_use]
    pub fn places(&self, id: FigureId) -> u32 {
        match self.precision(id).or(self.model.rounding) {
            Some(precision) => precision.rounding.places,
            None => 0,
        }
    }

    /// The cells that results are made of: marks and sums (numbers with [`Program::places`] decimals, or exact ones),
    /// and conditions (truths).
    #[must_use]
    pub fn outputs(&self) -> Vec<FigureId> {
        self.cells
            .iter()
            .map(|cell| cell.id)
            .filter(|id| {
                !matches!(
                    id,
                    FigureId::Parameter(_)
                        | FigureId::Definition(_)
                        | FigureId::Value(_)
                        | FigureId::Given(_)
                        | FigureId::Score(_)
                        | FigureId::BonusEntry(_)
                        | FigureId::DeductionEntry(_)
                )
            })
            .collect()
    }
}

/// The named figures that an expression reads directly.
fn reads(expr: &Expr) -> BTreeSet<FigureId> {
    let mut found = BTreeSet::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        if let ExprKind::Figure(id) = expr.kind {
            found.insert(id);
        }
        stack.extend(expr.children());
    }
    found
}
