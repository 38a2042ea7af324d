//! What only follows from another finding: further uses of a name that is nowhere declared, and what stands on a line
//! behind something that could not be read.

use std::collections::BTreeMap;

use crate::finding::{Code, Diagnostic, Place, Sources, Span};
use crate::syntax::is_unpaired;
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

/// Findings with one for each unknown name: at its first place, with the others beside it.
pub(super) fn told_once(sources: &Sources, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut places: BTreeMap<String, Vec<(Span, Diagnostic)>> = BTreeMap::new();
    let mut told = Vec::with_capacity(findings.len());
    for finding in findings {
        match finding.place {
            Some(Place::Source(span)) if finding.code == Code::H0201 => {
                places.entry(sources.text(span).to_owned()).or_default().push((span, finding));
            }
            _ => told.push(finding),
        }
    }
    told.extend(places.into_values().filter_map(|mut places| {
        places.sort_by_key(|(span, _)| *span);
        places.dedup_by_key(|(span, _)| *span);
        let mut places = places.into_iter();
        let (_, first) = places.next()?;
        Some(with_others(first, places.collect()))
    }));
    told
}

fn with_others(mut first: Diagnostic, others: Vec<(Span, Diagnostic)>) -> Diagnostic {
    let count = others.len();
    for (at, (span, other)) in others.into_iter().enumerate() {
        if at < MOST_PLACES {
            let left = count - at;
            first = first.label(
                span,
                match left {
                    left if at + 1 == MOST_PLACES && left > 1 => {
                        words!("还有这里，共 {left} 处", "and here, and in {left} places in all from here on")
                    }
                    _ => words!("这里也读它", "it is read here too"),
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
