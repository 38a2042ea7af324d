//! 指标.

use super::Checker;
use super::clauses::Clauses;
use super::context::Context;
use super::heads::Limits;
use super::known::Applies;
use super::known::Kinds;
use super::method::Scored;
use super::missing::when_missing;
use super::stages::Stages;
use crate::core::{ClassId, Direction, ExprId, ExprKind, IndicatorId, NodeId, Operator, Origin, Role, Stage, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::rules::{Indicator, TemplatePart};
use crate::syntax::ast::{self, Effect, StatementKind};
use crate::words;

impl Checker<'_> {
    pub(super) fn indicator(
        &mut self,
        id: IndicatorId,
        within: NodeId,
        source: &ast::Indicator,
        limits: &Limits,
    ) -> Option<Indicator> {
        let index = id.0;
        let (full, kinds) = self.indicators.get(index).map(|known| (known.full.clone(), known.kinds.clone()))?;
        let clauses = Clauses::of(self, source);
        let base = Context { indicator: Some(id), ..Context::subject() };
        let value = clauses.value.map(|_| self.value_of_own(id));
        let context = Context { may_read_value: true, ..base };
        let applies = clauses.applies.map(|applies| self.infer_yes_no(applies, &Context::subject()));
        let applies = self.with_limits(applies, kinds.as_ref(), limits);
        if let Some(known) = self.indicators.get_mut(index) {
            known.applies = match &applies {
                None if source.may_lack(StatementKind::Applies) => Applies::Unknown,
                None => Applies::Always,
                Some(None) => Applies::Unknown,
                Some(Some(applies)) => Applies::Where(*applies),
            };
        }
        let scored = Scored {
            context: &context,
            full: full.clone(),
            span: clauses.scoring_span,
            has_cap: clauses.scoring.is_some_and(|scoring| scoring.cap.is_some()),
            has_floor: clauses.scoring.is_some_and(|scoring| scoring.floor.is_some()),
        };
        let mut stages = Stages::of(id);
        let scoring = if let Some(scoring) = clauses.scoring {
            self.scoring(scoring, &scored, &mut stages)
        } else if self.is_unscored(id, within) {
            let zero = self.arena.marks(Number::zero(), Origin::implied(source.code.span));
            stages.push(Stage::Method, zero);
            Some(())
        } else {
            if !source.may_lack(StatementKind::Scoring) {
                self.lacks(source, &words!("计分", "scoring"));
            }
            None
        };
        if clauses.basis.is_empty() && !source.may_lack(StatementKind::Basis) {
            self.without_basis(&source.code, source.span);
        }
        let scored_well = self.adjusted(&clauses, scoring.is_some(), &mut stages, &context);
        let score = match clauses.missing {
            _ if !scored_well => None,
            Some(missing) => match transpose(applies) {
                Some(applies) => self.or_when_missing(missing, &stages, applies, &scored),
                None => None,
            },
            None => Some(stages.last(&mut self.arena)),
        };
        let stand_in = match clauses.missing {
            Some(ast::Missing::Value(written)) => Some(self.stand_in(written, value.as_ref(), &context)),
            _ => None,
        };
        let precision = clauses.rounding.map(|rounding| self.precision(rounding));
        let direction = self.directed(id, clauses.direction);
        let advice = clauses.advice.map(|advice| self.advice(advice, &context));
        let known =
            source.full.as_ref().filter(|_| self.indicators.get(index).is_some_and(|known| !known.full_unknown));
        if let Some(written) = known.filter(|_| full.is_zero() || full.is_negative()) {
            let code = &source.code.value;
            self.report(Diagnostic::error(
                Code::H0401,
                written.span,
                words!("指标 {code} 的满分须大于 0 分", "the full marks of {code} must be above 0"),
            ));
        }
        let (value, given) = self.filled(id, transpose(value)?, transpose(stand_in)?);
        Some(Indicator {
            code: source.code.value.clone(),
            title: source.title.as_ref()?.value.clone(),
            within,
            full,
            by_kind: self.by_kind(kinds.as_ref(), source.code.span),
            applies: transpose(applies)?,
            basis: clauses.basis,
            value,
            given,
            when_missing: when_missing(clauses.missing),
            stages: stages.into_made(),
            score: score?,
            precision: transpose(precision)?,
            uncapped: clauses.scoring.is_some_and(|scoring| matches!(scoring.cap, Some(ast::Limit::Nothing))),
            unfloored: clauses.scoring.is_some_and(|scoring| matches!(scoring.floor, Some(ast::Limit::Nothing))),
            is_open_below: clauses.scoring.is_some_and(is_open_below),
            method_span: clauses.scoring_span,
            direction,
            is_unscored: clauses.scoring.is_none(),
            states_missing: clauses.missing.is_some()
                || source.without.iter().any(|kind| kind.value == StatementKind::Missing),
            evidence: clauses.evidence,
            advice: transpose(advice)?,
            span: source.code.span,
        })
    }

    /// Whether an indicator goes without 计分: a formula puts together what it stands below, and may read its 取值.
    pub(super) fn is_unscored(&self, id: IndicatorId, within: NodeId) -> bool {
        let node = match within {
            NodeId::Total => self.total_clauses(),
            NodeId::Head(head) => self.file.heads().nth(head.0).map(|head| &head.node),
        };
        let is_formula = node.and_then(|node| node.aggregate.as_ref()).is_some_and(|written| written.formula.is_some());
        let has_scoring = self.indicators.get(id.0).is_some_and(|known| known.has_scoring);
        !has_scoring && (is_formula || self.loses_aggregate(within))
    }

    /// 适用 with what keeps the kinds, and what stands around, from some subjects.
    #[allow(clippy::option_option, reason = "outer: whether anything limits it; inner: without errors")]
    fn with_limits(
        &mut self,
        written: Option<Option<ExprId>>,
        kinds: Option<&Kinds>,
        limits: &Limits,
    ) -> Option<Option<ExprId>> {
        if limits.is_unknown {
            return Some(None);
        }
        let around: Vec<ExprId> = limits.all.iter().map(|limit| self.arena.copied(*limit)).collect();
        let of_kinds = kinds.and_then(|kinds| self.is_of_kinds(kinds));
        let mut all: Vec<ExprId> = around.into_iter().chain(of_kinds).collect();
        match written {
            Some(None) => return Some(None),
            Some(Some(written)) => all.push(written),
            None => {}
        }
        let (first, last) = (all.first().copied()?, all.last().copied()?);
        Some(Some(if all.len() == 1 {
            first
        } else {
            let span = self.arena.span(last);
            self.arena.yes_no(ExprKind::And(all), span)
        }))
    }

    pub(super) fn lacks(&mut self, source: &ast::Indicator, clause: &crate::finding::Words) {
        // A common block that could not be read may say it.
        if self.file.may_lack(StatementKind::Common) {
            return;
        }
        let code = &source.code.value;
        let crate::finding::Words { zh, en } = clause;
        self.report(Diagnostic::error(
            Code::H0204,
            source.code.span,
            words!("指标 {code} 没有写「{zh}」", "indicator {code} has no `{en}`"),
        ));
    }

    /// 调整 after 调整, in their order; whether all of them and the scoring before them are without errors.
    fn adjusted(
        &mut self,
        clauses: &Clauses<'_>,
        mut scored_well: bool,
        stages: &mut Stages,
        context: &Context,
    ) -> bool {
        let mut seen = Vec::new();
        for ((adjustment, span), place) in clauses.adjustments.iter().zip(0_u32..) {
            let adjusted = self.adjustment((adjustment, *span, place), scored_well.then_some(&*stages), context);
            match adjusted {
                Some(adjusted) => {
                    self.twice_adjusted(&mut seen, (adjustment, *span), adjusted);
                    stages.push(Stage::Adjusted(place), adjusted);
                }
                None => scored_well = false,
            }
        }
        scored_well
    }

    /// 调整 … 时 …, the mark otherwise unchanged. 减 stops at 0.
    pub(super) fn adjustment(
        &mut self,
        (adjustment, span, place): (&ast::Adjustment, Span, u32),
        stages: Option<&Stages>,
        context: &Context,
    ) -> Option<ExprId> {
        let condition = self.infer_yes_no(&adjustment.condition, context);
        let score = stages.map(|stages| stages.last(&mut self.arena));
        let changed = match &adjustment.effect {
            Effect::Halve => score.and_then(|score| {
                let two = self.arena.pure(Number::from_integer(2), Origin::implied(span));
                self.operate(Operator::Divide, score, two, span)
            }),
            Effect::Multiply(factor) => {
                let factor = self.infer_number(factor, context);
                score.zip(factor).and_then(|(score, factor)| {
                    let product = self.operate(Operator::Multiply, score, factor, span)?;
                    self.as_marks(product)
                })
            }
            Effect::Subtract(marks_off) => {
                let marks_off = self.infer_marks(marks_off, context);
                score.zip(marks_off).and_then(|(score, marks_off)| {
                    let less = self.operate(Operator::Subtract, score, marks_off, span)?;
                    let zero = self.arena.marks(Number::zero(), Origin::implied(span));
                    Some(self.arena.add(ExprKind::Greatest(vec![less, zero]), Type::marks(), span))
                })
            }
            Effect::Set(marks_set) => self.infer_marks(marks_set, context),
        };
        let (condition, changed, stages) = (condition?, changed?, stages?);
        let otherwise = stages.last(&mut self.arena);
        let origin = Origin::with_role(span, Role::Adjustment(place));
        Some(self.arena.add(ExprKind::Case { arms: vec![(condition, changed)], otherwise }, Type::marks(), origin))
    }

    /// The same adjustment on the same condition counts twice.
    fn twice_adjusted<'s>(
        &mut self,
        seen: &mut Vec<(ClassId, &'s ast::Adjustment, Span)>,
        (own, span): (&'s ast::Adjustment, Span),
        adjusted: ExprId,
    ) {
        let ExprKind::Case { arms, .. } = &self.arena[adjusted].kind else { return };
        let Some(condition) = arms.first().map(|(condition, _)| self.arena[*condition].class) else { return };
        let is_same = |(class, other, _): &&(ClassId, &ast::Adjustment, Span)| {
            *class == condition && is_same_effect(&other.effect, &own.effect)
        };
        if let Some((_, _, first)) = seen.iter().find(is_same) {
            let finding = Diagnostic::warning(
                Code::H0450,
                span,
                words!("同一个调整写了两次，两次都算", "the same adjustment is written twice, and counts twice"),
            );
            let finding = finding.label(*first, words!("第一次在这里", "first here"));
            self.report(finding.help(words!("删去其中一条", "remove one of them")));
        }
        seen.push((condition, own, span));
    }

    /// 方向 speaks of the value, which must be there and be a number.
    pub(super) fn directed(
        &mut self,
        id: IndicatorId,
        direction: Option<(Direction, Span)>,
    ) -> Option<(Direction, Span)> {
        let (_, span) = direction?;
        let known = self.indicators.get(id.0)?;
        let code = known.code.clone();
        match (known.value.map(|value| &self.arena[value].ty), known.has_value) {
            (Some(Type::Number(_)), _) | (None, true) => return direction,
            _ if self.is_refused_indicator(&code, Some("取值")) => return None,
            _ => {}
        }
        self.refuse(
            Diagnostic::error(
                Code::H0204,
                span,
                words!(
                    "写了「方向」，而指标 {code} 没有一个数作取值",
                    "a direction is declared, but indicator {code} has no number as its value"
                ),
            )
            .help(words!("加一行：取值 …，或删去方向", "add a line: value …, or remove the direction")),
        )
    }

    pub(super) fn advice(&mut self, template: &ast::Template, context: &Context) -> Option<Vec<TemplatePart>> {
        let parts: Vec<Option<TemplatePart>> = template
            .parts
            .iter()
            .map(|part| match part {
                ast::TemplatePart::Text(text) => Some(TemplatePart::Text(text.clone())),
                ast::TemplatePart::Value(value) => self.infer(value, context, None).map(TemplatePart::Value),
            })
            .collect();
        parts.into_iter().collect()
    }
}

/// Whether two adjustments do the same, by the numbers that are written.
fn is_same_effect(one: &Effect, other: &Effect) -> bool {
    let number = |expr: &ast::Expr| match &expr.kind {
        ast::ExprKind::Number { value, unit } => Some((value.clone(), unit.as_ref().map(|unit| unit.value.clone()))),
        _ => None,
    };
    match (one, other) {
        (Effect::Halve, Effect::Halve) => true,
        (Effect::Multiply(one), Effect::Multiply(other))
        | (Effect::Subtract(one), Effect::Subtract(other))
        | (Effect::Set(one), Effect::Set(other)) => number(one).is_some_and(|one| Some(one) == number(other)),
        _ => false,
    }
}

/// `Some(None)` is an error inside an optional clause.
#[allow(clippy::option_option, reason = "outer: written; inner: without errors")]
fn transpose<T>(clause: Option<Option<T>>) -> Option<Option<T>> {
    match clause {
        Some(Some(value)) => Some(Some(value)),
        Some(None) => None,
        None => Some(None),
    }
}

/// Whether 封顶 is written and 保底 is not, in a method that goes below 0 with its value. Of 比例 a document says no more
/// than how high it goes.
fn is_open_below(scoring: &ast::Scoring) -> bool {
    let follows = matches!(
        scoring.method.value,
        ast::Method::Direct | ast::Method::Rescale { .. } | ast::Method::Efficacy { .. } | ast::Method::Formula(_)
    );
    follows && scoring.floor.is_none() && matches!(scoring.cap, Some(ast::Limit::Marks(_)))
}
