//! 条件: requirements that are judged apart from marks.

use std::collections::BTreeMap;

use super::context::Context;
use super::{Checker, texts};
use crate::core::{Comparison, Constant, ExprId, ExprKind, Origin, Type};
use crate::finding::{Code, Diagnostic};
use crate::rules::Condition;
use crate::syntax::ast::{self};
use crate::words;

impl Checker<'_> {
    pub(super) fn conditions(&mut self) -> Vec<Condition> {
        let mut seen: BTreeMap<String, ast::Name> = BTreeMap::new();
        let mut conditions = Vec::new();
        for item in &self.file.items {
            let ast::Item::Condition(source) = item else { continue };
            if let Some(first) = seen.insert(source.name.value.clone(), source.name.clone()) {
                self.repeated(&source.name, &first);
            }
            if source.basis.is_empty() {
                self.without_basis(&source.name, source.span);
            }
            let mut context = Context::subject();
            let applies = source.applies.as_ref().map(|applies| self.infer_yes_no(applies, &context));
            if let Some(scope) = &source.scope {
                context.scope = self.cohort_of(scope);
                if context.scope.is_none() {
                    continue;
                }
            }
            let requirement = if source.judged.is_some() {
                self.judged(&source.body, &context)
            } else {
                self.infer_yes_no(&source.body, &context)
            };
            let (Some(requirement), false) = (requirement, matches!(applies, Some(None))) else { continue };
            conditions.push(Condition {
                name: source.name.value.clone(),
                soft: source.soft.is_some(),
                judged: source.judged.is_some(),
                applies: applies.flatten(),
                requirement,
                basis: texts(&source.basis),
                span: source.span,
            });
        }
        conditions
    }

    /// A recorded verdict as a requirement: 符合 and 基本符合 meet it, 不符合 does not, 待定 is unknown. English data have
    /// `met`, `largely_met`, `not_met` and `open`.
    pub(super) fn judged(&mut self, body: &ast::Expr, context: &Context) -> Option<ExprId> {
        let verdict = self.infer(body, context, None)?;
        let span = body.span;
        let Type::Choice(choices) = self.arena[verdict].ty.clone() else {
            return self.refuse(Diagnostic::error(
                Code::H0302,
                span,
                words!(
                    "定性条件要读一个判定结论（枚举：符合、基本符合、不符合、待定）",
                    "a judged condition reads a recorded verdict (a choice of met, largely_met, not_met, open)"
                ),
            ));
        };
        let place = |[zh, en]: [&str; 2]| [choices.place(zh), choices.place(en)].into_iter().flatten().min();
        let (Some(met), Some(_)) = (place(["符合", "met"]), place(["不符合", "not_met"])) else {
            return self.refuse(Diagnostic::error(
                Code::H0302,
                span,
                words!("判定结论的枚举里要有「符合」和「不符合」", "the verdicts must include met and not_met"),
            ));
        };
        let verdict = self.shared(verdict, context.table);
        let origin = Origin::implied(span);
        let is = |checker: &mut Self, index: usize| {
            let verdict = checker.another(verdict);
            let choice = checker.arena.constant(Constant::Choice(index), Type::Choice(choices.clone()), origin);
            checker.arena.compare(Comparison::Equal, (verdict, choice), origin)
        };
        let mut meets = vec![is(self, met)];
        meets.extend(place(["基本符合", "largely_met"]).map(|index| is(self, index)));
        let meets = self.arena.yes_no(ExprKind::Or(meets), origin);
        let Some(open) = place(["待定", "open"]) else { return Some(meets) };
        let (open, undecided) = (is(self, open), self.arena.yes_no(ExprKind::Undecided, origin));
        Some(self.arena.only_where(open, undecided, meets, span))
    }
}
