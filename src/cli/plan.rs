//! `heng plan`

use super::output::{Output, Status};
use super::reading::Reading;
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::program::Program;
use heng::session::Rules;
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    rules: String,
    /// 数据文件夹；有它就再打印这批数据上的整数程序
    #[arg(long)]
    data: Option<String>,
    /// 补充的放假安排（TOML）
    #[arg(long, requires = "data")]
    calendar: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.data.is_none() && options.reading.is_given() {
        return output.misused(&words!("还缺少 --data <DATA>", "--data <DATA> is missing"), Language::Zh);
    }
    let rules = match session::rules(host, &options.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Usage;
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = &rules.program else { return Status::Findings };
    let mut text = report::plan_text(program, &rules.sources, output.language(rules.language));
    match listed(options, &rules, program, host, output) {
        Ok(listing) => text.push_str(&listing),
        Err(found) => {
            output.diagnostics(&rules.sources, &found, rules.language);
            return Status::Findings;
        }
    }
    output.page(&text);
    Status::Success
}

/// The integer program over the data; nothing without data.
fn listed(
    options: &Options,
    rules: &Rules,
    program: &Program,
    host: &dyn Host,
    output: &Output,
) -> Result<String, Vec<Diagnostic>> {
    let Some(folder) = &options.data else { return Ok(String::new()) };
    let calendar = session::calendar(host, options.calendar.as_deref()).map_err(|found| vec![found])?;
    let tables = session::tables_as(host, program, &options.reading.of(folder, &options.rules), output.progress())?;
    let listing = session::listing(program, &tables, &calendar);
    Ok(report::program_text(program, listing.as_ref(), output.language(rules.language)))
}
