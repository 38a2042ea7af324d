//! Methods that map a value to marks by a line: 比例, 插值, 功效, 换算, 直接.

use super::{Scored, compared};
use crate::check::Checker;
use crate::check::infer::arith::{is_share, number_unit};
use crate::check::infer::{marks, percent_unit, pure};
use crate::core::{Comparison, Constant, Expr, ExprKind, Operator, Type};
use crate::finding::{Code, Diagnostic, Spanned};
use crate::number::Number;
use crate::syntax::ast::{self, Ends};
use crate::words;

impl Checker<'_> {
    /// value ÷ target × 满分
    pub(super) fn ratio(&mut self, target: &ast::Expr, scored: &Scored<'_>) -> Option<Expr> {
        let target = self.infer_number(target, scored.context);
        let value = self.number_value(scored);
        let (value, target) = self.same_quantity(value?, target?, scored.span)?;
        if self.constant_number(&target).is_some_and(|target| target.is_zero()) {
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
    ) -> Option<Expr> {
        let span = scored.span;
        if ends.is_none() {
            self.unstated(
                span,
                &words!("插值没有写「两端」之外怎么算", "interpolation does not say what holds beyond its ends"),
                &words!("在后面加：两端 持平 或 两端 延伸", "add: ends flat or ends extend"),
            );
        }
        let value = self.number_value(scored);
        let mut known: Vec<(Number, Expr, Expr)> = Vec::new();
        let mut complete = true;
        for (at, earned) in points {
            let place = at.span;
            let at = self.infer_number(at, scored.context);
            let earned = self.within_full(earned, scored, false);
            let (Some(at), Some(earned), Some(value)) = (at, earned, value.clone()) else {
                complete = false;
                continue;
            };
            let Some((_, at)) = self.same_quantity(value, at, place) else {
                complete = false;
                continue;
            };
            let Some(number) = self.constant_number(&at) else {
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
            known.push((number, at, earned));
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
        self.pieces(&value, &known, ends, scored)
    }

    fn pieces(
        &mut self,
        value: &Expr,
        points: &[(Number, Expr, Expr)],
        ends: Ends,
        scored: &Scored<'_>,
    ) -> Option<Expr> {
        let span = scored.span;
        let (first, last) = (points.first()?, points.last()?);
        let mut arms = Vec::new();
        if ends == Ends::Flat {
            arms.push((compared(Comparison::AtMost, value.clone(), first.1.clone(), span), first.2.clone()));
        }
        let mut rest = None;
        for (low, high) in points.iter().zip(points.iter().skip(1)) {
            let run = self.operate(Operator::Subtract, high.1.clone(), low.1.clone(), span)?;
            let rise = self.operate(Operator::Subtract, high.2.clone(), low.2.clone(), span)?;
            let along = self.operate(Operator::Subtract, value.clone(), low.1.clone(), span)?;
            let rate = self.operate(Operator::Divide, along, run, span)?;
            let gained = self.operate(Operator::Multiply, rate, rise, span)?;
            let piece = self.operate(Operator::Add, low.2.clone(), gained, span)?;
            arms.push((compared(Comparison::AtMost, value.clone(), high.1.clone(), span), piece.clone()));
            rest = Some(piece);
        }
        let otherwise = match ends {
            Ends::Flat => last.2.clone(),
            Ends::Extend => rest?,
        };
        Some(Expr::new(ExprKind::Case { arms, otherwise: Box::new(otherwise) }, marks(), span))
    }

    /// (底 + 幅 × (x − 不允许) ÷ (满意 − 不允许)) ÷ 100 × 满分
    pub(super) fn efficacy(&mut self, [low, high, base, width]: [&ast::Expr; 4], scored: &Scored<'_>) -> Option<Expr> {
        let span = scored.span;
        let (low, high) = (self.infer_number(low, scored.context), self.infer_number(high, scored.context));
        let (base, width) = (self.infer_number(base, scored.context), self.infer_number(width, scored.context));
        let value = self.number_value(scored);
        let (low, high, base, width, value) = (low?, high?, base?, width?, value?);
        let (value, low) = self.same_quantity(value, low, span)?;
        let (value, high) = self.same_quantity(value, high, span)?;
        if self.constant_number(&low).is_some() && self.constant_number(&low) == self.constant_number(&high) {
            return self.refuse(Diagnostic::error(
                Code::H0405,
                span,
                words!("不允许值和满意值不能相同", "the unacceptable and the satisfactory value must differ"),
            ));
        }
        let along = self.operate(Operator::Subtract, value, low.clone(), span)?;
        let run = self.operate(Operator::Subtract, high, low, span)?;
        self.base_and_width(base, width, (along, run), scored)
    }

    /// (底 + 幅 × along ÷ run) ÷ 100 × 满分
    pub(super) fn base_and_width(
        &mut self,
        base: Expr,
        width: Expr,
        (along, run): (Expr, Expr),
        scored: &Scored<'_>,
    ) -> Option<Expr> {
        let span = scored.span;
        let rate = self.operate(Operator::Divide, along, run, span)?;
        let rate = Expr { ty: width.ty.clone(), ..rate };
        let gained = self.operate(Operator::Multiply, width, rate, span)?;
        let points = self.operate(Operator::Add, base, gained, span)?;
        let hundred = pure(100, span);
        let rate = self.operate(Operator::Divide, points, hundred, span)?;
        let rate = Expr { ty: Type::Number(percent_unit()), ..rate };
        self.of_full(rate, scored)
    }

    /// value ÷ top × 满分
    pub(super) fn rescale(&mut self, top: &ast::Expr, scored: &Scored<'_>) -> Option<Expr> {
        let top = self.infer_number(top, scored.context);
        let value = self.number_value(scored);
        let (value, top) = self.same_quantity(value?, top?, scored.span)?;
        if let ExprKind::Constant(Constant::Number(number)) = &top.kind
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
    pub(super) fn direct(&mut self, scored: &Scored<'_>) -> Option<Expr> {
        let value = self.number_value(scored)?;
        let bare = number_unit(&value).is_some_and(|unit| unit.dimension.is_pure() && unit.name.is_empty());
        if bare {
            return Some(Expr { ty: marks(), ..value });
        }
        if number_unit(&value).is_some_and(|unit| is_share(&unit)) {
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
