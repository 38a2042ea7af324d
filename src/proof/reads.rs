//! What the rules read: columns and figures, each with the first place.

use std::collections::{BTreeMap, BTreeSet};

use super::prover::Prover;
use crate::core::{Argument, ExprId, ExprKind, FieldId, FigureId, Schema, Statistic, TableId};
use crate::finding::Span;
use crate::invariant::OrBroken;
use crate::rules::{Aggregate, ExpectedOutcome, RuleSet, TemplatePart, Weights};

type Column = (TableId, FieldId);

/// Columns and named figures that expressions read, each with the first place.
#[derive(Default)]
pub(super) struct Reads {
    pub(super) columns: BTreeMap<Column, Span>,
    pub(super) figures: BTreeSet<FigureId>,
    /// Columns that are asked for being empty.
    pub(super) asked: BTreeSet<Column>,
    /// Leaves out what other subjects report: those without a value are passed over.
    own_only: bool,
    /// Tables whose rows a script is handed whole.
    whole: BTreeMap<TableId, Span>,
}

impl Reads {
    /// What items read by themselves: columns of 人工定等 and the groups of quotas, figures that 示例 expect.
    pub(super) fn add_items(&mut self, rules: &RuleSet) {
        for (table, span) in std::mem::take(&mut self.whole) {
            let fields = rules.schema.table(table).or_broken("a table that is read is declared").fields.len();
            for field in (0..fields).map(FieldId) {
                self.columns.entry((table, field)).or_insert(span);
            }
        }
        // A figure that is published beside the grades is asked for by 示例 only.
        for expectation in rules.examples.iter().flat_map(|example| &example.expectations) {
            if let ExpectedOutcome::Value { figure, .. } = &expectation.outcome {
                self.figures.insert(*figure);
            }
        }
        if let Some(manual) = &rules.manual {
            for field in [manual.grade, manual.reason, manual.document] {
                self.columns.entry((manual.table, field)).or_insert(manual.span);
            }
        }
        let quotas = rules.grades.iter().flat_map(|grades| &grades.grades).filter_map(|grade| grade.quota.as_ref());
        for quota in quotas {
            for field in &quota.same {
                self.columns.entry((Schema::SUBJECTS, *field)).or_insert(quota.span);
            }
        }
    }

    /// What an expression reads, figures without a name looked through.
    pub(super) fn add(&mut self, prover: &Prover<'_>, expr: ExprId) {
        let mut stack = vec![expr];
        while let Some(expr) = stack.pop() {
            let node = &prover.program.arena[expr];
            let mut read = |table: TableId, field: FieldId| {
                self.columns.entry((table, field)).or_insert(node.span());
            };
            match &node.kind {
                ExprKind::Field { table, field } => read(*table, *field),
                ExprKind::IsEmpty { table, field } => {
                    read(*table, *field);
                    self.asked.insert((*table, *field));
                }
                ExprKind::Rows { table, statistic: Statistic::SumOfGreatest { by }, .. } => read(*table, *by),
                ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. } => {
                    peers.same.iter().for_each(|(table, field)| read(*table, *field));
                }
                ExprKind::CohortWeights { same, .. } => {
                    for field in same {
                        read(Schema::SUBJECTS, *field);
                    }
                }
                ExprKind::Figure(id) if self.figures.insert(*id) && !id.is_named() => {
                    stack.extend(prover.body(*id));
                }
                ExprKind::Script(call) => {
                    for argument in &call.arguments {
                        match argument {
                            Argument::Record(table) | Argument::Rows { table, .. } => {
                                self.whole.entry(*table).or_insert(node.span());
                            }
                            Argument::Column { same, .. } => {
                                for field in same {
                                    read(Schema::SUBJECTS, *field);
                                }
                            }
                            Argument::Value(_) => {}
                        }
                    }
                }
                _ => {}
            }
            if self.own_only && matches!(node.kind, ExprKind::Cohort { .. }) {
                continue;
            }
            node.kind.each_child(|child| stack.push(child));
        }
    }

    /// What a subject itself has to report, named figures looked through.
    pub(super) fn through(prover: &Prover<'_>, exprs: &[ExprId]) -> Self {
        let mut reads = Self { own_only: true, ..Self::default() };
        for expr in exprs {
            reads.add(prover, *expr);
        }
        let mut seen = BTreeSet::new();
        loop {
            let named = reads.figures.iter().copied().filter(|id| id.is_named());
            let next: Vec<FigureId> = named.filter(|id| seen.insert(*id)).collect();
            if next.is_empty() {
                return reads;
            }
            for body in next.into_iter().filter_map(|id| prover.body_from_data(id)) {
                reads.add(prover, body);
            }
        }
    }
}

/// All expressions of the rules; not those of 示例.
pub(super) fn expressions(rules: &RuleSet) -> Vec<ExprId> {
    let mut all: Vec<ExprId> = rules.parameters.iter().map(|parameter| parameter.value).collect();
    all.extend(rules.definitions.iter().map(|definition| definition.value));
    for condition in &rules.conditions {
        all.extend(condition.applies.into_iter().chain([condition.requirement]));
    }
    for indicator in &rules.indicators {
        let parts = [indicator.applies, indicator.value, indicator.given, Some(indicator.score)];
        all.extend(parts.into_iter().flatten());
        all.extend(indicator.advice.iter().flatten().filter_map(|part| match part {
            TemplatePart::Value(value) => Some(*value),
            TemplatePart::Text(_) => None,
        }));
    }
    all.extend(rules.nodes().filter_map(|(_, node)| match node.aggregate {
        Aggregate::Formula(formula) => Some(formula),
        _ => None,
    }));
    all.extend(rules.nodes().flat_map(|(_, node)| match &node.weights {
        Weights::Given { each, .. } => each.as_slice(),
        Weights::Data { .. } => &[],
    }));
    all.extend(rules.nodes().filter_map(|(_, node)| match node.aggregate {
        Aggregate::Formula(formula) => Some(formula),
        _ => None,
    }));
    let blocks = rules.bonus.iter().chain(&rules.deduction);
    all.extend(blocks.flat_map(|block| &block.entries).map(|entry| entry.marks));
    all.extend(rules.vetoes.iter().map(|veto| veto.condition));
    all.extend(rules.restrictions.iter().map(|restriction| restriction.condition));
    all.extend(rules.demotions.iter().map(|demotion| demotion.condition));
    all.extend(rules.participation.iter().map(|participation| participation.condition));
    all.extend(rules.each_grade().map(|(_, grade)| grade.requirement));
    all.extend(rules.outputs.iter().map(|output| output.value));
    all
}
