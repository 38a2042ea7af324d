//! 相关系数: how closely two values of the subjects go together.

use crate::check::Checker;
use crate::check::context::{Cohort, Context};
use crate::core::{Comparison, Constant, ExprId, ExprKind, Operator, Origin, Statistic, Type};
use crate::finding::Span;
use crate::number::Number;
use crate::syntax::ast;

/// Sums over the members that have both values, of numbers without units.
struct Sums<'c> {
    cohort: &'c Cohort,
    both: ExprId,
    span: Span,
}

impl Sums<'_> {
    fn over(&self, statistic: Statistic, value: Option<ExprId>, checker: &mut Checker<'_>) -> ExprId {
        let both = checker.another(self.both);
        let (filter, value) = checker.members(self.cohort, (Some(both), value), self.span);
        let kind = ExprKind::Cohort { peers: self.cohort.peers.clone(), statistic, filter, value };
        let sum = checker.arena.add(kind, Type::pure(), self.span);
        checker.shared(sum, Some(crate::core::Schema::SUBJECTS))
    }

    /// n Σab − Σa Σb
    fn spread(&self, count: ExprId, (one, other): (ExprId, ExprId), checker: &mut Checker<'_>) -> ExprId {
        let pure = |operator, sides, checker: &mut Checker<'_>| {
            checker.arena.arithmetic(operator, sides, Type::pure(), Origin::implied(self.span))
        };
        let pair = (checker.another(one), checker.another(other));
        let product = pure(Operator::Multiply, pair, checker);
        let products = self.over(Statistic::Sum, Some(product), checker);
        let of_products = pure(Operator::Multiply, (checker.another(count), products), checker);
        let values = (checker.another(one), checker.another(other));
        let of_one = self.over(Statistic::Sum, Some(values.0), checker);
        let of_other = self.over(Statistic::Sum, Some(values.1), checker);
        let of_sums = pure(Operator::Multiply, (of_one, of_other), checker);
        pure(Operator::Subtract, (of_products, of_sums), checker)
    }
}

impl Checker<'_> {
    /// 相关系数(甲, 乙 范围 全部) 精确到 4 位, of the members that have both; missing where one of the two is the same for all.
    pub(super) fn correlation(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let rounding = self.accuracy(call, span);
        let (cohort, [one, other], filter) = self.against_cohort_each::<2>(call, span, context)?;
        let rounding = rounding?;
        let origin = Origin::implied(span);
        let mut there: Vec<ExprId> = [one, other].into_iter().map(|value| self.is_value_there(value, origin)).collect();
        there.extend(filter.map(|filter| self.another(filter)));
        let both = self.arena.yes_no(ExprKind::And(there), origin);
        let both = self.shared(both, context.table);
        let sums = Sums { cohort: &cohort, both, span };
        let count = sums.over(Statistic::Count, None, self);
        let together = sums.spread(count, (one, other), self);
        let together = self.shared(together, context.table);
        let (of_one, of_other) = (sums.spread(count, (one, one), self), sums.spread(count, (other, other), self));
        let twice = (self.another(together), self.another(together));
        let above = self.arena.arithmetic(Operator::Multiply, twice, Type::pure(), origin);
        let below = self.arena.arithmetic(Operator::Multiply, (of_one, of_other), Type::pure(), origin);
        let ratio = self.arena.arithmetic(Operator::Divide, (above, below), Type::pure(), origin);
        let half = self.arena.pure(Number::ratio(1, 2)?, origin);
        let kind = ExprKind::Powers { factors: vec![(ratio, half)], rounding: Some(rounding) };
        let size = self.arena.add(kind, Type::pure(), span);
        let zero = self.arena.constant(Constant::Number(Number::zero()), Type::pure(), origin);
        Some(self.with_sign(size, Comparison::AtLeast, (together, zero), (span, context)))
    }

    /// Whether a number is there; this itself is never missing.
    fn is_value_there(&mut self, value: ExprId, origin: Origin) -> ExprId {
        let same = (self.another(value), self.another(value));
        let value = self.arena.compare(Comparison::Equal, same, origin);
        let default = self.arena.constant(Constant::YesNo(false), Type::YesNo, origin);
        self.arena.yes_no(ExprKind::IfMissing { value, default }, origin)
    }

    /// A size as it is where a comparison holds, else below 0.
    pub(super) fn with_sign(
        &mut self,
        size: ExprId,
        comparison: Comparison,
        sides: (ExprId, ExprId),
        (span, context): (Span, &Context),
    ) -> ExprId {
        let origin = Origin::implied(span);
        let size = self.shared(size, context.table);
        let again = self.another(size);
        let negative = self.arena.add(ExprKind::Negate(again), Type::pure(), span);
        let holds = self.arena.compare(comparison, sides, origin);
        self.arena.only_where(holds, size, negative, origin)
    }
}
