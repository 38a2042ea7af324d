//! `heng test`

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::engine::EngineKind;
use heng::finding::{Diagnostic, Language, Sources, visible};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::number::Calendar;
use heng::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    calendar: Option<String>,
    /// 列出没有示例到达的分支
    #[arg(long)]
    coverage: bool,
    /// 逐处改动规则，列出没有示例看出来的，并给出能看出来的示例
    #[arg(long)]
    mutants: bool,
    /// 把数据里的这一家写成示例，印出来，不写进文件
    #[arg(long, value_name = "KEY", requires = "data", conflicts_with_all = ["coverage", "mutants", "format"])]
    from_data: Option<String>,
    /// 数据文件夹
    #[arg(long, value_name = "DIR", requires = "from_data")]
    data: Option<String>,
    /// 输出形式；json 总带着分支
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
    let mut status = Status::Success;
    let mut json = report::CoverageJson::default();
    for path in &options.rules {
        output.progress().begin(Stage::Rules);
        let rules = match session::rules(host, path) {
            Ok(rules) => rules,
            Err(diagnostic) => {
                output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
                status = Status::Usage;
                continue;
            }
        };
        output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
        let Some(program) = &rules.program else {
            status = status.max(Status::Findings);
            continue;
        };
        if let (Some(key), Some(folder)) = (&options.from_data, &options.data) {
            match from_data((key, folder), (&rules, path), &calendar, host, output) {
                Ok(text) => output.data(&text),
                Err(found) => {
                    output.diagnostics(&rules.sources, &found, rules.language);
                    status = status.max(Status::Findings);
                }
            }
            continue;
        }
        let language = output.language(rules.language);
        let mut results: Vec<(String, bool)> = Vec::new();
        output.progress().begin(Stage::Examples);
        output.progress().expect(program.rules.examples.len());
        for example in &program.rules.examples {
            let findings = session::run_example(&rules.sources, program, example, &calendar);
            let holds = findings.is_empty();
            if !holds {
                status = status.max(Status::Findings);
            }
            if options.format == Format::Text {
                output.page(&format!("{} {}\n", if holds { "✓" } else { "✗" }, visible(&example.title)));
            }
            output.diagnostics(&rules.sources, &findings, rules.language);
            output.progress().advance(1);
            results.push((example.title.clone(), holds));
        }
        if options.format == Format::Json {
            let coverage = session::coverage(&rules.sources, program, &calendar);
            let mutants = options.mutants.then(|| session::mutants(host, &rules, program, &calendar));
            json.add(path, &rules.sources, &results, (&coverage, mutants.as_ref()), language);
            continue;
        }
        let passed = results.iter().filter(|(_, holds)| *holds).count();
        let (all, failed) = (results.len(), results.len() - passed);
        output.page(&match language {
            Language::Zh => format!("{path}：示例 {all} 个，通过 {passed}，不符 {failed}\n"),
            Language::En => format!("{path}: {all} examples, {passed} hold, {failed} fail\n"),
        });
        if options.coverage {
            let coverage = session::coverage(&rules.sources, program, &calendar);
            output.page(&report::coverage_text(path, &rules.sources, &coverage, language));
        }
        if options.mutants {
            let mutants = session::mutants(host, &rules, program, &calendar);
            output.page(&report::mutants_text(path, &rules.sources, &mutants, language));
        }
    }
    if options.format == Format::Json && options.from_data.is_none() {
        output.data(&json.text());
    }
    status
}

/// A subject of the data as a 示例.
fn from_data(
    (key, folder): (&str, &str),
    (rules, path): (&session::Rules, &str),
    calendar: &Calendar,
    host: &dyn Host,
    output: &Output,
) -> Result<String, Vec<Diagnostic>> {
    let Some(program) = &rules.program else { return Err(Vec::new()) };
    let reading = session::Reading { rules: Some(path), ..session::Reading::of(folder) };
    let tables = session::tables_as(host, program, &reading, output.progress())?;
    let row = session::subject(program, &tables, key).map_err(|unknown| vec![unknown])?;
    let scores = session::score(program, &tables, calendar, EngineKind::default(), output.progress())?;
    session::from_data(&rules.sources, program, (&tables, &scores, row), calendar)
}
