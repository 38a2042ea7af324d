//! A document against its rules, for people and for programs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{ClauseList, Comparison};
use crate::finding::{Language, Sources, Span, Words};
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

/// The clauses of a document with their rules.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Clauses {
    /// The list as it was named.
    file: String,
    /// What the document is called.
    document: String,
    /// How many clauses are listed.
    listed: usize,
    /// Of how many a rule is expected.
    expect_rule: usize,
    /// How many of these have one.
    with_rule: usize,
    /// How often rules name a clause.
    cited: usize,
    /// How often that is one that is not listed.
    unknown: usize,
    /// How often rules name a clause of another document.
    of_other_documents: usize,
    /// Rules that name no clause.
    without_clause: Vec<Mention>,
    /// The clauses, in order.
    each: Vec<Clause>,
}

/// An item of a rule set.
#[derive(Debug, Serialize, JsonSchema)]
struct Mention {
    /// What it is, in words.
    item: String,
    /// The file in which it stands.
    file: String,
    /// Its line, from 1.
    line: usize,
}

/// A clause of the document.
#[derive(Debug, Serialize, JsonSchema)]
struct Clause {
    /// As 依据 writes it.
    id: String,
    /// What it is, as the list says.
    kind: String,
    /// Its words.
    text: String,
    /// Whether a rule is expected for it.
    expects_rule: bool,
    /// The rules that name it.
    rules: Vec<Mention>,
}

/// The counts, and each clause with its rules.
#[must_use]
pub fn json(path: &str, list: &ClauseList, found: &Comparison, sources: &[&Sources], language: Language) -> Clauses {
    let Counts { listed, expected, with_rule, unknown } = Counts::of(list, found);
    let item = |item: &Words, rules: usize, span: Span| {
        let (file, line) = place(sources, rules, span);
        Mention { item: item.in_language(language).to_owned(), file, line }
    };
    let bare = found.without_clause.iter().enumerate();
    let clauses = list.clauses.iter().zip(&found.uses);
    Clauses {
        file: path.to_owned(),
        document: list.document.clone(),
        listed,
        expect_rule: expected,
        with_rule,
        cited: found.cited,
        unknown,
        of_other_documents: found.quoted,
        without_clause: bare
            .flat_map(|(rules, bare)| bare.iter().map(move |(what, span)| (what, rules, *span)))
            .map(|(what, rules, span)| item(what, rules, span))
            .collect(),
        each: clauses
            .map(|(clause, uses)| Clause {
                id: clause.id.clone(),
                kind: clause.kind.clone(),
                text: clause.text.clone(),
                expects_rule: clause.expects_rule(),
                rules: uses.iter().map(|used| item(&used.item, used.rules, used.span)).collect(),
            })
            .collect(),
    }
}

fn place(sources: &[&Sources], rules: usize, span: Span) -> (String, usize) {
    let sources = sources.get(rules).or_broken("every rule set that is compared has its sources");
    let span = sources.origin(span);
    let file = sources.source(span.source).path.clone();
    (file, sources.line_column(span.source, span.start).0)
}
