//! Why an outcome of an 示例 came about: the reasons that 因 may name.
//!
//! Of a mark, a sum or a value they are the branches that were taken, the bounds that cut it and what stood in
//! for missing data; of a verdict the terms that decided it; of a grade its 说明 and the 否决 and 限制 that apply.

use std::collections::BTreeSet;

use super::choice::{Choice, Took};
use super::view::{At, View, value};
use crate::core::{ConditionId, ExprId, ExprKind, FigureId, Role, Schema, Verdict};
use crate::engine::exact::{Evaluator, Value};
use crate::engine::missing_notes;
use crate::finding::Sources;
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::result::{Note, Reason, Scores};
use crate::rules::{Condition, Example, Expectation, ExpectedOutcome};

/// The reasons for what came out where `expectation` looks, each once, in the order in which they were met.
#[must_use]
pub fn reasons(
    program: &Program,
    evaluator: &Evaluator<'_>,
    sources: &Sources,
    scores: &Scores,
    example: &Example,
    expectation: &Expectation,
) -> Vec<Reason> {
    let mut gathered = Gathered {
        view: View { program, sources, evaluator },
        row: expectation.subject.0,
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
            let value = evaluator.eval(*call, Schema::SUBJECTS, expectation.subject.0);
            gathered.missing_of(&value);
        }
        ExpectedOutcome::Verdict(id, _) => {
            let verdict = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(expectation.subject.0));
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
    Say(Box<Reason>),
    /// Ask whether a bound cut.
    Bound(ExprId),
}

struct Gathered<'a> {
    view: View<'a>,
    row: usize,
    seen: BTreeSet<FigureId>,
    found: Vec<Reason>,
}

impl Gathered<'_> {
    fn add(&mut self, reason: Reason) {
        if !self.found.contains(&reason) {
            self.found.push(reason);
        }
    }

    /// A mark, a sum of marks or a value.
    fn figure(&mut self, id: FigureId) {
        self.ways([Task::Figure(id)].into());
        self.missing(id);
    }

    fn missing(&mut self, id: FigureId) {
        let value = self.view.evaluator.figure(id, self.row);
        self.missing_of(&value);
    }

    fn missing_of(&mut self, value: &Value) {
        let notes = missing_notes(self.view.evaluator.tables(), value.reasons().into_iter().flatten());
        self.notes(notes);
    }

    fn notes(&mut self, notes: impl IntoIterator<Item = Note>) {
        for note in notes {
            self.add(Reason::Note(note));
        }
    }

    fn verdict(&mut self, id: ConditionId, condition: &Condition, verdict: Verdict) {
        match verdict {
            Verdict::NotApplicable => {
                if let Some(applies) = condition.applies {
                    self.add(Reason::Clause(self.view.source(applies)));
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
        for term in self.view.unmet(requirement, self.row) {
            self.add(Reason::Unmet(term));
        }
    }

    /// The terms that hold, in the words of the rule; of a recorded verdict, what was recorded.
    fn met(&mut self, requirement: ExprId) {
        let at = self.at();
        if matches!(self.view.role(requirement), Role::Asks(_)) {
            if self.view.eval(requirement, at) == Value::YesNo(true) {
                self.add(Reason::Clause(self.view.source(requirement)));
            }
            return;
        }
        match self.view.kind(requirement) {
            ExprKind::And(terms) | ExprKind::Or(terms) => {
                for term in terms {
                    self.met(*term);
                }
            }
            // A judged condition compares the record with each verdict; the comparisons are not written.
            ExprKind::Compare { left, .. } if self.view.role(self.view.shown(requirement)).is_implied() => {
                self.add(Reason::Recorded(self.view.value_of(*left, at)));
            }
            ExprKind::Case { arms, otherwise } => {
                for (condition, _) in arms {
                    self.met(*condition);
                }
                self.met(*otherwise);
            }
            _ if self.view.eval(requirement, at) == Value::YesNo(true) => {
                self.add(Reason::Clause(self.view.source(requirement)));
            }
            _ => {}
        }
    }

    fn at(&self) -> At {
        (Schema::SUBJECTS, self.row)
    }

    fn grade(&mut self, scores: &Scores) {
        self.notes(scores.notes.of(self.row).iter().cloned());
        if let Some(manual) = self.view.manual_grade(self.row) {
            self.add(Reason::Above(manual.what));
        }
        for applying in self.view.applying(self.row) {
            self.add(Reason::Above(applying.what));
        }
        if let Some((grade, unmet)) = self.view.next_requirement(self.row) {
            let grade = self.view.program.rules.grade(grade).name.clone();
            for term in unmet {
                self.add(Reason::NextGrade { grade: grade.clone(), term });
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
                Task::Say(reason) => self.add(*reason),
                Task::Bound(expr) => self.bound(expr),
            }
        }
    }

    /// How a figure was worked out. Figures of other rows are left out: they have reasons of their own.
    fn named(&mut self, id: FigureId) -> Option<Task> {
        let program = self.view.program;
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
            let marks = self.view.evaluator.figure(id, self.row);
            if marks.as_number().is_some_and(|marks| !marks.is_zero()) {
                let marks = value(&marks, self.view.ty(entry.marks));
                self.add(Reason::Entry { title: entry.title.clone(), marks });
            }
        }
        Some(Task::Expr(figure.expr))
    }

    /// What is to be said of a node, and of those below it, in this order.
    fn expr(&mut self, expr: ExprId) -> Vec<Task> {
        let at = self.at();
        let view = self.view;
        let node = &view.program.arena[expr];
        match &node.kind {
            ExprKind::Figure(id) => vec![Task::Figure(*id)],
            ExprKind::Case { arms, otherwise } => self.case(expr, arms, *otherwise),
            ExprKind::IfMissing { value, default } => {
                let found = view.eval(*value, at);
                if found.reasons().is_none() {
                    return vec![Task::Expr(*value)];
                }
                let stands_in = Reason::StandIn(view.source(*default));
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
        let view = self.view;
        let Choice { asked, took } = view.choice(arms, otherwise, self.at());
        let mut tasks: Vec<Task> = asked.iter().map(|(condition, _)| Task::Expr(*condition)).collect();
        match took {
            // An adjustment changes what the mark was before it, and is named whole: what it does is written behind
            // its condition.
            Took::Arm { value, .. } if matches!(view.role(expr), Role::Adjustment(_)) => {
                tasks.insert(0, Task::Expr(value));
                tasks.push(Task::Say(Box::new(Reason::Clause(view.source(expr)))));
            }
            Took::Arm { condition, value } => {
                if !view.role(condition).is_implied() {
                    tasks.push(Task::Say(Box::new(Reason::Clause(view.source(condition)))));
                }
                tasks.push(Task::Expr(value));
            }
            Took::Otherwise(value) => {
                let is_own = !view.role(value).is_implied() && !matches!(view.kind(value), ExprKind::Case { .. });
                if is_own && view.is_written(arms) {
                    let said = view.last_branch(expr);
                    tasks.push(Task::Say(Box::new(Reason::Otherwise { said })));
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
        let view = self.view;
        let (ExprKind::Least(terms) | ExprKind::Greatest(terms)) = view.kind(expr) else { return };
        let [first, bound] = terms.as_slice() else { return };
        let whole = view.eval(expr, at);
        if whole.as_number().is_none() || view.eval(*first, at) == whole {
            return;
        }
        if let Some(kind) = view.bound(*bound) {
            let is_implied = view.role(expr).is_implied();
            let clause = if is_implied { None } else { Some(view.source(*bound)) };
            self.add(Reason::Bound { bound: kind, clause, value: view.value_of(*bound, at) });
        }
    }
}
