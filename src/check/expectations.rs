//! 期望 of a 示例.

use super::Checker;
use super::context::Context;
use super::examples::key_as_written;
use super::infer::lacks_mode;
use super::nodes::called;
use super::uses::Meaning;
use crate::core::{ConditionId, Constant, FigureId, Schema, Verdict};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::number::Rounding;
use crate::rules::{Condition, ExpectedOutcome};
use crate::syntax::ast::{self, Outcome, StatementKind};
use crate::words;

impl Checker<'_> {
    /// What a function must give for arguments that are written, or read from the facts of the first subject.
    pub(super) fn outcome_of_call(&mut self, call: &ast::Expr, outcome: &Outcome) -> Option<ExpectedOutcome> {
        let call = self.infer(call, &Context::subject(), None)?;
        let (Outcome::Value(value) | Outcome::Marks(value)) = outcome else {
            return Some(ExpectedOutcome::Call { call, wanted: None, rounding: None });
        };
        let (value, rounding) = self.rounded_literal(value)?;
        let ty = self.arena[call].ty.clone();
        self.require_unit(value, &ty)?;
        let wanted = Some(self.literal(value, &ty)?);
        Some(ExpectedOutcome::Call { call, wanted, rounding })
    }

    pub(super) fn outcome(
        &mut self,
        name: &ast::Name,
        outcome: &Outcome,
        conditions: &[Condition],
    ) -> Option<ExpectedOutcome> {
        match outcome {
            Outcome::Marks(marks) => {
                let figure = self.marks_figure(name)?;
                let marks = self.fixed_marks(marks)?;
                Some(ExpectedOutcome::Marks(figure, marks))
            }
            Outcome::Value(value) => {
                let (figure, ty) = match self.indicator_of(name) {
                    Some(id) => {
                        let value = self.indicators.get(id.0)?.value?;
                        (FigureId::Value(id), self.arena[value].ty.clone())
                    }
                    None if self.has_marks(name) => return self.marks_as_value(name, value),
                    None => self.definition_named(name)?,
                };
                let (value, rounding) = self.rounded_literal(value)?;
                self.require_unit(value, &ty)?;
                let wanted = self.literal(value, &ty)?;
                Some(ExpectedOutcome::Value { figure, wanted, rounding })
            }
            Outcome::Missing(_) if is_grade(name) => Some(ExpectedOutcome::NoGrade),
            Outcome::Missing(_) => {
                let definition = self.definition_ids.get(&(Some(Schema::SUBJECTS), name.value.clone())).copied();
                let grading = self.grading_ids.get(&name.value).copied();
                let figure = match definition.or(grading) {
                    Some(id) => {
                        self.means(Meaning::Definition(id), name.span);
                        FigureId::Definition(id)
                    }
                    None => self.marks_figure(name)?,
                };
                Some(ExpectedOutcome::Missing(figure))
            }
            Outcome::Label(label) if is_grade(name) => {
                let known = self.outcome_labels();
                if known.contains(&label.value) {
                    self.means(Meaning::Grade(label.value.clone()), label.span);
                    return Some(ExpectedOutcome::Grade(label.value.clone()));
                }
                // What has errors has been reported; the label may be the one that it lacks.
                if self.outcomes_are_partial() {
                    return None;
                }
                self.no_such_choice(&label.value, label.span, &known)
            }
            Outcome::Label(label) if self.grading_ids.contains_key(&name.value) => {
                let (figure, choices) = self.grading_named(name)?;
                match choices.place(&label.value) {
                    Some(place) => {
                        Some(ExpectedOutcome::Value { figure, wanted: Constant::Choice(place), rounding: None })
                    }
                    None => self.no_such_choice(&label.value, label.span, &choices),
                }
            }
            Outcome::Label(label) => {
                if Verdict::of(&label.value) == Some(Verdict::NotApplicable)
                    && let Some(applies) = self.applies_figure(name)
                {
                    return Some(ExpectedOutcome::NotApplicable(applies));
                }
                let Some(index) = conditions.iter().position(|condition| condition.name == name.value) else {
                    let (written, Words { zh, en }) = (&name.value, called(&name.value));
                    // A condition with errors has been reported where it is written.
                    let has_errors =
                        |item: &ast::Item| matches!(item, ast::Item::Condition(known) if known.name.value == *written);
                    if self.file.items.iter().any(has_errors) {
                        self.means(Meaning::Condition(written.clone()), name.span);
                        return None;
                    }
                    if self.is_lost(name, &[StatementKind::Condition]) {
                        return None;
                    }
                    let known: Vec<&str> = conditions.iter().map(|condition| condition.name.as_str()).collect();
                    let error = Diagnostic::error(
                        Code::H0201,
                        name.span,
                        words!("没有名为「{zh}」的条件", "there is no condition `{en}`"),
                    )
                    .suggest(written, known);
                    return self.refuse(error);
                };
                self.means(Meaning::Condition(name.value.clone()), name.span);
                if let Some(verdict) = Verdict::of(&label.value) {
                    return Some(ExpectedOutcome::Verdict(ConditionId(index), verdict));
                }
                let verdicts = Verdict::ALL.map(|verdict| verdict.written(self.file.language).to_owned());
                self.no_such_choice(&label.value, label.span, &verdicts)
            }
        }
    }

    /// A value without 保留, and how 保留 has it rounded.
    pub(super) fn rounded_literal<'e>(&mut self, value: &'e ast::Expr) -> Option<(&'e ast::Expr, Option<Rounding>)> {
        let ast::ExprKind::Round { value: inner, to, mode } = &value.kind else { return Some((value, None)) };
        let ast::RoundTo::Places(places) = to else {
            return self.no_multiples(Span { start: inner.span.end, ..value.span });
        };
        let Some(mode) = mode.or(self.rounding.map(|rounding| rounding.mode)) else {
            let is_lost = self.file.may_lack(StatementKind::Rounding);
            return if is_lost { None } else { self.refuse(lacks_mode(value.span, self.file.language)) };
        };
        Some((inner, Some(Rounding::new(*places, mode))))
    }

    /// Whether an indicator or head of this name applies, where the rules ask for it.
    pub(super) fn applies_figure(&mut self, name: &ast::Name) -> Option<FigureId> {
        if let Some(id) = self.indicator_of(name) {
            return Some(FigureId::Applies(id));
        }
        self.head_of(name).map(FigureId::HeadApplies)
    }

    /// An indicator, head or sum of marks by name.
    pub(super) fn marks_figure(&mut self, name: &ast::Name) -> Option<FigureId> {
        let sum = match name.value.as_str() {
            "总分" | "total" => Some(FigureId::Total),
            "基础分" | "base" => Some(FigureId::Base),
            "加分" | "bonus" => Some(FigureId::Bonus),
            "扣分" | "deduction" => Some(FigureId::Deduction),
            _ => self.head_of(name).map(FigureId::Head),
        };
        match sum {
            Some(figure) if !self.children.is_empty() => Some(figure),
            _ => self.indicator_id(name).map(FigureId::Mark),
        }
    }

    /// Whether a name is that of a sum of marks.
    pub(super) fn has_marks(&self, name: &ast::Name) -> bool {
        let is_sum = matches!(
            name.value.as_str(),
            "总分" | "total" | "基础分" | "base" | "加分" | "bonus" | "扣分" | "deduction"
        );
        is_sum || self.heads.iter().any(|head| head.code == name.value)
    }

    /// 期望 总分 为 80 分: 为 is said of definitions.
    pub(super) fn marks_as_value<T>(&mut self, name: &ast::Name, value: &ast::Expr) -> Option<T> {
        let (Words { zh, en }, marks) = (called(&name.value), key_as_written(value));
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!("「{zh}」是得分，不是定义", "`{en}` is marks, not a definition"),
        );
        let error = error.help(words!(
            "得分写「得」：期望 {zh} 得 {marks} 分；「为」用于定义和指标的取值",
            "marks are written with `gets`: expect {en} gets {marks} 分; `to_be` is for definitions and values of indicators"
        ));
        let is_number = matches!(value.kind, ast::ExprKind::Number { .. });
        let outcome = Span { start: name.span.end, ..value.span };
        let gets = format!(" {} {marks} 分", self.in_file(&words!("得", "gets")));
        self.refuse(if is_number { error.fix(Fix::replace(outcome, gets)) } else { error })
    }
}

/// Whether what is expected is the grade.
pub(super) fn is_grade(name: &ast::Name) -> bool {
    name.value == "等次" || name.value == "grade"
}
