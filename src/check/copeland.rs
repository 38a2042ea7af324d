//! 汇总 科普兰: how many of the others a subject beats, pair by pair.

use super::Checker;
use super::known::Sibling;
use crate::core::{ExprId, ExprKind, Operator, Origin, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// 汇总 科普兰 范围 全部: the share of the others that a subject beats in the marks of the parts, a tie being half,
    /// times full marks.
    pub(super) fn copeland(
        &mut self,
        source: &ast::Aggregate,
        siblings: &[Sibling<'_>],
        is_weighted: bool,
    ) -> Option<ExprId> {
        let span = Span { start: source.function.span.start, ..source.span };
        let origin = Origin::implied(span);
        let Some(scope) = &source.scope else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    span,
                    words!("科普兰没有写与谁比", "`copeland` does not say its cohort"),
                )
                .help(words!("加：范围 全部，或 范围 同 列名（如类别）", "add: scope everyone, or scope same FIELD")),
            );
        };
        let cohort = self.cohort_of(scope)?;
        let (mut items, mut weights) = (Vec::new(), Vec::new());
        for sibling in siblings {
            let part = self.owner_of(&sibling.code).or_broken("a part of a node is declared");
            let mark = self.earned(part, false, span)?;
            items.push(self.of_members(&cohort, mark));
            if is_weighted {
                weights.push(self.weight_of(part, span)?);
            }
        }
        let kind = ExprKind::Copeland { same: cohort.fields(), items, weights };
        let share = self.arena.add(kind, Type::pure(), span);
        let full = self.full_marks_of_node(span)?;
        Some(self.arena.arithmetic(Operator::Multiply, (share, full), Type::marks(), origin))
    }
}
