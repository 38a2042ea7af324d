//! `heng data`

use clap::ValueEnum;

use super::output::{Output, Status};
use super::reading::Reading;
use heng::finding::{Code, Diagnostic, Language, Sources};
use heng::host::Host;
use heng::session::Rules;
use heng::survey::By;
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    rules: String,
    /// 数据文件夹，或一个工作簿
    #[arg(long)]
    data: String,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 缺多少按被评对象的这一列分开数；不写时按县
    #[arg(long, value_name = "FIELD")]
    by: Option<String>,
    /// 写进这个文件；写完才换下旧的
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let rules = match session::rules(host, &options.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Usage;
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = rules.program.clone() else { return Status::Findings };
    let by = match By::of(&program.rules.schema, options.by.as_deref()) {
        Ok(by) => by,
        Err(known) => {
            let written = options.by.clone().unwrap_or_default();
            let message = words!(
                "被评对象没有叫「{written}」的文本列、枚举列或是否列",
                "the subjects have no column of text, choices or yes_no named `{written}`"
            );
            let found = Diagnostic::file(Code::H0201, options.rules.as_str(), message);
            let found = found.suggest(&written, known.iter().map(String::as_str));
            output.diagnostics(&rules.sources, &[found], rules.language);
            return Status::Usage;
        }
    };
    let reading = options.reading.of(&options.data, &options.rules);
    let tables = match session::tables_as(host, &program, &reading, output.progress()) {
        Ok(tables) => tables,
        Err(found) => {
            output.diagnostics(&rules.sources, &found, rules.language);
            return Status::Findings;
        }
    };
    let survey = session::survey(&program, &tables, by);
    let language = output.language(rules.language);
    let text = match options.format {
        Format::Text => {
            output.diagnostics(&rules.sources, &survey.findings, rules.language);
            report::survey::text(&program.rules, &survey, language)
        }
        Format::Json => report::survey::json(&program.rules, &rules.sources, &survey, language),
        Format::Html => report::survey::html(&program.rules, &rules.sources, &survey, language),
    };
    written(options, host, &rules, &text, output)
}

/// Prints, or replaces the file that `--out` names.
fn written(options: &Options, host: &dyn Host, rules: &Rules, text: &str, output: &mut Output) -> Status {
    match (&options.out, options.format) {
        (Some(path), _) => {
            let language = output.language(rules.language);
            output.replace(host, path, language, &mut |out| out.write_all(text.as_bytes()))
        }
        (None, Format::Text) => {
            output.page(text);
            Status::Success
        }
        (None, Format::Json | Format::Html) => {
            output.data(text);
            Status::Success
        }
    }
}
