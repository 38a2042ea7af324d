//! 参评: who is evaluated, and cohorts of those who are.

use super::Checker;
use super::context::Context;
use super::infer::yes_no;
use super::names::all_of;
use super::texts;
use crate::core::{Expr, ExprKind, FieldId, FigureId};
use crate::finding::{Code, Diagnostic, Span};
use crate::rules::Participation;
use crate::syntax::ast::{self, StatementKind};
use crate::words;

/// Subjects that are compared with one another.
#[derive(Debug, Clone)]
pub(super) struct Cohort {
    /// They share these fields.
    pub(super) same: Vec<FieldId>,
    /// Only those who participate.
    participating: bool,
}

impl Cohort {
    /// A value that only the members have. Who has no value takes no place in a comparison.
    pub(super) fn value(&self, value: Expr) -> Expr {
        // Those who do not participate have none of these anyway.
        let earned = matches!(
            value.kind,
            ExprKind::Figure(
                FigureId::Value(_) | FigureId::Mark(_) | FigureId::Head(_) | FigureId::Base | FigureId::Total
            )
        );
        if self.participating && !earned { of_participants(value) } else { value }
    }

    /// Filter and value of a figure over the members. What is filtered anyway leaves the others out by the
    /// filter, so that nobody asks of them what the filter asks.
    pub(super) fn members(
        &self,
        filter: Option<Expr>,
        value: Option<Expr>,
        span: Span,
    ) -> (Option<Expr>, Option<Expr>) {
        if !self.participating {
            return (filter, value);
        }
        match (filter, value) {
            (None, Some(value)) => (None, Some(self.value(value))),
            (filter, value) => (all_of(Some(participates(span)), filter, span), value),
        }
    }
}

impl<'a> Checker<'a> {
    fn source_participations(&self) -> Vec<&'a ast::Participation> {
        let items = self.file.items.iter();
        items
            .filter_map(|item| match item {
                ast::Item::Participation(participation) => Some(participation),
                _ => None,
            })
            .collect()
    }

    /// Whether the rules say who participates.
    pub(super) fn has_participation(&self) -> bool {
        !self.source_participations().is_empty()
    }

    /// 范围 …
    pub(super) fn cohort_of(&mut self, scope: &ast::Scope) -> Option<Cohort> {
        if scope.participating && !self.has_participation() {
            if !self.file.may_lack(StatementKind::Participation) {
                self.report(
                    Diagnostic::error(
                        Code::H0204,
                        scope.span,
                        words!(
                            "范围是参评的，却没有写哪些参评",
                            "the cohort is that of participants, but no item says who participates"
                        ),
                    )
                    .help(words!(
                        "加一条：参评 … 其余 \"不参评\" 依据 …，或写 范围 全部",
                        "add: participates … otherwise \"not evaluated\" basis …, or write scope everyone"
                    )),
                );
            }
            return None;
        }
        Some(Cohort { same: self.subject_fields(scope)?, participating: scope.participating })
    }

    /// 参评: `None` when it has errors.
    #[allow(clippy::option_option, reason = "outer: without errors; inner: written at all")]
    pub(super) fn participation(&mut self) -> Option<Option<Participation>> {
        let sources = self.source_participations();
        self.only_once(&sources.iter().map(|source| source.span).collect::<Vec<_>>());
        let Some(source) = sources.first() else { return Some(None) };
        if source.basis.is_empty() {
            self.without_basis(&ast::Name::new("参评".to_owned(), source.span), source.span);
        }
        if let Some(grade) = self.grade_named(&source.otherwise.value) {
            self.repeated(&source.otherwise, &grade);
        }
        let condition = self.infer_yes_no(&source.condition, &Context::subject())?;
        Some(Some(Participation {
            condition,
            otherwise: source.otherwise.value.clone(),
            basis: texts(&source.basis),
            span: source.span,
        }))
    }
}

fn participates(span: Span) -> Expr {
    yes_no(ExprKind::Figure(FigureId::Participates), span)
}

/// A value that only those who participate have.
pub(super) fn of_participants(value: Expr) -> Expr {
    let (span, ty) = (value.span, value.ty.clone());
    let nothing = Expr::new(ExprKind::Undecided, ty.clone(), span);
    let kind = ExprKind::Case { arms: vec![(participates(span), value)], otherwise: Box::new(nothing) };
    Expr::new(kind, ty, span)
}
