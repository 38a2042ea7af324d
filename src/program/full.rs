//! Full marks of a node of the tree, which may differ by the kind of the subject.

use crate::core::{Arena, ExprId, Operator, Origin, Type};
use crate::number::Number;
use crate::rules::ByKind;

/// Full marks.
pub(super) struct Full {
    /// Those of everyone; the most of any kind.
    pub(super) most: Number,
    /// Those of the subject at hand, where they differ by kind.
    pub(super) by_kind: Option<ExprId>,
}

impl Full {
    pub(super) fn of(most: &Number, by_kind: Option<&ByKind>) -> Self {
        Self { most: most.clone(), by_kind: by_kind.map(|by_kind| by_kind.expr) }
    }

    /// Those of the subject at hand.
    pub(super) fn marks(&self, arena: &mut Arena, origin: Origin) -> ExprId {
        match self.by_kind {
            Some(expr) => arena.copied(expr),
            None => arena.marks(self.most.clone(), origin),
        }
    }

    /// How many they are, without a unit.
    pub(super) fn count(&self, arena: &mut Arena, origin: Origin) -> ExprId {
        if self.by_kind.is_none() {
            return arena.pure(self.most.clone(), origin);
        }
        let both = (self.marks(arena, origin), arena.marks(Number::one(), origin));
        arena.arithmetic(Operator::Divide, both, Type::pure(), origin)
    }
}
