//! Lists of names and sentences.

use crate::finding::Language;

/// Names one after the other: «甲、乙».
#[must_use]
pub fn listed<S: AsRef<str>>(names: &[S], language: Language) -> String {
    language.listed(names)
}

/// Sentences one after the other: «缺数据；否决».
#[must_use]
pub fn sentences<S: AsRef<str>>(sentences: &[S], language: Language) -> String {
    match language {
        Language::Zh => joined(sentences, "；"),
        Language::En => joined(sentences, "; "),
    }
}

fn joined<S: AsRef<str>>(parts: &[S], between: &str) -> String {
    parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(between)
}

/// Of several things in English: `1 row`, `2 rows`.
pub(super) fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
