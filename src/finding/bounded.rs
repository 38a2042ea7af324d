//! Findings, so many that they can be read.

use crate::finding::Diagnostic;
use crate::words;

/// Findings beyond this number help no one.
pub const MOST_FINDINGS: usize = 100;

/// Findings in the order in which they come: the first ones, and how many more there are.
#[derive(Debug, Default)]
pub struct Bounded {
    /// Of those that are left out the first one is kept, for its code and its place.
    list: Vec<Diagnostic>,
    count: usize,
}

impl Bounded {
    /// Adds a finding. The words are made only for those that are listed.
    pub fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.count = self.count.saturating_add(1);
        if self.list.len() <= MOST_FINDINGS {
            self.list.push(make());
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings, with one more where some were left out; it stands at the place of the first of these.
    #[must_use]
    pub fn into_list(mut self) -> Vec<Diagnostic> {
        if self.list.len() > MOST_FINDINGS
            && let Some(first) = self.list.pop()
        {
            self.list.push(first.and_others(self.count.saturating_sub(MOST_FINDINGS)));
        }
        self.list
    }
}

impl Extend<Diagnostic> for Bounded {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.add(|| finding));
    }
}

impl Diagnostic {
    /// One finding for so many that are not listed, of which this is the first.
    #[must_use]
    pub fn and_others(self, count: usize) -> Self {
        let message = words!("另有 {count} 处没有逐条列出", "{count} more findings are not listed");
        Self { message, labels: Vec::new(), help: None, example: None, fix: None, ..self }
    }
}
