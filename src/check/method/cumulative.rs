//! 累计 and 自 … { 每 … 减 … }: sums of parts.

use super::Scored;
use crate::check::Checker;
use crate::core::{ExprId, ExprKind, Operator, Origin, Role, Type};
use crate::finding::{Code, Diagnostic, Spanned};
use crate::number::{Base, Number};
use crate::syntax::ast::{self, Each, Part, Partial};
use crate::words;

impl Checker<'_> {
    /// The sum of the parts.
    pub(super) fn cumulative(&mut self, parts: &[Part], scored: &Scored<'_>) -> Option<ExprId> {
        let mut terms = Vec::new();
        let mut most = Some(Number::zero());
        let mut complete = true;
        for (part, place) in parts.iter().zip(0_u32..) {
            let term = match part {
                Part::Cases(cases) => self.cases(cases, Role::Part(place), scored),
                Part::Each(each) => self.capped_each(each, scored),
            };
            let Some((term, bound)) = term else {
                complete = false;
                continue;
            };
            most = most.zip(bound).map(|(most, bound)| most + bound);
            terms.push(term);
        }
        self.warn_of_doubled(&terms);
        if let Some(most) = most.filter(|most| complete && *most < scored.full) {
            let (most, full) = (most.to_readable(4), scored.full.to_readable(4));
            self.report(
                Diagnostic::error(
                    Code::H0401,
                    scored.span,
                    words!(
                        "累计各项最多 {most} 分，达不到满分 {full} 分",
                        "the parts give at most {most} marks and never reach the full {full}"
                    ),
                )
                .help(words!("核对各项分值与指标满分", "check the marks of the parts against the full marks")),
            );
        }
        if !complete {
            return None;
        }
        self.sum(terms, scored)
    }

    /// Of two parts that are the same one earns or costs its marks twice.
    fn warn_of_doubled(&mut self, terms: &[ExprId]) {
        for (place, term) in terms.iter().enumerate() {
            let class = self.arena[*term].class;
            let Some(first) = terms.iter().take(place).find(|first| self.arena[**first].class == class) else {
                continue;
            };
            let (first, second) = (self.arena.span(*first), self.arena.span(*term));
            self.report(
                Diagnostic::warning(
                    Code::H0450,
                    second,
                    words!(
                        "这一项和前面一项一样，计了两次分",
                        "this part is the same as one before it and counts twice"
                    ),
                )
                .label(first, words!("前面的一项", "the one before"))
                .help(words!("删去一项", "remove one of them")),
            );
        }
    }

    /// 自 满分 { count 每 1 件 减 0.5 分 ; … }
    pub(super) fn deduct_each(&mut self, start: &ast::Expr, parts: &[Each], scored: &Scored<'_>) -> Option<ExprId> {
        let start = self.infer_marks(start, scored.context);
        let mut terms = Vec::new();
        for each in parts {
            terms.push(self.each(each, scored).map(|(term, _)| term));
        }
        let deducted = terms.into_iter().collect::<Option<Vec<_>>>()?;
        self.warn_of_doubled(&deducted);
        let deducted = self.sum(deducted, scored)?;
        self.operate(Operator::Subtract, start?, deducted, scored.span)
    }

    fn sum(&mut self, terms: Vec<ExprId>, scored: &Scored<'_>) -> Option<ExprId> {
        let mut terms = terms.into_iter();
        let first = terms.next();
        let mut sum = first.unwrap_or_else(|| self.arena.marks(Number::zero(), Origin::implied(scored.span)));
        for term in terms {
            sum = self.operate(Operator::Add, sum, term, scored.span)?;
        }
        Some(sum)
    }

    /// condition : marks ; 否则 condition : marks — with the most that can be earned, if known.
    fn cases(
        &mut self,
        cases: &[(ast::Expr, ast::Expr)],
        role: Role,
        scored: &Scored<'_>,
    ) -> Option<(ExprId, Option<Number>)> {
        let mut arms = Vec::new();
        let mut most = Some(Number::zero());
        for (condition, earned) in cases {
            let condition = self.infer_yes_no(condition, scored.context);
            let earned = self.infer_marks(earned, scored.context);
            let (condition, earned) = (condition?, earned?);
            most = most.zip(self.constant_number(earned)).map(|(most, earned)| most.max(earned));
            arms.push((condition, earned));
        }
        let nothing = self.arena.marks(Number::zero(), Origin::implied(scored.span));
        let kind = ExprKind::Case { arms, otherwise: nothing };
        Some((self.arena.add(kind, Type::marks(), Origin::with_role(scored.span, role)), most))
    }

    /// A part of 累计 that counts must say where it stops.
    fn capped_each(&mut self, each: &Each, scored: &Scored<'_>) -> Option<(ExprId, Option<Number>)> {
        if each.cap.is_none() {
            self.report(
                Diagnostic::error(
                    Code::H0405,
                    each.span,
                    words!("「每 … 得 …」没有写「封顶」", "a part counted by steps has no cap"),
                )
                .help(words!("在后面加：封顶 2 分", "add: cap 2 分")),
            );
        }
        self.each(each, scored)
    }

    /// count ÷ step × marks, capped.
    fn each(&mut self, each: &Each, scored: &Scored<'_>) -> Option<(ExprId, Option<Number>)> {
        let count = self.infer_number(&each.count, scored.context);
        let step = self.infer_number(&each.step, scored.context);
        let earned = self.infer_marks(&each.marks, scored.context);
        let cap = each.cap.as_ref().map(|cap| self.infer_marks(cap, scored.context));
        let (count, step, earned) = (count?, step?, earned?);
        let partial = self.partial(each.partial.as_ref(), step, each.span)?;
        let steps = self.steps(count, step, partial, each.span)?;
        let term = self.operate(Operator::Multiply, steps, earned, each.span)?;
        Some(match cap {
            Some(cap) => {
                let cap = cap?;
                let most = self.constant_number(cap);
                self.arena.set_role(cap, Role::Cap);
                (self.arena.add(ExprKind::Least(vec![term, cap]), Type::marks(), each.span), most)
            }
            None => (term, None),
        })
    }

    /// What an incomplete step counts. Counted things come whole, so there it need not be said.
    pub(super) fn partial(
        &mut self,
        partial: Option<&Spanned<Partial>>,
        step: ExprId,
        span: crate::finding::Span,
    ) -> Option<Partial> {
        let counted = match &self.arena[step].ty {
            Type::Number(unit) => {
                matches!(unit.dimension.as_base(), Some(Base::Count(_) | Base::Year | Base::Day | Base::WorkingDay))
            }
            _ => false,
        };
        match partial {
            Some(partial) => Some(partial.value),
            None if counted => Some(Partial::Ignored),
            None => {
                self.unstated(
                    span,
                    &words!("没有写「不足一步」怎么算", "what an incomplete step counts is not stated"),
                    &words!(
                        "在后面加：不足一步 按一步、按比例 或 不计",
                        "add: partial_step whole_step, proportional or uncounted"
                    ),
                );
                None
            }
        }
    }
}
