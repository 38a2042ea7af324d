//! Methods that map a value to marks by a line: 比例, 插值, 功效, 换算, 直接.

use super::Scored;
use crate::check::Checker;
use crate::check::infer::arith::is_share;
use crate::check::infer::percent_unit;
use crate::core::{Comparison, Constant, ExprId, ExprKind, Operator, Origin, Role, Type};
use crate::finding::{Code, Diagnostic, Spanned};
use crate::number::Number;
use crate::syntax::ast::{self, Ends};
use crate::words;

impl Checker<'_> {
    /// value ÷ target × 满分
    pub(super) fn ratio(&mut self, target: &ast::Expr, scored: &Scored<'_>) -> Option<ExprId> {
        let target = self.infer_number(target, scored.context);
        let value = self.number_value(scored);
        let (value, target) = self.same_quantity(value?, target?, scored.span)?;
        if self.constant_number(target).is_some_and(|target| target.is_zero()) {
            return self.refuse(Diagnostic::error(
                Code::H0405,
                scored.span,
                words!("目标不能是 0", "the target cannot be 0"),
            ));
        }
        let rate = self.operate(Operator::Divide, value, target, scored.span)?;
        self.of_full(rate, scored)
    }

    /// Straight lines between points.
    pub(super) fn interpolate(
        &mut self,
        points: &[(ast::Expr, ast::Expr)],
        ends: Option<&Spanned<Ends>>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let span = scored.span;
        if ends.is_none() {
            self.unstated(
                span,
                &words!("插值没有写「两端」之外怎么算", "interpolation does not say what holds beyond its ends"),
                &words!("在后面加：两端 持平 或 两端 延伸", "add: ends flat or ends extend"),
            );
        }
        let value = self.number_value(scored);
        let mut known: Vec<(Number, ExprId, ExprId)> = Vec::new();
        let mut complete = true;
        for (at, earned) in points {
            let place = at.span;
            let at = self.infer_number(at, scored.context);
            let earned = self.within_full(earned, scored, false);
            let (Some(at), Some(earned), Some(value)) = (at, earned, value) else {
                complete = false;
                continue;
            };
            let Some((_, at)) = self.same_quantity(value, at, place) else {
                complete = false;
                continue;
            };
            let Some(number) = self.constant_number(at) else {
                complete = false;
                self.report(Diagnostic::error(
                    Code::H0302,
                    place,
                    words!("插值的点须是固定的数", "the points of an interpolation must be fixed numbers"),
                ));
                continue;
            };
            if known.iter().any(|(other, _, _)| *other == number) {
                complete = false;
                self.report(Diagnostic::error(
                    Code::H0402,
                    place,
                    words!("插值的点写了两次", "a point of the interpolation is given twice"),
                ));
                continue;
            }
            let table = scored.context.table;
            known.push((number, self.shared(at, table), self.shared(earned, table)));
        }
        if complete && known.len() < 2 {
            return self.refuse(Diagnostic::error(
                Code::H0204,
                span,
                words!("插值至少要两个点", "an interpolation needs at least two points"),
            ));
        }
        let (ends, value) = (ends?.value, value?);
        if !complete {
            return None;
        }
        known.sort_by(|left, right| left.0.cmp(&right.0));
        self.pieces(value, &known, ends, scored)
    }

    fn pieces(
        &mut self,
        value: ExprId,
        points: &[(Number, ExprId, ExprId)],
        ends: Ends,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let span = scored.span;
        let (first, last) = (points.first()?, points.last()?);
        let at_most = |checker: &mut Self, point: ExprId| {
            let sides = (checker.another(value), checker.another(point));
            checker.arena.compare(Comparison::AtMost, sides, Origin::implied(span))
        };
        let mut arms = Vec::new();
        if ends == Ends::Flat {
            arms.push((at_most(self, first.1), self.another(first.2)));
        }
        for (low, high) in points.iter().zip(points.iter().skip(1)) {
            let run = (self.another(high.1), self.another(low.1));
            let run = self.operate(Operator::Subtract, run.0, run.1, span)?;
            let rise = (self.another(high.2), self.another(low.2));
            let rise = self.operate(Operator::Subtract, rise.0, rise.1, span)?;
            let along = (self.another(value), self.another(low.1));
            let along = self.operate(Operator::Subtract, along.0, along.1, span)?;
            let rate = self.operate(Operator::Divide, along, run, span)?;
            let gained = self.operate(Operator::Multiply, rate, rise, span)?;
            let start = self.another(low.2);
            let piece = self.operate(Operator::Add, start, gained, span)?;
            arms.push((at_most(self, high.1), piece));
        }
        let otherwise = match ends {
            Ends::Flat => self.another(last.2),
            // The last line goes on beyond its point.
            Ends::Extend => arms.pop()?.1,
        };
        let role = if ends == Ends::Flat { Role::FlatEnds } else { Role::Written };
        Some(if arms.is_empty() {
            otherwise
        } else {
            self.arena.add(ExprKind::Case { arms, otherwise }, Type::marks(), Origin::with_role(span, role))
        })
    }

    /// (底 + 幅 × (x − 不允许) ÷ (满意 − 不允许)) ÷ 100 × 满分
    pub(super) fn efficacy(
        &mut self,
        [low, high, base, width]: [&ast::Expr; 4],
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let span = scored.span;
        let (low, high) = (self.infer_number(low, scored.context), self.infer_number(high, scored.context));
        let (base, width) = (self.infer_number(base, scored.context), self.infer_number(width, scored.context));
        let value = self.number_value(scored);
        let (low, high, base, width, value) = (low?, high?, base?, width?, value?);
        let (value, low) = self.same_quantity(value, low, span)?;
        let (value, high) = self.same_quantity(value, high, span)?;
        if self.constant_number(low).is_some() && self.constant_number(low) == self.constant_number(high) {
            return self.refuse(Diagnostic::error(
                Code::H0405,
                span,
                words!("不允许值和满意值不能相同", "the unacceptable and the satisfactory value must differ"),
            ));
        }
        let low = self.shared(low, scored.context.table);
        let along = self.operate(Operator::Subtract, value, low, span)?;
        let low = self.another(low);
        let run = self.operate(Operator::Subtract, high, low, span)?;
        self.base_and_width(base, width, (along, run), scored)
    }

    /// (底 + 幅 × along ÷ run) ÷ 100 × 满分
    pub(super) fn base_and_width(
        &mut self,
        base: ExprId,
        width: ExprId,
        (along, run): (ExprId, ExprId),
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let span = scored.span;
        let rate = self.operate(Operator::Divide, along, run, span)?;
        let rate = self.arena.shown_as(rate, self.arena[width].ty.clone());
        let gained = self.operate(Operator::Multiply, width, rate, span)?;
        let points = self.operate(Operator::Add, base, gained, span)?;
        let hundred = self.arena.pure(Number::from_integer(100), span);
        let rate = self.operate(Operator::Divide, points, hundred, span)?;
        let rate = self.arena.shown_as(rate, Type::Number(percent_unit()));
        self.of_full(rate, scored)
    }

    /// value ÷ top × 满分
    pub(super) fn rescale(&mut self, top: &ast::Expr, scored: &Scored<'_>) -> Option<ExprId> {
        let top = self.infer_number(top, scored.context);
        let value = self.number_value(scored);
        let (value, top) = self.same_quantity(value?, top?, scored.span)?;
        if let ExprKind::Constant(Constant::Number(number)) = &self.arena[top].kind
            && (number.is_zero() || number.is_negative())
        {
            return self.refuse(Diagnostic::error(
                Code::H0405,
                scored.span,
                words!("换算的满值须大于 0", "the top of the scale must be above 0"),
            ));
        }
        let rate = self.operate(Operator::Divide, value, top, scored.span)?;
        self.of_full(rate, scored)
    }

    /// The value is the mark.
    pub(super) fn direct(&mut self, scored: &Scored<'_>) -> Option<ExprId> {
        let value = self.number_value(scored)?;
        let bare = self.number_unit(value).is_some_and(|unit| unit.dimension.is_pure() && unit.name.is_empty());
        if bare {
            return Some(self.arena.shown_as(value, Type::marks()));
        }
        if self.number_unit(value).is_some_and(|unit| is_share(&unit)) {
            let error = Diagnostic::error(
                Code::H0304,
                scored.span,
                words!(
                    "「直接」要取值就是分值，这里的取值是比率",
                    "`direct` takes the value as marks, but it is a share"
                ),
            );
            return self.refuse(error.help(words!(
                "按满分乘这个比率：计分 换算 100%；或写算式，如 计分 算式 满分 × 取值 封顶 满分 保底 0 分",
                "for this share of the full marks: scoring rescale 100%; or a formula, such as scoring formula full_marks × value cap full_marks floor 0 分"
            )));
        }
        self.as_marks(value)
    }
}
