//! What is declared is used, and used once.

use std::collections::{BTreeMap, BTreeSet};

use super::Proofs;
use super::known::Known;
use super::prover::Prover;
use crate::core::{Argument, ClassId, ExprId, ExprKind, FieldId, FigureId, KeyPart, Schema, Statistic, TableId, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::rules::{ExpectedOutcome, Indicator, RuleSet, TemplatePart, Weights};
use crate::words;

type Column = (TableId, FieldId);

pub(super) fn find(prover: &Prover<'_>, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    let mut reads = Reads::default();
    for expr in expressions(rules) {
        reads.add(prover, expr);
    }
    reads.add_items(rules);
    // A file that only declares is being written; there is nothing yet that could read what it declares.
    if !rules.indicators.is_empty() || !rules.conditions.is_empty() {
        columns(rules, &reads, proofs);
        definitions(rules, &reads, proofs);
    }
    for indicator in &rules.indicators {
        unstated_missing(prover, indicator, proofs);
    }
    counted_twice(prover, proofs);
}

/// Columns and named figures that expressions read, each with the first place.
#[derive(Default)]
struct Reads {
    columns: BTreeMap<Column, Span>,
    figures: BTreeSet<FigureId>,
    /// Columns that are asked for being empty.
    asked: BTreeSet<Column>,
    /// Leaves out what other subjects report: those without a value are passed over.
    own_only: bool,
    /// Tables whose rows a script is handed whole.
    whole: BTreeMap<TableId, Span>,
}

impl Reads {
    /// What items read by themselves: columns of 人工定等 and the groups of quotas, figures that 示例 expect.
    fn add_items(&mut self, rules: &RuleSet) {
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
    fn add(&mut self, prover: &Prover<'_>, expr: ExprId) {
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
                ExprKind::Cohort { same, .. } | ExprKind::Rank { same, .. } => {
                    for field in same {
                        read(Schema::SUBJECTS, *field);
                    }
                }
                ExprKind::Figure(id) => {
                    if self.figures.insert(*id) && !id.is_named() {
                        stack.extend(prover.body(*id));
                    }
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
            stack.extend(node.kind.children());
        }
    }

    /// What a subject itself has to report, named figures looked through.
    fn through(prover: &Prover<'_>, exprs: &[ExprId]) -> Self {
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
            for body in next.into_iter().filter_map(|id| prover.from_data(id)) {
                reads.add(prover, body);
            }
        }
    }
}

/// All expressions of the rules; not those of 示例.
fn expressions(rules: &RuleSet) -> Vec<ExprId> {
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
    let nodes = rules.heads.iter().map(|head| &head.node).chain([&rules.total.node]);
    all.extend(nodes.flat_map(|node| match &node.weights {
        Weights::Given { each, .. } => each.as_slice(),
        Weights::Data { .. } => &[],
    }));
    let blocks = rules.bonus.iter().chain(&rules.deduction);
    all.extend(blocks.flat_map(|block| &block.entries).map(|entry| entry.marks));
    all.extend(rules.vetoes.iter().map(|veto| veto.condition));
    all.extend(rules.restrictions.iter().map(|restriction| restriction.condition));
    all.extend(rules.demotions.iter().map(|demotion| demotion.condition));
    all.extend(rules.participation.iter().map(|participation| participation.condition));
    all.extend(rules.each_grade().map(|(_, grade)| grade.requirement));
    all
}

fn columns(rules: &RuleSet, reads: &Reads, proofs: &mut Proofs) {
    for (table_index, table) in rules.schema.tables.iter().enumerate() {
        let mut unused = Vec::new();
        for (index, field) in table.fields.iter().enumerate() {
            let id = FieldId(index);
            let read = reads.columns.get(&(TableId(table_index), id));
            match (field.record_only, read) {
                (true, Some(place)) => {
                    let name = &field.name;
                    proofs.findings.push(
                        Diagnostic::warning(
                            Code::H0447,
                            field.span,
                            words!(
                                "「{name}」声明为备查，却有规则读它",
                                "`{name}` is declared for the record, but a rule reads it"
                            ),
                        )
                        .label(*place, words!("在这里读", "read here"))
                        .help(words!("删去「备查」，或改规则", "remove the word, or change the rule")),
                    );
                }
                (false, None) => {
                    let named = table.title == Some(id) || table.key.contains(&KeyPart::Field(id));
                    if !named {
                        unused.push(field);
                    }
                }
                _ => {}
            }
        }
        let Some(first) = unused.first() else { continue };
        let (name, list) = (&table.name, unused.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join("、"));
        let mut finding = Diagnostic::warning(
            Code::H0446,
            first.span,
            words!("「{name}」的 {list} 没有规则读它", "no rule reads these columns of `{name}`: {list}"),
        )
        .help(words!(
            "只留存备查的，在后面写 备查；不要的，删去",
            "mark what is kept for the record as record_only; remove what is not wanted"
        ));
        for field in unused.iter().skip(1).take(9) {
            finding = finding.label(field.span, words!("还有这一列", "this one too"));
        }
        proofs.findings.push(finding);
    }
}

fn definitions(rules: &RuleSet, reads: &Reads, proofs: &mut Proofs) {
    let mut unused = |kind: (&str, &str), name: &str, span: Span| {
        let (zh, en) = kind;
        proofs.findings.push(
            Diagnostic::warning(
                Code::H0448,
                span,
                words!("{zh}「{name}」没有规则用到", "no rule reads the {en} `{name}`"),
            )
            .help(words!("删去它，或在规则里用它", "remove it, or use it in a rule")),
        );
    };
    for parameter in rules.parameters.iter().filter(|parameter| !parameter.is_read) {
        unused(("参数", "parameter"), &parameter.name, parameter.span);
    }
    for (id, definition) in rules.each_definition() {
        if !reads.figures.contains(&FigureId::Definition(id)) {
            unused(("定义", "definition"), &definition.name, definition.span);
        }
    }
}

/// A column that may be empty makes the mark missing; the indicator says what then.
fn unstated_missing(prover: &Prover<'_>, indicator: &Indicator, proofs: &mut Proofs) {
    if indicator.states_missing {
        return;
    }
    let parts = [indicator.value, Some(indicator.score), indicator.applies];
    let parts: Vec<ExprId> = parts.into_iter().flatten().collect();
    let reads = Reads::through(prover, &parts);
    let silent = reads.columns.iter().find_map(|((table, field), place)| {
        let declared = prover.declared(*table, *field);
        let open = declared.optional && !reads.asked.contains(&(*table, *field));
        open.then_some((declared, *place))
    });
    let Some((declared, place)) = silent else { return };
    let (code, name) = (&indicator.code, &declared.name);
    proofs.findings.push(
        Diagnostic::warning(
            Code::H0449,
            indicator.span,
            words!(
                "{code} 读可缺失的「{name}」，没有写缺失时得多少分",
                "{code} reads `{name}`, which may be empty, and does not say what is earned then"
            ),
        )
        .label(place, words!("在这里读", "read here"))
        .label(declared.span, words!("在这里声明可缺失", "declared optional here"))
        .help(words!(
            "加一行「缺失 得 0 分」，或在算式里用「为空」分开",
            "add a line `missing gets 0 分`, or ask is_empty in the expression"
        )),
    );
}

/// One figure is the value of two indicators, and nothing says that it is meant to count twice.
fn counted_twice(prover: &Prover<'_>, proofs: &mut Proofs) {
    let Program { rules, arena, .. } = prover.program;
    let mut first: BTreeMap<ClassId, Vec<&Indicator>> = BTreeMap::new();
    for indicator in &rules.indicators {
        let Some(value) = indicator.value else { continue };
        if !matches!(arena[value].ty, Type::Number(_)) || !reads_data(prover, value) {
            continue;
        }
        let mut meant = prover.meant(value);
        // A definition and what it stands for are the same figure.
        while let ExprKind::Figure(id) = arena[meant].kind {
            match prover.from_data(id) {
                Some(body) => meant = prover.meant(body),
                None => break,
            }
        }
        let before = first.entry(arena[meant].class).or_default();
        if let Some(other) = before.iter().find(|other| both_count(prover, other, indicator)) {
            let (code, other_code) = (&indicator.code, &other.code);
            let said = rules
                .glosses
                .iter()
                .any(|gloss| gloss.text.contains(code.as_str()) && gloss.text.contains(other_code.as_str()));
            if !said {
                proofs.findings.push(
                    Diagnostic::warning(
                        Code::H0450,
                        arena.span(value),
                        words!(
                            "{code} 的取值与 {other_code} 是同一个数，计了两次分",
                            "the value of {code} is that of {other_code}: one figure earns marks twice"
                        ),
                    )
                    .label(
                        other.value.map_or(other.span, |value| arena.span(value)),
                        words!("{other_code} 的取值", "the value of {other_code}"),
                    )
                    .help(words!(
                        "原文就要两处都计的，写一条口径说明 {other_code} 与 {code}",
                        "if the document means it so, record it in a gloss that names {other_code} and {code}"
                    )),
                );
            }
        }
        before.push(indicator);
    }
}

fn reads_data(prover: &Prover<'_>, value: ExprId) -> bool {
    let is_fixed = matches!(prover.kind(value), ExprKind::Constant(_) | ExprKind::Figure(FigureId::Parameter(_)));
    !is_fixed || !Reads::through(prover, &[value]).columns.is_empty()
}

/// Whether some subject is judged by both.
fn both_count(prover: &Prover<'_>, one: &Indicator, other: &Indicator) -> bool {
    let known = Known::default();
    let with = |indicator: &Indicator, known: &Known| match indicator.applies {
        Some(applies) => prover.assume(applies, true, known),
        None => Some(known.clone()),
    };
    with(one, &known).and_then(|known| with(other, &known)).is_some()
}
