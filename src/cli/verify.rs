//! `heng verify`

use super::common::TextOrJson as Format;
use super::input::Engine;
use super::output::{Output, Status};
use super::packet;
use super::place::{self, Opened, Place};
use super::scored::{Scored, scored_knowing};
use heng::engine::{self, Members};
use heng::finding::{Diagnostic, Sources, Words};
use heng::host::{Host, Recorded};
use heng::packet::{INPUTS, InputFile, InputRows, Inputs, PublicKey, drawn};
use heng::report::packet::{self as told, Data, Difference, Sample, Signed, Verdict};
use heng::result::Scores;
use heng::{report, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 数据包：一个文件夹，或 .zip 文件
    packet: String,
    /// 包里没有数据的，用这个文件夹里的
    #[arg(long)]
    data: Option<String>,
    /// 全部用精确引擎复核
    #[arg(long, conflicts_with_all = ["sample", "seed"])]
    exact: bool,
    /// 用精确引擎复核几家
    #[arg(long, value_name = "N", default_value_t = 20)]
    sample: usize,
    /// 抽取从哪里开始；同一个数抽到同样的几家
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// 信任的 Ed25519 公钥（PEM）；包须由它签名
    #[arg(long, value_name = "KEY.pem")]
    trust: Option<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let opened = match place::whole(&options.packet, host, output) {
        Ok(opened) => opened,
        Err(status) => return status,
    };
    let Opened { packet, run } = &opened;
    let files = packet.files().files().count().saturating_add(3);
    let mut verdict = Verdict::of(packet.path(), &packet.digest().to_string(), run, files);
    verdict.signed = packet.signer().map(|key| Signed { key: key.digest().to_string(), is_trusted: false });
    if opened.packet.has(told::RECORDS) {
        let bytes = opened.packet.bytes(told::RECORDS, 1 << 20).ok();
        match bytes.map(|bytes| told::records(&bytes)) {
            Some(Ok(records)) => verdict.records = records,
            _ => verdict.changed.push(told::RECORDS.to_owned()),
        }
    }
    if let Some(path) = &options.trust {
        match trusted(host, path) {
            Err(words) => return output.misused(&words, opened.language()),
            Ok(key) => {
                if let Err(fault) = packet.signed_by(&key) {
                    output.diagnostics(&Sources::default(), &[fault.finding(packet.path())], opened.language());
                    return Status::Findings;
                }
            }
        }
        verdict.signed.iter_mut().for_each(|signed| signed.is_trusted = true);
    }
    if (run.has_data || options.data.is_some())
        && let Err(status) = recomputed(options, host, &opened, output, &mut verdict)
    {
        return status;
    }
    let verdict = verdict.settled();
    let language = output.language(opened.language());
    match options.format {
        Format::Text => output.page(&told::text(&verdict, language)),
        Format::Json => output.data(&told::json(&verdict)),
    }
    if verdict.holds { Status::Success } else { Status::Findings }
}

fn trusted(host: &dyn Host, path: &str) -> Result<PublicKey, Words> {
    const MOST: usize = 1 << 16;
    let pem = heng::host::read_up_to(host, path, MOST)
        .map_err(|error| words!("{path} 读不出：{error}", "{path} cannot be read: {error}"))?;
    PublicKey::of_pem(&pem).map_err(|Words { zh, en }| words!("{path} {zh}", "{path}: {en}"))
}

/// Works the results out anew and holds those of the packet against them.
fn recomputed(
    options: &Options,
    host: &dyn Host,
    opened: &Opened<'_>,
    output: &Output,
    verdict: &mut Verdict,
) -> Result<(), Status> {
    let place = Place::of_packet(opened, options.data.as_deref(), output)?;
    let mounted = opened.mounted(host, options.data.as_deref());
    let read = Recorded::new(&mounted);
    let (mut scored, members) = scored_knowing(place, (&mounted, &read), Engine::Columnar, output)?;
    if opened.run.public {
        scored.scores = told::public_scores(&scored.program, &scored.scores);
    }
    let refused = |findings: Vec<Diagnostic>| {
        output.diagnostics(&Sources::default(), &findings, opened.language());
        Status::Findings
    };
    let unread = |error: std::io::Error| {
        let words = words!("数据包读不出：{error}", "the packet cannot be read: {error}");
        output.misused(&words, opened.language())
    };
    let language = opened.language();
    let made = packet::made((&scored, &members), (&mounted, &read), false, ("columnar", language));
    let listed = Inputs::of(&opened.packet).map_err(|fault| refused(vec![fault.finding(opened.packet.path())]))?;
    let found = told::inputs(&made).map_err(refused)?;
    verdict.data = data(&listed, &found, options.data.is_some(), || told::rows(&made));
    if options.data.is_none() && listed.files != found.files {
        verdict.changed.push(INPUTS.to_owned());
    }
    let model = &scored.program.rules;
    let subjects = scored.scores.subjects.len();
    verdict.subjects = Some(subjects);
    let columns = report::columns(model);
    verdict.cells = subjects.saturating_mul(columns);
    let csv = opened.packet.file(told::CSV).map_err(unread)?;
    verdict.differences = told::differences(csv.as_ref(), model, &scored.scores, language).map_err(unread)?;
    // Of another version, and of other rows or of the same in another order, the other files may be written otherwise.
    let is_as_written = !opened.run.public
        && opened.run.program == told::program()
        && matches!(verdict.data, Data::InPacket(_) | Data::AtHand(_));
    if is_as_written && verdict.differences.is_empty() {
        verdict.changed.extend(told::unlike(&made, &opened.packet).map_err(unread)?);
    }
    let seed = (!options.exact && options.sample < subjects).then_some(options.seed);
    let count = seed.map_or(subjects, |_| options.sample);
    let none = Members::default();
    // With all subjects, the members of cohorts are worked out exactly too.
    let members = if seed.is_some() { &members } else { &none };
    let rows = drawn(subjects, count, options.seed);
    verdict.exact = Some(Sample { seed, ..exact((&scored, members), &rows, output) });
    Ok(())
}

/// Works some subjects out with the exact engine.
fn exact((scored, members): (&Scored<Scores>, &Members), rows: &[usize], output: &Output) -> Sample {
    let Scored { program, tables, calendar, scores, .. } = scored;
    let (unlike, marks) = engine::sampled(program, (tables, calendar), (scores, members), rows);
    let language = output.language(scored.rules.language);
    let differences = unlike.into_iter().map(|unlike| Difference {
        subject: Some(scores.subjects.key(unlike.row).into_owned()),
        column: Some(heng::words::figure(&program.rules, unlike.figure, language)),
        stored: unlike.columns,
        found: unlike.exact,
    });
    Sample { subjects: rows.len(), seed: None, marks, differences: differences.collect() }
}

/// What the data at hand are to those of the packet.
fn data(stored: &Inputs, found: &Inputs, is_at_hand: bool, rows: impl FnOnce() -> Vec<InputRows>) -> Data {
    if !is_at_hand {
        return Data::InPacket(found.files.len());
    }
    let is_same = |file: &InputFile, own: &InputFile| own == file || (own.path == file.path && file.sha256.is_empty());
    let same = |file: &&InputFile| found.files.iter().any(|own| is_same(file, own));
    let mut others: Vec<String> =
        stored.files.iter().filter(|file| !same(file)).map(|file| file.path.clone()).collect();
    let known = |file: &&InputFile| stored.files.iter().any(|own| own.path == file.path);
    others.extend(found.files.iter().filter(|file| !known(file)).map(|file| file.path.clone()));
    for file in &mut others {
        if let Some(name) = file.strip_prefix("inputs/") {
            *file = name.to_owned();
        }
    }
    if others.is_empty() {
        return Data::AtHand(found.files.len());
    }
    if stored.tables == rows() { Data::Reordered(others) } else { Data::Others(others) }
}
