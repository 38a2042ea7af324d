//! What ends a statement before its end.

use std::ops::Range;

use crate::script::cell::{Cell, Reasons};
use crate::script::tree::Node;
use crate::script::{Failure, FailureKind};

/// Why what follows is not run.
pub(super) enum Stop {
    /// `return`; the value is kept aside.
    Return,
    /// `break`; the value is kept aside.
    Break,
    Continue,
    /// A decision hung on a missing value: so does the whole call.
    Missing(Reasons),
    Failure(Box<Failure>),
}

/// A value, or what ended its working out.
pub(super) type Outcome = Result<Cell, Stop>;

impl Stop {
    #[cold]
    pub(super) fn runtime(node: &Node, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::failure(FailureKind::Runtime, node.bytes(), zh, en)
    }

    #[cold]
    pub(super) fn limit(node: &Node, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::failure(FailureKind::Limit, node.bytes(), zh, en)
    }

    #[cold]
    pub(super) fn failure(kind: FailureKind, at: Range<usize>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Failure(Box::new(Failure { kind, at: Some(at), zh: zh.into(), en: en.into() }))
    }

    /// Another sort of value was wanted.
    #[cold]
    pub(super) fn wanted(node: &Node, zh: &str, en: &str, found: &Cell) -> Self {
        let (found_zh, found_en) = found.sort();
        Self::runtime(node, format!("这里要{zh}，得到的是{found_zh}"), format!("{en} is wanted here, not {found_en}"))
    }
}
