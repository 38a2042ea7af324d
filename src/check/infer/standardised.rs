//! 标准分: how many standard deviations above the mean of a cohort.

use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{Comparison, Constant, Direction, ExprId, ExprKind, Operator, Origin, Statistic, Type};
use crate::finding::Span;
use crate::number::Number;
use crate::syntax::ast;

impl Checker<'_> {
    /// 标准分(x 范围 全部 总体) 精确到 6 位: (x − mean) ÷ standard deviation, correctly rounded; where less is better, the
    /// other way round. Its size is the root of (x − mean)² ÷ variance, so that nothing is rounded before.
    pub(super) fn standardised(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let (sample, rounding) = (self.is_of_sample(call, span), self.accuracy(call, span));
        let (cohort, value, filter) = self.against_cohort(call, span, context)?;
        let (sample, rounding) = (sample?, rounding?);
        let ty = self.arena[value].ty.clone();
        let square = super::figure::squared(ty.clone());
        let origin = Origin::implied(span);
        let figure = |checker: &mut Self, statistic: Statistic, ty: &Type| {
            let filter = filter.map(|filter| checker.another(filter));
            let of = checker.another(value);
            let (filter, value) = checker.members(&cohort, (filter, Some(of)), span);
            let kind = ExprKind::Cohort { peers: cohort.peers.clone(), statistic, filter, value };
            checker.arena.add(kind, ty.clone(), span)
        };
        let mean = figure(self, Statistic::Mean, &ty);
        let variance = figure(self, Statistic::Variance { sample }, &square);
        let distance = self.arena.arithmetic(Operator::Subtract, (value, mean), ty.clone(), span);
        let distance = self.shared(distance, context.table);
        let twice = (self.another(distance), self.another(distance));
        let squared = self.arena.arithmetic(Operator::Multiply, twice, square, span);
        let ratio = self.arena.arithmetic(Operator::Divide, (squared, variance), Type::pure(), span);
        let half = self.arena.pure(Number::ratio(1, 2)?, origin);
        let kind = ExprKind::Powers { factors: vec![(ratio, half)], rounding: Some(rounding) };
        let size = self.arena.add(kind, Type::pure(), span);
        let zero = self.arena.constant(Constant::Number(Number::zero()), ty, origin);
        let is_better = match self.direction_at_hand() {
            Some(Direction::LowerIsBetter) => Comparison::AtMost,
            _ => Comparison::AtLeast,
        };
        Some(self.with_sign(size, is_better, (distance, zero), (span, context)))
    }
}
