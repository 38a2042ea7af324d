//! One finding for a clause that stands for several items, instead of one for each of them.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Place, Span, Words};
use crate::words;

/// So many items are named.
const NAMED: usize = 6;

/// Findings of which those that say the same of one clause for several items are one, which names the items.
#[must_use]
pub fn told_once_for_items(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::with_capacity(findings.len());
    // Where each group begins.
    let mut groups: BTreeMap<(Code, Span), Vec<usize>> = BTreeMap::new();
    for finding in findings {
        let Some(Place::Source(span)) = finding.place.clone().filter(|_| !finding.about.is_empty()) else {
            told.push(finding);
            continue;
        };
        let known = groups.entry((finding.code, span)).or_default();
        let same = known.iter().copied().find(|at| told.get(*at).is_some_and(|first| says_as(first, &finding)));
        if let Some(first) = same.and_then(|at| told.get_mut(at)) {
            first.about.extend(finding.about);
        } else {
            known.push(told.len());
            told.push(finding);
        }
    }
    told.into_iter().map(named).collect()
}

/// Whether two findings about one clause say the same of their items.
fn says_as(first: &Diagnostic, other: &Diagnostic) -> bool {
    let plain = |finding: &Diagnostic| {
        let code = finding.about.first().map_or("", String::as_str);
        // Numbers differ from item to item.
        let said = finding.message.zh.replace(code, "");
        said.chars().filter(|letter| !letter.is_ascii_digit()).collect::<String>()
    };
    first.severity == other.severity && plain(first) == plain(other)
}

/// A finding with the items that it concerns.
fn named(mut finding: Diagnostic) -> Diagnostic {
    finding.about.dedup();
    let Some((first, others)) = finding.about.split_first() else { return finding };
    let Words { zh, en } = &finding.message;
    let names_first = zh.contains(first.as_str());
    finding.message = match (names_first, others.is_empty()) {
        (true, true) => return finding,
        (true, false) => {
            let Words { zh: codes, en: codes_en } = Words::first_of(others, NAMED);
            words!("{zh}（{codes} 也是）", "{en} (and so for {codes_en})")
        }
        (false, _) => {
            let Words { zh: codes, en: codes_en } = Words::first_of(&finding.about, NAMED);
            words!("{zh}（{codes}）", "{en} ({codes_en})")
        }
    };
    finding
}
