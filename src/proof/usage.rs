//! What is declared is used, and used once.

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use super::prover::Prover;
use super::reads::{Reads, expressions};
use super::statement::Proofs;
use crate::core::{ClassId, ExprId, ExprKind, FieldId, FigureId, KeyPart, TableId, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::program::Program;
use crate::rules::{Indicator, RuleSet};
use crate::words;

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
        let names: Vec<&str> = unused.iter().map(|field| field.name.as_str()).collect();
        let (name, [zh, en]) = (&table.name, ["、", ", "].map(|comma| names.join(comma)));
        let mut finding = Diagnostic::warning(
            Code::H0446,
            first.span,
            words!("「{name}」的 {zh} 没有规则读它", "no rule reads these columns of `{name}`: {en}"),
        )
        .help(words!(
            "只留存备查的，在后面写 备查；不要的，删去",
            "mark what is kept for the record as record_only; remove what is not wanted"
        ));
        let mut told = vec![first.span];
        for field in unused.iter().skip(1).take(9) {
            // Several columns may stand on one line.
            if !told.contains(&field.span) {
                finding = finding.label(field.span, words!("还有这一列", "this one too"));
                told.push(field.span);
            }
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
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for parameter in rules.parameters.iter().filter(|parameter| !parameter.is_read) {
        unused(("参数", "parameter"), &parameter.name, parameter.span);
    }
    // Of a figure that several items have one reading is enough.
    let read: BTreeSet<&str> = rules
        .each_definition()
        .filter(|(id, _)| reads.figures.contains(&FigureId::Definition(*id)))
        .filter_map(|(_, definition)| definition.own.as_deref())
        .collect();
    for (id, definition) in rules.each_definition() {
        if let Some(name) = &definition.own {
            if !read.contains(name.as_str()) && told.insert(name) {
                let is_column = !definition.span.contains(definition.declared);
                let kind = if is_column { ("表头的列", "column of the header") } else { ("定义", "definition") };
                unused(kind, name, definition.declared);
            }
            continue;
        }
        if !reads.figures.contains(&FigureId::Definition(id)) {
            // A column of 参数 按 … has no statement of its own.
            let is_parameter = definition.span == definition.declared;
            let kind = if is_parameter { ("参数", "parameter") } else { ("定义", "definition") };
            unused(kind, &definition.name, definition.span);
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
            match prover.body_from_data(id) {
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
        Some(applies) => prover.ask().assume(applies, true, known),
        None => Some(known.clone()),
    };
    with(one, &known).and_then(|known| with(other, &known)).is_some()
}
