//! Which way a figure goes as one other figure rises.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::interval::Interval;
use super::known::{Key, Known};
use super::prover::Prover;
use super::relation;
use crate::core::{Comparison, Expr, ExprKind, FigureId, Operator, Statistic};
use crate::number::Number;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slope {
    /// It stays.
    Flat,
    /// It never falls.
    Up,
    /// It never rises.
    Down,
    /// This cannot be told.
    Unknown,
}

impl Slope {
    fn flipped(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            same => same,
        }
    }

    /// Of a sum, or of either of two.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Flat, slope) | (slope, Self::Flat) => slope,
            (one, two) if one == two => one,
            _ => Self::Unknown,
        }
    }
}

/// Follows one figure through expressions.
pub(super) struct Slopes<'p, 'm> {
    pub(super) prover: &'p Prover<'m>,
    /// The figure that rises.
    pub(super) key: &'p Key,
    cells: RefCell<BTreeMap<FigureId, bool>>,
}

impl<'p, 'm> Slopes<'p, 'm> {
    pub(super) fn new(prover: &'p Prover<'m>, key: &'p Key) -> Self {
        Self { prover, key, cells: RefCell::default() }
    }

    fn is_it(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Figure(_) | ExprKind::Field { .. }) && self.prover.key(expr) == *self.key
    }

    /// Whether an expression reads the figure at all.
    pub(super) fn reads(&self, expr: &Expr) -> bool {
        if self.is_it(expr) {
            return true;
        }
        if let ExprKind::Figure(id) = &expr.kind {
            if let Some(known) = self.cells.borrow().get(id) {
                return *known;
            }
            let reads = self.prover.body(*id).is_some_and(|body| self.reads(body));
            self.cells.borrow_mut().insert(*id, reads);
            return reads;
        }
        expr.children().into_iter().any(|child| self.reads(child))
    }

    pub(super) fn of(&self, expr: &Expr, known: &Known) -> Slope {
        if self.is_it(expr) {
            return Slope::Up;
        }
        if !self.reads(expr) {
            return Slope::Flat;
        }
        match &expr.kind {
            ExprKind::Figure(id) => self.prover.body(*id).map_or(Slope::Unknown, |body| self.of(body, known)),
            ExprKind::Negate(value) => self.of(value, known).flipped(),
            ExprKind::Round { value, .. } | ExprKind::IfMissing { value, .. } | ExprKind::Exponential { value, .. } => {
                self.of(value, known)
            }
            ExprKind::Least(terms) | ExprKind::Greatest(terms) => {
                terms.iter().map(|term| self.of(term, known)).fold(Slope::Flat, Slope::and)
            }
            ExprKind::Arithmetic { operator, left, right } => self.arithmetic(*operator, left, right, known),
            ExprKind::Case { arms, otherwise } => self.case(arms, otherwise, known),
            ExprKind::Logarithm { value, base, .. } => {
                let one = Interval::at_least(Number::one(), false);
                let rises = base
                    .as_ref()
                    .is_none_or(|base| !self.reads(base) && self.prover.interval(base, known).is_within(&one));
                if rises { self.of(value, known) } else { Slope::Unknown }
            }
            ExprKind::Powers { factors, places } => {
                let slopes = factors.iter().map(|factor| self.power(factor, places.is_some(), known));
                slopes.fold(Slope::Flat, Slope::and)
            }
            ExprKind::Ordered { terms, weights } => {
                let fixed =
                    |weight: &Expr| !self.reads(weight) && self.prover.interval(weight, known).is_not_negative();
                if weights.iter().all(fixed) {
                    terms.iter().map(|term| self.of(term, known)).fold(Slope::Flat, Slope::and)
                } else {
                    Slope::Unknown
                }
            }
            ExprKind::Cohort {
                figure:
                    Statistic::Min
                    | Statistic::Max
                    | Statistic::Mean
                    | Statistic::Sum
                    | Statistic::TrimmedMean { .. }
                    | Statistic::Quantile { .. },
                filter,
                value,
                ..
            } => {
                let chosen = filter.as_ref().is_some_and(|filter| self.reads(filter));
                match value {
                    Some(value) if !chosen => self.of(value, known),
                    _ => Slope::Unknown,
                }
            }
            ExprKind::Script(call) => match &call.translated {
                Some(translated) => self.of(translated, known),
                None => Slope::Unknown,
            },
            ExprKind::Rank { value, descending, .. } => {
                let slope = self.of(value, known);
                if *descending { slope.flipped() } else { slope }
            }
            _ => Slope::Unknown,
        }
    }

    fn arithmetic(&self, operator: Operator, left: &Expr, right: &Expr, known: &Known) -> Slope {
        if let Some(slope) = self.beside_others(operator, left, right, known) {
            return slope;
        }
        let (one, two) = (self.of(left, known), self.of(right, known));
        match operator {
            Operator::Add => one.and(two),
            Operator::Subtract => one.and(two.flipped()),
            Operator::Multiply => {
                let by = |slope: Slope, factor: &Expr| self.times(slope, factor, known);
                match (one, two) {
                    (slope, Slope::Flat) => by(slope, right),
                    (Slope::Flat, slope) => by(slope, left),
                    (one, two) => {
                        let positive = |expr: &Expr| self.prover.interval(expr, known).is_not_negative();
                        if positive(left) && positive(right) { one.and(two) } else { Slope::Unknown }
                    }
                }
            }
            Operator::Divide => match (one, two) {
                (slope, Slope::Flat) => self.times(slope, right, known),
                (Slope::Flat, slope) => {
                    let (above, below) = (self.prover.interval(left, known), self.prover.interval(right, known));
                    let one_side = below.is_not_negative() || below.is_not_positive();
                    match (one_side, above.is_not_negative(), above.is_not_positive()) {
                        (true, true, _) => slope.flipped(),
                        (true, _, true) => slope,
                        _ => Slope::Unknown,
                    }
                }
                _ => Slope::Unknown,
            },
        }
    }

    /// x^e with a fixed e, of an x that is not negative.
    fn power(&self, (base, exponent): &(Expr, Expr), is_rounded: bool, known: &Known) -> Slope {
        let slope = self.of(base, known);
        if self.reads(exponent) {
            return Slope::Unknown;
        }
        let positive = is_rounded || self.prover.interval(base, known).is_not_negative();
        if slope == Slope::Flat && positive {
            return Slope::Flat;
        }
        if positive { self.times(slope, exponent, known) } else { Slope::Unknown }
    }

    fn times(&self, slope: Slope, factor: &Expr, known: &Known) -> Slope {
        let factor = self.prover.interval(factor, known);
        if factor.is_not_negative() {
            slope
        } else if factor.is_not_positive() {
            slope.flipped()
        } else {
            Slope::Unknown
        }
    }

    /// A value beside the least, greatest, mean or sum of its cohort, which move with it but never faster.
    fn beside_others(&self, operator: Operator, left: &Expr, right: &Expr, known: &Known) -> Option<Slope> {
        let of_cohort = |expr: &Expr| match &expr.kind {
            ExprKind::Cohort {
                figure: Statistic::Min | Statistic::Max | Statistic::Mean | Statistic::Sum,
                filter: None,
                value: Some(value),
                ..
            } => self.is_it(value),
            _ => false,
        };
        let mean_or_less =
            |expr: &Expr| of_cohort(expr) && !matches!(expr.kind, ExprKind::Cohort { figure: Statistic::Sum, .. });
        match operator {
            Operator::Subtract if self.is_it(left) && mean_or_less(right) => Some(Slope::Up),
            Operator::Subtract if mean_or_less(left) && self.is_it(right) => Some(Slope::Down),
            Operator::Divide if self.is_it(left) && of_cohort(right) => {
                self.prover.interval(left, known).is_not_negative().then_some(Slope::Up)
            }
            Operator::Divide if relation::is_place_between(self.prover, left, right) => {
                let (above, _) = relation::difference(left)?;
                Some(if self.is_it(above) { Slope::Up } else { Slope::Down })
            }
            _ => None,
        }
    }

    fn case(&self, arms: &[(Expr, Expr)], otherwise: &Expr, known: &Known) -> Slope {
        let mut slope = Slope::Flat;
        let mut known = known.clone();
        for (condition, value) in arms {
            let (holding, failing) = self.prover.split(condition, &known);
            let is_open = holding.is_some() && failing.is_some();
            if is_open && self.reads(condition) && !self.says_all_equal(condition) {
                return Slope::Unknown;
            }
            if let Some(holding) = holding {
                slope = slope.and(self.of(value, &holding));
            }
            match failing {
                Some(failing) => known = failing,
                None => return slope,
            }
        }
        slope.and(self.of(otherwise, &known))
    }

    /// The greatest of the cohort is the least: a case of its own that the rule states, not a step of the value.
    fn says_all_equal(&self, condition: &Expr) -> bool {
        let ExprKind::Compare { comparison: Comparison::Equal, left, right } = &condition.kind else { return false };
        relation::is_never_below(self.prover, left, right)
            && matches!(left.kind, ExprKind::Cohort { .. })
            && matches!(right.kind, ExprKind::Cohort { .. })
    }
}
