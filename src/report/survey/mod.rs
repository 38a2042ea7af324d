//! What is worth knowing of tables: text, JSON and a page.

mod document;
mod html;
mod said;
mod text;

use crate::finding::{Language, Sources};
use crate::report::sorted;
use crate::rules::RuleSet;
use crate::survey::Survey;

pub(super) use document::Document;

/// For a terminal; what is probably wrong is told beside it.
#[must_use]
pub fn text(rules: &RuleSet, survey: &Survey, language: Language) -> String {
    text::text(&Document::of(rules, &Sources::default(), survey, language), language)
}

/// For programs.
#[must_use]
pub fn json(rules: &RuleSet, sources: &Sources, survey: &Survey, language: Language) -> String {
    sorted::text(&Document::of(rules, sources, survey, language))
}

/// One page for a browser and for paper: it asks for nothing else and runs nothing.
#[must_use]
pub fn html(rules: &RuleSet, sources: &Sources, survey: &Survey, language: Language) -> String {
    html::page(&Document::of(rules, sources, survey, language), language)
}
