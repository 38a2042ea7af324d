//! Which branches were taken.

use super::formula::Writer;
use crate::core::{Arena, ExprId, ExprKind, Role, TableId};
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

impl Writer<'_> {
    /// Asks the conditions of a choice in order.
    pub(super) fn choice<'e>(
        &self,
        arms: &'e [(ExprId, ExprId)],
        otherwise: ExprId,
        at: (TableId, usize),
    ) -> Choice<'e> {
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

    /// Where a node leads for a row: along the branches that are taken and what stands in for missing values, to
    /// something that is worked out. It ends at a choice of which nobody knows the branch.
    pub(super) fn way(&self, mut expr: ExprId, at: (TableId, usize)) -> ExprId {
        loop {
            expr = match self.kind(expr) {
                ExprKind::Case { arms, otherwise } => match self.choice(arms, *otherwise, at).took {
                    Took::Arm { value, .. } | Took::Otherwise(value) => value,
                    Took::Unknown => return expr,
                },
                ExprKind::IfMissing { value, default } if self.is_missing(*value, at) => *default,
                ExprKind::IfMissing { value, .. } => *value,
                _ => return expr,
            };
        }
    }

    /// The conditions of the branches that were taken, in the words of the rule.
    pub(super) fn branch(&self, mut expr: ExprId, at: (TableId, usize)) -> Option<String> {
        let mut taken: Vec<String> = Vec::new();
        loop {
            expr = match self.kind(expr) {
                ExprKind::Case { arms, otherwise } => match self.choice(arms, *otherwise, at).took {
                    Took::Arm { condition, value } => {
                        taken.extend(self.is_written(arms).then(|| self.source(condition)));
                        value
                    }
                    Took::Otherwise(value) if matches!(self.kind(value), ExprKind::Case { .. }) => value,
                    Took::Otherwise(_) => {
                        taken.extend(self.is_written(arms).then(|| "其余".to_owned()));
                        break;
                    }
                    Took::Unknown => break,
                },
                ExprKind::IfMissing { value, .. } if self.is_missing(*value, at) => {
                    taken.push("缺失".to_owned());
                    break;
                }
                ExprKind::IfMissing { value, .. } => *value,
                ExprKind::Least(terms) | ExprKind::Greatest(terms) => match terms.first() {
                    Some(first) => *first,
                    None => break,
                },
                _ => break,
            };
        }
        (!taken.is_empty()).then(|| taken.join("；"))
    }

    /// Whether a choice has a condition that is written; those of 插值 and 参评 are not.
    pub(super) fn is_written(&self, arms: &[(ExprId, ExprId)]) -> bool {
        arms.iter().any(|(condition, _)| self.role(*condition) != Role::Implied)
    }

    /// What a node is there for.
    pub(super) fn role(&self, expr: ExprId) -> Role {
        self.program.arena[expr].origin.role
    }
}

/// The word 封顶 or 保底 of an operand that is written as a bound of the whole.
pub(super) fn bound_word(arena: &Arena, whole: ExprId, operand: ExprId) -> Option<&'static str> {
    match arena[operand].origin.role {
        _ if arena[whole].origin.role == Role::Implied => None,
        Role::Cap => Some("封顶"),
        Role::Floor => Some("保底"),
        _ => None,
    }
}
