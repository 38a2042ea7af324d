//! 缺失 无碍 照定: who comes to the same whatever the missing cells turn out to say is given it.

use std::collections::BTreeMap;

use super::Standing;
use crate::cancel::looking;
use crate::core::FigureId;
use crate::engine::manual::ManualGrade;
use crate::engine::possible::{self, Outcome, Outcomes, Supposing};
use crate::proof::Interval;
use crate::result::{Decision, Note};

impl Standing<'_> {
    /// Gives those who are withheld what they come to in every case.
    pub(super) fn give_immaterial(&mut self, manual: &[ManualGrade]) {
        let is_said = self.program.rules.grades.as_ref().is_some_and(|grades| grades.immaterial.is_some());
        let is_withheld = |decision: &Decision| matches!(decision, Decision::Withheld { .. });
        if !is_said || !self.decisions.iter().any(is_withheld) {
            return;
        }
        let Some(open) = possible::missing(self.program, self.tables).filter(|open| !open.is_empty()) else { return };
        let decided: BTreeMap<usize, String> = manual.iter().map(|known| (known.row, known.label.clone())).collect();
        let supposing =
            Supposing::new(self.program, self.evaluator, self.evaluator.calendar(), Some(self.outputs), open);
        let outcomes = possible::outcomes(&supposing, &decided);
        for (row, known) in looking(outcomes.iter().enumerate()) {
            if !is_withheld(self.decisions.value(self.decisions.code_of(row))) {
                continue;
            }
            let Some((decision, label)) = self.settled(known) else { continue };
            let has_total = self.program.figure(FigureId::Total).is_some();
            let places = has_total.then(|| self.program.places(FigureId::Total));
            self.set(row, decision, &label);
            self.note(row, noted(known, places));
        }
    }

    /// The one label that a subject can have, and how it comes to it.
    fn settled(&self, known: &Outcomes) -> Option<(Decision, String)> {
        let rules = &self.program.rules;
        let mut labels = known.can.iter().map(|outcome| outcome.label(rules));
        let first = labels.next()??;
        if !labels.all(|label| label == Some(first)) {
            return None;
        }
        let decision = match known.can.first()? {
            Outcome::Graded(grade) => Decision::Graded { grade: *grade },
            Outcome::Otherwise => Decision::Otherwise,
            Outcome::Vetoed(veto) => Decision::Vetoed { veto: *veto },
            Outcome::NotParticipating => Decision::NotParticipating,
            Outcome::Manual | Outcome::Withheld => return None,
        };
        Some((decision, first.to_owned()))
    }
}

/// That a grade was given although something is missing, and between what its total lies.
fn noted(known: &Outcomes, places: Option<u32>) -> Note {
    let has_total = !known.lacks_total && !known.total.is_empty() && known.total != Interval::all();
    let end = |edge: &Option<_>| {
        let edge: Option<&crate::proof::Edge> = Option::as_ref(edge);
        edge.filter(|_| has_total).zip(places).map(|(edge, places)| edge.at.to_readable(places))
    };
    Note::Immaterial { least: end(&known.total.low), most: end(&known.total.high) }
}
