//! Why an outcome of an 示例 came about: the sentences that 因 may name.
//!
//! Of a mark, a sum or a value they are the branches that were taken, the bounds that cut it and what stood in
//! for missing data; of a verdict the terms that decided it; of a grade its 说明 and the 否决 and 限制 that apply.

use std::collections::BTreeSet;

use super::formula::Writer;
use crate::core::{Expr, ExprKind, FigureId, Schema, Verdict};
use crate::engine::exact::{Evaluator, Value};
use crate::engine::missing_notes;
use crate::finding::{Language, Sources};
use crate::program::Program;
use crate::result::{Note, Scores};
use crate::rules::{Condition, Example, Expectation, ExpectedOutcome};
use crate::words::Wording;

/// The reasons for what came out where `expectation` looks, each once, in the order in which they were met.
#[must_use]
pub fn reasons(
    plan: &Program<'_>,
    evaluator: &Evaluator<'_>,
    sources: &Sources,
    scores: &Scores,
    example: &Example,
    expectation: &Expectation,
    language: Language,
) -> Vec<String> {
    let wording = Wording { model: plan.model, subjects: &scores.subjects, language };
    let mut gathered = Gathered {
        writer: Writer { plan, sources, evaluator, wording },
        row: expectation.subject,
        // What an 示例 sets was not worked out.
        seen: example.assumptions.iter().map(|assumption| assumption.cell).collect(),
        found: Vec::new(),
    };
    match &expectation.outcome {
        ExpectedOutcome::Marks(cell, _)
        | ExpectedOutcome::Value { cell, .. }
        | ExpectedOutcome::Missing(cell)
        | ExpectedOutcome::NotApplicable(cell) => gathered.figure(*cell),
        ExpectedOutcome::Call { call, .. } => {
            let value = evaluator.eval(call, Schema::SUBJECTS, expectation.subject);
            gathered.notes(&missing_notes(evaluator.tables(), value.reasons().into_iter().flatten()));
        }
        ExpectedOutcome::Verdict(index, _) => {
            let verdict = scores.conditions.get(*index).and_then(|verdicts| verdicts.get(expectation.subject)).copied();
            if let Some(condition) = plan.model.conditions.get(*index) {
                gathered.verdict(*index, condition, verdict.unwrap_or(Verdict::Open));
            }
        }
        ExpectedOutcome::Grade(_) | ExpectedOutcome::NoGrade => gathered.grade(scores),
    }
    gathered.found
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
    fn figure(&mut self, cell: FigureId) {
        self.cell(cell);
        self.missing(cell);
    }

    fn missing(&mut self, cell: FigureId) {
        let value = self.writer.evaluator.cell(cell, self.row);
        let tables = self.writer.evaluator.tables();
        self.notes(&missing_notes(tables, value.reasons().into_iter().flatten()));
    }

    fn verdict(&mut self, index: usize, condition: &Condition, verdict: Verdict) {
        match verdict {
            Verdict::NotApplicable => {
                if let Some(applies) = &condition.applies {
                    self.add(self.writer.source(applies));
                    self.unmet(applies);
                }
            }
            Verdict::Open => {
                self.missing(FigureId::ConditionApplies(index));
                self.missing(FigureId::Condition(index));
            }
            Verdict::Met | Verdict::NotMet | Verdict::NeedsReason => {
                self.unmet(&condition.requirement);
                self.met(&condition.requirement);
            }
        }
        self.ways(&condition.requirement);
    }

    /// The terms of a requirement that do not hold.
    fn unmet(&mut self, requirement: &Expr) {
        for term in self.writer.unmet(requirement, self.row) {
            self.add(term.sentence());
        }
    }

    /// The terms that hold, in the words of the rule; of a recorded verdict, what was recorded.
    fn met(&mut self, requirement: &Expr) {
        let at = (Schema::SUBJECTS, self.row);
        match &requirement.kind {
            ExprKind::And(terms) | ExprKind::Or(terms) => {
                for term in terms {
                    self.met(term);
                }
            }
            // A judged condition compares the record with each verdict; the comparisons are not written.
            ExprKind::Compare { left, right, .. } if left.span == requirement.span && right.span == left.span => {
                let recorded = self.writer.evaluator.eval(left, at.0, at.1);
                self.add(self.writer.value(&recorded, &left.ty));
            }
            ExprKind::Case { arms, otherwise } => {
                for (condition, _) in arms {
                    self.met(condition);
                }
                self.met(otherwise);
            }
            _ if self.writer.evaluator.eval(requirement, at.0, at.1) == Value::YesNo(true) => {
                self.add(self.writer.source(requirement));
            }
            _ => {}
        }
    }

    fn grade(&mut self, scores: &Scores) {
        self.notes(scores.notes.get(self.row).map(Vec::as_slice).unwrap_or_default());
        for veto in self.writer.vetoes(self.row) {
            self.add(format!("{} {}", veto.name, veto.verdict));
        }
        if let Some(next) = self.writer.next_grade(self.row) {
            for term in &next.unmet {
                self.add(format!("距「{}」{}", next.grade, term.sentence()));
            }
        }
    }

    /// The ways that a named figure went. Figures of other rows are left out: they have reasons of their own.
    fn cell(&mut self, id: FigureId) {
        let plan = self.writer.plan;
        let Some(cell) = plan.cell(id).filter(|cell| cell.table == Some(Schema::SUBJECTS)) else { return };
        if !self.seen.insert(id) {
            return;
        }
        let model = plan.model;
        let entry = match id {
            FigureId::BonusEntry(index) => model.bonus.as_ref().and_then(|block| block.entries.get(index)),
            FigureId::DeductionEntry(index) => model.deduction.as_ref().and_then(|block| block.entries.get(index)),
            _ => None,
        };
        if let Some(entry) = entry {
            let marks = self.writer.evaluator.cell(id, self.row);
            if marks.as_number().is_some_and(|marks| !marks.is_zero()) {
                self.add(format!("{} {}", entry.title, self.writer.value(&marks, &entry.marks.ty)));
            }
        }
        self.ways(&cell.expr);
    }

    fn ways(&mut self, expr: &Expr) {
        let at = (Schema::SUBJECTS, self.row);
        match &expr.kind {
            ExprKind::Figure(id) => self.cell(*id),
            ExprKind::Case { arms, otherwise } => self.case(expr, arms, otherwise),
            ExprKind::IfMissing { value, default } => {
                let found = self.writer.evaluator.eval(value, at.0, at.1);
                let Some(reasons) = found.reasons() else { return self.ways(value) };
                self.add(format!("缺失，以 {} 计", self.writer.source(default)));
                self.notes(&missing_notes(self.writer.evaluator.tables(), reasons));
                self.ways(default);
            }
            ExprKind::Least(terms) | ExprKind::Greatest(terms) => {
                for term in terms {
                    self.ways(term);
                }
                self.bound(expr, terms);
            }
            // What is worked out from rows below, or from other subjects, took ways of theirs.
            ExprKind::Rows { .. } | ExprKind::Cohort { .. } => {}
            _ => {
                for child in expr.children() {
                    self.ways(child);
                }
            }
        }
    }

    /// The branch that was taken, in the words of the rule, and the ways inside it.
    fn case(&mut self, expr: &Expr, arms: &[(Expr, Expr)], otherwise: &Expr) {
        let at = (Schema::SUBJECTS, self.row);
        // A condition that a method implies is not written and has the method's place.
        let written = arms.iter().any(|(condition, _)| condition.span != expr.span);
        for (condition, value) in arms {
            self.ways(condition);
            match self.writer.evaluator.eval(condition, at.0, at.1) {
                Value::YesNo(true) => {
                    if condition.span != expr.span {
                        // An adjustment is named whole: what it does is written behind its condition.
                        let said = if value.span == expr.span { expr } else { condition };
                        self.add(self.writer.source(said));
                    }
                    return self.ways(value);
                }
                Value::YesNo(false) => {}
                _ => return,
            }
        }
        let has_own_words = expr.span.contains(otherwise.span) && otherwise.span != expr.span;
        if written && has_own_words && !matches!(otherwise.kind, ExprKind::Case { .. }) {
            self.add("其余".to_owned());
        }
        self.ways(otherwise);
    }

    /// 封顶 or 保底 when it cut the mark.
    fn bound(&mut self, expr: &Expr, terms: &[Expr]) {
        let at = (Schema::SUBJECTS, self.row);
        let whole = self.writer.evaluator.eval(expr, at.0, at.1);
        let [first, bound] = terms else { return };
        let is_cut = self.writer.evaluator.eval(first, at.0, at.1) != whole;
        if is_cut && whole.as_number().is_some() && self.writer.is_bound(bound) {
            let word = if matches!(expr.kind, ExprKind::Least(_)) { "封顶" } else { "保底" };
            self.add(format!("{word} {}", self.writer.source(bound)));
        }
    }
}
