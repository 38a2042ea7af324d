//! A document against its rules, for people and for programs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use super::DiagnosticsJson;
use crate::document::{ClauseList, Comparison, Use};
use crate::finding::{Language, Sources, Span};
use crate::invariant::OrBroken;

struct Counts {
    listed: usize,
    expected: usize,
    with_rule: usize,
    unknown: usize,
}

impl Counts {
    fn of(list: &ClauseList, found: &Comparison) -> Self {
        let expected = list.clauses.iter().filter(|clause| clause.expects_rule()).count();
        Self {
            listed: list.clauses.len(),
            expected,
            with_rule: expected - found.without_rule.len(),
            unknown: found.unknown.iter().map(Vec::len).sum(),
        }
    }
}

/// Rules that name no clause, and a line that counts. `sources` are those of the rule sets in order.
#[must_use]
pub fn text(path: &str, list: &ClauseList, found: &Comparison, sources: &[&Sources], language: Language) -> String {
    let mut text = String::new();
    // A file that a later cycle inherits may be asked about twice.
    let bare: BTreeSet<(String, usize, &str)> = found
        .without_clause
        .iter()
        .enumerate()
        .flat_map(|(rules, bare)| bare.iter().map(move |bare| (rules, bare)))
        .map(|(rules, (item, span))| {
            let (file, line) = place(sources, rules, *span);
            (file, line, item.in_language(language))
        })
        .collect();
    if !bare.is_empty() {
        text.push_str(match language {
            Language::Zh => "没有写依据的规则：\n",
            Language::En => "rules that name no clause:\n",
        });
    }
    for (file, line, item) in bare {
        let _ = writeln!(text, "  {file}:{line}  {item}");
    }
    let Counts { listed, expected, with_rule, unknown } = Counts::of(list, found);
    let (document, cited, quoted) = (&list.document, found.cited, found.quoted);
    let _ = match language {
        Language::Zh => writeln!(
            text,
            "{path}（{document}）：条款 {listed} 条，应有规则 {expected} 条，有规则 {with_rule} 条；依据 {cited} 处，不在表里 {unknown} 处；另引其他文件 {quoted} 处"
        ),
        Language::En => writeln!(
            text,
            "{path} ({document}): {listed} clauses, {expected} expect a rule, {with_rule} have one; {cited} bases, {unknown} not listed; {quoted} of other documents"
        ),
    };
    text
}

/// The findings, the counts, and each clause with its rules.
#[must_use]
pub fn json(
    path: &str,
    list: &ClauseList,
    found: &Comparison,
    sources: &[&Sources],
    findings: &DiagnosticsJson,
    language: Language,
) -> String {
    let Counts { listed, expected, with_rule, unknown } = Counts::of(list, found);
    let rule = |used: &Use| {
        let (file, line) = place(sources, used.rules, used.span);
        json!({ "item": used.item.in_language(language), "file": file, "line": line })
    };
    let each = list.clauses.iter().zip(&found.uses).map(|(clause, uses)| {
        json!({
            "id": clause.id,
            "kind": clause.kind,
            "text": clause.text,
            "expects_rule": clause.expects_rule(),
            "rules": uses.iter().map(rule).collect::<Vec<_>>(),
        })
    });
    let bare = found.without_clause.iter().enumerate().flat_map(|(rules, bare)| {
        bare.iter().map(move |(item, span)| {
            let (file, line) = place(sources, rules, *span);
            json!({ "item": item.in_language(language), "file": file, "line": line })
        })
    });
    let document = json!({
        "findings": findings.findings(),
        "clauses": {
            "file": path,
            "document": list.document,
            "listed": listed,
            "expect_rule": expected,
            "with_rule": with_rule,
            "cited": found.cited,
            "unknown": unknown,
            "of_other_documents": found.quoted,
            "without_clause": bare.collect::<Vec<_>>(),
            "each": each.collect::<Vec<_>>(),
        },
    });
    let mut text = serde_json::to_string_pretty(&document).or_broken("a value of JSON can be written");
    text.push('\n');
    text
}

fn place(sources: &[&Sources], rules: usize, span: Span) -> (String, usize) {
    let sources = sources.get(rules).or_broken("every rule set that is compared has its sources");
    let span = sources.origin(span);
    let file = sources.get(span.source).or_broken("a place of the rules is in one of their sources").path.clone();
    (file, sources.line_column(span.source, span.start).0)
}
