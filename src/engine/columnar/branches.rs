//! The branches of a case, and which rows reach the one at hand.

use super::form::Form;
use super::guard::Guard;
use super::lower::Lowerer;
use super::operand::Operand;
use super::way::Reason;
use crate::core::{ExprId, TableId};

impl Lowerer<'_> {
    /// The value beside the first condition that holds.
    pub(super) fn case(
        &mut self,
        arms: &[(ExprId, ExprId)],
        otherwise: ExprId,
        table: TableId,
    ) -> Result<Operand, Reason> {
        let outside = self.guards.len();
        let lowered = self.branches(arms, otherwise, table);
        self.guards.truncate(outside);
        let (arms, otherwise) = lowered?;
        Operand::case(&arms, &otherwise)
    }

    #[allow(clippy::type_complexity, reason = "conditions with their values, and the value without any")]
    fn branches(
        &mut self,
        arms: &[(ExprId, ExprId)],
        otherwise: ExprId,
        table: TableId,
    ) -> Result<(Vec<(Form, Operand)>, Operand), Reason> {
        let mut lowered = Vec::with_capacity(arms.len());
        for (condition, value) in arms {
            let truth = self.truth(*condition, table)?;
            // Only scripts ask who reaches them.
            let is_asked = !self.program.rules.functions.is_empty();
            self.guards.extend(is_asked.then(|| Guard::branch(*condition, &truth, true)));
            let value = self.lower(*value, table)?;
            if is_asked {
                self.guards.pop();
                self.guards.push(Guard::branch(*condition, &truth, false));
            }
            lowered.push((truth, value));
        }
        Ok((lowered, self.lower(otherwise, table)?))
    }

    /// What the rows that reach the branch at hand have in common.
    pub(super) fn reached(&mut self) -> Vec<Guard> {
        let mut guards = self.guards.clone();
        guards.extend(self.current.and_then(|figure| self.asking(figure)));
        guards
    }

    /// Lowers what is worked out for other rows than those at hand, or is used elsewhere too.
    pub(super) fn unguarded<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let outside = (std::mem::take(&mut self.guards), self.current.take());
        let lowered = lower(self);
        (self.guards, self.current) = outside;
        lowered
    }
}
