//! Means of values side by side, spelt out: of a list in an expression, and of the children of a node.

use super::arena::Arena;
use super::expr::ExprKind;
use super::id::ExprId;
use super::operator::{Comparison, Operator};
use super::origin::Origin;
use super::types::Type;
use crate::invariant::OrBroken;
use crate::number::{Number, Rounding};

/// A value and what it counts.
#[derive(Debug, Clone, Copy)]
pub struct Weighed {
    /// The value.
    pub value: ExprId,
    /// Its weight.
    pub weight: ExprId,
    /// A condition under which it counts; it always does when absent.
    pub counts: Option<ExprId>,
}

/// Values of one kind, and what each counts. Every node is used once: who asks for two means makes it twice.
#[derive(Debug, Clone)]
pub struct Means {
    /// Values and weights, none empty.
    pub terms: Vec<Weighed>,
    /// The sum of weights that do not add up to 1 for certain. Where a mean needs it more than once it is a leaf.
    pub sum: Option<ExprId>,
    /// All weights are 1, so that nothing need be multiplied.
    pub equal: bool,
    /// The type of the values and of their mean.
    pub ty: Type,
    /// Where the mean stands.
    pub origin: Origin,
}

impl Means {
    /// The sum of weight × value, over the sum of weights: divided at the end, so that there is one quotient.
    pub fn mean(self, arena: &mut Arena) -> ExprId {
        let Self { terms, sum, equal, ty, origin } = self;
        let parts = terms.into_iter().map(|term| {
            let part = if equal {
                term.value
            } else {
                arena.arithmetic(Operator::Multiply, (term.weight, term.value), ty.clone(), origin)
            };
            counted(arena, term.counts, part, origin)
        });
        let parts = parts.collect();
        let total = arena.sum(parts, ty.clone(), origin);
        over(arena, total, sum, ty, origin)
    }

    /// The product of value^weight, the weights over their sum.
    pub fn geometric(self, rounding: Rounding, arena: &mut Arena) -> ExprId {
        let Self { terms, sum, equal, ty, origin } = self;
        // One fixed exponent, 1/n, is the exponent of a root.
        let share = equal.then(|| one_over(terms.len()));
        let factors = terms.into_iter().map(|term| {
            let exponent = match (&share, sum) {
                (Some(share), _) => arena.pure(share.clone(), origin),
                (None, Some(sum)) => {
                    let sum = arena.again(sum).or_broken("a sum of weights that several need is a figure");
                    arena.arithmetic(Operator::Divide, (term.weight, sum), Type::pure(), origin)
                }
                (None, None) => term.weight,
            };
            (term.value, counted(arena, term.counts, exponent, origin))
        });
        let factors = factors.collect();
        arena.add(ExprKind::Powers { factors, rounding: Some(rounding) }, ty, origin)
    }

    /// The sum of weights over the sum of weight ÷ value.
    pub fn harmonic(self, arena: &mut Arena) -> ExprId {
        let Self { terms, sum, ty, origin, .. } = self;
        // One over the unit of the values; the figure is never shown.
        let parts = terms.into_iter().map(|term| {
            let part = arena.arithmetic(Operator::Divide, (term.weight, term.value), Type::pure(), origin);
            counted(arena, term.counts, part, origin)
        });
        let parts = parts.collect();
        let total = arena.sum(parts, Type::pure(), origin);
        let top = sum.unwrap_or_else(|| arena.pure(Number::one(), origin));
        arena.arithmetic(Operator::Divide, (top, total), ty, origin)
    }

    /// The root of the mean of powers; the exponent is not 0.
    pub fn power(
        self,
        exponent: &Number,
        rounding: Rounding,
        (at, origin): (Origin, Origin),
        arena: &mut Arena,
    ) -> ExprId {
        let ty = self.ty.clone();
        let terms = self.terms.iter().map(|term| {
            let own = arena.pure(exponent.clone(), at);
            let factors = vec![(term.value, own)];
            // Powers of base units; the figures on the way are not shown.
            Weighed { value: arena.add(ExprKind::Powers { factors, rounding: None }, Type::pure(), origin), ..*term }
        });
        let terms = terms.collect();
        let mean = Self { terms, ty: Type::pure(), ..self }.mean(arena);
        let inverse = Number::one().checked_div(exponent).or_broken("the exponent of a power mean is not 0");
        let inverse = arena.pure(inverse, at);
        arena.add(ExprKind::Powers { factors: vec![(mean, inverse)], rounding: Some(rounding) }, ty, origin)
    }

    /// 0 where a value that counts is 0, which the mean nears when such a value nears 0; else the mean. `beside` are
    /// values that count, each with the condition under which it does; `full` stands for the others.
    pub fn zero_beside_zero(
        arena: &mut Arena,
        mean: ExprId,
        beside: Vec<(ExprId, Option<ExprId>)>,
        full: &Number,
        origin: Origin,
    ) -> ExprId {
        let terms = beside.into_iter().map(|(value, counts)| match counts {
            Some(counts) => {
                let full = arena.marks(full.clone(), origin);
                arena.only_where(counts, value, full, origin)
            }
            None => value,
        });
        let terms = terms.collect();
        let least = arena.add(ExprKind::Least(terms), Type::marks(), origin);
        let zero = arena.marks(Number::zero(), origin);
        let is_zero = arena.compare(Comparison::Equal, (least, zero), origin);
        let zero = arena.marks(Number::zero(), origin);
        arena.only_where(is_zero, zero, mean, origin)
    }
}

/// What a term adds: nothing where it does not count.
fn counted(arena: &mut Arena, counts: Option<ExprId>, part: ExprId, origin: Origin) -> ExprId {
    let Some(counts) = counts else { return part };
    let ty = arena[part].ty.clone();
    let zero = arena.constant(super::types::Constant::Number(Number::zero()), ty, origin);
    arena.only_where(counts, part, zero, origin)
}

fn over(arena: &mut Arena, top: ExprId, bottom: Option<ExprId>, ty: Type, origin: Origin) -> ExprId {
    match bottom {
        Some(bottom) => arena.arithmetic(Operator::Divide, (top, bottom), ty, origin),
        None => top,
    }
}

fn one_over(count: usize) -> Number {
    let count = i64::try_from(count).or_broken("a list has fewer terms than 2^63");
    Number::one().checked_div(&Number::from_integer(count)).or_broken("a list has a term")
}
