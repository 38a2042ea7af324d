//! Steps below or above a line, and steps from zero.

use super::Scored;
use crate::check::Checker;
use crate::check::infer::arith::{is_points, is_share};
use crate::core::{Comparison, ExprId, ExprKind, Operator, Origin, Type};
use crate::finding::{Code, Diagnostic, Fix, Span, Spanned};
use crate::syntax::ast::{self, Change, Partial, Side};
use crate::words;

impl Checker<'_> {
    /// 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步
    pub(super) fn beyond_line(
        &mut self,
        (start, side, line): (&ast::Expr, Side, &ast::Expr),
        step: &ast::Expr,
        change: &Change,
        partial: Option<&Spanned<Partial>>,
        other_side: Option<&ast::Expr>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let span = scored.span;
        let start = self.infer_marks(start, scored.context);
        let beyond = other_side.map(|marks| self.infer_marks(marks, scored.context));
        if let (Change::Add(_), None, Some(start)) = (change, other_side, &start)
            && self.constant_number(*start).is_none_or(|start| !start.is_zero())
        {
            self.other_side_unstated(side, span);
        }
        let line = self.infer_number(line, scored.context);
        let written = step;
        let step = self.infer_number(step, scored.context);
        let (operator, per_step) = match change {
            Change::Subtract(per_step) => (Operator::Subtract, per_step),
            Change::Add(per_step) => (Operator::Add, per_step),
        };
        let per_step = self.infer_marks(per_step, scored.context);
        let value = self.number_value(scored);
        let (start, line, step, per_step, value) = (start?, line?, step?, per_step?, value?);
        let (value, line) = self.same_quantity(value, line, span)?;
        let table = scored.context.table;
        let (line, start) = (self.shared(line, table), self.shared(start, table));
        let partial = self.partial(partial, step, span)?;
        let shares = self.number_unit(value).is_some_and(|unit| is_share(&unit));
        let points = self.number_unit(step).is_some_and(|unit| is_points(&unit));
        let step = match (shares, points) {
            (true, true) => self.points_as_share(step),
            (true, false) => {
                let error = Diagnostic::error(
                    Code::H0301,
                    self.arena.span(step),
                    words!("取值是比率，一步要写 百分点", "the value is a share, so the step is in 百分点"),
                )
                .help(match side {
                    Side::Below => words!("写成：每低 1 个百分点", "write: per_below 1 个百分点"),
                    Side::Above => words!("写成：每高 1 个百分点", "write: per_above 1 个百分点"),
                });
                return self.refuse(match &written.kind {
                    ast::ExprKind::Number { unit: Some(unit), .. } if unit.value == "%" => {
                        error.fix(Fix::replace(unit.span, " 个百分点"))
                    }
                    _ => error,
                });
            }
            _ => step,
        };
        let (comparison, gap) = match side {
            Side::Below => (Comparison::Below, self.operate(Operator::Subtract, line, value, span)?),
            Side::Above => (Comparison::Above, self.operate(Operator::Subtract, value, line, span)?),
        };
        let steps = self.steps(gap, step, partial, span)?;
        let moved = self.operate(Operator::Multiply, steps, per_step, span)?;
        let changed = self.operate(operator, start, moved, span)?;
        let sides = (self.another(value), self.another(line));
        let mut arms = vec![(self.arena.compare(comparison, sides, Origin::implied(span)), changed)];
        if let Some(marks) = beyond {
            let opposite = if side == Side::Below { Comparison::Above } else { Comparison::Below };
            let sides = (self.another(value), self.another(line));
            arms.push((self.arena.compare(opposite, sides, Origin::implied(span)), marks?));
        }
        let kind = ExprKind::Case { arms, otherwise: self.another(start) };
        Some(self.arena.add(kind, Type::marks(), span))
    }

    /// 持平得 8 分，每超 5% 加 1 分 — and below? The starting marks are no answer that a rule gives in silence.
    fn other_side_unstated(&mut self, side: Side, span: Span) {
        let (message, option) = match side {
            Side::Above => (
                words!("没有写低于这条线时得多少分", "what is earned below the line is not stated"),
                words!("低于 得 0 分", "below gets 0 分"),
            ),
            Side::Below => (
                words!("没有写高于这条线时得多少分", "what is earned above the line is not stated"),
                words!("高于 得 0 分", "above gets 0 分"),
            ),
        };
        self.lacks_option(span, message, &option);
    }

    /// 每 1 项 得 0.4 分
    pub(super) fn per_unit(
        &mut self,
        step: &ast::Expr,
        earned: &ast::Expr,
        partial: Option<&Spanned<Partial>>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let step = self.infer_number(step, scored.context);
        let earned = self.infer_marks(earned, scored.context);
        let value = self.number_value(scored);
        let (step, earned, value) = (step?, earned?, value?);
        let partial = self.partial(partial, step, scored.span)?;
        let steps = self.steps(value, step, partial, scored.span)?;
        self.operate(Operator::Multiply, steps, earned, scored.span)
    }
}
