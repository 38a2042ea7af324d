//! The branches of a case, and which rows reach the one at hand.

use super::form::Form;
use super::guard::Guard;
use super::lower::Lowerer;
use super::operand::Operand;
use super::piece::Piece;
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
    ) -> Result<(Vec<(Piece, Operand)>, Operand), Reason> {
        let mut lowered = Vec::with_capacity(arms.len());
        for (condition, value) in arms {
            let truth = self.truth(*condition, table)?;
            let truth = self.shared(table, &truth);
            // Only scripts ask who reaches them.
            if !self.program.rules.functions.is_empty() {
                self.guards.push(Guard { condition: *condition, truth: truth.clone(), holds: true });
            }
            lowered.push((truth, self.lower(*value, table)?));
            if let Some(guard) = self.guards.last_mut() {
                guard.holds = false;
            }
        }
        Ok((lowered, self.lower(otherwise, table)?))
    }

    /// Whether a row reaches the branch at hand; `None` if all do.
    pub(super) fn reached(&self) -> Option<Piece> {
        let pass = self.guards.iter().map(|guard| {
            let truth = guard.truth.clone();
            if guard.holds { truth } else { truth.map(Form::not) }
        });
        pass.reduce(|all, next| all.with(&next, Form::and))
    }

    /// Lowers what is worked out for other rows than those at hand, or is used elsewhere too.
    pub(super) fn unguarded<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> T {
        let guards = std::mem::take(&mut self.guards);
        let lowered = lower(self);
        self.guards = guards;
        lowered
    }
}
