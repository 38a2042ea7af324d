//! `heng score`

use std::io::Write;
use std::sync::Arc;

use clap::ValueEnum;

use super::output::{Output, Status};
use super::reading::Reading;
use heng::data::{Table, Tables};
use heng::engine::EngineKind;
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::number::Calendar;
use heng::program::Program;
use heng::result::{Decision, Scores};
use heng::session::{Rules, Way};
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// 写进这个文件；写完才换下旧的
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
    /// 修整过的单元格报错；有等次暂缺的，以 1 结束
    #[arg(long)]
    strict: bool,
    /// csv 开头加 BOM，表格软件（Excel、WPS）打开不乱码
    #[arg(long)]
    bom: bool,
}

/// Rules and data.
#[derive(Debug, Clone, clap::Args)]
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
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Parquet,
}

impl Input {
    /// The file of corrections that is named, and the same input without it.
    pub(super) fn without_corrections(&self) -> (Option<&str>, Self) {
        (self.reading.corrections(), Self { reading: self.reading.without_corrections(), ..self.clone() })
    }

    /// How the tables are read.
    pub(super) fn reading(&self) -> session::Reading<'_> {
        self.reading.of(&self.data, &self.rules)
    }

    /// How marks are worked out.
    pub(super) fn engine(&self) -> EngineKind {
        match self.engine {
            Engine::Columnar => EngineKind::Columnar,
            Engine::Exact => EngineKind::Exact,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Columnar,
    Exact,
}

/// What a command that scores works with.
pub(super) struct Scored<S> {
    pub(super) rules: Rules,
    pub(super) program: Arc<Program>,
    pub(super) tables: Tables,
    pub(super) calendar: Calendar,
    pub(super) scores: S,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.bom && options.format != Format::Csv {
        let words = words!("--bom 只用于 --format csv", "--bom goes with --format csv only");
        return output.misused(&words, Language::Zh);
    }
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let scored = match scored(&options.input, host, output, session::score) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let Scored { rules, program, scores, .. } = &scored;
    if options.strict {
        let repairs = session::repairs(program, &scored.tables);
        if !repairs.is_empty() {
            output.diagnostics(&rules.sources, &repairs, rules.language);
            return Status::Findings;
        }
    }
    let language = output.language(rules.language);
    output.progress().begin(Stage::Output);
    let mut write = |out: &mut dyn Write| match options.format {
        Format::Table => out.write_all(report::table(&program.rules, scores, language).as_bytes()),
        Format::Csv => {
            out.write_all(if options.bom { BOM } else { &[] })?;
            report::csv(&program.rules, scores, language, out)
        }
        Format::Json => out.write_all(report::scores_json(&program.rules, scores, language).as_bytes()),
        Format::Parquet => report::parquet(&program.rules, scores, language, out),
    };
    let of_input = |path: &&String| inputs(&scored, &options.input).any(|input| host.is_same(&input, path));
    if let Some(path) = options.out.as_ref().filter(of_input) {
        let words = words!(
            "--out 写的是 {path}，这一次的结果就是由它算出的；请换一个文件名",
            "--out names {path}, which this result was made of; choose another name"
        );
        return output.misused(&words, rules.language);
    }
    let written = match &options.out {
        Some(path) => output.replace(host, path, language, &mut write),
        None => output.stream(write),
    };
    // The result stands; that a grade is open is for who asked to know.
    let is_open = || scores.decisions.iter().any(|decision| matches!(decision, Decision::Withheld { .. }));
    if options.strict && written == Status::Success && is_open() { Status::Findings } else { written }
}

/// The files that a result was made of.
fn inputs<'s>(scored: &'s Scored<Scores>, input: &'s Input) -> impl Iterator<Item = String> + 's {
    let rules = scored.rules.sources.iter().map(|source| source.path.clone());
    let tables = scored.tables.0.iter().flat_map(Table::files).map(|file| format!("{}/{file}", input.data));
    let databases = scored.program.rules.schema.tables.iter().filter_map(|table| {
        let place = table.in_database.as_ref()?.place.as_str();
        Some(format!("{}/{}", input.data, place.strip_prefix("sqlite:").unwrap_or(place)))
    });
    let corrections = input.reading.corrections().map(str::to_owned);
    let beside = heng::data::CORRECTIONS.map(|file| format!("{}/{file}", input.data));
    rules.chain(tables).chain(databases).chain(input.calendar.clone()).chain(corrections).chain(beside)
}

/// What a file in UTF-8 begins with for programs that take it for another encoding otherwise.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// Reads, checks and scores; prints the findings and gives the status when it cannot.
pub(super) fn scored<S>(input: &Input, host: &dyn Host, output: &Output, score: Way<S>) -> Result<Scored<S>, Status> {
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
    let tables = session::tables_as(host, &program, &input.reading(), output.progress())
        .map_err(refuse)?;
    output.diagnostics(&rules.sources, &session::doubts(&program, &tables), rules.language);
    let scores = score(&program, &tables, &calendar, input.engine(), output.progress()).map_err(refuse)?;
    Ok(Scored { rules, program, tables, calendar, scores })
}
