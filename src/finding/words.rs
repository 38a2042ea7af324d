//! What is said in both languages of the product.

use crate::words;

/// A sentence in both languages of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Chinese, the first language.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// What is said in each language.
    #[must_use]
    pub fn of(say: impl Fn(Language) -> String) -> Self {
        Self { zh: say(Language::Zh), en: say(Language::En) }
    }

    /// Names one after the other.
    #[must_use]
    pub fn listed<S: AsRef<str>>(names: &[S]) -> Self {
        Self::of(|language| language.listed(names))
    }

    /// The first names of a list, and how many more there are.
    #[must_use]
    pub fn first_of<S: AsRef<str>>(names: &[S], most: usize) -> Self {
        let (first, rest) = names.split_at(names.len().min(most));
        let Self { zh, en } = Self::listed(first);
        match rest.len() {
            0 => Self { zh, en },
            more => words!("{zh}，另有 {more} 个", "{en}, and {more} more"),
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// Formats the same captured arguments in Chinese and English: `words!("缺少 {x}", "missing {x}")`.
#[macro_export]
macro_rules! words {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::finding::Words { zh: format!($zh), en: format!($en) }
    };
}

/// The language in which messages are printed.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::Language;
///
/// let run = parks::run()?;
/// let explanation = run.explain("P1")?;
/// assert!(run.told(&explanation, Language::En)?.contains("total"));
/// assert!(run.told(&explanation, Language::Zh)?.contains("总分"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

impl Language {
    /// Names one after the other: «甲、乙».
    #[must_use]
    pub fn listed<S: AsRef<str>>(self, names: &[S]) -> String {
        names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(self.either("、", ", "))
    }

    /// 是 or 否.
    #[must_use]
    pub fn truth(self, truth: bool) -> &'static str {
        if truth { self.either("是", "yes") } else { self.either("否", "no") }
    }

    /// Of two words the one of this language.
    #[must_use]
    pub fn either(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}
