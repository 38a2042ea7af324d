//! `heng script`

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::finding::{Language, Sources};
use heng::host::Host;
use heng::{report, session};

/// Decimals of roots and logarithms when no declaration states them.
const PLACES: u32 = 6;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 脚本文件（.rhai）
    script: String,
    /// 要运行的调用，如 '两年平均增速(66490, 58000)'
    #[arg(long, allow_hyphen_values = true)]
    call: String,
    /// 方根、对数一类精确到几位
    #[arg(long, default_value_t = PLACES, value_parser = clap::value_parser!(u32).range(0..=50))]
    places: u32,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    calendar: Option<String>,
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
    let calendar = match session::calendar(host, options.calendar.as_deref()) {
        Ok(calendar) => calendar,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Findings;
        }
    };
    let run = match session::script(host, &options.script, &options.call, options.places, &calendar) {
        Ok(run) => run,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Usage;
        }
    };
    output.diagnostics(&run.sources, &run.diagnostics, Language::Zh);
    match options.format {
        Format::Text => {
            output.page(&report::script_text(&run.steps, run.result.as_ref(), output.language(Language::Zh)));
        }
        Format::Json => output.data(&report::script_json(&run.steps, run.result.as_ref())),
    }
    if run.diagnostics.is_empty() { Status::Success } else { Status::Findings }
}
