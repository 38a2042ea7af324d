//! `heng why-not`

use super::common::TextOrJson as Format;
use super::output::{Output, Status};
use super::score::{Input, Scored, scored};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 被评对象的编号；all 是全部
    #[arg(long)]
    subject: String,
    /// 只试这个字段，在这个范围里改，如 满意率=0%..100%；下级数据写成 表.字段=最小..最大；可以写几次
    #[arg(long, value_name = "FIELD=MIN..MAX")]
    change: Vec<String>,
    /// 全部列出，长的也不省略
    #[arg(long)]
    all: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What stands for all subjects, where none is called so.
const ALL: &str = "all";

/// So many cells are listed of a subject that is asked for alone, and of each of many.
const MOST_LISTED: (usize, usize) = (5, 2);

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let scored = match scored(&options.input, host, output, session::score) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let Scored { rules, program, tables, calendar, scores, .. } = &scored;
    let rows = match session::subject(program, tables, &options.subject) {
        Ok(row) => vec![row],
        Err(_) if options.subject == ALL => (0..scores.subjects.len()).collect(),
        Err(diagnostic) => {
            output.diagnostics(&rules.sources, &[diagnostic], rules.language);
            return Status::Findings;
        }
    };
    let mut sources = rules.sources.clone();
    let limits = match session::limits(program, tables, &mut sources, &options.change) {
        Ok(limits) => limits,
        Err(found) => {
            output.diagnostics(&sources, &found, rules.language);
            return Status::Findings;
        }
    };
    output.progress().begin(Stage::Output);
    let most = match rows.as_slice() {
        _ if options.all => usize::MAX,
        [_] => MOST_LISTED.0,
        _ => MOST_LISTED.1,
    };
    let asked = session::why_not(program, tables, calendar, scores, (&limits, most), rows);
    let (language, inputs) = (output.language(rules.language), limits.inputs(program));
    output.data(&match options.format {
        Format::Text => report::why_not_text(&program.rules, scores, &asked, &inputs, options.all, language),
        Format::Json => report::why_not_json(&program.rules, scores, &asked, &inputs, language),
    });
    Status::Success
}
