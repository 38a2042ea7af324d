//! `heng check`

mod clauses;
mod printer;

use super::output::{Output, Status};
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::rules::RuleSet;
use heng::session::Rules;
use heng::{report, session};
use printer::{Format, Printer};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 逐条列出能证明的、有反例的和不能断定的
    #[arg(long, conflicts_with = "clauses")]
    proofs: bool,
    /// 文件的条款表（TOML）：哪些条款没有规则，哪些依据不在表里
    #[arg(long, value_name = "FILE")]
    clauses: Option<String>,
    /// 打印合并之后的全文：沿用的文件和改动合成一个文件
    #[arg(long, conflicts_with_all = ["format", "clauses", "proofs"])]
    expanded: bool,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let mut status = Status::Success;
    let mut unreadable = false;
    let mut printer = Printer { format: options.format, output, json: report::DiagnosticsJson::default() };
    let mut statements = Vec::new();
    let mut read: Vec<Rules> = Vec::new();
    for path in &options.rules {
        printer.output.progress().begin(Stage::Rules);
        let rules = match session::rules(host, path) {
            Ok(rules) => rules,
            Err(diagnostic) => {
                unreadable = true;
                printer.findings(&Sources::default(), &[diagnostic], Language::Zh);
                continue;
            }
        };
        let language = printer.output.language(rules.language);
        printer.output.progress().begin(Stage::Proofs);
        let proofs = rules.program.as_ref().map(|program| session::proofs(program, options.proofs)).unwrap_or_default();
        let findings = [rules.diagnostics.clone(), rules.own(proofs.findings)].concat();
        let findings = session::in_order(&rules.sources, path, findings);
        let is_sound = rules.program.is_some() && !findings.iter().any(Diagnostic::is_error);
        if !is_sound {
            status = Status::Findings;
        }
        printer.findings(&rules.sources, &findings, rules.language);
        if options.expanded {
            if is_sound {
                printer.output.data(&rules.expanded());
            }
            continue;
        }
        match options.format {
            Format::Text if options.proofs => {
                printer.output.page(&report::proofs_text(&proofs.statements, language));
            }
            Format::Json if options.proofs => {
                statements.extend(report::proofs_json(&rules.sources, &proofs.statements, language));
            }
            _ => {}
        }
        if let (Some(program), true, Format::Text) = (&rules.program, is_sound, options.format) {
            printer.output.page(&summary(path, &program.rules, findings.len(), language));
        }
        read.push(rules);
    }
    if let Some(path) = &options.clauses {
        match clauses::hold(path, &read, host, &mut printer) {
            // A rule set with errors may lack the rule that a clause seems to lack.
            Some(held) => status = status.max(held),
            None => unreadable = true,
        }
    } else if options.format == Format::Json {
        let json = &printer.json;
        let text = if options.proofs { json.text_with_proofs(&statements) } else { json.text() };
        printer.output.data(&text);
    }
    if unreadable { Status::Usage } else { status }
}

/// A rule set without errors.
fn summary(path: &str, rules: &RuleSet, warnings: usize, language: Language) -> String {
    let (heads, indicators) = (rules.heads.len(), rules.indicators.len());
    let (conditions, examples) = (rules.conditions.len(), rules.examples.len());
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
