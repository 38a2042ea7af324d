//! Nodes of the scoring tree spelt out in the core.
//!
//! Every aggregate here never falls when a child rises; the engine rests its bound of a total that is missing on that.

use super::builder::{Builder, fixed, share_of};
use super::full::Full;
use crate::core::{
    Arena, Comparison, Constant, ExprId, ExprKind, FigureId, Means, NodeId, Operator, Origin, Places, Step, Term, Type,
    Weighed,
};
use crate::finding::Span;
use crate::number::{Number, Rounding};
use crate::rules::{Aggregate, Node, Weights};

/// A child as its parent sees it.
pub(super) struct Child {
    /// Its mark.
    pub(super) mark: FigureId,
    /// Whether its mark is missing where it does not apply; else it is 0 there.
    pub(super) is_missing: bool,
    /// Its mark before rounding, also where it does not apply.
    pub(super) unrounded: FigureId,
    /// Whether it applies; `None` when it always does.
    pub(super) applies: Option<FigureId>,
    /// Its full marks.
    pub(super) full: Full,
    /// The full marks of what applies below it, where its mark is no more than a sum.
    pub(super) full_that_applies: Option<FigureId>,
}

/// A node with what stands below it.
pub(super) struct Tree {
    /// The node.
    pub(super) id: NodeId,
    /// The children.
    pub(super) children: Vec<Child>,
    /// Whether it can be that no child applies where each may not.
    pub(super) may_lack_all: bool,
    /// Its full marks.
    pub(super) full: Full,
    /// Place for what is implied.
    pub(super) span: Span,
}

impl Tree {
    /// The mark before rounding; missing where no child applies.
    pub(super) fn mark(&self, builder: &mut Builder<'_>) -> ExprId {
        let node = builder.rules.node(self.id);
        self.steps(node, builder);
        self.read_weights(builder);
        let value = match &node.aggregate {
            Aggregate::Sum if node.is_sum() => self.sum(builder.arena),
            Aggregate::Sum => self.rescaled(builder),
            Aggregate::Mean => self.means(node, builder).mean(builder.arena),
            Aggregate::Harmonic => {
                let mean = self.means(node, builder).harmonic(builder.arena);
                self.zero_beside_zero(mean, node, builder.arena)
            }
            Aggregate::Geometric { rounding } => self.means(node, builder).geometric(*rounding, builder.arena),
            Aggregate::Power { exponent, rounding } => self.power(*exponent, *rounding, node, builder),
            Aggregate::Least => self.extreme(ExprKind::Least, &self.full.most, builder.arena),
            Aggregate::Greatest => self.extreme(ExprKind::Greatest, &Number::zero(), builder.arena),
            Aggregate::Median => self.ordered(Places::Middle, builder.arena),
            Aggregate::Trimmed { high, low } => self.ordered(Places::Trimmed { high: *high, low: *low }, builder.arena),
            Aggregate::Formula(formula) => builder.copied(*formula),
            Aggregate::Ordered(weights) => {
                let weights = weights.iter().map(|weight| builder.arena.pure(weight.clone(), self.origin())).collect();
                self.ordered(Places::Written(weights), builder.arena)
            }
        };
        let value = match self.any_applies(builder.arena) {
            Some(any) => {
                let kind = ExprKind::NothingApplies(self.id);
                let nothing = builder.arena.add(kind, Type::marks(), self.origin());
                builder.arena.only_where(any, value, nothing, self.origin())
            }
            None => value,
        };
        self.covered(value, node, builder.arena)
    }

    pub(super) fn origin(&self) -> Origin {
        Origin::implied(self.span)
    }

    fn mark_of(&self, child: &Child, arena: &mut Arena) -> ExprId {
        arena.mark_of(child.mark, self.origin())
    }

    /// Its mark, and 0 where it does not apply.
    fn mark_or_zero(&self, child: &Child, arena: &mut Arena) -> ExprId {
        let mark = self.mark_of(child, arena);
        if child.is_missing { self.where_it_applies(child, mark, arena) } else { mark }
    }

    pub(super) fn applies(&self, child: &Child, arena: &mut Arena) -> Option<ExprId> {
        child.applies.map(|applies| arena.truth_of(applies, self.origin()))
    }

    /// Whether no child may apply.
    pub(super) fn may_lack_all(&self) -> bool {
        self.may_lack_all && self.children.iter().all(|child| child.applies.is_some())
    }

    /// Whether some child applies; `None` when one always does.
    pub(super) fn any_applies(&self, arena: &mut Arena) -> Option<ExprId> {
        if !self.may_lack_all() {
            return None;
        }
        let all = self.children.iter().filter_map(|child| self.applies(child, arena)).collect();
        Some(arena.yes_no(ExprKind::Or(all), self.origin()))
    }

    fn sum(&self, arena: &mut Arena) -> ExprId {
        let marks = self.children.iter().map(|child| self.mark_or_zero(child, arena)).collect();
        arena.sum(marks, Type::marks(), self.origin())
    }

    /// The full marks of a plain sum: those of all below it that applies.
    pub(super) fn full_marks(&self, arena: &mut Arena) -> ExprId {
        let full = self.children.iter().map(|child| {
            let full = match child.full_that_applies {
                Some(figure) => arena.mark_of(figure, self.origin()),
                None => child.full.marks(arena, self.origin()),
            };
            self.where_it_applies(child, full, arena)
        });
        let full = full.collect();
        arena.sum(full, Type::marks(), self.origin())
    }

    /// The full marks of the children that apply.
    pub(super) fn full_that_applies(&self, arena: &mut Arena) -> ExprId {
        let full = self.children.iter().map(|child| {
            let full = child.full.marks(arena, self.origin());
            self.where_it_applies(child, full, arena)
        });
        let full = full.collect();
        arena.sum(full, Type::marks(), self.origin())
    }

    /// Something of a child, 0 where it does not apply.
    pub(super) fn where_it_applies(&self, child: &Child, value: ExprId, arena: &mut Arena) -> ExprId {
        let Some(applies) = self.applies(child, arena) else { return value };
        let ty = arena[value].ty.clone();
        let zero = arena.constant(Constant::Number(Number::zero()), ty, self.origin());
        arena.only_where(applies, value, zero, self.origin())
    }

    /// 缺项 折算 of a sum: the share of the full marks that apply, times those of the node.
    fn rescaled(&self, builder: &mut Builder<'_>) -> ExprId {
        let sum = self.sum(builder.arena);
        if self.children.iter().all(|child| child.applies.is_none()) {
            return sum;
        }
        let (origin, step) = (self.origin(), |step| FigureId::Step(self.id, step));
        builder.subject(step(Step::Sum), sum);
        let full = self.full_that_applies(builder.arena);
        builder.subject(step(Step::Full), full);
        let arena = &mut *builder.arena;
        let parts = (arena.mark_of(step(Step::Sum), origin), arena.mark_of(step(Step::Full), origin));
        let share = arena.arithmetic(Operator::Divide, parts, Type::marks(), origin);
        let whole = self.full.marks(arena, origin);
        let rescaled = arena.arithmetic(Operator::Multiply, (share, whole), Type::marks(), origin);
        builder.subject(step(Step::Rescaled), rescaled);
        builder.arena.mark_of(step(Step::Rescaled), origin)
    }

    /// Figures that several parts of a node need: weights that are no constants, their sum, and shares of full marks.
    fn steps(&self, node: &Node, builder: &mut Builder<'_>) {
        match &node.weights {
            Weights::Given { each, .. } => {
                for (index, weight) in each.iter().enumerate() {
                    if fixed(builder.arena, *weight).is_none() {
                        builder.subject(FigureId::Step(self.id, Step::Weight(index)), *weight);
                    }
                }
            }
            Weights::Data { span, .. } => {
                for (index, child) in self.children.iter().enumerate() {
                    if builder.arena.is_full() {
                        break;
                    }
                    let share = self.share(child, *span, builder);
                    builder.subject(FigureId::Step(self.id, Step::Share(index)), share);
                }
                let all = FigureId::Step(self.id, Step::DataWeights);
                let weights = self.data_weights(&node.weights, builder.arena);
                builder.subject(all, weights);
                for index in 0..self.children.len() {
                    if builder.arena.is_full() {
                        break;
                    }
                    let of = share_of(all, *span, builder.arena);
                    let kind = ExprKind::CohortWeight { of, index };
                    let weight = builder.arena.add(kind, Type::pure(), Origin::implied(*span));
                    builder.subject(FigureId::Weight(self.id, index), weight);
                }
            }
        }
        if node.aggregate.weighs() && self.needs_sum_of_weights(node, builder.arena) {
            let weights = self.children.iter().enumerate().map(|(index, child)| {
                let weight = self.weight(index, node, builder.arena);
                self.where_it_applies(child, weight, builder.arena)
            });
            let weights = weights.collect();
            let sum = builder.arena.sum(weights, Type::pure(), self.origin());
            builder.subject(FigureId::Step(self.id, Step::Weights), sum);
        }
    }

    /// The share of its full marks that a child earns before rounding.
    fn share(&self, child: &Child, span: Span, builder: &mut Builder<'_>) -> ExprId {
        let origin = Origin::implied(span);
        let score = builder.arena.mark_of(child.unrounded, origin);
        let score = match child.applies {
            Some(applies) => {
                let applies = builder.arena.truth_of(applies, origin);
                builder.of_those(applies, score)
            }
            None => score,
        };
        let score = match self.id {
            NodeId::Head(_) => builder.of_participants(score),
            NodeId::Total => score,
        };
        let full = child.full.marks(builder.arena, origin);
        builder.arena.arithmetic(Operator::Divide, (score, full), Type::pure(), origin)
    }

    /// The children with their weights.
    fn means(&self, node: &Node, builder: &mut Builder<'_>) -> Means {
        let fixed = self.fixed_shares(node, builder.arena);
        let needs_sum = self.needs_sum_of_weights(node, builder.arena);
        let arena = &mut *builder.arena;
        let terms = self.children.iter().enumerate().map(|(index, child)| {
            let weight = match fixed.as_ref().and_then(|fixed| fixed.get(index)) {
                Some(share) => arena.pure(share.clone(), self.origin()),
                None => self.weight(index, node, arena),
            };
            Weighed { value: self.mark_or_zero(child, arena), weight, counts: self.applies(child, arena) }
        });
        let terms = terms.collect();
        let sum = needs_sum.then(|| arena.figure(FigureId::Step(self.id, Step::Weights), Type::pure(), self.origin()));
        Means { terms, sum, equal: false, ty: Type::marks(), origin: self.origin() }
    }

    fn power(&self, exponent: i32, rounding: Rounding, node: &Node, builder: &mut Builder<'_>) -> ExprId {
        let means = self.means(node, builder);
        let number = Number::from_integer(i64::from(exponent));
        let mean = means.power(&number, rounding, (self.origin(), self.origin()), builder.arena);
        if exponent < 0 { self.zero_beside_zero(mean, node, builder.arena) } else { mean }
    }

    /// 0 when a child that counts has no marks, else the value.
    fn zero_beside_zero(&self, value: ExprId, node: &Node, arena: &mut Arena) -> ExprId {
        let mut beside = Vec::new();
        for (index, child) in self.children.iter().enumerate() {
            let weight = self.weight(index, node, arena);
            let known = fixed(arena, weight).cloned();
            if known.as_ref().is_some_and(Number::is_zero) {
                continue;
            }
            let applies = self.applies(child, arena);
            let counts = if known.is_some() {
                applies
            } else {
                let zero = arena.pure(Number::zero(), self.origin());
                let above = arena.compare(Comparison::Above, (weight, zero), self.origin());
                let terms = applies.into_iter().chain([above]).collect();
                Some(arena.yes_no(ExprKind::And(terms), self.origin()))
            };
            beside.push((self.mark_of(child, arena), counts));
        }
        Means::zero_beside_zero(arena, value, beside, &self.full.most, self.origin())
    }

    /// The marks of the children that apply, by their places from the greatest.
    fn ordered(&self, places: Places, arena: &mut Arena) -> ExprId {
        let terms = self
            .children
            .iter()
            .map(|child| Term { value: self.mark_of(child, arena), counts: self.applies(child, arena) });
        let terms = terms.collect();
        arena.add(ExprKind::Ordered { terms, places }, Type::marks(), self.origin())
    }

    /// 最小 or 最大 of the children that apply; `apart` stands for the others.
    fn extreme(&self, kind: fn(Vec<ExprId>) -> ExprKind, apart: &Number, arena: &mut Arena) -> ExprId {
        let terms = self.children.iter().map(|child| {
            let mark = self.mark_of(child, arena);
            let Some(applies) = self.applies(child, arena) else { return mark };
            let apart = arena.marks(apart.clone(), self.origin());
            arena.only_where(applies, mark, apart, self.origin())
        });
        let terms = terms.collect();
        arena.add(kind(terms), Type::marks(), self.origin())
    }

    /// 覆盖: missing when too little of the weight applies.
    fn covered(&self, value: ExprId, node: &Node, arena: &mut Arena) -> ExprId {
        let Some(gaps) = &node.gaps else { return value };
        let Some(least) = &gaps.coverage else { return value };
        let origin = Origin::implied(gaps.span);
        let weight = |index: usize, child: &Child, arena: &mut Arena| match node.aggregate {
            Aggregate::Sum => child.full.count(arena, origin),
            _ => self.weight(index, node, arena),
        };
        let (mut all, mut applicable) = (Vec::new(), Vec::new());
        for (index, child) in self.children.iter().enumerate() {
            all.push(weight(index, child, arena));
            let own = weight(index, child, arena);
            applicable.push(self.where_it_applies(child, own, arena));
        }
        let all = arena.sum(all, Type::pure(), origin);
        let applicable = arena.sum(applicable, Type::pure(), origin);
        let least = arena.pure(least.clone(), origin);
        let wanted = arena.arithmetic(Operator::Multiply, (all, least), Type::pure(), origin);
        let enough = arena.compare(Comparison::AtLeast, (applicable, wanted), origin);
        let withheld = arena.add(ExprKind::Uncovered, Type::marks(), origin);
        arena.only_where(enough, value, withheld, origin)
    }
}
