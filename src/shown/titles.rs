//! What the columns of a result are called, and which is meant by a word.

use super::column::Column;
use crate::core::Schema;
use crate::finding::{Language, Words};
use crate::invariant::OrBroken;
use crate::rules::{ResultColumn, RuleSet};
use crate::words;

/// The names of the columns of a result.
#[derive(Debug, Clone, Copy)]
pub struct Titles<'m> {
    model: &'m RuleSet,
    /// The language of the columns that every result has.
    language: Language,
}

impl<'m> Titles<'m> {
    /// Of the results of a rule set. English names are kept free in English rule sets only; the Chinese ones in all.
    #[must_use]
    pub fn of(model: &'m RuleSet, language: Language) -> Self {
        let titles = Self { model, language };
        let own = Column::all(model).into_iter().filter(|column| !matches!(column, Column::Standing(_)));
        let own: Vec<&str> = own.map(|column| titles.title(column)).collect();
        let is_taken = ResultColumn::ALL.iter().any(|column| own.contains(&column.name(language)));
        Self { language: if is_taken { Language::Zh } else { language }, ..titles }
    }

    /// What a column is called.
    #[must_use]
    pub fn title(&self, column: Column) -> &'m str {
        let model = self.model;
        let field = |field| model.schema.field(Schema::SUBJECTS, field).map(|field| field.name.as_str());
        match column {
            Column::Key(part) => {
                let key = model.subject_key();
                key.get(part).and_then(|id| field(*id)).or_broken("a part of the key is a column")
            }
            Column::Name => {
                let title = model.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
                title.and_then(field).or_broken("a name is a column")
            }
            Column::Indicator(id) => &model.indicator(id).code,
            Column::Head(id) => &model.head(id).code,
            Column::Standing(column) => column.name(self.language),
            Column::Condition(id) => &model.condition(id).name,
            Column::Output(id) => &model.output(id).title,
        }
    }

    /// The title of an indicator or 方面.
    #[must_use]
    pub fn long(&self, column: Column) -> Option<&'m str> {
        let title = match column {
            Column::Indicator(id) => self.model.indicator(id).title.as_str(),
            Column::Head(id) => self.model.head(id).title.as_str(),
            _ => return None,
        };
        Some(title).filter(|title| !title.is_empty())
    }

    /// What a column may be called too: the title of an indicator or 方面, a standing column in the other language, what a
    /// line of 列出 says before its unit.
    fn others(&self, column: Column) -> Vec<&'m str> {
        let model = self.model;
        match column {
            Column::Indicator(id) => vec![&model.indicator(id).title],
            Column::Head(id) => vec![&model.head(id).title],
            Column::Output(id) => vec![&model.output(id).written],
            Column::Standing(column) => vec![column.name(Language::Zh), column.name(Language::En)],
            Column::Key(_) | Column::Name | Column::Condition(_) => Vec::new(),
        }
    }

    /// The column that a word names: by its heading, or else by the only other name that fits.
    ///
    /// # Errors
    /// That there is none, or more than one.
    pub fn named(&self, word: &str) -> Result<Column, Unnamed> {
        let columns = Column::all(self.model);
        if let Some(column) = columns.iter().find(|column| self.title(**column) == word) {
            return Ok(*column);
        }
        let fit: Vec<Column> = columns.iter().copied().filter(|column| self.others(*column).contains(&word)).collect();
        match fit.as_slice() {
            [only] => Ok(*only),
            [] => Err(Unnamed::Unknown(columns.iter().map(|column| self.title(*column).to_owned()).collect())),
            several => Err(Unnamed::Several(several.iter().map(|column| self.title(*column).to_owned()).collect())),
        }
    }
}

/// Why a word names no column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unnamed {
    /// None is called so; these are there.
    Unknown(Vec<String>),
    /// These are called so.
    Several(Vec<String>),
}

impl Unnamed {
    /// What is said of it.
    #[must_use]
    pub fn told(&self, word: &str) -> Words {
        match self {
            Self::Unknown(known) => {
                let Words { zh, en } = Words::first_of(known, 40);
                words!("结果里没有「{word}」这一列，有的是：{zh}", "the result has no column `{word}`; it has: {en}")
            }
            Self::Several(columns) => {
                let Words { zh, en } = Words::listed(columns);
                words!(
                    "「{word}」不止一列：{zh}；写列名",
                    "`{word}` may be any of {en}; write the heading of the column"
                )
            }
        }
    }
}
