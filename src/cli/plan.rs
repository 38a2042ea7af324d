//! `heng plan`

use super::output::{Output, Status};
use heng::finding::{Language, Sources};
use heng::host::Host;
use heng::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    rules: String,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let rules = match session::rules(host, &options.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Usage;
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = &rules.program else { return Status::Findings };
    output.data(&report::plan_text(program, &rules.sources, output.language(rules.language)));
    Status::Success
}
