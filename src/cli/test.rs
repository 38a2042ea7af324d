//! `heng test`

use super::output::{Output, Status};
use crate::host::Host;
use crate::lang::{Language, Sources};
use crate::session;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    calendar: Option<String>,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let calendar = match session::calendar(host, options.calendar.as_deref()) {
        Ok(calendar) => calendar,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Findings;
        }
    };
    let mut status = Status::Success;
    for path in &options.rules {
        let rules = match session::rules(host, path) {
            Ok(rules) => rules,
            Err(diagnostic) => {
                output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
                status = Status::Usage;
                continue;
            }
        };
        output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
        let Some(model) = &rules.model else {
            status = status.max(Status::Findings);
            continue;
        };
        let language = output.language(rules.language);
        let (mut passed, mut failed) = (0_usize, 0_usize);
        for example in &model.examples {
            let findings = session::run_example(model, example, &calendar);
            let mark = if findings.is_empty() { "✓" } else { "✗" };
            if findings.is_empty() {
                passed += 1;
            } else {
                failed += 1;
                status = status.max(Status::Findings);
            }
            output.data(&format!("{mark} {}\n", example.title));
            output.diagnostics(&rules.sources, &findings, rules.language);
        }
        output.data(&match language {
            Language::Zh => format!("{path}：示例 {} 个，通过 {passed}，不符 {failed}\n", model.examples.len()),
            Language::En => format!("{path}: {} examples, {passed} hold, {failed} fail\n", model.examples.len()),
        });
    }
    status
}
