//! Which branches were taken.

use super::view::{At, View};
use crate::core::ExprId;
use crate::engine::exact::Value;
use crate::invariant::OrBroken;

/// How a 若, 按 or 分档 went for a row.
pub(super) struct Choice<'a> {
    /// The arms whose conditions were asked.
    pub(super) asked: &'a [(ExprId, ExprId)],
    /// Where it went.
    pub(super) took: Took,
}

/// The branch that was taken.
pub(super) enum Took {
    /// The one of a condition that holds.
    Arm {
        /// The condition.
        condition: ExprId,
        /// The value beside it.
        value: ExprId,
    },
    /// The last one.
    Otherwise(ExprId),
    /// A condition is unknown.
    Unknown,
}

impl View<'_> {
    /// Asks the conditions of a choice in order.
    pub(super) fn choice<'e>(&self, arms: &'e [(ExprId, ExprId)], otherwise: ExprId, at: At) -> Choice<'e> {
        for (index, (condition, value)) in arms.iter().enumerate() {
            let took = match self.eval(*condition, at) {
                Value::YesNo(false) => continue,
                Value::YesNo(true) => Took::Arm { condition: *condition, value: *value },
                _ => Took::Unknown,
            };
            return Choice { asked: arms.get(..=index).or_broken("an arm is one of the arms"), took };
        }
        Choice { asked: arms, took: Took::Otherwise(otherwise) }
    }
}
