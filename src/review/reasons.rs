//! Why an outcome of an 示例 came about: the sentences that 因 may name.
//!
//! Of a mark, a sum or a value they are the branches that were taken, the bounds that cut it and what stood in
//! for missing data; of a verdict the terms that decided it; of a grade its 说明 and the 否决 and 限制 that apply.

use std::collections::BTreeSet;

use super::choice::{Choice, Took, bound_word};
use super::formula::Writer;
use crate::core::{ConditionId, ExprId, ExprKind, FigureId, Role, Schema, TableId, Verdict};
use crate::engine::exact::{Evaluator, Value};
use crate::engine::missing_notes;
use crate::finding::{Language, Sources};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::result::{Note, Scores};
use crate::rules::{Condition, Example, Expectation, ExpectedOutcome};
use crate::words::Wording;

/// The reasons for what came out where `expectation` looks, each once, in the order in which they were met.
#[must_use]
pub fn reasons(
    program: &Program,
    evaluator: &Evaluator<'_>,
    sources: &Sources,
    scores: &Scores,
    example: &Example,
    expectation: &Expectation,
    language: Language,
) -> Vec<String> {
    let wording = Wording { model: &program.rules, subjects: &scores.subjects, language };
    let mut gathered = Gathered {
        writer: Writer { program, sources, evaluator, wording },
        row: expectation.subject,
        // What an 示例 sets was not worked out.
        seen: example.assumptions.iter().map(|assumption| assumption.figure).collect(),
        found: Vec::new(),
    };
    match &expectation.outcome {
        ExpectedOutcome::Marks(figure, _)
        | ExpectedOutcome::Value { figure, .. }
        | ExpectedOutcome::Missing(figure)
        | ExpectedOutcome::NotApplicable(figure) => gathered.figure(*figure),
        ExpectedOutcome::Call { call, .. } => {
            let value = evaluator.eval(*call, Schema::SUBJECTS, expectation.subject);
            gathered.missing_of(&value);
        }
        ExpectedOutcome::Verdict(id, _) => {
            let verdict = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(expectation.subject));
            let verdict = verdict.or_broken("every condition has verdicts");
            gathered.verdict(*id, program.rules.condition(*id), *verdict);
        }
        ExpectedOutcome::Grade(_) | ExpectedOutcome::NoGrade => gathered.grade(scores),
    }
    gathered.found
}

/// What is left to do.
enum Task {
    /// Look into a figure.
    Figure(FigureId),
    /// Look into a node.
    Expr(ExprId),
    /// Say something.
    Say(String),
    /// Ask whether a bound cut.
    Bound(ExprId),
}

struct Gathered<'a> {
    writer: Writer<'a>,
    row: usize,
    seen: BTreeSet<FigureId>,
    found: Vec<String>,
}

impl Gathered<'_> {
    fn add(&mut self, reason: String) {
        if !reason.is_empty() && !self.found.contains(&reason) {
            self.found.push(reason);
        }
    }

    fn notes(&mut self, notes: &[Note]) {
        for note in self.writer.wording.notes(notes) {
            self.add(note);
        }
    }

    /// A mark, a sum of marks or a value.
    fn figure(&mut self, id: FigureId) {
        self.ways([Task::Figure(id)].into());
        self.missing(id);
    }

    fn missing(&mut self, id: FigureId) {
        let value = self.writer.evaluator.figure(id, self.row);
        self.missing_of(&value);
    }

    fn missing_of(&mut self, value: &Value) {
        let tables = self.writer.evaluator.tables();
        self.notes(&missing_notes(tables, value.reasons().into_iter().flatten()));
    }

    fn verdict(&mut self, id: ConditionId, condition: &Condition, verdict: Verdict) {
        match verdict {
            Verdict::NotApplicable => {
                if let Some(applies) = condition.applies {
                    self.add(self.writer.source(applies));
                    self.unmet(applies);
                }
            }
            Verdict::Open => {
                if condition.applies.is_some() {
                    self.missing(FigureId::ConditionApplies(id));
                }
                self.missing(FigureId::Condition(id));
            }
            Verdict::Met | Verdict::NotMet | Verdict::NeedsReason => {
                self.unmet(condition.requirement);
                self.met(condition.requirement);
            }
        }
        self.ways([Task::Expr(condition.requirement)].into());
    }

    /// The terms of a requirement that do not hold.
    fn unmet(&mut self, requirement: ExprId) {
        for term in self.writer.unmet(requirement, self.row) {
            self.add(term.sentence());
        }
    }

    /// The terms that hold, in the words of the rule; of a recorded verdict, what was recorded.
    fn met(&mut self, requirement: ExprId) {
        let at = self.at();
        match self.writer.kind(requirement) {
            ExprKind::And(terms) | ExprKind::Or(terms) => {
                for term in terms {
                    self.met(*term);
                }
            }
            // A judged condition compares the record with each verdict; the comparisons are not written.
            ExprKind::Compare { left, .. } if self.writer.role(self.writer.shown(requirement)) == Role::Implied => {
                self.add(self.writer.own(*left, at));
            }
            ExprKind::Case { arms, otherwise } => {
                for (condition, _) in arms {
                    self.met(*condition);
                }
                self.met(*otherwise);
            }
            _ if self.writer.eval(requirement, at) == Value::YesNo(true) => {
                self.add(self.writer.source(requirement));
            }
            _ => {}
        }
    }

    fn at(&self) -> (TableId, usize) {
        (Schema::SUBJECTS, self.row)
    }

    fn grade(&mut self, scores: &Scores) {
        self.notes(scores.notes.get(self.row).or_broken("every subject has notes"));
        for veto in self.writer.vetoes(self.row) {
            self.add(format!("{} {}", veto.name, veto.verdict));
        }
        if let Some(next) = self.writer.next_grade(self.row) {
            for term in &next.unmet {
                self.add(format!("距「{}」{}", next.grade, term.sentence()));
            }
        }
    }

    /// The ways that expressions went, and the figures that they read. A chain of 调整 is as long as a rule makes it,
    /// so what is left to do is kept by hand, the next last.
    fn ways(&mut self, mut tasks: Vec<Task>) {
        while let Some(task) = tasks.pop() {
            match task {
                Task::Figure(id) => tasks.extend(self.named(id)),
                Task::Expr(expr) => tasks.extend(self.expr(expr).into_iter().rev()),
                Task::Say(reason) => self.add(reason),
                Task::Bound(expr) => self.bound(expr),
            }
        }
    }

    /// How a figure was worked out. Figures of other rows are left out: they have reasons of their own.
    fn named(&mut self, id: FigureId) -> Option<Task> {
        let program = self.writer.program;
        let figure = program.figure(id).or_broken("a figure that is read is one of the program");
        let is_apart = id.is_named() && figure.table != Some(Schema::SUBJECTS);
        if is_apart || !self.seen.insert(id) {
            return None;
        }
        let rules = &program.rules;
        let entry = match id {
            FigureId::BonusEntry(index) => rules.bonus.as_ref().and_then(|block| block.entries.get(index)),
            FigureId::DeductionEntry(index) => rules.deduction.as_ref().and_then(|block| block.entries.get(index)),
            _ => None,
        };
        if let Some(entry) = entry {
            let marks = self.writer.evaluator.figure(id, self.row);
            if marks.as_number().is_some_and(|marks| !marks.is_zero()) {
                let shown = self.writer.value(&marks, &program.arena[entry.marks].ty);
                self.add(format!("{} {shown}", entry.title));
            }
        }
        Some(Task::Expr(figure.expr))
    }

    /// What is to be said of a node, and of those below it, in this order.
    fn expr(&mut self, expr: ExprId) -> Vec<Task> {
        let at = self.at();
        let writer = &self.writer;
        let node = &writer.program.arena[expr];
        match &node.kind {
            ExprKind::Figure(id) => vec![Task::Figure(*id)],
            ExprKind::Case { arms, otherwise } => self.case(expr, arms, *otherwise),
            ExprKind::IfMissing { value, default } => {
                let found = writer.eval(*value, at);
                if found.reasons().is_none() {
                    return vec![Task::Expr(*value)];
                }
                let stands_in = format!("缺失，以 {} 计", writer.source(*default));
                self.add(stands_in);
                self.missing_of(&found);
                vec![Task::Expr(*default)]
            }
            ExprKind::Least(terms) | ExprKind::Greatest(terms) => {
                terms.iter().map(|term| Task::Expr(*term)).chain([Task::Bound(expr)]).collect()
            }
            // What is worked out from rows below, or from other subjects, took ways of theirs.
            ExprKind::Rows { .. } | ExprKind::Cohort { .. } => Vec::new(),
            kind => kind.children().into_iter().map(Task::Expr).collect(),
        }
    }

    /// The branch that was taken, in the words of the rule, and the ways inside it.
    fn case(&self, expr: ExprId, arms: &[(ExprId, ExprId)], otherwise: ExprId) -> Vec<Task> {
        let writer = &self.writer;
        let Choice { asked, took } = writer.choice(arms, otherwise, self.at());
        let mut tasks: Vec<Task> = asked.iter().map(|(condition, _)| Task::Expr(*condition)).collect();
        match took {
            Took::Arm { condition, value } => {
                if writer.role(condition) != Role::Implied {
                    // An adjustment is named whole: what it does is written behind its condition.
                    let is_adjustment = matches!(writer.role(expr), Role::Adjustment(_));
                    tasks.push(Task::Say(writer.source(if is_adjustment { expr } else { condition })));
                }
                tasks.push(Task::Expr(value));
            }
            Took::Otherwise(value) => {
                let is_own =
                    writer.role(value) != Role::Implied && !matches!(writer.kind(value), ExprKind::Case { .. });
                if is_own && writer.is_written(arms) {
                    tasks.push(Task::Say("其余".to_owned()));
                }
                tasks.push(Task::Expr(value));
            }
            Took::Unknown => {}
        }
        tasks
    }

    /// 封顶 or 保底 when it cut the mark.
    fn bound(&mut self, expr: ExprId) {
        let at = self.at();
        let writer = &self.writer;
        let (ExprKind::Least(terms) | ExprKind::Greatest(terms)) = writer.kind(expr) else { return };
        let [first, bound] = terms.as_slice() else { return };
        let Some(word) = bound_word(&writer.program.arena, expr, *bound) else { return };
        let whole = writer.eval(expr, at);
        if whole.as_number().is_some() && writer.eval(*first, at) != whole {
            let reason = format!("{word} {}", writer.source(*bound));
            self.add(reason);
        }
    }
}
