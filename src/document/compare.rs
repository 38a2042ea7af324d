//! A list of clauses against the 依据 of rule sets.

use super::list::ClauseList;
use super::reference::Reference;
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::rules::{Citation, Claim};
use crate::words;

/// A rule set to hold against the list.
#[derive(Debug, Clone, Copy)]
pub struct Source<'r> {
    /// Its items with what they name.
    pub claims: &'r [Claim],
}

/// A rule for a clause.
#[derive(Debug, Clone)]
pub struct Use {
    /// Index of the rule set.
    pub rules: usize,
    /// The item.
    pub item: Words,
    /// Where its 依据 names the clause.
    pub span: Span,
}

/// What the comparison finds.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// The rules for each clause of the list, in its order.
    pub uses: Vec<Vec<Use>>,
    /// Findings in the list: clauses that expect a rule and have none.
    pub without_rule: Vec<Diagnostic>,
    /// Findings in each rule set: 依据 that the list does not have.
    pub unknown: Vec<Vec<Diagnostic>>,
    /// In each rule set, the rules that name no clause and no other document.
    pub without_clause: Vec<Vec<(Words, Span)>>,
    /// How many 依据 name a clause.
    pub cited: usize,
    /// How many name another document and are not held against the list.
    pub quoted: usize,
}

/// Holds rule sets against a list of clauses.
#[must_use]
pub fn compare(list: &ClauseList, sources: &[Source<'_>]) -> Comparison {
    let mut found = Comparison { uses: vec![Vec::new(); list.clauses.len()], ..Comparison::default() };
    for (rules, source) in sources.iter().enumerate() {
        let mut unknown = Vec::new();
        let mut bare = Vec::new();
        for claim in source.claims {
            if claim.is_rule && claim.citations.is_empty() {
                bare.push((claim.item.clone(), claim.span));
            }
            for citation in &claim.citations {
                if citation.is_quoted && !is_numbered(list, citation) {
                    found.quoted += 1;
                    continue;
                }
                found.cited += 1;
                match named(list, citation) {
                    Some(reference) if claim.is_rule => found.note(list, &reference, rules, claim, citation.span),
                    Some(_) => {}
                    None => unknown.push(not_listed(list, claim, citation)),
                }
            }
        }
        found.unknown.push(unknown);
        found.without_clause.push(bare);
    }
    let lacking =
        list.clauses.iter().zip(&found.uses).filter(|(clause, uses)| clause.expects_rule() && uses.is_empty());
    found.without_rule = lacking
        .map(|(clause, _)| {
            let (id, text) = (&clause.id, &clause.text);
            Diagnostic::error(
                Code::H0463,
                clause.span,
                words!("「{id}」没有规则：{text}", "no rule implements {id}: {text}"),
            )
            .help(words!(
                "给它写条件、指标、否决或限制，写上 依据 {id}；不必有规则的，在条款表里改 kind",
                "write a condition, indicator, veto or restriction with basis {id}; if it needs none, change its kind in the list"
            ))
        })
        .collect();
    found
}

impl Comparison {
    fn note(&mut self, list: &ClauseList, reference: &Reference, rules: usize, claim: &Claim, span: Span) {
        for (clause, uses) in list.clauses.iter().zip(&mut self.uses) {
            let concerns = reference.covers(&clause.reference) || clause.reference.contains(reference);
            if concerns && !uses.iter().any(|known| known.rules == rules && known.item == claim.item) {
                uses.push(Use { rules, item: claim.item.clone(), span });
            }
        }
    }
}

/// Whether a 依据 in quotes is no other document but a clause such as "3.2.5" of a list that numbers them so.
fn is_numbered(list: &ClauseList, citation: &Citation) -> bool {
    list.clauses.iter().any(|clause| clause.reference.is_numbered())
        && Reference::parse(&citation.text).is_some_and(|reference| reference.is_numbered())
}

/// The clause of the list that a 依据 names.
fn named(list: &ClauseList, citation: &Citation) -> Option<Reference> {
    let reference = Reference::parse(&citation.text)?;
    list.clauses.iter().any(|clause| clause.reference == reference).then_some(reference)
}

fn not_listed(list: &ClauseList, claim: &Claim, citation: &Citation) -> Diagnostic {
    let (Words { zh, en }, written, document) = (&claim.item, &citation.text, &list.document);
    let finding = Diagnostic::error(
        Code::H0462,
        citation.span,
        words!(
            "{zh} 的依据「{written}」不在「{document}」的条款表里",
            "{en}: the list of clauses of {document} has no {written}"
        ),
    )
    .suggest(written, list.clauses.iter().map(|clause| clause.id.as_str()));
    if finding.help.is_some() {
        return finding;
    }
    finding.help(words!("其他文件写在引号里：依据 \"文件名\"", "another document stands in quotes: basis \"…\""))
}
