//! An indicator as an item of clauses.

use super::item::{Kind, Label};
use super::view::{Clause, Viewer, based, plain};
use crate::core::Stage;
use crate::finding::Span;
use crate::syntax;
use crate::syntax::ast;

impl<'s> Viewer<'s, '_> {
    pub(super) fn indicator(&mut self, indicator: &'s ast::Indicator, within: Option<&str>) {
        let rules = &self.side.program.rules;
        let known = rules.indicators.iter().find(|known| known.code == indicator.code.value);
        let title = indicator.title.as_ref().map(|title| title.value.as_str());
        let full = self.full(indicator.full.as_ref(), &indicator.kinds);
        let named = title.map(|title| plain(Label::Title, title));
        let mut clauses: Vec<Clause> = named.into_iter().chain(full).collect();
        clauses.extend(within.map(|within| plain(Label::Head, within)));
        let stage = |stage: Stage| known.and_then(|known| known.stages.iter().find(|(at, _)| *at == stage));
        let stages = [Stage::Method, Stage::Capped, Stage::Floored].map(|at| stage(at).map(|(_, expr)| *expr));
        for clause in &indicator.clauses {
            let label = label_of(&clause.kind);
            let whole = self.clause(label, word_of(&clause.kind), clause.span);
            let clause = match &clause.kind {
                ast::ClauseKind::Value(_) => self.meaning(whole, known.and_then(|known| known.given.or(known.value))),
                ast::ClauseKind::Applies(_) => self.meaning(whole, known.and_then(|known| known.applies)),
                ast::ClauseKind::Scoring(scoring) => {
                    let clause = Clause { rows: self.rows(&scoring.method.value), ..whole };
                    self.meaning(clause, stages.into_iter().flatten())
                }
                ast::ClauseKind::Adjustment(adjustment) => {
                    Clause { name: Some(syntax::said(self.text(adjustment.condition.span))), ..whole }
                }
                ast::ClauseKind::Basis(basis) => based(basis).unwrap_or(whole),
                ast::ClauseKind::Evidence(text) => plain(label, text.value.clone()),
                ast::ClauseKind::Rounding(precision) => self.at(label, precision.span),
                _ => whole,
            };
            clauses.push(clause);
        }
        self.put(Kind::Indicator, &indicator.code.value, title, clauses);
        self.last_within(within);
    }

    /// A clause behind its word; that of a row has its word in the 表头.
    fn clause(&self, label: Label, word: &str, span: Span) -> Clause {
        let has_word = syntax::said(self.text(span)).split(' ').next() == Some(word);
        if has_word { self.behind_word(label, span) } else { self.at(label, span) }
    }
}

fn label_of(kind: &ast::ClauseKind) -> Label {
    match kind {
        ast::ClauseKind::Basis(_) => Label::Basis,
        ast::ClauseKind::Applies(_) => Label::Applies,
        ast::ClauseKind::Value(_) => Label::Value,
        ast::ClauseKind::Scoring(_) => Label::Scoring,
        ast::ClauseKind::Adjustment(_) => Label::Adjustment,
        ast::ClauseKind::Missing(_) => Label::Missing,
        ast::ClauseKind::Weight(_) => Label::Weight,
        ast::ClauseKind::Rounding(_) => Label::Rounding,
        ast::ClauseKind::Direction(_) => Label::Direction,
        ast::ClauseKind::Evidence(_) => Label::Evidence,
        ast::ClauseKind::Advice(_) => Label::Advice,
    }
}

/// The word of a clause.
fn word_of(kind: &ast::ClauseKind) -> &'static str {
    match kind {
        ast::ClauseKind::Basis(_) => "依据",
        ast::ClauseKind::Applies(_) => "适用",
        ast::ClauseKind::Value(_) => "取值",
        ast::ClauseKind::Scoring(_) => "计分",
        ast::ClauseKind::Adjustment(_) => "调整",
        ast::ClauseKind::Missing(_) => "缺失",
        ast::ClauseKind::Weight(_) => "权重",
        ast::ClauseKind::Rounding(_) => "舍入",
        ast::ClauseKind::Direction(_) => "方向",
        ast::ClauseKind::Evidence(_) => "佐证",
        ast::ClauseKind::Advice(_) => "建议",
    }
}
