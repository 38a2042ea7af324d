//! `heng check`

use clap::ValueEnum;

use super::output::{Output, Status};
use crate::host::Host;
use crate::lang::model::Model;
use crate::lang::{Diagnostic, Language, Sources};
use crate::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 逐条列出能证明的、有反例的和不能断定的
    #[arg(long)]
    proofs: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
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
    let mut statements = Vec::new();
    for path in &options.rules {
        match session::rules(host, path) {
            Ok(rules) => {
                let language = output.language(rules.language);
                let proofs = rules.model.as_ref().map(|model| session::proofs(model, options.proofs));
                let proofs = proofs.unwrap_or_default();
                let findings = session::in_order(path, [rules.diagnostics, proofs.findings].concat());
                let is_sound = rules.model.is_some() && !findings.iter().any(Diagnostic::is_error);
                if !is_sound {
                    status = Status::Findings;
                }
                print(options.format, output, &mut json, &rules.sources, &findings, rules.language);
                if options.proofs {
                    match options.format {
                        Format::Text => output.data(&report::proofs_text(&proofs.statements, language)),
                        Format::Json => {
                            statements.extend(report::proofs_json(&rules.sources, &proofs.statements, language));
                        }
                        Format::Concise => {}
                    }
                }
                if let (Some(model), true, Format::Text) = (&rules.model, is_sound, options.format) {
                    output.data(&summary(path, model, findings.len(), language));
                }
            }
            Err(diagnostic) => {
                unreadable = true;
                print(options.format, output, &mut json, &Sources::default(), &[diagnostic], Language::Zh);
            }
        }
    }
    if options.format == Format::Json {
        let text = if options.proofs { json.text_with_proofs(&statements) } else { json.text() };
        output.data(&text);
    }
    if unreadable { Status::Usage } else { status }
}

/// A rule set without errors.
fn summary(path: &str, model: &Model, warnings: usize, language: Language) -> String {
    let (heads, indicators) = (model.heads.len(), model.indicators.len());
    let (conditions, examples) = (model.conditions.len(), model.examples.len());
    match language {
        Language::Zh => {
            let also = if warnings > 0 { format!("，警告 {warnings} 处") } else { String::new() };
            format!("{path}：没有错误{also}（方面 {heads}、指标 {indicators}、条件 {conditions}、示例 {examples}）\n")
        }
        Language::En => {
            let also = if warnings > 0 { format!(", {warnings} warnings") } else { String::new() };
            format!(
                "{path}: no errors{also} ({heads} heads, {indicators} indicators, {conditions} conditions, {examples} examples)\n"
            )
        }
    }
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
