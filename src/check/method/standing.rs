//! Methods that compare a subject with its cohort: 极差, 名次.

use super::{Scored, compared};
use crate::check::Checker;
use crate::check::infer::{marks, pure};
use crate::check::participation::Cohort;
use crate::core::{Comparison, Expr, ExprKind, Operator, Statistic, Type};
use crate::finding::{Span, Spanned};
use crate::number::Unit;
use crate::syntax::ast::{self, Order, Ties};
use crate::words;

impl Checker<'_> {
    /// (底 + 幅 × (x − 最小) ÷ (最大 − 最小)) ÷ 100 × 满分
    pub(super) fn min_max(
        &mut self,
        scope: &ast::Scope,
        [base, width]: [&ast::Expr; 2],
        equal: Option<&ast::Expr>,
        least_is_best: bool,
        scored: &Scored<'_>,
    ) -> Option<Expr> {
        let span = scored.span;
        if equal.is_none() {
            self.unstated(
                span,
                &words!(
                    "极差没有写全体相等（或只有一家）时得多少分",
                    "min–max does not say what is earned when all are equal or there is only one"
                ),
                &words!("在后面加：相等 得 满分", "add: all_equal gets full_marks"),
            );
        }
        let cohort = self.cohort_of(scope);
        let (base, width) = (self.infer_number(base, scored.context), self.infer_number(width, scored.context));
        let equal = equal.map(|equal| self.within_full(equal, scored, false));
        let value = self.number_value(scored);
        let (cohort, base, width, value) = (cohort?, base?, width?, value?);
        let least = extreme(Statistic::Min, &cohort, &value);
        let greatest = extreme(Statistic::Max, &cohort, &value);
        let along = if least_is_best {
            self.operate(Operator::Subtract, greatest.clone(), value, span)?
        } else {
            self.operate(Operator::Subtract, value, least.clone(), span)?
        };
        let run = self.operate(Operator::Subtract, greatest.clone(), least.clone(), span)?;
        let scaled = self.base_and_width(base, width, (along, run), scored)?;
        let all_equal = compared(Comparison::Equal, greatest, least, span);
        let kind = ExprKind::Case { arms: vec![(all_equal, equal??)], otherwise: Box::new(scaled) };
        Some(Expr::new(kind, marks(), span))
    }

    /// 首名 − (名次 − 1) × 每降一位
    pub(super) fn rank(
        &mut self,
        scope: &ast::Scope,
        order: Option<&Spanned<Order>>,
        [first, step]: [&ast::Expr; 2],
        ties: Option<&Spanned<Ties>>,
        scored: &Scored<'_>,
    ) -> Option<Expr> {
        let span = scored.span;
        let (first, step) = (self.within_full(first, scored, false), self.infer_marks(step, scored.context));
        let value = self.number_value(scored);
        let rank = self.rank_of(scope, (order, ties), value, span)?;
        let one = pure(1, span);
        let down = self.operate(Operator::Subtract, rank, one, span)?;
        let lost = self.operate(Operator::Multiply, down, step?, span)?;
        self.operate(Operator::Subtract, first?, lost, span)
    }
}

impl Checker<'_> {
    /// Rank of a value in its cohort; the order and what ties share must be stated.
    pub(in crate::check) fn rank_of(
        &mut self,
        scope: &ast::Scope,
        (order, ties): (Option<&Spanned<Order>>, Option<&Spanned<Ties>>),
        value: Option<Expr>,
        span: Span,
    ) -> Option<Expr> {
        if order.is_none() {
            self.unstated(
                span,
                &words!("名次没有写降序还是升序", "the rank does not say its order"),
                &words!("加：降序（最大的第一）或 升序", "add: descending (the greatest is first) or ascending"),
            );
        }
        if ties.is_none() {
            self.unstated(
                span,
                &words!("名次没有写并列怎么排", "the rank does not say how ties share it"),
                &words!(
                    "在后面加：并列 同名次（1、2、2、4）、最低名次（1、3、3、4）、连续（1、2、2、3）或 平均（1、2.5、2.5、4）",
                    "add: ties shared_rank (1, 2, 2, 4), last_shared_rank (1, 3, 3, 4), dense_rank (1, 2, 2, 3) or average_rank (1, 2.5, 2.5, 4)"
                ),
            );
        }
        let cohort = self.cohort_of(scope);
        let (order, ties) = (order?.value, ties?.value);
        let cohort = cohort?;
        let value = Box::new(cohort.value(value?));
        let kind = ExprKind::Rank { same: cohort.same, value, descending: order == Order::Descending, ties };
        Some(Expr::new(kind, Type::Number(Unit::pure()), span))
    }
}

fn extreme(figure: Statistic, cohort: &Cohort, value: &Expr) -> Expr {
    let of_members = Box::new(cohort.value(value.clone()));
    let kind = ExprKind::Cohort { same: cohort.same.clone(), figure, filter: None, value: Some(of_members) };
    Expr::new(kind, value.ty.clone(), value.span)
}
