//! Choices of an enumeration that a value may be.

/// A set of choices: a bit for each, without zero words at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choices(Vec<u64>);

impl Choices {
    /// The first so many choices.
    pub(super) fn all(count: usize) -> Self {
        let whole = std::iter::repeat_n(u64::MAX, count / 64);
        Self(whole.chain([(1 << (count % 64)) - 1]).collect()).trimmed()
    }

    pub(super) fn only(choice: usize) -> Self {
        let before = std::iter::repeat_n(0, choice / 64);
        Self(before.chain([1 << (choice % 64)]).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is one choice.
    pub(super) fn is_one(&self) -> bool {
        self.0.iter().map(|word| word.count_ones()).sum::<u32>() == 1
    }

    pub(super) fn meet(&self, other: &Self) -> Self {
        self.with(other, |one, two| one & two)
    }

    pub(super) fn hull(&self, other: &Self) -> Self {
        self.with(other, |one, two| one | two)
    }

    pub(super) fn without(&self, other: &Self) -> Self {
        self.with(other, |one, two| one & !two)
    }

    fn with(&self, other: &Self, word: fn(u64, u64) -> u64) -> Self {
        let at = |words: &[u64], place: usize| words.get(place).copied().unwrap_or(0);
        let places = 0..self.0.len().max(other.0.len());
        Self(places.map(|place| word(at(&self.0, place), at(&other.0, place))).collect()).trimmed()
    }

    fn trimmed(mut self) -> Self {
        let used = self.0.iter().rposition(|word| *word != 0).map_or(0, |last| last + 1);
        self.0.truncate(used);
        self
    }
}
