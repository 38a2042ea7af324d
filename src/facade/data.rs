//! The tables of a rule set.

use std::sync::Arc;

use super::error::Error;
use super::finding::Finding;
use super::rules::Rules;
use super::stack::apart;
use crate::data::Tables;
use crate::finding::SourceId;
use crate::host::progress::UNSEEN;
use crate::host::{Disk, Host, Memory};
use crate::program::Program;
use crate::session::{self, Reading};

/// Where tables held in memory stand.
const FOLDER: &str = "data";

/// Tables that were read as a rule set declares them.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::{Data, Rules, Run};
///
/// let rules = Rules::from_text(parks::RULES)?;
/// let data = Data::from_texts(&rules, [("parks.csv".into(), parks::PARKS.into())])?;
/// assert_eq!(Run::of(&rules, &data)?.score()?.subjects.len(), 4);
///
/// let broken = parks::PARKS.replace("800", "eight hundred");
/// let refused = Data::from_texts(&rules, [("parks.csv".into(), broken)]);
/// assert!(refused.is_err_and(|error| error.to_string().contains("eight hundred")));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Data {
    tables: Arc<Tables>,
    findings: Arc<[Finding]>,
    /// Of the rules by which they were read.
    program: Arc<Program>,
}

impl Data {
    /// Reads the tables of a folder.
    ///
    /// # Errors
    /// All findings about the data; those of the rules when they have errors.
    pub fn read(rules: &Rules, folder: impl Into<String>) -> Result<Self, Error> {
        let (rules, folder) = (rules.clone(), folder.into());
        apart(move || Self::on(&Disk, &rules, &folder))
    }

    /// Reads tables from texts by file name, as the 数据 declarations of the rules name them.
    ///
    /// # Errors
    /// As [`Data::read`].
    pub fn from_texts(rules: &Rules, texts: impl IntoIterator<Item = (String, String)>) -> Result<Self, Error> {
        let (rules, texts): (Rules, Vec<_>) = (rules.clone(), texts.into_iter().collect());
        apart(move || {
            let host = Memory::default();
            for (name, text) in texts {
                host.put(format!("{FOLDER}/{name}"), text);
            }
            Self::on(&host, &rules, FOLDER)
        })
    }

    fn on(host: &dyn Host, rules: &Rules, folder: &str) -> Result<Self, Error> {
        let program = rules.program()?;
        let rules_file = rules.sources().get(SourceId::default()).map(|source| source.path.as_str());
        let reading = Reading { rules: rules_file, ..Reading::of(folder) };
        let tables = session::tables_as(host, &program, &reading, &UNSEEN)
            .map_err(|found| Error::Findings(Finding::all(rules.sources(), &found)))?;
        let findings = Finding::all(rules.sources(), &session::doubts(&program, &tables));
        Ok(Self { tables: Arc::new(tables), findings: findings.into(), program })
    }

    /// What is worth knowing of the tables, such as keys that look the same and are not; none of it is an error.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether the tables are those that a rule set declares.
    pub(super) fn are_of(&self, program: &Program) -> bool {
        program.rules.schema.reads_like(&self.program.rules.schema)
    }

    pub(super) fn tables(&self) -> Arc<Tables> {
        Arc::clone(&self.tables)
    }
}
