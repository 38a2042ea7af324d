//! `heng diff`

use std::sync::Arc;

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::finding::{Language, Sources};
use heng::host::Host;
use heng::program::Program;
use heng::session::{Compared, Rules};
use heng::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 旧的规则文件
    old: String,
    /// 新的规则文件
    new: String,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let (old, new) = match (checked(&options.old, host, output), checked(&options.new, host, output)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(status), _) | (_, Err(status)) => return status,
    };
    let language = output.language(new.0.language);
    let (before, after) = (Compared::of(&old.0, &old.1), Compared::of(&new.0, &new.1));
    let differences = session::differences(&before, &after);
    output.data(&match options.format {
        Format::Text => report::diff::text(&differences, language),
        Format::Json => String::new(),
    });
    Status::Success
}

/// A rule set that can be compared.
fn checked(path: &str, host: &dyn Host, output: &Output) -> Result<(Rules, Arc<Program>), Status> {
    let rules = match session::rules(host, path) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Err(Status::Usage);
        }
    };
    let errors: Vec<_> = rules.diagnostics.iter().filter(|finding| finding.is_error()).cloned().collect();
    output.diagnostics(&rules.sources, &errors, rules.language);
    let program = rules.program.clone().ok_or(Status::Findings)?;
    Ok((rules, program))
}
