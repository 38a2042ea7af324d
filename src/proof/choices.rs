//! Choices of an enumeration that a value may be.

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
