//! What the files of a packet are made from.

use std::collections::BTreeMap;

use super::records::Record;
use crate::data::Tables;
use crate::engine::Members;
use crate::finding::{Diagnostic, Language, Sources};
use crate::host::Host;
use crate::number::Calendar;
use crate::packet::Digest;
use crate::program::Program;
use crate::result::Scores;
use crate::rules::RuleSet;

/// What a result was made of.
pub struct Made<'m> {
    /// The rules.
    pub model: &'m RuleSet,
    /// The same with their figures.
    pub program: &'m Program,
    /// The calendar that was used.
    pub calendar_used: &'m Calendar,
    /// What is known of the members of cohorts.
    pub members: Option<&'m Members>,
    /// The result.
    pub scores: &'m Scores,
    /// The tables that were scored.
    pub tables: &'m Tables,
    /// The texts of the rules, as they were read.
    pub sources: &'m Sources,
    /// The whole rule set as one text.
    pub expanded: String,
    /// What was found that does not forbid a result.
    pub findings: Vec<Diagnostic>,
    /// The language of the words in the result.
    pub language: Language,
    /// Who read the rules and the data.
    pub host: &'m dyn Host,
    /// The rule file.
    pub rules: &'m str,
    /// The folder of the data, or a workbook or an archive.
    pub data: &'m str,
    /// The files of the data that were opened.
    pub opened: Vec<String>,
    /// The rows that were read from databases, by table, as CSV.
    pub kept: BTreeMap<String, Vec<u8>>,
    /// Judgements and sign-offs.
    pub records: Vec<Record>,
    /// The file of corrections beside those of the folder.
    pub corrections: Option<&'m str>,
    /// Whether the calendar begins with that of the program.
    pub has_own_calendar: bool,
    /// Files of the calendar, each extending those before it.
    pub calendar: Vec<String>,
    /// The way of calculating.
    pub engine: &'static str,
    /// The edition of the rule language.
    pub edition: u32,
    /// Whether columns that no rule declares were ignored.
    pub ignores_other_columns: bool,
    /// Whether the packet is to have the data.
    pub with_data: bool,
    /// Of a packet that is published: the seal of the one that has everything.
    pub public: Option<Digest>,
}
