//! `heng score`

use std::sync::Arc;

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::data::Tables;
use heng::engine::EngineKind;
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::number::Calendar;
use heng::program::Program;
use heng::result::Scores;
use heng::session::Rules;
use heng::{report, session};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Rules and data.
#[derive(Debug, clap::Args)]
pub(super) struct Input {
    /// 规则文件
    rules: String,
    /// 数据文件夹
    #[arg(long)]
    data: String,
    /// 计算方式；两种结果相同
    #[arg(long, value_enum, default_value_t = Engine::Columnar)]
    engine: Engine,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    calendar: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Columnar,
    Exact,
}

/// What a command that scores works with.
pub(super) struct Scored {
    pub(super) rules: Rules,
    pub(super) program: Arc<Program>,
    pub(super) tables: Tables,
    pub(super) calendar: Calendar,
    pub(super) scores: Scores,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let scored = match scored(&options.input, host, output) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let Scored { rules, program, scores, .. } = &scored;
    let language = output.language(rules.language);
    let print = match options.format {
        Format::Table => report::table,
        Format::Csv => report::csv,
        Format::Json => report::scores_json,
        Format::Parquet => {
            return output.stream(|out| report::parquet(&program.rules, scores, language, out));
        }
    };
    output.progress().begin(Stage::Output);
    output.data(&print(&program.rules, scores, language));
    Status::Success
}

/// Reads, checks and scores; prints the findings and gives the status when it cannot.
pub(super) fn scored(input: &Input, host: &dyn Host, output: &Output) -> Result<Scored, Status> {
    let rules = match session::rules(host, &input.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Err(Status::Usage);
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = rules.program.clone() else { return Err(Status::Findings) };
    let calendar = session::calendar(host, input.calendar.as_deref()).map_err(|diagnostic| {
        output.diagnostics(&rules.sources, &[diagnostic], rules.language);
        Status::Findings
    })?;
    let refuse = |findings: Vec<Diagnostic>| {
        output.diagnostics(&rules.sources, &findings, rules.language);
        Status::Findings
    };
    let tables = session::tables(host, &program, &input.data, output.progress()).map_err(refuse)?;
    output.diagnostics(&rules.sources, &session::doubts(&program, &tables), rules.language);
    let engine = match input.engine {
        Engine::Columnar => EngineKind::Columnar,
        Engine::Exact => EngineKind::Exact,
    };
    let scores = session::score(&program, &tables, &calendar, engine, output.progress()).map_err(refuse)?;
    Ok(Scored { rules, program, tables, calendar, scores })
}
