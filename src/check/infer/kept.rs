//! 保留: a number rounded where a rule says so.

use super::lacks_mode;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{ExprId, ExprKind};
use crate::finding::Span;
use crate::number::{Rounding, RoundingMode};
use crate::syntax::ast::{self, RoundTo, StatementKind};

impl Checker<'_> {
    /// x 保留 2 位, x 保留 到 0.5 分
    pub(super) fn kept(
        &mut self,
        value: &ast::Expr,
        to: &RoundTo,
        mode: Option<RoundingMode>,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let mode = mode.or(self.rounding.map(|rounding| rounding.mode));
        let own = match (mode, to) {
            (Some(mode), RoundTo::Places(places)) => Some((value.span, Rounding::new(*places, mode))),
            _ => None,
        };
        let outer = std::mem::replace(&mut self.rounded_at_once, own);
        let inferred = self.infer_number(value, context);
        self.rounded_at_once = outer;
        let inferred = inferred?;
        let Some(mode) = mode else {
            if self.file.may_lack(StatementKind::Rounding) {
                return None;
            }
            return self.refuse(lacks_mode(span, self.file.language));
        };
        match to {
            RoundTo::Places(places) => {
                let ty = self.arena[inferred].ty.clone();
                let rounding = Rounding::new(*places, mode);
                Some(self.arena.add(ExprKind::Round { value: inferred, rounding }, ty, span))
            }
            RoundTo::Multiples(step) => self.kept_to_multiples(inferred, step, mode, span),
        }
    }
}
