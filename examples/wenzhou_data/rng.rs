//! The seeded source of every drawn number.

/// `SplitMix64`, written out here so that the bytes of the data sets depend on no other crate's version.
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// A generator whose whole sequence follows from `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits; the constants are those of the published algorithm, where all sums wrap.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to `high`, both included; `low` when the range is empty.
    ///
    /// The remainder's bias is below 2⁻⁴⁰ for the small ranges drawn here.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = high.saturating_sub(low).saturating_add(1).max(1);
        // One bit is dropped so that the number is not negative when read as signed.
        low + (self.next() >> 1).cast_signed() % width
    }

    /// A number from a pair of bounds.
    pub(crate) fn within(&mut self, (low, high): (i64, i64)) -> i64 {
        self.between(low, high)
    }

    /// True in `percent` cases of a hundred.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of the items, or `fallback` when there is none.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T], fallback: T) -> T {
        let last = i64::try_from(items.len()).unwrap_or(i64::MAX) - 1;
        let at = usize::try_from(self.between(0, last)).unwrap_or(0);
        items.get(at).copied().unwrap_or(fallback)
    }

    /// Puts the items in a drawn order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let high = i64::try_from(last).unwrap_or(i64::MAX);
            let other = usize::try_from(self.between(0, high)).unwrap_or(last);
            items.swap(last, other);
        }
    }
}
