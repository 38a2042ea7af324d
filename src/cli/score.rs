//! `heng score`

use std::io::Write;
use std::sync::Arc;

use clap::ValueEnum;

use super::output::{Output, Status};
use super::packet::{self, Place};
use super::reading::Reading;
use heng::data::{Table, Tables};
use heng::engine::{EngineKind, Members};
use heng::finding::{Diagnostic, Language, Sources, Words};
use heng::host::progress::Stage;
use heng::host::{Host, Recorded};
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
    #[command(flatten)]
    packet: packet::Options,
}

/// Rules and data.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Input {
    /// 规则文件；或者一个数据包，这时不写 --data
    pub(super) rules: String,
    /// 数据文件夹
    #[arg(long, required = true)]
    pub(super) data: Option<String>,
    /// 计算方式；两种结果相同
    #[arg(long, value_enum, default_value_t = Engine::Columnar)]
    engine: Engine,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    pub(super) calendar: Option<String>,
    #[command(flatten)]
    pub(super) reading: Reading,
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

    /// How marks are worked out.
    pub(super) fn engine(&self) -> EngineKind {
        self.engine.kind()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Columnar,
    Exact,
}

/// What a command that scores works with.
pub(super) struct Scored<S> {
    pub(super) place: Place,
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
    let opened = match packet::opened(&options.input.rules, host, output) {
        Ok(opened) => opened,
        Err(status) => return status,
    };
    let place = match Place::of(&options.input, opened.as_ref(), output) {
        Ok(place) => place,
        Err(status) => return status,
    };
    let mounted = opened.as_ref().map(|opened| opened.mounted(host, options.input.data.as_deref()));
    let from: &dyn Host = mounted.as_ref().map_or(host, |mounted| mounted);
    let read = Recorded::new(from);
    let scored = match scored_at(place, (from, &read), options.input.engine, output, session::score) {
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
    for (option, path) in [("--out", options.out.as_deref()), ("--packet", options.packet.path())] {
        if let Some(path) = path.filter(|path| scored.is_of(&options.input, host, path)) {
            return output.misused(&made_of(option, path), rules.language);
        }
    }
    // The packet is whole before anything is printed.
    if let Some(path) = options.packet.path() {
        let engine = options.input.engine.name();
        let with_data = options.packet.with_data();
        let made = packet::made(&scored, (from, read.opened()), with_data, (engine, language));
        let status = options.packet.write(path, (&made, &scored), host, output);
        if status != Status::Success {
            return status;
        }
    }
    let written = match &options.out {
        Some(path) => output.replace(host, path, language, &mut write),
        None => output.stream(write),
    };
    // The result stands; that a grade is open is for who asked to know.
    let is_open = || scores.decisions.iter().any(|decision| matches!(decision, Decision::Withheld { .. }));
    if options.strict && written == Status::Success && is_open() { Status::Findings } else { written }
}

impl<S> Scored<S> {
    /// Whether a file is one of those that the result was made of.
    pub(super) fn is_of(&self, input: &Input, host: &dyn Host, path: &str) -> bool {
        std::iter::once(input.rules.clone()).chain(self.files()).any(|file| host.is_same(&file, path))
    }

    /// The files that the result was made of.
    fn files(&self) -> impl Iterator<Item = String> + '_ {
        let place = &self.place;
        let rules = self.rules.sources.iter().map(|source| source.path.clone());
        let tables = self.tables.0.iter().flat_map(Table::files).map(|file| format!("{}/{file}", place.data));
        let databases = self.program.rules.schema.tables.iter().filter_map(|table| {
            let named = table.in_database.as_ref()?.place.as_str();
            Some(format!("{}/{}", place.data, named.strip_prefix("sqlite:").unwrap_or(named)))
        });
        let beside = heng::data::CORRECTIONS.map(|file| format!("{}/{file}", place.data));
        let others = place.calendar.iter().chain(&place.corrections).cloned();
        std::iter::once(place.rules.clone()).chain(rules).chain(tables).chain(databases).chain(others).chain(beside)
    }
}

/// Why a file is not written.
pub(super) fn made_of(option: &str, path: &str) -> Words {
    words!(
        "{option} 写的是 {path}，这一次的结果就是由它算出的；请换一个文件名",
        "{option} names {path}, which this result was made of; choose another name"
    )
}

/// What a file in UTF-8 begins with for programs that take it for another encoding otherwise.
const BOM: &[u8] = "\u{feff}".as_bytes();

impl Engine {
    fn kind(self) -> EngineKind {
        match self {
            Self::Columnar => EngineKind::Columnar,
            Self::Exact => EngineKind::Exact,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Columnar => "columnar",
            Self::Exact => "exact",
        }
    }
}

/// Reads, checks and scores; prints the findings and gives the status when it cannot. A packet may stand in the place of
/// the rules: it has all that is read, or nothing is.
pub(super) fn scored<S>(input: &Input, host: &dyn Host, output: &Output, score: Way<S>) -> Result<Scored<S>, Status> {
    let opened = packet::opened(&input.rules, host, output)?;
    let place = Place::of(input, opened.as_ref(), output)?;
    let mounted = opened.as_ref().map(|opened| opened.mounted(host, input.data.as_deref()));
    let from: &dyn Host = mounted.as_ref().map_or(host, |mounted| mounted);
    scored_at(place, (from, from), input.engine, output, score)
}

/// The same at a place, for a command that goes on reading there.
pub(super) fn scored_there<S>(
    place: Place,
    host: &dyn Host,
    input: &Input,
    output: &Output,
    score: Way<S>,
) -> Result<Scored<S>, Status> {
    scored_at(place, (host, host), input.engine, output, score)
}

/// The same of a packet, by columns, with what is known of the members of cohorts.
pub(super) fn scored_knowing(
    place: Place,
    hosts: (&dyn Host, &dyn Host),
    output: &Output,
) -> Result<(Scored<Scores>, Members), Status> {
    let Scored { place, rules, program, tables, calendar, scores: (scores, members) } =
        scored_at(place, hosts, Engine::Columnar, output, session::score_knowing)?;
    Ok((Scored { place, rules, program, tables, calendar, scores }, members))
}

/// The same at a place; tables are read by a host of their own.
fn scored_at<S>(
    place: Place,
    (host, tables): (&dyn Host, &dyn Host),
    engine: Engine,
    output: &Output,
    score: Way<S>,
) -> Result<Scored<S>, Status> {
    let rules = match session::rules(host, &place.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Err(Status::Usage);
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = rules.program.clone() else { return Err(Status::Findings) };
    let calendar = place.calendar(host).map_err(|diagnostic| {
        output.diagnostics(&rules.sources, &[diagnostic], rules.language);
        Status::Findings
    })?;
    let refuse = |findings: Vec<Diagnostic>| {
        output.diagnostics(&rules.sources, &findings, rules.language);
        Status::Findings
    };
    let tables = session::tables_as(tables, &program, &place.reading(), output.progress()).map_err(refuse)?;
    output.diagnostics(&rules.sources, &session::doubts(&program, &tables), rules.language);
    let scores = score(&program, &tables, &calendar, engine.kind(), output.progress()).map_err(refuse)?;
    Ok(Scored { place, rules, program, tables, calendar, scores })
}
