//! The most that the total of a subject can come to once all that is missing is there.
//!
//! Every aggregate of the scoring tree never falls when one of its parts rises, so the total is greatest
//! when each missing mark is the full one, whatever the aggregates are; a mark under 封顶 无 has no greatest. Weights from data move with the
//! data; a node with such weights is bounded by its full marks.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::exact::{Evaluator, Reason, Value};
use super::full_marks::full_marks;
use super::outputs::Outputs;
use crate::core::{ChildId, FigureId, HeadId, IndicatorId};
use crate::number::Number;
use crate::program::Program;
use crate::rules::Weights;

/// What a total that is missing can come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Bound {
    /// Anything.
    Open,
    /// At most so much.
    AtMost(Number),
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
        let lacks = |id: IndicatorId| self.number(FigureId::Mark(id), row).is_none();
        if rules.each_indicator().any(|(id, known)| known.uncapped && lacks(id)) {
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
        if matches!(rules.total.node.weights, Weights::Data { .. }) && some_part_missing {
            let Some(full) = rules.full.clone() else { return Bound::Open };
            self.suppose(FigureId::Base, row, full);
        }
        match (&rules.bonus, self.number(FigureId::Bonus, row)) {
            (_, Some(bonus)) => self.suppose(FigureId::Bonus, row, bonus),
            (None, None) => {}
            (Some(block), None) => match &block.cap {
                Some(cap) => self.suppose(FigureId::Bonus, row, cap.clone()),
                None => return Bound::Open,
            },
        }
        let deduction = self.number(FigureId::Deduction, row).unwrap_or_else(Number::zero);
        self.suppose(FigureId::Deduction, row, deduction);
        match self.evaluator().figure(FigureId::Total, row) {
            Value::Number(total) => Bound::AtMost(total),
            Value::Missing(reasons)
                if reasons.iter().all(|reason| matches!(reason, Reason::Uncovered(_)))
                    || reasons.iter().any(|reason| *reason == Reason::NothingApplies) =>
            {
                Bound::Never
            }
            _ => Bound::Open,
        }
    }

    /// A mark, or full marks where it is missing.
    fn suppose_indicator(&self, id: IndicatorId, row: usize) {
        let mark = self.number(FigureId::Mark(id), row);
        let counts = mark.is_none() || self.outputs.truth(FigureId::Applies(id), row) != Some(false);
        self.evaluator().assume(FigureId::Applies(id), row, Value::YesNo(counts));
        self.suppose(FigureId::Mark(id), row, mark.unwrap_or_else(|| self.full(ChildId::Indicator(id), row)));
    }

    /// A 方面 that is known, or that only data can weigh; else it comes of what stands below it.
    fn suppose_head(&self, id: HeadId, row: usize) {
        let (own, head) = (FigureId::Head(id), self.program.rules.head(id));
        match (&head.node.weights, self.number(own, row)) {
            (_, Some(mark)) => self.suppose(own, row, mark),
            (Weights::Data { .. }, None) => self.suppose(own, row, self.full(ChildId::Head(id), row)),
            (Weights::Given { .. }, None) => {}
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
