//! What stands above the marks.

use super::explain::Outline;
use super::view::View;
use crate::core::{FigureId, Schema};
use crate::engine::exact::Value;
use crate::result::{Above, AboveMarks};

/// What applies, with the figure that it rests on.
pub(super) struct Applying<'a> {
    pub(super) what: AboveMarks,
    pub(super) basis: &'a [String],
    pub(super) figure: FigureId,
}

impl<'a> View<'a> {
    /// Everything that applies to a subject: not participating, and every 否决, 限制 and 降等, with its consequence.
    pub(super) fn applying(&self, row: usize) -> Vec<Applying<'a>> {
        let program: &'a crate::program::Program = self.program;
        let rules = &program.rules;
        let is = |figure: FigureId, truth: bool| self.evaluator.figure(figure, row) == Value::YesNo(truth);
        let left_out = rules.participation.as_ref().filter(|_| is(FigureId::Participates, false));
        let left_out = left_out.map(|participation| Applying {
            what: AboveMarks::NotParticipating { label: participation.otherwise.clone() },
            basis: &participation.basis,
            figure: FigureId::Participates,
        });
        let vetoes = rules.each_veto().map(|(id, veto)| Applying {
            what: AboveMarks::Veto { name: veto.name.clone(), outcome: veto.outcome.clone() },
            basis: &veto.basis,
            figure: FigureId::Veto(id),
        });
        let restrictions = rules.each_restriction().map(|(id, restriction)| {
            let best = rules.grade(restriction.best).name.clone();
            Applying {
                what: AboveMarks::Restriction { name: restriction.name.clone(), best },
                basis: &restriction.basis,
                figure: FigureId::Restriction(id),
            }
        });
        let demotions = rules.each_demotion().map(|(id, demotion)| Applying {
            what: AboveMarks::Demotion { name: demotion.name.clone(), steps: demotion.steps },
            basis: &demotion.basis,
            figure: FigureId::Demotion(id),
        });
        let others = vetoes.chain(restrictions).chain(demotions).filter(|applying| is(applying.figure, true));
        left_out.into_iter().chain(others).collect()
    }

    /// The decision of people on a subject, with the cells that record it.
    pub(super) fn manual_grade(&self, row: usize) -> Option<Above> {
        let manual = self.program.rules.manual.as_ref()?;
        let line = *self.evaluator.rows_below((Schema::SUBJECTS, row), manual.table)?.first()?;
        let cells = [manual.grade, manual.reason, manual.document].map(|field| self.cell_of(manual.table, field, line));
        let [grade, _, document] = &cells;
        Some(Above {
            what: AboveMarks::Manual { grade: grade.text.clone() },
            basis: vec![document.text.clone()],
            step: None,
            cells: cells.to_vec(),
            unmet: Vec::new(),
        })
    }
}

impl Outline<'_> {
    /// Everything that stands above the marks of the subject.
    pub(super) fn above(&mut self) -> Vec<Above> {
        let view = self.steps.view;
        let mut above: Vec<Above> = view.manual_grade(self.row).into_iter().collect();
        for Applying { what, basis, figure } in view.applying(self.row) {
            let step = self.steps.figure(figure, self.row);
            let unmet = match figure {
                FigureId::Participates => view.unmet(view.figure(figure).expr, self.row),
                _ => Vec::new(),
            };
            above.push(Above { what, basis: basis.to_vec(), step: Some(step), cells: Vec::new(), unmet });
        }
        above
    }
}
