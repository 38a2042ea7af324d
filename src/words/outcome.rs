//! What came out of an 示例, and what was expected of it.

use super::list::sentences;
use super::term::Term;
use crate::finding::Language;

/// Marks: «11.00 分».
#[must_use]
pub fn marks(decimal: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("{decimal} 分"),
        Language::En => format!("{decimal} marks"),
    }
}

/// What is missing, with its reasons: «缺失（…）».
#[must_use]
pub fn missing(reasons: &[String], language: Language) -> String {
    with_reasons(Term::Missing.word(language), reasons, language)
}

/// No grade, with its reasons: «没有等次（…）».
#[must_use]
pub fn no_grade(reasons: &[String], language: Language) -> String {
    match language {
        Language::Zh => with_reasons("没有等次", reasons, language),
        Language::En => with_reasons("no grade", reasons, language),
    }
}

fn with_reasons(what: &str, reasons: &[String], language: Language) -> String {
    let reasons = sentences(reasons, language);
    match language {
        Language::Zh => format!("{what}（{reasons}）"),
        Language::En => format!("{what} ({reasons})"),
    }
}
