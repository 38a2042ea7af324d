//! The page that leads to those of all subjects, written from `templates/explanations.html`.

use std::fmt::Write as _;

use askama::Template;

use super::subject::{grade, rule_set};
use super::tree::seen;
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::words::{Layout, Term, Told, all_in_all};

/// What the page says of one subject.
#[derive(Debug)]
pub struct Entry {
    rule_set: String,
    link: String,
    rank: Option<usize>,
    key: String,
    name: String,
    grade: Option<String>,
    total: String,
    /// The codes and marks of its 方面.
    heads: Vec<(String, String)>,
}

impl Entry {
    /// Of a subject whose page is a file beside.
    #[must_use]
    pub fn of(explanation: &Told, file: &str, language: Language) -> Self {
        Self {
            rule_set: rule_set(explanation, language),
            link: link(file),
            rank: explanation.rank,
            key: seen(&explanation.key),
            name: seen(explanation.name.as_deref().unwrap_or_default()),
            grade: grade(explanation, language),
            total: seen(&explanation.total),
            heads: explanation.heads.iter().map(|head| (seen(&head.code), seen(&head.mark))).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "explanations.html")]
struct Page<'p> {
    lang: &'static str,
    rule_set: &'p str,
    summary: String,
    heads: Vec<&'p str>,
    has_marks: bool,
    has_names: bool,
    has_grades: bool,
    entries: Vec<&'p Entry>,
    t: Titles,
}

/// The words of the page.
struct Titles {
    title: &'static str,
    rank: &'static str,
    key: &'static str,
    name: &'static str,
    grade: &'static str,
    total: &'static str,
}

/// A page with all subjects by their ranks, those without one behind in their order, and how many there are of each of
/// some outcomes.
#[must_use]
pub fn index(entries: &[Entry], outcomes: &[&str], language: Language) -> String {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(|entry| entry.rank.unwrap_or(usize::MAX));
    let outcomes: Vec<String> = outcomes.iter().map(|outcome| seen(outcome)).collect();
    let mut outcomes: Vec<(&str, usize)> = outcomes.iter().map(|outcome| (outcome.as_str(), 0)).collect();
    for grade in sorted.iter().filter_map(|entry| entry.grade.as_deref()) {
        match outcomes.iter_mut().find(|(known, _)| *known == grade) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => outcomes.push((grade, 1)),
        }
    }
    let first = entries.first();
    let heads: Vec<&str> = first.iter().flat_map(|entry| &entry.heads).map(|(code, _)| code.as_str()).collect();
    let words = Layout(language);
    let page = Page {
        lang: language.either("zh-CN", "en"),
        rule_set: first.map_or("", |entry| entry.rule_set.as_str()),
        summary: all_in_all(entries.len(), &outcomes, language),
        has_marks: !heads.is_empty(),
        heads,
        has_names: entries.iter().any(|entry| !entry.name.is_empty()),
        has_grades: !outcomes.is_empty(),
        entries: sorted,
        t: Titles {
            title: language.either("全部名次", "all subjects"),
            rank: words.rank(),
            key: Term::Key.word(language),
            name: Term::Name.word(language),
            grade: words.grade(),
            total: words.total(),
        },
    };
    page.render().or_broken("a page of texts can be written")
}

/// A file as the address in a link: bytes that are no letter, digit or one of `-._` stand as their numbers.
fn link(file: &str) -> String {
    let mut link = String::with_capacity(file.len());
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
    link
}
