//! `heng check --clauses`: rule sets against the clauses of a document.

use super::printer::{Format, Printer};
use crate::cli::output::Status;
use heng::finding::{Language, Sources};
use heng::host::Host;
use heng::session::Rules;
use heng::{document, report, session};

/// Holds the rule sets against a list of clauses; `None` when there is no such file.
pub(super) fn hold(path: &str, rules: &[Rules], host: &dyn Host, printer: &mut Printer<'_>) -> Option<Status> {
    let of_rules = rules.first().map_or(Language::Zh, |rules| rules.language);
    let read = match session::clauses(host, path) {
        Ok(read) => read,
        Err(diagnostic) => {
            printer.findings(&Sources::default(), &[diagnostic], of_rules);
            return None;
        }
    };
    printer.findings(&read.sources, &read.diagnostics, of_rules);
    // What a rule set with errors cites is not known.
    let complete = rules.iter().all(|rules| rules.program.is_some());
    let Some(list) = read.list.filter(|_| complete) else {
        if printer.format == Format::Json {
            printer.output.data(&printer.json.text());
        }
        return Some(Status::Findings);
    };
    let programs = rules.iter().filter_map(|rules| rules.program.as_ref());
    let claims: Vec<document::Source<'_>> =
        programs.map(|program| document::Source { claims: &program.rules.claims }).collect();
    let found = document::compare(&list, &claims);
    for (rules, unknown) in rules.iter().zip(&found.unknown) {
        printer.findings(&rules.sources, &session::typed(unknown.clone(), rules.language), rules.language);
    }
    printer.findings(&read.sources, &session::typed(found.without_rule.clone(), of_rules), of_rules);
    let sources: Vec<&Sources> = rules.iter().map(|rules| &rules.sources).collect();
    let language = printer.output.language(of_rules);
    match printer.format {
        Format::Text => printer.output.page(&report::clauses_text(path, &list, &found, &sources, language)),
        Format::Json => {
            let clauses = report::clauses_json(path, &list, &found, &sources, language);
            printer.output.data(&printer.json.text_with_clauses(&clauses));
        }
        Format::Concise => {}
    }
    let is_whole = found.without_rule.is_empty() && found.unknown.iter().all(Vec::is_empty);
    Some(if is_whole { Status::Success } else { Status::Findings })
}
