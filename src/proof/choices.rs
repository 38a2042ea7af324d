//! Choices of an enumeration that a value may be.

use super::interval::Interval;
use crate::core::Comparison;
use crate::number::Number;

/// A set of choices: the places, rising, at which a run of choices in it begins or ends. What is left after many arms
/// in the order of the enumeration is one run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Choices(Vec<usize>);

impl Choices {
    /// The first so many choices.
    pub(crate) fn all(count: usize) -> Self {
        if count == 0 { Self::default() } else { Self(vec![0, count]) }
    }

    pub(crate) fn only(choice: usize) -> Self {
        Self(vec![choice, choice.saturating_add(1)])
    }

    /// Those with the places that lie in an interval.
    pub(crate) fn within(count: usize, places: &Interval) -> Self {
        let holds = |place: &usize| places.holds(&Number::count(*place));
        (0..count).filter(holds).map(Self::only).fold(Self::default(), |all, one| all.hull(&one))
    }

    /// Between which places they lie.
    pub(crate) fn places(&self) -> Interval {
        match (self.0.first(), self.0.last().and_then(|end| end.checked_sub(1))) {
            (Some(first), Some(last)) => Interval::between(Number::count(*first), Number::count(last)),
            _ => Interval::empty(),
        }
    }

    /// Those whose places stand in a comparison to the place of some choice of others.
    pub(crate) fn beside(&self, comparison: Comparison, others: &Self) -> Self {
        let (Some(first), Some(end)) = (others.0.first().copied(), others.0.last().copied()) else {
            return Self::default();
        };
        let run = |from: usize, to: usize| if from < to { Self(vec![from, to]) } else { Self::default() };
        match comparison {
            Comparison::AtLeast => self.meet(&run(first, usize::MAX)),
            Comparison::Above => self.meet(&run(first.saturating_add(1), usize::MAX)),
            Comparison::AtMost => self.meet(&run(0, end)),
            Comparison::Below => self.meet(&run(0, end.saturating_sub(1))),
            Comparison::Equal => self.meet(others),
            Comparison::Unequal if others.is_one() => self.without(others),
            Comparison::Unequal => self.clone(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is one choice.
    pub(crate) fn is_one(&self) -> bool {
        matches!(self.0.as_slice(), [begin, end] if end.checked_sub(*begin) == Some(1))
    }

    pub(crate) fn meet(&self, other: &Self) -> Self {
        self.with(other, |one, two| one && two)
    }

    pub(crate) fn hull(&self, other: &Self) -> Self {
        self.with(other, |one, two| one || two)
    }

    pub(crate) fn without(&self, other: &Self) -> Self {
        self.with(other, |one, two| one && !two)
    }

    fn with(&self, other: &Self, is_in: fn(bool, bool) -> bool) -> Self {
        let mut edges = Vec::new();
        let (mut one, mut two) = (self.0.iter().copied().peekable(), other.0.iter().copied().peekable());
        let (mut in_one, mut in_two, mut inside) = (false, false, false);
        while let Some(edge) = one.peek().into_iter().chain(two.peek()).min().copied() {
            in_one ^= one.next_if_eq(&edge).is_some();
            in_two ^= two.next_if_eq(&edge).is_some();
            if is_in(in_one, in_two) != inside {
                inside = !inside;
                edges.push(edge);
            }
        }
        Self(edges)
    }
}
