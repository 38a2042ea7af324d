//! Which way a figure goes as one other figure rises.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::figure::Depth;
use super::interval::Interval;
use super::known::{Key, Known};
use super::prover::Prover;
use super::relation;
use crate::core::{Comparison, ExprId, ExprKind, FigureId, Operator, Places, Statistic};
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
    prover: &'p Prover<'m>,
    /// The figure that rises.
    key: &'p Key,
    /// Whether other figures read it.
    reads: RefCell<BTreeMap<FigureId, bool>>,
    /// Which way figures without a name go that stand too deep to be looked into in place.
    figures: RefCell<BTreeMap<FigureId, Slope>>,
    depth: Depth,
}

impl<'p, 'm> Slopes<'p, 'm> {
    pub(super) fn new(prover: &'p Prover<'m>, key: &'p Key) -> Self {
        Self { prover, key, reads: RefCell::default(), figures: RefCell::default(), depth: Depth::default() }
    }

    fn is_it(&self, expr: ExprId) -> bool {
        let kind = &self.prover.program.arena[expr].kind;
        matches!(kind, ExprKind::Figure(_) | ExprKind::Field { .. }) && self.prover.key(expr) == *self.key
    }

    /// Whether an expression reads the figure at all.
    pub(super) fn reads(&self, expr: ExprId) -> bool {
        self.prover.program.arena.walk(expr).any(|(part, node)| {
            self.is_it(part)
                || match node.kind {
                    ExprKind::Figure(id) => self.is_read_by(id),
                    _ => false,
                }
        })
    }

    fn is_read_by(&self, id: FigureId) -> bool {
        if let Some(known) = self.reads.borrow().get(&id) {
            return *known;
        }
        let mut reads = false;
        for next in self.prover.up_to(id) {
            let known = self.reads.borrow().get(&next).copied();
            reads = known.unwrap_or_else(|| self.prover.body(next).is_some_and(|body| self.reads(body)));
            self.reads.borrow_mut().insert(next, reads);
        }
        reads
    }

    pub(super) fn of(&self, expr: ExprId, known: &Known) -> Slope {
        if self.is_it(expr) {
            return Slope::Up;
        }
        if !self.reads(expr) {
            return Slope::Flat;
        }
        let over = |terms: &[ExprId]| terms.iter().map(|term| self.of(*term, known)).fold(Slope::Flat, Slope::and);
        match &self.prover.program.arena[expr].kind {
            ExprKind::Figure(id) => self.figure(*id, known),
            ExprKind::Negate(value) => self.of(*value, known).flipped(),
            ExprKind::Round { value, .. } | ExprKind::IfMissing { value, .. } | ExprKind::Exponential { value, .. } => {
                self.of(*value, known)
            }
            ExprKind::Sum(terms) | ExprKind::Least(terms) | ExprKind::Greatest(terms) => over(terms),
            ExprKind::Arithmetic { operator, left, right } => self.arithmetic(*operator, *left, *right, known),
            ExprKind::Case { arms, otherwise } => self.case(arms, *otherwise, known),
            ExprKind::Logarithm { value, base, .. } => {
                let one = Interval::at_least(Number::one(), false);
                let rises =
                    base.is_none_or(|base| !self.reads(base) && self.prover.interval(base, known).is_within(&one));
                if rises { self.of(*value, known) } else { Slope::Unknown }
            }
            ExprKind::Powers { factors, rounding } => {
                let slopes = factors.iter().map(|factor| self.power(*factor, rounding.is_some(), known));
                slopes.fold(Slope::Flat, Slope::and)
            }
            ExprKind::Ordered { terms, places } => {
                let chosen = terms.iter().filter_map(|term| term.counts).any(|counts| self.reads(counts));
                let fixed =
                    |weight: &ExprId| !self.reads(*weight) && self.prover.interval(*weight, known).is_not_negative();
                let weighed = match places {
                    Places::Written(weights) => weights.iter().all(fixed),
                    Places::Trimmed { .. } | Places::Middle | Places::Greatest | Places::Least => true,
                };
                if chosen || !weighed {
                    return Slope::Unknown;
                }
                over(&terms.iter().map(|term| term.value).collect::<Vec<_>>())
            }
            ExprKind::Cohort {
                statistic:
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
                let chosen = filter.is_some_and(|filter| self.reads(filter));
                match value {
                    Some(value) if !chosen => self.of(*value, known),
                    _ => Slope::Unknown,
                }
            }
            ExprKind::Script(call) => match call.translated {
                Some(translated) => self.of(translated, known),
                None => Slope::Unknown,
            },
            ExprKind::Rank { value, descending, .. } => {
                let slope = self.of(*value, known);
                if *descending { slope.flipped() } else { slope }
            }
            _ => Slope::Unknown,
        }
    }

    /// Of a figure that reads it. One without a name is looked into in place, but not too deep.
    fn figure(&self, id: FigureId, known: &Known) -> Slope {
        let Some(body) = self.prover.body(id).filter(|_| !self.prover.gave_up()) else { return Slope::Unknown };
        if id.is_named() {
            return self.of(body, known);
        }
        if let Some(slope) = self.depth.deeper(|| self.of(body, known)) {
            return slope;
        }
        if let Some(known) = self.figures.borrow().get(&id) {
            return *known;
        }
        let mut slope = Slope::Unknown;
        for next in self.prover.up_to(id) {
            if self.prover.gave_up() {
                return Slope::Unknown;
            }
            let found = self.figures.borrow().get(&next).copied();
            slope = found.unwrap_or_else(|| self.work_out(next));
        }
        slope
    }

    fn work_out(&self, id: FigureId) -> Slope {
        let of_body = |body| self.depth.of_figure(id, || self.of(body, &self.prover.base));
        let slope = self.prover.body(id).map_or(Slope::Unknown, of_body);
        self.figures.borrow_mut().insert(id, slope);
        slope
    }

    fn arithmetic(&self, operator: Operator, left: ExprId, right: ExprId, known: &Known) -> Slope {
        if let Some(slope) = self.beside_others(operator, left, right, known) {
            return slope;
        }
        let (one, two) = (self.of(left, known), self.of(right, known));
        match operator {
            Operator::Add => one.and(two),
            Operator::Subtract => one.and(two.flipped()),
            Operator::Multiply => {
                let by = |slope: Slope, factor: ExprId| self.times(slope, factor, known);
                match (one, two) {
                    (slope, Slope::Flat) => by(slope, right),
                    (Slope::Flat, slope) => by(slope, left),
                    (one, two) => {
                        let positive = |expr: ExprId| self.prover.interval(expr, known).is_not_negative();
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
    fn power(&self, (base, exponent): (ExprId, ExprId), is_rounded: bool, known: &Known) -> Slope {
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

    fn times(&self, slope: Slope, factor: ExprId, known: &Known) -> Slope {
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
    fn beside_others(&self, operator: Operator, left: ExprId, right: ExprId, known: &Known) -> Option<Slope> {
        let of_cohort = |expr: ExprId| match self.prover.kind(expr) {
            ExprKind::Cohort {
                statistic: Statistic::Min | Statistic::Max | Statistic::Mean | Statistic::Sum,
                filter: None,
                value: Some(value),
                ..
            } => self.is_it(*value),
            _ => false,
        };
        let mean_or_less = |expr: ExprId| {
            of_cohort(expr) && !matches!(self.prover.kind(expr), ExprKind::Cohort { statistic: Statistic::Sum, .. })
        };
        match operator {
            Operator::Subtract if self.is_it(left) && mean_or_less(right) => Some(Slope::Up),
            Operator::Subtract if mean_or_less(left) && self.is_it(right) => Some(Slope::Down),
            Operator::Divide if self.is_it(left) && of_cohort(right) => {
                self.prover.interval(left, known).is_not_negative().then_some(Slope::Up)
            }
            Operator::Divide if relation::is_place_between(self.prover, left, right) => {
                let (above, _) = relation::difference(self.prover, left)?;
                Some(if self.is_it(above) { Slope::Up } else { Slope::Down })
            }
            _ => None,
        }
    }

    fn case(&self, arms: &[(ExprId, ExprId)], otherwise: ExprId, known: &Known) -> Slope {
        // Whichever is taken, it is the same.
        if arms.iter().all(|(_, value)| relation::is_same(self.prover, *value, otherwise)) {
            return self.of(otherwise, known);
        }
        let mut slope = Slope::Flat;
        let mut known = known.clone();
        for (condition, value) in arms {
            let (holding, failing) = self.prover.split(*condition, &known);
            let is_open = holding.is_some() && failing.is_some();
            if is_open && self.reads(*condition) && !self.says_all_equal(*condition) {
                return Slope::Unknown;
            }
            if let Some(holding) = holding {
                slope = slope.and(self.of(*value, &holding));
            }
            match failing {
                Some(failing) => known = failing,
                None => return slope,
            }
        }
        slope.and(self.of(otherwise, &known))
    }

    /// The greatest of the cohort is the least: a case of its own that the rule states, not a step of the value.
    fn says_all_equal(&self, condition: ExprId) -> bool {
        let ExprKind::Compare { comparison: Comparison::Equal, left, right, .. } = *self.prover.kind(condition) else {
            return false;
        };
        relation::is_never_below(self.prover, left, right)
            && matches!(self.prover.kind(left), ExprKind::Cohort { .. })
            && matches!(self.prover.kind(right), ExprKind::Cohort { .. })
    }
}
