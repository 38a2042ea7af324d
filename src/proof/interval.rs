//! Intervals of exact numbers: open, closed, without an end, or empty.

use crate::number::{Number, Rounding, RoundingMode};

/// One end that is a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) at: Number,
    /// Whether the end belongs to the interval.
    pub(crate) inclusive: bool,
}

/// The numbers between two ends; an absent end is infinite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Option<Edge>,
    pub(crate) high: Option<Edge>,
}

/// An end on the extended line, for products.
#[derive(Clone)]
enum Extended {
    Finite(Number, bool),
    Infinite { negative: bool },
}

impl Interval {
    pub(crate) fn all() -> Self {
        Self { low: None, high: None }
    }

    pub(crate) fn empty() -> Self {
        let edge = |at: i64| Some(Edge { at: Number::from_integer(at), inclusive: false });
        Self { low: edge(1), high: edge(0) }
    }

    pub(crate) fn point(at: Number) -> Self {
        Self::between(at.clone(), at)
    }

    /// Both ends included.
    pub(crate) fn between(low: Number, high: Number) -> Self {
        Self { low: Some(Edge { at: low, inclusive: true }), high: Some(Edge { at: high, inclusive: true }) }
    }

    pub(crate) fn at_least(low: Number, inclusive: bool) -> Self {
        Self { low: Some(Edge { at: low, inclusive }), high: None }
    }

    pub(crate) fn at_most(high: Number, inclusive: bool) -> Self {
        Self { low: None, high: Some(Edge { at: high, inclusive }) }
    }

    pub(crate) fn not_negative() -> Self {
        Self::at_least(Number::zero(), true)
    }

    /// Without ends of more digits than a rule has a use for: figures that grow from step to step would fill the
    /// memory. Leaving an end out only makes an interval wider.
    fn bounded(mut self) -> Self {
        const MOST_BITS: u64 = 4096;
        let is_large = |edge: &Edge| edge.at.numer().bits() > MOST_BITS || edge.at.denom().bits() > MOST_BITS;
        self.low = self.low.filter(|edge| !is_large(edge));
        self.high = self.high.filter(|edge| !is_large(edge));
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => low.at > high.at || low.at == high.at && !(low.inclusive && high.inclusive),
            _ => false,
        }
    }

    /// The only number in it.
    pub(crate) fn only(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) if low.at == high.at && low.inclusive && high.inclusive => Some(&low.at),
            _ => None,
        }
    }

    pub(crate) fn holds(&self, value: &Number) -> bool {
        let above = self.low.as_ref().is_none_or(|low| *value > low.at || low.inclusive && *value == low.at);
        let below = self.high.as_ref().is_none_or(|high| *value < high.at || high.inclusive && *value == high.at);
        above && below
    }

    /// Whether all of it lies in another one.
    pub(crate) fn is_within(&self, outer: &Self) -> bool {
        if self.is_empty() {
            return true;
        }
        let above = match (&self.low, &outer.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(other)) => own.at > other.at || own.at == other.at && (other.inclusive || !own.inclusive),
        };
        let below = match (&self.high, &outer.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(other)) => own.at < other.at || own.at == other.at && (other.inclusive || !own.inclusive),
        };
        above && below
    }

    pub(crate) fn is_not_negative(&self) -> bool {
        self.is_within(&Self::not_negative())
    }

    pub(crate) fn is_not_positive(&self) -> bool {
        self.is_within(&Self::at_most(Number::zero(), true))
    }

    /// What lies in both.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        Self {
            low: later(self.low.as_ref(), other.low.as_ref()),
            high: earlier(self.high.as_ref(), other.high.as_ref()),
        }
    }

    /// The least interval around both.
    pub(crate) fn hull(&self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        let low = match (&self.low, &other.low) {
            (Some(one), Some(two)) => {
                Some(if one.at < two.at || one.at == two.at && one.inclusive { one } else { two })
            }
            _ => None,
        };
        let high = match (&self.high, &other.high) {
            (Some(one), Some(two)) => {
                Some(if one.at > two.at || one.at == two.at && one.inclusive { one } else { two })
            }
            _ => None,
        };
        Self { low: low.cloned(), high: high.cloned() }
    }

    pub(crate) fn negated(&self) -> Self {
        let flip =
            |edge: &Option<Edge>| edge.as_ref().map(|edge| Edge { at: -edge.at.clone(), inclusive: edge.inclusive });
        Self { low: flip(&self.high), high: flip(&self.low) }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self::empty();
        }
        if let (Some(one), Some(two)) = (self.only(), other.only()) {
            return Self::point(one + two).bounded();
        }
        let sum = |one: &Option<Edge>, two: &Option<Edge>| {
            let (one, two) = (one.as_ref()?, two.as_ref()?);
            Some(Edge { at: &one.at + &two.at, inclusive: one.inclusive && two.inclusive })
        };
        Self { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high) }.bounded()
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        if let (Some(one), Some(two)) = (self.only(), other.only()) {
            return Self::point(one - two).bounded();
        }
        self.plus(&other.negated())
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self::empty();
        }
        match (self.only(), other.only()) {
            (Some(one), Some(two)) => return Self::point(one * two).bounded(),
            (_, Some(factor)) => return self.scaled(factor),
            (Some(factor), _) => return other.scaled(factor),
            _ => {}
        }
        let mut found: Option<(Extended, Extended)> = None;
        for one in self.ends() {
            for two in other.ends() {
                let product = one.times(&two);
                found = Some(match found {
                    None => (product.clone(), product),
                    Some((least, most)) => (product.lesser(least), product.greater(most)),
                });
            }
        }
        match found {
            Some((least, most)) => Self { low: least.edge(), high: most.edge() }.bounded(),
            None => Self::empty(),
        }
    }

    fn scaled(&self, factor: &Number) -> Self {
        if factor.is_zero() {
            return Self::point(Number::zero());
        }
        let by =
            |edge: &Option<Edge>| edge.as_ref().map(|edge| Edge { at: &edge.at * factor, inclusive: edge.inclusive });
        let (low, high) = (by(&self.low), by(&self.high));
        let scaled = if factor.is_negative() { Self { low: high, high: low } } else { Self { low, high } };
        scaled.bounded()
    }

    /// Quotients; a divisor of 0 gives none.
    pub(crate) fn over(&self, other: &Self) -> Self {
        if let Some(divisor) = other.only() {
            let factor = Number::one().checked_div(divisor);
            return match factor {
                Some(factor) if !self.is_empty() => self.scaled(&factor),
                _ => Self::empty(),
            };
        }
        let zero = Number::zero();
        let positive = other.meet(&Self::at_least(zero.clone(), false)).inverted();
        let negative = other.meet(&Self::at_most(zero, false)).negated().inverted().negated();
        self.times(&positive).hull(&self.times(&negative))
    }

    /// 1/x of an interval above 0.
    fn inverted(&self) -> Self {
        if self.is_empty() {
            return Self::empty();
        }
        let inverse = |edge: &Edge| {
            let at = Number::one().checked_div(&edge.at)?;
            Some(Edge { at, inclusive: edge.inclusive })
        };
        let low = match &self.high {
            Some(high) => inverse(high),
            None => Some(Edge { at: Number::zero(), inclusive: false }),
        };
        Self { low, high: self.low.as_ref().and_then(inverse) }
    }

    pub(crate) fn least(&self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return Self::empty();
        }
        let low = match (&self.low, &other.low) {
            (Some(one), Some(two)) => {
                Some(if one.at < two.at || one.at == two.at && one.inclusive { one } else { two }.clone())
            }
            _ => None,
        };
        Self { low, high: earlier(self.high.as_ref(), other.high.as_ref()) }
    }

    pub(crate) fn greatest(&self, other: &Self) -> Self {
        self.negated().least(&other.negated()).negated()
    }

    /// Rounded as shown in a unit of this size.
    pub(crate) fn rounded(&self, rounding: Rounding, scale: &Number) -> Self {
        if self.is_empty() {
            return Self::empty();
        }
        // Rounding never lets a greater number fall below a lesser one, so the ends say all.
        let round = |at: &Number| at.checked_div(scale).map(|shown| shown.round(rounding) * scale);
        let step = || rounding.apart() * scale;
        let edge = |edge: &Edge, is_high: bool| {
            let at = round(&edge.at)?;
            // What lies below a whole step is rounded down to the one before.
            let on_grid = at == edge.at && !edge.inclusive;
            let at = match rounding.mode {
                RoundingMode::Floor if on_grid && is_high => at - step(),
                RoundingMode::Ceiling if on_grid && !is_high => at + step(),
                _ => at,
            };
            Some(Edge { at, inclusive: true })
        };
        Self {
            low: self.low.as_ref().and_then(|low| edge(low, false)),
            high: self.high.as_ref().and_then(|high| edge(high, true)),
        }
    }

    fn ends(&self) -> [Extended; 2] {
        let end = |edge: &Option<Edge>, negative: bool| match edge {
            Some(edge) => Extended::Finite(edge.at.clone(), edge.inclusive),
            None => Extended::Infinite { negative },
        };
        [end(&self.low, true), end(&self.high, false)]
    }
}

impl Extended {
    fn sign(&self) -> i8 {
        match self {
            Self::Finite(at, _) if at.is_zero() => 0,
            Self::Finite(at, _) => {
                if at.is_negative() {
                    -1
                } else {
                    1
                }
            }
            Self::Infinite { negative } => {
                if *negative {
                    -1
                } else {
                    1
                }
            }
        }
    }

    fn times(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Finite(one, reached), Self::Finite(two, too)) => {
                // 0 × anything is 0, also when the other end is not reached.
                let zero = one.is_zero() && *reached || two.is_zero() && *too;
                Self::Finite(one * two, *reached && *too || zero)
            }
            (Self::Finite(one, reached), Self::Infinite { .. }) if one.is_zero() => {
                Self::Finite(Number::zero(), *reached)
            }
            (Self::Infinite { .. }, Self::Finite(two, reached)) if two.is_zero() => {
                Self::Finite(Number::zero(), *reached)
            }
            _ => Self::Infinite { negative: self.sign() * other.sign() < 0 },
        }
    }

    fn lesser(&self, other: Self) -> Self {
        match (self, &other) {
            (Self::Infinite { negative: true }, _) => self.clone(),
            (_, Self::Infinite { negative: true }) | (Self::Infinite { .. }, _) => other,
            (_, Self::Infinite { .. }) => self.clone(),
            (Self::Finite(one, reached), Self::Finite(two, too)) => match one.cmp(two) {
                std::cmp::Ordering::Less => self.clone(),
                std::cmp::Ordering::Greater => other,
                std::cmp::Ordering::Equal => Self::Finite(one.clone(), *reached || *too),
            },
        }
    }

    fn greater(&self, other: Self) -> Self {
        match (self, &other) {
            (Self::Infinite { negative: false }, _) => self.clone(),
            (_, Self::Infinite { negative: false }) | (Self::Infinite { .. }, _) => other,
            (_, Self::Infinite { .. }) => self.clone(),
            (Self::Finite(one, reached), Self::Finite(two, too)) => match one.cmp(two) {
                std::cmp::Ordering::Greater => self.clone(),
                std::cmp::Ordering::Less => other,
                std::cmp::Ordering::Equal => Self::Finite(one.clone(), *reached || *too),
            },
        }
    }

    fn edge(self) -> Option<Edge> {
        match self {
            Self::Finite(at, inclusive) => Some(Edge { at, inclusive }),
            Self::Infinite { .. } => None,
        }
    }
}

/// The greater of two lower ends.
fn later(one: Option<&Edge>, two: Option<&Edge>) -> Option<Edge> {
    match (one, two) {
        (Some(one), Some(two)) => {
            Some(if one.at > two.at || one.at == two.at && !one.inclusive { one } else { two }.clone())
        }
        (one, two) => one.or(two).cloned(),
    }
}

/// The lesser of two upper ends.
fn earlier(one: Option<&Edge>, two: Option<&Edge>) -> Option<Edge> {
    match (one, two) {
        (Some(one), Some(two)) => {
            Some(if one.at < two.at || one.at == two.at && !one.inclusive { one } else { two }.clone())
        }
        (one, two) => one.or(two).cloned(),
    }
}
