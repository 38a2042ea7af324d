//! What only follows from another finding: further uses of a name that is nowhere declared, further limits that 取值
//! does not fit, and what stands on a line behind something that could not be read.

use std::collections::BTreeMap;

use crate::finding::{Code, Diagnostic, Sources, Span, Words};
use crate::syntax::ast::{ClauseKind, ExampleStatement, Expr, File, Item};
use crate::syntax::{begins_declaration, is_unpaired};
use crate::words;

/// So many further places are shown.
const MOST_PLACES: usize = 3;

/// Findings without those that follow from one before them on their line: in a statement with a bracket that does not
/// pair, and what stands first in a block whose opening is wrong.
pub(super) fn without_consequences(sources: &Sources, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by_key(Diagnostic::span);
    let unpaired: Vec<Span> =
        findings.iter().filter(|finding| is_unpaired(finding)).filter_map(Diagnostic::span).collect();
    // In a statement with a bracket or quote that does not pair nothing else can be told.
    findings.retain(|finding| {
        let Some(at) = finding.span() else { return true };
        is_unpaired(finding) || !unpaired.iter().any(|place| is_one_statement(sources, at, *place))
    });
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    let cut = cut_names(sources, &findings);
    let is_cut_off = |finding: &Diagnostic| {
        let name = finding.span().filter(|_| finding.code == Code::H0201).map_or("", |span| sources.text(span));
        let name = name.rsplit('.').next().unwrap_or(name);
        cut.iter().any(|cut| name.starts_with(cut))
    };
    findings.retain(|finding| !is_cut_off(finding));
    for finding in findings {
        let follows = kept.last().is_some_and(|last| {
            let (Some(from), Some(to)) = (last.span(), finding.span()) else { return false };
            let between = Span { end: to.start.max(from.start), ..from };
            let between = if from.source == to.source { sources.text(between) } else { "\n" };
            let is_one_statement = !between.contains(['\n', ';', '；']);
            // What was cut off by a `;` in a statement that needs braces.
            let is_cut_off = last.code == Code::H0105 && finding.code == Code::H0102 && !between.contains('\n');
            if is_cut_off {
                return true;
            }
            let is_behind = last.code == Code::H0103 && from != to || between.contains(['{', '｛']);
            is_one_statement && is_behind && finding.code.name().starts_with("H01")
        });
        if !follows {
            kept.push(finding);
        }
    }
    kept
}

/// Whether two places stand in one statement on one line.
fn is_one_statement(sources: &Sources, one: Span, other: Span) -> bool {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    let between = Span { end: second.start.max(first.start), ..first };
    first.source == second.source && !sources.text(between).contains(['\n', ';', '；', '{', '}', '｛', '｝'])
}

/// Findings with one for each unknown name, for each choice that an enumeration does not have, and for each declaration
/// that its readers find wrong: at its first place, with the others beside it.
pub(super) fn told_once(sources: &Sources, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places: BTreeMap<String, Vec<(Span, Diagnostic)>> = BTreeMap::new();
    let mut told = Vec::with_capacity(findings.len());
    for finding in findings {
        let span = finding.span();
        let of = match finding.code {
            Code::H0201 => span.map(|span| sources.text(span).to_owned()),
            Code::H0208 => Some(finding.message.zh.clone()),
            // What stands beside the first is where the wrong thing is declared.
            Code::H0301 => finding.labels.first().map(|label| label.words.zh.clone()),
            _ => None,
        };
        match (of, span) {
            (Some(of), Some(span)) => {
                places.entry(format!("{} {of}", finding.code)).or_default().push((span, finding));
            }
            _ => told.push(finding),
        }
    }
    told.extend(places.into_values().filter_map(|mut places| {
        places.sort_by_key(|(span, _)| *span);
        places.dedup_by_key(|(span, _)| *span);
        let mut places = places.into_iter();
        let (_, first) = places.next()?;
        let others = places.map(|(span, other)| (span, other, words!("这里也读它", "it is read here too")));
        // The line as it should be is that of the first place.
        Some(with_others(first.with_line(sources), others.collect()))
    }));
    told
}

/// Findings with one for each 计分 about units that do not fit, since what is wrong with 取值 is wrong beside each limit
/// that it is held against, and one for each row of a 示例 about its cells, since one that is displaced moves another. What else
/// was found there is said beside it.
pub(super) fn told_once_a_statement(file: &File, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let statements = statements(file);
    let mut places: BTreeMap<Span, Vec<(Span, Diagnostic)>> = BTreeMap::new();
    let mut told = Vec::with_capacity(findings.len());
    for finding in findings {
        let of = finding.span().and_then(|span| {
            let before = statements.partition_point(|(statement, _)| *statement <= span);
            let near = statements.get(before.saturating_sub(1)..(before + 1).min(statements.len()))?;
            near.iter().find(|(statement, codes)| statement.contains(span) && codes.contains(&finding.code))
        });
        match (of, finding.span()) {
            (Some((statement, _)), Some(span)) => places.entry(*statement).or_default().push((span, finding)),
            _ => told.push(finding),
        }
    }
    told.extend(places.into_values().filter_map(|mut places| {
        places.sort_by_key(|(span, _)| *span);
        let mut places = places.into_iter();
        let (_, first) = places.next()?;
        let others = places.map(|(span, other)| (span, other.clone(), other.message));
        Some(with_others(first, others.collect()))
    }));
    told
}

/// What is found of a cell that stands in another column than its own.
const CELL: &[Code] = &[Code::H0201, Code::H0208, Code::H0301, Code::H0302];

/// Statements of which one finding of a kind is enough, in the order of the text.
fn statements(file: &File) -> Vec<(Span, &'static [Code])> {
    let clauses = file.indicators().flat_map(|indicator| &indicator.clauses);
    let scorings = clauses.filter(|clause| matches!(clause.kind, ClauseKind::Scoring(_)));
    let mut found: Vec<_> = scorings.map(|clause| (clause.span, [Code::H0301].as_slice())).collect();
    for item in &file.items {
        if let Item::Example(example) = item {
            let rows = example.statements.iter().flat_map(|statement| match statement {
                ExampleStatement::Rows { rows, .. } => rows.as_slice(),
                _ => &[],
            });
            let whole = |row: &Vec<Expr>| Some(row.first()?.span.to(row.last()?.span));
            found.extend(rows.filter_map(whole).map(|row| (row, CELL)));
            let cases = example.cases.iter().flat_map(|cases| &cases.rows);
            found.extend(cases.map(|row| (row.span, CELL)));
        }
    }
    found.sort();
    found
}

/// What is left of names in declarations that are cut off within them: 参数 营.
fn cut_names<'s>(sources: &'s Sources, findings: &[Diagnostic]) -> Vec<&'s str> {
    let unread = findings.iter().filter(|finding| finding.code.name().starts_with("H01"));
    let lines = unread.filter_map(|finding| sources.line(finding.span()?));
    let cut = lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(word), Some(name), None) if begins_declaration(word) => name.rsplit('.').next(),
            _ => None,
        }
    });
    cut.filter(|name| !name.is_empty()).collect()
}

fn with_others(mut first: Diagnostic, others: Vec<(Span, Diagnostic, Words)>) -> Diagnostic {
    let count = others.len();
    for (at, (span, other, said)) in others.into_iter().enumerate() {
        if at < MOST_PLACES {
            let left = count - at;
            first = first.label(
                span,
                match left {
                    left if at + 1 == MOST_PLACES && left > 1 => {
                        words!("还有这里，共 {left} 处", "and here, and in {left} places in all from here on")
                    }
                    _ => said,
                },
            );
        }
        // What puts one right puts all of them right.
        if let (Some(fix), Some(more)) = (&mut first.fix, other.fix) {
            fix.edits.extend(more.edits);
        }
    }
    first
}
