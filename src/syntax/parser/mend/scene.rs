//! Where a statement stands that is looked through.

use super::super::super::grammar::Rule;
use super::super::super::keyword;
use crate::finding::Language;
use crate::invariant::OrBroken;

/// Where a statement stands.
pub(super) struct Scene<'a> {
    /// The rule that should read it.
    pub(super) rule: Rule,
    /// The language of the file.
    pub(super) language: Language,
    /// The column that 取值 beside it names.
    pub(super) value: Option<&'a str>,
    /// The table of the subjects.
    pub(super) table: Option<&'a str>,
    /// Columns that are 是 or 否.
    pub(super) yes_no: Vec<&'a str>,
}

impl Scene<'_> {
    /// A keyword in the language of the file.
    pub(super) fn word(&self, rule: Rule) -> &'static str {
        keyword::of_rule(rule).or_broken("the rule of a word has its word").word(self.language)
    }

    /// To be among the first so many, or the first so large a share, by a value.
    pub(super) fn first(&self, value: &str, figure: &str) -> String {
        let table = self.table.unwrap_or("…");
        let is_share = figure.ends_with(['%', '‰']);
        let number = figure.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        match (self.language, is_share) {
            (Language::Zh, true) => {
                format!("名次({value} 范围 全部 降序 并列 同名次) / 计数({table} 范围 全部) 不超过 {figure}")
            }
            (Language::Zh, false) => format!("名次({value} 范围 全部 降序 并列 同名次) 不超过 {number}"),
            (Language::En, true) => format!(
                "rank({value} scope everyone descending ties shared_rank) / count({table} scope everyone) at_most {figure}"
            ),
            (Language::En, false) => {
                format!("rank({value} scope everyone descending ties shared_rank) at_most {number}")
            }
        }
    }
}
