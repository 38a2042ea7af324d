//! Packets on the command line: in the place of a rule file and data, and as what `heng score` writes.

use std::io::ErrorKind;

use super::output::{Output, Status};
use super::score::{Input, Scored};
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::{Host, Kind};
use heng::number::Calendar;
use heng::packet::{Mounted, Packet, PrivateKey, Run};
use heng::report::packet::{Made, bag};
use heng::{session, syntax, words};

/// How `heng score` writes a packet.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 把结果和得出它的一切写成数据包：一个文件夹，或 .zip 文件
    #[arg(long, value_name = "DIR|FILE.zip")]
    packet: Option<String>,
    /// 数据包里也放数据
    #[arg(long, requires = "packet")]
    with_data: bool,
    /// 给数据包签名的 Ed25519 私钥（PEM）
    #[arg(long, value_name = "KEY.pem", requires = "packet")]
    sign: Option<String>,
}

/// A packet that stands in the place of rules and data.
pub(super) struct Opened<'h> {
    pub(super) packet: Packet<'h>,
    pub(super) run: Run,
}

/// Where a run reads what.
pub(super) struct Place {
    pub(super) rules: String,
    pub(super) data: String,
    pub(super) corrections: Option<String>,
    pub(super) has_own_calendar: bool,
    pub(super) calendar: Vec<String>,
    pub(super) ignores_other_columns: bool,
}

/// The packet that is given in the place of rules; nothing where rules are.
pub(super) fn opened<'h>(path: &str, host: &'h dyn Host, output: &Output) -> Result<Option<Opened<'h>>, Status> {
    if !Packet::is_at(host, path) {
        return Ok(None);
    }
    whole(path, host, output).map(Some)
}

/// A packet, verified.
pub(super) fn whole<'h>(path: &str, host: &'h dyn Host, output: &Output) -> Result<Opened<'h>, Status> {
    let refused = |findings: Vec<Diagnostic>| {
        output.diagnostics(&Sources::default(), &findings, Language::Zh);
        Status::Findings
    };
    session::packet(host, path).map(|(packet, run)| Opened { packet, run }).map_err(refused)
}

impl<'h> Opened<'h> {
    /// A host that reads from it, and from another folder where that has the data.
    pub(super) fn mounted(&'h self, host: &'h dyn Host, data: Option<&str>) -> Mounted<'h> {
        if data.is_some() { Mounted::beside(&self.packet, host) } else { Mounted::of(&self.packet) }
    }

    /// The language of the words in its results.
    pub(super) fn language(&self) -> Language {
        if self.run.language == "en" { Language::En } else { Language::Zh }
    }
}

impl Place {
    /// As a command line says, or a packet that it names.
    pub(super) fn of(input: &Input, opened: Option<&Opened<'_>>, output: &Output) -> Result<Self, Status> {
        let Some(opened) = opened else {
            let Some(data) = input.data.clone() else {
                let words = words!("还缺少 --data <DATA>", "--data <DATA> is missing");
                return Err(output.misused(&words, Language::Zh));
            };
            return Ok(Self {
                rules: input.rules.clone(),
                data,
                corrections: input.reading.corrections().map(str::to_owned),
                has_own_calendar: true,
                calendar: input.calendar.iter().cloned().collect(),
                ignores_other_columns: input.reading.ignores_other_columns(),
            });
        };
        let mut place = Self::of_packet(opened, input.data.as_deref(), output)?;
        place.corrections = input.reading.corrections().map(str::to_owned).or(place.corrections);
        place.calendar.extend(input.calendar.clone());
        place.ignores_other_columns |= input.reading.ignores_other_columns();
        Ok(place)
    }

    /// As a packet says, with the data of another folder where one is given.
    pub(super) fn of_packet(opened: &Opened<'_>, data: Option<&str>, output: &Output) -> Result<Self, Status> {
        let Opened { packet, run } = opened;
        let data = match data {
            Some(data) => data.to_owned(),
            None if run.has_data => packet_path(packet, &run.data),
            None => {
                output.diagnostics(&Sources::default(), &[session::without_data(packet)], opened.language());
                return Err(Status::Findings);
            }
        };
        let own = run.corrections.as_ref().filter(|_| run.has_data);
        Ok(Self {
            rules: packet_path(packet, &run.rules),
            data,
            corrections: own.map(|path| packet_path(packet, path)),
            has_own_calendar: false,
            calendar: run.calendar.iter().map(|path| packet_path(packet, path)).collect(),
            ignores_other_columns: run.ignores_other_columns,
        })
    }

    /// The calendar.
    pub(super) fn calendar(&self, host: &dyn Host) -> Result<Calendar, Diagnostic> {
        if self.has_own_calendar {
            session::calendar(host, self.calendar.first().map(String::as_str))
        } else {
            session::calendar_of(host, &self.calendar)
        }
    }

    /// How the tables are read.
    pub(super) fn reading(&self) -> session::Reading<'_> {
        session::Reading {
            rules: Some(&self.rules),
            corrections: self.corrections.as_deref(),
            ignores_other_columns: self.ignores_other_columns,
            ..session::Reading::of(&self.data)
        }
    }
}

fn packet_path(packet: &Packet<'_>, name: &str) -> String {
    Mounted::of(packet).path(name)
}

impl Options {
    /// The path of the packet that is to be written.
    pub(super) fn path(&self) -> Option<&str> {
        self.packet.as_deref()
    }

    /// Whether it is to have the data.
    pub(super) fn with_data(&self) -> bool {
        self.with_data
    }

    /// Writes the packet of a result, and says its digest.
    pub(super) fn write<S>(
        &self,
        path: &str,
        (made, scored): (&Made<'_>, &Scored<S>),
        host: &dyn Host,
        output: &Output,
    ) -> Status {
        let language = output.language(scored.rules.language);
        let key = match self.sign.as_deref().map(|path| key(host, path)).transpose() {
            Ok(key) => key,
            Err(words) => return output.misused(&words, scored.rules.language),
        };
        let bag = match bag(made) {
            Ok(bag) => bag,
            Err(findings) => {
                output.diagnostics(&Sources::default(), &findings, scored.rules.language);
                return Status::Findings;
            }
        };
        let error = match bag.write(host, path, key.as_ref()) {
            Ok(digest) => {
                let label = language.either("数据包", "Packet");
                output.note(&format!("{label} {path}  SHA-256 {digest}"));
                return Status::Success;
            }
            Err(error) => error,
        };
        let words = match error.kind() {
            ErrorKind::DirectoryNotEmpty => words!(
                "{path} 里已有别的文件，不是数据包，没有写；请换一个文件夹",
                "{path} has other files in it and is no packet, so nothing was written; choose another folder"
            ),
            ErrorKind::NotADirectory if host.kind(path) == Kind::File => words!(
                "{path} 是文件；数据包写成一个文件的，名称以 .zip 结尾",
                "{path} is a file; a packet that is one file has a name that ends in .zip"
            ),
            _ => words!("{path} 写不出：{error}", "{path} cannot be written: {error}"),
        };
        output.misused(&words, scored.rules.language)
    }
}

/// A key to sign with.
fn key(host: &dyn Host, path: &str) -> Result<PrivateKey, heng::finding::Words> {
    const MOST: usize = 1 << 16;
    let pem = heng::host::read_up_to(host, path, MOST)
        .map_err(|error| words!("{path} 读不出：{error}", "{path} cannot be read: {error}"))?;
    PrivateKey::of_pem(&pem).map_err(|heng::finding::Words { zh, en }| words!("{path} {zh}", "{path}: {en}"))
}

/// What a packet is made of.
pub(super) fn made<'m>(
    scored: &'m Scored<heng::result::Scores>,
    (host, opened): (&'m dyn Host, Vec<String>),
    with_data: bool,
    (engine, language): (&'static str, Language),
) -> Made<'m> {
    let Scored { place, rules, program, tables, scores, .. } = scored;
    let mut findings = rules.diagnostics.clone();
    findings.extend(session::doubts(program, tables));
    Made {
        model: &program.rules,
        scores,
        tables,
        sources: &rules.sources,
        expanded: rules.expanded(),
        findings,
        language,
        host,
        rules: &place.rules,
        data: &place.data,
        opened,
        corrections: place.corrections.as_deref(),
        has_own_calendar: place.has_own_calendar,
        calendar: place.calendar.clone(),
        engine,
        edition: syntax::EDITION,
        ignores_other_columns: place.ignores_other_columns,
        with_data,
    }
}
