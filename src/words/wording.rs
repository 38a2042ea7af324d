//! What a sentence about a result needs to call things by their names.

use super::layout::Layout;
use crate::core::TableId;
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::rules::RuleSet;

/// Makes the sentences of a result in one language.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The rules that the result is of.
    pub rules: &'a RuleSet,
    /// The language.
    pub language: Language,
}

impl<'a> Wording<'a> {
    pub(super) fn table(&self, table: TableId) -> &'a str {
        &self.rules.schema.table(table).or_broken("a result names tables of its rules").name
    }

    /// A line of a file: «orgs.csv 第 9 行».
    pub(super) fn line_of(&self, file: &str, line: u64) -> String {
        Layout(self.language).line_of(file, line)
    }

    /// One of two words.
    pub(super) fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}
