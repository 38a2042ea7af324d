//! What is asked of texts.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::in_one_form;

/// How one text may stand in another. Both are taken in one form: a letter is the same letter however it is encoded,
/// and as wide or half as wide.
///
/// ```
/// use heng::result::TextTest;
///
/// assert!(TextTest::BeginsWith.holds("School No. 1", "School"));
/// assert!(TextTest::Contains.holds("（A）类", "(A)"));
/// assert!(!TextTest::EndsWith.holds("School No. 1", "2"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextTest {
    /// 开头是
    BeginsWith,
    /// 结尾是
    EndsWith,
    /// 包含
    Contains,
}

impl TextTest {
    /// Whether it holds of a text and a part of it.
    #[must_use]
    pub fn holds(self, text: &str, part: &str) -> bool {
        self.holds_of(&in_one_form(text), &in_one_form(part))
    }

    /// The same of texts that are in one form already.
    #[must_use]
    pub(crate) fn holds_of(self, text: &str, part: &str) -> bool {
        match self {
            Self::BeginsWith => text.starts_with(part),
            Self::EndsWith => text.ends_with(part),
            Self::Contains => text.contains(part),
        }
    }
}

/// 字数: how many characters a text has, each letter, digit and sign for itself; blanks and ends of lines do not count.
#[must_use]
pub fn text_length(text: &str) -> usize {
    let text: Cow<'_, str> = in_one_form(text);
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}
