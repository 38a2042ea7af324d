//! `heng score`

use std::io::{self, Write};

use clap::ValueEnum;

pub(super) use super::input::Input;
use super::misuse;
use super::output::{Output, Status};
use super::packet;
use super::place::{self, Place};
pub(super) use super::scored::{Scored, made_of, scored};
use super::scored::{scored_at, scored_knowing};
use super::select::Select;
use heng::engine::Members;
use heng::finding::Language;
use heng::host::progress::Stage;
use heng::host::{Host, Recorded};
use heng::result::{Decision, Scores};
use heng::rules::RuleSet;
use heng::shown::{Shown, summaries};
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
    select: Select,
    #[command(flatten)]
    packet: packet::PacketOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Csv,
    Json,
    Parquet,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.bom && options.format != Format::Csv {
        let words = words!("--bom 只用于 --format csv", "--bom goes with --format csv only");
        return output.misused(&words, misuse::asked_language());
    }
    if options.select.summary() && matches!(options.format, Format::Csv | Format::Parquet) {
        let words = words!("--summary 只印成 table 或 json", "--summary is printed as table or json only");
        return output.misused(&words, misuse::asked_language());
    }
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let opened = match place::opened(&options.input.rules, host, output) {
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
    let hosts: (&dyn Host, &dyn Host) = (from, &read);
    // The figures of a packet ask for the members of cohorts.
    let scored = if options.packet.path().is_some() {
        scored_knowing(place, hosts, options.input.engine, output)
    } else {
        scored_at(place, hosts, options.input.engine, output, session::score).map(|scored| (scored, Members::default()))
    };
    let (scored, members) = match scored {
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
    let shown = match options.select.shown(&program.rules, scores, output, rules.language) {
        Ok(shown) => shown,
        Err(status) => return status,
    };
    output.progress().begin(Stage::Output);
    let mut write = |out: &mut dyn Write| print(options, (&program.rules, scores), &shown, language, out);
    for (option, path) in [("--out", options.out.as_deref()), ("--packet", options.packet.path())] {
        if let Some(path) = path.filter(|path| scored.is_of(&options.input, host, path)) {
            return output.misused(&made_of(option, path), rules.language);
        }
    }
    // The packet is whole before anything is printed.
    if let Some(path) = options.packet.path() {
        let engine = options.input.engine.name();
        let with_data = options.packet.with_data();
        let mut made = packet::made((&scored, &members), (from, &read), with_data, (engine, language));
        match options.packet.records(host) {
            Ok(records) => made.records = records,
            Err(words) => return output.misused(&words, rules.language),
        }
        let published = options.packet.is_public().then(|| report::packet::public_scores(program, scores));
        if let Some(published) = &published {
            if report::packet::hides_key(&program.rules) {
                let words = words!(
                    "被评对象的主键写了 不公开，没有编号的结果不能公开",
                    "the key of the subjects is private, and a result without it cannot be published"
                );
                return output.misused(&words, rules.language);
            }
            made.with_data = true;
            match options.packet.seal(&made, host) {
                Ok(seal) => made.public = Some(seal),
                Err(words) => return output.misused(&words, rules.language),
            }
            (made.with_data, made.scores) = (false, published);
        }
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

/// Writes the scores in the form that is asked for.
fn print(
    options: &Options,
    (model, scores): (&RuleSet, &Scores),
    shown: &Shown,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    match options.format {
        _ if options.select.summary() => {
            let summaries = summaries(model, scores, shown);
            let text = match options.format {
                Format::Json => report::summary_json(model, &summaries, language),
                _ => report::summary_text(model, &summaries, language),
            };
            out.write_all(text.as_bytes())
        }
        Format::Table => out.write_all(report::table(model, scores, language, shown).as_bytes()),
        Format::Csv => {
            out.write_all(if options.bom { BOM } else { &[] })?;
            report::csv(model, scores, language, shown, out)
        }
        Format::Json => out.write_all(report::scores_json(model, scores, language, shown).as_bytes()),
        Format::Parquet => report::parquet(model, scores, language, shown, out),
    }
}

/// What a file in UTF-8 begins with for programs that take it for another encoding otherwise.
const BOM: &[u8] = "\u{feff}".as_bytes();
