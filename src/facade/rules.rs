//! A rule set.

use std::sync::Arc;

use super::error::Error;
use super::finding::{Finding, FindingSeverity};
use super::stack::apart;
use crate::finding::{Language, Sources};
use crate::host::{Disk, Host, Memory};
use crate::program::Program;
use crate::session;

/// A rule set that was read and checked.
///
/// ```
/// let rules = heng::Rules::from_text("规则集 \"空\" 示例\n")?;
/// assert!(!rules.is_sound());
/// assert!(rules.findings().iter().any(|finding| finding.zh.contains("周期")));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Rules {
    read: Arc<session::Rules>,
    findings: Arc<[Finding]>,
}

impl Rules {
    /// Reads a rule file, with what it inherits and the scripts that it names. One with errors is read all the same:
    /// [`Rules::findings`] tells them.
    ///
    /// # Errors
    /// That the file cannot be read.
    pub fn read(path: impl Into<String>) -> Result<Self, Error> {
        let path = path.into();
        apart(move || Self::on(&Disk, &path))
    }

    /// Reads a rule set from a text.
    ///
    /// # Errors
    /// Only faults of the library itself.
    pub fn from_text(text: impl Into<String>) -> Result<Self, Error> {
        Self::from_texts("rules.heng", [("rules.heng".to_owned(), text.into())])
    }

    /// Reads a rule set from texts by name: the rule file `name`, files that it inherits, and scripts.
    ///
    /// # Errors
    /// That there is no text `name`.
    pub fn from_texts(
        name: impl Into<String>,
        texts: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Error> {
        let (name, texts): (String, Vec<_>) = (name.into(), texts.into_iter().collect());
        apart(move || {
            let host = Memory::default();
            for (name, text) in texts {
                host.put(name, text);
            }
            Self::on(&host, &name)
        })
    }

    fn on(host: &dyn Host, path: &str) -> Result<Self, Error> {
        let read = session::rules(host, path)
            .map_err(|found| Error::Findings(vec![Finding::of(&Sources::default(), &found)]))?;
        let findings = Finding::all(&read.sources, &read.diagnostics).into();
        Ok(Self { read: Arc::new(read), findings })
    }

    /// What is wrong with it, in the order of the text.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether it is without errors, so that data can be scored by it.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.read.program.is_some()
    }

    /// The language of its keywords.
    #[must_use]
    pub fn language(&self) -> Language {
        self.read.language
    }

    /// Its title; empty while it has errors.
    #[must_use]
    pub fn title(&self) -> &str {
        self.read.program.as_ref().map_or("", |program| &program.rules.title)
    }

    /// The whole rule set as one text in the canonical layout, nothing inherited.
    #[must_use]
    pub fn expanded(&self) -> String {
        self.read.expanded()
    }

    pub(super) fn sources(&self) -> &Sources {
        &self.read.sources
    }

    /// The program of a sound rule set.
    pub(super) fn program(&self) -> Result<Arc<Program>, Error> {
        self.read.program.clone().ok_or_else(|| {
            let errors = self.findings.iter().filter(|finding| finding.severity == FindingSeverity::Error);
            Error::Findings(errors.cloned().collect())
        })
    }
}
