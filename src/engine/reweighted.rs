//! What subjects would have for a grade if the 方面 and the total came to something else, all else being as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::exact::{Evaluator, Value};
use super::outputs::{NumberColumn, Outputs};
use super::{manual, standing};
use crate::core::{FigureId, HeadId, Type};
use crate::data::Tables;
use crate::finding::{Bounded, Diagnostic};
use crate::host::progress::UNSEEN;
use crate::number::{Calendar, Number};
use crate::program::Program;

/// The population as it was scored, to be graded by other sums of the same marks.
pub struct Reweighted<'a> {
    program: &'a Program,
    tables: &'a Tables,
    calendar: &'a Calendar,
    /// What it came to.
    pub outputs: Outputs,
    known: Evaluator<'a>,
    manual: Vec<manual::ManualGrade>,
}

/// What some 方面 come to: the marks of all subjects, and the full ones for them.
pub type Heads = BTreeMap<HeadId, Vec<(Option<Number>, Option<Number>)>>;

impl<'a> Reweighted<'a> {
    /// Works the population out.
    ///
    /// # Errors
    /// As scoring.
    pub fn new(program: &'a Program, tables: &'a Tables, calendar: &'a Calendar) -> Result<Self, Vec<Diagnostic>> {
        let outputs = super::columnar::run(program, tables, calendar, &UNSEEN)?;
        let known = Evaluator::new(program, tables, calendar);
        let mut faults = Bounded::default();
        let manual = manual::decisions(program, tables, &mut faults);
        if faults.is_empty() {
            Ok(Self { program, tables, calendar, outputs, known, manual })
        } else {
            Err(faults.into_list())
        }
    }

    /// A figure as it came out.
    #[must_use]
    pub fn number(&self, id: FigureId, row: usize) -> Option<Number> {
        match self.outputs.numbers.get(&id) {
            Some(column) => column.number(row),
            None => self.program.figure(id).and_then(|_| self.known.figure(id, row).as_number().cloned()),
        }
    }

    /// Whether something applies to a subject; what is not limited does.
    #[must_use]
    pub fn applies(&self, id: FigureId, row: usize) -> Option<bool> {
        if self.program.figure(id).is_none() {
            return Some(true);
        }
        self.outputs.truth(id, row)
    }

    /// The figures that what decides about grades reads of the total and of these 方面.
    #[must_use]
    pub fn changed(&self, heads: &BTreeSet<HeadId>) -> BTreeSet<FigureId> {
        let begins = |id: FigureId| match id {
            FigureId::Total => true,
            FigureId::Head(head) | FigureId::HeadFull(head) => heads.contains(&head),
            _ => false,
        };
        // What lies between the 方面 and the total is not worked out again.
        let changed = self.program.changed(begins, |id| matches!(id, FigureId::Base | FigureId::Step(..)));
        changed.into_iter().filter(|id| !begins(*id)).collect()
    }

    /// The grades when the totals and some 方面 are these.
    #[must_use]
    pub fn grades(&self, totals: &[Option<Number>], heads: &Heads) -> Vec<Option<Arc<str>>> {
        let changed = self.changed(&heads.keys().copied().collect());
        let evaluator = Evaluator::new(self.program, self.tables, self.calendar);
        let mut outputs = self.outputs.clone();
        let put = |id: FigureId, row: usize, number: Option<&Number>| {
            if let Some(number) = number {
                evaluator.assume(id, row, Value::Number(number.clone()));
            }
        };
        for (row, total) in totals.iter().enumerate() {
            put(FigureId::Total, row, total.as_ref());
        }
        for (head, marks) in heads {
            for (row, (mark, full)) in marks.iter().enumerate() {
                put(FigureId::Head(*head), row, mark.as_ref());
                put(FigureId::HeadFull(*head), row, full.as_ref());
            }
            let marks = marks.iter().map(|(mark, _)| mark.clone()).collect();
            let rounding = self.program.printed(FigureId::Head(*head)).rounding;
            outputs.numbers.insert(FigureId::Head(*head), NumberColumn::unrounded(rounding, marks));
        }
        let rounding = self.program.printed(FigureId::Total).rounding;
        outputs.numbers.insert(FigureId::Total, NumberColumn::unrounded(rounding, totals.to_vec()));
        // What stays is not worked out again.
        let rows = 0..totals.len();
        for read in changed.iter().flat_map(|id| self.program.reads(*id)) {
            let is_kept = |id: FigureId| !changed.contains(&id) && id != FigureId::Total && !moved(id, heads);
            let Some(figure) = self.program.figure(read.id).filter(|_| is_kept(read.id)) else { continue };
            if figure.table.is_none_or(|table| table == crate::core::Schema::SUBJECTS) {
                for row in rows.clone() {
                    evaluator.assume(read.id, row, self.known.figure(read.id, row));
                }
            }
        }
        for id in &changed {
            let Some(figure) = self.program.figure(*id) else { continue };
            if self.program.arena[figure.expr].ty == Type::YesNo && outputs.truths.contains_key(id) {
                let truths = rows.clone().map(|row| evaluator.figure(*id, row).as_yes_no()).collect();
                outputs.truths.insert(*id, truths);
            }
        }
        let scores = standing::settle(self.program, &evaluator, &outputs, &self.manual);
        scores.grade.iter().cloned().collect()
    }
}

fn moved(id: FigureId, heads: &Heads) -> bool {
    match id {
        FigureId::Head(head) | FigureId::HeadFull(head) => heads.contains_key(&head),
        _ => false,
    }
}
