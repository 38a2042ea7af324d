//! Functions that are spelt out in other nodes of the core: 名次, 倍数, 至少成立.

use super::arith::points_beside_share;
use super::yes_no;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{Expr, ExprKind, Operator, Schema, Statistic, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Unit;
use crate::syntax::ast;
use crate::words;

/// More conditions than this make the written-out form too long.
const MOST_CONDITIONS: usize = 10;

impl Checker<'_> {
    /// 名次(得分 范围 全部 降序 并列 同名次)
    pub(super) fn rank_call(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<Expr> {
        self.no_modifiers(call)?;
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!("名次只能排被评对象", "only subjects are ranked"),
            ));
        }
        let Some(scope) = &call.scope else {
            return self.refuse(
                Diagnostic::error(Code::H0405, span, words!("名次没有写与谁比", "the rank does not say its cohort"))
                    .help(words!(
                        "加：范围 全部，或 范围 同 列名（如类别）",
                        "add: scope everyone, or scope same FIELD"
                    )),
            );
        };
        let [value] = self.arguments::<1>(call)?;
        let value = self.infer_number(value, context);
        self.rank_of(scope, (call.order.as_ref(), call.ties.as_ref()), value, span)
    }

    /// 百分位次(值 范围 … 降序 并列 …): (n − 名次) ÷ (n − 1), n being how many have the value.
    pub(super) fn percent_rank(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<Expr> {
        let rank = self.rank_call(call, span, context)?;
        let ExprKind::Rank { same, value, .. } = &rank.kind else { return None };
        let pure = Type::Number(Unit::pure());
        let kind =
            ExprKind::Cohort { same: same.clone(), figure: Statistic::Count, filter: None, value: Some(value.clone()) };
        let count = Expr::new(kind, pure.clone(), span);
        let below = self.operate(Operator::Subtract, count.clone(), rank, span)?;
        let others = self.operate(Operator::Subtract, count, super::pure(1, span), span)?;
        let share = self.operate(Operator::Divide, below, others, span)?;
        Some(Expr { ty: Type::Number(super::percent_unit()), ..share })
    }

    /// 倍数(a, b): a ÷ b as a plain number, so that 保留 0 位 counts whole times.
    pub(super) fn multiple(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<Expr> {
        let [amount, step] = self.arguments::<2>(call)?;
        let (amount, step) = (self.infer_number(amount, context), self.infer_number(step, context));
        let amount = amount?;
        let step = points_beside_share(&amount, step?);
        let (amount, step) = self.same_quantity(amount, step, span)?;
        let times = self.operate(Operator::Divide, amount, step, span)?;
        Some(Expr { ty: Type::Number(Unit::pure()), ..times })
    }

    /// 至少成立(2, a, b, c): one of the pairs holds. Written out as 或 of 且, so that what is already decided
    /// does not wait for what is missing.
    pub(super) fn at_least_hold(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<Expr> {
        let Some((wanted, conditions)) = call.arguments.split_first() else {
            return self.arguments::<2>(call).and(None);
        };
        let wanted_at = wanted.span;
        let wanted = self.infer_number(wanted, context)?;
        let wanted = self
            .constant_number(&wanted)
            .and_then(|wanted| wanted.to_scaled(0))
            .and_then(|wanted| usize::try_from(wanted).ok());
        let terms: Vec<Option<Expr>> = conditions.iter().map(|term| self.infer_yes_no(term, context)).collect();
        let terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
        let most = terms.len().min(MOST_CONDITIONS);
        let Some(wanted) = wanted.filter(|wanted| (1..=most).contains(wanted) && terms.len() == most) else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    wanted_at,
                    words!("「至少成立」先写项数（1 到条件的个数，条件最多 {MOST_CONDITIONS} 个）", "`at_least_hold` begins with a count, from 1 to the number of conditions (at most {MOST_CONDITIONS})"),
                )
                .help(words!("如 至少成立(2, 甲 不低于 30%, 乙 不低于 30%, 丙 不低于 30%)", "such as at_least_hold(2, a at_least 30%, b at_least 30%, c at_least 30%)")),
            );
        };
        Some(some_of(wanted, &terms, span))
    }
}

/// At least so many of the terms hold: the first and enough of the rest, or enough of the rest.
fn some_of(wanted: usize, terms: &[Expr], span: Span) -> Expr {
    let Some(fewer) = wanted.checked_sub(1) else { return yes_no(ExprKind::And(Vec::new()), span) };
    let Some((first, rest)) = terms.split_first() else { return yes_no(ExprKind::Or(Vec::new()), span) };
    if wanted > rest.len() {
        return yes_no(ExprKind::And(terms.to_vec()), span);
    }
    if fewer == 0 {
        return yes_no(ExprKind::Or(terms.to_vec()), span);
    }
    let with = yes_no(ExprKind::And(vec![first.clone(), some_of(fewer, rest, span)]), span);
    yes_no(ExprKind::Or(vec![with, some_of(wanted, rest, span)]), span)
}
