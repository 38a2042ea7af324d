//! The best that the total of a subject can come to once all that is missing is there: the most, or the least where the
//! least is the best.
//!
//! Every aggregate of the scoring tree never falls when one of its parts rises, so the total is greatest
//! when each missing mark is the full one and least when it is 0, whatever the aggregates are; a mark under 封顶 无 has no
//! greatest, one under 保底 无 no least. Weights from data move with the data; a node with such weights is bounded by its
//! full marks and by 0.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::exact::{Evaluator, Reason, Value};
use super::full_marks::full_marks;
use super::outputs::Outputs;
use crate::core::{ChildId, FigureId, HeadId, IndicatorId};
use crate::number::Number;
use crate::program::Program;
use crate::rules::{Aggregate, Indicator, Weights};

/// What a total that is missing can come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bound {
    /// Anything.
    Open,
    /// Nothing better than this.
    Best(Number),
    /// There will be none, whatever is filled in.
    Never,
}

/// Works out bounds, each once.
pub(super) struct Best<'a> {
    program: &'a Program,
    outputs: &'a Outputs,
    /// Set up only for a total that is missing: it looks through all tables.
    supposing: OnceCell<Evaluator<'a>>,
    given: &'a Evaluator<'a>,
    known: RefCell<BTreeMap<usize, Bound>>,
}

impl<'a> Best<'a> {
    pub(super) fn new(program: &'a Program, given: &'a Evaluator<'a>, outputs: &'a Outputs) -> Self {
        Self { program, outputs, supposing: OnceCell::new(), given, known: RefCell::default() }
    }

    fn evaluator(&self) -> &Evaluator<'a> {
        self.supposing.get_or_init(|| self.given.afresh())
    }

    /// The bound of the total of a subject.
    pub(super) fn total(&self, row: usize) -> Bound {
        if let Some(bound) = self.known.borrow().get(&row) {
            return bound.clone();
        }
        let bound = self.worked_out(row);
        self.known.borrow_mut().insert(row, bound.clone());
        bound
    }

    fn number(&self, id: FigureId, row: usize) -> Option<Number> {
        self.outputs.numbers.get(&id).and_then(|column| column.number(row))
    }

    fn worked_out(&self, row: usize) -> Bound {
        let rules = &self.program.rules;
        if self.program.figure(FigureId::Total).is_none() {
            return Bound::Open;
        }
        // Who turns out not to participate has no total at all.
        self.evaluator().assume(FigureId::Participates, row, Value::YesNo(true));
        let falls = rules.total.falls;
        let lacks = |id: IndicatorId| self.number(FigureId::Mark(id), row).is_none();
        let is_open = |known: &Indicator| if falls { known.unfloored } else { known.uncapped };
        if rules.each_indicator().any(|(id, known)| is_open(known) && lacks(id)) {
            return Bound::Open;
        }
        for (id, _) in rules.each_indicator() {
            self.suppose_indicator(id, row);
        }
        for (id, _) in rules.each_head() {
            self.suppose_head(id, row);
        }
        let counts = |child: &ChildId| self.outputs.truth(child.applies(), row) != Some(false);
        let lacks = |child: &ChildId| counts(child) && self.number(child.mark(), row).is_none();
        let some_part_missing = rules.total.node.children.iter().any(lacks);
        let total = &rules.total.node;
        let is_formula = matches!(total.aggregate, Aggregate::Formula(_));
        let is_missing = self.number(FigureId::Base, row).is_none();
        if matches!(total.weights, Weights::Data { .. }) && some_part_missing || is_formula && is_missing {
            let Some(full) = rules.full.clone() else { return Bound::Open };
            self.suppose(FigureId::Base, row, self.best_of(full));
        }
        // What adds to the better side may be as much as its 封顶 lets it, the other nothing.
        let blocks = [(FigureId::Bonus, &rules.bonus), (FigureId::Deduction, &rules.deduction)];
        for (id, block) in blocks {
            let helps = (id == FigureId::Deduction) == falls;
            let supposed = match (block, self.number(id, row)) {
                (_, Some(known)) => known,
                (Some(block), None) if helps => match &block.cap {
                    Some(cap) => cap.clone(),
                    None => return Bound::Open,
                },
                (_, None) => Number::zero(),
            };
            self.suppose(id, row, supposed);
        }
        match self.evaluator().figure(FigureId::Total, row) {
            Value::Number(total) => Bound::Best(total),
            Value::Missing(reasons)
                if reasons.iter().all(|reason| matches!(reason, Reason::Uncovered(_)))
                    || reasons.iter().any(|reason| *reason == Reason::NothingApplies) =>
            {
                Bound::Never
            }
            _ => Bound::Open,
        }
    }

    /// Full marks, or none where the least is the best.
    fn best_of(&self, full: Number) -> Number {
        if self.program.rules.total.falls { Number::zero() } else { full }
    }

    /// A mark, or the best where it is missing.
    fn suppose_indicator(&self, id: IndicatorId, row: usize) {
        let mark = self.number(FigureId::Mark(id), row);
        let counts = mark.is_none() || self.outputs.truth(FigureId::Applies(id), row) != Some(false);
        self.evaluator().assume(FigureId::Applies(id), row, Value::YesNo(counts));
        let best = mark.unwrap_or_else(|| self.best_of(self.full(ChildId::Indicator(id), row)));
        self.suppose(FigureId::Mark(id), row, best);
    }

    /// A 方面 that is known, or that only data can weigh; else it comes of what stands below it.
    fn suppose_head(&self, id: HeadId, row: usize) {
        let (own, head) = (FigureId::Head(id), self.program.rules.head(id));
        let is_bounded =
            matches!(head.node.weights, Weights::Given { .. }) && !matches!(head.node.aggregate, Aggregate::Formula(_));
        match self.number(own, row) {
            Some(mark) => self.suppose(own, row, mark),
            None if !is_bounded => {
                let best = self.best_of(self.full(ChildId::Head(id), row));
                self.suppose(own, row, best);
            }
            None => {}
        }
    }

    /// The full marks of something for a subject, the most of any kind where its kind is not known.
    fn full(&self, id: ChildId, row: usize) -> Number {
        let own = full_marks(self.program, self.evaluator(), id, row);
        own.unwrap_or_else(|| self.program.rules.full_of(id).clone())
    }

    fn suppose(&self, id: FigureId, row: usize, number: Number) {
        self.evaluator().assume(id, row, Value::Number(number));
    }
}
