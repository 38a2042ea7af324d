//! Single words of results.

use crate::core::Verdict;
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::result::OutputValue;

/// A word of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// 编号 of a subject.
    Key,
    /// 名称 of a subject.
    Name,
    /// Of a grade that is withheld: 待定.
    Open,
    /// Of what is not there: 缺失.
    Missing,
    /// Of what does not apply: 不适用.
    NotApplicable,
    /// Of what does: 适用.
    Applies,
}

impl Term {
    /// The word.
    #[must_use]
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Key => ("编号", "key"),
            Self::Name => ("名称", "name"),
            Self::Open => ("待定", "open"),
            Self::Missing => ("缺失", "missing"),
            Self::NotApplicable => ("不适用", "not applicable"),
            Self::Applies => ("适用", "applies"),
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

/// The verdict on a condition.
#[must_use]
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match language {
        Language::Zh => verdict.word(),
        Language::En => match verdict {
            Verdict::Met => "met",
            Verdict::NotMet => "not met",
            Verdict::NeedsReason => "needs a reason",
            Verdict::Open => "open",
            Verdict::NotApplicable => "not applicable",
        },
    }
}

/// A value that 列出 puts out, as it is printed; the unit stands in the heading of its column.
#[must_use]
pub fn output(value: &OutputValue<'_>, language: Language) -> String {
    match value {
        OutputValue::Rounded(mark) => mark.decimal().or_broken("what is put out is given"),
        OutputValue::Exact(number) => number.to_string(),
        OutputValue::Truth(truth) => language.truth(*truth).to_owned(),
        OutputValue::Text(text) => (*text).to_owned(),
    }
}
