//! Nodes of the scoring tree spelt out in the core of expressions.
//!
//! Every aggregate here never falls when a child rises; [`crate::engine`] rests its bound of a total
//! that is missing on that.

use super::build::{
    arithmetic, compare, marks_constant, marks_type, only_where, pure_constant, pure_type, sum, yes_no,
};
use crate::core::{Comparison, Constant, Expr, ExprKind, FieldId, FigureId, Operator, Statistic};
use crate::finding::Span;
use crate::number::Number;
use crate::rules::{Aggregate, Node, Weights};

/// A child as its parent sees it.
pub(super) struct Child {
    /// Its mark: 0 where it does not apply.
    pub(super) mark: Expr,
    /// Its mark before rounding: missing where it does not apply.
    pub(super) unrounded: Expr,
    /// Whether it applies; `None` when it always does.
    pub(super) applies: Option<Expr>,
    /// Its full marks.
    pub(super) full: Number,
}

/// A node with what stands below it.
pub(super) struct Tree<'a> {
    /// How it comes from the children.
    pub(super) node: &'a Node,
    /// The children.
    pub(super) children: Vec<Child>,
    /// Its full marks.
    pub(super) full: Number,
    /// The 方面, or 总分.
    pub(super) id: Option<usize>,
    /// Place for what is implied.
    pub(super) span: Span,
}

impl Tree<'_> {
    /// The mark before rounding. 0 where no child applies.
    pub(super) fn mark(&self) -> Expr {
        if self.node.is_sum() {
            return self.sum();
        }
        let value = match &self.node.aggregate {
            Aggregate::Sum => self.scaled_sum(),
            Aggregate::Mean => self.mean(),
            Aggregate::Harmonic => self.harmonic(),
            Aggregate::Least => self.extreme(ExprKind::Least),
            Aggregate::Greatest => self.extreme(ExprKind::Greatest),
            Aggregate::Geometric { places } => self.geometric(*places),
            Aggregate::Power { exponent, places } => self.power(*exponent, *places),
            Aggregate::Median => {
                self.ordered(|count| alike(count, (count.saturating_sub(1)) / 2, (count.saturating_sub(1)) / 2))
            }
            Aggregate::Trimmed { high, low } => self.ordered(|count| alike(count, *high, *low)),
            Aggregate::Ordered(weights) => self.ordered(|count| (count == weights.len()).then(|| weights.clone())),
        };
        let any = self.any_applies();
        let value = only_where(any.as_ref(), value, self.zero());
        self.covered(value)
    }

    fn zero(&self) -> Expr {
        marks_constant(Number::zero(), self.span)
    }

    fn sum(&self) -> Expr {
        sum(self.children.iter().map(|child| child.mark.clone()), self.span)
    }

    /// Whether some child applies; `None` when one always does.
    pub(super) fn any_applies(&self) -> Option<Expr> {
        let all: Option<Vec<Expr>> = self.children.iter().map(|child| child.applies.clone()).collect();
        all.map(|all| yes_no(ExprKind::Or(all), self.span))
    }

    /// 缺项 折算 of a sum: the share of the full marks that apply, times those of the node.
    fn scaled_sum(&self) -> Expr {
        if self.children.iter().all(|child| child.applies.is_none()) {
            return self.sum();
        }
        let full = |child: &Child| {
            only_where(child.applies.as_ref(), marks_constant(child.full.clone(), self.span), self.zero())
        };
        let applicable = sum(self.children.iter().map(full), self.span);
        let share = arithmetic(Operator::Divide, self.sum(), applicable);
        arithmetic(Operator::Multiply, share, marks_constant(self.full.clone(), self.span))
    }

    /// How many weights the data give.
    pub(super) fn weights_from_data(&self) -> usize {
        match self.node.weights {
            Weights::Data { .. } => self.children.len(),
            Weights::Given { .. } => 0,
        }
    }

    /// A weight that the data give: from the shares of full marks, before rounding.
    pub(super) fn data_weight(&self, index: usize) -> Expr {
        let Weights::Data { kind, min_max, same, places, span } = &self.node.weights else { return self.weight(index) };
        let share = |child: &Child| {
            let full = marks_constant(child.full.clone(), *span);
            let share = pure(arithmetic(Operator::Divide, Expr { span: *span, ..child.unrounded.clone() }, full));
            if *min_max { within_extremes(share, same) } else { share }
        };
        let kind = ExprKind::CohortWeight {
            same: same.clone(),
            kind: *kind,
            items: self.children.iter().map(share).collect(),
            index,
            places: *places,
        };
        Expr::new(kind, pure_type(), *span)
    }

    /// The weight of a child as written or as the data give it.
    fn weight(&self, index: usize) -> Expr {
        match &self.node.weights {
            Weights::Given { each, .. } => {
                each.get(index).cloned().unwrap_or_else(|| pure_constant(Number::one(), self.span))
            }
            Weights::Data { span, .. } => {
                Expr::new(ExprKind::Figure(FigureId::Weight(self.id, index)), pure_type(), *span)
            }
        }
    }

    /// Whether the weights of the children that apply always add up to 1.
    fn adds_up(&self) -> bool {
        matches!(self.node.weights, Weights::Given { add_up: true, .. })
    }

    /// The weights over their sum, where all are known without data and every child applies.
    fn fixed_shares(&self) -> Option<Vec<Expr>> {
        let weights: Vec<Expr> = (0..self.children.len()).map(|index| self.weight(index)).collect();
        let numbers: Vec<&Number> = weights.iter().map(fixed).collect::<Option<_>>()?;
        if self.children.iter().any(|child| child.applies.is_some()) {
            return None;
        }
        let all: Number = numbers.iter().copied().sum();
        let shares = numbers
            .into_iter()
            .zip(&weights)
            .map(|(number, weight)| Some(pure_constant(number.checked_div(&all)?, weight.span)));
        shares.collect()
    }

    /// The weights over their sum; 0 where a child does not apply.
    fn shares(&self) -> Vec<Expr> {
        if let Some(fixed) = self.fixed_shares() {
            return fixed;
        }
        let zero = || pure_constant(Number::zero(), self.span);
        let all = self.weight_that_applies();
        let shares = self.children.iter().enumerate().map(|(index, child)| {
            let weight = self.weight(index);
            let share = if self.adds_up() { weight } else { pure(arithmetic(Operator::Divide, weight, all.clone())) };
            only_where(child.applies.as_ref(), share, zero())
        });
        shares.collect()
    }

    /// Σ weight × mark ÷ Σ weight
    fn mean(&self) -> Expr {
        self.weighted(|child| child.mark.clone())
    }

    /// The weighted mean of something of the children that apply. Divided at the end, so that there is one
    /// quotient.
    fn weighted(&self, of: impl Fn(&Child) -> Expr) -> Expr {
        let term = |weight: Expr, child: &Child| {
            let product = arithmetic(Operator::Multiply, of(child), weight);
            only_where(child.applies.as_ref(), product, self.zero())
        };
        if let Some(fixed) = self.fixed_shares() {
            return sum(fixed.into_iter().zip(&self.children).map(|(weight, child)| term(weight, child)), self.span);
        }
        let weighed = self.children.iter().enumerate().map(|(index, child)| term(self.weight(index), child));
        let all = sum(weighed, self.span);
        if self.adds_up() { all } else { arithmetic(Operator::Divide, all, self.weight_that_applies()) }
    }

    /// Σ weight of the children that apply.
    fn weight_that_applies(&self) -> Expr {
        let zero = || pure_constant(Number::zero(), self.span);
        let weights = self.children.iter().enumerate();
        let weights = weights.map(|(index, child)| only_where(child.applies.as_ref(), self.weight(index), zero()));
        pure(sum(weights, self.span))
    }

    /// 1 ÷ the weighted mean of 1 ÷ mark, which nears 0 when a mark does.
    fn harmonic(&self) -> Expr {
        let one = || pure_constant(Number::one(), self.span);
        let inverse = self.weighted(|child| arithmetic(Operator::Divide, one(), child.mark.clone()));
        let mean = arithmetic(Operator::Divide, one(), inverse);
        self.zero_beside_zero(mean)
    }

    /// The product of mark ^ share.
    fn geometric(&self, places: u32) -> Expr {
        let factors = self.children.iter().map(|child| child.mark.clone()).zip(self.shares()).collect();
        self.powers(factors, Some(places))
    }

    /// The root of the weighted mean of powers.
    fn power(&self, exponent: i32, places: u32) -> Expr {
        let own = || pure_constant(Number::from_integer(i64::from(exponent)), self.span);
        let mean = self.weighted(|child| self.powers(vec![(child.mark.clone(), own())], None));
        let inverse = Number::one().checked_div(&Number::from_integer(i64::from(exponent)));
        let inverse = pure_constant(inverse.unwrap_or_else(Number::one), self.span);
        let mean = self.powers(vec![(mean, inverse)], Some(places));
        if exponent < 0 { self.zero_beside_zero(mean) } else { mean }
    }

    fn powers(&self, factors: Vec<(Expr, Expr)>, places: Option<u32>) -> Expr {
        Expr::new(ExprKind::Powers { factors, places }, marks_type(), self.span)
    }

    /// The marks from the greatest, each times the weight of its place, for as many children as apply.
    fn ordered(&self, weights: impl Fn(usize) -> Option<Vec<Number>>) -> Expr {
        let children = self.children.len();
        let constant = |number: &Number| pure_constant(number.clone(), self.span);
        let withheld = || Expr::new(ExprKind::Uncovered, marks_type(), self.span);
        if self.children.iter().all(|child| child.applies.is_none()) {
            let terms = self.children.iter().map(|child| child.mark.clone()).collect();
            let Some(weights) = weights(children) else { return withheld() };
            let kind = ExprKind::Ordered { terms, weights: weights.iter().map(constant).collect() };
            return Expr::new(kind, marks_type(), self.span);
        }
        let (one, zero) = (|| pure_constant(Number::one(), self.span), || pure_constant(Number::zero(), self.span));
        let counted = self.children.iter().map(|child| only_where(child.applies.as_ref(), one(), zero()));
        let count = pure(sum(counted, self.span));
        // What does not apply comes last, where no weight is left for it.
        let last = || marks_constant(-Number::one(), self.span);
        let terms: Vec<Expr> =
            self.children.iter().map(|child| only_where(child.applies.as_ref(), child.mark.clone(), last())).collect();
        let is = |number: usize| {
            let number = Number::from_integer(i64::try_from(number).unwrap_or(i64::MAX));
            compare(Comparison::Equal, count.clone(), pure_constant(number, self.span))
        };
        let known: Vec<(usize, Vec<Number>)> =
            (1..=children).filter_map(|number| Some((number, weights(number)?))).collect();
        let places = (0..children).map(|place| {
            let arms = known.iter().filter_map(|(number, weights)| Some((is(*number), constant(weights.get(place)?))));
            let kind = ExprKind::Case { arms: arms.collect(), otherwise: Box::new(zero()) };
            Expr::new(kind, pure_type(), self.span)
        });
        let kind = ExprKind::Ordered { terms, weights: places.collect() };
        let value = Expr::new(kind, marks_type(), self.span);
        if known.len() == children {
            return value;
        }
        let enough = yes_no(ExprKind::Or(known.iter().map(|(number, _)| is(*number)).collect()), self.span);
        only_where(Some(&enough), value, withheld())
    }

    /// 0 when a child that counts has no marks, else the value.
    fn zero_beside_zero(&self, value: Expr) -> Expr {
        let full = || marks_constant(self.full.clone(), self.span);
        let marks = self.children.iter().enumerate().filter(|(index, _)| !self.weighs_nothing(*index));
        let marks = marks.map(|(index, child)| {
            let weight = self.weight(index);
            let counts = match (fixed(&weight), &child.applies) {
                (Some(_), applies) => applies.clone(),
                (None, applies) => {
                    let above = compare(Comparison::Above, weight, pure_constant(Number::zero(), self.span));
                    let terms = applies.iter().cloned().chain([above]).collect();
                    Some(yes_no(ExprKind::And(terms), self.span))
                }
            };
            only_where(counts.as_ref(), child.mark.clone(), full())
        });
        let least = Expr::new(ExprKind::Least(marks.collect()), marks_type(), self.span);
        let is_zero = compare(Comparison::Equal, least, self.zero());
        only_where(Some(&is_zero), self.zero(), value)
    }

    fn weighs_nothing(&self, index: usize) -> bool {
        fixed(&self.weight(index)).is_some_and(Number::is_zero)
    }

    /// 最小 or 最大 of the children that apply.
    fn extreme(&self, kind: fn(Vec<Expr>) -> ExprKind) -> Expr {
        let of_least = matches!(self.node.aggregate, Aggregate::Least);
        let apart = if of_least { self.full.clone() } else { Number::zero() };
        let terms = self.children.iter().map(|child| {
            only_where(child.applies.as_ref(), child.mark.clone(), marks_constant(apart.clone(), self.span))
        });
        Expr::new(kind(terms.collect()), marks_type(), self.span)
    }

    /// 覆盖: missing when too little of the weight applies.
    fn covered(&self, value: Expr) -> Expr {
        let Some(gaps) = &self.node.gaps else { return value };
        let Some(least) = &gaps.coverage else { return value };
        let weight = |index: usize, child: &Child| match self.node.aggregate {
            Aggregate::Sum => pure_constant(child.full.clone(), gaps.span),
            _ => self.weight(index),
        };
        let zero = || pure_constant(Number::zero(), gaps.span);
        let all = pure(sum(self.children.iter().enumerate().map(|(index, child)| weight(index, child)), gaps.span));
        let applicable = pure(sum(
            self.children
                .iter()
                .enumerate()
                .map(|(index, child)| only_where(child.applies.as_ref(), weight(index, child), zero())),
            gaps.span,
        ));
        let wanted = pure(arithmetic(Operator::Multiply, all, pure_constant(least.clone(), gaps.span)));
        let enough = compare(Comparison::AtLeast, applicable, wanted);
        let withheld = Expr::new(ExprKind::Uncovered, marks_type(), gaps.span);
        only_where(Some(&enough), value, withheld)
    }
}

/// The same weight for all places but the first and the last ones; `None` when none is left.
fn alike(count: usize, high: usize, low: usize) -> Option<Vec<Number>> {
    let end = count.checked_sub(low).filter(|end| *end > high)?;
    let share = Number::one().checked_div(&Number::from_integer(i64::try_from(end - high).ok()?))?;
    let weight = |place: usize| if (high..end).contains(&place) { share.clone() } else { Number::zero() };
    Some((0..count).map(weight).collect())
}

fn pure(expr: Expr) -> Expr {
    Expr { ty: pure_type(), ..expr }
}

/// The number, if it is known without data.
fn fixed(expr: &Expr) -> Option<&Number> {
    match &expr.kind {
        ExprKind::Constant(Constant::Number(number)) => Some(number),
        _ => None,
    }
}

/// (x − least) ÷ (greatest − least) over a cohort; 1 where all are alike, which tells them apart as little.
fn within_extremes(share: Expr, same: &[FieldId]) -> Expr {
    let span = share.span;
    let extreme = |figure: Statistic| {
        let value = Some(Box::new(share.clone()));
        Expr::new(ExprKind::Cohort { same: same.to_vec(), figure, filter: None, value }, pure_type(), span)
    };
    let (least, greatest) = (extreme(Statistic::Min), extreme(Statistic::Max));
    let all_alike = compare(Comparison::Equal, greatest.clone(), least.clone());
    let run = pure(arithmetic(Operator::Subtract, greatest, least.clone()));
    let along = pure(arithmetic(Operator::Subtract, share, least));
    let placed = pure(arithmetic(Operator::Divide, along, run));
    let otherwise = Box::new(placed);
    Expr::new(
        ExprKind::Case { arms: vec![(all_alike, pure_constant(Number::one(), span))], otherwise },
        pure_type(),
        span,
    )
}
