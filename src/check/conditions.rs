//! 条件: requirements that are judged apart from marks.

use std::collections::BTreeMap;

use super::context::Context;
use super::infer::MOST_CONDITIONS;
use super::uses::Meaning;
use super::{Checker, texts};
use crate::core::{
    ClassId, Comparison, ConditionId, Constant, ExprId, ExprKind, FigureId, Origin, Role, Schema, Type, Verdict,
};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::rules::{Condition, ConditionItem};
use crate::syntax::ast::{self, StatementKind};
use crate::words;

impl Checker<'_> {
    /// A condition; `None` when it has errors.
    pub(super) fn condition_of(&mut self, source: &ast::Condition) -> Option<Condition> {
        if source.basis.is_empty() {
            self.without_basis(&source.name, source.span);
        }
        let mut context = Context::subject();
        let applies = source.applies.as_ref().map(|applies| self.infer_yes_no(applies, &context));
        if let Some(scope) = &source.scope {
            context.scope = self.cohort_of(scope);
            context.scope.as_ref()?;
        }
        let needs = source.needs.as_ref().map(|needs| self.needed(needs, source.items.len()));
        let items: Vec<Option<ConditionItem>> =
            source.items.iter().map(|item| self.condition_item(item, source.judged.is_some(), &context)).collect();
        self.distinct_labels(source);
        let items = items.into_iter().collect::<Option<Vec<_>>>()?;
        self.distinct_items(&items);
        if matches!(applies, Some(None)) || matches!(needs, Some(None)) {
            return None;
        }
        let needs = needs.flatten();
        let requirement = self.required(&items, needs, source)?;
        Some(Condition {
            name: source.name.value.clone(),
            soft: source.soft.is_some(),
            judged: source.judged.is_some(),
            applies: applies.flatten(),
            requirement,
            items,
            needs,
            basis: texts(&source.basis),
            span: source.span,
        })
    }

    fn condition_item(
        &mut self,
        item: &ast::ConditionItem,
        is_judged: bool,
        context: &Context,
    ) -> Option<ConditionItem> {
        let requirement = if is_judged {
            self.judged(&item.requirement, context)
        } else {
            self.infer_yes_no(&item.requirement, context)
        };
        Some(ConditionItem {
            label: item.label.as_ref().map(|label| label.value.clone()),
            requirement: requirement?,
            basis: texts(&item.basis),
            span: item.span,
        })
    }

    /// 至少 n 项: a whole number from 1 to that of the items.
    fn needed(&mut self, needs: &ast::Expr, items: usize) -> Option<usize> {
        let written = self.infer_number(needs, &Context::constant())?;
        let whole = self.constant_number(written).and_then(|number| number.to_scaled(0));
        let whole = whole.and_then(|whole| usize::try_from(whole).ok());
        let of_items = self.number_unit(written).is_some_and(|unit| {
            unit.dimension.is_pure() && unit.name.is_empty() || unit.name == "项" || unit.name == "条"
        });
        if let Some(whole) = whole.filter(|whole| of_items && (1..=items).contains(whole)) {
            // Some of many is spelt out as a choice of them, as 至少成立 is.
            if whole == 1 || whole == items || items <= MOST_CONDITIONS {
                return Some(whole);
            }
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    needs.span,
                    words!(
                        "「至少 {whole} 项」最多从 {MOST_CONDITIONS} 项里选，这里有 {items} 项",
                        "`needs {whole} 项` chooses among {MOST_CONDITIONS} items at most, and here are {items}"
                    ),
                )
                .help(words!(
                    "分成几个条件，再写一个条件把它们合起来",
                    "write several conditions, and one that reads them"
                )),
            );
        }
        self.refuse(
            Diagnostic::error(
                Code::H0105,
                needs.span,
                words!(
                    "花括号里有 {items} 项，至少几项写 1 到 {items}",
                    "there are {items} items in the braces, so at least 1 to {items} of them are needed"
                ),
            )
            .help(words!("如 至少 1 项；一行一项", "such as needs 1 项; each line is an item")),
        )
    }

    /// An item that asks what one before it asks: of all of them it is one too many, of some it counts twice.
    fn distinct_items(&mut self, items: &[ConditionItem]) {
        let mut seen: BTreeMap<ClassId, Span> = BTreeMap::new();
        for item in items {
            let class = self.arena[item.requirement].class;
            let first = *seen.entry(class).or_insert(item.span);
            if first != item.span {
                let message = words!("同一项写了两次", "the same item is written twice");
                let finding = Diagnostic::warning(Code::H0450, item.span, message);
                let finding = finding.label(first, words!("第一次在这里", "first here"));
                self.report(finding.help(words!("删去其中一项", "remove one of them")));
            }
        }
    }

    /// Two items with one label could not be told apart.
    fn distinct_labels(&mut self, source: &ast::Condition) {
        let mut seen: BTreeMap<&str, &Spanned<String>> = BTreeMap::new();
        for label in source.items.iter().filter_map(|item| item.label.as_ref()) {
            if let Some(first) = seen.insert(&label.value, label) {
                let first = first.clone();
                self.repeated(label, &first);
            }
        }
    }

    /// What the items come to together: all of them, or at least so many.
    fn required(&mut self, items: &[ConditionItem], needs: Option<usize>, source: &ast::Condition) -> Option<ExprId> {
        let [only] = items else {
            let span = source.items.first()?.span.to(source.items.last()?.span);
            let terms: Vec<ExprId> = items.iter().map(|item| item.requirement).collect();
            return Some(match needs {
                None => self.arena.yes_no(ExprKind::And(terms), span),
                Some(needs) if needs == terms.len() => self.arena.yes_no(ExprKind::And(terms), span),
                Some(1) => self.arena.yes_no(ExprKind::Or(terms), span),
                Some(needs) => {
                    let terms: Vec<ExprId> =
                        terms.into_iter().map(|term| self.shared(term, Some(Schema::SUBJECTS))).collect();
                    self.some_of(needs, &terms, span)
                }
            });
        };
        Some(only.requirement)
    }

    /// A condition that is read alone: it must be one that holds or does not.
    pub(super) fn condition_alone(&mut self, id: ConditionId, name: &ast::Name, span: Span) -> Option<ExprId> {
        self.means(Meaning::Condition(name.value.clone()), name.span);
        let source = self.conditions.get(id.0)?.0;
        let written = &name.value;
        let finding = |zh: &str, en: &str, help| {
            let message = words!(
                "「{written}」还可能是{zh}，只写名称说不清",
                "`{written}` may also be {en}; its name alone does not say what then"
            );
            Diagnostic::error(Code::H0312, span, message).help(help)
        };
        let is_soft = source.soft.is_some();
        let finding = match (is_soft, source.applies.is_some()) {
            (false, false) => return self.asked(id, Verdict::Met, span),
            (false, true) => finding(
                "不适用",
                "not_applicable",
                words!(
                    "写「{written} 符合」（不适用的不算），或「非 {written} 不符合」（不适用的也算）",
                    "write `{written} met` (not for those it does not apply to), or `not {written} not_met` (for those, too)"
                ),
            ),
            (true, false) => finding(
                "待说明",
                "needs_reason",
                words!(
                    "写「{written} 符合」（待说明的不算），或「{written} 待说明」",
                    "write `{written} met` (not while a reason is still to be given), or `{written} needs_reason`"
                ),
            ),
            (true, true) => finding(
                "待说明、不适用",
                "needs_reason or not_applicable",
                words!(
                    "写「{written} 符合」（都不算），或「非 {written} 待说明」（不适用的也算）",
                    "write `{written} met` (and nothing else counts), or `not {written} needs_reason` (those it does not apply to count)"
                ),
            ),
        };
        self.refuse(finding)
    }

    /// CONDITION 符合 and its like.
    pub(super) fn asked_of(
        &mut self,
        condition: &ast::Expr,
        verdict: &Spanned<Verdict>,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let ast::ExprKind::Name { table: None, name } = &condition.kind else {
            return self.refuse(no_condition(condition.span));
        };
        let Some(id) = self.condition_ids.get(&name.value).copied() else {
            if self.is_lost(name, &[StatementKind::Condition]) {
                return None;
            }
            if self.is_known_name(context, &name.value) {
                return self.refuse(no_condition(condition.span));
            }
            let written = &name.value;
            let known: Vec<String> = self.condition_ids.keys().cloned().collect();
            return self.refuse(
                Diagnostic::error(
                    Code::H0201,
                    name.span,
                    words!("没有名为「{written}」的条件", "there is no condition `{written}`"),
                )
                .suggest(written, known.iter().map(String::as_str)),
            );
        };
        self.means(Meaning::Condition(name.value.clone()), name.span);
        if verdict.value == Verdict::Open {
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    verdict.span,
                    words!(
                        "问不了「待定」：条件还待定时，读它的一处就说不上，先不给结果",
                        "`open` cannot be asked for: while a condition is open, what reads it is not known either"
                    ),
                )
                .help(words!(
                    "写 符合、不符合、待说明 或 不适用",
                    "write met, not_met, needs_reason or not_applicable"
                )),
            );
        }
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(of_subjects(span));
        }
        self.asked(id, verdict.value, span)
    }

    /// Whether a condition comes to an outcome, as its verdicts do: unknown while the condition is 待定.
    fn asked(&mut self, id: ConditionId, verdict: Verdict, span: Span) -> Option<ExprId> {
        let source = self.conditions.get(id.0)?.0;
        let (is_soft, is_limited) = (source.soft.is_some(), source.applies.is_some());
        self.condition(id)?;
        let implied = Origin::implied(span);
        let met = self.arena.truth_of(FigureId::Condition(id), span);
        let body = match verdict {
            Verdict::Met => met,
            Verdict::NotMet if !is_soft => self.arena.not(met, span),
            Verdict::NeedsReason if is_soft => self.arena.not(met, span),
            // It never comes to that; as long as it is not known what it comes to, nor is this.
            Verdict::NotMet | Verdict::NeedsReason | Verdict::NotApplicable | Verdict::Open => {
                let again = self.arena.truth_of(FigureId::Condition(id), implied);
                let not = self.arena.not(again, implied);
                self.arena.yes_no(ExprKind::And(vec![met, not]), span)
            }
        };
        let whole = if is_limited {
            let applies = self.arena.truth_of(FigureId::ConditionApplies(id), implied);
            if verdict == Verdict::NotApplicable {
                let lapses = self.arena.not(applies, implied);
                let yes = self.arena.constant(Constant::YesNo(true), Type::YesNo, implied);
                self.arena.only_where(lapses, yes, body, span)
            } else {
                let no = self.arena.constant(Constant::YesNo(false), Type::YesNo, implied);
                self.arena.only_where(applies, body, no, span)
            }
        } else {
            body
        };
        self.arena.set_role(whole, Role::Asks(verdict));
        Some(whole)
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

/// What is asked for an outcome is none that has outcomes.
fn no_condition(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0207,
        span,
        words!(
            "「符合」「不符合」「待说明」「不适用」问的是条件，这里不是条件的名称",
            "`met`, `not_met`, `needs_reason` and `not_applicable` ask a condition, and this is not the name of one"
        ),
    )
    .help(words!(
        "写条件的名称，如 人员 符合；枚举的一列写 结论 是 符合",
        "write the name of a condition, such as staff met; of a column of choices write verdict is met"
    ))
}

/// A condition is read where there is no subject.
fn of_subjects(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0207,
        span,
        words!(
            "条件说的是一家被评对象，不能写在参数里或下级的行里",
            "a condition is of a subject and cannot be read in a parameter or in a row below"
        ),
    )
}
