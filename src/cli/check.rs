//! `heng check`

use clap::ValueEnum;

use super::output::{Output, Status};
use crate::host::Host;
use crate::lang::{Diagnostic, Language, Sources};
use crate::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 打印合并之后的全文：沿用的文件和改动合成一个文件
    #[arg(long, conflicts_with = "format")]
    expanded: bool,
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
            }
            Err(diagnostic) => {
                unreadable = true;
                print(options.format, output, &mut json, &Sources::default(), &[diagnostic], Language::Zh);
            }
        }
    }
    if options.format == Format::Json {
        output.data(&json.text());
    }
    if unreadable { Status::Usage } else { status }
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
