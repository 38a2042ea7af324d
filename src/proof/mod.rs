//! What can be proved of a checked rule set before any data is seen, and what can be refuted.
//!
//! Knows the program only. Intervals over the declared ranges of columns prove; data that break a claim
//! are looked for among a few telling values and handed out as [`Trial`]s, which whoever has the exact
//! engine confirms. What is neither proved nor refuted is said to be so.

mod assume;
mod beside;
mod bounds;
mod choices;
mod comparison;
mod course;
mod dead;
mod direction;
mod domain;
mod figure;
mod fixed;
mod functions;
mod inputs;
mod interval;
mod known;
mod mark;
mod marks;
mod prover;
mod reach;
mod reads;
mod relation;
mod rounding;
mod rows;
mod slope;
mod statement;
mod sums;
mod switch;
mod trial;
mod usage;
mod variable;
mod witness;

use crate::core::{Direction, Item};
use crate::finding::{Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
pub use beside::is_beside;
pub(crate) use choices::Choices;
pub(crate) use comparison::{outcome as compared, range as beside};
pub(crate) use domain::{Domain, Texts, Truth};
pub(crate) use interval::{Edge, Interval};
use statement::Broken;
pub use statement::{Answer, Proofs, Statement};
pub use trial::Trial;

/// Proves what can be proved. With `everything`, also says what holds of each mark, and which way marks go where no 方向
/// is declared.
#[must_use]
pub fn prove(program: &Program, everything: bool) -> Proofs {
    let prover = prover::Prover::new(program);
    let search = witness::Search::new();
    let mut proofs = Proofs::default();
    bounds::prove(&prover, &search, everything, &mut proofs);
    sums::settle(&prover);
    direction::prove(&prover, &search, everything, &mut proofs);
    reach::prove(&prover, &search, &mut proofs);
    marks::prove(&prover, &mut proofs);
    rounding::find(&prover, &mut proofs);
    let undecided = dead::find(&prover, &mut proofs);
    fixed::find(&prover, &undecided, &mut proofs);
    usage::find(&prover, &mut proofs);
    proofs
}

impl Proofs {
    /// Settles the claims that seem refuted. `marks` gives the marks of a trial's indicator for its subjects, as
    /// the exact engine works them out.
    pub fn confirm(&mut self, program: &Program, mut marks: impl FnMut(&Trial) -> Option<Vec<Number>>) {
        for suspect in std::mem::take(&mut self.suspects) {
            let broken = suspect.trials.iter().find_map(|trial| {
                let marks = marks(trial)?;
                suspect.broken.by(&marks).then_some((trial, marks))
            });
            let Some((trial, marks)) = broken else { continue };
            let statement = self.statements.get_mut(suspect.statement).or_broken("a suspect is one of the statements");
            let found = suspect.broken.finding(program, trial, &marks, statement.span);
            let found = program.rules.about(found, Some(Item::Indicator(trial.indicator)));
            statement.answer = Answer::Refuted;
            statement.why = found.message.clone();
            statement.example.clone_from(&found.example);
            self.findings.push(found);
        }
    }
}

impl Broken {
    fn by(&self, marks: &[Number]) -> bool {
        match (self, marks) {
            (Self::Outside(full), [mark]) => mark.is_negative() || mark > full,
            (Self::Against(Direction::HigherIsBetter), [less, more]) => more < less,
            (Self::Against(Direction::LowerIsBetter), [less, more]) => more > less,
            _ => false,
        }
    }

    fn finding(&self, program: &Program, trial: &Trial, marks: &[Number], span: Span) -> Diagnostic {
        match self {
            Self::Outside(full) => bounds::finding(program, trial, marks, full, span),
            Self::Against(direction) => direction::finding(program, trial, marks, *direction, span),
        }
    }
}
