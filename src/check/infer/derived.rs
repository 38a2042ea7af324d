//! Functions that are spelt out in other nodes of the core: 名次, 倍数, 至少成立.

use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{ExprId, ExprKind, Operator, Origin, Statistic, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::syntax::ast;
use crate::words;

/// More conditions than this make the written-out form too long.
pub(in crate::check) const MOST_CONDITIONS: usize = 10;

impl Checker<'_> {
    /// 名次(得分 范围 全部 降序 并列 同名次)
    pub(super) fn rank_call(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        self.no_modifiers(call)?;
        let Some(table) = context.table else {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "名次排的是被评对象或表里的行，这里没有",
                    "subjects or rows of a table are ranked, and there are none here"
                ),
            ));
        };
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
        self.rank_of((scope, table), (call.order.as_ref(), call.ties.as_ref()), value, span)
    }

    /// 百分位次(值 范围 … 降序 并列 …): (n − 名次) ÷ (n − 1), n being how many have the value.
    pub(super) fn percent_rank(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let rank = self.rank_call(call, span, context)?;
        let ExprKind::Rank { peers, value, .. } = self.arena[rank].kind.clone() else { return None };
        let value = Some(self.arena.copied(value));
        let kind = ExprKind::Cohort { peers, statistic: Statistic::Count, filter: None, value };
        let count = self.arena.add(kind, Type::pure(), span);
        let count = self.shared(count, context.table);
        let again = self.another(count);
        let below = self.operate(Operator::Subtract, count, rank, span)?;
        let one = self.arena.pure(Number::one(), Origin::implied(span));
        let others = self.operate(Operator::Subtract, again, one, span)?;
        let share = self.operate(Operator::Divide, below, others, span)?;
        Some(self.arena.shown_as(share, Type::Number(super::percent_unit())))
    }

    /// 倍数(a, b): a ÷ b as a plain number, so that 保留 0 位 counts whole times.
    pub(super) fn multiple(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [amount, step] = self.arguments::<2>(call)?;
        let (amount, step) = (self.infer_number(amount, context), self.infer_number(step, context));
        let amount = amount?;
        let step = self.points_beside_share(amount, step?);
        let (amount, step) = self.same_quantity(amount, step, span)?;
        let times = self.operate(Operator::Divide, amount, step, span)?;
        Some(self.arena.shown_as(times, Type::pure()))
    }

    /// 至少成立(2, a, b, c): one of the pairs holds. Written out as 或 of 且, so that what is already decided
    /// does not wait for what is missing.
    pub(super) fn at_least_hold(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let Some((wanted, conditions)) = call.arguments.split_first() else {
            return self.arguments::<2>(call).and(None);
        };
        let wanted_at = wanted.span;
        let wanted = self.infer_number(wanted, context)?;
        let wanted = self
            .constant_number(wanted)
            .and_then(|wanted| wanted.to_scaled(0))
            .and_then(|wanted| usize::try_from(wanted).ok());
        let terms: Vec<Option<ExprId>> = conditions.iter().map(|term| self.infer_yes_no(term, context)).collect();
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
        let terms: Vec<ExprId> = terms.into_iter().map(|term| self.shared(term, context.table)).collect();
        Some(self.some_of(wanted, &terms, span))
    }

    /// At least so many of the terms hold: the first and enough of the rest, or enough of the rest.
    pub(in crate::check) fn some_of(&mut self, wanted: usize, terms: &[ExprId], span: Span) -> ExprId {
        let origin = Origin::implied(span);
        let all = |checker: &mut Self| terms.iter().map(|term| checker.another(*term)).collect();
        let (Some(fewer), Some((first, rest))) = (wanted.checked_sub(1), terms.split_first()) else {
            // None need hold of any, and some cannot hold of none.
            let kind = if wanted == 0 { ExprKind::And(Vec::new()) } else { ExprKind::Or(Vec::new()) };
            return self.arena.yes_no(kind, origin);
        };
        if wanted > rest.len() {
            let all = all(self);
            return self.arena.yes_no(ExprKind::And(all), origin);
        }
        if fewer == 0 {
            let all = all(self);
            return self.arena.yes_no(ExprKind::Or(all), origin);
        }
        let first = self.another(*first);
        let enough = self.some_of(fewer, rest, span);
        let with = self.arena.yes_no(ExprKind::And(vec![first, enough]), origin);
        let without = self.some_of(wanted, rest, span);
        self.arena.yes_no(ExprKind::Or(vec![with, without]), origin)
    }
}
