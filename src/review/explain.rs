//! Explanation of subjects, one evaluator for all of them.

use std::collections::BTreeSet;

use super::only::Only;
use super::steps::Steps;
use super::view::View;
use crate::cancel::{look, looking};
use crate::core::{ChildId, ExprId, FigureId, HeadId, IndicatorId, NodeId, Type, Verdict};
use crate::data::Tables;
use crate::engine::exact::{Evaluator, Value};
use crate::engine::{Members, NoWeight, NodeWeights, TreeWeights, full_marks, tree_weighs, tree_weights};
use crate::finding::{Sources, Span};
use crate::invariant::{OrBroken, entry};
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::{
    AdviceTerm, Block, Condition, ConditionItem, Entry, Explanation, Head, Indicator, Listed, Mark, Marks, OutputValue,
    Printed, Scores, Share, Shares, Subject, Total, Version,
};
use crate::rules::{self, TemplatePart, WhenMissing};

/// Explains the results of subjects. What is worked out for one of them is known for the others.
pub struct Explainer<'a> {
    program: &'a Program,
    calendar: &'a Calendar,
    sources: &'a Sources,
    scores: &'a Scores,
    /// How many subjects take part.
    subjects: usize,
    evaluator: Evaluator<'a>,
    tells_all: bool,
    tells_left_out: bool,
}

impl<'a> Explainer<'a> {
    /// Of all subjects of some tables.
    #[must_use]
    pub fn new(
        program: &'a Program,
        tables: &'a Tables,
        calendar: &'a Calendar,
        sources: &'a Sources,
        scores: &'a Scores,
    ) -> Self {
        let takes_part = |total: &Mark| *total != Mark::NotApplicable;
        let subjects = looking(scores.total.iter()).filter(takes_part).count();
        let evaluator = Evaluator::new(program, tables, calendar);
        Self { program, calendar, sources, scores, subjects, evaluator, tells_all: false, tells_left_out: false }
    }

    /// Without working out once more what scoring has found of the members of cohorts.
    #[must_use]
    pub fn knowing(self, members: &'a Members) -> Self {
        Self { evaluator: self.evaluator.of_members(members), ..self }
    }

    /// With every member of every cohort, however many; otherwise of many those are told that decide.
    #[must_use]
    pub fn telling_all(self) -> Self {
        Self { tells_all: true, ..self }
    }

    /// With every row that a condition leaves out; otherwise they are counted.
    #[must_use]
    pub fn telling_left_out(self) -> Self {
        Self { tells_left_out: true, ..self }
    }

    /// The result of the subject in `row`. With `only`, one of [`super::parts`], the
    /// rest is left out.
    #[must_use]
    pub fn explain(&self, row: usize, only: Option<&str>) -> Explanation {
        let view = View { program: self.program, sources: self.sources, evaluator: &self.evaluator };
        let steps = Steps::new(view, self.calendar, (self.tells_all, self.tells_left_out));
        let weights = tree_weighs(self.program).then(|| tree_weights(self.program, Some((&self.evaluator, row))));
        let effective = weights.as_ref().map(|weights| weights.effective(self.program)).unwrap_or_default();
        let Self { program, scores, subjects, .. } = *self;
        Outline { program, scores, subjects, row, steps, weights, effective }.explanation(only)
    }

    /// The results of all subjects, in the order of the subject table.
    pub fn explain_all(&self) -> impl Iterator<Item = Explanation> + '_ {
        (0..self.scores.subjects.len()).inspect(|_| look()).map(|row| self.explain(row, None))
    }
}

/// An explanation that is being made.
pub(super) struct Outline<'a> {
    pub(super) program: &'a Program,
    pub(super) scores: &'a Scores,
    subjects: usize,
    pub(super) row: usize,
    pub(super) steps: Steps<'a>,
    /// What the parts of every node weigh, where the tree is more than sums.
    weights: Option<TreeWeights>,
    effective: Vec<Result<Number, NoWeight>>,
}

impl Outline<'_> {
    fn explanation(mut self, only: Option<&str>) -> Explanation {
        let (program, scores, row) = (self.program, self.scores, self.row);
        let rules = &program.rules;
        let only = Only::of(program, only);
        let participates = scores.total.get(row) != Some(Mark::NotApplicable);
        let own = |id: NodeId| {
            rules.node(id).children.iter().filter_map(|child| match child {
                ChildId::Indicator(id) => Some(*id),
                ChildId::Head(_) => None,
            })
        };
        let wanted = |id: &IndicatorId| match only {
            Only::Whole => true,
            Only::Code(code) => code == rules.indicator(*id).code || self.is_within(ChildId::Indicator(*id), code),
            _ => false,
        };
        let indicators: Vec<IndicatorId> = own(NodeId::Total).filter(wanted).collect();
        let shown: Vec<(HeadId, Vec<IndicatorId>)> =
            rules.each_head().map(|(id, _)| (id, own(NodeId::Head(id)).filter(wanted).collect())).collect();
        let indicators: Vec<Indicator> = indicators.into_iter().map(|id| self.indicator(id)).collect();
        // A head is there for what is shown of it or within it.
        let filled = shown.iter().filter(|(_, own)| !own.is_empty());
        let leads: BTreeSet<NodeId> = filled
            .flat_map(|(id, _)| rules.path_to(ChildId::Head(*id)).into_iter().chain([NodeId::Head(*id)]))
            .collect();
        let mut heads = Vec::new();
        for (id, own) in &shown {
            if only == Only::Total || leads.contains(&NodeId::Head(*id)) {
                heads.push(self.head(*id, rules.head(*id), own.clone()));
            }
        }
        let total = rules.has_marks().then(|| self.total(only.takes(Only::Total)));
        let graded = only.takes(Only::Grades);
        let above = if graded { self.above() } else { Vec::new() };
        let ruling = if graded && participates { self.ruling() } else { None };
        let next_grade = if graded && participates { self.next_grade() } else { None };
        let bonus = rules.bonus.as_ref().filter(|_| only.takes(Only::Bonus));
        let bonus = bonus.map(|block| self.block(block, FigureId::Bonus, FigureId::BonusEntry, &scores.bonus));
        let deduction = rules.deduction.as_ref().filter(|_| only.takes(Only::Deduction));
        let deduction =
            deduction.map(|block| self.block(block, FigureId::Deduction, FigureId::DeductionEntry, &scores.deduction));
        let mut conditions = Vec::new();
        for (id, condition) in rules.each_condition() {
            if !only.takes(Only::Condition(&condition.name)) {
                continue;
            }
            let verdict = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(row));
            let verdict = *verdict.or_broken("every condition has verdicts");
            conditions.push(self.condition(id, condition, verdict));
        }
        let outputs = if only == Only::Whole { self.outputs() } else { Vec::new() };
        let subjects = &scores.subjects;
        let subject = Subject { key: subjects.key(row).into_owned(), name: subjects.name(row).map(str::to_owned) };
        let (steps, cohorts) = self.steps.into_parts();
        Explanation {
            version: Version,
            rule_set: rules.title.clone(),
            is_example: rules.is_example,
            subject,
            gives_outcomes: rules.gives_outcomes(),
            grade: scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned),
            rank: *entry(&scores.rank, row),
            subjects: self.subjects,
            notes: scores.notes.of(row).clone(),
            above,
            ruling,
            next_grade,
            total,
            indicators,
            heads,
            bonus,
            deduction,
            conditions,
            outputs,
            steps,
            cohorts,
        }
    }

    /// Whether a node stands in a head of this code.
    fn is_within(&self, id: ChildId, code: &str) -> bool {
        let rules = &self.program.rules;
        rules.path_to(id).into_iter().any(|around| match around {
            NodeId::Head(head) => rules.head(head).code == code,
            NodeId::Total => false,
        })
    }

    /// A figure as it is printed.
    fn printed(&mut self, id: FigureId, marks: &Marks) -> Printed {
        let mark = marks.get(self.row).or_broken("a subject that is explained has been scored");
        let rounding = self.program.printed(id).rounding;
        Printed { mark, rounding, step: self.steps.figure(id, self.row) }
    }

    fn total(&mut self, whole: bool) -> Total {
        let scores = self.scores;
        let rules = &self.program.rules;
        let shares = self.weights.as_ref().and_then(|weights| weights.total.as_ref().ok());
        let codes = rules.total.node.children.iter().map(|child| rules.code(*child));
        let shares = shares.map(|weights| shares_of(codes, weights));
        let cap = rules.total.cap.as_ref().filter(|_| whole);
        let gross = FigureId::Step(NodeId::Total, crate::core::Step::Gross);
        Total {
            total: self.printed(FigureId::Total, &scores.total),
            base: self.printed(FigureId::Base, &scores.base),
            bonus: (whole && rules.bonus.is_some()).then(|| self.printed(FigureId::Bonus, &scores.bonus)),
            deduction: (whole && rules.deduction.is_some())
                .then(|| self.printed(FigureId::Deduction, &scores.deduction)),
            gross: whole.then(|| self.steps.figure(gross, self.row)),
            cap: cap.map(|cap| cap.value.clone()),
            node: if whole { self.node(NodeId::Total) } else { None },
            shares,
        }
    }

    fn head(&mut self, id: HeadId, head: &rules::Head, indicators: Vec<IndicatorId>) -> Head {
        let scores = self.scores;
        let rules = &self.program.rules;
        let shares = self.weights.as_ref().and_then(|weights| weights.heads.get(id.0)?.as_ref().ok());
        let codes = head.node.children.iter().map(|child| rules.code(*child));
        let shares = shares.map(|weights| shares_of(codes, weights));
        let marks = scores.heads.get(id.0).or_broken("every 方面 has marks");
        Head {
            code: head.code.clone(),
            title: head.title.clone(),
            within: match head.within {
                NodeId::Head(around) => Some(rules.head(around).code.clone()),
                NodeId::Total => None,
            },
            printed: self.printed(FigureId::Head(id), marks),
            applies: self.truth(FigureId::HeadApplies(id)),
            full: self.steps.figure(FigureId::HeadFull(id), self.row),
            declared: full_marks(self.program, self.steps.view.evaluator, ChildId::Head(id), self.row)
                .unwrap_or_else(|| head.full.clone()),
            basis: head.basis.clone(),
            node: self.node(NodeId::Head(id)),
            shares,
            indicators: indicators.into_iter().map(|id| self.indicator(id)).collect(),
        }
    }

    /// How a yes/no figure was worked out that not every rule set has.
    fn truth(&mut self, id: FigureId) -> Option<crate::result::StepId> {
        self.program.figure(id).is_some().then(|| self.steps.figure(id, self.row))
    }

    fn indicator(&mut self, id: IndicatorId) -> Indicator {
        let scores = self.scores;
        let indicator = self.program.rules.indicator(id);
        let marks = scores.indicators.get(id.0).or_broken("every 指标 has marks");
        let printed = self.printed(FigureId::Mark(id), marks);
        let score = self.steps.figure(FigureId::Score(id), self.row);
        let value = self.steps.value(score).clone();
        let full = full_marks(self.program, self.steps.view.evaluator, ChildId::Indicator(id), self.row);
        let full = full.unwrap_or_else(|| indicator.full.clone());
        let lost = value.as_number().is_some_and(|score| *score < full);
        let advice = indicator.advice.as_ref().filter(|_| lost);
        let advice = advice.map(|parts| parts.iter().map(|part| self.advice(part)).collect());
        let stages = indicator.stages.iter();
        let stages = stages.map(|(stage, _)| self.steps.figure(FigureId::Stage(id, *stage), self.row)).collect();
        let view = self.steps.view;
        let concerned = indicator
            .applies
            .is_none_or(|written| view.eval(written, (crate::core::Schema::SUBJECTS, self.row)) == Value::YesNo(true));
        let lapses = indicator.when_missing == WhenMissing::NotApplicable && concerned;
        let own = self.program.rules.basis_of(indicator);
        let cited: Vec<&str> = own.iter().chain([&indicator.code]).map(String::as_str).collect();
        Indicator {
            applies_clause: indicator.applies.map(|written| view.source(written)),
            unscored: indicator.is_unscored.then(|| self.steps.figure(FigureId::Value(id), self.row)),
            lapsed: lapses && value.reasons().is_some(),
            glosses: view.glosses(&cited),
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            printed,
            applies: self.truth(FigureId::Applies(id)),
            score,
            stages,
            full,
            effective_weight: self.effective.get(id.0).and_then(|weight| weight.clone().ok()),
            basis: indicator.basis.clone(),
            method: self.method(indicator),
            common_line: self.common_line(indicator.method_span),
            evidence: indicator.evidence.clone(),
            advice,
            missing: self.steps.view.missing(value.reasons().into_iter().flatten()),
        }
    }

    /// 计分 as written; that of a row has its word in the 表头.
    fn method(&self, indicator: &rules::Indicator) -> String {
        let text = self.steps.view.text(indicator.method_span);
        let words = ["计分", "scoring"];
        if words.iter().any(|word| text.starts_with(word)) {
            return text;
        }
        format!("{} {text}", self.program.rules.language.either("计分", "scoring"))
    }

    /// The line of a clause that is said for several items.
    fn common_line(&self, clause: Span) -> Option<usize> {
        let is_common = self.program.rules.common.iter().any(|common| common.contains(clause));
        let sources = self.steps.view.sources;
        let written = sources.origin(clause);
        is_common.then(|| sources.line_column(written.source, written.start).0)
    }

    fn advice(&mut self, part: &TemplatePart) -> AdviceTerm {
        match part {
            TemplatePart::Text(text) => AdviceTerm::Text(text.clone()),
            TemplatePart::Value(expr) => AdviceTerm::Value(self.steps.expr(*expr, self.row)),
        }
    }

    /// What 列出 puts out; what it puts out of each indicator is told there.
    fn outputs(&mut self) -> Vec<Listed> {
        let (rules, scores, row) = (&self.program.rules, self.scores, self.row);
        let outputs = rules.each_output().filter(|(_, output)| !output.of_each);
        let listed = outputs.map(|(id, output)| {
            let number = match entry(&scores.outputs, id.0).get(row) {
                Some(OutputValue::Rounded(mark)) => mark.decimal(),
                Some(OutputValue::Exact(number)) => Some(number.to_string()),
                _ => None,
            };
            let unit = match &output.ty {
                Type::Number(unit) => Some(unit.name.clone()).filter(|name| !name.is_empty()),
                _ => None,
            };
            let step = self.steps.expr(output.value, row);
            let (title, written) = (output.title.clone(), output.written.clone());
            Listed { title, written, number, unit, is_grading: output.is_grading, step }
        });
        listed.collect()
    }

    fn block(&mut self, block: &rules::Block, id: FigureId, entry: fn(usize) -> FigureId, marks: &Marks) -> Block {
        let printed = self.printed(id, marks);
        let entries = block.entries.iter().enumerate().map(|(index, known)| {
            let step = self.steps.figure(entry(index), self.row);
            let marks: ExprId = known.marks;
            self.steps.say(step, |view| view.source(marks));
            Entry { title: known.title.clone(), step }
        });
        let entries = entries.collect();
        Block { printed, cap: block.cap.clone(), entries }
    }

    fn condition(&mut self, id: crate::core::ConditionId, condition: &rules::Condition, verdict: Verdict) -> Condition {
        let counts = verdict != Verdict::NotApplicable;
        let requirement = counts.then(|| self.steps.figure(FigureId::Condition(id), self.row));
        // The recorded verdict says it all; how it maps to 符合 is no formula of the rule.
        let says = counts && !condition.judged;
        let has_items = condition.has_items();
        let view = self.steps.view;
        let lacking = |requirement, wanted| if wanted { view.unmet(requirement, self.row) } else { Vec::new() };
        let unmet = lacking(condition.requirement, says && !has_items);
        let told = condition.items.iter().filter(|_| counts && has_items);
        let items = told.map(|item| ConditionItem {
            label: item.label.clone(),
            clause: view.source(item.requirement),
            basis: item.basis.clone(),
            step: self.steps.expr(item.requirement, self.row),
            unmet: lacking(item.requirement, says),
        });
        let items = items.collect();
        Condition {
            name: condition.name.clone(),
            verdict,
            soft: condition.soft,
            judged: condition.judged,
            basis: condition.basis.clone(),
            applies: self.truth(FigureId::ConditionApplies(id)),
            requirement,
            unmet,
            items,
            needs: condition.needs.filter(|_| has_items),
            glosses: self.steps.view.glosses(
                &condition.basis.iter().map(String::as_str).chain([condition.name.as_str()]).collect::<Vec<_>>(),
            ),
        }
    }
}

fn shares_of<'c>(codes: impl Iterator<Item = &'c str>, weights: &NodeWeights) -> Shares {
    let parts = codes.zip(&weights.parts).map(|(code, part)| Share {
        code: code.to_owned(),
        amount: part.amount.clone().ok(),
        share: part.share.clone().ok(),
    });
    Shares { whole: weights.whole.clone(), parts: parts.collect() }
}
