//! Methods that compare a subject with its cohort: 极差, 名次.

use super::Scored;
use crate::check::Checker;
use crate::check::context::Cohort;
use crate::core::{Comparison, Direction, ExprId, ExprKind, Operator, Origin, Schema, Statistic, TableId, Type};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::number::Number;
use crate::syntax::ast::{self, Order, Ties};
use crate::words;

impl Checker<'_> {
    /// (底 + 幅 × (x − 最小) ÷ (最大 − 最小)) ÷ 100 × 满分
    pub(super) fn min_max(
        &mut self,
        scope: &ast::Scope,
        [base, width]: [&ast::Expr; 2],
        equal: Option<&ast::Expr>,
        order: Option<&Spanned<Order>>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        let span = scored.span;
        self.follows_direction(order);
        let order = order.map(|order| order.value).or_else(|| self.followed_order());
        let least_is_best = order == Some(Order::Ascending);
        if equal.is_none() {
            self.lacks_option(
                span,
                words!(
                    "极差没有写全体相等（或只有一家）时得多少分",
                    "min–max does not say what is earned when all are equal or there is only one"
                ),
                &words!("相等 得 满分", "all_equal gets full_marks"),
            );
        }
        let cohort = self.cohort_of(scope);
        let (base, width) = (self.infer_number(base, scored.context), self.infer_number(width, scored.context));
        let equal = equal.map(|equal| self.within_full(equal, scored, false));
        let value = self.number_value(scored);
        let (cohort, base, width, value) = (cohort?, base?, width?, value?);
        let least = |checker: &mut Self| checker.extreme(Statistic::Min, &cohort, value);
        let greatest = |checker: &mut Self| checker.extreme(Statistic::Max, &cohort, value);
        let along = if least_is_best {
            let from = greatest(self);
            self.operate(Operator::Subtract, from, value, span)?
        } else {
            let from = least(self);
            self.operate(Operator::Subtract, value, from, span)?
        };
        let ends = (greatest(self), least(self));
        let run = self.operate(Operator::Subtract, ends.0, ends.1, span)?;
        let scaled = self.base_and_width(base, width, (along, run), scored)?;
        let ends = (greatest(self), least(self));
        let all_equal = self.arena.compare(Comparison::Equal, ends, Origin::implied(span));
        // The ends are those of the others: who has no value earns nothing with them.
        let (own, least, equal) = (self.another(value), least(self), equal??);
        let has_value = self.arena.compare(Comparison::Equal, (own, least), Origin::implied(span));
        let again = self.arena.copied(equal);
        let kind = ExprKind::Case { arms: vec![(has_value, equal)], otherwise: again };
        let equal = self.arena.add(kind, Type::marks(), Origin::implied(span));
        let kind = ExprKind::Case { arms: vec![(all_equal, equal)], otherwise: scaled };
        Some(self.arena.add(kind, Type::marks(), span))
    }

    /// 首名 − (名次 − 1) × 每降一位
    pub(super) fn rank(
        &mut self,
        scope: &ast::Scope,
        order: Option<&Spanned<Order>>,
        [first, step]: [&ast::Expr; 2],
        ties: Option<&Spanned<Ties>>,
        scored: &Scored<'_>,
    ) -> Option<ExprId> {
        self.follows_direction(order);
        let span = scored.span;
        let (first, step) = (self.within_full(first, scored, false), self.infer_marks(step, scored.context));
        let value = self.number_value(scored);
        let rank = self.rank_of((scope, Schema::SUBJECTS), (order, ties), value, span)?;
        let one = self.arena.pure(Number::one(), Origin::implied(span));
        let down = self.operate(Operator::Subtract, rank, one, span)?;
        let lost = self.operate(Operator::Multiply, down, step?, span)?;
        self.operate(Operator::Subtract, first?, lost, span)
    }
}

impl Checker<'_> {
    /// The order that 方向 of the indicator at hand asks for.
    fn followed_order(&self) -> Option<Order> {
        self.direction_at_hand().map(|direction| match direction {
            Direction::HigherIsBetter => Order::Descending,
            Direction::LowerIsBetter => Order::Ascending,
        })
    }

    /// 升序 or 降序 of a method says what 方向 says; it may be left out.
    fn follows_direction(&mut self, order: Option<&Spanned<Order>>) {
        let (Some(order), Some(followed)) = (order, self.followed_order()) else { return };
        if order.value == followed {
            return;
        }
        let (written, written_en, direction, direction_en) = match order.value {
            Order::Ascending => ("升序", "ascending", "越高越好", "higher_is_better"),
            Order::Descending => ("降序", "descending", "越低越好", "lower_is_better"),
        };
        self.report(
            Diagnostic::error(
                Code::H0442,
                order.span,
                words!(
                    "「{written}」与「方向 {direction}」相反",
                    "`{written_en}` goes against `direction {direction_en}`"
                ),
            )
            .help(words!(
                "删去它，按方向排；或改方向",
                "remove it and let the direction decide, or change the direction"
            )),
        );
    }

    /// Rank of a value of the rows of a table in its cohort; the order and what ties share must be stated.
    pub(in crate::check) fn rank_of(
        &mut self,
        (scope, table): (&ast::Scope, TableId),
        (order, ties): (Option<&Spanned<Order>>, Option<&Spanned<Ties>>),
        value: Option<ExprId>,
        span: Span,
    ) -> Option<ExprId> {
        let followed = self.followed_order();
        if order.is_none() && followed.is_none() {
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
        let cohort = self.cohort_at(scope, table);
        let (order, ties) = (order.map(|order| order.value).or(followed)?, ties?.value);
        let cohort = cohort?;
        // 百分位次 needs the value a second time.
        let value = self.shared(value?, Some(table));
        let value = self.of_members(&cohort, value);
        let kind = ExprKind::Rank { peers: cohort.peers, value, descending: order == Order::Descending, ties };
        Some(self.arena.add(kind, Type::pure(), span))
    }

    fn extreme(&mut self, statistic: Statistic, cohort: &Cohort, value: ExprId) -> ExprId {
        let (ty, span) = (self.arena[value].ty.clone(), self.arena.span(value));
        let value = self.another(value);
        let value = Some(self.of_members(cohort, value));
        self.arena.add(ExprKind::Cohort { peers: cohort.peers.clone(), statistic, filter: None, value }, ty, span)
    }
}
