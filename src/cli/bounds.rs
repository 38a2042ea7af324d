//! `heng bounds`

use super::common::TextOrJson as Format;
use super::output::{Output, Status};
use super::score::{Input, Scored, scored};
use heng::bounds::{self, Request};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 被评对象的编号；不写或写 all 是全部
    #[arg(long, default_value = "all")]
    subject: String,
    /// 有争议的单元格和它可能的值，如 'P02.满意率=85%..92%'；可以写几次
    #[arg(long, value_name = "CELL=FROM..TO")]
    dispute: Vec<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let scored = match scored(&options.input, host, output, session::score) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let Scored { rules, program, tables, calendar, scores, .. } = &scored;
    let language = output.language(rules.language);
    let (mut disputed, mut refused) = (Vec::new(), Vec::new());
    for written in &options.dispute {
        match bounds::disputed(program, tables, written) {
            Ok(one) => disputed.push(one),
            Err(diagnostic) => refused.push(diagnostic),
        }
    }
    if !refused.is_empty() {
        output.diagnostics(&rules.sources, &refused, rules.language);
        return Status::Findings;
    }
    let subject = match options.subject.as_str() {
        "all" => None,
        key => match session::subject(program, tables, key) {
            Ok(row) => Some(row),
            Err(diagnostic) => {
                output.diagnostics(&rules.sources, &[diagnostic], rules.language);
                return Status::Findings;
            }
        },
    };
    output.progress().begin(Stage::Output);
    let request = Request { program, tables, calendar, scores, disputed: &disputed, subject, language };
    let found = match bounds::bounds(&request) {
        Ok(found) => found,
        Err(diagnostics) => {
            output.diagnostics(&rules.sources, &diagnostics, rules.language);
            return Status::Findings;
        }
    };
    output.data(&match options.format {
        Format::Text => report::bounds_text(&program.rules, &found, language),
        Format::Json => report::bounds_json(&program.rules, &found),
    });
    Status::Success
}
