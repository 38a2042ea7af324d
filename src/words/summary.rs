//! What stands around the table of a result.

use super::list::{counted, listed};
use super::term::verdict;
use crate::core::Verdict;
use crate::finding::Language;

/// A heading of the table of what numbers come to together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SummaryTerm {
    /// The column.
    Column,
    /// How many have a number.
    Count,
    /// How many have none.
    Without,
    /// The mean.
    Mean,
    /// The least.
    Least,
    /// The quantile at 25%.
    Lower,
    /// The median.
    Median,
    /// The quantile at 75%.
    Upper,
    /// The greatest.
    Greatest,
    /// The share at full marks.
    Full,
}

impl SummaryTerm {
    /// Those of numbers, in their order.
    pub const NUMBERS: [Self; 9] = [
        Self::Count,
        Self::Without,
        Self::Mean,
        Self::Least,
        Self::Lower,
        Self::Median,
        Self::Upper,
        Self::Greatest,
        Self::Full,
    ];

    /// The word.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Column => ("列", "column"),
            Self::Count => ("家数", "count"),
            Self::Without => ("没有数", "without"),
            Self::Mean => ("平均", "mean"),
            Self::Least => ("最小", "min"),
            Self::Lower => ("25%", "25%"),
            Self::Median => ("中位", "median"),
            Self::Upper => ("75%", "75%"),
            Self::Greatest => ("最大", "max"),
            Self::Full => ("满分占", "at full marks"),
        };
        language.either(zh, en)
    }
}

/// Behind the title of a rule set that is marked 示例.
#[must_use]
pub fn not_official(language: Language) -> &'static str {
    match language {
        Language::Zh => "（示例，非官方）",
        Language::En => " (example, not official)",
    }
}

/// That no column that is shown holds numbers.
#[must_use]
pub fn nothing_to_put_together(language: Language) -> &'static str {
    language.either("没有一列是数，没有可合起来的", "No column holds numbers, so there is nothing to put together")
}

/// Above the conditions.
#[must_use]
pub fn conditions(language: Language) -> &'static str {
    match language {
        Language::Zh => "条件",
        Language::En => "conditions",
    }
}

/// How many subjects there are: «共 5 家», and how many of each outcome: «共 5 家：优秀 1、良好 2».
#[must_use]
pub fn all_in_all(subjects: usize, outcomes: &[(&str, usize)], language: Language) -> String {
    let outcomes: Vec<String> = outcomes.iter().map(|(label, count)| format!("{label} {count}")).collect();
    let outcomes = listed(&outcomes, language);
    match (language, outcomes.is_empty()) {
        (Language::Zh, true) => format!("共 {subjects} 家"),
        (Language::Zh, false) => format!("共 {subjects} 家：{outcomes}"),
        (Language::En, true) => counted(subjects, "subject"),
        (Language::En, false) => format!("{}: {outcomes}", counted(subjects, "subject")),
    }
}

/// The first of many subjects: «P1、P2、P3 等 9 家».
#[must_use]
pub fn of_many<S: AsRef<str>>(first: &[S], count: usize, language: Language) -> String {
    let first = listed(first, language);
    match language {
        Language::Zh => format!("{first} 等 {count} 家"),
        Language::En => format!("{first} and others ({count} in all)"),
    }
}

/// The conditions with one verdict: «不符合：经营规模、…».
#[must_use]
pub fn of_verdict(kind: Verdict, conditions: &[&str], language: Language) -> String {
    let (kind, conditions) = (verdict(kind, language), listed(conditions, language));
    match language {
        Language::Zh => format!("{kind}：{conditions}"),
        Language::En => format!("{kind}: {conditions}"),
    }
}
