//! Which ways of a rule set its 示例 reach.
//!
//! A way is reached when an expectation of an 示例 rests on it. That a figure nobody looks at goes along some
//! branch proves nothing, so only what is expected is worked out here.

mod goals;

use std::collections::BTreeSet;

use crate::core::{ConditionId, FigureId, Schema, Verdict};
use crate::engine::exact::{Evaluator, Value, Way};
use crate::finding::{Language, Sources, Span};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
use crate::result::Scores;
use crate::rules::{Block, Example, ExpectedOutcome};

/// What kind of way it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayKind {
    /// A branch of 若, 否则 or 按.
    Branch,
    /// A band of 分档.
    Band,
    /// A part of 累计.
    Part,
    /// 调整
    Adjustment,
    /// What 缺失 puts in the place of a missing figure.
    StandIn,
    /// 封顶 or 保底, when it cuts.
    Bound,
    /// A verdict of a 条件.
    Verdict,
    /// A 否决 that fires.
    Veto,
    /// A 限制 that applies.
    Restriction,
    /// A 降等 that applies.
    Demotion,
    /// A grade that is given.
    Grade,
}

impl WayKind {
    /// All, in the order of reports.
    pub const ALL: [Self; 11] = [
        Self::Branch,
        Self::Band,
        Self::Part,
        Self::Adjustment,
        Self::StandIn,
        Self::Bound,
        Self::Verdict,
        Self::Veto,
        Self::Restriction,
        Self::Demotion,
        Self::Grade,
    ];

    /// The word of the rules, in one language.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Branch => ("若与按", "if and by"),
            Self::Band => ("分档", "bands"),
            Self::Part => ("累计", "cumulative"),
            Self::Adjustment => ("调整", "adjust"),
            Self::StandIn => ("缺失", "missing"),
            Self::Bound => ("封顶保底", "restrictions and floors"),
            Self::Verdict => ("条件结论", "verdicts"),
            Self::Veto => ("否决", "vetoes"),
            Self::Restriction => ("限制", "restrictions"),
            Self::Demotion => ("降等", "demotions"),
            Self::Grade => ("等次", "grades"),
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

/// A way, and whether an 示例 reaches it.
#[derive(Debug, Clone)]
pub struct CoveredWay {
    /// What kind it is.
    pub kind: WayKind,
    /// The item that it belongs to: «指标 C4».
    pub item: String,
    /// The text of the rule, on one line.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// Whether an 示例 reaches it.
    pub reached: bool,
    goal: Goal,
}

/// How it is told that a way was gone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Goal {
    /// The evaluator went it.
    Gone(Way),
    /// The entries of 加分 (or 扣分) come to more than their 封顶.
    BlockCap(FigureId),
    /// A condition came to this.
    Verdict(ConditionId, &'static str),
    /// A veto or restriction holds.
    Fires(FigureId),
    /// A grade or outcome was given.
    Grade(String),
}

/// All ways of a rule set, in the order of the text.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The ways.
    pub ways: Vec<CoveredWay>,
}

impl Coverage {
    /// The ways of a rule set, none of them reached.
    #[must_use]
    pub fn of(program: &Program, sources: &Sources) -> Self {
        Self { ways: goals::of(program, sources) }
    }

    /// Notes what the expectations of an 示例 rest on. The evaluator is recording, holds what the 示例 sets and
    /// has worked out nothing yet.
    pub fn add(&mut self, program: &Program, evaluator: &Evaluator<'_>, scores: &Scores, example: &Example) {
        let mut goals: BTreeSet<Goal> = BTreeSet::new();
        for expectation in &example.expectations {
            let row = expectation.subject;
            match &expectation.outcome {
                ExpectedOutcome::Marks(figure, _)
                | ExpectedOutcome::Value { figure, .. }
                | ExpectedOutcome::Missing(figure)
                | ExpectedOutcome::NotApplicable(figure) => {
                    let _ = evaluator.figure(*figure, row);
                    goals.extend(block_caps(program, evaluator, *figure, row));
                }
                ExpectedOutcome::Call { call, .. } => {
                    let _ = evaluator.eval(*call, Schema::SUBJECTS, row);
                }
                ExpectedOutcome::Verdict(id, _) => {
                    if program.rules.condition(*id).applies.is_some() {
                        let _ = evaluator.figure(FigureId::ConditionApplies(*id), row);
                    }
                    let _ = evaluator.figure(FigureId::Condition(*id), row);
                    let verdict = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(row));
                    let verdict = verdict.or_broken("every condition has verdicts");
                    goals.insert(Goal::Verdict(*id, verdict.word()));
                }
                ExpectedOutcome::Grade(_) | ExpectedOutcome::NoGrade => {
                    let fires = deciding(program, evaluator, row);
                    // A veto does not look at the total.
                    if !fires.iter().any(|goal| matches!(goal, Goal::Fires(FigureId::Veto(_)))) {
                        let _ = evaluator.figure(FigureId::Total, row);
                        goals.extend(block_caps(program, evaluator, FigureId::Total, row));
                    }
                    goals.extend(fires);
                    let grade = scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned);
                    goals.extend(grade.map(Goal::Grade));
                }
            }
        }
        goals.extend(evaluator.ways().into_iter().map(Goal::Gone));
        for way in &mut self.ways {
            way.reached |= goals.contains(&way.goal);
        }
    }

    /// Of a kind (of all kinds): how many are reached, and how many there are.
    #[must_use]
    pub fn count(&self, kind: Option<WayKind>) -> (usize, usize) {
        let of_kind = || self.ways.iter().filter(|way| kind.is_none_or(|kind| way.kind == kind));
        (of_kind().filter(|way| way.reached).count(), of_kind().count())
    }
}

/// The vetoes and restrictions that hold, which decide a grade besides the marks.
fn deciding(program: &Program, evaluator: &Evaluator<'_>, row: usize) -> Vec<Goal> {
    let rules = &program.rules;
    let vetoes = rules.each_veto().map(|(id, _)| FigureId::Veto(id));
    let restrictions = rules.each_restriction().map(|(id, _)| FigureId::Restriction(id));
    let demotions = rules.each_demotion().map(|(id, _)| FigureId::Demotion(id));
    let fires: Vec<Goal> = vetoes
        .chain(restrictions)
        .chain(demotions)
        .filter(|id| evaluator.figure(*id, row) == Value::YesNo(true))
        .map(Goal::Fires)
        .collect();
    if !fires.iter().any(|goal| matches!(goal, Goal::Fires(FigureId::Veto(_)))) {
        for (id, _) in rules.each_grade() {
            let _ = evaluator.figure(FigureId::Requirement(id), row);
        }
    }
    fires
}

/// Whether the 封顶 of 加分 or 扣分 cuts what a sum rests on.
fn block_caps(program: &Program, evaluator: &Evaluator<'_>, figure: FigureId, row: usize) -> Vec<Goal> {
    let rules = &program.rules;
    let rests_on = |id| figure == id || figure == FigureId::Total;
    let mut goals = Vec::new();
    if let Some(block) = rules.bonus.as_ref().filter(|_| rests_on(FigureId::Bonus)) {
        let entries = (0..block.entries.len()).map(|index| evaluator.figure(FigureId::BonusEntry(index), row));
        goals.extend(exceeds(block, entries).then_some(Goal::BlockCap(FigureId::Bonus)));
    }
    if let Some(block) = rules.deduction.as_ref().filter(|_| rests_on(FigureId::Deduction)) {
        let entries = (0..block.entries.len()).map(|index| evaluator.figure(FigureId::DeductionEntry(index), row));
        goals.extend(exceeds(block, entries).then_some(Goal::BlockCap(FigureId::Deduction)));
    }
    goals
}

/// Whether entries come to more than the 封顶 of their block.
fn exceeds(block: &Block, entries: impl Iterator<Item = Value>) -> bool {
    let sum: Option<Number> = entries.map(|entry| entry.as_number().cloned()).sum();
    block.cap.as_ref().zip(sum).is_some_and(|(cap, sum)| sum > *cap)
}

/// The verdicts that a condition can come to when nothing is missing.
fn verdicts(soft: bool, limited: bool) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Met, if soft { Verdict::NeedsReason } else { Verdict::NotMet }];
    if limited {
        verdicts.push(Verdict::NotApplicable);
    }
    verdicts
}
