//! Which figures an edit can change.

use std::collections::BTreeSet;

use crate::core::{FigureId, Schema};
use crate::finding::Span;
use crate::program::Program;
use crate::rules::ExpectedOutcome;
use crate::syntax::Edit;

/// Where the expressions of figures stand.
pub(super) struct Figures(Vec<(Span, FigureId)>);

/// What an edit can change.
pub(super) struct Reach {
    /// The figures in which it stands.
    pub(super) direct: BTreeSet<FigureId>,
    /// These and all that read them.
    pub(super) affected: BTreeSet<FigureId>,
    /// Those of which one differs where anything does; nothing where that is not known.
    pub(super) named: Option<Vec<FigureId>>,
    /// Whether it can change a grade.
    pub(super) grades: bool,
}

impl Figures {
    pub(super) fn of(program: &Program) -> Self {
        let mut places: BTreeSet<(Span, FigureId)> = BTreeSet::new();
        for figure in program.figures() {
            places.extend(program.arena.walk(figure.expr).map(|(_, node)| (node.span(), figure.id)));
        }
        Self(places.into_iter().collect())
    }

    pub(super) fn reach(&self, (program, mutant): (&Program, &Program), edit: &Edit) -> Reach {
        let span = edit.span;
        let meets = |place: &Span| {
            place.source == span.source && place.start < span.end.max(span.start + 1) && span.start < place.end
        };
        let mut direct: BTreeSet<FigureId> =
            self.0.iter().filter(|(place, _)| meets(place)).map(|(_, figure)| *figure).collect();
        let indicator = program.rules.indicators.iter().position(|indicator| indicator.span.contains(span));
        // The place of a 方面 is around its indicators.
        if let Some(place) = indicator {
            direct.retain(|figure| {
                !matches!(
                    figure,
                    FigureId::Head(_)
                        | FigureId::HeadApplies(_)
                        | FigureId::HeadFull(_)
                        | FigureId::Base
                        | FigureId::Total
                        | FigureId::Step(..)
                        | FigureId::Weight(..)
                ) && !matches!(figure, FigureId::Mark(id) | FigureId::Score(id) if id.0 != place)
            });
        }
        if direct.is_empty() {
            // How marks are rounded is no part of an expression.
            let differs = |id: &FigureId| program.precision(*id) != mutant.precision(*id);
            direct.extend(program.figures().iter().map(|figure| figure.id).filter(differs));
        }
        let is_read = direct.iter().any(|figure| !matches!(figure, FigureId::Parameter(_)));
        // Of a parameter only the number is left where it is read.
        let is_known = is_read && !direct.iter().any(|figure| matches!(figure, FigureId::Parameter(_)));
        let affected = if is_known {
            program.changed(|id| direct.contains(&id), |_| false)
        } else {
            program.figures().iter().map(|figure| figure.id).collect()
        };
        let is_standing = |id: &FigureId| {
            matches!(
                id,
                FigureId::Total
                    | FigureId::Veto(_)
                    | FigureId::Restriction(_)
                    | FigureId::Requirement(_)
                    | FigureId::Participates
                    | FigureId::Demotion(_)
                    | FigureId::Condition(_)
            )
        };
        let grades = !is_known || affected.iter().any(is_standing);
        let is_of_standing = direct.iter().any(is_standing) || !is_known;
        let named = (!is_of_standing).then(|| {
            let mut named: BTreeSet<FigureId> = BTreeSet::new();
            let mut open: Vec<FigureId> = direct.iter().copied().collect();
            let dependents = &program.dependents();
            let mut seen = direct.clone();
            while let Some(figure) = open.pop() {
                if figure.is_named() {
                    named.insert(figure);
                    continue;
                }
                open.extend(dependents.get(&figure).into_iter().flatten().filter(|next| seen.insert(**next)));
            }
            named.into_iter().collect()
        });
        Reach { direct, affected, named, grades }
    }
}

impl Reach {
    /// Whether an expectation can come out otherwise.
    pub(super) fn concerns(&self, outcome: &ExpectedOutcome) -> bool {
        let has = |figure: &FigureId| self.affected.contains(figure);
        match outcome {
            ExpectedOutcome::Marks(figure, _)
            | ExpectedOutcome::Value { figure, .. }
            | ExpectedOutcome::Missing(figure)
            | ExpectedOutcome::NotApplicable(figure) => has(figure),
            ExpectedOutcome::Verdict(id, _) => has(&FigureId::Condition(*id)) || has(&FigureId::ConditionApplies(*id)),
            ExpectedOutcome::Grade(_) | ExpectedOutcome::NoGrade => self.grades,
            ExpectedOutcome::Call { .. } => false,
        }
    }

    /// How many rows of tables a figure is worked out for.
    pub(super) fn rows(program: &Program, figure: FigureId, tables: &crate::data::Tables) -> usize {
        match program.figure(figure) {
            Some(figure) => figure.table.map_or(1, |table| tables.table(table).rows),
            None => tables.table(Schema::SUBJECTS).rows,
        }
    }
}
