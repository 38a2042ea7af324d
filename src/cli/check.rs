//! `heng check`

use clap::ValueEnum;

use super::output::{Output, Status};
use crate::host::Host;
use crate::lang::{Diagnostic, Language, Sources};
use crate::session::Rules;
use crate::{document, report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 打印合并之后的全文：沿用的文件和改动合成一个文件
    #[arg(long, conflicts_with_all = ["format", "clauses"])]
    expanded: bool,
    /// 文件的条款表（TOML）：哪些条款没有规则，哪些依据不在表里
    #[arg(long, value_name = "FILE")]
    clauses: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Concise,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let mut status = Status::Success;
    let mut unreadable = false;
    let mut json = report::DiagnosticsJson::default();
    let mut read: Vec<Rules> = Vec::new();
    for path in &options.rules {
        match session::rules(host, path) {
            Ok(rules) => {
                if rules.model.is_none() {
                    status = Status::Findings;
                }
                let (sources, findings) = (&rules.sources, &rules.diagnostics);
                print(options.format, output, &mut json, sources, findings, rules.language);
                if options.expanded {
                    if rules.model.is_some() {
                        output.data(&rules.expanded());
                    }
                    continue;
                }
                if let (Some(model), Format::Text) = (&rules.model, options.format) {
                    let counts =
                        (model.heads.len(), model.indicators.len(), model.conditions.len(), model.examples.len());
                    output.data(&match output.language(rules.language) {
                        Language::Zh => format!(
                            "{path}：没有错误（方面 {}、指标 {}、条件 {}、示例 {}）\n",
                            counts.0, counts.1, counts.2, counts.3
                        ),
                        Language::En => format!(
                            "{path}: no errors ({} heads, {} indicators, {} conditions, {} examples)\n",
                            counts.0, counts.1, counts.2, counts.3
                        ),
                    });
                }
                read.push(rules);
            }
            Err(diagnostic) => {
                unreadable = true;
                print(options.format, output, &mut json, &Sources::default(), &[diagnostic], Language::Zh);
            }
        }
    }
    if let Some(path) = &options.clauses {
        match clauses(path, &read, options.format, host, output, &mut json) {
            // A rule set with errors may lack the rule that a clause seems to lack.
            Some(held) => status = status.max(held),
            None => unreadable = true,
        }
    } else if options.format == Format::Json {
        output.data(&json.text());
    }
    if unreadable { Status::Usage } else { status }
}

/// Holds the rule sets against a list of clauses; `None` when there is no such file.
fn clauses(
    path: &str,
    rules: &[Rules],
    format: Format,
    host: &dyn Host,
    output: &mut Output,
    json: &mut report::DiagnosticsJson,
) -> Option<Status> {
    let of_rules = rules.first().map_or(Language::Zh, |rules| rules.language);
    let read = match session::clauses(host, path) {
        Ok(read) => read,
        Err(diagnostic) => {
            print(format, output, json, &Sources::default(), &[diagnostic], of_rules);
            return None;
        }
    };
    print(format, output, json, &read.sources, &read.diagnostics, of_rules);
    // What a rule set with errors cites is not known.
    let complete = rules.iter().all(|rules| rules.model.is_some());
    let Some(list) = read.list.filter(|_| complete) else {
        if format == Format::Json {
            output.data(&json.text());
        }
        return Some(Status::Findings);
    };
    let models = rules.iter().filter_map(|rules| rules.model.as_ref());
    let claims: Vec<document::Source<'_>> = models.map(|model| document::Source { claims: &model.claims }).collect();
    let found = document::compare(&list, &claims);
    for (rules, unknown) in rules.iter().zip(&found.unknown) {
        print(format, output, json, &rules.sources, unknown, rules.language);
    }
    print(format, output, json, &read.sources, &found.without_rule, of_rules);
    let sources: Vec<&Sources> = rules.iter().map(|rules| &rules.sources).collect();
    match format {
        Format::Text => output.data(&report::clauses_text(path, &list, &found, &sources, output.language(of_rules))),
        Format::Json => output.data(&report::clauses_json(path, &list, &found, &sources, json)),
        Format::Concise => {}
    }
    let is_whole = found.without_rule.is_empty() && found.unknown.iter().all(Vec::is_empty);
    Some(if is_whole { Status::Success } else { Status::Findings })
}

/// Findings for programs are the data of this command; for people they go to standard error.
fn print(
    format: Format,
    output: &mut Output,
    json: &mut report::DiagnosticsJson,
    sources: &Sources,
    diagnostics: &[Diagnostic],
    of_rules: Language,
) {
    let language = output.language(of_rules);
    match format {
        Format::Text => output.diagnostics(sources, diagnostics, of_rules),
        Format::Json => json.add(sources, diagnostics, language),
        Format::Concise => output.data(&report::concise(sources, diagnostics, language)),
    }
}
