//! The clauses of an indicator, each by its word.

use std::collections::BTreeMap;

use super::{Checker, texts};
use crate::core::Direction;
use crate::finding::Span;
use crate::syntax::ast::{self, ClauseKind};

/// The clauses of an indicator, each at most once but 调整.
pub(super) struct Clauses<'a> {
    pub(super) basis: Vec<String>,
    pub(super) applies: Option<&'a ast::Expr>,
    pub(super) value: Option<&'a ast::Expr>,
    pub(super) scoring: Option<&'a ast::Scoring>,
    pub(super) scoring_span: Span,
    pub(super) adjustments: Vec<(&'a ast::Adjustment, Span)>,
    pub(super) missing: Option<&'a ast::Missing>,
    pub(super) rounding: Option<&'a ast::Precision>,
    pub(super) direction: Option<(Direction, Span)>,
    pub(super) evidence: Option<String>,
    pub(super) advice: Option<&'a ast::Template>,
}

impl<'a> Clauses<'a> {
    pub(super) fn of(checker: &mut Checker<'_>, source: &'a ast::Indicator) -> Self {
        let mut clauses = Self {
            basis: Vec::new(),
            applies: None,
            value: None,
            scoring: None,
            scoring_span: source.code.span,
            adjustments: Vec::new(),
            missing: None,
            rounding: None,
            direction: None,
            evidence: None,
            advice: None,
        };
        let mut first: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for clause in &source.clauses {
            let name = match &clause.kind {
                ClauseKind::Basis(basis) => {
                    clauses.basis.extend(texts(basis));
                    "依据"
                }
                ClauseKind::Applies(applies) => {
                    clauses.applies = Some(applies);
                    "适用"
                }
                ClauseKind::Value(value) => {
                    clauses.value = Some(value);
                    "取值"
                }
                ClauseKind::Scoring(scoring) => {
                    clauses.scoring = Some(scoring);
                    clauses.scoring_span = clause.span;
                    "计分"
                }
                ClauseKind::Adjustment(adjustment) => {
                    clauses.adjustments.push((adjustment, clause.span));
                    continue;
                }
                ClauseKind::Missing(missing) => {
                    clauses.missing = Some(missing);
                    "缺失"
                }
                ClauseKind::Weight(_) => "权重",
                ClauseKind::Rounding(rounding) => {
                    clauses.rounding = Some(rounding);
                    "舍入"
                }
                ClauseKind::Direction(direction) => {
                    clauses.direction = Some((*direction, clause.span));
                    "方向"
                }
                ClauseKind::Evidence(evidence) => {
                    clauses.evidence = Some(evidence.value.clone());
                    "佐证"
                }
                ClauseKind::Advice(advice) => {
                    clauses.advice = Some(advice);
                    "建议"
                }
            };
            first.entry(name).or_default().push(clause.span);
        }
        for spans in first.values() {
            checker.only_once(spans);
        }
        clauses
    }
}
