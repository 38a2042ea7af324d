//! 方面 and 指标.

use std::collections::BTreeMap;

use super::known::{Applies, KnownHead, KnownIndicator, Sibling};
use super::nodes::Levels;
use super::{Checker, texts};
use crate::core::{Arena, ExprKind, FieldId, HeadId, IndicatorId, KeyPart, Origin, Schema};
use crate::finding::{Code, Diagnostic, Language, Span};
use crate::invariant::{OrBroken, entry};
use crate::number::Number;
use crate::rules::{Head, Indicator, Node, ResultColumn};
use crate::syntax::ast::{self, ClauseKind, StatementKind};
use crate::words;

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
                    value: None,
                    applies: Applies::Always,
                    lapses,
                });
            }
        }
    }

    /// Whether results have a column of this name: in the language of the file, or in Chinese.
    pub(super) fn names_results(&self, name: &str) -> bool {
        let languages = [Language::Zh, self.file.language];
        ResultColumn::ALL.iter().any(|column| languages.iter().any(|language| column.name(*language) == name))
    }

    /// Whether a field of the subject table gives results their first columns.
    pub(super) fn names_subjects(&self, name: &str) -> bool {
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
        let may_lack_all = self.total_may_lack_heads();
        for (place, source) in sources.into_iter().enumerate() {
            self.needs_rounding(source.code.span);
            let full = entry(&self.heads, place).full.clone();
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
            let own = self
                .indicators
                .get(first..indicators.len())
                .or_broken("indicators are known before their clauses are looked at");
            // The marks of an indicator that could not be read are not in the sum.
            let lost = !source.unread.is_empty();
            let unknown = self.heads.get(place).is_some_and(|head| head.full_unknown)
                || own.iter().any(|indicator| indicator.full_unknown);
            let is_sum = source.node.aggregate.as_ref().is_none_or(|written| written.function.value == "求和");
            if !lost && !unknown && is_sum && !misread {
                let own = own.to_vec();
                self.marks_add_up(&head, &own, (source.node.gaps.is_some(), may_lack_all));
            }
            heads.push(head);
        }
        (heads, indicators.into_iter().collect())
    }

    /// How a head comes from its indicators, and for whom it counts.
    pub(super) fn head_node(
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

    pub(super) fn source_full_marks(&self) -> Vec<&'a ast::Expr> {
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
