//! What the parts of a node weigh.

use super::builder::{Builder, fixed, share_of};
use super::tree::Tree;
use crate::core::{
    Arena, Comparison, ExprId, ExprKind, FieldId, FigureId, Operator, Origin, Peers, Statistic, Step, Type,
};
use crate::finding::Span;
use crate::invariant::broken;
use crate::number::Number;
use crate::rules::{Aggregate, Node, Weights};

impl Tree {
    /// The weights that rules read: of a sum full marks, else what is written, over those of all that applies.
    pub(super) fn read_weights(&self, builder: &mut Builder<'_>) {
        let node = builder.rules.node(self.id);
        if matches!(node.weights, Weights::Data { .. }) {
            return;
        }
        let is_sum = matches!(node.aggregate, Aggregate::Sum);
        let read = builder.rules.read_weights.range((self.id, 0)..=(self.id, usize::MAX));
        let places: Vec<usize> = read.map(|(_, place)| *place).collect();
        for place in places {
            let weight = |index: usize, arena: &mut Arena| match self.children.get(index) {
                Some(child) if is_sum => child.full.count(arena, self.origin()),
                _ => self.weight(index, node, arena),
            };
            let fixed = if is_sum { None } else { self.fixed_shares(node, builder.arena) };
            let share = if let Some(share) = fixed.and_then(|fixed| fixed.get(place).cloned()) {
                builder.arena.pure(share, self.origin())
            } else {
                let all = self.children.iter().enumerate().map(|(index, child)| {
                    let weight = weight(index, builder.arena);
                    self.where_it_applies(child, weight, builder.arena)
                });
                let all = all.collect();
                let all = builder.arena.sum(all, Type::pure(), self.origin());
                let own = weight(place, builder.arena);
                builder.arena.arithmetic(Operator::Divide, (own, all), Type::pure(), self.origin())
            };
            let applies = self.children.get(place).and_then(|child| self.applies(child, builder.arena));
            let share = match applies {
                Some(applies) => builder.of_those(applies, share),
                None => share,
            };
            builder.subject(FigureId::Weight(self.id, place), share);
        }
    }

    /// The weights that the data give: from the shares of full marks, before rounding.
    pub(super) fn data_weights(&self, weights: &Weights, arena: &mut Arena) -> ExprId {
        let Weights::Data { kind, min_max, same, places, span } = weights else {
            broken("data give the weights that are not written")
        };
        let items = (0..self.children.len()).map(|child| {
            let share = FigureId::Step(self.id, Step::Share(child));
            if *min_max { within_extremes(share, same, *span, arena) } else { share_of(share, *span, arena) }
        });
        let items = items.collect();
        let kind = ExprKind::CohortWeights { same: same.clone(), kind: *kind, items, places: *places };
        arena.add(kind, Type::pure(), Origin::implied(*span))
    }

    /// The weight of a child as written or as the data give it; each call makes another occurrence.
    pub(super) fn weight(&self, index: usize, node: &Node, arena: &mut Arena) -> ExprId {
        match &node.weights {
            Weights::Given { each, .. } => match each.get(index) {
                Some(weight) => {
                    if let Some(number) = fixed(arena, *weight).cloned() {
                        arena.pure(number, arena.span(*weight))
                    } else {
                        let span = arena.span(*weight);
                        arena.figure(FigureId::Step(self.id, Step::Weight(index)), Type::pure(), span)
                    }
                }
                None => arena.pure(Number::one(), self.origin()),
            },
            Weights::Data { span, .. } => {
                arena.figure(FigureId::Weight(self.id, index), Type::pure(), Origin::implied(*span))
            }
        }
    }

    /// The weights over their sum, where all are known without data and every child applies.
    pub(super) fn fixed_shares(&self, node: &Node, arena: &Arena) -> Option<Vec<Number>> {
        let Weights::Given { each, .. } = &node.weights else { return None };
        if self.children.iter().any(|child| child.applies.is_some()) {
            return None;
        }
        let weight = |index: usize| match each.get(index) {
            Some(weight) => fixed(arena, *weight).cloned(),
            None => Some(Number::one()),
        };
        let numbers: Vec<Number> = (0..self.children.len()).map(weight).collect::<Option<_>>()?;
        let all: Number = numbers.iter().sum();
        numbers.iter().map(|number| number.checked_div(&all)).collect()
    }

    /// Whether the weights of the children that apply do not add up to 1 for certain.
    pub(super) fn needs_sum_of_weights(&self, node: &Node, arena: &Arena) -> bool {
        let add_up = matches!(node.weights, Weights::Given { add_up: true, .. });
        !add_up && self.fixed_shares(node, arena).is_none()
    }
}

/// (x − least) ÷ (greatest − least) over a cohort; 1 where all are alike, which tells them apart as little.
fn within_extremes(share: FigureId, same: &[FieldId], span: Span, arena: &mut Arena) -> ExprId {
    let origin = Origin::implied(span);
    let extreme = |statistic: Statistic, arena: &mut Arena| {
        let value = Some(share_of(share, span, arena));
        arena.add(
            ExprKind::Cohort { peers: Peers::of_subjects(same), statistic, filter: None, value },
            Type::pure(),
            origin,
        )
    };
    let ends = (extreme(Statistic::Max, arena), extreme(Statistic::Min, arena));
    let all_alike = arena.compare(Comparison::Equal, ends, origin);
    let ends = (extreme(Statistic::Max, arena), extreme(Statistic::Min, arena));
    let run = arena.arithmetic(Operator::Subtract, ends, Type::pure(), origin);
    let from = (share_of(share, span, arena), extreme(Statistic::Min, arena));
    let along = arena.arithmetic(Operator::Subtract, from, Type::pure(), origin);
    let placed = arena.arithmetic(Operator::Divide, (along, run), Type::pure(), origin);
    let one = arena.pure(Number::one(), origin);
    arena.only_where(all_alike, one, placed, origin)
}
