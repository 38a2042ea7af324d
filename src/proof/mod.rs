//! What can be proved of a checked rule set before any data is seen, and what can be refuted.
//!
//! Knows the program only. Intervals over the declared ranges of columns prove; data that break a claim
//! are looked for among a few telling values and handed out as [`Trial`]s, which whoever has the exact
//! engine confirms. What is neither proved nor refuted is said to be so.

mod assume;
mod bounds;
mod choices;
mod comparison;
mod dead;
mod direction;
mod domain;
mod figure;
mod functions;
mod inputs;
mod interval;
mod known;
mod prover;
mod reach;
mod relation;
mod rows;
mod slope;
mod sums;
mod trial;
mod usage;
mod variable;
mod witness;

use crate::core::Direction;
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
use crate::words;

pub use trial::Trial;

/// What came of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It holds whatever the data.
    Proved,
    /// There are data for which it does not hold.
    Refuted,
    /// Neither was found.
    Unknown,
}

impl Answer {
    /// The word in lists.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Proved => words!("已证", "proved"),
            Self::Refuted => words!("反例", "refuted"),
            Self::Unknown => words!("不能断定", "cannot tell"),
        }
    }

    /// The name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Refuted => "refuted",
            Self::Unknown => "unknown",
        }
    }
}

/// A claim about a rule set, and what came of it.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The code of the finding that its refutation is.
    pub code: Code,
    /// What it is about: an indicator's code, a grade.
    pub subject: String,
    /// What is claimed.
    pub claim: Words,
    /// What came of it.
    pub answer: Answer,
    /// Why.
    pub why: Words,
    /// Where.
    pub span: Span,
    /// The counter-example as a 示例.
    pub example: Option<String>,
}

/// A claim that some data seem to refute.
#[derive(Debug, Clone)]
struct Suspect {
    statement: usize,
    trials: Vec<Trial>,
    broken: Broken,
}

/// How marks break a claim.
#[derive(Debug, Clone)]
enum Broken {
    /// A mark outside 0 to the full marks.
    Outside(Number),
    /// The mark of the greater value is lower (or higher) than that of the lesser one.
    Against(Direction),
}

/// Everything that was found out about a rule set.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// Claims with what came of them.
    pub statements: Vec<Statement>,
    /// Findings.
    pub findings: Vec<Diagnostic>,
    suspects: Vec<Suspect>,
}

/// Proves what can be proved. With `everything`, also says which way marks go where no 方向 is declared.
#[must_use]
pub fn prove(program: &Program, everything: bool) -> Proofs {
    let prover = prover::Prover::new(program);
    let search = witness::Search::new();
    let mut proofs = Proofs::default();
    bounds::prove(&prover, &search, &mut proofs);
    sums::settle(&prover);
    direction::prove(&prover, &search, everything, &mut proofs);
    reach::prove(&prover, &search, &mut proofs);
    dead::find(&prover, &mut proofs);
    usage::find(&prover, &mut proofs);
    proofs
}

impl Proofs {
    fn state(&mut self, statement: Statement) -> usize {
        self.statements.push(statement);
        self.statements.len() - 1
    }

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
