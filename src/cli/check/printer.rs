//! How findings are shown.

use clap::ValueEnum;

use crate::cli::output::Output;
use heng::finding::{Diagnostic, Language, Sources};
use heng::report;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Concise,
}

/// Findings for programs are the data of this command; for people they go to standard error.
pub(super) struct Printer<'o> {
    pub(super) format: Format,
    pub(super) output: &'o mut Output,
    pub(super) json: report::DiagnosticsJson,
}

impl Printer<'_> {
    pub(super) fn findings(&mut self, sources: &Sources, diagnostics: &[Diagnostic], of_rules: Language) {
        let language = self.output.language(of_rules);
        match self.format {
            Format::Text => self.output.diagnostics(sources, diagnostics, of_rules),
            Format::Json => self.json.add(sources, diagnostics, language),
            Format::Concise => self.output.data(&report::concise(sources, diagnostics, language)),
        }
    }
}
