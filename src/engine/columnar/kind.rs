//! What a column holds.

use super::bounds::Width;

/// The values of a column. A date is the number of its day, a choice its place among the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Whole numbers.
    Whole(Width),
    /// Whether something holds.
    Truth,
    /// Texts.
    Text,
}

impl Kind {
    /// Days and choices.
    pub(super) const PLACE: Self = Self::Whole(Width::Bits32);
}
