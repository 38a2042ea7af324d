//! 方面 and 指标.

use std::collections::BTreeMap;

use super::clauses::Clauses;
use super::context::Context;
use super::method::Scored;
use super::missing::when_missing;
use super::nodes::{Levels, Sibling};
use super::stages::Stages;
use super::{Checker, proofs, texts};
use crate::core::{
    Arena, Direction, ExprId, ExprKind, FieldId, HeadId, IndicatorId, Item, KeyPart, Operator, Origin, Role, Schema,
    Stage, Type,
};
use crate::finding::{Code, Diagnostic, Language, Span};
use crate::number::Number;
use crate::rules::{Head, Indicator, Node, ResultColumn, TemplatePart};
use crate::syntax::ast::{self, ClauseKind, Effect, StatementKind};
use crate::words;

/// What is known of an indicator before its clauses are looked at.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is told by the words of one clause")]
pub(super) struct KnownIndicator {
    pub(super) code: String,
    /// Full marks; 0 when they have errors.
    pub(super) full: Number,
    /// Its full marks have errors, so that no sum can be held against them.
    pub(super) full_unknown: bool,
    /// Whether it has a 取值 clause, or one that may be such.
    pub(super) has_value: bool,
    /// Whether it has a 适用 clause.
    pub(super) is_limited: bool,
    /// Type of its value, once inferred without errors.
    pub(super) value_type: Option<Type>,
    /// For which subjects it counts.
    pub(super) applies: Applies,
    /// 缺失 不适用
    pub(super) lapses: bool,
}

/// 适用 of an indicator as far as it is known.
#[derive(Debug, Clone)]
pub(super) enum Applies {
    /// No such clause: all subjects.
    Always,
    /// The clause has errors.
    Unknown,
    /// For subjects of which this holds.
    Where(ExprId),
}

/// What is known of a head before its indicators are looked at.
#[derive(Debug, Clone)]
pub(super) struct KnownHead {
    pub(super) code: String,
    /// Full marks; 0 when they have errors.
    pub(super) full: Number,
    /// Its full marks have errors, so that no sum can be held against them.
    pub(super) full_unknown: bool,
    /// For which subjects some indicator counts.
    pub(super) applies: Applies,
    /// No indicator counts for everyone, and 缺失 不适用 has a say in it.
    pub(super) lapses: bool,
    /// Its code in the text.
    pub(super) span: Span,
}

impl<'a> Checker<'a> {
    pub(super) fn source_heads(&self) -> impl Iterator<Item = &'a ast::Head> + use<'a> {
        self.file.items.iter().filter_map(|item| match item {
            ast::Item::Head(head) => Some(head),
            _ => None,
        })
    }

    /// Codes and full marks of all heads and indicators, so that anything may refer to them.
    pub(super) fn declare_heads(&mut self) {
        let mut columns: BTreeMap<String, ast::Name> = BTreeMap::new();
        let conditions = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Condition(condition) => Some(&condition.name),
            _ => None,
        });
        let names: Vec<&ast::Name> = self
            .source_heads()
            .flat_map(|head| std::iter::once(&head.code).chain(head.indicators.iter().map(|indicator| &indicator.code)))
            .collect();
        for name in names.iter().copied().chain(conditions.clone()) {
            let written = &name.value;
            if self.names_results(written) || self.names_subjects(written) {
                self.report(Diagnostic::error(
                    Code::H0202,
                    name.span,
                    words!(
                        "「{written}」是结果表的列名，不能用作编号或条件名",
                        "`{written}` is a column of the results and cannot be used here"
                    ),
                ));
            }
        }
        for name in names {
            if let Some(first) = columns.insert(name.value.clone(), name.clone()) {
                self.repeated(name, &first);
            }
        }
        // A condition is a column of the results too.
        for name in conditions {
            if let Some(first) = columns.get(&name.value) {
                self.repeated(name, first);
            }
        }
        for head in self.source_heads() {
            let full = head.full.as_ref().and_then(|full| self.fixed_marks(full));
            self.heads.push(KnownHead {
                code: head.code.value.clone(),
                full_unknown: full.is_none(),
                full: full.unwrap_or_else(Number::zero),
                applies: Applies::Always,
                lapses: false,
                span: head.code.span,
            });
            for indicator in &head.indicators {
                let full = indicator.full.as_ref().and_then(|full| self.fixed_marks(full));
                let lapses = indicator
                    .clauses
                    .iter()
                    .any(|clause| matches!(clause.kind, ClauseKind::Missing(ast::Missing::NotApplicable)));
                let has_value = indicator.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Value(_)))
                    || indicator.may_lack(StatementKind::Value);
                let is_limited =
                    indicator.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Applies(_))) || lapses;
                self.indicators.push(KnownIndicator {
                    code: indicator.code.value.clone(),
                    full_unknown: full.is_none(),
                    full: full.unwrap_or_else(Number::zero),
                    has_value,
                    is_limited,
                    value_type: None,
                    applies: Applies::Always,
                    lapses,
                });
            }
        }
    }

    /// Whether results have a column of this name: in the language of the file, or in Chinese.
    fn names_results(&self, name: &str) -> bool {
        let languages = [Language::Zh, self.file.language];
        ResultColumn::ALL.iter().any(|column| languages.iter().any(|language| column.name(*language) == name))
    }

    /// Whether a field of the subject table gives results their first columns.
    fn names_subjects(&self, name: &str) -> bool {
        let Some(subjects) = self.schema.table(Schema::SUBJECTS) else { return false };
        subjects.fields.iter().enumerate().any(|(id, field)| {
            let id = FieldId(id);
            field.name == name && (subjects.key.contains(&KeyPart::Field(id)) || subjects.title == Some(id))
        })
    }

    /// All heads, and all indicators unless one has errors.
    pub(super) fn heads(&mut self, levels: Levels) -> (Vec<Head>, Option<Vec<Indicator>>) {
        let mut heads = Vec::new();
        let mut indicators: Vec<Option<Indicator>> = Vec::new();
        let sources: Vec<&ast::Head> = self.source_heads().collect();
        for (place, source) in sources.into_iter().enumerate() {
            self.needs_rounding(source.code.span);
            let full = self.heads.get(place).map_or_else(Number::zero, |head| head.full.clone());
            let first = indicators.len();
            for indicator in &source.indicators {
                let index = indicators.len();
                let checked = self.indicator(IndicatorId(index), HeadId(place), indicator);
                self.arena.begin(None);
                indicators.push(checked);
            }
            let before = self.diagnostics.len();
            let node = self.head_node(place, source, first..indicators.len(), levels);
            // What is wrong with the node is the likely cause of marks that do not add up.
            let misread = node.is_none() && self.diagnostics.len() > before;
            let head = Head {
                code: source.code.value.clone(),
                title: source.title.as_ref().map_or_else(String::new, |title| title.value.clone()),
                full,
                basis: texts(&source.basis),
                // One with errors has been reported.
                node: node.unwrap_or_default(),
                indicators: (first..indicators.len()).map(IndicatorId).collect(),
                span: source.code.span,
            };
            let own = self.indicators.get(first..indicators.len()).unwrap_or_default();
            // The marks of an indicator that could not be read are not in the sum.
            let lost = !source.unread.is_empty();
            let unknown = self.heads.get(place).is_some_and(|head| head.full_unknown)
                || own.iter().any(|indicator| indicator.full_unknown);
            let is_sum = source.node.aggregate.as_ref().is_none_or(|written| written.function.value == "求和");
            if !lost && !unknown && is_sum && !misread {
                let finding = proofs::weights(&self.arena, &head, own, &self.schema);
                self.diagnostics.extend(finding);
            }
            heads.push(head);
        }
        (heads, indicators.into_iter().collect())
    }

    /// How a head comes from its indicators, and for whom it counts.
    fn head_node(
        &mut self,
        place: usize,
        source: &ast::Head,
        own: std::ops::Range<usize>,
        levels: Levels,
    ) -> Option<Node> {
        let indicators: Vec<KnownIndicator> = self.indicators.get(own)?.to_vec();
        let siblings: Vec<Sibling<'_>> = indicators
            .iter()
            .zip(&source.indicators)
            .map(|(known, written)| Sibling {
                code: &known.code,
                full: &known.full,
                full_unknown: known.full_unknown,
                applies: &known.applies,
                lapses: known.lapses,
                weight: written.clauses.iter().find_map(|clause| match &clause.kind {
                    ClauseKind::Weight(weight) => Some(weight),
                    _ => None,
                }),
                span: written.code.span,
            })
            .collect();
        let applies = some_applies(&mut self.arena, &siblings, source.code.span);
        let known = self.heads.get_mut(place)?;
        known.applies = applies;
        known.lapses = !siblings.iter().any(Sibling::always_counts) && siblings.iter().any(|sibling| sibling.lapses);
        let full = Some(known.full.clone()).filter(|_| !known.full_unknown);
        if source.has_unread() {
            return None;
        }
        self.node(&source.node, (&source.code.value, source.code.span), full.as_ref(), &siblings, levels.head)
    }

    fn indicator(&mut self, id: IndicatorId, head: HeadId, source: &ast::Indicator) -> Option<Indicator> {
        let index = id.0;
        self.arena.begin(Some(Item::Indicator(id)));
        let full = self.indicators.get(index)?.full.clone();
        let clauses = Clauses::of(self, source);
        let base = Context { indicator: Some(id), ..Context::subject() };
        let value = clauses.value.map(|value| self.infer(value, &base, None));
        if let (Some(Some(value)), Some(known)) = (&value, self.indicators.get_mut(index)) {
            known.value_type = Some(self.arena[*value].ty.clone());
        }
        let context = Context { may_read_value: true, ..base };
        let applies = clauses.applies.map(|applies| self.infer_yes_no(applies, &Context::subject()));
        if let Some(known) = self.indicators.get_mut(index) {
            known.applies = match &applies {
                None if source.may_lack(StatementKind::Applies) => Applies::Unknown,
                None => Applies::Always,
                Some(None) => Applies::Unknown,
                Some(Some(applies)) => Applies::Where(applies.clone()),
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
        } else {
            if !source.may_lack(StatementKind::Scoring) {
                self.lacks(source, &words!("计分", "scoring"));
            }
            None
        };
        if clauses.basis.is_empty() && !source.may_lack(StatementKind::Basis) {
            self.without_basis(&source.code, source.span);
        }
        let mut scored_well = scoring.is_some();
        for ((adjustment, span), place) in clauses.adjustments.iter().zip(0_u32..) {
            let adjusted = self.adjustment((adjustment, *span, place), scored_well.then_some(&stages), &context);
            match adjusted {
                Some(adjusted) => stages.push(Stage::Adjusted(place), adjusted),
                None => scored_well = false,
            }
        }
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
        let direction = self.directed(index, clauses.direction);
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
            head,
            full,
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
            method_span: clauses.scoring_span,
            direction,
            states_missing: clauses.missing.is_some(),
            evidence: clauses.evidence,
            advice: transpose(advice)?,
            span: source.code.span,
        })
    }

    fn lacks(&mut self, source: &ast::Indicator, clause: &crate::finding::Words) {
        let code = &source.code.value;
        let crate::finding::Words { zh, en } = clause;
        self.report(Diagnostic::error(
            Code::H0204,
            source.code.span,
            words!("指标 {code} 没有写「{zh}」", "indicator {code} has no `{en}`"),
        ));
    }

    /// 调整 … 时 …, the mark otherwise unchanged. 减 stops at 0.
    fn adjustment(
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

    /// 方向 speaks of the value, which must be there and be a number.
    fn directed(&mut self, index: usize, direction: Option<(Direction, Span)>) -> Option<(Direction, Span)> {
        let (_, span) = direction?;
        let known = self.indicators.get(index)?;
        let code = known.code.clone();
        match (&known.value_type, known.has_value) {
            (Some(Type::Number(_)), _) | (None, true) => return direction,
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

    fn advice(&mut self, template: &ast::Template, context: &Context) -> Option<Vec<TemplatePart>> {
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

    fn source_full_marks(&self) -> Vec<&'a ast::Expr> {
        let items = self.file.items.iter();
        items
            .filter_map(|item| match item {
                ast::Item::FullMarks(full) => Some(full),
                _ => None,
            })
            .collect()
    }

    /// 满分 as written.
    pub(super) fn written_full_marks(&mut self) -> Option<Number> {
        let written = self.source_full_marks();
        written.first().and_then(|written| self.fixed_marks(written))
    }

    /// Full marks of all heads, held against 满分 when 总分 is their sum.
    pub(super) fn full_marks_of_all(&mut self, heads: &[Head], is_sum: bool) -> Option<Number> {
        let written = self.source_full_marks();
        self.only_once(&written.iter().map(|full| full.span).collect::<Vec<_>>());
        if heads.is_empty() {
            return None;
        }
        let sum: Number = heads.iter().map(|head| &head.full).sum();
        let Some(source) = written.first() else {
            let missing = words!("缺少「满分」：写 满分 100 分", "full marks are missing: write full_marks 100 分");
            self.absent(StatementKind::FullMarks, &missing);
            return Some(sum);
        };
        let full = self.fixed_marks(source)?;
        let summed = !self.file.may_lack(StatementKind::Head) && !self.heads.iter().any(|head| head.full_unknown);
        if full != sum && summed && is_sum {
            let list: Vec<String> =
                heads.iter().map(|head| format!("{} {}", head.code, head.full.to_readable(4))).collect();
            let (sum, full, list) = (sum.to_readable(4), full.to_readable(4), super::summands(&list));
            self.report(
                Diagnostic::error(
                    Code::H0401,
                    source.span,
                    words!(
                        "各方面分值相加为 {sum} 分，不是满分 {full} 分（{list}）",
                        "the heads add up to {sum} marks, not to the full {full} ({list})"
                    ),
                )
                .help(words!("改方面的分值，或改满分", "change the marks of a head, or the full marks")),
            );
        }
        Some(full)
    }
}

/// For whom one of the parts counts.
fn some_applies(arena: &mut Arena, siblings: &[Sibling<'_>], span: Span) -> Applies {
    let mut conditions = Vec::new();
    for sibling in siblings {
        match sibling.applies {
            Applies::Always => return Applies::Always,
            Applies::Unknown => return Applies::Unknown,
            Applies::Where(applies) => conditions.push(*applies),
        }
    }
    let conditions = conditions.into_iter().map(|applies| arena.copied(applies)).collect();
    Applies::Where(arena.yes_no(ExprKind::Or(conditions), Origin::implied(span)))
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
