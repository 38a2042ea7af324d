//! `heng diff`

use std::sync::Arc;

use clap::ValueEnum;

use super::output::{Output, Status};
use super::reading::Reading;
use heng::compare::Effect;
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::program::Program;
use heng::session::{Compared, Folders, Rules};
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 旧的规则文件
    old: String,
    /// 新的规则文件
    new: String,
    /// 数据文件夹：写一个，两份规则都用它；写两个，旧的在前
    #[arg(long, value_name = "DIR")]
    data: Vec<String>,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    calendar: Option<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
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
    if options.data.len() > 2 {
        let words = words!("--data 最多写两个：旧的、新的", "--data is given twice at most: old, then new");
        return output.misused(&words, Language::Zh);
    }
    let (old, new) = match (checked(&options.old, host, output), checked(&options.new, host, output)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(status), _) | (_, Err(status)) => return status,
    };
    let language = output.language(new.0.language);
    let (before, after) = (Compared::of(&old.0, &old.1), Compared::of(&new.0, &new.1));
    let differences = session::differences(&before, &after);
    let effect = match effect(options, (&before, &after), host, output) {
        Ok(effect) => effect,
        Err(found) => {
            output.diagnostics(&new.0.sources, &found, new.0.language);
            return Status::Findings;
        }
    };
    output.progress().begin(Stage::Output);
    let (differences, effect) = (&differences, effect.as_ref());
    output.data(&match options.format {
        Format::Text => report::diff::text(differences, effect, language),
        Format::Json => report::diff::json(differences, effect),
    });
    Status::Success
}

/// What the change does to the data that are named.
fn effect(
    options: &Options,
    (old, new): (&Compared<'_>, &Compared<'_>),
    host: &dyn Host,
    output: &Output,
) -> Result<Option<Effect>, Vec<Diagnostic>> {
    let mut folders = options.data.iter();
    let Some(first) = folders.next() else { return Ok(None) };
    let calendar = session::calendar(host, options.calendar.as_deref()).map_err(|found| vec![found])?;
    let folders = Folders {
        old: options.reading.of(first, &options.old),
        new: folders.next().map(|second| options.reading.of(second, &options.new)),
    };
    session::migration(host, (old, new), folders, &calendar, output.progress()).map(Some)
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
