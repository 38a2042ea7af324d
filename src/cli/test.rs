//! `heng test`

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::finding::{Language, Sources, visible};
use heng::host::Host;
use heng::host::progress::Stage;
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
            json.add(path, &rules.sources, &results, &coverage, language);
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
    }
    if options.format == Format::Json {
        output.data(&json.text());
    }
    status
}
