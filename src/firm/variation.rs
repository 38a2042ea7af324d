//! A rule set that differs from the written one in one respect.

use std::sync::Arc;

use crate::finding::{Diagnostic, SourceId, Span, Words};
use crate::program::{Program, Unordered};
use crate::rules::RuleSet;
use crate::words;

/// One thing that is varied, and what the rule set is then; or why it is left out.
pub(super) struct Variation {
    /// What.
    pub(super) what: Words,
    /// The rule set, or why there is none.
    pub(super) program: Result<Arc<Program>, Words>,
}

/// The rule set under a recorded 另解.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The code of the 口径.
    pub gloss: String,
    /// How the text reads there.
    pub title: String,
    /// The rule set.
    pub program: Arc<Program>,
}

impl Variation {
    /// The program of rules that were changed.
    pub(super) fn of_rules(what: Words, program: &Program, rules: RuleSet) -> Self {
        let made = Program::of(rules, program.arena.clone());
        let program = made.map(Arc::new).map_err(|fault| match fault {
            Unordered::Circles { .. } | Unordered::Full => {
                words!("改后的规则算不出来", "the changed rules cannot be worked out")
            }
        });
        Self { what, program }
    }
}

/// Reads and checks a text in the place of the rule set's.
pub type Reread<'a> = &'a dyn Fn(&str) -> Result<Arc<Program>, Vec<Diagnostic>>;

/// The rule set as it is written.
pub struct Source<'a> {
    /// The text that was checked.
    pub id: SourceId,
    /// The same.
    pub text: &'a str,
    /// Reads and checks another text in its place.
    pub reread: Reread<'a>,
}

impl Source<'_> {
    /// The words at a place.
    pub(super) fn at(&self, place: Span) -> &str {
        self.text.get(place.start..place.end).unwrap_or_default()
    }

    /// The rule set with other words in some places.
    pub(super) fn edited(&self, edits: &[(Span, &str)]) -> Result<Arc<Program>, Words> {
        let mut edits: Vec<&(Span, &str)> = edits.iter().collect();
        edits.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
        edits.dedup_by_key(|(place, _)| place.start);
        let mut text = self.text.to_owned();
        for (place, word) in edits {
            if text.is_char_boundary(place.start) && text.is_char_boundary(place.end) {
                text.replace_range(place.start..place.end, word);
            }
        }
        (self.reread)(&text).map_err(|findings| {
            let first = findings.into_iter().find(Diagnostic::is_error);
            match first {
                Some(found) => {
                    let (code, Words { zh, en }) = (found.code.name(), found.message);
                    words!("这样改后规则有错误 {code}：{zh}", "the changed rules have error {code}: {en}")
                }
                None => words!("改后的规则算不出来", "the changed rules cannot be worked out"),
            }
        })
    }
}
