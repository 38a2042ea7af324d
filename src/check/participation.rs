//! 参评: who is evaluated, and cohorts of those who are.

use super::Checker;
use super::context::{Cohort, Context};
use super::texts;
use crate::core::{ExprId, ExprKind, FigureId, Origin, Role};
use crate::finding::Span;
use crate::rules::Participation;
use crate::syntax::ast;

impl Checker<'_> {
    /// A value that only the members have. Who has no value takes no place in a comparison.
    pub(super) fn of_members(&mut self, cohort: &Cohort, value: ExprId) -> ExprId {
        // Those who do not participate have none of these anyway.
        let earned = matches!(
            self.arena[value].kind,
            ExprKind::Figure(
                FigureId::Value(_) | FigureId::Mark(_) | FigureId::Head(_) | FigureId::Base | FigureId::Total
            )
        );
        if cohort.participating && !earned { self.of_participants(value) } else { value }
    }

    /// Filter and value of a figure over the members. What is filtered anyway leaves the others out by the
    /// filter, so that nobody asks of them what the filter asks.
    pub(super) fn members(
        &mut self,
        cohort: &Cohort,
        (filter, value): (Option<ExprId>, Option<ExprId>),
        span: Span,
    ) -> (Option<ExprId>, Option<ExprId>) {
        if !cohort.participating {
            return (filter, value);
        }
        match (filter, value) {
            (None, Some(value)) => (None, Some(self.of_members(cohort, value))),
            (filter, value) => {
                let participates = self.participates(span);
                (self.all_of(Some(participates), filter, span), value)
            }
        }
    }

    pub(super) fn participates(&mut self, span: Span) -> ExprId {
        self.arena.truth_of(FigureId::Participates, Origin::with_role(span, Role::Participates))
    }

    /// A value that only those who participate have.
    pub(super) fn of_participants(&mut self, value: ExprId) -> ExprId {
        let (span, ty) = (self.arena.span(value), self.arena[value].ty.clone());
        let participates = self.participates(span);
        let nothing = self.arena.add(ExprKind::Undecided, ty, Origin::implied(span));
        self.arena.only_where(participates, value, nothing, Origin::implied(span))
    }
}

impl<'a> Checker<'a> {
    pub(super) fn source_participations(&self) -> Vec<&'a ast::Participation> {
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
