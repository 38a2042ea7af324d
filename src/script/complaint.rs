//! What is wrong with a text, found before anything runs.

use std::ops::Range;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Of which sort.
    pub kind: ComplaintKind,
    /// Bytes of the text.
    pub at: Range<usize>,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The way out, in Chinese and in English.
    pub help: Option<(String, String)>,
    /// What is meant, to be written there instead, when nothing else may be.
    pub instead: Option<String>,
}

/// The sort of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComplaintKind {
    /// The text cannot be read.
    Syntax,
    /// It asks for something that scripts may not do.
    Forbidden,
    /// A variable or function that nobody defines, or a function called with a wrong number of arguments.
    UnknownName,
}

impl Complaint {
    pub(super) fn new(kind: ComplaintKind, at: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kind, at, zh: zh.into(), en: en.into(), help: None, instead: None }
    }

    pub(super) fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some((zh.into(), en.into()));
        self
    }
}
