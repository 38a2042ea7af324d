//! What a sentence about a result needs to call things by their names.

use std::borrow::Cow;

use super::layout::Layout;
use super::list::listed;
use super::term::Term;
use crate::core::{GradeId, HeadId, IndicatorId, SubjectId, TableId};
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::result::{Mark, Several, Subjects};
use crate::rules::{Grade, Node, ResultColumn, RuleSet};

/// Makes the sentences of a result in one language.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The rules that the result is of.
    pub model: &'a RuleSet,
    /// The subjects of the result.
    pub subjects: &'a Subjects,
    /// The language.
    pub language: Language,
}

impl<'a> Wording<'a> {
    /// A mark as printed: a plain decimal with its places, 不适用, or nothing.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> String {
        match mark {
            Mark::Given { .. } => mark.decimal().or_broken("a mark that is given is a decimal"),
            Mark::NotApplicable => Term::NotApplicable.word(self.language).to_owned(),
            Mark::Withheld => String::new(),
        }
    }

    /// The key of a subject.
    pub(super) fn key(&self, subject: SubjectId) -> Cow<'a, str> {
        self.subjects.key(subject.0)
    }

    /// Subjects by key, the first few of many.
    pub(super) fn several(&self, Several { first, count }: &Several) -> String {
        let named: Vec<Cow<'_, str>> = first.iter().map(|row| self.key(*row)).collect();
        let named = listed(&named, self.language);
        if *count <= first.len() {
            return named;
        }
        match self.language {
            Language::Zh => format!("{named}等 {count} 家"),
            Language::En => format!("{named} and others ({count} in all)"),
        }
    }

    pub(super) fn table(&self, table: TableId) -> &'a str {
        self.model.schema.table(table).map_or("", |table| table.name.as_str())
    }

    pub(super) fn grade(&self, grade: GradeId) -> &'a Grade {
        self.model.grade(grade)
    }

    pub(super) fn grade_name(&self, grade: GradeId) -> &'a str {
        &self.grade(grade).name
    }

    pub(super) fn indicator(&self, indicator: IndicatorId) -> &'a str {
        &self.model.indicator(indicator).code
    }

    /// What a node of the scoring tree is called: a 方面, or 总分.
    pub(super) fn node(&self, head: Option<HeadId>) -> (&'a str, &'a Node) {
        match head.map(|head| self.model.head(head)) {
            Some(head) => (&head.code, &head.node),
            None => (ResultColumn::Total.name(self.language), &self.model.total.node),
        }
    }

    /// A line of a file: «orgs.csv 第 9 行».
    pub(super) fn line_of(&self, file: &str, line: u64) -> String {
        Layout(self.language).line_of(file, line)
    }

    /// One of two words.
    pub(super) fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.language.either(zh, en)
    }
}
