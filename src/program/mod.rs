//! The program: every figure of a rule set by name, the scoring tree spelt out, in an order in which each figure follows
//! what it reads.
//!
//! Check, proof, both engines, effective weights and best totals all work on it, so what an item implies is said here and
//! nowhere else.

mod builder;
pub mod cases;
mod figure;
mod full;
mod items;
mod order;
mod precision;
mod readers;
mod tree;
mod tree_weights;

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{Arena, ExprId, ExprKind, FieldId, FigureId, Quick, TableId};
use crate::invariant::OrBroken;
use crate::number::{Rounding, RoundingMode};
use crate::rules::{Precision, RuleSet};

pub use cases::Meanings;
pub use figure::{Figure, Read};
use order::InOrder;
pub use order::Ring;
pub use readers::{Reader, Readers};

/// A rule set with all figures that it has or implies.
#[derive(Debug, Clone)]
pub struct Program {
    /// The rule set.
    pub rules: RuleSet,
    /// The expressions of the rule set and of the figures.
    pub arena: Arena,
    /// Figures, each after those that it reads.
    figures: Vec<Figure>,
    place: Quick<FigureId, usize>,
    direct: order::Reads,
}

impl Program {
    /// Adds the figures that the items of a rule set imply (rounded marks, 方面, totals) and orders all of them.
    ///
    /// # Errors
    /// The circles of figures that read one another; there is no order then. That the figures have too many nodes.
    pub fn of(rules: RuleSet, mut arena: Arena) -> Result<Self, Unordered> {
        let figures = items::figures(&rules, &mut arena);
        if arena.is_full() {
            return Err(Unordered::Full);
        }
        match order::of(&figures, &arena) {
            Ok(InOrder { figures, places: place, reads: direct }) => Ok(Self { rules, arena, figures, place, direct }),
            Err(rings) => Err(Unordered::Circles { rules: Box::new(rules), rings }),
        }
    }

    /// All figures in order.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// A figure by id; `None` of one that the rule set does not have.
    #[must_use]
    pub fn figure(&self, id: FigureId) -> Option<&Figure> {
        self.figures.get(*self.place.get(&id)?)
    }

    /// How a figure is worked out; `None` of one that the rule set does not have.
    #[must_use]
    pub fn body(&self, id: FigureId) -> Option<ExprId> {
        self.figure(id).map(|figure| figure.expr)
    }

    /// What stands for an expression where it is only another figure without a name: the expression of that figure.
    #[must_use]
    pub fn inlined(&self, mut expr: ExprId) -> ExprId {
        while let ExprKind::Figure(id) = self.arena[expr].kind
            && !id.is_named()
            && let Some(body) = self.body(id)
        {
            expr = body;
        }
        expr
    }

    /// The figures that a figure reads directly, in the order of its expression.
    #[must_use]
    pub fn reads(&self, id: FigureId) -> Vec<Read> {
        self.body(id).map(|expr| figure::reads(&self.arena, expr)).unwrap_or_default()
    }

    /// The fields of the row at hand of a table that an expression reads, also through other figures, each once.
    #[must_use]
    pub fn fields_of(&self, table: TableId, expr: ExprId) -> Vec<FieldId> {
        let (mut fields, mut seen, mut open) = (Vec::new(), BTreeSet::new(), vec![expr]);
        while let Some(expr) = open.pop() {
            for (_, node) in self.arena.walk(expr) {
                match &node.kind {
                    ExprKind::Field { table: of, field } if *of == table && !fields.contains(field) => {
                        fields.push(*field);
                    }
                    ExprKind::Figure(id) if seen.insert(*id) => open.extend(self.body(*id)),
                    _ => {}
                }
            }
        }
        fields
    }

    /// The figures that are changed by others: those that `begins` names, and those that read one that is changed, unless
    /// they are `fixed`.
    #[must_use]
    pub fn changed(&self, begins: impl Fn(FigureId) -> bool, fixed: impl Fn(FigureId) -> bool) -> BTreeSet<FigureId> {
        let mut changed: Vec<bool> = Vec::with_capacity(self.figures.len());
        // Each stands after what it reads.
        for (place, figure) in self.figures.iter().enumerate() {
            let reads = || self.direct.of(place).iter().any(|read| changed.get(*read).is_some_and(|changed| *changed));
            let is_changed = begins(figure.id) || !fixed(figure.id) && reads();
            changed.push(is_changed);
        }
        self.figures.iter().zip(changed).filter(|(_, changed)| *changed).map(|(figure, _)| figure.id).collect()
    }

    /// Who reads each figure directly.
    #[must_use]
    pub fn dependents(&self) -> BTreeMap<FigureId, BTreeSet<FigureId>> {
        let mut dependents: BTreeMap<FigureId, BTreeSet<FigureId>> = BTreeMap::new();
        for figure in &self.figures {
            for read in figure::reads(&self.arena, figure.expr) {
                dependents.entry(read.id).or_default().insert(figure.id);
            }
        }
        dependents
    }

    /// The longest chain of indicators that read one another's marks: its length, and the indicator that begins it.
    #[must_use]
    pub fn longest_chain(&self) -> Option<(usize, crate::core::IndicatorId)> {
        let mut depths: Vec<usize> = Vec::with_capacity(self.figures.len());
        let mut longest: Option<(usize, crate::core::IndicatorId)> = None;
        for (place, figure) in self.figures.iter().enumerate() {
            let depth = |read: &usize| *depths.get(*read).or_broken("a figure comes after those that it reads");
            let below = self.direct.of(place).iter().map(depth).max().unwrap_or(0);
            let depth = below + usize::from(matches!(figure.id, FigureId::Mark(_)));
            depths.push(depth);
            if let FigureId::Mark(indicator) = figure.id
                && longest.is_none_or(|(most, _)| depth >= most)
            {
                longest = Some((depth, indicator));
            }
        }
        longest
    }

    /// How a mark or sum of marks is rounded and printed; `None` of figures that are no marks.
    #[must_use]
    pub fn precision(&self, id: FigureId) -> Option<Precision> {
        precision::of(&self.rules, id)
    }

    /// How an output is printed.
    #[must_use]
    pub fn printed(&self, id: FigureId) -> Precision {
        let decimal = || Precision { rounding: Rounding::new(self.places(id), RoundingMode::HalfUp), exact: false };
        self.precision(id).unwrap_or_else(decimal)
    }

    /// Decimals of an output as printed.
    #[must_use]
    pub fn places(&self, id: FigureId) -> u32 {
        match self.precision(id).or(self.rules.rounding) {
            Some(precision) => precision.rounding.places,
            None => 0,
        }
    }

    /// The figures that results are made of: marks and sums (numbers with [`Program::places`] decimals, or exact ones),
    /// and conditions (truths).
    #[must_use]
    pub fn outputs(&self) -> Vec<FigureId> {
        self.figures.iter().map(|figure| figure.id).filter(|id| figure::is_output(*id)).collect()
    }
}

/// Why there is no program.
#[derive(Debug)]
pub enum Unordered {
    /// Figures read one another in circles.
    Circles {
        /// The rule set.
        rules: Box<RuleSet>,
        /// The circles, no figure in two of them.
        rings: Vec<Ring>,
    },
    /// There are more nodes than fit.
    Full,
}
