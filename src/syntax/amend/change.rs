//! What a change was about, for findings that it causes.

use super::super::grammar::Rule;
use crate::finding::Span;

/// A change that was carried out.
#[derive(Debug, Clone)]
pub struct Change {
    pub(super) word: Rule,
    /// What was changed; empty for an item that is there once.
    pub name: String,
    /// Whether it is gone.
    pub removes: bool,
    /// The heads that it concerns.
    pub heads: Vec<String>,
    /// Where the change names it.
    pub at: Span,
    /// The whole change.
    pub written: Span,
}

impl Change {
    pub(super) fn is_of(&self, word: Rule, name: &str) -> bool {
        self.word == word && self.name == name
    }

    /// Whether it is about what a name means.
    #[must_use]
    pub fn declares(&self, name: &str) -> bool {
        matches!(self.word, Rule::kw_parameter | Rule::kw_definition | Rule::kw_condition)
            && self.name.rsplit('.').next() == Some(name)
    }

    /// Whether it is about the full marks of all.
    #[must_use]
    pub fn is_of_full_marks(&self) -> bool {
        self.word == Rule::kw_full
    }

    /// Whether it is about the grades.
    #[must_use]
    pub fn is_of_grades(&self) -> bool {
        self.word == Rule::kw_grades
    }

    /// Whether it is about an indicator.
    #[must_use]
    pub fn is_of_indicator(&self) -> bool {
        self.word == Rule::kw_indicator
    }
}
